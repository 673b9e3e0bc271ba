"""Occurrences: each time that an event happens, as an event of its own."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from gcmfeeds.errors import SkippedTimeError
from gcmfeeds.zone import from_wall, geneva, in_geneva

if TYPE_CHECKING:
    from gcmfeeds.model.event import Event
    from gcmfeeds.model.recurrence import Change


def occurrences_between(event: Event, start: dt.datetime, end: dt.datetime) -> tuple[Event, ...]:
    """Give each time that an event happens between two moments; see :meth:`Event.occurrences`."""
    low, high = in_geneva(start), in_geneva(end)
    if event.recurrence is None:
        instances = [event]
    else:
        changes = {change.original: change for change in event.recurrence.changes}
        first, last = (moment if not event.is_all_day else moment.date() for moment in (low, high))
        originals = {*event.recurrence.starts(event.start, first, last), *changes}
        instances = [occurrence_of(event, original, changes.get(original)) for original in sorted(originals)]
    found = [one for one in instances if low <= _moment(one.start) < high]
    return tuple(sorted(found, key=lambda one: _moment(one.start)))


def first_occurrences(event: Event, most: int) -> tuple[Event, ...]:
    """Give the first times that an event happens by its rule, at `most` so many."""
    if event.recurrence is None:
        return (event,)
    changes = {change.original: change for change in event.recurrence.changes}
    starts = event.recurrence.first_starts(event.start, most)
    return tuple(occurrence_of(event, original, changes.get(original)) for original in starts)


def changed_occurrences(event: Event) -> tuple[tuple[dt.date, Event], ...]:
    """Give the occurrences that are otherwise than the rule says: each with its start by the rule."""
    changes = event.recurrence.changes if event.recurrence else ()
    return tuple((change.original, occurrence_of(event, change.original, change)) for change in changes)


def over_from(event: Event) -> dt.datetime | None:
    """Give the moment from which on an event is over, the last time that it happens too, aware; None for never.

    A single time that is cancelled does not count, unless no other is left.
    """
    series = event.recurrence
    if series is None:
        return _over(event.end or event.start)
    if series.is_endless:
        return None
    last = series.last_unchanged(event.start)
    times = [one for _, one in changed_occurrences(event)] + ([occurrence_of(event, last)] if last else [])
    left = [one for one in times if one.status != "cancelled"] or times or [event]
    return max(_over(one.end or one.start) for one in left)


def occurrence_of(event: Event, original: dt.date, change: Change | None = None) -> Event:
    """Make the event of one occurrence.

    Args:
        event: The series.
        original: Its start by the rule.
        change: What is otherwise about it.

    Raises:
        ModelError: What is otherwise makes no event.
    """
    start = (change and change.start) or original
    end = (change and change.end) or _end_from(event, start)
    return attrs.evolve(
        event,
        start=start,
        end=end,
        recurrence=None,
        title={**dict(event.title), **dict(change.title if change and change.title else {})},
        venue=(change and change.venue) or event.venue,
        status="cancelled" if event.status == "cancelled" else (change and change.status) or event.status,
        previous_start=original if start != original else None,
        programme=[
            attrs.evolve(slot, start=slot.start and _slot_start(event, slot.start, start)) for slot in event.programme
        ],
    )


def _slot_start(event: Event, time: dt.datetime, start: dt.date) -> dt.datetime:
    """Give when a point of the programme is in an occurrence: as long after its start, or at its hour of a day."""
    if isinstance(start, dt.datetime) and isinstance(event.start, dt.datetime):
        return in_geneva(time.astimezone(dt.UTC) + (start - event.start))
    wall = time.replace(tzinfo=None) + (start - event.start)
    try:
        return from_wall(wall, fold=0)
    except SkippedTimeError:
        return from_wall(wall + dt.timedelta(hours=1))


def _end_from(event: Event, start: dt.date) -> dt.date | None:
    """Give the end of an occurrence: it lasts as long as the first one (:rfc:`5545#section-3.8.5.3`)."""
    if event.end is None:
        return None
    if isinstance(event.end, dt.datetime) and isinstance(event.start, dt.datetime) and isinstance(start, dt.datetime):
        return in_geneva(start.astimezone(dt.UTC) + (event.end - event.start))
    return start + (event.end - event.start)


def _moment(time: dt.date) -> dt.datetime:
    """Give the moment at which a day begins, or a time is."""
    return time if isinstance(time, dt.datetime) else geneva(time.year, time.month, time.day)


def _over(end: dt.date) -> dt.datetime:
    """Give the moment at which a last day, or an excluded end, is over."""
    return end if isinstance(end, dt.datetime) else _moment(end) + dt.timedelta(days=1)
