"""Pages: the first page of an edition, of rows that were written before and rows that are new."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from gcmfeeds.model.revision import Item
from gcmfeeds.publisher.before import NotLoadedError
from gcmfeeds.publisher.card import Card
from gcmfeeds.records.edition import Edition
from gcmfeeds.records.history import newest_first
from gcmfeeds.records.index import MOST_ELSE, MOST_UPCOMING, index_head, index_path, last_first
from gcmfeeds.records.row import row_id, row_record
from gcmfeeds.writers import page


class Shown(NamedTuple):
    """Hold the cards of what stands on an edition's first page, each group in its order."""

    upcoming: Sequence[Card]
    announcements: Sequence[Card]
    past: Sequence[Card]


def shown_on_index(cards: Iterable[Card], past: Sequence[str], language: str) -> Shown:
    """Choose what stands on an edition's first page, as :func:`~gcmfeeds.records.index.index_record` does.

    Args:
        cards: Of what the edition shows, the events in order.
        past: The keys of past events, those that ended first before the others.
        language: The edition's.
    """
    found = {card.name: card for card in cards}
    events, over = {card.key: card for card in found.values() if card.start}, frozenset(past)
    upcoming = (card for card in events.values() if card.key not in over)
    told = {name: card.places[language].announced for name, card in found.items() if not card.start}
    return Shown(
        upcoming=tuple(itertools.islice(upcoming, MOST_UPCOMING)),
        announcements=tuple(found[name] for name in newest_first(told)[:MOST_ELSE]),
        past=tuple(events[key] for key in last_first(past, events)),
    )


def render_index(
    edition: Edition, shown: Shown, written: Mapping[str, bytes], new: Collection[tuple[str, str]]
) -> bytes:
    """Write the first page of an edition.

    Args:
        edition: It holds the items that are new, and may hold others.
        shown: What stands on the page.
        written: The bytes of rows that were published, by name.
        new: Kind and key of what has changed since then; no other row is made again.

    Raises:
        NotLoadedError: What stood further down is shown now, and the edition does not hold it.
    """
    path = index_path(edition)
    items: tuple[Item, ...] = (*edition.events, *edition.announcements)
    held = {(item.kind, item.key): item for item in items}

    def row(card: Card) -> bytes:
        before = None if card.name in new else written.get(row_id(*card.name))
        if before is None and card.name not in held:
            raise NotLoadedError(card.name)
        return before or page.render_row(row_record(held[card.name], edition, path))

    upcoming, announcements, past = ([row(card) for card in group] for group in shown)
    return page.around(index_head(edition), upcoming, announcements, past)
