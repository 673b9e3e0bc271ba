"""Size: a calendar of what was written before and what is new, without the past events that are too much for apps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

import attrs

from gcmfeeds.model.event import Event
from gcmfeeds.publisher.card import Card
from gcmfeeds.records.calendar import CalendarRecord, calendar_head
from gcmfeeds.records.edition import Edition
from gcmfeeds.records.event import event_records
from gcmfeeds.records.ids import uid
from gcmfeeds.writers import ics


def within_events(events: Sequence[Card], past: Sequence[str], max_events: int) -> Sequence[Card]:
    """Let the past events that ended first leave, until no more are left than there may be.

    Args:
        events: Those of an edition, in order.
        past: The keys of past events, those that ended first before the others.
        max_events: How many there may be.
    """
    excess = len(events) - max_events
    if excess <= 0:
        return events
    keys = {card.key for card in events}
    return _without(events, set([key for key in past if key in keys][:excess]))


def render_calendar(
    edition: Edition,
    name: str,
    events: Sequence[Card],
    *,
    past: Sequence[str],
    written: Mapping[str, bytes],
    new: Collection[tuple[str, str]],
    max_octets: int | None,
) -> tuple[bytes, int]:
    """Write a calendar; where it is larger than it may be, the past events that ended first leave.

    Args:
        edition: It holds the events that are new, or not written yet.
        name: ``calendar``, or ``calendar-all``.
        events: What is in it, in order.
        past: As for :func:`within_events`.
        written: The bytes of events that were published, by UID.
        new: Kind and key of what has changed since then; no other event is made again.
        max_octets: How large it may be; None for as large as it is.

    Returns:
        The calendar, and how many events left. It is still too large if all that is left is running or to come.
    """
    held, authority = {event.key: event for event in edition.events}, edition.catalogue.authority
    fresh = {key for kind, key in new if kind == Event.kind}
    pieces = {}
    for card in events:
        before = None if card.key in fresh else written.get(uid(card.key, authority))
        pieces[card.key] = before or _piece(held[card.key], edition)
    body = _joined(edition, name, events, pieces)
    excess = 0 if max_octets is None else len(body) - max_octets
    leaving = set()
    for key in past if excess > 0 else ():
        if key in pieces and excess > 0:
            leaving.add(key)
            excess -= len(pieces[key])
    return _joined(edition, name, _without(events, leaving), pieces) if leaving else body, len(leaving)


def _piece(event: Event, edition: Edition) -> bytes:
    return b"".join(map(ics.render_event, event_records(event, edition)))


def _joined(edition: Edition, name: str, events: Sequence[Card], pieces: Mapping[str, bytes]) -> bytes:
    return b"".join(ics.around(_head(edition, name, events), (pieces[card.key] for card in events)))


def _head(edition: Edition, name: str, events: Sequence[Card]) -> CalendarRecord:
    """Say what a calendar of these events says besides, whichever of them the edition holds."""
    head = calendar_head(attrs.evolve(edition, events=()), name)
    if not events:
        return head
    changed = max(card.places[edition.language].updated for card in events)
    return attrs.evolve(head, last_modified=changed.astimezone(dt.UTC), has_zone=any(card.has_zone for card in events))


def _without(events: Sequence[Card], keys: Collection[str]) -> Sequence[Card]:
    return [card for card in events if card.key not in keys]
