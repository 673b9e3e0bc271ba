"""Atom: a feed record as the bytes of RFC 4287."""

from __future__ import annotations

import re

from gcmfeeds.interop.feed import atom_bytes, to_feed
from gcmfeeds.records.feed import FeedRecord
from gcmfeeds.writers.xml import Shape

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
SUFFIX = ".atom"
SHAPE = Shape(begin=b"  <entry ", foot=b"</feed>\n", id=re.compile(rb"<id>(.*?)</id>"))


def render(record: FeedRecord) -> bytes:
    """Write a feed as an Atom document in UTF-8."""
    return atom_bytes(to_feed(record))
