"""Supplement: what the file of a single event says besides, in the words of RFC 9073 and RFC 9253."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from gcmfeeds.language.choose import Chosen
from gcmfeeds.language.dates import language_name
from gcmfeeds.language.html import tagged_html
from gcmfeeds.model.documents import Document
from gcmfeeds.model.event import Event
from gcmfeeds.model.places import Venue
from gcmfeeds.model.text import Text
from gcmfeeds.records.content import as_html, document_title, event_blocks, venue_line
from gcmfeeds.records.edition import Edition
from gcmfeeds.records.ids import concept_uri, uid
from gcmfeeds.records.reader import Reader, reader_of
from gcmfeeds.records.structured import Thing, as_json_ld, event_thing, person_thing, place_thing, schema_of


@attrs.frozen(kw_only=True)
class StructuredData:
    """Hold a description for machines (:rfc:`9073#section-6.6`): JSON-LD, and the address of its type."""

    value: str
    schema: str


@attrs.frozen(kw_only=True)
class Participant:
    """Name one who speaks (:rfc:`9073#section-7.1`).

    Its name stands in `data` alone: calcurse takes a participant's SUMMARY for the event's own title.
    """

    uid: str
    data: StructuredData
    url: str


@attrs.frozen(kw_only=True)
class Location:
    """Describe the place (:rfc:`9073#section-7.2`); `geo` in degrees north and east, or None."""

    uid: str
    name: Chosen
    geo: tuple[float, float] | None
    data: StructuredData


@attrs.frozen(kw_only=True)
class Link:
    """Point to something (:rfc:`9253#section-8.2`); empty where there is nothing to say."""

    uri: str
    linkrel: str
    label: str
    language: str
    media_type: str


@attrs.frozen(kw_only=True)
class Alarm:
    """Remind by the event's own summary (:rfc:`5545#section-3.6.6`); `trigger` from its start, negative before it."""

    uid: str
    trigger: dt.timedelta


@attrs.frozen(kw_only=True)
class Supplement:
    """Hold what a single event's file says besides.

    Args:
        styled_description: Clean HTML of all that the description says, inside a block with language and direction.
        data: The event for machines.
        participants: Who speaks, in order.
        location: The place, if there is one.
        links: The documents that have an address, then the page in other languages.
        concepts: The formal topics, by address (:rfc:`9253#section-8.1`).
        refids: The channels that it stands in, as groups (:rfc:`9253#section-8.3`).
        related: The events that it stands to in some way: RELTYPE and UID, in the author's order.
        alarms: In the author's order; none of an event that does not take place as planned.
    """

    styled_description: Chosen
    data: StructuredData
    participants: tuple[Participant, ...]
    location: Location | None
    links: tuple[Link, ...]
    concepts: tuple[str, ...]
    refids: tuple[str, ...]
    related: tuple[tuple[str, str], ...]
    alarms: tuple[Alarm, ...]


def event_supplement(event: Event, edition: Edition) -> Supplement:
    """Say what an event's own file says besides in an edition.

    Args:
        event: One of the edition's.
        edition: Gives language and words.
    """
    reader, catalogue = reader_of(event, edition), edition.catalogue
    topics, authority = edition.topics_of(event), catalogue.authority
    html = tagged_html(as_html(event_blocks(event, reader), reader), reader.language)
    labels = tuple(topic.label for topic in topics)
    speakers = [speaker for slot in event.programme for speaker in slot.speakers]
    return Supplement(
        styled_description=Chosen(html, reader.language),
        data=_data(event_thing(event, authority, labels, reader)),
        participants=tuple(
            Participant(
                uid=uid(f"{event.key}.{number}", authority),
                data=_data(person_thing(speaker, reader)),
                url=reader.any_of(speaker.url).value if speaker.url else "",
            )
            for number, speaker in enumerate(speakers, 1)
        ),
        location=_location(event.venue, uid(f"{event.key}.venue", authority), reader),
        links=(
            *(_document_link(document, document.url, reader) for document in event.documents if document.url),
            *_page_links(event.url, reader),
        ),
        concepts=tuple(concept_uri(topic.scheme, topic.key) for topic in topics if topic.scheme),
        refids=tuple(
            uid(f"channel.{channel.key}", authority)
            for channel in catalogue.channels
            if set(channel.topics) & set(event.topics)
        ),
        related=tuple((relation.kind.upper(), uid(relation.event, authority)) for relation in event.related),
        alarms=tuple(_alarms(event, authority)),
    )


def _data(thing: Thing) -> StructuredData:
    return StructuredData(value=as_json_ld(thing), schema=schema_of(thing))


def _alarms(event: Event, authority: str) -> Iterator[Alarm]:
    """Remind of what takes place; the id of an alarm is that of its time, wherever in the list it stands."""
    for alarm in () if event.status in {"cancelled", "postponed"} else event.alarms:
        minutes = alarm.before // dt.timedelta(minutes=1)
        yield Alarm(uid=uid(f"{event.key}.alarm.{minutes}", authority), trigger=-alarm.before)


def _location(venue: Venue | None, uid: str, reader: Reader) -> Location | None:
    name = venue_line(venue, reader)
    if venue is None or name is None:
        return None
    return Location(uid=uid, name=name, geo=venue.coordinates, data=_data(place_thing(venue, reader)))


def _document_link(document: Document, url: Text, reader: Reader) -> Link:
    found = reader.any_of(url)
    return Link(
        uri=found.value,
        linkrel="describedby",
        label=document_title(document, reader),
        language=found.language,
        media_type=document.media_type or "",
    )


def _page_links(url: Text | None, reader: Reader) -> list[Link]:
    """Point to the page in the other languages; URL has the reader's own."""
    own = reader.own(url)
    return [
        Link(
            uri=address,
            linkrel="alternate",
            label=language_name(tag, reader.phrases),
            language=tag,
            media_type="text/html",
        )
        for tag, address in url or ()
        if address != own
    ]
