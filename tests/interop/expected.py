"""Expected: what the model says that a client must see in a document."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

import gcmfeeds as gf
from gcmfeeds.language.bidi import isolated
from gcmfeeds.language.choose import Chosen, choose
from gcmfeeds.language.words import phrases_for
from gcmfeeds.records.edition import edition_record
from gcmfeeds.records.event import event_record
from interop.clients import SPAN, Client, SeenEntry, SeenEvent, SeenFeed, SeenLink, SeenTime, seen_time
from interop.documents import Document

STATUSES = {"confirmed": "CONFIRMED", "cancelled": "CANCELLED", "postponed": "TENTATIVE", "tentative": "TENTATIVE"}


def expected_events(document: Document) -> list[SeenEvent]:
    """Say what a calendar shows: everything from the model, but the prose of description and place from the record."""
    catalogue = document.catalogue
    edition = edition_record(catalogue, language=document.language, channel=document.channel)
    return [
        _event(event, title, edition, catalogue)
        for event in document.items
        if isinstance(event, gf.Event) and (title := shown_title(event, document))
    ]


def expected_whole(event: gf.Event, document: Document) -> tuple[SeenEvent, ...]:
    """Say what a calendar shows of an event that it has: the event, and each occurrence that is otherwise."""
    catalogue = document.catalogue
    edition = edition_record(catalogue, language=document.language, channel=document.channel)
    whole = (event, *(one for _, one in event.changed_occurrences()))
    return tuple(_event(one, shown_title(one, document), edition, catalogue) for one in whole)


def _event(event: gf.Event, title: Chosen, edition: Any, catalogue: gf.Catalogue) -> SeenEvent:
    record = event_record(event, edition)
    return SeenEvent(
        uid=f"{event.key}@{catalogue.authority}",
        start=seen_time(event.start),
        end=_exclusive_end(event),
        summary=title.value,
        language=title.language,
        status=STATUSES[event.status],
        sequence=event.sequence,
        url=_own(event.url, title.language),
        description=record.description.value,
        location=record.location.value if record.location else "",
        categories=tuple(category.value for category in record.categories),
    )


def _exclusive_end(event: gf.Event) -> dt.date | None:
    if event.is_all_day:
        return (event.end or event.start) + dt.timedelta(days=1)
    return seen_time(event.end)


def expected_feed(document: Document) -> SeenFeed:
    """Say what a feed shows; RSS has no id of a feed."""
    catalogue, language = document.catalogue, document.language
    channel = next((channel for channel in catalogue.channels if channel.key == document.channel), None)
    named = f"channel/{channel.key}" if channel else "catalogue/feed"
    folder = f"{language}/channels/{channel.key}" if channel else language
    title = choose((channel or catalogue).title, (language, *catalogue.fallback))
    return SeenFeed(
        id=f"{_tag(catalogue)}:{named}/{language}" if document.path.suffix == ".atom" else "",
        title=isolated(title),
        language=language,
        link=f"{catalogue.base_url}{folder}/index.html",
        rights=_any(catalogue.rights, language, catalogue).value if catalogue.rights else "",
        self_link=f"{catalogue.base_url}{folder}/{f'archive/{document.archive}' if document.archive else 'feed'}"
        f"{document.path.suffix}",
        entries=tuple(_entries(document)),
    )


def _entries(document: Document) -> Iterator[SeenEntry]:
    catalogue = document.catalogue
    told = [item for item in document.items if item.published and shown_title(item, document)]
    news = [item for item in told if not getattr(item, "withdrawn", None)]
    news.sort(key=lambda item: (item.key, item.kind))
    news.sort(key=lambda item: item.published, reverse=True)
    last = max((item.published.year for item in told), default=0)
    newest = [item for number, item in enumerate(news) if number < 50 or item.published.year == last]
    for item in news:
        is_changed = bool(item.updated) and item.updated >= newest[-1].published
        if not (item.published.year == document.archive if document.archive else item in newest or is_changed):
            continue
        if title := shown_title(item, document):
            yield SeenEntry(
                id=f"{_tag(catalogue)}:{item.kind}/{item.key}/{title.language}",
                title=isolated(title),
                language=title.language,
                link=_page(item, title.language, document.language, catalogue),
                published=seen_time(item.published),
                updated=seen_time(item.updated or item.published),
                related=tuple(_related(item, title.language, document)),
                translations=tuple(_translations(item, title.language, document)),
                enclosures=tuple(_enclosures(item, title.language, document)),
                authors=(_any(_responsible(item, catalogue).name, title.language, catalogue).value,),
                categories=tuple(_categories(item, title.language, catalogue)),
                source=_source(item, title.language, catalogue),
                start=next((event.start.isoformat() for event in _told(item, title.language, document)), ""),
            )


def _page(item: gf.Event | gf.Announcement, shown: str, edition: str, catalogue: gf.Catalogue) -> str:
    """Give an item's own page in the language that it is shown in, else ours."""
    folder = shown if shown in catalogue.languages else edition
    return _own(item.url, shown) or f"{catalogue.base_url}{folder}/{item.kind}s/{item.key}.html"


