"""Shelf: what is kept of each item beside the source, so that a run need not read what did not change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import attrs

from gcmfeeds.publisher.before import NO_REST, Rest
from gcmfeeds.publisher.card import Card, Cards, from_row, to_row
from gcmfeeds.publisher.report import Report
from gcmfeeds.publisher.stamp import Stamp, State, kept_shelf
from gcmfeeds.sources.digest import Known, digests
from gcmfeeds.sources.files import SHELVES
from gcmfeeds.sources.load import Filed, Loaded, load_all, load_changed

_ITEMS = tuple(f"{shelf}/" for shelf, kind in SHELVES.items() if kind != "phrases")
"""The folders of which a file can change by itself; every other file is about everything."""


@attrs.frozen(kw_only=True)
class Shelf:
    """Hold what is kept of each item.

    Args:
        source: What is known of each file of the source, by its name there.
        index: What stood in each file of an event or announcement.
        cards: Where everything stood that was shown.
        lines: Each card as a line of JSON.
    """

    source: Mapping[str, Known]
    index: Mapping[str, Filed]
    cards: Cards
    lines: Mapping[tuple[str, str], str]

    def to_bytes(self) -> bytes:
        """Write it, a card a line."""
        index = {file: (filed.kind, filed.key, filed.events) for file, filed in self.index.items()}
        source = {name: (known.digest, known.stat) for name, known in self.source.items()}
        return "\n".join([json.dumps([source, index]), *self.lines.values()]).encode()

    @property
    def is_settled(self) -> bool:
        """Whether an edit of any file will show without reading it."""
        return all(known.stat for known in self.source.values())

    def after(self, source: Mapping[str, Known], loaded: Loaded, cards: Cards) -> Shelf:
        """Give the shelf after a run; of cards that are the same the lines are, too."""
        lines = {
            name: self.lines[name] if self.cards.get(name) is card else json.dumps(to_row(card))
            for name, card in cards.items()
        }
        index = {file: _with_published(filed, cards) for file, filed in loaded.index.items()}
        return Shelf(source=source, index=index, cards=cards, lines=lines)

    def changed(self, source: Mapping[str, Known]) -> set[str]:
        """Give the names of the files that are new, other or gone in a source."""
        before, now = ({name: known.digest for name, known in each.items()} for each in (self.source, source))
        return {name for name in {*before, *now} if before.get(name) != now.get(name)}

    def vanished(self) -> dict[tuple[str, str], Card]:
        """Give the cards of what was shown though it had vanished from the source, or stands in a file with others."""
        named = {(filed.kind, filed.key) for filed in self.index.values()}
        return {name: card for name, card in self.cards.items() if name not in named}


def _with_published(filed: Filed, cards: Cards) -> Filed:
    """Add the events that an item names as it is published, which is not as it is in the source if it was put off."""
    card = cards.get((filed.kind, filed.key))
    more = set(card.events if card else ()).difference(filed.events)
    return attrs.evolve(filed, events=(*filed.events, *sorted(more))) if more else filed


EMPTY = Shelf(source={}, index={}, cards={}, lines={})
"""Where nothing is kept."""


def read_shelf(body: bytes) -> Shelf:
    """Read what :meth:`Shelf.to_bytes` wrote."""
    head, *lines = body.decode().split("\n")
    source, index = json.loads(head)
    cards = [from_row(row) for row in json.loads(f"[{','.join(lines)}]")]
    return Shelf(
        source={name: Known(*known) for name, known in source.items()},
        index={file: Filed(kind=kind, key=key, events=tuple(events)) for file, (kind, key, events) in index.items()},
        cards={card.name: card for card in cards},
        lines={card.name: line for card, line in zip(cards, lines, strict=True)},
    )


@attrs.frozen(kw_only=True)
class Since:
    """Hold what may have changed since a run.

    Args:
        state: What the run begins with; None where something cannot be read.
        source: What is known of each file of the source, by its name there.
        shelf: What was kept of each item; :data:`EMPTY` where everything is looked at.
        loaded: What may have changed.
        rest: What is published besides.
    """

    state: State | None
    source: Mapping[str, Known]
    shelf: Shelf
    loaded: Loaded
    rest: Rest = NO_REST


@attrs.frozen
class Same:
    """Say that nothing changed since a run, which reading the files showed, and what that run said and kept."""

    state: State
    report: Report
    shelf: Shelf


def load_since(source: Path, state: State | None, stamp: Stamp | None) -> Since | Same:
    """Load what may have changed since a run, or the whole.

    Args:
        source: A catalogue.
        state: How it is now; None where something cannot be read.
        stamp: What the last run ended with; None where that does not hold any more.

    Raises:
        CatalogueError: As loading the whole raises it.
    """
    body = kept_shelf(source, stamp) if stamp else None
    shelf = read_shelf(body) if body else EMPTY
    try:
        known = digests(source, state.source, shelf.source, stamp.settled if stamp else 0) if state else {}
    except OSError:
        state, known = None, {}
    if not (stamp and body and state):
        return Since(state=state, source=known, shelf=EMPTY, loaded=load_all(source))
    changed = shelf.changed(known)
    if not changed:
        return Same(state, stamp.report, attrs.evolve(shelf, source=known))
    if not all(name.startswith(_ITEMS) for name in changed):
        return Since(state=state, source=known, shelf=EMPTY, loaded=load_all(source))
    vanished = shelf.vanished()
    loaded = load_changed(source, changed, shelf.index, [key for card in vanished.values() for key in card.events])
    before = {(filed.kind, filed.key) for file, filed in shelf.index.items() if file in changed}
    names = before.union(vanished, ((item.kind, item.key) for item in loaded.catalogue.items))
    rest = Rest(
        names=frozenset(names),
        cards={name: card for name, card in shelf.cards.items() if name not in names},
        files=stamp.report.unchanged,
        held_back=tuple(name for name in stamp.report.held_back if name not in names),
        until=stamp.report.until,
    )
    return Since(state=state, source=known, shelf=shelf, loaded=loaded, rest=rest)
