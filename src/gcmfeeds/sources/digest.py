"""Digest: what tells a source from itself after an edit, without making anything of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from gcmfeeds.sources.files import SHELVES, SUFFIXES


def digests(source: Path) -> dict[str, str]:
    """Give the digest of every file that :func:`~gcmfeeds.sources.load.load` reads, by its name in the source.

    Args:
        source: A folder, or one file that holds everything.

    Returns:
        64 hexadecimal digits each; nothing for what else has a name there, which may be a fault by its name alone.

    Raises:
        OSError: Something of it cannot be read; loading it says what.
    """
    if not source.is_dir():
        return {source.name: _digest(str(source))}
    return {name: _digest(f"{source}/{name}") if name.endswith(SUFFIXES) else "" for name in _names(source)}


def stats(source: Path) -> dict[str, tuple[int, int]]:
    """Give size and time of everything of which :func:`digests` gives a digest; an edit shows in them sooner or later.

    Raises:
        OSError: Something of it is not there.
    """
    places = {name: f"{source}/{name}" for name in _names(source)} if source.is_dir() else {source.name: str(source)}
    found = {name: os.stat(place) for name, place in places.items()}  # noqa: PTH116  # as below
    return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in found.items()}


def _names(source: Path) -> Iterator[str]:
    """Give every name in a source's folder and in the folders of its parts but hidden ones, in order."""
    for shelf in ("", *(f"{shelf}/" for shelf in SHELVES)):
        folder = f"{source}/{shelf}"
        names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []  # noqa: PTH112, PTH208  # ten thousand times
        yield from (f"{shelf}{name}" for name in names if not name.startswith("."))


def _digest(path: str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123  # as above
        return hashlib.sha256(file.read()).hexdigest()
