"""History: what a ledger knows of an item, and a ledger that was lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from gcmfeeds.errors import LedgerError, StoreError
from gcmfeeds.publisher.diff import Difference, difference_of
from gcmfeeds.publisher.entry import Entry
from gcmfeeds.publisher.manifest import NAME
from gcmfeeds.publisher.stores import Folder
from gcmfeeds.zone import in_geneva

if TYPE_CHECKING:
    from gcmfeeds.publisher.ledger import Ledger


@attrs.frozen(kw_only=True)
class Step:
    """Hold one step of an item's history.

    Args:
        moment: When it was published, aware, Geneva.
        change: What changed then; the first step has nothing before it.
    """

    moment: dt.datetime
    change: Difference


def history(key: str, *, ledger: str) -> tuple[Step, ...]:
    """Find how the items with a key changed, the oldest step first, announcements before events.

    Args:
        key: Of an event, an announcement, or both.
        ledger: The address of what was published.

    Raises:
        LedgerError: The ledger cannot be used, or has no such item.
    """
    with opened(ledger, is_read_only=True) as book:
        found = book.history(key)
        if not found:
            raise LedgerError(f"the ledger {book.name} knows no event and no announcement {key!r}")
    steps: list[Step] = []
    before: Entry | None = None
    for moment, entry in found:
        before = before if before and before.name == entry.name else None
        steps.append(Step(moment=in_geneva(moment), change=difference_of(before, entry)))
        before = entry
    return tuple(steps)


def restore(site: str | PathLike[str], *, ledger: str, moment: dt.datetime) -> tuple[tuple[str, str], ...]:
    """Bring a lost or an old ledger up to what was published, from the manifest of a published tree.

    Args:
        site: The folder of the tree.
        ledger: The address of the ledger; made if it is not there. What it knows of later is kept.
        moment: Now, aware.

    Returns:
        Kind and key of what was restored.

    Raises:
        StoreError: There is no manifest, or it cannot be used.
        LedgerError: The ledger cannot be used, or is another catalogue's.
        ModelError: The moment is naive.
    """
    now = in_geneva(moment)
    folder = Folder(Path(site))
    standing = folder.standing()
    if standing.manifest is None and standing.dead is None:
        raise StoreError(f"cannot restore a ledger from {site}: there is no {NAME} in it")
    with opened(ledger, is_read_only=False) as book:
        for manifest in standing.manifests():
            book.claim(manifest.authority, manifest.since)
        known = book.entries()
        found = folder.known(standing, known)
        missing = [entry for name, entry in found.items() if known.get(name) != entry]
        book.save(missing, now)
    return tuple(entry.name for entry in missing)


@contextmanager
def opened(url: str | None, *, source: Path | None = None, is_read_only: bool) -> Iterator[Ledger]:
    """Open a ledger, or without an address the one beside a source; only this needs SQLAlchemy."""
    try:
        from gcmfeeds.publisher.ledger import beside, open_ledger  # noqa: PLC0415  # the library publishes without it
    except ImportError as error:
        raise LedgerError(f"a ledger needs more packages ({error}): pip install 'gcmfeeds[publish]'") from error
    with open_ledger(url or beside(source or Path()), is_read_only=is_read_only) as book:
        yield book
