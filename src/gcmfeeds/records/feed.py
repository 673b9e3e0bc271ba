"""Feed record: what a feed says in one language, in the words of RFC 4287."""

from __future__ import annotations

import datetime as dt

import attrs

from gcmfeeds.language.choose import Chosen
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.revision import Item
from gcmfeeds.records.edition import Edition
from gcmfeeds.records.entry import EntryRecord, Person, entry_record, person
from gcmfeeds.records.ids import address, document_path, tag_uri
from gcmfeeds.records.reader import edition_reader


@attrs.frozen(kw_only=True)
class Tombstone:
    """Say that an entry was withdrawn (:rfc:`6721`): its id, and when, aware."""

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
        entries: Newest first by publication, then by key.
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

    An event is news if it has a `published` of its own, or appeared, moved or was cancelled since the catalogue first
    went out, as revisions say that stand in for what items state.
    """
    catalogue = edition.catalogue
    news: list[Item] = [item for item in edition.announcements if item.withdrawn is None]
    news += [event for event in edition.events if edition.is_news(event)]
    news.sort(key=lambda item: (item.key, item.kind))
    news.sort(key=lambda item: edition.revision_of(item).published, reverse=True)
    tombstones = [stone for item in edition.announcements for stone in _tombstones(item, edition)]
    entries = tuple(entry_record(item, edition) for item in news)
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


def _tombstones(item: Announcement, edition: Edition) -> list[Tombstone]:
    if item.withdrawn is None:
        return []
    ref = tag_uri(edition.catalogue, item.kind, item.key, edition.language_of(item))
    return [Tombstone(ref=ref, when=item.withdrawn)]


def _address(edition: Edition, name: str) -> str:
    return address(edition.catalogue, document_path(edition.language, edition.channel_key, name))
