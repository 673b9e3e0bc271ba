"""Stamp: what the last run ended with, so that the next knows where it has nothing to do."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from gcmfeeds.publisher.maker import maker
from gcmfeeds.publisher.report import Lapse, Report
from gcmfeeds.sources.digest import digest

_NAME = "stamp.json"


def kept_beside(source: Path, name: str) -> Path:
    """Give the place of what is kept beside a source: in a folder ``.gcmfeeds``, a file's own after its name."""
    if source.is_dir():
        return source / ".gcmfeeds" / name
    return source.parent / ".gcmfeeds" / f"{source.stem}.{name}"


def state_of(source: Path, out: Path, languages: Sequence[str] | None) -> dict[str, Any] | None:
    """Say what a run begins or ends with, as plain data; None where something of it cannot be read."""
    ledger = kept_beside(source, "ledger.db")
    try:
        file = ledger.stat() if ledger.exists() else None
        return {
            "out": os.path.abspath(out),  # noqa: PTH100  # links stay
            "languages": list(languages or ()),
            "maker": maker(),
            "source": digest(source),
            "tree": _tree_digest(out),
            "ledger": [file.st_size, file.st_mtime_ns] if file else [],
        }
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


def read_stamp(source: Path, state: Mapping[str, Any], now: dt.datetime) -> Report | None:
    """Give the report of the last run, if all that it ended with still holds.

    Args:
        source: Beside which the stamp lies.
        state: What this run begins with.
        now: Aware; not before that run, nor after what changes next.
    """
    try:
        stamp = json.loads(kept_beside(source, _NAME).read_bytes())
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


def write_stamp(source: Path, state: Mapping[str, Any], now: dt.datetime, report: Report) -> None:
    """Keep what a run ended with; where that cannot be written, the next run takes longer."""
    kept = attrs.asdict(attrs.evolve(report, changes=()))
    kept["unchanged"] = sorted([*report.written, *report.unchanged])
    body = json.dumps(
        {"state": state, "moment": now, "report": kept}, default=lambda moment: moment.isoformat(), ensure_ascii=False
    )
    with contextlib.suppress(OSError):
        part = kept_beside(source, f"{_NAME}.part")
        part.write_text(body, encoding="utf-8")
        part.replace(kept_beside(source, _NAME))
