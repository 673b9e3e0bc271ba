"""Markup: what RSS and Atom say: words, dates and people by feedparser, links and attachments as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from gcmfeeds.errors import ForeignFileError
from gcmfeeds.interop.foreign.report import Notes
from gcmfeeds.interop.foreign_feed.dates import Date
from gcmfeeds.interop.foreign_feed.elements import Elements, holds, value_of
from gcmfeeds.interop.foreign_feed.limits import MOST_IN_A_LINE, MOST_IN_A_NAME
from gcmfeeds.interop.foreign_feed.parse import moment_of, parse_feed
from gcmfeeds.interop.foreign_feed.said import (
    Attachment,
    Label,
    Page,
    Person,
    Remark,
    SaidEntry,
    SaidFeed,
    Words,
    absolute,
)
from gcmfeeds.interop.foreign_feed.tree import Tree, name_of, parse_tree
from gcmfeeds.model.rules import is_web_address

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_TITLES = ("title", "dc:title")
_SUMMARIES = ("summary", "description", "dc:description", "abstract")
_SUBTITLES = ("subtitle", "description", "tagline", "dc:description", "itunes:summary")
_CONTENTS = ("content:encoded", "content", "xhtml:body", "body", "fullitem")
_PUBLISHED = ("published", "pubDate", "issued", "dcterms:issued", "created", "dcterms:created")
_UPDATED = ("updated", "lastBuildDate", "modified", "dcterms:modified", "dc:date")
_PEOPLE = ("author", "managingEditor", "dc:creator", "dc:author")
_LABELS = ("category", "dc:subject")
_LANGUAGES = ("language", "dc:language")
_HEARD = ("text/calendar",)
_OF_ITS_OWN = "a catalogue says this by itself"
_MORE = "the file is a part of a feed: import what stands there too"
_IN_A_FEED = {"next": _MORE, "prev-archive": _MORE}
_REASONS = {
    "comments": "there are no comments on an announcement",
    "ev:": "an announcement has no time and place of its own: write an event",
    "rights": "nothing in an announcement says whose it is",
    "slash:": "there are no comments on an announcement",
    "source": "an announcement does not say where it comes from",
    "thr:": "there are no comments on an announcement",
    "wfw:": "there are no comments on an announcement",
}


def read_xml(text: str, most_entries: int, notes: Notes) -> SaidFeed:
    """Read RSS (0.9x, 1.0, 2.0) or Atom.

    Args:
        text: The file, without a declaration of its encoding.
        most_entries: How many entries it may have.
        notes: Get what is malformed.

    Raises:
        ForeignFileError: It is no feed, or asks too much.
    """
    tree = parse_tree(text, most_entries, notes)
    strays = _without_strays(tree)
    head = _Head(tree)
    drafts = [_Draft(element) for element in tree.entries]
    etree.cleanup_namespaces(tree.root)
    feed, entries = parse_feed(etree.tostring(tree.root, encoding="utf-8", xml_declaration=True))
    if len(entries) != len(drafts):
        raise ForeignFileError("must have as many entries as feedparser finds", len(entries))
    said = tuple(draft.said(entry) for draft, entry in zip(drafts, entries, strict=True))
    return head.said(feed, said, strays)


def _without_strays(tree: Tree) -> list[etree._Element]:
    """Take out entries that stand where none can, which feedparser would count."""
    known = set(tree.entries)
    strays = [
        element
        for element in tree.root.iter("*")
        if element not in known and etree.QName(element).localname.lower() in {"item", "entry"}
    ]
    for element in strays:
        element.getparent().remove(element)  # type: ignore[union-attr]  # the root is none
    return strays


class _Head:
    """Hold what a feed says of itself, before feedparser and after."""

    def __init__(self, tree: Tree) -> None:
        elements = Elements(tree.head, but=("item", "entry"))
        self._remarks = elements.remarks
        self._language = _language(elements.one(*_LANGUAGES)) or tree.head.get(_LANG) or tree.root.get(_LANG) or ""
        self._buried = {
            element.get("ref", ""): element.get("when", "") for element in elements.take_out("at:deleted-entry")
        }
        self.url = self._own = ""
        for rel, href, element in _links(elements):
            if rel == "self":
                self._own = self._own or href
            elif rel == "alternate" and (not self.url or not element.get("hreflang")):
                self.url = href  # of several, the one without hreflang is our own
            elif rel not in {"alternate", "hub", "current", "first", "last", "previous", "prev", "next-archive"}:
                elements.remark(f"link {rel}", href, _IN_A_FEED.get(rel, _OF_ITS_OWN))
        self._title, self._subtitle = elements.one(*_TITLES), elements.one(*_SUBTITLES)
        self._updated = elements.one(*_UPDATED, *_PUBLISHED)
        _take_author(elements)
        elements.drop("id", "generator", "docs", "items", "fh:complete", "fh:archive")
        elements.note_rest({}, _OF_ITS_OWN)
        if tree.root is not tree.head:
            others = Elements(tree.root, but=("item", "channel"))
            others.note_rest({}, _OF_ITS_OWN)
            self._remarks += others.remarks
            for element in tree.root.iterchildren("*"):
                if name_of(element) == "channel" and element is not tree.head:
                    tree.root.remove(element)
                    elements.remark("channel", value_of(element), "a file has one: the first was read")

    def said(self, data: Any, entries: tuple[SaidEntry, ...], strays: list[etree._Element]) -> SaidFeed:
        """Give what the feed says."""
        elements = [(name_of(stray), value_of(stray)) for stray in strays]
        remarks = [Remark(name, value, "it stands where no entry can") for name, value in elements]
        base = self._own or self.url
        return SaidFeed(
            title=_words(self._title, data.get("title_detail")),
            subtitle=_words(self._subtitle, data.get("subtitle_detail")),
            url=absolute(base, self.url),
            base=base,
            language=self._language,
            updated=_date(self._updated, data),
            people=_people(data),
            entries=entries,
            buried=self._buried,
            remarks=(*self._remarks, *remarks),
        )


class _Draft:
    """Hold what an entry says, before feedparser and after."""

    def __init__(self, element: etree._Element) -> None:
        elements = Elements(element)
        self._remarks = elements.remarks
        self._language = _language(elements.one(*_LANGUAGES)) or _inherited(element)
        self._pages: list[Page] = []
        self._attachments: list[Attachment] = []
        id_ = elements.one("id", "guid")
        self._id = value_of(id_) if id_ is not None else element.get(_ABOUT, "")
        self._take_links(elements)
        if id_ is not None:
            if name_of(id_) == "guid" and id_.get("isPermaLink", "true") == "true" and is_web_address(self._id):
                self._pages = self._pages or [Page(url=self._id)]
            element.remove(id_)
        self._take_files(elements)
        self._title, self._summary = elements.one(*_TITLES), elements.one(*_SUMMARIES)
        self._content = _inline(elements.one(*_CONTENTS), elements)
        self._published, self._updated = elements.one(*_PUBLISHED), elements.one(*_UPDATED)
        _take_author(elements)
        for label in elements.take(*_LABELS):
            label.text = (label.text or "")[:MOST_IN_A_LINE] or None
        elements.note_rest(_REASONS)

    def _take_links(self, elements: Elements) -> None:
        for rel, href, element in _links(elements):
            kind = element.get("type", "").lower()
            if rel == "alternate" and (not kind or "html" in kind):
                self._pages.append(Page(url=href, language=element.get("hreflang", "")))
            elif rel in {"enclosure", "related"} and kind not in _HEARD:
                self._attachments.append(_attachment(f"link {rel}", element, href))
            elif kind in _HEARD:
                elements.remark(f"link {rel}", href, "an event stands in its calendar: import that")
            elif rel not in {"self", "alternate", "edit"}:
                elements.remark(f"link {rel}", href, "nothing in an announcement says this")
            elif rel == "alternate":
                elements.remark(f"link {rel}", href, f"a page is HTML, and this is {kind}")

    def _take_files(self, elements: Elements) -> None:
        """Take ``enclosure`` and Media RSS."""
        for element in elements.take_out("enclosure"):
            self._attachments.append(_attachment("enclosure", element, element.get("url", "")))
        for outer in elements.take_out("media:group", "media:content", "media:thumbnail"):
            for element in outer.iter("*"):
                name = name_of(element)
                if name in {"media:content", "media:thumbnail"}:
                    self._attachments.append(_media(name, element))
                elif holds(element) and name not in {"media:group", "media:title"}:
                    elements.remark(name, value_of(element), "nothing in an announcement says this")

    def said(self, data: Any) -> SaidEntry:
        """Give what the entry says."""
        contents = data.get("content") or [None]
        return SaidEntry(
            id=self._id or next((page.url for page in self._pages), ""),
            language=self._language,
            title=_words(self._title, data.get("title_detail")),
            summary=_words(self._summary, data.get("summary_detail")),
            content=_words(self._content, contents[0]),
            published=_date(self._published, data, "published_parsed", "created_parsed"),
            updated=_date(self._updated, data),
            pages=tuple(self._pages),
            attachments=tuple(self._attachments),
            labels=tuple(_labels(data)),
            people=_people(data),
            remarks=tuple(self._remarks),
        )


# ---- what stands in the file -----------------------------------------------------------------------------------------


def _links(elements: Elements) -> list[tuple[str, str, etree._Element]]:
    """Take the links out: relation, address and element of each; RSS writes the address between the tags."""
    found = []
    for element in elements.take("link"):
        href = (element.get("href") or element.text or "").strip()[:MOST_IN_A_LINE]
        if href:
            rel = element.get("rel", "alternate").lower()
            found.append((rel, absolute(element.base or "", href), element))  # outside of the file it has no base
        elements.remove(element)
    return found


def _attachment(name: str, element: etree._Element, url: str) -> Attachment:
    return Attachment(
        name=name,
        url=url.strip(),
        media_type=element.get("type", ""),
        length=element.get("length", ""),
        title=element.get("title", ""),
        language=element.get("hreflang", ""),
    )


def _media(name: str, element: etree._Element) -> Attachment:
    titles = [value_of(child) for child in element.iterchildren("*") if name_of(child) == "media:title"]
    return Attachment(
        name=name,
        url=element.get("url", "").strip(),
        media_type=element.get("type", ""),
        length=element.get("fileSize", ""),
        title=next(iter(titles), ""),
        is_image=name == "media:thumbnail" or element.get("medium") == "image",
    )


def _inline(element: etree._Element | None, elements: Elements) -> etree._Element | None:
    """Give a content that is text and stands in the file; one that is not is noted, and taken out."""
    if element is None:
        return None
    where, kind = element.get("src", ""), element.get("type", "text").lower()
    if not where and ("/" not in kind or kind.startswith("text/") or "xml" in kind):
        return element
    elements.remark(name_of(element), where, "it stands elsewhere" if where else f"it is no text but {kind}")
    elements.remove(element)
    return None


def _language(element: etree._Element | None) -> str:
    return "" if element is None else value_of(element)


def _inherited(element: etree._Element) -> str:
    """Give the xml:lang that is in effect; empty for none."""
    return next((one.get(_LANG, "") for one in (element, *element.iterancestors()) if one.get(_LANG)), "")


def _take_author(elements: Elements) -> None:
    """Leave the first author: feedparser gives those behind it what it has and they have not.

    Long names are cut: it looks for addresses in them, in the square of their length.
    """
    author = elements.one(*_PEOPLE, otherwise="an announcement has one author: the first")
    for element in author.iter("*") if author is not None else ():
        if element.text and len(element.text) > MOST_IN_A_NAME:
            elements.remark(name_of(element), element.text, f"it was cut after {MOST_IN_A_NAME} characters")
            element.text = element.text[:MOST_IN_A_NAME]


# ---- what feedparser makes of it -------------------------------------------------------------------------------------


def _words(element: etree._Element | None, detail: Any) -> Words | None:
    if element is None or not detail or not detail["value"]:
        return None
    return Words(
        name=name_of(element),
        value=detail["value"],
        is_html="html" in detail["type"],
        language=detail["language"] or "",
        base=detail["base"] or "",
    )


def _date(element: etree._Element | None, data: Any, *names: str) -> Date | None:
    if element is None:
        return None
    parsed = next(filter(None, map(data.get, names or ("updated_parsed", "published_parsed"))), None)
    return Date(name=name_of(element), raw=value_of(element)[:MOST_IN_A_LINE], guess=moment_of(parsed))


def _people(data: Any) -> tuple[Person, ...]:
    found = (
        Person(name=one.get("name", ""), address=one.get("email", ""), url=one.get("href", ""))
        for one in data.get("authors", ())
    )
    return tuple(person for person in found if person != Person())


def _labels(data: Any) -> Iterator[Label]:
    for tag in data.get("tags", ()):
        term, label, scheme = (tag.get(name) or "" for name in ("term", "label", "scheme"))
        yield Label(term=term, label=label, scheme=scheme)
