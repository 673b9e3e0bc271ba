"""Digest: what tells a source from itself after an edit, without making anything of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

from gcmfeeds.sources.files import SHELVES, SUFFIXES

# ruff: noqa: PTH112, PTH116, PTH123, PTH208  # ten thousand times

_GRANULE = 2_000_000_000
"""The coarsest time that a file system keeps, in nanoseconds: that of FAT."""


@attrs.frozen
class Known:
    """Hold what is known of a file.

    Args:
        digest: 64 hexadecimal digits; empty for what is not read.
        stat: What :func:`stats` gave of it before it was read; empty where a later edit might not show in that.
    """

    digest: str
    stat: str


def stats(source: Path) -> dict[str, str]:
    """Give what tells a file from itself after an edit without reading it: size, times and number, by its name.

    Every file that :func:`~gcmfeeds.sources.load.load` reads is there, and what else has a name there, which may be a
    fault by its name alone.

    Args:
        source: A folder, or one file that holds everything.

    Raises:
        OSError: Something of it is not there.
    """
    return {name: _stat(os.stat(place)) for name, place in _places(source)}


def digests(source: Path, found: Mapping[str, str], known: Mapping[str, Known], settled: int) -> dict[str, Known]:
    """Give the digest of each file; one that is as it was known to be is not read again.

    A file can be edited twice at the same time, as far as its times say. So what was read is known by them only if they
    were past by then: as in git's index, an edit after that shows.

    Args:
        source: As for :func:`stats`.
        found: What that gave just now.
        known: Of earlier, by name.
        settled: A moment before `found`, in nanoseconds by the clock of the file system.

    Raises:
        OSError: Something of it cannot be read; loading it says what.
    """
    nothing, places = Known("", ""), dict(_places(source))
    digests = {}
    for name, stat in found.items():
        before = known.get(name, nothing)
        if not before.stat or before.stat != stat:
            is_read = name.endswith(SUFFIXES) or not source.is_dir()
            before = Known(_digest(places[name]) if is_read else "", stat if _changed(stat) < settled else "")
        digests[name] = before
    return digests


def _places(source: Path) -> Iterator[tuple[str, str]]:
    """Give name and path of all that a source is made of."""
    if source.is_dir():
        yield from ((name, f"{source}/{name}") for name in _names(source))
    else:
        yield source.name, str(source)


def _stat(found: os.stat_result) -> str:
    return f"{found.st_size} {found.st_ino} {found.st_mtime_ns} {found.st_ctime_ns}"


def _changed(stat: str) -> int:
    """Give the moment from which on a file is as it is, late enough for every file system."""
    return max(map(int, stat.split()[2:])) + _GRANULE


def _names(source: Path) -> Iterator[str]:
    """Give every name in a source's folder and in the folders of its parts but hidden ones, in order."""
    for shelf in ("", *(f"{shelf}/" for shelf in SHELVES)):
        folder = f"{source}/{shelf}"
        names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
        yield from (f"{shelf}{name}" for name in names if not name.startswith("."))


def _digest(path: str) -> str:
    with open(path, "rb", buffering=0) as file:
        return hashlib.sha256(file.read()).hexdigest()
