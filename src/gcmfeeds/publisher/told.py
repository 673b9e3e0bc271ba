"""Told: what each hub was told of, kept from run to run."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from gcmfeeds.errors import StoreError

Told: TypeAlias = "Mapping[str, Mapping[str, str]]"
"""By the address of a hub and that of a feed, the digest of the feed that the hub was last told of."""


def read_told(place: Path) -> Told:
    """Read what each hub was told of; nothing where there is no such file, or it is spoilt: then all is told again.

    Raises:
        StoreError: The file is there and cannot be read.
    """
    try:
        told = json.loads(place.read_bytes())
        return {hub: {topic: str(digest) for topic, digest in topics.items()} for hub, topics in told.items()}
    except (FileNotFoundError, ValueError, AttributeError, RecursionError):
        return {}
    except OSError as error:
        raise StoreError(f"cannot read {place}: {error.strerror}") from error


def write_told(place: Path, told: Told) -> None:
    """Write what each hub was told of: whoever reads sees the old file or the new one, never a part.

    Raises:
        StoreError: The file cannot be written.
    """
    part = place.with_name(f"{place.name}.{os.getpid()}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(json.dumps(told, indent=1, sort_keys=True).encode())
        part.replace(place)
    except OSError as error:
        raise StoreError(f"cannot write {place}: {error.strerror}") from error
