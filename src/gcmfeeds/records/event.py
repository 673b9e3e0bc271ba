"""Event record: what a VEVENT says in one language, in the words of RFC 5545."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from gcmfeeds.language.choose import Chosen
from gcmfeeds.language.dates import language_name
from gcmfeeds.model.event import Event
from gcmfeeds.model.people import Organizer
from gcmfeeds.model.places import Venue
from gcmfeeds.model.recurrence import Recurrence
from gcmfeeds.records.content import (
    as_plain,
    document_title,
    event_blocks,
    mark_of,
    venue_line,
    venue_title_and_address,
)
from gcmfeeds.records.edition import Edition
from gcmfeeds.records.ids import uid
from gcmfeeds.records.reader import Reader, reader_of
from gcmfeeds.records.supplement import Supplement
from gcmfeeds.records.timezone import is_zoned

_BY_PARTS = {
    "BYDAY": "by_day",
    "BYMONTHDAY": "by_month_day",
    "BYYEARDAY": "by_year_day",
    "BYMONTH": "by_month",
    "BYSETPOS": "by_position",
}
"""What the parts of a rule are called in the model."""

_SHORTEST_MONTH = 28

_SUFFIXES = {"application/pdf": ".pdf"}
"""What the file of a document is called besides; of other types its name says nothing."""


@attrs.frozen(kw_only=True)
class Conference:
    """Say where to watch in one language (:rfc:`7986#section-5.11`)."""

    uri: str
    label: str
    language: str


@attrs.frozen(kw_only=True)
class Attachment:
    """Point to a document (:rfc:`5545#section-3.8.1.1`)."""

    uri: str
    media_type: str
    filename: str


@attrs.frozen(kw_only=True)
class Picture:
    """Point to a picture (:rfc:`7986#section-5.10`)."""

    uri: str
    media_type: str


@attrs.frozen(kw_only=True)
class MapPoint:
    """Point to the place on a map, as Apple reads it: LOCATION's text in two parts, degrees north and east."""

    title: str
    address: str
    geo: tuple[float, float]


@attrs.frozen(kw_only=True)
class EventRecord:
    """Hold what a VEVENT says in one language.

    Args:
        uid: ASCII, at most 250 octets, the same in every language.
        summary: The title, with its mark where the event is cancelled, postponed or not certain.
        description: Plain text, everything an app does not show otherwise.
        dtstart: A date, or an aware datetime: Geneva's where clients read that right, else UTC.
        dtend: Exclusive, of the same kind, or None.
        status: ``TENTATIVE``, ``CONFIRMED`` or ``CANCELLED``.
        is_transparent: Whether it leaves one's time free.
        location: One line, its language empty where its parts are in several.
        geo: Degrees north and east.
        map_point: The place with its name, where the degrees are known.
        url: Its page in this language; empty for none.
        conferences: The entry's language first.
        categories: Labels, each with its language, in the author's order.
        organizer: The event's own organizer's name and mail address, if it has one with an address.
        contact: Who can be asked: the organizer, or the catalogue's publisher.
        attachments: In the author's order.
        picture: If there is one.
        rrule: The rule of a series (:rfc:`5545#section-3.8.5.3`): its parts and their values, UNTIL in UTC or a date.
        rdates: Starts besides, as `dtstart`.
        exdates: Starts that do not take place, as `dtstart`.
        recurrence_id: Of one occurrence of a series that is otherwise: its start by the rule, as `dtstart` there.
        sequence: :rfc:`5545#section-3.8.7.4`.
        created: Aware, UTC.
        last_modified: Aware, UTC; DTSTAMP is the same where there is no METHOD (:rfc:`5545#section-3.8.7.2`).
        supplement: What the event's own file says besides; None in a subscribed calendar.
    """

    uid: str
    summary: Chosen
    description: Chosen
    dtstart: dt.date
    dtend: dt.date | None
    status: str
    is_transparent: bool
    location: Chosen | None
    geo: tuple[float, float] | None
    map_point: MapPoint | None
    url: str
    conferences: tuple[Conference, ...]
    categories: tuple[Chosen, ...]
    organizer: tuple[str, str] | None
    contact: Chosen
    attachments: tuple[Attachment, ...]
    picture: Picture | None
    rrule: tuple[tuple[str, tuple[int | str | dt.date, ...]], ...]
    rdates: tuple[dt.date, ...]
    exdates: tuple[dt.date, ...]
    recurrence_id: dt.date | None
    sequence: int
    created: dt.datetime
    last_modified: dt.datetime
    supplement: Supplement | None = None


