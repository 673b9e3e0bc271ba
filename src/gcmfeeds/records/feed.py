"""Feed record: what a feed says in one language, in the words of RFC 4287."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from gcmfeeds.errors import ModelError
from gcmfeeds.language.bidi import isolated
from gcmfeeds.language.choose import Chosen, choose
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.revision import Item
from gcmfeeds.records.edition import Edition
from gcmfeeds.records.entry import EntryRecord, Person, entry_record, person
from gcmfeeds.records.history import Dates, History, Tombstone, Volume
from gcmfeeds.records.ids import FEED_STYLE, address, archive_path, document_path, tag_uri
from gcmfeeds.records.reader import edition_reader


@attrs.frozen(kw_only=True)
class Sibling:
    """Name the same feed in another language: that language's tag, and where its page and its documents stand."""

    language: str
    alternate: str
    atom_url: str
    rss_url: str
    json_url: str


@attrs.frozen(kw_only=True)
class FeedRecord:
    """Hold what a feed, or the archive of a year of it, says in one language.

    Args:
        id: A tag URI with the edition's language; an archive's is the feed's.
        language: The edition's.
        title: What it is called.
        subtitle: The paragraph about it, if there is one.
        updated: When anything in it last changed, aware, Geneva.
        author: Who publishes it.
        rights: Who may do what with its texts, if that is said.
        alternate: The edition's page.
        atom_url: Where the Atom feed stands.
        rss_url: Where the RSS feed stands.
        json_url: Where the JSON Feed stands.
        siblings: The other editions, in the catalogue's order.
        hubs: The addresses of the WebSub hubs that tell of its changes.
        archive_url: Where this stands, if it is an archive; empty if it is the feed.
        previous_url: Where the archive before it stands; empty for none.
        following_url: Where the archive after it stands; empty for none.
        is_complete: Whether the feed has no archives, and holds all there is.
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
    rights: Chosen | None
    alternate: str
    atom_url: str
    rss_url: str
    json_url: str
    siblings: tuple[Sibling, ...]
    hubs: tuple[str, ...]
    archive_url: str
    previous_url: str
    following_url: str
    is_complete: bool
    style_url: str
    has_entries: bool
    entries: tuple[EntryRecord, ...]
    tombstones: tuple[Tombstone, ...]


def feed_record(edition: Edition, archive: int | None = None) -> FeedRecord:
    """Say what an edition's feed says: announcements, and each event that is news.

    An event is news if it has a `published` of its own, or a revision says since when; what appeared, moved or was
    cancelled since the catalogue first went out is so by its publisher's ledger.

    Args:
        edition: Of a catalogue or a channel.
        archive: The year whose archive is meant; None for the feed itself.

    Raises:
        ModelError: There is no archive of that year.
    """
    shown: tuple[Item, ...] = (*edition.announcements, *edition.events)
    items = {(item.kind, item.key): item for item in shown}
    announced = {name: moment for name, item in items.items() if (moment := announced_in(item, edition))}
    history = History(
        entries={name: Dates(moment, max(edition.updated(items[name]), moment)) for name, moment in announced.items()},
        tombstones=tuple(stone for item in edition.announcements for stone in tombstones_of(item, edition)),
    )
    volumes = {volume.year: volume for volume in history.volumes()}
    if archive not in volumes:
        years = ", ".join(str(year) for year in volumes if year)
        raise ModelError("archive", f"must be a year that has an archive ({years or 'there is none'})", archive)
    entries = tuple(entry_record(items[name], edition) for name in volumes[archive].entries)
    return attrs.evolve(feed_head(edition, volumes[archive]), entries=entries)


def feed_head(edition: Edition, volume: Volume) -> FeedRecord:
    """Say what a document of an edition's history says besides its entries.

    Args:
        edition: Of a catalogue or a channel.
        volume: What stands in the document.
    """
    catalogue = edition.catalogue
    kind, key = ("channel", edition.channel.key) if edition.channel else ("catalogue", "feed")
    reader, title = edition_reader(edition, edition.language), edition.title()
    return FeedRecord(
        id=tag_uri(catalogue, kind, key, edition.language),
        language=edition.language,
        title=attrs.evolve(title, value=isolated(title)),
        subtitle=edition.abstract(),
        updated=max(volume.moments(), default=catalogue.published),
        author=person(catalogue.publisher, reader),
        rights=reader.any_of(catalogue.rights) if catalogue.rights else None,
        alternate=_address(edition, edition.language, "index.html"),
        atom_url=_address(edition, edition.language, "feed.atom"),
        rss_url=_address(edition, edition.language, "feed.rss"),
        json_url=_address(edition, edition.language, "feed.json"),
        siblings=tuple(_sibling(edition, tag) for tag in catalogue.languages if tag != edition.language),
        hubs=() if volume.year else catalogue.hubs,
        archive_url=_archive_address(edition, volume.year),
        previous_url=_archive_address(edition, volume.previous),
        following_url=_archive_address(edition, volume.following),
        is_complete=volume.is_complete,
        style_url=address(catalogue, FEED_STYLE),
        has_entries=bool(volume.entries),
        entries=(),
        tombstones=volume.tombstones,
    )


def announced_in(item: Item, edition: Edition) -> dt.datetime | None:
    """Say since when an item is told of in an edition, aware; None if it is not: it is no news, or withdrawn."""
    is_withdrawn = isinstance(item, Announcement) and item.withdrawn
    return None if is_withdrawn else edition.announced(item)


def tombstones_of(item: Item, edition: Edition) -> Iterator[Tombstone]:
    """Bury a withdrawn item under each id that the edition's readers may have it by: its own, and the fall-backs'."""
    if isinstance(item, Announcement) and item.withdrawn:
        revision = edition.revision_of(item)
        languages = (edition.language, *edition.catalogue.fallback)
        chosen = [text.language for language in languages if (text := choose(item.title, (language,)))]
        for tag in dict.fromkeys(chosen):
            yield Tombstone(
                ref=tag_uri(edition.catalogue, item.kind, item.key, tag),
                when=max(item.withdrawn, edition.updated(item)),
                announced=dict(revision.announced).get(tag, revision.published),
            )


def _sibling(edition: Edition, language: str) -> Sibling:
    return Sibling(
        language=language,
        alternate=_address(edition, language, "index.html"),
        atom_url=_address(edition, language, "feed.atom"),
        rss_url=_address(edition, language, "feed.rss"),
        json_url=_address(edition, language, "feed.json"),
    )


def _address(edition: Edition, language: str, name: str) -> str:
    return address(edition.catalogue, document_path(language, edition.channel_key, name))


def _archive_address(edition: Edition, year: int | None) -> str:
    path = archive_path(edition.language, edition.channel_key, year, ".atom") if year else ""
    return address(edition.catalogue, path) if path else ""
