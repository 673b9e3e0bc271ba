"""Feed: a record as a feedgen ``FeedGenerator``; the door to feedgen.

What feedgen 1.0.0 writes wrongly, late or not at all is written by the two extensions, as their names say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from email.utils import format_datetime
from html import escape
from xml.sax.saxutils import quoteattr

import attrs
from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from gcmfeeds.records.entry import EntryRecord, Link, Person
from gcmfeeds.records.feed import FeedRecord

__all__ = ["FeedGenerator", "atom_bytes", "rss_bytes", "to_feed"]

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
FH = "http://purl.org/syndication/history/1.0"
EV = "http://purl.org/rss/1.0/modules/event/"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class CompleteLinksEntry(FeedEntry):  # type: ignore[misc]  # feedgen has no types
    """Keep all that is said of a link: feedgen writes nothing of an entry's links but ``href`` (its issue 135)."""

    def atom_entry(self, extensions: bool = True) -> etree._Element:  # noqa: FBT001, FBT002  # feedgen's signature
        """Write the entry with complete links."""
        element: etree._Element = super().atom_entry(extensions)
        for link, facts in zip(element.findall("link"), self.link() or [], strict=False):
            for name in ("rel", "type", "hreflang", "title", "length"):
                if facts.get(name):
                    link.set(name, facts[name])
        return element


