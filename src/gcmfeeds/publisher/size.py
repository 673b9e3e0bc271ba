"""Size: a calendar of what was written before and what is new, without the past events that are too much for apps."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import attrs

from gcmfeeds.model.event import Event
from gcmfeeds.records.calendar import calendar_head
from gcmfeeds.records.edition import Edition
from gcmfeeds.records.event import event_records
from gcmfeeds.writers import ics


def within_events(edition: Edition, past: Sequence[str]) -> Edition:
    """Let the past events that ended first leave, until no more are left than the catalogue allows.

    Args:
        edition: Of a catalogue or a channel.
        past: The keys of past events, those that ended first before the others.
    """
    excess = len(edition.events) - edition.catalogue.max_events
    if excess <= 0:
        return edition
    keys = {event.key for event in edition.events}
    return _without(edition, set([key for key in past if key in keys][:excess]))


def render_calendar(
    edition: Edition, name: str, past: Sequence[str], written: Mapping[str, bytes], max_octets: int | None
) -> tuple[bytes, int]:
    """Write a calendar; where it is larger than it may be, the past events that ended first leave.

    Args:
        edition: Its events are in it.
        name: ``calendar``, or ``calendar-all``.
        past: As for :func:`within_events`.
        written: The bytes of events that were published as they are now, by key; these are not made again.
        max_octets: How large it may be; None for as large as it is.

    Returns:
        The calendar, and how many events left. It is still too large if all that is left is running or to come.
    """
    events = {event.key: written.get(event.key) or _event(event, edition) for event in edition.events}
    body = _joined(edition, name, events)
    excess = 0 if max_octets is None else len(body) - max_octets
    leaving = set()
    for key in past if excess > 0 else ():
        if key in events and excess > 0:
            leaving.add(key)
            excess -= len(events[key])
    return _joined(_without(edition, leaving), name, events) if leaving else body, len(leaving)


def _event(event: Event, edition: Edition) -> bytes:
    return b"".join(map(ics.render_event, event_records(event, edition)))


def _joined(edition: Edition, name: str, events: Mapping[str, bytes]) -> bytes:
    return b"".join(ics.around(calendar_head(edition, name), (events[event.key] for event in edition.events)))


def _without(edition: Edition, keys: Collection[str]) -> Edition:
    events = tuple(event for event in edition.events if event.key not in keys)
    return attrs.evolve(edition, events=events)
