"""Recurrence: an event that happens again, by a rule or on stated days; the one door to python-dateutil.

A series keeps Geneva's clock: it is expanded as naive wall time, and each start then gets the zone. dateutil given
an aware start keeps winter's offset all the year.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, cast

import attrs
from dateutil import rrule

from gcmfeeds.errors import ModelError, refuse
from gcmfeeds.model.fits import gives_its_start
from gcmfeeds.model.given import as_day_or_moment, as_line, as_numbers, as_starts, as_words, many
from gcmfeeds.model.places import Venue
from gcmfeeds.model.rules import (
    BY_DAY,
    STATUSES,
    WEEKDAYS,
    a_day_or_moment,
    a_part,
    a_tagged_text,
    a_whole_number,
    fault,
    members,
    numbers,
    one_of,
    optional,
    starts,
    weekdays,
)
from gcmfeeds.model.text import Text
from gcmfeeds.zone import FIRST_RULED_YEAR, LAST_RULED_YEAR, LAST_YEAR, from_wall, geneva, is_repeated

_FREQUENCIES: Mapping[str, Literal[0, 1, 2, 3]] = {
    "daily": rrule.DAILY,
    "weekly": rrule.WEEKLY,
    "monthly": rrule.MONTHLY,
    "yearly": rrule.YEARLY,
}
MOST = 10_000
"""The most occurrences that a count may ask for."""

_WEEKS, _SHORTEST_MONTH, _SKIPPED_HOUR = 5, 28, 2


def _changes(value: Iterable[Change]) -> tuple[Change, ...]:
    return cast("tuple[Change, ...]", many(value))


@attrs.frozen(kw_only=True)
class Change:
    """Say what is otherwise about one occurrence of a series (:rfc:`5545#section-3.8.4.4`).

    Args:
        original: Its start by the rule: a date, or an aware datetime of any zone, kept as Geneva's.
        start: When it begins instead.
        end: When it ends instead, as the event's `end`; None for as long as it lasts otherwise.
        title: What it is called instead, in the languages that it says; in others as the event is.
        venue: Where it happens instead.
        status: Its own: ``cancelled`` …

    Raises:
        ModelError: A field cannot be true, or nothing is otherwise.
    """

    original: dt.date = attrs.field(converter=as_day_or_moment, validator=a_day_or_moment)
    start: dt.date | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_day_or_moment), validator=optional(a_day_or_moment)
    )
    end: dt.date | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_day_or_moment), validator=optional(a_day_or_moment)
    )
    title: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_line), validator=optional(a_tagged_text)
    )
    venue: Venue | None = attrs.field(default=None, validator=optional(a_part(Venue)))
    status: str | None = attrs.field(default=None, validator=optional(one_of(*STATUSES)))

    def __attrs_post_init__(self) -> None:
        """Refuse what the fields together show."""
        refuse(self.faults())

    def faults(self) -> list[ModelError]:
        """Find what the fields together show to be wrong."""
        if any((self.start, self.end, self.title, self.venue, self.status)):
            return []
        return [fault(self, "original", "must come with what is otherwise, or stand in excluded", self.original)]


@attrs.frozen(kw_only=True)
class Recurrence:
    """Say when an event happens again (:rfc:`5545#section-3.3.10`).

    Args:
        frequency: ``daily``, ``weekly``, ``monthly`` or ``yearly``; None where only the days of `extra` are meant.
        interval: Every how many days, weeks, months or years.
        count: How often at most, the first time included.
        until: The last start that there may be: of the kind of the event's start; a date, where that has a time, is
            all of that day in Geneva.
        by_month: 1 to 12.
        by_year_day: Days of the year, 1 to 366, or from its end.
        by_month_day: Days of the month, 1 to 31, or from its end.
        by_day: ``MO`` to ``SU``; in months and years ``1MO`` is the first, ``-1SU`` the last.
        by_position: Which of the days that the other parts give, in each period.
        week_start: The day a week begins on, for ``interval``.
        extra: Starts besides; of the kind of the event's start.
        excluded: Starts that do not take place, and never did.
        changes: What is otherwise about single occurrences.

    Raises:
        ModelError: A field cannot be true, or the parts do not go together.
    """

    frequency: str | None = attrs.field(default=None, validator=optional(one_of(*_FREQUENCIES)))
    interval: int = attrs.field(default=1, validator=a_whole_number(1, 1000))
    count: int | None = attrs.field(default=None, validator=optional(a_whole_number(1, MOST)))
    until: dt.date | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_day_or_moment), validator=optional(a_day_or_moment)
    )
    by_month: tuple[int, ...] = attrs.field(default=(), converter=as_numbers, validator=numbers(12, is_signed=False))
    by_year_day: tuple[int, ...] = attrs.field(default=(), converter=as_numbers, validator=numbers(366))
    by_month_day: tuple[int, ...] = attrs.field(default=(), converter=as_numbers, validator=numbers(31))
    by_day: tuple[str, ...] = attrs.field(default=(), converter=as_words, validator=weekdays)
    by_position: tuple[int, ...] = attrs.field(default=(), converter=as_numbers, validator=numbers(366))
    week_start: str = attrs.field(default="MO", validator=one_of(*WEEKDAYS))
    extra: tuple[dt.date, ...] = attrs.field(default=(), converter=as_starts, validator=starts)
    excluded: tuple[dt.date, ...] = attrs.field(default=(), converter=as_starts, validator=starts)
    changes: tuple[Change, ...] = attrs.field(
        default=(), converter=_changes, validator=members(Change, unique="original")
    )

    def __attrs_post_init__(self) -> None:
        """Refuse what the fields together show."""
        refuse(self.faults())

    def faults(self) -> list[ModelError]:
        """Find what the fields together show to be wrong: the parts that :rfc:`5545#section-3.3.10` forbids."""
        parts = {name for name in _PARTS if getattr(self, name) not in ((), None)}
        if self.frequency is None:
            wrong = [
                fault(self, name, "must be left out where there is no frequency", getattr(self, name))
                for name in sorted(parts)
            ]
            return wrong if self.extra else [*wrong, fault(self, "frequency", "must be given, or extra", None)]
        faults = [
            fault(self, name, f"must be left out where frequency is {self.frequency}", getattr(self, name))
            for name in sorted(parts - _ALLOWED[self.frequency])
        ]
        if self.count and self.until:
            faults.append(fault(self, "count", "must be left out where until is given", self.count))
        return faults + [fault(self, name, rule, getattr(self, name)) for name, rule in self._misread_parts()]

    def _misread_parts(self) -> Iterator[tuple[str, str]]:
        """Find the parts that an RFC allows, and that not every app reads: ical.js or libical shows other days."""
        is_yearly, days, months = self.frequency == "yearly", self.by_month_day, self.by_month
        nths = [int(match["nth"]) for day in self.by_day if (match := BY_DAY.fullmatch(day)) and match["nth"]]
        if nths and self.frequency not in {"monthly", "yearly"}:
            yield "by_day", "must be weekdays without a number, but in months and years"
        if any(abs(number) > _WEEKS for number in nths):
            yield "by_day", f"must have numbers from 1 to {_WEEKS} or -1 to -{_WEEKS}"
        if self.by_position and not self.by_day:
            yield "by_position", "must come with by_day"
        if self.by_position and days:
            yield "by_position", "must not come with by_month_day"
        if self.frequency == "daily" and any(day < 1 for day in days):
            yield "by_month_day", "must be days from 1 to 31 where frequency is daily"
        if is_yearly and self.by_year_day and (months or days or self.by_day):
            yield "by_year_day", "must come with no other by_ part"
        if is_yearly and self.by_day and len(months) != 1:
            yield "by_day", "must come with one by_month where frequency is yearly"
        if is_yearly and days and not months:
            yield "by_month_day", "must come with by_month where frequency is yearly"
        if is_yearly and len(months) > 1 and not all(1 <= day <= _SHORTEST_MONTH for day in days):
            yield "by_month_day", "must be days from 1 to 28 where there are several months"

    def starts(self, start: dt.date, first: dt.date, last: dt.date) -> list[dt.date]:
        """Give the starts of a series from `first` to `last`, both included, in order, of the kind of its own `start`.

        What `changes` say is not looked at: these are the originals.
        """
        found = self._all(start).between(_wall(first), _wall(last), inc=True)
        return [_like(start, wall) for wall in _in_time(found)]

    def first_starts(self, start: dt.date, most: int) -> list[dt.date]:
        """Give the first starts of a series, at `most` so many."""
        return [_like(start, wall) for wall in itertools.islice(_in_time(self._all(start)), most)]

    def last_moment(self, start: dt.date) -> dt.date | None:
        """Give `until` of the kind of `start`: a date is all of that day in Geneva where a series has a time."""
        if isinstance(start, dt.datetime) and self.until and not isinstance(self.until, dt.datetime):
            return geneva(self.until.year, self.until.month, self.until.day, 23, 59, 59)
        return self.until

    @property
    def is_endless(self) -> bool:
        """Whether it goes on for ever."""
        return self.frequency is not None and self.count is None and self.until is None

    def last_unchanged(self, start: dt.date) -> dt.date | None:
        """Give the last start of a series that ends, but of those that `changes` say something of; None for none."""
        changed = {_wall(change.original) for change in self.changes}
        walls = [wall for wall in _in_time(self._all(start)) if wall not in changed]
        return _like(start, walls[-1]) if walls else None

    def faults_from(self, event: object, start: dt.date, end: dt.date | None) -> Iterator[ModelError]:
        """Find what is wrong with a series that begins at `start`, under the event's name."""
        is_timed = isinstance(start, dt.datetime)
        kind = "a date and time" if is_timed else "a date"
        times: dict[str, dt.date | None] = {"until": self.last_moment(start)}
        for name in ("extra", "excluded"):
            times |= {f"{name}[{index}]": time for index, time in enumerate(getattr(self, name))}
        for index, change in enumerate(self.changes):
            times |= {f"changes[{index}].{name}": getattr(change, name) for name in ("original", "start", "end")}
        faults = [
            fault(event, f"recurrence.{path}", f"must be {kind}, as start is", time)
            for path, time in times.items()
            if time is not None and isinstance(time, dt.datetime) != is_timed
        ]
        clocks = {"start": start, "end": end}
        clocks |= {f"recurrence.{path}": time for path, time in times.items() if path.startswith("extra")}
        faults += [
            fault(event, path, _CLOCK_RULE, time)
            for path, time in clocks.items()
            if isinstance(time, dt.datetime)
            and not _keeps_the_clock(time, is_start=path == "start" and self.frequency is not None)
        ]
        yield from faults
        if not faults:
            yield from self._faults_of_starts(event, start)

    def _faults_of_starts(self, event: object, start: dt.date) -> Iterator[ModelError]:
        """Find the starts that are none of the rule's."""
        until = self.last_moment(start)
        if until is not None and until < start:
            yield fault(event, "recurrence.until", f"must not be before {start}", self.until)
            return
        if self.frequency is not None and not gives_its_start(self, start):
            yield fault(event, "start", "must be the first that its recurrence gives", start)
            return
        if len(self.by_month) > 1 and not self.by_month_day and not self.by_day and start.day > _SHORTEST_MONTH:
            yield fault(event, "start", "must be a day from 1 to 28 where there are several months", start)
        asked = [start, *self.extra, *self.excluded, *(change.original for change in self.changes)]
        rule = attrs.evolve(self, extra=(), excluded=(), changes=()) if self.frequency else None
        by_rule = {start, *(rule.starts(start, start, max(asked)) if rule and asked[1:] else ())}
        for index, time in enumerate(self.extra):
            if time < start or time in by_rule:
                yield fault(event, f"recurrence.extra[{index}]", "must be after start, and none of the rule's", time)
        possible = by_rule | set(self.extra)
        for index, time in enumerate(self.excluded):
            if time not in possible:
                yield fault(event, f"recurrence.excluded[{index}]", "must be one of the starts of the series", time)
        for index, change in enumerate(self.changes):
            if change.original not in possible - set(self.excluded):
                path = f"recurrence.changes[{index}].original"
                yield fault(event, path, "must be one of the starts of the series", change.original)

    def _all(self, start: dt.date) -> rrule.rruleset:
        """Give every start as naive wall time."""
        found = rrule.rruleset()
        if self.frequency is None:
            found.rdate(_wall(start))
        else:
            found.rrule(self._rule(start))
        for time in self.extra:
            found.rdate(_wall(time))
        for time in self.excluded:
            found.exdate(_wall(time))
        return found

    def _rule(self, start: dt.date) -> rrule.rrule:
        days = [BY_DAY.fullmatch(day) for day in self.by_day]
        by_day = [
            rrule.weekday(WEEKDAYS.index(match["day"]), int(match["nth"]) if match["nth"] else None)
            for match in days
            if match
        ]
        until = self.last_moment(start)
        return rrule.rrule(
            _FREQUENCIES[self.frequency or ""],
            dtstart=_wall(start),
            interval=self.interval,
            wkst=WEEKDAYS.index(self.week_start),
            count=self.count,
            until=None if until is None else _wall(until),
            bysetpos=self.by_position or None,
            bymonth=self.by_month or None,
            bymonthday=self.by_month_day or None,
            byyearday=self.by_year_day or None,
            byweekday=by_day or None,
        )


