"""feedparser: the Python package that reads feeds, Atom and RSS alike."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from time import struct_time

import attrs

from interop.clients import Client, SeenEntry, SeenFeed, SeenLink, client_module

_ADDRESS = re.compile(r"[\w.+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,4}")


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

    A link without a type is taken for a page (``_start_link``); what looks like a mail address in the name of a
    creator is no part of the name (``_sync_author_detail``).
    """
    return attrs.evolve(
        feed,
        entries=tuple(
            attrs.evolve(
                entry,
                authors=entry.authors if feed.id else tuple(_ADDRESS.sub("", name) for name in entry.authors),
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
        link=feed.link,
        self_link=next(link.href for link in feed.links if link.rel == "self"),
        rights=feed.get("rights", ""),
        entries=tuple(_entry(entry) for entry in parsed.entries),
    )


def _entry(entry):
    links = entry.get("links", ())
    translations = [_link(link) for link in links if _is_translation(link, entry)]
    related = [_link(link) for link in links if link.rel == "related" and not _is_translation(link, entry)]
    return SeenEntry(
        id=entry.id,
        title=entry.title,
        language=entry.get("language") or entry.title_detail.language or "",
        link=entry.get("link", ""),
        published=_moment(entry.published_parsed),
        updated=_moment(entry.updated_parsed),
        related=tuple(related),
        translations=tuple(translations),
        enclosures=tuple(_link(link) for link in links if link.rel == "enclosure"),
        authors=tuple(author.name for author in entry.authors),
        categories=tuple((tag.scheme or "", tag.label or tag.term) for tag in entry.get("tags", ())),
        source=next((link.href for link in links if link.rel == "via"), entry.get("source", {}).get("href", "")),
        start=entry.get("ev_startdate", ""),
    )


def _is_translation(link, entry):
    """Say whether a link is to a page in another language: in Atom an alternate, in RSS a related one; untitled."""
    is_page = link.get("type") == "text/html" and bool(link.get("hreflang")) and "title" not in link
    return is_page and link.rel in ("alternate", "related") and link.href != entry.link


def _link(link):
    return SeenLink(href=link.href, type=link.get("type", ""), hreflang=link.get("hreflang", ""))


def _moment(parsed: struct_time) -> dt.datetime:
    return dt.datetime(*parsed[:6], tzinfo=dt.UTC)
