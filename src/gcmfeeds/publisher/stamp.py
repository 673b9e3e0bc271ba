"""Stamp: what the last run ended with, so that the next knows where it has nothing to do."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import attrs

from gcmfeeds.publisher.maker import maker
from gcmfeeds.publisher.report import Lapse, Report
from gcmfeeds.sources.digest import stats

_STAMP = "stamp.json"
_SHELF = "shelf.json"


def kept_beside(source: Path, name: str) -> Path:
    """Give the place of what is kept beside a source: in a folder ``.gcmfeeds``, a file's own after its name."""
    if source.is_dir():
        return source / ".gcmfeeds" / name
    return source.parent / ".gcmfeeds" / f"{source.stem}.{name}"


@attrs.frozen(kw_only=True)
class State:
    """Hold what a run begins or ends with.

    Args:
        out: The folder of the tree.
        languages: The editions asked for; none for all.
        maker: The digest of the program.
        source: What :func:`~gcmfeeds.sources.digest.stats` gives of the source, before any of it was read.
        tree: Path, size and time of each file of the tree, whoever wrote it, as a line, by its path.
        ledger: Size and time of the ledger that lies beside the source.
    """

    out: str
    languages: tuple[str, ...]
    maker: str
    source: Mapping[str, str]
    tree: Mapping[str, str]
    ledger: str

    def digest(self) -> str:
        """Give a digest of everything but the source."""
        parts = [self.out, *self.languages, self.maker, self.ledger, *sorted(self.tree.values())]
        return hashlib.sha256("\n".join(parts).encode(errors="surrogateescape")).hexdigest()


def state_of(source: Path, out: Path, languages: Sequence[str] | None) -> State | None:
    """Say what a run begins with; None where something of it cannot be read."""
    try:
        return State(
            out=os.path.abspath(out),  # noqa: PTH100  # links stay
            languages=tuple(languages or ()),
            maker=maker(),
            source=stats(source),
            tree=_tree(str(out)) if out.exists() else {},
            ledger=_ledger_stat(source),
        )
    except OSError:
        return None


def state_after(state: State, source: Path, out: Path, touched: Iterable[str]) -> State:
    """Say what a run ends with that began with a state, and wrote or removed files of the tree.

    What else became of source and tree meanwhile, the next run finds.
    """
    tree = dict(state.tree)
    for path in touched:
        tree.pop(path, None)
        with contextlib.suppress(FileNotFoundError):
            tree[path] = _stat(path, (out / path).stat())
    return attrs.evolve(state, tree=tree, ledger=_ledger_stat(source))


def is_as_it_was(source: Path, state: State) -> bool:
    """Say whether a source, and the ledger beside it, are as they were, as far as their times tell."""
    try:
        return state.ledger == _ledger_stat(source) and state.source == stats(source)
    except OSError:
        return False


def _ledger_stat(source: Path) -> str:
    """Give size and time of the ledger that lies beside a source; empty where there is none, or nothing in it."""
    ledger = kept_beside(source, "ledger.db")
    return _stat(ledger.name, ledger.stat()) if ledger.exists() and ledger.stat().st_size else ""


def _tree(root: str) -> dict[str, str]:
    """Give path, size and time of every file below a folder as a line, by its path there; nothing is read."""
    tree, folders = {}, [""]
    while folders:
        folder = folders.pop()
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                path = folder + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{path}/")
                else:
                    found = entry.stat(follow_symlinks=False)
                    tree[path] = f"{path}\0{found.st_size} {found.st_mtime_ns}"  # as _stat: a call costs a fifth more
    return tree


def _stat(path: str, found: os.stat_result) -> str:
    return f"{path}\0{found.st_size} {found.st_mtime_ns}"


@attrs.frozen(kw_only=True)
class Stamp:
    """Hold what the last run ended with, where tree and ledger are still as it left them, and nothing is due.

    Args:
        report: What it said; of what it wrote everything is unchanged by now.
        is_same: Whether the source is the same too, as far as can be told without reading it.
        settled: When it was written, in nanoseconds by the clock of the file system.
        shelf: The digest of what it kept of each item.
    """

    report: Report
    is_same: bool
    settled: int
    shelf: str


def read_stamp(source: Path, state: State, now: dt.datetime) -> Stamp | None:
    """Give what the last run ended with, if it still holds.

    Args:
        source: Beside which it lies.
        state: What this run begins with.
        now: Aware; not before that run, nor after what changes next.
    """
    try:
        place = kept_beside(source, _STAMP)
        settled = place.stat().st_mtime_ns
        stamp = json.loads(place.read_bytes())
        if stamp["state"] != state.digest() or now < dt.datetime.fromisoformat(stamp["moment"]):
            return None
        report = stamp["report"]
        until = dt.datetime.fromisoformat(report["until"]) if report["until"] else None
        if until and now >= until:
            return None
        told = Report(
            languages=tuple(report["languages"]),
            written=(),
            unchanged=tuple(report["unchanged"].splitlines()),
            removed=(),
            warnings=tuple(report["warnings"]),
            lapses=tuple(Lapse(**lapse) for lapse in report["lapses"]),
            held_back=tuple((kind, key) for kind, key in report["held_back"]),
            changes=(),
            until=until,
        )
        is_same = stamp["source"] == _digest_of(state.source)
        return Stamp(report=told, is_same=is_same, settled=settled, shelf=stamp["shelf"])
    except (OSError, ValueError, TypeError, KeyError):
        return None  # it is no stamp, or that of another version: then everything is looked at


def write_stamp(
    source: Path, state: State, now: dt.datetime, report: Report, shelf: bytes, *, is_settled: bool
) -> None:
    """Keep what a run ended with; where that cannot be written, the next run takes longer.

    Args:
        source: Beside which it lies.
        state: What the run ended with.
        now: Aware.
        report: What it said.
        shelf: What is kept of each item.
        is_settled: Whether an edit of any file of the source will show without reading it.
    """
    told = attrs.asdict(attrs.evolve(report, changes=(), written=()))
    told["unchanged"] = "\n".join(sorted([*report.written, *report.unchanged]))  # read quicker than a list
    stamp = {
        "state": state.digest(),
        "source": _digest_of(state.source) if is_settled else "",
        "shelf": hashlib.sha256(shelf).hexdigest(),
        "moment": now,
        "report": told,
    }
    body = json.dumps(stamp, default=lambda moment: moment.isoformat()).encode()
    with contextlib.suppress(OSError):
        for name, kept in ((_SHELF, shelf), (_STAMP, body)):
            part = kept_beside(source, f"{name}.part")
            part.write_bytes(kept)
            part.replace(kept_beside(source, name))


def kept_shelf(source: Path, stamp: Stamp) -> bytes | None:
    """Give what was kept with a stamp; None where it is not there any more."""
    try:
        body = kept_beside(source, _SHELF).read_bytes()
    except OSError:
        return None
    return body if hashlib.sha256(body).hexdigest() == stamp.shelf else None


def _digest_of(source: Mapping[str, str]) -> str:
    lines = "\0".join([f"{stat} {name}" for name, stat in source.items()])
    return hashlib.sha256(lines.encode(errors="surrogateescape")).hexdigest()
