"""Feed record: what a feed says in one language, in the words of RFC 4287."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

import attrs

from gcmfeeds.language.choose import Chosen, choose
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.revision import Item
from gcmfeeds.records.edition import Edition
from gcmfeeds.records.entry import EntryRecord, Person, entry_record, person
from gcmfeeds.records.ids import FEED_STYLE, address, document_path, tag_uri
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
        style_url: Where the style sheet stands by which a browser shows it.
        has_entries: Whether it holds any: what their names are short for is declared then.
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
    style_url: str
    has_entries: bool
    entries: tuple[EntryRecord, ...]
    tombstones: tuple[Tombstone, ...]


def feed_record(edition: Edition) -> FeedRecord:
    """Say what an edition's feed says: every announcement, and each event that is news.

    An event is news if it has a `published` of its own, or a revision says since when; what appeared, moved or was
    cancelled since the catalogue first went out is so by its publisher's ledger.
    """
    shown: tuple[Item, ...] = (*edition.announcements, *edition.events)
    items = {(item.kind, item.key): item for item in shown}
    news = newest_first({name: announced_in(item, edition) for name, item in items.items()})
    entries = tuple(entry_record(items[name], edition) for name in news)
    tombstones = [stone for item in edition.announcements for stone in tombstones_of(item, edition)]
    moments = [entry.updated for entry in entries] + [stone.when for stone in tombstones]
    head = feed_head(edition, moments, tombstones, has_entries=bool(entries))
    return attrs.evolve(head, entries=entries)


def feed_head(
    edition: Edition, moments: Iterable[dt.datetime], tombstones: Iterable[Tombstone], *, has_entries: bool
) -> FeedRecord:
    """Say what an edition's feed says besides its entries.

    Args:
        edition: Of a catalogue or a channel.
        moments: When something in it changed, aware.
        tombstones: Of what was withdrawn, in any order.
        has_entries: Whether there are entries.
    """
    catalogue = edition.catalogue
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
        style_url=address(catalogue, FEED_STYLE),
        has_entries=has_entries,
        entries=(),
        tombstones=tuple(sorted(tombstones, key=lambda stone: stone.ref)),
    )


def newest_first(announced: Mapping[tuple[str, str], dt.datetime | None]) -> list[tuple[str, str]]:
    """Put what stands in a feed in its order: the newest first, of one moment by key.

    Args:
        announced: Since when each item does, aware, by kind and key; None if it does not.
    """
    news = {name: moment for name, moment in announced.items() if moment}
    by_key = sorted(news, key=lambda name: (name[1], name[0]))
    return sorted(by_key, key=lambda name: news[name], reverse=True)


def announced_in(item: Item, edition: Edition) -> dt.datetime | None:
    """Say since when an item stands in an edition's feed, aware; None if it does not: it is no news, or withdrawn."""
    is_withdrawn = isinstance(item, Announcement) and item.withdrawn
    return None if is_withdrawn else edition.announced(item)


def tombstones_of(item: Item, edition: Edition) -> Iterator[Tombstone]:
    """Bury a withdrawn item under each id that the edition's readers may have it by: its own, and the fall-backs'."""
    if isinstance(item, Announcement) and item.withdrawn:
        languages = (edition.language, *edition.catalogue.fallback)
        chosen = [text.language for language in languages if (text := choose(item.title, (language,)))]
        for tag in dict.fromkeys(chosen):
            ref = tag_uri(edition.catalogue, item.kind, item.key, tag)
            yield Tombstone(ref=ref, when=max(item.withdrawn, edition.updated(item)))


def _address(edition: Edition, name: str) -> str:
    return address(edition.catalogue, document_path(edition.language, edition.channel_key, name))
