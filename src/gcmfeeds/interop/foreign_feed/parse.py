"""Parse: what feedparser makes of a feed; the one door to it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from xml.parsers import expat

import attrs

from gcmfeeds.errors import ForeignFileError

try:
    import feedparser
except ImportError as error:
    raise ImportError(f"reading feeds needs more packages ({error}): pip install 'gcmfeeds[publish]'") from error


@attrs.frozen
class _Octets:
    """Hold octets as a stream: given as they are feedparser would look for a file of that name first."""

    data: bytes

    def read(self) -> bytes:
        """Give all of them."""
        return self.data


def parse_feed(data: bytes) -> tuple[Any, list[Any]]:
    """Read a feed; nothing is fetched, cleaned or made absolute, which is done where it is carried.

    Args:
        data: Well-formed XML in UTF-8, without a document type.

    Returns:
        What feedparser calls feed and entries.

    Raises:
        ForeignFileError: It cannot be read.
    """
    try:
        # Of what Expat refuses feedparser would make something with regular expressions, in any time.
        expat.ParserCreate(namespace_separator=" ").Parse(data, True)  # noqa: FBT003  # expat's signature
        found = feedparser.parse(_Octets(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # it raises whatever its handlers meet
        raise ForeignFileError("must be a feed in XML", str(error)) from error
    return found.feed, found.entries


def moment_of(parsed: Any) -> dt.datetime | None:
    """Give one of feedparser's times as a moment; None for none."""
    try:
        return dt.datetime(*parsed[:6]).replace(tzinfo=dt.UTC) if parsed else None  # noqa: DTZ001  # it is in UTC
    except (ValueError, OverflowError):
        return None