class FeedCompletion(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """Write a feed's own links, its hubs and archives, its last change and its tombstones.

    feedgen takes the last link added for the site of an RSS feed, whatever its ``rel``, and drops its hubs; it knows
    no tombstones, and writes ``lastBuildDate`` through ``setlocale``, which other threads see.
    """

    record: FeedRecord

    def extend_ns(self) -> dict[str, str]:
        """Declare what is used; of what is not a validator warns."""
        namespaces = {"dc": DC, "ev": EV, "media": MEDIA} if self.record.has_entries else {}
        namespaces |= {"fh": FH} if self.record.is_complete or self.record.archive_url else {}
        return {**namespaces, **({"at": TOMBSTONES} if self.record.tombstones else {})}

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        """Add links and tombstones before the entries, where the schema wants them, and the style sheet before all."""
        _add_style(feed, self.record.style_url)
        _tag_language(feed.find("title"), self.record.title.language, self.record.language)
        for subtitle in feed.findall("subtitle"):
            if self.record.subtitle:
                _tag_language(subtitle, self.record.subtitle.language, self.record.language)
            else:
                feed.remove(subtitle)  # it is there for RSS, which must have a description
        if self.record.rights:
            _tag_language(feed.find("rights"), self.record.rights.language, self.record.language)
        for hub in self.record.hubs:
            _sub(feed, "link", rel="hub", href=hub)
        for rel, href in self._history():
            _sub(feed, "link", rel=rel, type="application/atom+xml", href=href)
        if self.record.is_complete or self.record.archive_url:
            _sub(feed, f"{{{FH}}}{'archive' if self.record.archive_url else 'complete'}")
        for stone in self.record.tombstones:
            _sub(feed, f"{{{TOMBSTONES}}}deleted-entry", ref=stone.ref, when=_iso(stone.when))
        return feed

    def extend_rss(self, rss: etree._Element) -> etree._Element:
        """Add the feed's own link, its hubs, its other editions, the date of its last change, and the style sheet.

        RSS has no archives, and points to no others.
        None of the editions is an alternate: feedparser and SimplePie would take it for the site.
        """
        _add_style(rss, self.record.style_url)
        etree.cleanup_namespaces(rss, keep_ns_prefixes=[name for name in rss.nsmap if name and name != "at"])
        rss.set(XML_LANG, self.record.language)  # by it a style sheet knows the direction
        channel = rss[0]
        _sub(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=self.record.rss_url)
        for sibling in self.record.siblings:
            link = Link(rel="related", href=sibling.rss_url, type="application/rss+xml", hreflang=sibling.language)
            _sub(channel, f"{{{ATOM}}}link", **_attributes(link))
        for hub in self.record.hubs:
            _sub(channel, f"{{{ATOM}}}link", rel="hub", href=hub)
        _sub(channel, "lastBuildDate").text = format_datetime(self.record.updated)
        if self.record.is_complete:
            _sub(channel, f"{{{FH}}}complete")
        return rss

    def _history(self) -> Iterator[tuple[str, str]]:
        """Give the addresses that tie the feed and its archives together (:rfc:`5005#section-4`)."""
        record = self.record
        yield "self", record.archive_url or record.atom_url
        if record.archive_url:
            yield "current", record.atom_url
        if record.previous_url:
            yield "prev-archive", record.previous_url
        if record.following_url:
            yield "next-archive", record.following_url


class EntryCompletion(BaseEntryExtension):  # type: ignore[misc]  # feedgen has no types
    """Write the language, dates, authors, pictures, translations and event of an entry.

    feedgen has no language for an entry, writes RSS dates through ``setlocale`` and a plain summary where RSS readers
    take HTML, drops authors without a mail address and writes several of the others where there may be one, has no link
    in an RSS item but its page, gives a picture of unknown length the length 0, and writes a source for Atom without
    the id and date that it must have.
    """

    record: EntryRecord

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        """Complete an Atom entry."""
        entry.set(XML_LANG, self.record.language)
        if self.record.summary:
            _tag_language(entry.find("summary"), self.record.summary.language, self.record.language)
        _sub(entry, "published").text = _iso(self.record.published)
        self._extend_event(entry)
        return entry

    def extend_rss(self, item: etree._Element) -> etree._Element:
        """Complete an RSS item."""
        item.set(XML_LANG, self.record.language)
        for description in item.findall("description") if self.record.summary else ():
            description.text = escape(description.text or "", quote=False)
        for element in item.findall("author"):
            item.remove(element)
        _sub(item, "pubDate").text = format_datetime(self.record.published)
        for author in self.record.authors:
            _sub(item, f"{{{DC}}}creator").text = author.name
        _sub(item, f"{{{DC}}}language").text = self.record.language
        _sub(item, f"{{{ATOM}}}updated").text = _iso(self.record.updated)
        for link in (*self.record.links, *(attrs.evolve(one, rel="related") for one in self.record.translations)):
            if link.rel == "related":
                _sub(item, f"{{{ATOM}}}link", **_attributes(link))
            elif link.rel == "via":
                _sub(item, "source", url=link.href).text = link.title
            elif link.rel == "enclosure":
                _extend_media(item, link)
        self._extend_event(item)
        return item

    def _extend_event(self, element: etree._Element) -> None:
        if self.record.occasion:
            for name in ("startdate", "enddate", "location", "organizer"):
                if value := getattr(self.record.occasion, name):
                    _sub(element, f"{{{EV}}}{name}").text = value


def to_feed(record: FeedRecord) -> FeedGenerator:
    """Make a feedgen feed of a record.

    Args:
        record: Of an edition.

    Returns:
        A generator to extend; its ``atom_str`` and ``rss_str``, with ``pretty=True``, give the same bytes
        as :func:`gcmfeeds.to_atom` and :func:`gcmfeeds.to_rss`.
    """
    feed = FeedGenerator()
    feed.register_extension("gcmfeeds", FeedCompletion)
    feed.gcmfeeds.record = record
    feed.id(record.id)
    feed.title(record.title.value)
    feed.subtitle((record.subtitle or record.title).value)
    feed.language(record.language)
    feed.updated(record.updated)
    feed.generator("gcmfeeds")
    feed.docs("https://www.rssboard.org/rss-specification")
    own = Link(rel="alternate", href=record.alternate, type="text/html", hreflang=record.language)
    others = [
        Link(rel="alternate", href=sibling.atom_url, type="application/atom+xml", hreflang=sibling.language)
        for sibling in record.siblings
    ]
    for link in alternates(own, others):
        feed.link(_attributes(link))
    if record.rights:
        feed.rights(record.rights.value)
    feed.author(_author(record.author))
    no_setlocale(feed)
    for entry in record.entries:
        feed.add_entry(_entry(entry), order="append")
    return feed


def no_setlocale(feed: FeedGenerator) -> None:
    """Take feedgen's own ``lastBuildDate`` away: writing it calls ``locale.setlocale``. There is no public way."""
    feed._FeedGenerator__rss_lastBuildDate = None  # noqa: SLF001  # see above


def atom_bytes(feed: FeedGenerator) -> bytes:
    """Write a feed as Atom."""
    written: bytes = feed.atom_str(pretty=True)
    return written


def rss_bytes(feed: FeedGenerator) -> bytes:
    """Write a feed as RSS 2.0."""
    written: bytes = feed.rss_str(pretty=True)
    return written


def _entry(record: EntryRecord) -> CompleteLinksEntry:
    entry = CompleteLinksEntry()
    entry.register_extension("gcmfeeds", EntryCompletion)
    entry.gcmfeeds.record = record
    entry.guid(record.id, permalink=False)
    entry.title(record.title)
    entry.updated(record.updated)
    entry.content(record.content, type="html")
    if record.summary:
        entry.description(record.summary.value, isSummary=True)
    for author in record.authors:
        entry.author({**_author(author)})
    page, *links = record.links
    for link in (*alternates(page, record.translations), *links):
        entry.link(_attributes(link))
    for category in record.categories:
        facts = {"term": category.term, "label": category.label, "scheme": category.scheme}
        entry.category({name: value for name, value in facts.items() if value})
    return entry


def alternates(own: Link, others: Sequence[Link]) -> Sequence[Link]:
    """Put a page and its translations so that every reader takes the page for the entry's, or feed's, own.

    SimplePie, rss-parser, miniflux and others take the first alternate that there is, feedparser, node-feedparser,
    Liferea and newsboat the last: so it stands at both ends. With the same language both times it would be a duplicate
    (:rfc:`4287#section-4.1.2`).
    """
    return [own, *others, attrs.evolve(own, hreflang="")] if others else [own]


def _extend_media(item: etree._Element, link: Link) -> None:
    """Add a picture in the words of Media RSS; one of unknown length is no enclosure, which must say it."""
    for enclosure in item.findall("enclosure") if link.length is None else ():
        item.remove(enclosure)
    facts = {"url": link.href, "type": link.type, "medium": "image"}
    content = _sub(item, f"{{{MEDIA}}}content", **facts)
    if link.length is not None:
        content.set("fileSize", str(link.length))
    _sub(content, f"{{{MEDIA}}}title", type="plain").text = link.title  # a description feedparser takes for the summary


def _author(person: Person) -> dict[str, str]:
    facts = {"name": person.name, "uri": person.uri, "email": person.email}
    return {name: value for name, value in facts.items() if value}


def _attributes(link: Link) -> dict[str, str]:
    facts = {"rel": link.rel, "type": link.type, "hreflang": link.hreflang, "title": link.title, "href": link.href}
    attributes = {name: value for name, value in facts.items() if value}
    return attributes if link.length is None else {**attributes, "length": str(link.length)}


def _add_style(root: etree._Element, url: str) -> None:
    """Name the style sheet by which a browser shows the feed; browsers do not transform XML any more."""
    root.addprevious(etree.ProcessingInstruction("xml-stylesheet", f'type="text/css" href={quoteattr(url)}'))


def _tag_language(element: etree._Element | None, language: str, around: str) -> None:
    if element is not None and language not in ("", around):
        element.set(XML_LANG, language)


def _sub(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, name, attributes)


def _iso(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="seconds")
