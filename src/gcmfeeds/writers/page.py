"""Page: records of pages as HTML, and rows of lists as pieces, so that those written before need not be made again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gcmfeeds.language.choose import direction
from gcmfeeds.language.html import tagged_span
from gcmfeeds.markup import bundled, fill
from gcmfeeds.records.index import IndexRecord, RootRecord
from gcmfeeds.records.page import PageRecord
from gcmfeeds.records.row import Row

MEDIA_TYPE = "text/html; charset=utf-8"
SUFFIX = ".html"
STYLE_MEDIA_TYPE = "text/css; charset=utf-8"

_FUNCTIONS: Mapping[str, Callable[..., Any]] = {"direction": direction, "span": tagged_span}
_ROW = re.compile(rb'^<li id="([a-z0-9-]+)">.*</li>\n', re.MULTILINE)


def render(record: PageRecord) -> bytes:
    """Write the page of an item: HTML that runs nothing, and asks for nothing but its style sheet and pictures."""
    return fill("page.html", _FUNCTIONS, page=record, frame=record.frame).encode()


def render_index(record: IndexRecord) -> bytes:
    """Write the first page of an edition."""
    lists = (record.upcoming, record.announcements, record.past)
    upcoming, announcements, past = ([render_row(row) for row in rows] for rows in lists)
    return around(record, upcoming, announcements, past)


def around(
    head: IndexRecord, upcoming: Sequence[bytes], announcements: Sequence[bytes], past: Sequence[bytes]
) -> bytes:
    """Write the first page of an edition around rows that are written already.

    Args:
        head: The page's record; its own rows are not looked at.
        upcoming: Of the events that are running or to come.
        announcements: Of the newest ones.
        past: Of the events that are over.
    """
    phrases = head.frame.phrases
    lists = ((phrases.upcoming, upcoming), (phrases.announcements, announcements), (phrases.past, past))
    sections = [(heading, b"".join(rows).decode()) for heading, rows in lists if rows]
    return fill("index.html", _FUNCTIONS, page=head, frame=head.frame, sections=sections).encode()


def render_row(row: Row) -> bytes:
    """Write a row of a list on one line."""
    return fill("row.html", _FUNCTIONS, row=row).encode()


def written_rows(body: bytes) -> dict[str, bytes]:
    """Take the rows out of a page that was written before, by their names; no text holds a line break or a ``<``."""
    return {match[1].decode(): match[0] for match in _ROW.finditer(body)}


def render_root(record: RootRecord) -> bytes:
    """Write the first page of the whole tree."""
    return fill("root.html", _FUNCTIONS, page=record).encode()


def style_sheet(name: str) -> bytes:
    """Give the style sheet of the pages, or of the feeds, by its path in the tree."""
    return bundled(name)
