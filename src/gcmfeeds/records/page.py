"""Page record: what the page of one item says in one language."""

from __future__ import annotations

import attrs

from gcmfeeds.language.choose import Chosen
from gcmfeeds.language.dates import day_in_words
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.event import Event
from gcmfeeds.model.phrases import Phrases
from gcmfeeds.model.revision import Item
from gcmfeeds.records.content import as_html, details, document_list, mark_of, prose, when_and_where
from gcmfeeds.records.edition import Edition, entry_language
from gcmfeeds.records.event import marked_title
from gcmfeeds.records.frame import Frame, frame
from gcmfeeds.records.ids import event_path, page_path, way
from gcmfeeds.records.permalink import permalink
from gcmfeeds.records.reader import Reader, reader_of
from gcmfeeds.records.row import Row, row_record
from gcmfeeds.records.structured import Thing, as_document, event_thing, news_thing


@attrs.frozen(kw_only=True)
class Picture:
    """Show a picture: its address, and what it shows in words."""

    src: str
    alt: Chosen


@attrs.frozen(kw_only=True)
class PageRecord:
    """Hold what an item's page says.

    What is HTML is clean, and says so where it is in another language than the item is shown in.

    Args:
        frame: What stands around it, in the edition's language.
        language: The language that the item is shown in.
        phrases: Its fixed words.
        title: Of the item, without its mark.
        name: What a browser calls the page: the title with its mark.
        mark: The word for a status that is not "confirmed"; empty for none.
        published: When an announcement went out, as ISO 8601 and in words; empty for an event.
        is_withdrawn: Whether nothing is said but that it was.
        facts: When and where an event is, HTML.
        prose: What the author wrote, HTML.
        details: What else the fields say, HTML.
        image: If there is one.
        topics: The labels of what it is about, in order.
        events: Those that an announcement is about, in order.
        file: The way to an event's own calendar file; empty for an announcement.
        data: The item for machines, a JSON-LD document; None if it was withdrawn.
    """

    frame: Frame
    language: str
    phrases: Phrases
    title: str
    name: str
    mark: str = ""
    published: tuple[str, str] = ("", "")
    is_withdrawn: bool = False
    facts: str = ""
    prose: str = ""
    details: str = ""
    image: Picture | None = None
    topics: tuple[Chosen, ...] = ()
    events: tuple[Row, ...] = ()
    file: str = ""
    data: Thing | None = None


def page_record(item: Item, edition: Edition) -> PageRecord:
    """Say what the page of one of an edition's items says."""
    reader, catalogue = reader_of(item, edition), edition.catalogue
    languages = [tag for tag in catalogue.languages if entry_language(item, catalogue, tag) == tag]
    around = frame(edition, lambda tag: page_path(tag, item.kind, item.key), reader.language, languages)
    if isinstance(item, Event):
        return _event_page(item, edition, reader, around)
    if item.withdrawn:
        words = reader.phrases.withdrawn_on.format(when=day_in_words(item.withdrawn, reader.phrases))
        return PageRecord(
            frame=around, language=reader.language, phrases=reader.phrases, title=words, name=words, is_withdrawn=True
        )
    return _announcement_page(item, edition, reader, around)


def _event_page(event: Event, edition: Edition, reader: Reader, around: Frame) -> PageRecord:
    path = page_path(edition.language, event.kind, event.key)
    topics = edition.topics_of(event)
    thing = event_thing(event, edition.catalogue.authority, tuple(topic.label for topic in topics), reader)
    return PageRecord(
        frame=around,
        language=reader.language,
        phrases=reader.phrases,
        title=reader.any_of(event.title).value,
        name=marked_title(event, reader).value,
        mark=mark_of(event.status, reader.phrases),
        facts=as_html([when_and_where(event, reader)], reader),
        prose=as_html(prose(event.abstract, event.body, reader), reader),
        details=as_html(details(event, reader), reader),
        image=_picture(event, reader),
        topics=tuple(reader.any_of(topic.label) for topic in topics),
        file=way(path, event_path(edition.language, event.key)),
        data=as_document({**thing, "url": permalink(event, edition, reader)}),
    )


def _announcement_page(item: Announcement, edition: Edition, reader: Reader, around: Frame) -> PageRecord:
    path = page_path(edition.language, item.kind, item.key)
    topics, events = edition.topics_of(item), edition.events_of(item)
    published = edition.announced(item) or item.published
    title = reader.any_of(item.title).value
    thing = news_thing(
        item,
        edition.catalogue.publisher,
        (published, max(edition.updated(item), published)),
        (*(event.title for event in events), *(topic.label for topic in topics)),
        reader,
    )
    words = reader.phrases.published_on.format(when=day_in_words(published, reader.phrases))
    return PageRecord(
        frame=around,
        language=reader.language,
        phrases=reader.phrases,
        title=title,
        name=title,
        published=(published.isoformat(), words),
        prose=as_html(prose(item.abstract, item.body, reader), reader),
        details=as_html(document_list(item.documents, reader), reader),
        image=_picture(item, reader),
        topics=tuple(reader.any_of(topic.label) for topic in topics),
        events=tuple(row_record(event, edition, path) for event in events if edition.language_of(event)),
        data=as_document({**thing, "url": permalink(item, edition, reader)}),
    )


def _picture(item: Item, reader: Reader) -> Picture | None:
    image = item.image
    return Picture(src=reader.any_of(image.url).value, alt=reader.any_of(image.alt)) if image else None
