"""Entry record: what a feed's entry says in one language, in the words of RFC 4287."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from gcmfeeds.language.bidi import isolated
from gcmfeeds.language.choose import Chosen
from gcmfeeds.language.html import as_html as paragraphs
from gcmfeeds.language.html import tagged_html
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.channel import Topic
from gcmfeeds.model.documents import Document, Image
from gcmfeeds.model.event import Event
from gcmfeeds.model.people import Organizer
from gcmfeeds.model.revision import Item
from gcmfeeds.model.source import Source
from gcmfeeds.model.text import Text
from gcmfeeds.records.content import (
    Block,
    Paragraph,
    as_html,
    details,
    document_list,
    document_title,
    prose,
    when_and_where,
)
from gcmfeeds.records.edition import Edition, entry_language
from gcmfeeds.records.event import marked_title
from gcmfeeds.records.ids import address, event_path, tag_uri
from gcmfeeds.records.occasion import Occasion, occasion_line, occasion_of
from gcmfeeds.records.permalink import permalink, translations
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
        links: Its page as the one alternate, first.
        translations: Its pages in other languages, alternates too; each format says them so that its readers still
            find the entry's own page.
        occasion: Of the event that it is, or is about; of several the first.
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
    translations: tuple[Link, ...]
    occasion: Occasion | None

    @property
    def alternate(self) -> str:
        """The address of the entry's page."""
        return self.links[0].href


def entry_record(item: Item, edition: Edition) -> EntryRecord:
    """Say what an item says in an edition's feed.

    Args:
        item: One of the edition's.
        edition: Gives language, words and revision.
    """
    reader = reader_of(item, edition)
    page = permalink(item, edition, reader)
    reader = attrs.evolve(reader, base_url=page)
    published = edition.announced(item) or edition.revision_of(item).published
    showings = _showings(item, edition, reader)
    if isinstance(item, Event):
        responsible = item.organizer or edition.catalogue.publisher
        title = marked_title(item, reader)
        blocks: list[Block] = [
            when_and_where(item, reader),
            *prose(item.abstract, item.body, reader),
            *details(item, reader),
        ]
    else:
        responsible = item.author or edition.catalogue.publisher
        title = reader.any_of(item.title)
        lines = tuple(occasion_line(one.event, one.title, one.page, reader) for one in showings)
        blocks = [Paragraph(lines)] if lines else []
        blocks += [*prose(item.abstract, item.body, reader), *document_list(item.documents, reader)]
    return EntryRecord(
        id=tag_uri(edition.catalogue, item.kind, item.key, reader.language),
        language=reader.language,
        title=isolated(title),
        summary=reader.choose(item.abstract),
        content=tagged_html(as_html(blocks, reader) or paragraphs(title.value), reader.language),
        published=published,
        updated=max(edition.updated(item), published),
        authors=(person(responsible, reader),),
        categories=tuple(_category(topic, reader) for topic in edition.topics_of(item)),
        links=tuple(_links(item, page, showings, reader)),
        translations=tuple(
            Link(rel="alternate", href=url, type="text/html", hreflang=tag)
            for tag, url in translations(item, edition).items()
        ),
        occasion=occasion_of(showings[0].event, reader) if showings else None,
    )


def person(organizer: Organizer, reader: Reader) -> Person:
    """Name an organizer as an author."""
    uri = reader.any_of(organizer.url).value if organizer.url else ""
    return Person(name=reader.any_of(organizer.name).value, uri=uri, email=organizer.address or "")


def _category(topic: Topic, reader: Reader) -> Category:
    return Category(term=topic.key, label=reader.any_of(topic.label).value, scheme=topic.scheme or "")


@attrs.frozen(kw_only=True)
class _Showing:
    """Say how an event is shown to those who read of it: in which language, with which title, where."""

    event: Event
    language: str
    title: Chosen
    page: str
    file: str


def _showings(item: Item, edition: Edition, reader: Reader) -> list[_Showing]:
    """Show the event that an item is, or those that it is about: but for what its language's edition leaves out.

    They are shown in the entry's language where there is such an edition, else in this one's.
    """
    catalogue = edition.catalogue
    folder = reader.language if reader.language in catalogue.languages else edition.language
    shown = []
    for event in [item] if isinstance(item, Event) else edition.events_of(item):
        if language := entry_language(event, catalogue, folder):
            its_reader = edition_reader(edition, language)
            shown.append(
                _Showing(
                    event=event,
                    language=language,
                    title=marked_title(event, its_reader),
                    page=permalink(event, edition, its_reader),
                    file=address(catalogue, event_path(folder, event.key)),
                )
            )
    return shown


def _links(item: Item, page: str, showings: Iterable[_Showing], reader: Reader) -> Iterator[Link]:
    hreflang = "" if item.url and item.url.is_bare else reader.language
    yield Link(rel="alternate", href=page, type="text/html", hreflang=hreflang)
    for one in showings:
        title = isolated(one.title)
        yield Link(rel="related", href=one.file, type="text/calendar", hreflang=one.language, title=title)
    for document in item.documents:
        if document.url:
            yield _document_link(document, document.url, reader)
    if isinstance(item, Announcement) and item.source:
        yield _source_link(item.source, reader)
    if item.image:
        yield _image_link(item.image, reader)


def _document_link(document: Document, url: Text, reader: Reader) -> Link:
    found = reader.any_of(url)
    title = document_title(document, reader)
    media_type = document.media_type or ""
    return Link(
        rel="related", href=found.value, type=media_type, hreflang=found.language, title=title, length=document.length
    )


def _source_link(source: Source, reader: Reader) -> Link:
    """Point to where an item stood first: Atom's ``source`` needs the id and date of a feed, which nobody knows."""
    found = reader.any_of(source.url)
    return Link(rel="via", href=found.value, hreflang=found.language, title=reader.any_of(source.title).value)


def _image_link(image: Image, reader: Reader) -> Link:
    found = reader.any_of(image.url)
    alt = reader.any_of(image.alt).value
    return Link(rel="enclosure", href=found.value, type=image.media_type, title=alt, length=image.length)
