"""Feed rules: what validators and readers ask of a feed, each as a function that gives what is wrong in a document.

Where a validator has a message for it, that stands in brackets. What is for Atom or RSS alone stands in
``atom_rules`` and ``rss_rules``.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from lxml import etree
from lxml.html import fragment_fromstring

from gcmfeeds.language.bidi import as_written
from gcmfeeds.model.text import ILLEGAL, is_tag

Element = etree._Element
Rule = Callable[[Element], Iterable[str]]

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
EV = "{http://purl.org/rss/1.0/modules/event/}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
STONES = "{http://purl.org/atompub/tombstones/1.0}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_TAG_URI = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[a-z]+/[a-z0-9-]+/[A-Za-z0-9-]+")
_WEB = re.compile(r"https?://[^/\s]+\S*")
_MEDIA_TYPE = re.compile(r"[a-z]+/[A-Za-z0-9.+-]+(; ?charset=utf-8)?")
_HTML = re.compile(r"</?[a-z][a-z0-9]*(\s[^<>]*)?/?>|<!--", re.IGNORECASE)
_RUNS = frozenset("script iframe style object embed form input meta link base".split())
_RELS = frozenset(
    "alternate current enclosure first hub last next next-archive prev-archive previous related self via".split()
)
_OF_PAGES = frozenset("current first last next next-archive prev-archive previous".split())


def is_atom(feed: Element) -> bool:
    """Say whether a document is Atom."""
    return feed.tag == f"{ATOM}feed"


def entries(feed: Element) -> list[Element]:
    """Give the entries of Atom, or the items of RSS."""
    return feed.findall(f"{ATOM}entry" if is_atom(feed) else "channel/item")


def links(element: Element) -> list[Element]:
    """Give the links of a feed or an entry that are Atom's."""
    return element.findall(f"{ATOM}link")


def head(feed: Element) -> Element:
    """Give what holds what is said of the feed itself."""
    return feed if is_atom(feed) else feed.find("channel")


def all_links(feed: Element) -> Iterator[Element]:
    """Give every link of Atom in a document."""
    return feed.iter(f"{ATOM}link")


def bodies(feed: Element) -> Iterator[Element]:
    """Give every element of which the text is HTML."""
    for entry in entries(feed):
        yield from entry.iterfind(CONTENT)
        yield from entry.iterfind("description")
        yield from (one for one in entry.iterchildren(f"{ATOM}content", f"{ATOM}summary") if one.get("type") == "html")


@functools.lru_cache(maxsize=256)
def _tree(html: str) -> Element:
    return fragment_fromstring(html, create_parent="body")


def _elements(feed: Element) -> Iterator[Element]:
    for body in bodies(feed):
        yield from _tree(body.text or "").iterdescendants(etree.Element)


def name_of(element: Element) -> str:
    """Give the name of an element without its namespace."""
    return etree.QName(element).localname


def illegal_characters(feed: Element) -> Iterator[str]:
    """Find controls, bidi controls and noncharacters, but for the isolate that a whole title stands in.

    RSS, which must have a description, takes the title where there is none.
    """
    titles = {element.text for element in feed.iter("title", f"{ATOM}title", "{http://search.yahoo.com/mrss/}title")}
    for element in feed.iter(etree.Element):
        for text in (element.text, *element.attrib.values()):
            plain = as_written(text or "") if text in {*titles, element.get("title")} else text or ""
            yield from (f"U+{ord(found):04X} in {name_of(element)}" for found in ILLEGAL.findall(plain))


def missing_self(feed: Element) -> Iterator[str]:
    """Find a feed that does not say where it stands (MissingSelf)."""
    if [link.get("rel") for link in links(head(feed))].count("self") != 1:
        yield "no self, or several"


def self_with_another_type(feed: Element) -> Iterator[str]:
    """Find an own address that claims another media type than the document's."""
    kind = "application/atom+xml" if is_atom(feed) else "application/rss+xml"
    yield from (
        f"self of {link.get('type')}"
        for link in links(head(feed))
        if link.get("rel") == "self" and link.get("type") != kind
    )


def relative_addresses(feed: Element) -> Iterator[str]:
    """Find addresses that are not whole (InvalidFullLink), outside of bodies."""
    for element in feed.iter(etree.Element):
        found = [element.get(name) for name in ("href", "url", "src", "scheme", "domain") if name in element.attrib]
        if name_of(element) in {"uri", "icon", "logo", "docs"} or (name_of(element) == "link" and not element.attrib):
            found.append(element.text)
        yield from (f"{url} in {name_of(element)}" for url in found if not _WEB.fullmatch(url or ""))