def event_records(event: Event, edition: Edition) -> Iterator[EventRecord]:
    """Say what an event says in an edition: itself, and each occurrence of a series that is otherwise.

    Args:
        event: One of the edition's.
        edition: Gives language, words and revision.
    """
    yield event_record(event, edition)
    for original, occurrence in event.changed_occurrences():
        yield attrs.evolve(event_record(occurrence, edition), recurrence_id=original)


def event_record(event: Event, edition: Edition) -> EventRecord:
    """Say what an event says in an edition, or one occurrence of it."""
    reader = reader_of(event, edition)
    revision = edition.revision_of(event)
    dtstart, dtend = written_times(event)
    return EventRecord(
        uid=uid(event.key, edition.catalogue.authority),
        summary=marked_title(event, reader),
        description=Chosen(as_plain(event_blocks(event, reader), reader), reader.language),
        dtstart=dtstart,
        dtend=dtend,
        status={"cancelled": "CANCELLED", "confirmed": "CONFIRMED"}.get(event.status, "TENTATIVE"),
        is_transparent=event.is_all_day or event.status == "cancelled",
        location=_location(event, reader),
        geo=event.venue.coordinates if event.venue else None,
        map_point=_map_point(event.venue, reader),
        url=reader.own(event.url),
        conferences=_conferences(event, reader),
        categories=tuple(reader.any_of(topic.label) for topic in edition.topics_of(event)),
        organizer=_organizer(event.organizer, reader),
        contact=_contact(event.organizer or edition.catalogue.publisher, reader),
        attachments=_attachments(event, reader),
        picture=_picture(event, reader),
        rrule=tuple(_rrule(event.recurrence, event.start)) if event.recurrence else (),
        rdates=event.recurrence.extra if event.recurrence else (),
        exdates=event.recurrence.excluded if event.recurrence else (),
        recurrence_id=None,
        sequence=revision.sequence,
        created=revision.published.astimezone(dt.UTC),
        last_modified=edition.updated(event).astimezone(dt.UTC),
    )


def marked_title(event: Event, reader: Reader) -> Chosen:
    """Give an event's title, with its mark: not every client shows a STATUS."""
    title = reader.any_of(event.title)
    mark = mark_of(event.status, reader.phrases)
    if not mark:
        return title
    return Chosen(reader.phrases.marked.format(mark=mark, title=title.value), title.language)


def written_times(event: Event) -> tuple[dt.date, dt.date | None]:
    """Give DTSTART and DTEND: the end exclusive, both in Geneva's zone where every client reads that right, else UTC.

    A single day has no DTEND of its own: it follows from DTSTART (:rfc:`5545#section-3.6.1`), but clients differ,
    so it is written.
    """
    start, end = event.start, event.end
    if not isinstance(start, dt.datetime):
        return start, (end or start) + dt.timedelta(days=1)
    moments = [moment for moment in (start, end) if isinstance(moment, dt.datetime)]
    if not all(is_zoned(moment) for moment in moments):
        moments = [moment.astimezone(dt.UTC) for moment in moments]
    return moments[0], moments[-1] if end else None


