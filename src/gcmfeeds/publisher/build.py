"""Build: from a source on disk to a published tree; what did not change since the last time is not read again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from gcmfeeds.errors import StoreError
from gcmfeeds.publisher.report import Report
from gcmfeeds.publisher.stamp import Stamp, State, is_as_it_was, read_stamp, state_after, state_of, write_stamp
from gcmfeeds.sources.files import SHELVES
from gcmfeeds.zone import in_geneva

if TYPE_CHECKING:
    from gcmfeeds.publisher.card import Cards
    from gcmfeeds.publisher.shelf import Shelf, Since

# ruff: noqa: PLC0415  # what takes longest to import is imported where there is something to do


def build(
    source: str | PathLike[str],
    out: str | PathLike[str],
    *,
    moment: dt.datetime,
    languages: Sequence[str] | None = None,
    ledger: str | None = None,
    is_dry_run: bool = False,
    on_progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Report:
    """Load a source and publish it.

    Stamp and shelf beside the source say what the last run ended with: the digests of source and published tree, until
    when nothing changes by itself, and what is to be known of each item. Where all of it still holds, that run's report
    is all there is to say; where only files of items changed, only these are read, and what they concern is made.

    Args:
        source: As :func:`~gcmfeeds.sources.load.load` takes it.
        out: As :func:`~gcmfeeds.publisher.publish.publish` takes it, and what follows.
        moment: Likewise.
        languages: Likewise.
        ledger: Likewise; None for the one that lies beside the source, and only with that there are stamp and shelf.
        is_dry_run: Likewise.
        on_progress: Likewise.

    Raises:
        CatalogueError: Every fault of every file at once.
        StoreError: As publishing raises it, or the tree would lie where the source is.
        MissingTextError, ModelError, LedgerError: As publishing raises them.
    """
    now, place, site = in_geneva(moment), Path(source), Path(out)
    if site.resolve() in {folder.resolve() for folder in (place, *(place / shelf for shelf in SHELVES))}:
        raise StoreError(f"cannot publish into {site}: the source is there")

    def begun() -> tuple[State | None, Stamp | None]:
        state = state_of(place, site, languages)
        return state, read_stamp(place, state, now) if state and ledger is None else None

    state, stamp = begun()
    if stamp and stamp.is_same:
        return stamp.report
    from gcmfeeds.publisher.history import opened
    from gcmfeeds.publisher.manifest import NAME
    from gcmfeeds.publisher.publish import publish_after
    from gcmfeeds.publisher.shelf import Same, load_since

    def keep(state: State, report: Report, shelf: Shelf) -> None:
        if ledger is None and not is_dry_run:
            write_stamp(place, state, now, report, shelf.to_bytes(), is_settled=shelf.is_settled)

    since = load_since(place, state, stamp)
    if isinstance(since, Same):
        keep(since.state, since.report, since.shelf)
        return since.report
    with opened(ledger, source=place, is_read_only=is_dry_run) as book:
        if not (state and is_as_it_was(place, state)):  # another published, or it was edited, meanwhile
            since = load_since(place, *begun())
        if isinstance(since, Same):
            return since.report
        published = partial(
            publish_after,
            book,
            out=out,
            now=now,
            languages=languages,
            is_dry_run=is_dry_run,
            on_progress=on_progress,
        )
        report, shelf = _published(place, since, published)
    if since.state:
        after = state_after(since.state, place, site, (*report.written, *report.removed, NAME))
        keep(after, report, shelf)
    return report


def _published(place: Path, since: Since, published: Callable[..., tuple[Report, Cards]]) -> tuple[Report, Shelf]:
    """Publish what may have changed, or the whole where more is needed; give the report, and the shelf after it."""
    from gcmfeeds.publisher.before import NotLoadedError
    from gcmfeeds.publisher.shelf import EMPTY
    from gcmfeeds.sources.load import load_all

    loaded, shelf = since.loaded, since.shelf
    try:
        report, cards = published(catalogue=loaded.catalogue, rest=since.rest)
    except NotLoadedError:
        loaded, shelf = load_all(place), EMPTY
        report, cards = published(catalogue=loaded.catalogue)
    return report, shelf.after(since.source, loaded, cards)