def _translations(item: gf.Event | gf.Announcement, shown: str, document: Document) -> Iterator[SeenLink]:
    """Give the pages in the languages that other editions show an item in, if they stand at another address."""
    catalogue = document.catalogue
    titles = {tag: choose(item.title, (tag, *catalogue.fallback)) for tag in catalogue.languages}
    pages = {}
    for edition, title in titles.items():
        if title:
            pages.setdefault(title.language, _page(item, title.language, edition, catalogue))
    here = _page(item, shown, document.language, catalogue)
    for tag, href in pages.items():
        if tag != shown and href != here:
            yield SeenLink(href=href, type="text/html", hreflang=tag)


def _enclosures(item: gf.Event | gf.Announcement, shown: str, document: Document) -> Iterator[SeenLink]:
    """Give its picture; RSS has an enclosure only of known length."""
    if item.image and (document.path.suffix == ".atom" or item.image.length is not None):
        url = _any(item.image.url, shown, document.catalogue)
        yield SeenLink(href=url.value, type=item.image.media_type, hreflang="")


def _responsible(item: gf.Event | gf.Announcement, catalogue: gf.Catalogue) -> gf.Organizer:
    own = item.organizer if isinstance(item, gf.Event) else item.author
    return own or catalogue.publisher


def _categories(item: gf.Event | gf.Announcement, shown: str, catalogue: gf.Catalogue) -> Iterator[tuple[str, str]]:
    topics = {topic.key: topic for topic in catalogue.topics}
    for topic in (topics[key] for key in item.topics):
        yield topic.scheme or "", _any(topic.label, shown, catalogue).value


def _source(item: gf.Event | gf.Announcement, shown: str, catalogue: gf.Catalogue) -> str:
    source = getattr(item, "source", None)
    return _any(source.url, shown, catalogue).value if source else ""


def _told(item: gf.Event | gf.Announcement, shown: str, document: Document) -> Iterator[gf.Event]:
    """Give the events that an item is, or is about, in its order, but for those that its edition leaves out."""
    catalogue = document.catalogue
    folder = shown if shown in catalogue.languages else document.language
    known = {event.key: event for event in catalogue.events}
    for key in (item.key,) if isinstance(item, gf.Event) else item.events:
        if choose(known[key].title, (folder, *catalogue.fallback)):
            yield known[key]


def _related(item: gf.Event | gf.Announcement, language: str, document: Document) -> Iterator[SeenLink]:
    """Point to the events' own files in the entry's language, or the edition's; then to the documents."""
    catalogue = document.catalogue
    folder = language if language in catalogue.languages else document.language
    keys = (item.key,) if isinstance(item, gf.Event) else item.events
    for event in catalogue.events:
        if event.key in keys and (shown := choose(event.title, (folder, *catalogue.fallback))):
            href = f"{catalogue.base_url}{folder}/events/{event.key}.ics"
            yield SeenLink(href=href, type="text/calendar", hreflang=shown.language)
    for work in item.documents:
        if work.url:
            url = _any(work.url, language, catalogue)
            yield SeenLink(href=url.value, type=work.media_type or "", hreflang=url.language)


