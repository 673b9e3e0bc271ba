"""Digest: what tells a source from itself after an edit, without making anything of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from gcmfeeds.sources.files import SHELVES, SUFFIXES

# ruff: noqa: PTH112, PTH116, PTH123, PTH208  # ten thousand times


Stat: TypeAlias = tuple[int, int]
"""Size and time of a file."""


def digests(source: Path) -> tuple[dict[str, str], dict[str, Stat]]:
    """Give the digest of every file that :func:`~gcmfeeds.sources.load.load` reads, by its name in the source.

    Args:
        source: A folder, or one file that holds everything.

    Returns:
        64 hexadecimal digits each; nothing for what else has a name there, which may be a fault by its name alone. And
        what :func:`stats` gives, of each just before it was read.

    Raises:
        OSError: Something of it cannot be read; loading it says what.
    """
    found = {
        name: _read(place) if place.endswith(SUFFIXES) or not source.is_dir() else ("", _stat(os.stat(place)))
        for name, place in _places(source)
    }
    return {name: digest for name, (digest, _) in found.items()}, {name: stat for name, (_, stat) in found.items()}


def stats(source: Path) -> dict[str, Stat]:
    """Give size and time of everything of which :func:`digests` gives a digest; an edit shows in them sooner or later.

    Raises:
        OSError: Something of it is not there.
    """
    return {name: _stat(os.stat(place)) for name, place in _places(source)}


def _places(source: Path) -> Iterator[tuple[str, str]]:
    """Give name and path of all that a source is made of."""
    if source.is_dir():
        yield from ((name, f"{source}/{name}") for name in _names(source))
    else:
        yield source.name, str(source)


def _stat(found: os.stat_result) -> Stat:
    return found.st_size, found.st_mtime_ns


def _names(source: Path) -> Iterator[str]:
    """Give every name in a source's folder and in the folders of its parts but hidden ones, in order."""
    for shelf in ("", *(f"{shelf}/" for shelf in SHELVES)):
        folder = f"{source}/{shelf}"
        names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
        yield from (f"{shelf}{name}" for name in names if not name.startswith("."))


def _read(path: str) -> tuple[str, Stat]:
    with open(path, "rb", buffering=0) as file:
        stat = _stat(os.fstat(file.fileno()))
        return hashlib.sha256(file.read()).hexdigest(), stat
