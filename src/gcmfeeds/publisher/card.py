"""Card: what decides where an item stands in the tree, without its words."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import attrs

from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.event import Event
from gcmfeeds.model.revision import Item, events_named
from gcmfeeds.publisher.entry import Entries, Entry
from gcmfeeds.records.edition import Edition, edition_record, start_of
from gcmfeeds.records.event import needs_zone
from gcmfeeds.records.feed import announced_in, tombstones_of
from gcmfeeds.records.history import Tombstone


class Place(NamedTuple):
    """Say how an item stands in one edition; a plain tuple, for there are many.

    Args:
        language: The language it is shown in.
        updated: When what is shown of it there last changed, aware.
        announced: Since when that edition's feed or an archive tells of it, aware; None if it does not.
        tombstones: What is told of it there once it was withdrawn.
    """

    language: str
    updated: dt.datetime
    announced: dt.datetime | None = None
    tombstones: tuple[Tombstone, ...] = ()


@attrs.frozen(kw_only=True)
class Card:
    """Hold what decides where an item stands.

    Args:
        kind: ``event`` or ``announcement``.
        key: The item's.
        digest: Of its entry.
        topics: Their keys.
        events: The keys of the events that it names.
        start: When an event begins, aware, UTC; None for an announcement.
        over: From when on an event is over, aware; None for never, and for an announcement.
        has_zone: Whether a time of it is written with a zone.
        places: By the language of each edition that shows it.
    """

    kind: str
    key: str
    digest: str
    topics: tuple[str, ...]
    events: tuple[str, ...]
    start: dt.datetime | None
    over: dt.datetime | None
    has_zone: bool
    places: Mapping[str, Place]

    @property
    def name(self) -> tuple[str, str]:
        """Its kind and key."""
        return (self.kind, self.key)

    @property
    def is_withdrawn(self) -> bool:
        """Whether there are tombstones of it."""
        return any(place.tombstones for place in self.places.values())


Cards: TypeAlias = "Mapping[tuple[str, str], Card]"
"""The card of each item that is shown, by kind and key."""


def cards_of(catalogue: Catalogue, entries: Entries) -> dict[tuple[str, str], Card]:
    """Write the card of each item of a catalogue.

    Args:
        catalogue: What is shown.
        entries: What is published of each of its items.
    """
    revisions = {name: entry.revision for name, entry in entries.items()}
    editions = [edition_record(catalogue, language=tag, revisions=revisions) for tag in catalogue.languages]
    return {name: _card(item, entries[name], editions) for item in catalogue.items if (name := (item.kind, item.key))}


def to_row(card: Card) -> list[Any]:
    """Turn a card into plain data."""
    places = json.dumps({tag: _place_row(place) for tag, place in card.places.items()})
    moments = [moment and moment.isoformat() for moment in (card.start, card.over)]
    return [card.kind, card.key, card.digest, card.topics, card.events, *moments, card.has_zone, places]


def from_row(row: Sequence[Any]) -> Card:
    """Make a card of what :func:`to_row` gave."""
    kind, key, digest, topics, events, start, over, has_zone, places = row
    return Card(
        kind=kind,
        key=key,
        digest=digest,
        topics=tuple(topics),
        events=tuple(events),
        start=_moment(start),
        over=_moment(over),
        has_zone=has_zone,
        places=_places_in(places),
    )


@functools.lru_cache(maxsize=256)
def _places_in(text: str) -> Mapping[str, Place]:
    """Read the places of a card, which are those of most others too."""
    return {tag: _place(*place) for tag, place in json.loads(text).items()}


def _place_row(place: Place) -> list[Any]:
    facts = [place.language, place.updated.isoformat()]
    if not (place.announced or place.tombstones):
        return facts
    stones = [(stone.ref, stone.when.isoformat(), stone.announced.isoformat()) for stone in place.tombstones]
    return [*facts, place.announced and place.announced.isoformat(), stones]


def _place(language: str, updated: str, *told: Any) -> Place:
    changed = dt.datetime.fromisoformat(updated)
    if not told:  # as of most
        return Place(language, changed)
    announced, stones = told
    return Place(language, changed, _moment(announced), tuple(_tombstone(*stone) for stone in stones))


def _tombstone(ref: str, when: str, announced: str) -> Tombstone:
    return Tombstone(ref=ref, when=dt.datetime.fromisoformat(when), announced=dt.datetime.fromisoformat(announced))


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def _card(item: Item, entry: Entry, editions: Iterable[Edition]) -> Card:
    event = item if isinstance(item, Event) else None
    return Card(
        kind=item.kind,
        key=item.key,
        digest=entry.digest(),
        topics=item.topics,
        events=events_named(item),
        start=start_of(event) if event else None,
        over=event.over_from() if event else None,
        has_zone=event is not None and needs_zone(event),
        places={edition.language: place for edition in editions for place in _places(item, edition)},
    )


def _places(item: Item, edition: Edition) -> Iterator[Place]:
    if language := edition.language_of(item):
        yield Place(language, edition.updated(item), announced_in(item, edition), tuple(tombstones_of(item, edition)))
