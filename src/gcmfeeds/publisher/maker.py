"""Maker: what a document depends on besides the catalogue."""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("babel", "feedgen", "icalendar", "lxml", "nh3", "pytz")


@functools.cache
def maker() -> str:
    """Give the digest of all that decides what bytes become of a record: this program and what it writes with."""
    sources = sorted(path for path in Path(__file__).parents[1].rglob("*") if path.suffix in {".py", ".toml"})
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in sources]
    packages = [f"{name} {version(name)}" for name in _PACKAGES]
    return hashlib.sha256("\n".join([*packages, *digests]).encode()).hexdigest()