def needs_zone(event: Event) -> bool:
    """Say whether a time of an event, or of one occurrence of it, is written with a TZID."""
    events = (event, *(one for _, one in event.changed_occurrences()))
    starts = [written_times(one)[0] for one in events]
    return any(isinstance(start, dt.datetime) and start.tzinfo is not dt.UTC for start in starts)


def _rrule(recurrence: Recurrence, start: dt.date) -> Iterator[tuple[str, tuple[int | str | dt.date, ...]]]:
    """Give the parts of a rule that say something, in the RFC's order.

    A day that not every month has is said even where it follows from the start: ical.js has the 1st of March otherwise.
    """
    if recurrence.frequency is None:  # else ical, of Home Assistant, has the dates besides and not the first
        yield from (("FREQ", ("DAILY",)), ("COUNT", (1,)))
        return
    until = recurrence.last_moment(start)
    yield "FREQ", (recurrence.frequency.upper(),)
    if until is not None:
        yield "UNTIL", (until.astimezone(dt.UTC) if isinstance(until, dt.datetime) else until,)
    if recurrence.count is not None:
        yield "COUNT", (recurrence.count,)
    if recurrence.interval != 1:
        yield "INTERVAL", (recurrence.interval,)
    parts = {name: getattr(recurrence, field) for name, field in _BY_PARTS.items()}
    if start.day > _SHORTEST_MONTH and recurrence.frequency in {"monthly", "yearly"} and not any(parts.values()):
        parts["BYMONTHDAY"] = (start.day,)
        parts["BYMONTH"] = (start.month,) if recurrence.frequency == "yearly" else ()
    yield from ((name, values) for name, values in parts.items() if values)
    if recurrence.week_start != "MO":
        yield "WKST", (recurrence.week_start,)


def _location(event: Event, reader: Reader) -> Chosen | None:
    place = venue_line(event.venue, reader)
    if place is not None:
        return place
    streams = sorted(event.streams, key=lambda stream: reader.language not in stream.languages)
    if streams:
        return Chosen(streams[0].url)  # Apple and Google make a button of it
    return Chosen(reader.phrases.online, reader.language) if event.attendance == "online" else None


def _map_point(venue: Venue | None, reader: Reader) -> MapPoint | None:
    if venue is None or venue.coordinates is None:
        return None
    title, address = venue_title_and_address(venue, reader)
    return MapPoint(title=title, address=address, geo=venue.coordinates)


def _conferences(event: Event, reader: Reader) -> tuple[Conference, ...]:
    found = []
    for stream in event.streams:
        title = reader.choose(stream.title)
        for tag in stream.languages or ("",):
            words = reader.phrases
            name = words.watch_in.format(language=language_name(tag, words)) if tag else words.watch
            found.append(Conference(uri=stream.url, label=title.value if title else name, language=tag))
    return tuple(sorted(found, key=lambda conference: conference.language != reader.language))


def _organizer(organizer: Organizer | None, reader: Reader) -> tuple[str, str] | None:
    """Give name and mail address; the publisher is nobody's organizer, and ORGANIZER needs an address."""
    if organizer is None or organizer.address is None:
        return None
    return reader.any_of(organizer.name).value, organizer.address


def _contact(organizer: Organizer, reader: Reader) -> Chosen:
    """Give the name of who can be asked, with the address on the web or by mail."""
    name = reader.any_of(organizer.name)
    where = reader.any_of(organizer.url).value if organizer.url else organizer.address
    return Chosen(f"{name.value} – {where}", name.language) if where else name


def _attachments(event: Event, reader: Reader) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(
            uri=reader.any_of(document.url).value,
            media_type=document.media_type or "",
            filename=document_title(document, reader).replace("/", "-") + _SUFFIXES.get(document.media_type or "", ""),
        )
        for document in event.documents
        if document.url
    )


def _picture(event: Event, reader: Reader) -> Picture | None:
    if event.image is None:
        return None
    return Picture(uri=reader.any_of(event.image.url).value, media_type=event.image.media_type)
