"""Maker: what a document depends on besides the catalogue."""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("babel", "feedgen", "icalendar", "jinja2", "lxml", "nh3", "pytz")
_SUFFIXES = {".css", ".html", ".py", ".toml"}


@functools.cache
def maker() -> str:
    """Give the digest of all that decides what bytes become of a record: this program and what it writes with."""
    sources = sorted(path for path in Path(__file__).parents[1].rglob("*") if path.suffix in _SUFFIXES)
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in sources]
    packages = [f"{name} {_version(name)}" for name in _PACKAGES]
    return hashlib.sha256("\n".join([*packages, *digests]).encode()).hexdigest()


def _version(name: str) -> str:
    """Give the version of a package; empty where it is not installed, which is said where it is needed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