def relative_references(feed: Element) -> Iterator[str]:
    """Find addresses in bodies that are not whole (ContainsRelRef), or of a scheme that runs."""
    for element in _elements(feed):
        for name in ("href", "src", "cite", "poster", "srcset"):
            url = element.get(name, "https://example.org/")
            if not _WEB.match(url) and not url.startswith("mailto:"):
                yield f"{url} in {element.tag}"


def security_risk(feed: Element) -> Iterator[str]:
    """Find in bodies what runs or draws elsewhere (SecurityRisk): script, frames, style, event handlers."""
    for element in _elements(feed):
        if element.tag in _RUNS:
            yield str(element.tag)
        yield from (f"{element.tag} {name}" for name in element.attrib if name.startswith("on") or name == "style")


def body_without_direction(feed: Element) -> Iterator[str]:
    """Find whole bodies that are not inside one block with its language and direction; readers guess otherwise."""
    for entry in entries(feed):
        (body,) = [*entry.iterfind(f"{ATOM}content"), *entry.iterfind(CONTENT)][:1] or [entry.find("description")]
        inside = _tree("" if body is None else body.text or "")
        block = inside[0] if len(inside) == 1 and not (inside.text or "").strip() else inside
        if block.tag != "div" or not is_tag(block.get("lang")) or block.get("dir") not in {"ltr", "rtl"}:
            yield etree.tostring(block, encoding="unicode")[:60]


def undeclared_html(feed: Element) -> Iterator[str]:
    """Find HTML where there is plain text (ContainsUndeclaredHTML)."""
    for element in feed.iter("title", *(f"{ATOM}{name}" for name in ("title", "subtitle", "rights", "name"))):
        yield from (found[0] for found in [_HTML.search(element.text or "")] if found)


def empty_texts(feed: Element) -> Iterator[str]:
    """Find titles, ids, names and languages with nothing in them (NotBlank)."""
    names = set("title id guid name language link creator updated published pubDate category".split())
    for element in feed.iter(etree.Element):
        is_bare = not len(element) and not set(element.attrib) - {LANG}
        if name_of(element) in names and is_bare and not (element.text or "").strip():
            yield name_of(element)


def invalid_language(feed: Element) -> Iterator[str]:
    """Find what is no language tag of BCP 47 (InvalidLanguage): ``zh_CN``, ``iw``."""
    for element in feed.iter(etree.Element):
        found = [element.get(name) for name in ("hreflang", LANG) if name in element.attrib]
        if element.tag in {"language", f"{DC}language"}:
            found.append(element.text)
        yield from (f"{tag} in {name_of(element)}" for tag in found if not is_tag(tag))
    for element in _elements(feed):
        yield from (f"{tag} in {element.tag}" for tag in [element.get("lang", "en")] if not is_tag(tag))


def missing_language(feed: Element) -> Iterator[str]:
    """Find feeds and entries that do not say their language (MissingDCLanguage)."""
    for element in (feed, *entries(feed)):
        tags = [element.get(LANG)] if is_atom(feed) else [one.text for one in _languages_of(element)]
        if [tag for tag in tags if tag] != tags or len(tags) != 1:
            yield f"{tags} in {name_of(element)}"


def _languages_of(element: Element) -> list[Element]:
    return element.findall("channel/language") if element.tag == "rss" else element.findall(f"{DC}language")


def duplicate_ids(feed: Element) -> Iterator[str]:
    """Find ids that stand twice, entries' and tombstones' alike (DuplicateIds)."""
    ids = _ids(feed) + [stone.get("ref", "") for stone in feed.iter(f"{STONES}deleted-entry")]
    yield from (one for one, count in Counter(ids).items() if count > 1)


def _ids(feed: Element) -> list[str]:
    name = f"{ATOM}id" if is_atom(feed) else "guid"
    return [entry.findtext(name, "") for entry in entries(feed)]


def ids_that_are_no_tag(feed: Element) -> Iterator[str]:
    """Find ids that are no tag URI (:rfc:`4151`) with kind, key and language."""
    whole = [feed.findtext(f"{ATOM}id", "")] if is_atom(feed) else []
    yield from (one for one in whole + _ids(feed) if not _TAG_URI.fullmatch(one))


