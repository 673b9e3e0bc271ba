"""Series: when an event of others happens again, on Geneva's clocks or as single times."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable

import attrs

from gcmfeeds.interop.foreign.effort import Effort
from gcmfeeds.interop.foreign.properties import Properties
from gcmfeeds.interop.foreign.rule import taken_rule
from gcmfeeds.interop.foreign.times import Time, at_wall, taken_times
from gcmfeeds.interop.foreign.zones import Zones
from gcmfeeds.model.fits import gives_its_start
from gcmfeeds.model.recurrence import Recurrence
from gcmfeeds.zone import FIRST_RULED_YEAR, GENEVA, LAST_RULED_YEAR, is_repeated

MOST_EXPANDED = 200
"""How many single times stand for a rule that keeps other clocks than Geneva's."""

_DAYS = {"daily": 1, "weekly": 7, "monthly": 28, "yearly": 365}
_SKIPPED_HOUR = 2


@attrs.frozen(kw_only=True)
class Series:
    """Hold when an event happens again.

    Args:
        recurrence: Without changes; None for an event that happens once.
        starts: Those among the times that were asked about.
    """

    recurrence: Recurrence | None
    starts: frozenset[dt.date]


def taken_series(
    properties: Properties, start: Time, zones: Zones, originals: Iterable[dt.date], effort: Effort
) -> Series:
    """Take RRULE, RDATE and EXDATE.

    Args:
        properties: Of the VEVENT.
        start: Its DTSTART.
        zones: What a TZID means.
        originals: The starts of which the file says that something is otherwise (RECURRENCE-ID).
        effort: What is left to spend.
    """
    rule = taken_rule(properties, start)
    extra, excluded = (
        [time.value for time in _alike(properties, name, taken_times(properties, name, zones, effort), start)]
        for name in ("RDATE", "EXDATE")
    )
    if rule is not None and rule.until and _before(rule.until, start.value):
        properties.note("RRULE", rule.until, "its UNTIL is before its first time, which alone was carried")
        rule = None
    given = [*extra, *excluded, *originals]
    if rule is not None and _is_geneva(rule, start):
        if not effort.spend(_steps(rule, start.value, given)):
            properties.note("RRULE", rule.frequency, "the times that are otherwise lie too far away to be looked for")
            return Series(recurrence=rule, starts=frozenset())
        by_rule = set(rule.starts(start.value, start.value, max([start.value, *given]))) if given else {start.value}
    elif rule is not None:
        by_rule = set(_expanded(properties, rule, start, effort))
        extra, rule = [*by_rule - {start.value}, *extra], None
        by_rule = {start.value}
    else:
        by_rule = {start.value}
    besides = _besides(properties, extra, by_rule, start)
    starts = by_rule | set(besides)
    for time in excluded:
        if time not in starts:
            properties.note("EXDATE", time, "it is none of the series' times")
    if rule is None and not besides:
        for time in set(excluded) & starts:
            properties.note("EXDATE", time, "an event that happens once cannot leave out its only time")
        return Series(recurrence=None, starts=frozenset())
    left_out = [time for time in excluded if time in starts]
    if rule is None:
        found = Recurrence(extra=besides, excluded=left_out)
    else:
        found = attrs.evolve(rule, extra=besides, excluded=left_out) if besides or left_out else rule
    return Series(recurrence=found, starts=frozenset(starts))


def _alike(properties: Properties, name: str, times: list[Time], start: Time) -> list[Time]:
    """Give times of the kind of the start; a day, where that has an hour, is the time on that day."""
    found = []
    for time in times:
        if isinstance(time.value, dt.datetime) == isinstance(start.value, dt.datetime):
            found.append(time)
        elif isinstance(start.wall, dt.datetime) and start.zone is not None:
            moment = at_wall(dt.datetime.combine(time.value, start.wall.time()), start.zone)
            found += [attrs.evolve(start, value=moment)] if moment else []
        else:
            properties.note(name, time.value, "a whole day has no hour")
    return found


def _besides(properties: Properties, extra: list[dt.date], by_rule: set[dt.date], start: Time) -> list[dt.date]:
    """Give the times besides those of the rule, in order, that a series can have."""
    found = []
    for time in sorted(set(extra) - by_rule):
        if time < start.value:
            properties.note("RDATE", time, "it is before the first time")
        elif isinstance(time, dt.datetime) and (not _is_ruled(time) or is_repeated(time)):
            properties.note("RDATE", time, "not every app can be told this time of a series")
        else:
            found.append(time)
    return found


