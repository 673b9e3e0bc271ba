"""JSON Feed: a feed record as the bytes of JSON Feed 1.1, each item a line of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gcmfeeds.records.entry import EntryRecord, Link, Person
from gcmfeeds.records.feed import FeedRecord

MEDIA_TYPE = "application/feed+json"  # JSON is UTF-8: the type has no charset (RFC 8259, section 11)
SUFFIX = ".json"

VERSION = "https://jsonfeed.org/version/1.1"
ABOUT = "https://pypi.org/project/gcmfeeds/"
"""Where the extension is documented."""

_BEGIN = b'"items": [\n'  # no string holds such a line: in it quote and line break are escaped
_FOOT = b"]\n}\n"
_CALENDAR = "text/calendar"


class Lines:
    """Say how the items of a feed stand in its bytes: as lines of JSON."""

    def written_entries(self, body: bytes) -> dict[str, bytes]:
        """Take the items out of a feed, by id."""
        items = body.removesuffix(_FOOT).partition(_BEGIN)[2].splitlines()
        lines = [item.removesuffix(b",") for item in items]
        return {json.loads(line)["id"]: line for line in lines}

    def with_entries(self, body: bytes, ids: Iterable[str], written: Mapping[str, bytes]) -> bytes:
        """Put items that were written before into a feed.

        Args:
            body: The feed with its new items only.
            ids: Of all its items, in order.
            written: The bytes of those that are not new, by id.
        """
        items = {**written, **self.written_entries(body)}
        return _joined(body.partition(_BEGIN)[0], [items[id_] for id_ in ids])


SHAPE = Lines()


def render(record: FeedRecord) -> bytes:
    """Write a feed as a JSON Feed in UTF-8."""
    facts = [f"{json.dumps(name)}: {_json(value)},\n" for name, value in _feed(record).items()]
    return _joined("".join(["{\n", *facts]).encode(), [_json(_item(entry)).encode() for entry in record.entries])


def _joined(head: bytes, items: Iterable[bytes]) -> bytes:
    lines = b",\n".join(items)
    return b"".join([head, _BEGIN, lines, b"\n" if lines else b"", _FOOT])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _feed(record: FeedRecord) -> dict[str, Any]:
    """Say what a feed says besides its items; what is empty is left out."""
    editions = {record.language: record.json_url, **{one.language: one.json_url for one in record.siblings}}
    facts = {
        "version": VERSION,
        "title": record.title.value,
        "description": record.subtitle.value if record.subtitle else "",
        "home_page_url": record.alternate,
        "feed_url": record.json_url,
        "language": record.language,
        "authors": [_author(record.author)],
        "hubs": [{"type": "WebSub", "url": hub} for hub in record.hubs],
        "_gcmfeeds": {"about": ABOUT, "editions": editions},
    }
    return _without_empty(facts)


def _item(entry: EntryRecord) -> dict[str, Any]:
    """Say what an item says; what is empty is left out."""
    translations = {link.hreflang: link.href for link in entry.translations}
    image = next((link for link in entry.links if link.rel == "enclosure" and link.type.startswith("image/")), None)
    facts = {
        "id": entry.id,
        "url": entry.alternate,
        "external_url": next((link.href for link in entry.links if link.rel == "via"), ""),  # where it comes from
        "title": entry.title,
        "summary": entry.summary.value if entry.summary else "",
        "content_html": entry.content,
        "date_published": entry.published.isoformat(timespec="seconds"),
        "date_modified": entry.updated.isoformat(timespec="seconds"),
        "language": entry.language,
        "authors": [_author(author) for author in entry.authors],
        "tags": [category.label for category in entry.categories],
        "image": image.href if image else "",
        "attachments": list(_attachments(link for link in entry.links if link is not image)),
        "_gcmfeeds": _without_empty({"translations": translations, "event": _event(entry)}),
    }
    return _without_empty(facts)


def _author(person: Person) -> dict[str, str]:
    return _without_empty({"name": person.name, "url": person.uri})


def _attachments(links: Iterable[Link]) -> Iterator[dict[str, Any]]:
    """Attach what can be fetched as a file; pages are linked in the content.

    A title that stands twice would say that one thing is there in two forms, so the second goes without.
    """
    titles = {""}
    for link in links:
        if link.rel in ("enclosure", "related") and link.type not in ("", "text/html"):
            title = "" if link.title in titles else link.title
            titles.add(title)
            facts = {"url": link.href, "mime_type": link.type, "title": title}
            yield _without_empty({**facts, "size_in_bytes": link.length})


def _event(entry: EntryRecord) -> dict[str, str]:
    """Say when and where an event is, and where its file stands."""
    if entry.occasion is None:
        return {}
    facts = {
        "start": entry.occasion.startdate,
        "end": entry.occasion.enddate,
        "place": entry.occasion.location,
        "organizer": entry.occasion.organizer,
        "calendar": next((link.href for link in entry.links if link.type == _CALENDAR), ""),
    }
    return _without_empty(facts)


def _without_empty(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in ("", None, [], {})}
