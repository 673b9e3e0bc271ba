"""feedparser: the Python package that reads feeds, Atom and RSS alike."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from time import struct_time

import attrs

from interop.clients import (
    Client,
    SeenCategory,
    SeenEntry,
    SeenFeed,
    SeenFile,
    SeenLink,
    client_module,
    html_text,
    html_tree,
)

_BDI = re.compile("</?bdi>")
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
    creator is no part of the name (``_sync_author_detail``); ``<bdi>`` is dropped, but not what is in it
    (``acceptable_elements``).
    """
    return attrs.evolve(
        feed,
        entries=tuple(
            attrs.evolve(
                entry,
                content=_BDI.sub("", entry.content),
                authors=entry.authors if feed.id else tuple(_ADDRESS.sub("", name) for name in entry.authors),
                related=tuple(sorted(attrs.evolve(link, type=link.type or "text/html") for link in entry.related)),
            )
            for entry in feed.entries
        ),
    )


def _feed(parsed):
    feed, is_rss = parsed.feed, parsed.version.startswith("rss")
    kind = ("related", "application/rss+xml") if is_rss else ("alternate", "application/atom+xml")
    return SeenFeed(
        id=feed.get("id", ""),
        title=feed.title,
        language=feed.get("language") or feed.title_detail.language,
        site=feed.link,
        self_link=next(link.href for link in feed.links if link.rel == "self"),
        rights=feed.get("rights", ""),
        editions=_sorted(link for link in feed.links if (link.rel, link.get("type", "")) == kind),
        entries=tuple(_entry(entry, is_rss=is_rss) for entry in parsed.entries),
    )


def _entry(entry, *, is_rss):
    content, summary = _body(entry)
    links, page = entry.get("links", ()), entry.get("link", "")
    return SeenEntry(
        id=entry.id,
        title=entry.title,
        language=entry.get("language") or entry.title_detail.language or "",
        link=page,
        published=_moment(entry.published_parsed),
        updated=_moment(entry.updated_parsed),
        content=html_tree(content),
        summary=summary,
        authors=tuple(author.name for author in entry.authors),
        categories=tuple(_category(tag, is_rss=is_rss) for tag in entry.get("tags", ())),
        enclosures=tuple(_file(file) for file in entry.get("enclosures", ())),
        related=_sorted(link for link in links if link.rel == "related"),
        translations=_sorted(link for link in links if link.rel == "alternate" and link.href != page),
        source=next((link.href for link in links if link.rel == "via"), entry.get("source", {}).get("href", "")),
        start=entry.get("ev_startdate", ""),
    )


def _body(entry):
    """Give content and summary.

    Of RSS, a description alone is the content; of Atom, a content alone is the summary too, but without a detail
    (``_end_content``).
    """
    if "content" not in entry:
        return entry.summary, ""
    content, summary = entry.content[0].value, entry.get("summary_detail")
    if summary is None:
        return content, ""
    return content, html_text(summary.value) if summary.type == "text/html" else summary.value


def _category(tag, *, is_rss):
    """Give what is seen of a category: feedparser calls RSS's label a term."""
    term, label = ("", tag.term) if is_rss else (tag.term, tag.label)
    return SeenCategory(term=term, label=label, scheme=tag.scheme or "")


def _file(file):
    return SeenFile(href=file.href, type=file.type, length=int(file.length) if "length" in file else None)


def _sorted(links):
    return tuple(
        sorted(SeenLink(href=link.href, type=link.get("type", ""), hreflang=link.get("hreflang", "")) for link in links)
    )


def _moment(parsed: struct_time) -> dt.datetime:
    return dt.datetime(*parsed[:6], tzinfo=dt.UTC)
