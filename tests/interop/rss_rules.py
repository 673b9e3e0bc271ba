"""RSS rules: what validators and readers ask of RSS 2.0 alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from email.utils import format_datetime, parsedate_to_datetime

from interop.feed_rules import CONTENT, DC, STONES, Element, Rule, all_links, entries, head, id_of, name_of


def description_after_content(feed: Element) -> Iterator[str]:
    """Find items in which the description does not come before the content (NeedDescriptionBeforeContent)."""
    for item in entries(feed):
        names = [child.tag for child in item]
        if CONTENT in names and "description" not in names[: names.index(CONTENT)]:
            yield id_of(item)


def authors_in_rss(feed: Element) -> Iterator[str]:
    """Find authors that must be mail addresses (InvalidContact), doubled by dc:creator (DuplicateItemSemantics)."""
    yield from (one.text or "" for one in feed.iter("author", "managingEditor", "webMaster"))


def missing_creator(feed: Element) -> Iterator[str]:
    """Find items that do not say who wrote them."""
    yield from (id_of(item) for item in entries(feed) if not item.findtext(f"{DC}creator"))


def several_enclosures(feed: Element) -> Iterator[str]:
    """Find items with more enclosures than one (DuplicateEnclosure)."""
    yield from (id_of(item) for item in entries(feed) if len(item.findall("enclosure")) > 1)


def thin_enclosure(feed: Element) -> Iterator[str]:
    """Find enclosures that lack address, type or length (MissingAttribute)."""
    for one in feed.iter("enclosure"):
        yield from (name for name in ("url", "type", "length") if not one.get(name))


def guid_that_is_a_permalink(feed: Element) -> Iterator[str]:
    """Find tag URIs that claim to be addresses (InvalidPermalink), and items without a guid (MissingGuid)."""
    for item in entries(feed):
        guid = item.find("guid")
        if guid is None or guid.get("isPermaLink") != "false":
            yield id_of(item)


def invalid_dates(feed: Element) -> Iterator[str]:
    """Find dates that are not RFC 822's with a numeric zone and the right weekday (InvalidRFC2822Date)."""
    for element in feed.iter("pubDate", "lastBuildDate"):
        try:
            is_right = format_datetime(parsedate_to_datetime(element.text or "")) == element.text
        except ValueError:
            is_right = False
        if not is_right:
            yield element.text or ""


def alternates_in_rss(feed: Element) -> Iterator[str]:
    """Find alternates of Atom in RSS: some readers take them for the permalink, whatever the language."""
    yield from (link.get("href", "") for link in all_links(feed) if link.get("rel", "alternate") == "alternate")


def doubled_elements(feed: Element) -> Iterator[str]:
    """Find what may stand once in channel and item and stands twice (DuplicateElement)."""
    once = "title link description language guid pubDate lastBuildDate generator docs copyright image source".split()
    for element in (head(feed), *entries(feed)):
        names = Counter(child.tag for child in element)
        yield from (f"{name} in {name_of(element)}" for name in [*once, CONTENT, f"{DC}language"] if names[name] > 1)


def missing_elements(feed: Element) -> Iterator[str]:
    """Find a channel without title, link or description (MissingElement)."""
    yield from (name for name in ("title", "link", "description") if not feed.findtext(f"channel/{name}"))


def tombstones_in_rss(feed: Element) -> Iterator[str]:
    """Find tombstones in RSS, which has none."""
    yield from (stone.get("ref", "") for stone in feed.iter(f"{STONES}deleted-entry"))


RULES: tuple[Rule, ...] = (
    description_after_content,
    authors_in_rss,
    missing_creator,
    several_enclosures,
    thin_enclosure,
    guid_that_is_a_permalink,
    invalid_dates,
    alternates_in_rss,
    doubled_elements,
    missing_elements,
    tombstones_in_rss,
)
