"""RSS: a feed record as the bytes of RSS 2.0."""

from __future__ import annotations

from gcmfeeds.interop.feed import rss_bytes, to_feed
from gcmfeeds.records.feed import FeedRecord

MEDIA_TYPE = "application/rss+xml; charset=utf-8"
SUFFIX = ".rss"


def render(record: FeedRecord) -> bytes:
    """Write a feed as an RSS document in UTF-8."""
    return rss_bytes(to_feed(record))
