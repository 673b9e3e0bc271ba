"""Select: what of a catalogue is published at a moment; all that depends on the day is decided here, and pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

import attrs

from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.event import Event
from gcmfeeds.model.revision import Item, Revision
from gcmfeeds.publisher.card import Cards, cards_of
from gcmfeeds.publisher.decide import WINDOW, decide, first_entry, is_dropped
from gcmfeeds.publisher.entry import Entries
from gcmfeeds.zone import in_geneva


@attrs.frozen(kw_only=True)
class Selection:
    """Hold what is published at a moment.

    Args:
        catalogue: The catalogue without what is held back, and with what vanished for as long as that is shown.
        entries: What is published of every item that ever was, by kind and key.
        cards: Where each item stands that is shown, by kind and key.
        held_back: The items whose `published` lies after the moment; one that was out already stays as it was.
        past: The keys of the events that are over, those that ended first before the others: in this order they leave
            a calendar that is too large.
        until: The next moment at which any of this may be another, though nothing else changes, aware; None for never.
    """

    catalogue: Catalogue
    entries: Entries
    cards: Cards
    held_back: tuple[Item, ...]
    past: tuple[str, ...]
    until: dt.datetime | None

    @property
    def revisions(self) -> Mapping[tuple[str, str], Revision]:
        """The revision of each item, by kind and key."""
        return {name: entry.revision for name, entry in self.entries.items()}


def select(
    catalogue: Catalogue,
    known: Entries,
    moment: dt.datetime,
    *,
    rest: Cards = MappingProxyType({}),
    is_first: bool | None = None,
) -> Selection:
    """Decide what is published.

    What was out stays out, whatever the clock or the source says later.

    Args:
        catalogue: The whole.
        known: What was published before, by kind and key; empty if nothing was, or nobody remembers.
        moment: Now, aware. What is published, or withdrawn, exactly then is so.
        rest: Where what is shown besides stands, if the catalogue is the part of a whole that may have changed; no item
            of either points to one of the other.
        is_first: Whether nothing at all was published before; None for whether nothing is known.

    Returns:
        The same for every moment from now on, until it says; of the rest only the cards, and what of it is past.

    Raises:
        ModelError: The moment is naive.
    """
    now = in_geneva(moment)
    items = {(item.kind, item.key): _as_out(item, known, now) for item in catalogue.items}
    out = _with_items(catalogue, [item for item in items.values() if item])
    entries = _decided(catalogue, out, known, now, is_first=not known if is_first is None else is_first)
    vanished = [entry.item() for entry in entries.values() if entry.ended]
    ghosts = [item for item in vanished if not (isinstance(item, Event) and is_dropped(item, now))]
    shown = _with_items(catalogue, [*out.items, *ghosts])
    cards = {**rest, **cards_of(shown, entries)}
    past = sorted((card.over, card.key) for card in cards.values() if card.over and card.over <= now)
    return Selection(
        catalogue=shown,
        entries=entries,
        cards=cards,
        held_back=tuple(item for item in catalogue.items if _is_held_back(item, items[item.kind, item.key], now)),
        past=tuple(key for _, key in past),
        until=min((date for date in _dates(catalogue, shown, entries) if date > now), default=None),
    )


def _as_out(item: Item, known: Entries, now: dt.datetime) -> Item | None:
    """Give an item as it is out, or None; one whose publication was put off stays as it was until then."""
    dates = (item.published, item.withdrawn if isinstance(item, Announcement) else None)
    if not any(date and date > now for date in dates):
        return item
    entry = known.get((item.kind, item.key))
    before = entry.item() if entry and not entry.ended else None
    if item.published and item.published > now and (before is None or before.published != item.published):
        return before
    if isinstance(item, Announcement) and item.withdrawn and item.withdrawn > now:
        was = before.withdrawn if isinstance(before, Announcement) else None
        return attrs.evolve(item, withdrawn=item.withdrawn if item.withdrawn == was else None)
    return item


def _is_held_back(item: Item, out: Item | None, now: dt.datetime) -> bool:
    return out is None or (item.published is not None and item.published > now and out.published != item.published)


def _with_items(catalogue: Catalogue, items: Iterable[Item]) -> Catalogue:
    """Put these items in a catalogue; they name no topic and no event that is not there."""
    items = list(items)
    topics = {topic.key for topic in catalogue.topics}
    keys = {item.key for item in items if isinstance(item, Event)}
    named = [attrs.evolve(item, topics=[key for key in item.topics if key in topics]) for item in items]
    return attrs.evolve(
        catalogue,
        events=[_without_lost(item, keys) for item in named if isinstance(item, Event)],
        announcements=[
            attrs.evolve(item, events=[key for key in item.events if key in keys])
            for item in named
            if isinstance(item, Announcement)
        ],
    )


def _without_lost(event: Event, keys: Collection[str]) -> Event:
    kept = [relation for relation in event.related if relation.event in keys]
    return attrs.evolve(event, related=kept) if len(kept) < len(event.related) else event


def _decided(source: Catalogue, out: Catalogue, known: Entries, now: dt.datetime, *, is_first: bool) -> Entries:
    """Decide what is published of every item, there or vanished; what is held back again is left as it was."""
    decided = dict(known)
    for item in out.items:
        name = (item.kind, item.key)
        if name in known:
            decided[name] = decide(known[name], item, now, source)
        else:
            decided[name] = first_entry(item, source, None if is_first else now)
    for name in known.keys() - {(item.kind, item.key) for item in source.items}:
        decided[name] = decide(known[name], None, now, source)
    return dict(sorted(decided.items()))


def _dates(source: Catalogue, shown: Catalogue, entries: Entries) -> Iterator[dt.datetime]:
    """Give every moment at which what is published may become another."""
    for item in source.items:
        withdrawn = item.withdrawn if isinstance(item, Announcement) else None
        yield from (date for date in (item.published, withdrawn) if date)
    for event in shown.events:
        if over := event.over_from():
            yield over
    for vanished in (entry.item() for entry in entries.values() if entry.ended):
        over = vanished.over_from() if isinstance(vanished, Event) else None
        yield from [over + WINDOW] if over else []
