"""Tree: a feed in XML as lxml's elements, mended and within limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

import attrs
from lxml import etree

from gcmfeeds.errors import ForeignFileError
from gcmfeeds.interop.foreign.limits import at_most, most_for
from gcmfeeds.interop.foreign.report import Notes, Subject
from gcmfeeds.interop.foreign_feed.limits import MOST_DEPTH, MOST_ELEMENTS, MOST_OF_ONE, MOST_REFERENCES, MOST_TAGS

_NAMESPACES = {
    "": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "ev": "http://purl.org/rss/1.0/modules/event/",
    "fh": "http://purl.org/syndication/history/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
"""By the prefix that everybody writes; the words of RSS and Atom themselves have none."""

_PREFIXES = {uri.lower(): prefix for prefix, uri in _NAMESPACES.items()} | {
    "": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://backend.userland.com/rss2": "",
    "http://search.yahoo.com/mrss": "media",
}
_REFERENCE = re.compile(r"<!\[CDATA\[(?:.*?\]\]>|.*)|&(?:(?P<name>[A-Za-z][A-Za-z0-9]*);|(?!#))", re.DOTALL)
_KEPT = ("amp", "apos", "gt", "lt", "quot")
_UNDECLARED = "urn:x-undeclared:"


@attrs.frozen(kw_only=True)
class Tree:
    """Hold the parts of a feed.

    Args:
        root: The whole.
        head: What holds what the feed says of itself: ``channel`` or ``feed``.
        entries: In the file's order.
    """

    root: etree._Element
    head: etree._Element
    entries: tuple[etree._Element, ...]


def parse_tree(text: str, most_entries: int, notes: Notes) -> Tree:
    """Read a feed in XML; where it is malformed, as far as it goes.

    Args:
        text: Without a declaration of its encoding.
        most_entries: How many entries it may have; tags and elements may be as many times more.
        notes: Get what is malformed.

    Raises:
        ForeignFileError: It is no feed, or asks too much.
    """
    at_most("tags", most_for(most_entries, MOST_TAGS), text.count("<"))
    at_most("ampersands", most_for(most_entries, MOST_REFERENCES), text.count("&"))
    parser = etree.XMLParser(
        encoding="utf-8",
        load_dtd=False,
        no_network=True,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        resolve_entities=False,
    )
    root = etree.fromstring(_REFERENCE.sub(_mended, text).encode(), parser)
    if root is None:
        raise ForeignFileError("must be a feed: RSS, Atom or JSON Feed", text[:80])
    kind = root.getroottree().docinfo.internalDTD
    if kind is not None and any(kind.iterentities()):  # type: ignore[union-attr]  # the stubs forgot it
        raise ForeignFileError("must declare no entities", "<!ENTITY")
    for fault in list(parser.error_log)[:1]:
        reason = "it is malformed there, and was read as far as can be"
        notes.add(Subject(), f"line {fault.line}", fault.message, reason)
    at_most("elements", most_for(most_entries, MOST_ELEMENTS), sum(1 for _ in root.iter()))
    at_most("elements in each other", MOST_DEPTH, _depth(root))
    for element in root.iter("*"):
        at_most("attributes of an element", MOST_OF_ONE, len(element.attrib))
        _declare(element)
    tree = _parts(root)
    at_most("entries", most_entries, len(tree.entries))
    return tree


def name_of(element: etree._Element) -> str:
    """Give the name of an element with the prefix that everybody writes, ``dc:creator``; an unknown one's own."""
    found = etree.QName(element)
    uri = found.namespace or ""
    prefix = _PREFIXES.get(uri.lower())
    if prefix is None:
        prefix = uri.removeprefix(_UNDECLARED) if uri.startswith(_UNDECLARED) else element.prefix or uri
    return f"{prefix}:{found.localname}" if prefix else found.localname


def _mended(match: re.Match[str]) -> str:
    """Give a reference that XML knows: HTML's names are none, and an ampersand may stand alone."""
    name = match["name"]
    if match[0][0] == "<" or name in _KEPT:
        return match[0]
    if characters := html5.get(f"{name};", ""):
        return "".join(f"&#{ord(one)};" for one in characters)
    return f"&amp;{match[0][1:]}"


def _depth(root: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _declare(element: etree._Element) -> None:
    """Give a name with a prefix that is declared nowhere the namespace that everybody means by it."""
    if ":" in element.tag.rpartition("}")[2]:
        prefix, _, local = element.tag.partition(":")
        element.tag = f"{{{_NAMESPACES.get(prefix) or _UNDECLARED + prefix}}}{local.replace(':', '_')}"
    for name in [str(name) for name in element.attrib if ":" in str(name).rpartition("}")[2]]:
        element.set(name.replace(":", "_"), element.attrib.pop(name))


def _parts(root: etree._Element) -> Tree:
    kind = name_of(root)
    if kind == "feed":
        return Tree(root=root, head=root, entries=tuple(_children(root, "entry")))
    channel = next(_children(root, "channel"), None) if kind in {"rss", "rdf:RDF"} else None
    if channel is None:
        raise ForeignFileError("must be a feed: RSS, Atom or JSON Feed", f"<{kind}>")
    entries = (*_children(channel, "item"), *_children(root, "item"))
    return Tree(root=root, head=channel, entries=entries)


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in parent.iterchildren("*") if name_of(child) == name)