def ids_of_another_language(feed: Element) -> Iterator[str]:
    """Find entries of which the id ends in another language than they stand in: some readers keep an id once."""
    for entry, one in zip(entries(feed), _ids(feed), strict=True):
        tag = entry.get(LANG) if is_atom(feed) else entry.findtext(f"{DC}language")
        if one.rpartition("/")[2] != tag:
            yield f"{one} in {tag}"


def missing_content(feed: Element) -> Iterator[str]:
    """Find entries with neither content nor summary (MissingTextualContent)."""
    for entry in entries(feed):
        names = (f"{ATOM}content", f"{ATOM}summary", CONTENT, "description")
        if not any(entry.findtext(name, "").strip() for name in names):
            yield id_of(entry)


def id_of(entry: Element) -> str:
    """Give an entry's id."""
    return entry.findtext(f"{ATOM}id") or entry.findtext("guid") or "?"


def generator_with_version(feed: Element) -> Iterator[str]:
    """Find a generator that says its version: an upgrade would rewrite each file."""
    for element in [*head(feed).iterfind(f"{ATOM}generator"), *head(feed).iterfind("generator")]:
        if set(element.attrib) - {"uri"} or re.search(r"\d", element.text or ""):
            yield f"{element.text} {dict(element.attrib)}"


def tombstones_declared_in_vain(feed: Element) -> Iterator[str]:
    """Find tombstones' namespace where there is none: validators warn of it (UnknownNamespace)."""
    if STONES[1:-1] in _namespaces(feed) and feed.find(f".//{STONES}deleted-entry") is None:
        yield "at: without tombstones"


def _namespaces(feed: Element) -> set[str]:
    return {uri for element in feed.iter(etree.Element) for uri in element.nsmap.values()}


def unknown_namespaces(feed: Element) -> Iterator[str]:
    """Find namespaces that validators do not know (UnknownNamespace), but tombstones'."""
    known = {ATOM, CONTENT.removesuffix("encoded"), DC, EV, HISTORY, STONES, "{http://search.yahoo.com/mrss/}"}
    yield from sorted(uri for uri in _namespaces(feed) if f"{{{uri}}}" not in known)


def length_that_is_no_number(feed: Element) -> Iterator[str]:
    """Find lengths that are no count of octets (InvalidNonNegativeInteger), as feedgen writes ``None``."""
    for element in feed.iter(f"{ATOM}link", "enclosure", "{http://search.yahoo.com/mrss/}content"):
        for name in ("length", "fileSize"):
            if not re.fullmatch(r"\d+", element.get(name, "0")):
                yield f"{name} {element.get(name)}"


def invalid_media_type(feed: Element) -> Iterator[str]:
    """Find what is no media type (InvalidMIMEType): ``CDATA`` above all, as feedgen writes it."""
    for element in feed.iter(f"{ATOM}link", f"{ATOM}content", "enclosure", "{http://search.yahoo.com/mrss/}content"):
        kind = element.get("type", "text/html")
        if not (_MEDIA_TYPE.fullmatch(kind) or (element.tag == f"{ATOM}content" and kind in {"text", "html", "xhtml"})):
            yield kind


def unregistered_relations(feed: Element) -> Iterator[str]:
    """Find relations of links that are not registered for feeds (UnregisteredAtomLinkRel), as ``canonical``."""
    yield from (rel for link in all_links(feed) if (rel := link.get("rel", "alternate")) not in _RELS)


def history_in_entries(feed: Element) -> Iterator[str]:
    """Find in entries what leads from page to page of a feed (FeedHistoryRelInEntry)."""
    yield from (rel for entry in entries(feed) for link in links(entry) if (rel := link.get("rel")) in _OF_PAGES)


RULES: tuple[Rule, ...] = (
    illegal_characters,
    missing_self,
    self_with_another_type,
    relative_addresses,
    relative_references,
    security_risk,
    body_without_direction,
    empty_texts,
    invalid_language,
    missing_language,
    duplicate_ids,
    ids_that_are_no_tag,
    ids_of_another_language,
    missing_content,
    generator_with_version,
    tombstones_declared_in_vain,
    unknown_namespaces,
    length_that_is_no_number,
    invalid_media_type,
    unregistered_relations,
    history_in_entries,
)
