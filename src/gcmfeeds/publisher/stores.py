"""Stores: a folder that holds the published tree."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from gcmfeeds.errors import StoreError


def is_same(path: Path, body: bytes) -> bool:
    """Say whether a file holds exactly these bytes.

    Raises:
        StoreError: It is there and cannot be read.
    """
    try:
        return path.read_bytes() == body
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error.strerror}") from error


def write_whole(path: Path, body: bytes) -> None:
    """Write a file so that nobody ever sees half of it: beside its place first, then moved there.

    Args:
        path: Its place; folders are made as needed. What a crash leaves beside it, the next run overwrites.
        body: Its bytes.

    Raises:
        StoreError: It cannot be written; what stood there before still stands.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise StoreError(f"cannot write {path}: {error.strerror}") from error
