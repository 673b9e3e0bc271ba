"""Atom rules: what validators and readers ask of Atom alone, besides the schema."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from interop.feed_rules import ATOM, STONES, Element, Rule, entries, id_of, links, name_of

_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def markup(feed: Element) -> Iterator[str]:
    """Find titles and their like that are not plain text."""
    for element in feed.iter(f"{ATOM}title", f"{ATOM}subtitle", f"{ATOM}rights", f"{ATOM}summary"):
        if element.get("type", "text") != "text" or len(element):
            yield f"{element.get('type')} in {name_of(element)}"


def invalid_moments(feed: Element) -> Iterator[str]:
    """Find moments of Atom that are not in whole seconds with a numeric zone of Geneva (InvalidRFC3339Date)."""
    for element in feed.iter(f"{ATOM}updated", f"{ATOM}published", f"{STONES}deleted-entry"):
        text = element.get("when") or element.text or ""
        if not _ISO.fullmatch(text) or text[-6:] not in {"+01:00", "+02:00"}:
            yield text


def duplicate_alternates(feed: Element) -> Iterator[str]:
    """Find alternates of one type and language (DuplicateAtomLink, :rfc:`4287#section-4.1.2`)."""
    for element in (feed, *entries(feed)):
        kinds = [
            (link.get("type"), link.get("hreflang"))
            for link in links(element)
            if link.get("rel", "alternate") == "alternate"
        ]
        yield from (f"{kind}" for kind, count in Counter(kinds).items() if count > 1)


def first_and_last_alternate_differ(feed: Element) -> Iterator[str]:
    """Find entries and feeds whose first alternate leads elsewhere than the last: readers take either."""
    for element in (feed, *entries(feed)):
        pages = [link.get("href") for link in links(element) if link.get("rel", "alternate") == "alternate"]
        if pages and pages[0] != pages[-1]:
            yield f"{pages[0]} but {pages[-1]}"


def xhtml(feed: Element) -> Iterator[str]:
    """Find texts in XHTML: readers drop the outer block with its language and direction."""
    yield from (name_of(one) for one in feed.iter(etree.Element) if one.get("type") == "xhtml")


def prefixed_atom(feed: Element) -> Iterator[str]:
    """Find a prefix for Atom in Atom (AvoidNamespacePrefix)."""
    if ATOM[1:-1] in {uri for prefix, uri in feed.nsmap.items() if prefix}:
        yield "atom: in Atom"


def missing_author(feed: Element) -> Iterator[str]:
    """Find entries that nobody wrote (MissingAuthor): neither they nor the feed name anybody."""
    if feed.find(f"{ATOM}author/{ATOM}name") is None:
        yield "the feed has no author"
    yield from (id_of(entry) for entry in entries(feed) if entry.find(f"{ATOM}author/{ATOM}name") is None)


def thin_source(feed: Element) -> Iterator[str]:
    """Find sources without id, title or moment (MissingSourceElement)."""
    for source in feed.iter(f"{ATOM}source"):
        yield from (name for name in ("id", "title", "updated") if not source.findtext(f"{ATOM}{name}"))


def tombstones_after_entries(feed: Element) -> Iterator[str]:
    """Find links, tombstones and facts behind the first entry, where the schema has none."""
    behind = False
    for element in feed.iterchildren(etree.Element):
        behind = behind or element.tag == f"{ATOM}entry"
        if behind and element.tag != f"{ATOM}entry":
            yield name_of(element)


RULES: tuple[Rule, ...] = (
    markup,
    invalid_moments,
    duplicate_alternates,
    first_and_last_alternate_differ,
    xhtml,
    prefixed_atom,
    missing_author,
    thin_source,
    tombstones_after_entries,
)
