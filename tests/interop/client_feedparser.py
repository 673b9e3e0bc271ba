"""feedparser: the Python package that reads feeds, Atom and RSS alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from time import struct_time

import attrs

from interop.clients import Client, SeenEntry, SeenFeed, SeenLink, client_module


def start(paths: Sequence[Path]) -> Client:
    """Let feedparser read every file; it complains of what is not well-formed."""
    feedparser = client_module("feedparser")
    saw, complaints = {}, {}
    for path in paths:
        parsed = feedparser.parse(path.read_bytes())
        complaints[path] = [str(parsed.bozo_exception)] if parsed.bozo else []
        saw[path] = _feed(parsed)
    return Client(name="feedparser", version=feedparser.__version__, saw=saw, misread=_guessed, complaints=complaints)


def _guessed(feed: SeenFeed) -> SeenFeed:
    """Misread entries as feedparser 6.0.14 does.

    A link without a type is taken for a page (``_start_link``); an entry of Atom without a page
    gets its id for one (``_end_guid``), where a guid of RSS says that it is none.
    """
    return attrs.evolve(
        feed,
        entries=tuple(
            attrs.evolve(
                entry,
                link=entry.link or (entry.id if feed.id else ""),
                related=tuple(attrs.evolve(link, type=link.type or "text/html") for link in entry.related),
            )
            for entry in feed.entries
        ),
    )


def _feed(parsed):
    feed = parsed.feed
    return SeenFeed(
        id=feed.get("id", ""),
        title=feed.title,
        language=feed.get("language") or feed.title_detail.language,
        self_link=next(link.href for link in feed.links if link.rel == "self"),
        entries=tuple(_entry(entry) for entry in parsed.entries),
    )


def _entry(entry):
    return SeenEntry(
        id=entry.id,
        title=entry.title,
        language=entry.get("language") or entry.title_detail.language or "",
        link=entry.get("link", ""),
        published=_moment(entry.published_parsed),
        updated=_moment(entry.updated_parsed),
        related=tuple(_link(link) for link in entry.get("links", ()) if link.rel == "related"),
    )


def _link(link):
    return SeenLink(href=link.href, type=link.get("type", ""), hreflang=link.get("hreflang", ""))


def _moment(parsed: struct_time) -> dt.datetime:
    return dt.datetime(*parsed[:6], tzinfo=dt.UTC)