_ALLOWED = {
    "daily": {"count", "until", "by_month", "by_month_day", "by_day"},
    "weekly": {"count", "until", "by_month", "by_day"},
    "monthly": {"count", "until", "by_month", "by_month_day", "by_day", "by_position"},
    "yearly": {"count", "until", "by_month", "by_month_day", "by_day", "by_position", "by_year_day"},
}
"""Which parts go with a frequency (:rfc:`5545#section-3.3.10`), as far as every app reads them."""

_PARTS = ("count", "until", "by_month", "by_year_day", "by_month_day", "by_day", "by_position")
_CLOCK_RULE = (
    f"must, in a series, lie in the years {FIRST_RULED_YEAR} to {LAST_RULED_YEAR}, and not between 02:00 and 03:00, "
    "an hour that Geneva's clocks skip or show twice"
)


def _keeps_the_clock(time: dt.datetime, *, is_start: bool) -> bool:
    """Say whether a time of a series can be written with the zone, whatever day it comes to."""
    if not FIRST_RULED_YEAR <= time.year <= LAST_RULED_YEAR:
        return False
    return time.hour != _SKIPPED_HOUR if is_start else not is_repeated(time)


def _in_time(walls: Iterable[dt.datetime]) -> Iterator[dt.datetime]:
    """Leave out what begins in the last year that a time may stand in, or later: it might end after it."""
    return itertools.takewhile(lambda wall: wall.year < LAST_YEAR, walls)


def _like(start: dt.date, wall: dt.datetime) -> dt.date:
    """Give a naive wall time as a start of the kind of another."""
    return from_wall(wall) if isinstance(start, dt.datetime) else wall.date()


def _wall(time: dt.date) -> dt.datetime:
    """Give the naive wall time of a Geneva datetime, or midnight of a date."""
    if isinstance(time, dt.datetime):
        return time.replace(tzinfo=None)
    return dt.datetime(time.year, time.month, time.day)  # noqa: DTZ001  # a wall time
