"""News: feeds and archives of what was written before and what is new."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

import attrs

from gcmfeeds.model.revision import Item
from gcmfeeds.publisher.before import NotLoadedError
from gcmfeeds.publisher.card import Card, Cards
from gcmfeeds.records.edition import Edition
from gcmfeeds.records.entry import entry_record
from gcmfeeds.records.feed import feed_head
from gcmfeeds.records.history import Dates, History, Volume
from gcmfeeds.records.ids import tag_uri
from gcmfeeds.serving import Writer


class Cut(Protocol):
    """How the entries of a format stand in its bytes: :mod:`gcmfeeds.writers.xml`, or lines of JSON."""

    def written_entries(self, body: bytes, /) -> Mapping[str, bytes]:
        """Take the entries out of a feed, by id."""

    def with_entries(self, body: bytes, ids: Iterable[str], written: Mapping[str, bytes], /) -> bytes:
        """Put entries that were written before into a feed that has the new ones only."""


class Splicer(Writer, Protocol):
    """A format of feeds whose entries can be cut out of what was published: all that we write."""

    @property
    def SHAPE(self) -> Cut:  # noqa: N802  # a constant of the module
        """How entries are cut out."""


def history_of(cards: Iterable[Card], language: str) -> History:
    """Say what an edition told, and when.

    Args:
        cards: All that it shows, in any order.
        language: The edition's.
    """
    places = {card.name: card.places[language] for card in cards}
    return History(
        entries={
            name: Dates(place.announced, max(place.updated, place.announced))
            for name, place in places.items()
            if place.announced
        },
        tombstones=tuple(stone for place in places.values() for stone in place.tombstones),
    )


def render_volume(
    edition: Edition,
    writer: Splicer,
    volume: Volume,
    *,
    cards: Cards,
    written: Mapping[str, bytes],
    new: Collection[tuple[str, str]],
) -> bytes:
    """Write a feed, or the archive of a year.

    Args:
        edition: It holds the items that are new, or not written yet.
        writer: Of the format.
        volume: What stands in it.
        cards: Where everything stands, by kind and key.
        written: The bytes of entries that were published in it, by id.
        new: Kind and key of what has changed since then; no other entry is made again.

    Raises:
        NotLoadedError: An entry comes from another volume, and its words were not loaded.
    """
    languages = {name: cards[name].places[edition.language].language for name in volume.entries}
    ids = {name: tag_uri(edition.catalogue, *name, language) for name, language in languages.items()}
    items: tuple[Item, ...] = (*edition.events, *edition.announcements)
    held = {(item.kind, item.key): item for item in items}
    fresh = [name for name in ids if name in new or ids[name] not in written]
    if missing := [name for name in fresh if name not in held]:
        raise NotLoadedError(*missing)
    head = feed_head(edition, volume)
    entries = tuple(entry_record(held[name], edition) for name in fresh)
    return writer.SHAPE.with_entries(writer.render(attrs.evolve(head, entries=entries)), ids.values(), written)
