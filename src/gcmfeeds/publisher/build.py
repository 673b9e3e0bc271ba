"""Build: from a source on disk to a published tree, at once where nothing changed since."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import attrs

from gcmfeeds.publisher.maker import maker
from gcmfeeds.publisher.report import Lapse, Report
from gcmfeeds.sources.digest import digest
from gcmfeeds.zone import in_geneva

_STAMP = ".gcmfeeds/stamp.json"


def build(
    source: str | PathLike[str],
    out: str | PathLike[str],
    *,
    moment: dt.datetime,
    languages: Sequence[str] | None = None,
    is_dry_run: bool = False,
    on_progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Report:
    """Load a source and publish it, with the ledger that lies beside it.

    A stamp beside the ledger says what the last run ended with: the digests of the source and of the published tree,
    and until when nothing changes by itself. Where all of it still holds, that run's report is all there is to say.

    Args:
        source: As :func:`~gcmfeeds.sources.load.load` takes it.
        out: As :func:`~gcmfeeds.publisher.publish.publish` takes it, and what follows.
        moment: Likewise.
        languages: Likewise.
        is_dry_run: Likewise.
        on_progress: Likewise.

    Raises:
        CatalogueError: Every fault of every file at once.
        MissingTextError, ModelError, LedgerError, StoreError: As publishing raises them.
    """
    now, place = in_geneva(moment), Path(source)
    home = place if place.is_dir() else place.parent
    asked = {"out": os.path.abspath(out), "languages": list(languages or ()), "maker": maker()}  # noqa: PTH100  # links stay
    before = _state(place, Path(out), home, asked)
    if before and (report := _stamped(home, before, now)):
        return report
    # What takes longest to import is imported where there is something to do.
    from gcmfeeds.publisher.ledger import beside  # noqa: PLC0415
    from gcmfeeds.publisher.publish import publish  # noqa: PLC0415
    from gcmfeeds.sources.load import load  # noqa: PLC0415

    report = publish(
        load(place),
        out,
        moment=now,
        languages=languages,
        ledger=beside(place),
        is_dry_run=is_dry_run,
        on_progress=on_progress,
    )
    after = None if is_dry_run else _state(place, Path(out), home, asked)
    if before and after and before["source"] == after["source"]:  # else it was edited while it was read
        _write_stamp(home, after, now, report)
    return report


def _state(source: Path, out: Path, home: Path, asked: Mapping[str, Any]) -> dict[str, Any] | None:
    """Say what a run begins or ends with; None where something of it cannot be read."""
    ledger = home / ".gcmfeeds" / "ledger.db"
    try:
        file = ledger.stat() if ledger.exists() else None
        kept = [file.st_size, file.st_mtime_ns] if file else []
        return {**asked, "source": digest(source), "tree": _tree_digest(out), "ledger": kept}
    except OSError:
        return None


def _tree_digest(root: Path) -> str:
    """Give a digest of names, sizes and times of everything below a folder, whoever wrote it; nothing is read."""
    whole, folders = hashlib.sha256(), [str(root)] if root.exists() else []
    while folders:
        folder = folders.pop()
        lines = [folder]
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    stat = entry.stat(follow_symlinks=False)
                    lines.append(f"{entry.name}\0{stat.st_size} {stat.st_mtime_ns}")
        folders.sort()
        whole.update("\n".join(sorted(lines)).encode(errors="surrogateescape"))
    return whole.hexdigest()


def _stamped(home: Path, state: Mapping[str, Any], now: dt.datetime) -> Report | None:
    """Give the report of the last run, if all that it ended with still holds."""
    try:
        stamp = json.loads((home / _STAMP).read_bytes())
        if stamp["state"] != state or now < dt.datetime.fromisoformat(stamp["moment"]):
            return None
        report = stamp["report"]
        until = dt.datetime.fromisoformat(report["until"]) if report["until"] else None
        if until and now >= until:
            return None
        return Report(
            languages=tuple(report["languages"]),
            written=(),
            unchanged=tuple(report["unchanged"]),
            removed=(),
            warnings=tuple(report["warnings"]),
            lapses=tuple(Lapse(**lapse) for lapse in report["lapses"]),
            held_back=tuple((kind, key) for kind, key in report["held_back"]),
            changes=(),
            until=until,
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None  # it is no stamp, or that of another version: then everything is looked at


def _write_stamp(home: Path, state: Mapping[str, Any], now: dt.datetime, report: Report) -> None:
    kept = attrs.asdict(attrs.evolve(report, changes=()))
    kept["unchanged"] = sorted([*report.written, *report.unchanged])
    body = json.dumps(
        {"state": state, "moment": now, "report": kept}, default=lambda moment: moment.isoformat(), ensure_ascii=False
    )
    with contextlib.suppress(OSError):  # the next run takes longer
        part = home / f"{_STAMP}.part"
        part.write_text(body, encoding="utf-8")
        part.replace(home / _STAMP)
