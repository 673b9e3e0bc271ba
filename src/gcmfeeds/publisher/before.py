"""Before: what was published when a run begins, by the ledger and by the folder; all of it, or what matters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from gcmfeeds.errors import StoreError
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.event import Event
from gcmfeeds.publisher.card import Cards
from gcmfeeds.publisher.entry import Entries
from gcmfeeds.publisher.manifest import Lines, Manifest, Standing
from gcmfeeds.publisher.stores import Folder
from gcmfeeds.records.ids import event_path, is_item_path, page_path

if TYPE_CHECKING:
    from gcmfeeds.publisher.ledger import Ledger


@attrs.frozen(kw_only=True)
class Rest:
    """Hold what is published besides the part of a catalogue that may have changed.

    Args:
        names: Kind and key of what the part holds, and of what vanished from it; None where it is the whole, and
            there is no rest.
        cards: Where all else stands, by kind and key.
        files: The paths of the files that the last run wrote or found.
        held_back: Kind and key of what else is held back.
        until: When something of it changes next, aware; None for never.
    """

    names: frozenset[tuple[str, str]] | None = None
    cards: Cards = attrs.field(factory=dict)
    files: tuple[str, ...] = ()
    held_back: tuple[tuple[str, str], ...] = ()
    until: dt.datetime | None = None


class NotLoadedError(LookupError):
    """What is to be made needs the words of an item that is not in the part of the catalogue that was loaded."""


NO_REST = Rest()
"""Where everything is looked at."""


@attrs.frozen(kw_only=True)
class Before:
    """Hold what was published before.

    Args:
        saved: What the ledger knows.
        known: What was last published of each item, or may have been.
        is_first: Whether nothing at all was published before.
        standing: What the folder says of itself.
        lines: The whole manifest of the folder, where all else holds a part only; None where they hold the whole.
    """

    saved: Entries
    known: Entries
    is_first: bool
    standing: Standing
    lines: Lines | None

    def lines_with(self, manifest: Manifest) -> Lines:
        """Give the lines of a manifest that says what this one says, in the place of what stood before."""
        if self.lines is None or self.standing.manifest is None:
            return manifest.to_lines()
        return self.lines.merged(manifest, self.standing.manifest)


def read_before(folder: Folder, catalogue: Catalogue, book: Ledger | None, rest: Rest) -> Before:
    """Read what was published before.

    Args:
        folder: The published tree. Where there is a rest, it is as the last run left it.
        catalogue: Whose ledger and folder they must be.
        book: The ledger; None for none.
        rest: What need not be looked at.

    Raises:
        LedgerError: The ledger cannot be read, or is another catalogue's.
        StoreError: The folder cannot be read, or holds another catalogue.
    """
    if book:
        book.claim(catalogue.authority, catalogue.since)
    saved = book.entries(rest.names) if book else {}
    if rest.names is None:
        standing = folder.standing()
        _check(folder, standing, catalogue)
        known = folder.known(standing, saved)
        return Before(saved=saved, known=known, is_first=not known, standing=standing, lines=None)
    lines = folder.lines()
    paths = _paths(lines, rest.names, catalogue)
    return Before(
        saved=saved,
        known=saved,
        is_first=book is None or book.is_empty(),
        standing=Standing(manifest=lines.part(paths, rest.names), dead=None),
        lines=lines,
    )


def _paths(lines: Lines, names: frozenset[tuple[str, str]], catalogue: Catalogue) -> Iterator[str]:
    """Give the paths of every edition's documents, and of the pages and files of some items."""
    yield from (path for path in lines.files if not is_item_path(path))
    for kind, key in sorted(names):
        for language in catalogue.languages:
            yield page_path(language, kind, key)
            if kind == Event.kind:
                yield event_path(language, key)


def _check(folder: Folder, standing: Standing, catalogue: Catalogue) -> None:
    """Refuse a folder that is another catalogue's."""
    for manifest in standing.manifests():
        if (manifest.authority, manifest.since) != (catalogue.authority, catalogue.since):
            theirs = f"{manifest.authority}, {manifest.since}"
            raise StoreError(f"cannot use {folder.root}: it holds another catalogue, that of {theirs}")
