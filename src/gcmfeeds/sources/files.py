"""Files: TOML and JSON read as plain data, and what a catalogue's folder holds."""

from __future__ import annotations

import difflib
import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from gcmfeeds.errors import SourceFault

SUFFIXES = (".toml", ".json")
SHELVES = {"events": "event", "announcements": "announcement", "languages": "phrases"}
"""The folders of a catalogue, and what one file in each is."""


@attrs.frozen(kw_only=True)
class Part:
    """Hold the plain data of one thing, and where it stands.

    Args:
        kind: ``catalogue``, ``event``, ``announcement`` or ``phrases``.
        file: The file as the caller named it.
        path: Where in the file, such as ``events[3]``; empty for the whole.
        data: The plain data.
    """

    kind: str
    file: str
    path: str
    data: Any

    def fault(self, path: str, text: str) -> SourceFault:
        """Make a fault of this part; `path` is from the part on."""
        return SourceFault(self.file, ".".join(step for step in (self.path, path) if step), text)


def read_parts(source: Path, *, has_items: bool = True) -> tuple[list[Part], list[SourceFault]]:
    """Read a folder, or one file, as parts.

    Args:
        source: A folder with a ``catalogue.toml`` or ``.json``, or one such file that holds everything.
        has_items: Whether the files of events and announcements are read too.

    Returns:
        The parts that could be read, the catalogue's own first, and the faults of the files that could not.
    """
    faults: list[SourceFault] = []
    parts: list[Part] = []
    if os.path.isdir(source):  # noqa: PTH112  # unlike Path.is_dir it answers for a name that is too long, too
        paths = sorted(path for suffix in SUFFIXES for path in source.glob(f"catalogue{suffix}"))
        if len(paths) != 1:
            names = " and ".join(path.name for path in paths) or "none"
            rule = f"must hold one catalogue.toml or catalogue.json (got {names})"
            faults.append(SourceFault(str(source), "", rule))
        for path in paths[:1]:
            parts += _split(path, faults)
        faults += _misnamed(source)
        for shelf in SHELVES if has_items else ("languages",):
            for path in sorted((source / shelf).glob("*")):
                parts += read_item(path, faults)
    else:
        parts += _split(source, faults)
    return parts, faults


def read_item(path: Path, faults: list[SourceFault]) -> Iterator[Part]:
    """Read the one item of a file; its name is the key, or the language, unless it says another.

    Args:
        path: In a folder of its kind.
        faults: Gets what keeps it from being read.
    """
    if path.name.startswith("."):
        return
    if path.suffix not in SUFFIXES or path.is_dir():
        faults.append(SourceFault(str(path), "", f"must be a file named *{SUFFIXES[0]} or *{SUFFIXES[1]}"))
        return
    data = _read(path, faults)
    if data is not None:
        kind = SHELVES[path.parent.name]
        name = "language" if kind == "phrases" else "key"
        yield Part(kind=kind, file=str(path), path="", data={name: path.stem, **data})


def _split(path: Path, faults: list[SourceFault]) -> Iterator[Part]:
    """Take the items out of a catalogue's own file."""
    data = _read(path, faults)
    if data is None:
        return
    head = {name: value for name, value in data.items() if name not in ("events", "announcements", "phrases")}
    yield Part(kind="catalogue", file=str(path), path="", data=head)
    for name, kind in (("events", "event"), ("announcements", "announcement"), ("phrases", "phrases")):
        items = data.get(name, [])
        if not isinstance(items, list):
            faults.append(SourceFault(str(path), name, "must be a list of tables"))
            continue
        for index, item in enumerate(items):
            yield Part(kind=kind, file=str(path), path=f"{name}[{index}]", data=item)


def _read(path: Path, faults: list[SourceFault]) -> Mapping[str, Any] | None:
    try:
        text = path.read_bytes().decode("utf-8")
        data = json.loads(text, object_pairs_hook=_once) if path.suffix == ".json" else tomllib.loads(text)
    except OSError as error:
        faults.append(SourceFault(str(path), "", f"must be readable ({error.strerror})"))
    except (ValueError, RecursionError) as error:
        language = "JSON" if path.suffix == ".json" else "TOML"
        faults.append(SourceFault(str(path), "", f"must be {language} in UTF-8 ({error})"))
    else:
        if isinstance(data, dict):
            return data
        faults.append(SourceFault(str(path), "", "must be a table, not a list or a single value"))
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for name, value in pairs:
        if name in table:
            raise ValueError(f"{name!r} stands twice in one table")
        table[name] = value
    return table


def _misnamed(folder: Path) -> Iterator[SourceFault]:
    """Find what lies in the catalogue's own folder and would be passed over, though it looks like a part of it."""
    for path in sorted(folder.iterdir()):
        close = difflib.get_close_matches(path.name, SHELVES, n=1, cutoff=0.8)
        if path.name in SHELVES and not path.is_dir():
            yield SourceFault(str(path), "", "must be a folder")
        elif path.is_dir() and close and path.name not in SHELVES:
            yield SourceFault(str(path), "", f"must not be called {path.name!r}; did you mean {close[0]!r}?")
        elif path.suffix in SUFFIXES and path.stem != "catalogue" and not path.name.startswith("."):
            yield SourceFault(str(path), "", f"must stand in one of the folders {', '.join(SHELVES)}")
