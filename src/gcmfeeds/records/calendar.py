"""Calendar record: what a VCALENDAR says in one language, in the words of RFC 5545 and RFC 7986."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from gcmfeeds.errors import ModelError
from gcmfeeds.language.choose import Chosen
from gcmfeeds.model.colors import COLORS
from gcmfeeds.model.event import Event
from gcmfeeds.records.edition import Edition
from gcmfeeds.records.event import EventRecord, event_records, marked_title, needs_zone
from gcmfeeds.records.ids import address, calendar_uid, document_path, event_path
from gcmfeeds.records.reader import reader_of
from gcmfeeds.records.supplement import event_supplement

REFRESH_INTERVAL = dt.timedelta(hours=1)
"""How often a subscriber may ask again; without it Nextcloud waits a week."""


@attrs.frozen(kw_only=True)
class CalendarRecord:
    """Hold what a VCALENDAR says in one language.

    Args:
        prodid: Who wrote it (:rfc:`5545#section-3.7.3`).
        uid: The calendar's own (:rfc:`7986#section-5.3`); empty for a single event's file.
        name: What the calendar is called.
        description: The paragraph about it, if there is one.
        url: Where the whole can be seen.
        source: Where this file stands, for those who subscribe to it.
        last_modified: When anything in it last changed, aware, UTC.
        color: Its name in CSS 3, and red, green and blue in hexadecimal, if it has one.
        refresh_interval: How often to ask again; None for a single event's file.
        has_zone: Whether it holds the zone: a time is written with it, or there is nothing else
            (:rfc:`5545#section-3.6`).
        events: In order; what is otherwise about occurrences of a series stands behind it.
    """

    prodid: str
    uid: str
    name: Chosen
    description: Chosen | None
    url: str
    source: str
    last_modified: dt.datetime
    color: tuple[str, str] | None
    refresh_interval: dt.timedelta | None
    has_zone: bool
    events: tuple[EventRecord, ...]


def calendar_record(edition: Edition, name: str = "calendar") -> CalendarRecord:
    """Say what an edition's subscribed calendar says.

    Args:
        edition: Gives the events, all of them.
        name: What the file is called: ``calendar``, or ``calendar-all`` beside one that had to leave past events.
    """
    return attrs.evolve(calendar_head(edition, name), events=tuple(calendar_events(edition)))


def calendar_head(edition: Edition, name: str = "calendar") -> CalendarRecord:
    """Say what :func:`calendar_record` says, without the events."""
    catalogue = edition.catalogue
    changed = [edition.updated(event) for event in edition.events]
    return CalendarRecord(
        prodid=_prodid(edition),
        uid=calendar_uid(name, edition.language, edition.channel_key, catalogue.authority),
        name=edition.title(),
        description=edition.abstract(),
        url=catalogue.base_url,
        source=address(catalogue, document_path(edition.language, edition.channel_key, f"{name}.ics")),
        last_modified=max(changed, default=catalogue.published).astimezone(dt.UTC),
        color=(edition.color, COLORS[edition.color]) if edition.color else None,
        refresh_interval=REFRESH_INTERVAL,
        has_zone=not edition.events or any(map(needs_zone, edition.events)),
        events=(),
    )


def calendar_events(edition: Edition) -> Iterator[EventRecord]:
    """Say what the events of an edition say, one after the other."""
    for event in edition.events:
        yield from event_records(event, edition)


def single_event_record(edition: Edition, event: Event) -> CalendarRecord:
    """Say what the file of one of an edition's events says."""
    whole = (event, *(one for _, one in event.changed_occurrences()))
    records = [
        attrs.evolve(record, supplement=event_supplement(one, edition))
        for record, one in zip(event_records(event, edition), whole, strict=True)
    ]
    return CalendarRecord(
        prodid=_prodid(edition),
        uid="",
        name=marked_title(event, reader_of(event, edition)),
        description=None,
        url=edition.catalogue.base_url,
        source=address(edition.catalogue, event_path(edition.language, event.key)),
        last_modified=records[0].last_modified,
        color=None,
        refresh_interval=None,
        has_zone=needs_zone(event),
        events=tuple(records),
    )


def event_of(edition: Edition, key: str) -> Event:
    """Find an event of an edition.

    Raises:
        ModelError: The edition has no such event, or no title of it to show.
    """
    for event in edition.events:
        if event.key == key:
            return event
    raise ModelError("key", f"must be the key of an event of the edition in {edition.language!r}", key)


def _prodid(edition: Edition) -> str:
    return f"-//gcmfeeds//gcmfeeds//{edition.language.upper()}"
