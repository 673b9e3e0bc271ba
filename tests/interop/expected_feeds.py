"""Expected of feeds: what the model says that a reader must see in a feed."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

import gcmfeeds as gf
from gcmfeeds.language.bidi import isolated
from gcmfeeds.language.choose import Chosen, choose
from gcmfeeds.records.edition import edition_record
from gcmfeeds.records.entry import entry_record
from interop.clients import SeenCategory, SeenEntry, SeenFeed, SeenFile, SeenLink, html_tree, seen_time
from interop.documents import Document
from interop.expected import own_address, shown_title


def expected_feed(document: Document) -> SeenFeed:
    """Say what a feed shows: everything from the model, but the prose of the content from the record.

    RSS has no id of a feed.
    """
    catalogue, language = document.catalogue, document.language
    channel = next((channel for channel in catalogue.channels if channel.key == document.channel), None)
    named = f"channel/{channel.key}" if channel else "catalogue/feed"
    below = f"/channels/{channel.key}" if channel else ""
    kind = "application/rss+xml" if is_rss(document) else "application/atom+xml"
    feeds = {tag: f"{catalogue.base_url}{tag}{below}/feed{document.path.suffix}" for tag in catalogue.languages}
    archive = f"{catalogue.base_url}{language}{below}/archive/{document.archive}.atom"
    return SeenFeed(
        id="" if is_rss(document) else f"{_tag(catalogue)}:{named}/{language}",
        title=isolated(choose((channel or catalogue).title, document.languages)),
        language=language,
        site=f"{catalogue.base_url}{language}{below}/index.html",
        self_link=archive if document.archive else feeds[language],
        rights=_any(catalogue.rights, document.languages).value if catalogue.rights else "",
        editions=tuple(
            sorted(SeenLink(hreflang=tag, type=kind, href=href) for tag, href in feeds.items() if tag != language)
        ),
        entries=tuple(_entries(document)),
    )


def is_rss(document: Document) -> bool:
    """Say whether a document is RSS."""
    return document.path.suffix == ".rss"


def _entries(document: Document) -> Iterator[SeenEntry]:
    edition = edition_record(document.catalogue, language=document.language, channel=document.channel)
    for item in _shown_items(document):
        title = shown_title(item, document)
        languages = (title.language, *document.catalogue.fallback)
        summary = choose(item.abstract, languages)
        related = list(_related(item, title.language, document))
        translations = sorted(_translations(item, title.language, document))
        yield SeenEntry(
            id=f"{_tag(document.catalogue)}:{item.kind}/{item.key}/{title.language}",
            title=isolated(title),
            language=title.language,
            link=_permalink(item, title.language, document),
            published=seen_time(item.published),
            updated=seen_time(item.updated or item.published),
            content=html_tree(entry_record(item, edition).content),
            summary=summary.value if summary else "",
            authors=(_any(_responsible(item, document).name, languages).value,),
            categories=tuple(_categories(item, languages, document)),
            enclosures=tuple(_enclosures(item, languages, document)),
            related=tuple(sorted(related + (translations if is_rss(document) else []))),
            translations=() if is_rss(document) else tuple(translations),
            source=_source(item, languages),
            start=next((event.start.isoformat() for event in _told(item, title.language, document)), ""),
        )


def _shown_items(document: Document) -> Iterator[gf.Event | gf.Announcement]:
    """Give the news of an archive's year; of a feed the newest fifty, their whole last year, and what changed since."""
    told = [item for item in document.items if item.published and shown_title(item, document)]
    news = [item for item in told if not getattr(item, "withdrawn", None)]
    news.sort(key=lambda item: (item.key, item.kind))
    news.sort(key=lambda item: item.published, reverse=True)
    last = max((item.published.year for item in told), default=0)
    newest = [item for number, item in enumerate(news) if number < 50 or item.published.year == last]
    for item in news:
        is_changed = bool(item.updated) and item.updated >= newest[-1].published
        if item.published.year == document.archive if document.archive else item in newest or is_changed:
            yield item


def _permalink(item: gf.Event | gf.Announcement, language: str, document: Document) -> str:
    """Give the item's own address in the entry's language, else the page that we make of it there."""
    page = f"{document.catalogue.base_url}{_folder(language, document)}/{item.kind}s/{item.key}.html"
    return own_address(item.url, language) or page


def _translations(item: gf.Event | gf.Announcement, language: str, document: Document) -> Iterator[SeenLink]:
    """Point to the pages in the languages that other editions show an item in, if they stand at another address."""
    here, pages = _permalink(item, language, document), {}
    for tag in document.catalogue.languages:
        edition = attrs.evolve(document, language=tag)
        if shown := choose(item.title, edition.languages):
            pages.setdefault(shown.language, _permalink(item, shown.language, edition))
    for tag, href in pages.items():
        if tag != language and href != here:
            yield SeenLink(hreflang=tag, type="text/html", href=href)


def _responsible(item: gf.Event | gf.Announcement, document: Document) -> gf.Organizer:
    own = item.organizer if isinstance(item, gf.Event) else item.author
    return own or document.catalogue.publisher


def _categories(
    item: gf.Event | gf.Announcement, languages: tuple[str, ...], document: Document
) -> Iterator[SeenCategory]:
    topics = {topic.key: topic for topic in document.catalogue.topics}
    for key in item.topics:
        label = _any(topics[key].label, languages).value
        yield SeenCategory(term="" if is_rss(document) else key, label=label, scheme=topics[key].scheme or "")


def _enclosures(item: gf.Event | gf.Announcement, languages: tuple[str, ...], document: Document) -> Iterator[SeenFile]:
    """Give the picture; RSS has an enclosure only of known length."""
    if item.image and not (is_rss(document) and item.image.length is None):
        href = _any(item.image.url, languages).value
        yield SeenFile(href=href, type=item.image.media_type, length=item.image.length)


def _source(item: gf.Event | gf.Announcement, languages: tuple[str, ...]) -> str:
    source = getattr(item, "source", None)
    return _any(source.url, languages).value if source else ""


def _told(item: gf.Event | gf.Announcement, language: str, document: Document) -> Iterator[gf.Event]:
    """Give the events that an item is, or is about, in its order, but for those that its edition leaves out."""
    known = {event.key: event for event in document.catalogue.events}
    for key in (item.key,) if isinstance(item, gf.Event) else item.events:
        if choose(known[key].title, (_folder(language, document), *document.catalogue.fallback)):
            yield known[key]


def _related(item: gf.Event | gf.Announcement, language: str, document: Document) -> Iterator[SeenLink]:
    """Point to the events' own files in the entry's language, or the edition's; then to the documents."""
    catalogue, folder = document.catalogue, _folder(language, document)
    keys = (item.key,) if isinstance(item, gf.Event) else item.events
    for event in catalogue.events:
        if event.key in keys and (shown := choose(event.title, (folder, *catalogue.fallback))):
            href = f"{catalogue.base_url}{folder}/events/{event.key}.ics"
            yield SeenLink(href=href, type="text/calendar", hreflang=shown.language)
    for work in item.documents:
        if work.url:
            url = _any(work.url, (language, *catalogue.fallback))
            yield SeenLink(href=url.value, type=work.media_type or "", hreflang=url.language)


def _folder(language: str, document: Document) -> str:
    return language if language in document.catalogue.languages else document.language


def _any(text: gf.Text, languages: tuple[str, ...]) -> Chosen:
    """Choose a text, or take its first."""
    return choose(text, languages) or Chosen(text.values[0], text.languages[0])


def _tag(catalogue: gf.Catalogue) -> str:
    return f"tag:{catalogue.authority},{catalogue.since}"
