"""Changes: what a file says of single times of a series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import attrs

from gcmfeeds.interop.foreign.context import Context
from gcmfeeds.interop.foreign.places import taken_venue
from gcmfeeds.interop.foreign.properties import MOST_OF_ONE, Properties, parameter, text_of, values_in
from gcmfeeds.interop.foreign.span import taken_end
from gcmfeeds.interop.foreign.status import taken_status
from gcmfeeds.interop.foreign.texts import taken_text
from gcmfeeds.interop.foreign.times import Time, at_wall, taken_time
from gcmfeeds.model.event import Event
from gcmfeeds.model.occurrences import occurrence_of
from gcmfeeds.model.recurrence import Change

_OF_THE_WHOLE = ("UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "X-MICROSOFT-CDO-ALLDAYEVENT")


def taken_changes(
    event: Event,
    component: Any,
    others: Sequence[Any],
    *,
    first: Time,
    starts: frozenset[dt.date],
    context: Context,
) -> Event:
    """Put what is otherwise about single times into an event.

    Args:
        event: The series, without changes.
        component: Its VEVENT.
        others: Those of its single times.
        first: Its DTSTART.
        starts: The times of the series among those.
        context: What the file has in common.
    """
    changes = []
    for number, other in enumerate(others):
        properties = Properties(other, context.subject(str(other.get("UID", ""))), context.notes, "RECURRENCE-ID/")
        if any(parameter(given, "RANGE") for given in properties.values("RECURRENCE-ID")):
            reason = "it is of this time alone, and not of those that follow it"
            properties.note("RECURRENCE-ID", properties.peek("RECURRENCE-ID"), reason)
        change = _taken_change(properties, event, first, starts, context) if number < MOST_OF_ONE else None
        if change is None:
            properties.note("", properties.peek("SUMMARY"), "this single time was not carried")
            continue
        _drop_alike(properties, component)
        for part in other.subcomponents:
            properties.note(str(part.name), part.get("UID", ""), "a single time has those of its series")
        properties.note_rest(dict.fromkeys(other, "it cannot be otherwise for a single time"))
        changes.append(change)
    if event.recurrence is None or not changes:
        return event
    return attrs.evolve(event, recurrence=attrs.evolve(event.recurrence, changes=changes))


def original_of(time: Time, first: Time) -> dt.date | None:
    """Give the time that a RECURRENCE-ID means; Outlook writes a day where the series has an hour, others an hour."""
    if isinstance(time.value, dt.datetime) == isinstance(first.value, dt.datetime):
        return time.value
    if isinstance(first.wall, dt.datetime) and first.zone is not None:
        return at_wall(dt.datetime.combine(time.value, first.wall.time()), first.zone)
    return time.wall.date() if isinstance(time.wall, dt.datetime) else time.wall


def _taken_change(
    properties: Properties, event: Event, first: Time, starts: frozenset[dt.date], context: Context
) -> Change | None:
    value = properties.peek("RECURRENCE-ID")
    time = taken_time(properties, "RECURRENCE-ID", context.zones)
    original = original_of(time, first) if time else None
    excluded = event.recurrence.excluded if event.recurrence else ()
    if original is None or event.recurrence is None or original not in starts or original in excluded:
        properties.note("RECURRENCE-ID", value, "it is none of the times of its series")
        return None
    rule = occurrence_of(event, original)
    start = taken_time(properties, "DTSTART", context.zones) or Time(value=rule.start, wall=rule.start, zone=None)
    if isinstance(start.value, dt.datetime) == event.is_all_day:
        properties.note("DTSTART", start.wall, "it must be a date or a time as that of its series is")
        return None
    end = taken_end(properties, start, context.zones)
    language = event.title.languages[0] if len(event.title.languages) == 1 else context.language
    title = taken_text(properties, "SUMMARY", language) or event.title
    status, title = taken_status(properties, title)
    venue = taken_venue(properties, language)
    usual = occurrence_of(event, original, Change(original=original, start=start.value))
    change = Change(
        original=original,
        start=start.value if start.value != original else None,
        end=end if end != usual.end else None,
        title=title,
        venue=venue if venue != event.venue else None,
        status=status if status != event.status else None,
    )
    if title == event.title and any((change.start, change.end, change.venue, change.status)):
        change = attrs.evolve(change, title=None)
    return change


def _drop_alike(properties: Properties, component: Any) -> None:
    """Take what a single time says as its series does, and what is always the series'."""
    properties.drop(*_OF_THE_WHOLE)
    for name in component:
        if properties.texts(name) == list(map(text_of, values_in(component, name))):
            properties.drop(name)
