"""Entry record: what a feed's entry says in one language, in the words of RFC 4287."""

from __future__ import annotations

import datetime as dt

import attrs

from gcmfeeds.language.choose import Chosen
from gcmfeeds.language.html import as_html as paragraphs
from gcmfeeds.language.html import tagged_html
from gcmfeeds.model.channel import Topic
from gcmfeeds.model.documents import Document, Image
from gcmfeeds.model.event import Event
from gcmfeeds.model.people import Organizer
from gcmfeeds.model.revision import Item
from gcmfeeds.model.text import Text
from gcmfeeds.records.content import (
    Block,
    as_html,
    details,
    document_list,
    document_title,
    prose,
    venue_line,
    when_and_where,
)
from gcmfeeds.records.edition import Edition, entry_language
from gcmfeeds.records.event import marked_title
from gcmfeeds.records.ids import address, event_path, tag_uri
from gcmfeeds.records.permalink import translations
from gcmfeeds.records.reader import Reader, edition_reader, reader_of


@attrs.frozen(kw_only=True)
class Link:
    """Point to something (:rfc:`4287#section-4.2.7`); empty where there is nothing to say, `length` in octets."""

    rel: str
    href: str
    type: str = ""
    hreflang: str = ""
    title: str = ""
    length: int | None = None


@attrs.frozen(kw_only=True)
class Category:
    """Say what an entry is about (:rfc:`4287#section-4.2.2`)."""

    term: str
    label: str
    scheme: str


@attrs.frozen(kw_only=True)
class Person:
    """Name an author (:rfc:`4287#section-3.2`); empty where there is nothing to say."""

    name: str
    uri: str
    email: str


@attrs.frozen(kw_only=True)
class Occasion:
    """Say when and where the event of an entry is, for the ``ev:`` module of RSS: start and end as ISO 8601."""

    startdate: str
    enddate: str
    location: str
    organizer: str


@attrs.frozen(kw_only=True)
class EntryRecord:
    """Hold what an entry says in one language.

    Args:
        id: A tag URI with the entry's language.
        language: The language of its title and content.
        title: Plain, with its mark where the event is cancelled, postponed or not certain.
        summary: Plain, in its own language, if there is one.
        content: Clean HTML inside a block that says language and direction.
        published: When it became news, aware, Geneva; never when the event is.
        updated: Aware, Geneva; not before `published`.
        authors: At least one.
        categories: In the author's order.
        links: At most one alternate, first.
        occasion: For an event.
        translations: Its pages in other languages.
    """

    id: str
    language: str
    title: str
    summary: Chosen | None
    content: str
    published: dt.datetime
    updated: dt.datetime
    authors: tuple[Person, ...]
    categories: tuple[Category, ...]
    links: tuple[Link, ...]
    occasion: Occasion | None
    translations: tuple[Link, ...] = ()

    @property
    def alternate(self) -> str:
        """The address of the entry's page; empty for none."""
        return next((link.href for link in self.links if link.rel == "alternate"), "")


def entry_record(item: Item, edition: Edition) -> EntryRecord:
    """Say what an item says in an edition's feed.

    Args:
        item: One of the edition's.
        edition: Gives language, words and revision.
    """
    reader = reader_of(item, edition)
    published = edition.announced(item) or edition.revision_of(item).published
    occasion = None
    if isinstance(item, Event):
        responsible = item.organizer or edition.catalogue.publisher
        title = marked_title(item, reader)
        blocks = _event_blocks(item, reader)
        occasion = _occasion(item, reader)
    else:
        responsible = item.author or edition.catalogue.publisher
        title = reader.any_of(item.title)
        blocks = [*prose(item.abstract, item.body, reader), *document_list(item.documents, reader)]
    return EntryRecord(
        id=tag_uri(edition.catalogue, item.kind, item.key, reader.language),
        language=reader.language,
        title=title.value,
        summary=reader.choose(item.abstract),
        content=tagged_html(as_html(blocks, reader) or paragraphs(title.value), reader.language),
        published=published,
        updated=max(edition.updated(item), published),
        authors=(person(responsible, reader),),
        categories=tuple(_category(topic, reader) for topic in edition.topics_of(item)),
        links=tuple(_links(item, edition, reader)),
        occasion=occasion,
        translations=tuple(
            Link(rel="alternate", href=url, type="text/html", hreflang=tag)
            for tag, url in translations(item, edition).items()
        ),
    )


def person(organizer: Organizer, reader: Reader) -> Person:
    """Name an organizer as an author."""
    uri = reader.any_of(organizer.url).value if organizer.url else ""
    return Person(name=reader.any_of(organizer.name).value, uri=uri, email=organizer.address or "")


def _event_blocks(event: Event, reader: Reader) -> list[Block]:
    facts: Block = when_and_where(event, reader)
    return [facts, *prose(event.abstract, event.body, reader), *details(event, reader)]


def _category(topic: Topic, reader: Reader) -> Category:
    return Category(term=topic.key, label=reader.any_of(topic.label).value, scheme=topic.scheme or "")


def _links(item: Item, edition: Edition, reader: Reader) -> list[Link]:
    links = []
    if page := reader.own(item.url):
        hreflang = "" if item.url and item.url.is_bare else reader.language
        links.append(Link(rel="alternate", href=page, type="text/html", hreflang=hreflang))
    for event in [item] if isinstance(item, Event) else edition.events_of(item):
        links += _files(event, edition, reader)
    links += [_document_link(document, document.url, reader) for document in item.documents if document.url]
    if item.image:
        links.append(_image_link(item.image, reader))
    return links


def _files(event: Event, edition: Edition, reader: Reader) -> list[Link]:
    """Point to an event's file: in the entry's language where there is such an edition, else in this one's."""
    catalogue = edition.catalogue
    folder = reader.language if reader.language in catalogue.languages else edition.language
    shown = entry_language(event, catalogue, folder)
    if not shown:
        return []
    title = marked_title(event, edition_reader(edition, shown)).value
    href = address(catalogue, event_path(folder, event.key))
    return [Link(rel="related", href=href, type="text/calendar", hreflang=shown, title=title)]


def _document_link(document: Document, url: Text, reader: Reader) -> Link:
    found = reader.any_of(url)
    title = document_title(document, reader)
    media_type = document.media_type or ""
    return Link(
        rel="related", href=found.value, type=media_type, hreflang=found.language, title=title, length=document.length
    )


def _image_link(image: Image, reader: Reader) -> Link:
    found = reader.any_of(image.url)
    alt = reader.any_of(image.alt).value
    return Link(rel="enclosure", href=found.value, type=image.media_type, title=alt, length=image.length)


def _occasion(event: Event, reader: Reader) -> Occasion:
    place = venue_line(event.venue, reader)
    return Occasion(
        startdate=event.start.isoformat(),
        enddate=(event.end or event.start).isoformat(),
        location=place.value if place else "",
        organizer=reader.any_of(event.organizer.name).value if event.organizer else "",
    )