def shown_title(item: gf.Event | gf.Announcement, document: Document) -> Chosen | None:
    """Give the title with its mark, in the edition's language or a fall-back; None if the item is left out."""
    catalogue = document.catalogue
    title = choose(item.title, (document.language, *catalogue.fallback))
    if title is None or getattr(item, "status", "confirmed") == "confirmed":
        return title
    phrases = phrases_for(catalogue, title.language)
    marked = phrases.marked.format(mark=getattr(phrases, item.status), title=title.value)
    return Chosen(marked, title.language)


def as_seen_by(client: Client, event: SeenEvent) -> SeenEvent:
    """Leave out what a client does not show, and put in what it is known to misread."""
    return attrs.evolve(client.misread(event), **dict.fromkeys(client.blind_to))


def where_they_differ(expected: Mapping[Any, Any], actual: Mapping[Any, Any]) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Keep of two tables the rows that differ: thousands that are equal would hide them."""
    rows = [key for key in {**expected, **actual} if expected.get(key) != actual.get(key)]
    return {key: expected.get(key) for key in rows}, {key: actual.get(key) for key in rows}


def _any(text: gf.Text, language: str, catalogue: gf.Catalogue) -> Chosen:
    """Choose a text, or take its first."""
    return choose(text, (language, *catalogue.fallback)) or Chosen(text.values[0], text.languages[0])


def _own(url: gf.Text | None, language: str) -> str:
    found = choose(url, (language,))
    return found.value if found else ""


def _tag(catalogue: gf.Catalogue) -> str:
    return f"tag:{catalogue.authority},{catalogue.since}"


def times_of(event: gf.Event, uid: str) -> list[SeenTime]:
    """Say when an event happens in the years of :data:`SPAN`, with its changes."""
    return [_seen_occurrence(one, uid) for one in _occurrences(event)]


def times_by_rule(event: gf.Event, uid: str) -> dict[dt.date, SeenTime]:
    """Say when an event happens in those years by its rule and its dates alone: by the start that the model has."""
    return {one.start: _seen_occurrence(one, uid) for one in _occurrences(_unchanged(event))}


def changed_times(event: gf.Event, uid: str) -> dict[dt.date, SeenTime]:
    """Say when those occurrences happen that are otherwise: by the start that they would have by the rule."""
    return {original: _seen_occurrence(one, uid) for original, one in _changed_occurrences(event)}


@functools.lru_cache(maxsize=1024)  # every client asks for those of each series, and each occurrence is an event
def _occurrences(event: gf.Event) -> Sequence[gf.Event]:
    return event.occurrences(*SPAN)


@functools.lru_cache(maxsize=1024)
def _changed_occurrences(event: gf.Event) -> Sequence[tuple[dt.date, gf.Event]]:
    return event.changed_occurrences()


@functools.lru_cache(maxsize=1024)
def _unchanged(event: gf.Event) -> gf.Event:
    if event.recurrence is None:
        return event
    return attrs.evolve(event, recurrence=attrs.evolve(event.recurrence, changes=()))


def _seen_occurrence(one: gf.Event, uid: str) -> SeenTime:
    start = seen_time(one.start)
    return SeenTime(uid=uid, start=start, end=_exclusive_end(one) or start)


def expected_times(document: Document, sees: Callable[[gf.Event, str], Sequence[SeenTime]]) -> list[SeenTime]:
    """Say what a client sees of all events of a calendar, given what it sees of one."""
    return [
        time
        for event in document.items
        if isinstance(event, gf.Event) and shown_title(event, document)
        for time in sees(event, f"{event.key}@{document.catalogue.authority}")
    ]
