"""News: a feed of what was written before and what is new."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

import attrs

from gcmfeeds.model.revision import Item
from gcmfeeds.publisher.card import Card
from gcmfeeds.records.edition import Edition
from gcmfeeds.records.entry import entry_record
from gcmfeeds.records.feed import FeedRecord, feed_head, newest_first
from gcmfeeds.records.ids import tag_uri


class Cut(Protocol):
    """How the entries of a format stand in its bytes: :mod:`gcmfeeds.writers.xml`, or lines of JSON."""

    def written_entries(self, body: bytes, /) -> Mapping[str, bytes]:
        """Take the entries out of a feed, by id."""

    def with_entries(self, body: bytes, ids: Iterable[str], written: Mapping[str, bytes], /) -> bytes:
        """Put entries that were written before into a feed that has the new ones only."""


class Writer(Protocol):
    """What a format of feeds has: :mod:`gcmfeeds.writers.atom`, :mod:`gcmfeeds.writers.rss` and so on."""

    MEDIA_TYPE: str
    SUFFIX: str

    @property
    def SHAPE(self) -> Cut:  # noqa: N802  # a constant of the module
        """How entries are cut out of what was published."""

    def render(self, record: FeedRecord, /) -> bytes:
        """Write a feed."""


def is_told(card: Card, language: str) -> bool:
    """Say whether an edition's feed says anything of an item."""
    place = card.places[language]
    return bool(place.announced or place.tombstones)


def render_feed(
    edition: Edition,
    writer: Writer,
    cards: Iterable[Card],
    written: Mapping[str, bytes],
    new: Collection[tuple[str, str]],
) -> bytes:
    """Write a feed.

    Args:
        edition: It holds the items that are new, or not written yet.
        writer: Of the format.
        cards: All that the feed tells of, in any order.
        written: The bytes of entries that were published, by id.
        new: Kind and key of what has changed since then; no other entry is made again.
    """
    catalogue = edition.catalogue
    places = {card.name: card.places[edition.language] for card in cards}
    names = newest_first({name: place.announced for name, place in places.items()})
    ids = {name: tag_uri(catalogue, *name, places[name].language) for name in names}
    stones = [stone for place in places.values() for stone in place.tombstones]
    moments = [max(places[name].updated, moment) for name in names if (moment := places[name].announced)]
    head = feed_head(edition, [*moments, *(stone.when for stone in stones)], stones, has_entries=bool(names))
    items: tuple[Item, ...] = (*edition.events, *edition.announcements)
    held = {(item.kind, item.key): item for item in items}
    fresh = [held[name] for name in names if name in new or ids[name] not in written]
    entries = tuple(entry_record(item, edition) for item in fresh)
    return writer.SHAPE.with_entries(writer.render(attrs.evolve(head, entries=entries)), ids.values(), written)
