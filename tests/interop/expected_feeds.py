"""Expected of feeds: what the model says that a reader must see in a feed."""

from __future__ import annotations

from collections.abc import Iterator

import gcmfeeds as gf
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
    addresses = {tag: f"{catalogue.base_url}{tag}{below}/feed{document.path.suffix}" for tag in catalogue.languages}
    kind = "application/rss+xml" if is_rss(document) else "application/atom+xml"
    others = {tag: href for tag, href in addresses.items() if tag != language}
    title = choose((channel or catalogue).title, (language, *catalogue.fallback))
    return SeenFeed(
        id="" if is_rss(document) else f"{_tag(catalogue)}:{named}/{language}",
        title=title.value,
        language=language,
        site=catalogue.base_url,
        self_link=addresses[language],
        editions=tuple(sorted(SeenLink(hreflang=tag, type=kind, href=href) for tag, href in others.items())),
        entries=tuple(_entries(document)),
    )


def is_rss(document: Document) -> bool:
    """Say whether a document is RSS."""
    return document.path.suffix == ".rss"


def _entries(document: Document) -> Iterator[SeenEntry]:
    edition = edition_record(document.catalogue, language=document.language, channel=document.channel)
    news = [item for item in document.items if item.published and not getattr(item, "withdrawn", None)]
    news.sort(key=lambda item: (item.key, item.kind))
    news.sort(key=lambda item: item.published, reverse=True)
    for item in news:
        if title := shown_title(item, document):
            languages = (title.language, *document.catalogue.fallback)
            summary = choose(item.abstract, languages)
            related = list(_related(item, title.language, document))
            translations = sorted(_translations(item, title.language, document))
            yield SeenEntry(
                id=f"{_tag(document.catalogue)}:{item.kind}/{item.key}/{title.language}",
                title=title.value,
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
            )


def _permalink(item: gf.Event | gf.Announcement, language: str, document: Document) -> str:
    """Give the item's own address in the entry's language, else the page that we make of it there."""
    page = f"{document.catalogue.base_url}{_folder(language, document)}/{item.kind}s/{item.key}.html"
    return own_address(item.url, language) or page


def _translations(item: gf.Event | gf.Announcement, language: str, document: Document) -> Iterator[SeenLink]:
    """Point to the item in each other edition that shows it in its own language, where that has another address."""
    here = _permalink(item, language, document)
    for tag in document.catalogue.languages:
        shown = choose(item.title, (tag,))
        if shown and shown.language != language and (page := _permalink(item, shown.language, document)) != here:
            yield SeenLink(hreflang=shown.language, type="text/html", href=page)


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
    """Give the picture; RSS must say a length, so one that is not known is 0."""
    if item.image:
        href, unknown = _any(item.image.url, languages).value, 0 if is_rss(document) else None
        length = unknown if item.image.length is None else item.image.length
        yield SeenFile(href=href, type=item.image.media_type, length=length)


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
