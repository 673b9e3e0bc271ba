"""Build: from a source on disk to a published tree, at once where nothing changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path

from gcmfeeds.errors import StoreError
from gcmfeeds.publisher.report import Report
from gcmfeeds.publisher.stamp import read_stamp, state_of, write_stamp
from gcmfeeds.sources.files import SHELVES
from gcmfeeds.zone import in_geneva


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

    A stamp beside the source says what the last run ended with: the digests of the source and of the published tree,
    and until when nothing changes by itself. Where all of it still holds, that run's report is all there is to say.

    Args:
        source: As :func:`~gcmfeeds.sources.load.load` takes it.
        out: As :func:`~gcmfeeds.publisher.publish.publish` takes it, and what follows.
        moment: Likewise.
        languages: Likewise.
        ledger: Likewise; None for the one that lies beside the source, and only with that there is a stamp.
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
    before = state_of(place, site, languages)
    if ledger is None and before and (report := read_stamp(place, before, now)):
        return report
    # What takes longest to import is imported where there is something to do.
    from gcmfeeds.publisher.history import opened  # noqa: PLC0415
    from gcmfeeds.publisher.publish import publish_after  # noqa: PLC0415
    from gcmfeeds.sources.load import load  # noqa: PLC0415

    catalogue = load(place)
    with opened(ledger, source=place, is_read_only=is_dry_run) as book:
        waited = state_of(place, site, languages)
        if not (before and waited and before["source"] == waited["source"]):  # it was edited meanwhile
            catalogue = load(place)
        report = publish_after(
            book, catalogue, out, now=now, languages=languages, is_dry_run=is_dry_run, on_progress=on_progress
        )
    after = state_of(place, site, languages)
    if ledger is None and not is_dry_run and waited and after and waited["source"] == after["source"]:
        write_stamp(place, after, now, report)
    return report
