"""Publish: a catalogue into a folder, or what that would change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from gcmfeeds.errors import LedgerError
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.revision import Item
from gcmfeeds.model.text import canonical_tag
from gcmfeeds.publisher.decide import decide_all, with_ghosts
from gcmfeeds.publisher.diff import Change, changes
from gcmfeeds.publisher.plan import Lapse, Output, lapses, plan
from gcmfeeds.publisher.select import select
from gcmfeeds.publisher.stores import is_same, write_whole
from gcmfeeds.zone import in_geneva

if TYPE_CHECKING:
    from gcmfeeds.publisher.ledger import Ledger


@attrs.frozen(kw_only=True)
class Report:
    """Say what publishing did.

    Args:
        languages: The editions that were published.
        written: The files that were new or changed; in a dry run, that would have been written.
        unchanged: The files that already stood there with the same bytes.
        lapses: The items shown in another language than the edition's, or left out of it.
        held_back: The items whose `published` is still to come.
        changes: What subscribers see of it, where there is a ledger that knows what was before.
    """

    languages: tuple[str, ...]
    written: tuple[Output, ...]
    unchanged: tuple[Output, ...]
    lapses: tuple[Lapse, ...]
    held_back: tuple[Item, ...]
    changes: tuple[Change, ...]


def publish(
    catalogue: Catalogue,
    out: str | PathLike[str],
    *,
    moment: dt.datetime,
    languages: Sequence[str] | None = None,
    ledger: str | None = None,
    is_dry_run: bool = False,
    on_progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Report:
    """Publish a catalogue into a folder.

    Every output is made before the first is written; each file then appears whole or not at all,
    and files whose bytes are the same are left alone.

    Args:
        catalogue: The whole.
        out: The folder; made if it is not there.
        moment: Aware; what is to be published later is held back.
        languages: The editions to publish, BCP 47; None for all.
        ledger: The address of what was published before, such as ``sqlite:///ledger.db``: it gives each item its
            revision, and shows what vanished as cancelled or withdrawn. None for none: items state their revisions.
        is_dry_run: Whether to look only, and write nothing.
        on_progress: Called with the number of outputs made, and of all.

    Raises:
        MissingTextError: The catalogue has no edition in one of the languages.
        ModelError: The moment is naive, or a language tag malformed.
        LedgerError: The ledger cannot be used, or is busy.
        StoreError: A file cannot be read or written.
    """
    now = in_geneva(moment)
    selection = select(catalogue, now)
    tags = tuple(dict.fromkeys(canonical_tag(tag) for tag in languages or catalogue.languages))
    with _opened(ledger, is_read_only=is_dry_run) as book:
        known = book.entries if book else {}
        decided = decide_all(catalogue, selection.catalogue, known, now) if book else {}
        shown = with_ghosts(selection.catalogue, decided, now)
        revisions = {name: entry.revision for name, entry in decided.items()}
        outputs = list(plan(shown, tags, revisions))
        bodies = []
        for done, output in enumerate(outputs, 1):
            bodies.append(output.render())
            on_progress(done, len(outputs))
        places = [Path(out, *output.path.split("/")) for output in outputs]
        same = [is_same(place, body) for place, body in zip(places, bodies, strict=True)]
        for place, body, stands in zip(places, bodies, same, strict=True):
            if not (stands or is_dry_run):
                write_whole(place, body)
        found = tuple(changes(known, decided))
        if book:
            book.save(change.after for change in found)
    return Report(
        languages=tags,
        written=tuple(output for output, stands in zip(outputs, same, strict=True) if not stands),
        unchanged=tuple(output for output, stands in zip(outputs, same, strict=True) if stands),
        lapses=tuple(lapses(shown, tags)),
        held_back=selection.held_back,
        changes=found if known else (),
    )


def diff(catalogue: Catalogue, *, moment: dt.datetime, ledger: str) -> tuple[Change, ...]:
    """Find what publishing now would change for subscribers; nothing is written.

    Args:
        catalogue: The whole.
        moment: Aware; decides what is out, and dates the changes.
        ledger: The address of what was published before.

    Raises:
        LedgerError: The ledger cannot be used.
        ModelError: The moment is naive.
    """
    now = in_geneva(moment)
    with _opened(ledger, is_read_only=True) as book:
        known = book.entries if book else {}
        return tuple(changes(known, decide_all(catalogue, select(catalogue, now).catalogue, known, now)))


@contextmanager
def _opened(url: str | None, *, is_read_only: bool) -> Iterator[Ledger | None]:
    """Open a ledger if there is one; only this needs SQLAlchemy."""
    if url is None:
        yield None
        return
    try:
        from gcmfeeds.publisher.ledger import open_ledger  # noqa: PLC0415  # the library publishes without it
    except ImportError as error:
        raise LedgerError(f"a ledger needs more packages ({error}): pip install 'gcmfeeds[publish]'") from error
    with open_ledger(url, is_read_only=is_read_only) as book:
        yield book
