"""Size: which past events leave a calendar, so that no client loses one that matters."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

import attrs

from gcmfeeds.records.calendar import calendar_record
from gcmfeeds.records.edition import Edition
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


def render_within_octets(edition: Edition, past: Sequence[str]) -> tuple[bytes, int]:
    """Write a calendar; where it is larger than the catalogue allows, the past events that ended first leave.

    Args:
        edition: As :func:`within_events` gave it.
        past: As there.

    Returns:
        The calendar, and how many events left. It is still too large if all that is left is running or to come.
    """
    body = ics.render(calendar_record(edition))
    excess = len(body) - edition.catalogue.max_octets
    if excess <= 0:
        return body, 0
    octets = iter(ics.event_octets(body))
    sizes = {event.key: sum(itertools.islice(octets, 1 + len(event.changed_occurrences()))) for event in edition.events}
    leaving = set()
    for key in past:
        if key in sizes and excess > 0:
            leaving.add(key)
            excess -= sizes[key]
    return ics.render(calendar_record(_without(edition, leaving))), len(leaving)


def _without(edition: Edition, keys: Collection[str]) -> Edition:
    events = tuple(event for event in edition.events if event.key not in keys)
    return attrs.evolve(edition, events=events)
