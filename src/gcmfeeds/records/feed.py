"""Feed record: what a feed says in one language, in the words of RFC 4287."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from gcmfeeds.language.choose import Chosen, choose
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.revision import Item
from gcmfeeds.records.edition import Edition
from gcmfeeds.records.entry import EntryRecord, Person, entry_record, person
from gcmfeeds.records.ids import address, document_path, tag_uri
from gcmfeeds.records.reader import edition_reader


@attrs.frozen(kw_only=True)
class Tombstone:
    """Say that an entry left the feed (:rfc:`6721`): its id, and when, aware."""

    ref: str
    when: dt.datetime


@attrs.frozen(kw_only=True)
class FeedRecord:
    """Hold what a feed says in one language.

    Args:
        id: A tag URI with the edition's language.
        language: The edition's.
        title: What it is called.
        subtitle: The paragraph about it, if there is one.
        updated: When anything in it last changed, aware, Geneva.
        author: Who publishes it.
        alternate: Where the whole can be seen.
        atom_url: Where the Atom feed stands.
        rss_url: Where the RSS feed stands.
        entries: Newest first by when they became news, then by key.
        tombstones: The withdrawn ones, in the order of their ids.
    """

    id: str
    language: str
    title: Chosen
    subtitle: Chosen | None
    updated: dt.datetime
    author: Person
    alternate: str
    atom_url: str
    rss_url: str
    entries: tuple[EntryRecord, ...]
    tombstones: tuple[Tombstone, ...]


def feed_record(edition: Edition) -> FeedRecord:
    """Say what an edition's feed says: every announcement, and each event that is news.

    An event is news if it has a `published` of its own, or a revision says since when; what appeared, moved or was
    cancelled since the catalogue first went out is so by its publisher's ledger.
    """
    catalogue = edition.catalogue
    items: tuple[Item, ...] = (*(item for item in edition.announcements if not item.withdrawn), *edition.events)
    news = [(announced, item) for item in items if (announced := edition.announced(item))]
    news.sort(key=lambda one: (one[1].key, one[1].kind))
    news.sort(key=lambda one: one[0], reverse=True)
    tombstones = [stone for item in edition.announcements for stone in _tombstones(item, edition)]
    tombstones.sort(key=lambda stone: stone.ref)
    entries = tuple(entry_record(item, edition) for _, item in news)
    moments = [entry.updated for entry in entries] + [stone.when for stone in tombstones]
    kind, key = ("channel", edition.channel.key) if edition.channel else ("catalogue", "feed")
    return FeedRecord(
        id=tag_uri(catalogue, kind, key, edition.language),
        language=edition.language,
        title=edition.title(),
        subtitle=edition.abstract(),
        updated=max(moments, default=catalogue.published),
        author=person(catalogue.publisher, edition_reader(edition, edition.language)),
        alternate=catalogue.base_url,
        atom_url=_address(edition, "feed.atom"),
        rss_url=_address(edition, "feed.rss"),
        entries=entries,
        tombstones=tuple(tombstones),
    )


def _tombstones(item: Announcement, edition: Edition) -> Iterator[Tombstone]:
    """Bury a withdrawn item under each id that the edition's readers may have it by: its own, and the fall-backs'."""
    if item.withdrawn:
        languages = (edition.language, *edition.catalogue.fallback)
        chosen = [text.language for language in languages if (text := choose(item.title, (language,)))]
        for tag in dict.fromkeys(chosen):
            ref = tag_uri(edition.catalogue, item.kind, item.key, tag)
            yield Tombstone(ref=ref, when=max(item.withdrawn, edition.updated(item)))


def _address(edition: Edition, name: str) -> str:
    return address(edition.catalogue, document_path(edition.language, edition.channel_key, name))