def _is_geneva(rule: Recurrence, start: Time) -> bool:
    """Say whether the model can say a rule: it keeps Geneva's clocks, and gives its first time itself."""
    if not gives_its_start(rule, start.value):
        return False
    if not isinstance(start.value, dt.datetime) or start.zone is None:
        return True
    fits = _is_ruled(start.value) and start.value.hour != _SKIPPED_HOUR and start.keeps_geneva
    return fits and _keeps_geneva(start.zone)


@functools.lru_cache(maxsize=256)
def _keeps_geneva(zone: dt.tzinfo) -> bool:
    """Say whether the clocks of a zone are Geneva's in all years in which those have one rule."""
    days = [dt.datetime(year, month, 15, tzinfo=dt.UTC) for year in _YEARS for month in (1, 7)]
    days += [
        dt.datetime(year, month, day, hour, 30, tzinfo=dt.UTC)
        for year in _YEARS
        for month in (3, 10)
        for day in range(25, 32)
        for hour in (0, 1)
    ]
    return all(day.astimezone(zone).utcoffset() == day.astimezone(GENEVA).utcoffset() for day in days)


_YEARS = range(FIRST_RULED_YEAR, LAST_RULED_YEAR + 1)


def _is_ruled(time: dt.date) -> bool:
    return FIRST_RULED_YEAR <= time.year <= LAST_RULED_YEAR


def _before(until: dt.date, start: dt.date) -> bool:
    return until < start if isinstance(until, dt.datetime) == isinstance(start, dt.datetime) else False


def _steps(rule: Recurrence, start: dt.date, given: list[dt.date]) -> int:
    """Say how many times a rule is gone through to the last of those that are given."""
    if not given:
        return 0
    days = (max(given) - start).days // (rule.interval * _DAYS[rule.frequency or "daily"]) + 1
    each = max(1, len(rule.by_day) * 5, len(rule.by_month_day) * 12, len(rule.by_month) * 5, len(rule.by_year_day))
    return max(days, 0) * each


def _expanded(properties: Properties, rule: Recurrence, start: Time, effort: Effort) -> list[dt.date]:
    """Give the single times of a rule, the first included, as far as there is room for them, and note how far."""
    day = start.wall.date() if isinstance(start.wall, dt.datetime) else start.wall
    until = rule.until
    first, most = _first_fit(rule, day, effort), min(rule.count or MOST_EXPANDED + 1, MOST_EXPANDED + 1)
    if first is None or not effort.spend(2 * most):
        properties.note("RRULE", rule.frequency, "only the first time was carried: its others lie too far away")
        return [start.value]
    rule = attrs.evolve(rule, until=None, count=most)
    days = [day, *(other for other in rule.first_starts(first, most) if other != day)][:most]
    times = [time for other in days if (time := _at(other, start)) and not (until and _before(until, time))]
    is_cut = len(days) > MOST_EXPANDED and len(times) == len(days)
    times = times[: MOST_EXPANDED if is_cut else None]
    why = "its clock is not Geneva's" if first == day else "its first time is none of the rule's"
    far = f", up to {times[-1]:%Y-%m-%d} only" if is_cut else ""
    properties.note("RRULE", rule.frequency, f"{why}: it was carried as {len(times)} single times{far}")
    return times


def _first_fit(rule: Recurrence, day: dt.date, effort: Effort) -> dt.date | None:
    """Find the first day from `day` on that a rule gives, within a year; None if that is too far."""
    for number in range(366 if rule.interval == 1 else 1):
        other = day + dt.timedelta(days=number)
        if not effort.spend(1) or _is_late(other):
            return None
        if gives_its_start(rule, other):
            return other
    return None


def _is_late(day: dt.date) -> bool:
    return day.year > LAST_RULED_YEAR


def _at(day: dt.date, start: Time) -> dt.date | None:
    """Give the time of a series on a day of the clocks that it keeps."""
    if not isinstance(start.wall, dt.datetime) or start.zone is None:
        return day
    return at_wall(dt.datetime.combine(day, start.wall.time()), start.zone)
