"""Structured data: an event, its place and its speakers, an announcement in the words of schema.org, as JSON-LD."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.documents import Document
from gcmfeeds.model.event import Event, Slot
from gcmfeeds.model.people import Organizer, Speaker
from gcmfeeds.model.places import Stream, Venue
from gcmfeeds.model.text import Text
from gcmfeeds.records.content import document_title
from gcmfeeds.records.ids import uid
from gcmfeeds.records.reader import Reader

_SCHEMA = "https://schema.org"
_STATUSES = {"postponed": "EventPostponed", "cancelled": "EventCancelled"}
_MODES = {"in-person": "Offline", "online": "Online", "mixed": "Mixed"}

Thing = dict[str, Any]


def event_thing(event: Event, authority: str, topics: tuple[Text, ...], reader: Reader) -> Thing:
    """Say an event as a schema.org Event; the language of its words is the reader's.

    Args:
        event: The event.
        authority: The catalogue's.
        topics: The labels of what it is about.
        reader: Who reads it.
    """
    mode = _mode(event)
    return _thing(
        "Event",
        identifier=uid(event.key, authority),
        name=reader.any_of(event.title).value,
        description=_chosen(event.abstract, reader),
        url=reader.own(event.url),
        startDate=event.start.isoformat(),
        endDate=event.end.isoformat() if event.end else None,
        previousStartDate=event.previous_start.isoformat() if event.previous_start else None,
        eventStatus=f"{_SCHEMA}/{_status(event)}",
        eventAttendanceMode=f"{_SCHEMA}/{mode}EventAttendanceMode" if mode else None,
        inLanguage=list(event.languages),
        location=[
            *([place_thing(event.venue, reader)] if event.venue else []),
            *(_stream(stream, reader) for stream in event.streams),
        ],
        organizer=_organizer(event.organizer, reader) if event.organizer else None,
        performer=[person_thing(speaker, reader) for slot in event.programme for speaker in slot.speakers],
        superEvent=_others(event, "parent", authority),
        subEvent=[
            *(_slot(slot, reader) for slot in event.programme if slot.title),
            *_others(event, "child", authority),
        ],
        image=reader.any_of(event.image.url).value if event.image else None,
        workFeatured=[_document(document, reader) for document in event.documents],
        about=[_thing("Thing", name=reader.any_of(label).value) for label in topics],
    )


def news_thing(
    announcement: Announcement,
    publisher: Organizer,
    dates: tuple[dt.datetime, dt.datetime],
    about: tuple[Text, ...],
    reader: Reader,
) -> Thing:
    """Say an announcement as a schema.org NewsArticle, in the reader's language.

    Args:
        announcement: The announcement, not withdrawn.
        publisher: The catalogue's.
        dates: When it went out, and when it last changed, aware.
        about: The titles of the events and the labels of the topics that it is about.
        reader: Who reads it.
    """
    published, updated = dates
    image, author = announcement.image, announcement.author or publisher
    return _thing(
        "NewsArticle",
        headline=reader.any_of(announcement.title).value,
        abstract=_chosen(announcement.abstract, reader),
        url=reader.own(announcement.url),
        datePublished=published.isoformat(),
        dateModified=updated.isoformat(),
        inLanguage=reader.language,
        author=_organizer(author, reader),
        publisher=_organizer(publisher, reader),
        image=reader.any_of(image.url).value if image else None,
        citation=[_document(document, reader) for document in announcement.documents],
        about=[_thing("Thing", name=reader.any_of(text).value) for text in about],
    )


def place_thing(venue: Venue, reader: Reader) -> Thing:
    """Say a venue as a schema.org Place; one without a name is called by its address, or its city."""
    address = _thing(
        "PostalAddress",
        streetAddress=_any(venue.address, reader),
        addressLocality=_any(venue.city, reader),
        addressCountry=venue.country,
    )
    geo = None
    if venue.coordinates:
        geo = _thing("GeoCoordinates", latitude=venue.latitude, longitude=venue.longitude)
    name = _any(venue.name or venue.address or venue.city, reader)
    return _thing("Place", name=name, address=address if len(address) > 1 else None, geo=geo)


def person_thing(speaker: Speaker, reader: Reader) -> Thing:
    """Say a speaker as a schema.org Person."""
    organization = _chosen(speaker.organization, reader)
    return _thing(
        "Person",
        name=reader.any_of(speaker.name).value,
        jobTitle=_chosen(speaker.role, reader),
        worksFor=_thing("Organization", name=organization) if organization else None,
    )


def as_document(thing: Thing) -> Thing:
    """Make a thing a document of its own."""
    return {"@context": _SCHEMA, **thing}


def as_json_ld(thing: Thing) -> str:
    """Write a thing as a document of its own."""
    return json.dumps(as_document(thing), ensure_ascii=False)


def schema_of(thing: Mapping[str, Any]) -> str:
    """Give the address of a thing's type (:rfc:`9073#section-5.2`)."""
    return f"{_SCHEMA}/{thing['@type']}"


def _status(event: Event) -> str:
    return _STATUSES.get(event.status) or ("EventRescheduled" if event.previous_start else "EventScheduled")


def _mode(event: Event) -> str | None:
    """Say how one takes part: what the event states, else what venue and streams show."""
    if event.attendance:
        return _MODES[event.attendance]
    if event.venue:
        return "Mixed" if event.streams else "Offline"
    return "Online" if event.streams else None


def _others(event: Event, kind: str, authority: str) -> list[Thing]:
    """Name other events by their ids alone: an event's own file does not change with another event."""
    return [
        _thing("Event", identifier=uid(relation.event, authority))
        for relation in event.related
        if relation.kind == kind
    ]


def _stream(stream: Stream, reader: Reader) -> Thing:
    return _thing("VirtualLocation", name=_any(stream.title, reader), url=stream.url)


def _organizer(organizer: Organizer, reader: Reader) -> Thing:
    name, url = reader.any_of(organizer.name).value, _any(organizer.url, reader)
    return _thing("Organization", name=name, url=url, email=organizer.address)


def _slot(slot: Slot, reader: Reader) -> Thing:
    start = slot.start.isoformat() if slot.start else None
    return _thing("Event", name=_any(slot.title, reader), startDate=start)


def _document(document: Document, reader: Reader) -> Thing:
    url = _any(document.url, reader)
    return _thing("CreativeWork", name=document_title(document, reader), identifier=document.symbol, url=url)


def _chosen(text: Text | None, reader: Reader) -> str | None:
    found = reader.choose(text)
    return found.value if found else None


def _any(text: Text | None, reader: Reader) -> str | None:
    return reader.any_of(text).value if text else None


def _thing(kind: str, **properties: Any) -> Thing:
    """Make a thing; what it has not is left out."""
    return {"@type": kind, **{name: value for name, value in properties.items() if value not in (None, "", [])}}
