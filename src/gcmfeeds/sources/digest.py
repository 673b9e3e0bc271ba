"""Digest: what tells a source from itself after an edit, without making anything of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from gcmfeeds.sources.files import SHELVES, SUFFIXES


def digest(source: Path) -> str:
    """Give the digest of every file that :func:`~gcmfeeds.sources.load.load` looks at: 64 hexadecimal digits.

    Args:
        source: A folder, or one file that holds everything.

    Raises:
        OSError: Something of it cannot be read; loading it says what.
    """
    whole = hashlib.sha256()
    for path in _files(source):
        with open(path, "rb") as file:  # noqa: PTH123  # ten thousand times
            body = file.read()
        whole.update(f"{path}\0{len(body)}\0".encode())
        whole.update(body)
    return whole.hexdigest()


def _files(source: Path) -> Iterator[str]:
    """Give the files of a source, and so the names of what may be wrong in its folder, in order."""
    if not source.is_dir():
        yield str(source)
        return
    for shelf in ("", *SHELVES):
        folder = os.path.join(source, shelf)  # noqa: PTH118  # as above
        names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []  # noqa: PTH112, PTH208  # as above
        yield from (os.path.join(folder, name) for name in names if name.endswith(SUFFIXES))  # noqa: PTH118  # as above
