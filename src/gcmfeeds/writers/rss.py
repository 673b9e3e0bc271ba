"""RSS: a feed record as the bytes of RSS 2.0."""

from __future__ import annotations

import re

from gcmfeeds.interop.feed import rss_bytes, to_feed
from gcmfeeds.records.feed import FeedRecord
from gcmfeeds.writers.xml import Shape

MEDIA_TYPE = "application/rss+xml; charset=utf-8"
SUFFIX = ".rss"
SHAPE = Shape(
    begin=b"    <item ",
    foot=b"  </channel>\n</rss>\n",
    id=re.compile(rb'<guid isPermaLink="false">(.*?)</guid>'),
)


def render(record: FeedRecord) -> bytes:
    """Write a feed as an RSS document in UTF-8."""
    return rss_bytes(to_feed(record))
