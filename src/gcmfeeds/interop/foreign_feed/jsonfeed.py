"""JSON Feed: what a feed in JSON says (version 1 and 1.1)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from gcmfeeds.errors import ForeignFileError
from gcmfeeds.interop.foreign.limits import at_most
from gcmfeeds.interop.foreign.report import in_short
from gcmfeeds.interop.foreign_feed.dates import Date
from gcmfeeds.interop.foreign_feed.limits import MOST_IN_A_LINE, MOST_OF_ONE
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

_VERSION = "https://jsonfeed.org/version/"
_OF_ITS_OWN = "a catalogue says this by itself"
_NO_FIELD = "nothing in an announcement says this"
_REASONS = {"next_url": "the file is a part of a feed: import what stands there too"}


def read_json(text: str, most_entries: int) -> SaidFeed:
    """Read a JSON Feed.

    Args:
        text: The file.
        most_entries: How many items it may have.

    Raises:
        ForeignFileError: It is no JSON Feed, or has too many.
    """
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise ForeignFileError("must be JSON", str(error)) from error
    if not isinstance(data, dict) or not str(data.get("version", "")).startswith(_VERSION):
        raise ForeignFileError(f"must be a JSON Feed: its version must begin with {_VERSION}", "")
    items = data.pop("items", [])
    if not isinstance(items, list):
        raise ForeignFileError("must have a list of items", items)
    at_most("entries", most_entries, len(items))
    members = _Members(data)
    members.drop("version")
    url, own = members.text("home_page_url"), members.text("feed_url")
    title, subtitle = members.words("title"), members.words("description")
    language, people = members.text("language"), tuple(members.people())
    entries = tuple(_entry(item) for item in items if isinstance(item, dict))
    if len(entries) < len(items):
        members.remark("items", f"{len(items) - len(entries)}", "an item must be an object")
    members.note_rest(_OF_ITS_OWN)
    return SaidFeed(
        title=title,
        subtitle=subtitle,
        url=absolute(own, url),
        base=own or url,
        language=language,
        updated=None,
        people=people,
        entries=entries,
        buried={},
        remarks=tuple(members.remarks),
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return table


def _entry(item: dict[str, Any]) -> SaidEntry:
    members = _Members(item)
    language, url = members.text("language"), members.text("url")
    content, plain = members.words("content_html", is_html=True), members.words("content_text")
    if content and plain:
        members.remark("content_text", plain.value, "content_html says it as HTML")
    image = members.text("image")
    attachments = [Attachment(name="image", url=image, is_image=True)] if image else []
    attachments += members.attachments()
    entry = SaidEntry(
        id=members.text("id") or url,
        language=language,
        title=members.words("title"),
        summary=members.words("summary"),
        content=content or plain,
        published=members.date("date_published"),
        updated=members.date("date_modified"),
        pages=(Page(url=url),) if url else (),
        attachments=tuple(attachments),
        labels=tuple(Label(term=tag) for tag in members.texts("tags")),
        people=tuple(members.people()),
        remarks=(),
    )
    members.note_rest(_NO_FIELD)
    return attrs.evolve(entry, remarks=tuple(members.remarks))


class _Members:
    """Hold what is left of an object's members; what nobody takes is noted at the end."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.remarks: list[Remark] = []
        self._left = dict(data)

    def drop(self, *names: str) -> None:
        """Take members that say nothing of their own."""
        for name in names:
            self._left.pop(name, None)

    def text(self, name: str) -> str:
        """Take a text of one line; a number is one too, anything else is noted. Empty for none."""
        value = self._left.pop(name, None)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str):
            return value.strip()[:MOST_IN_A_LINE]
        self._wrong(name, value, "a text")
        return ""

    def texts(self, name: str) -> list[str]:
        """Take a list of texts."""
        found = [member if isinstance(member, str) else "" for member in self._many(name)]
        return [text.strip()[:MOST_IN_A_LINE] for text in found if text.strip()]

    def words(self, name: str, *, is_html: bool = False) -> Words | None:
        """Take a text; None for none."""
        value = self._left.pop(name, None)
        if isinstance(value, str):
            return Words(name=name, value=value, is_html=is_html) if value.strip() else None
        self._wrong(name, value, "a text")
        return None

    def date(self, name: str) -> Date | None:
        """Take a date; None for none."""
        raw = self.text(name)
        return Date(name=name, raw=raw) if raw else None

    def people(self) -> Iterator[Person]:
        """Take ``authors``, and ``author`` of version 1."""
        one = self._left.pop("author", None)
        authors = self._many("authors")
        for author in authors or ([one] if one else []):
            members = _Members(author if isinstance(author, dict) else {"name": author})
            person = Person(name=members.text("name"), url=members.text("url"))
            members.note_rest(_NO_FIELD)
            self.remarks += [Remark(f"authors/{one.name}", one.value, one.reason) for one in members.remarks]
            if person != Person():
                yield person

    def attachments(self) -> Iterator[Attachment]:
        """Take ``attachments``."""
        for attachment in self._many("attachments"):
            members = _Members(attachment if isinstance(attachment, dict) else {"url": attachment})
            yield Attachment(
                name="attachments",
                url=members.text("url"),
                media_type=members.text("mime_type"),
                length=members.text("size_in_bytes"),
                title=members.text("title"),
            )
            members.note_rest(_NO_FIELD)
            self.remarks += [Remark(f"attachments/{one.name}", one.value, one.reason) for one in members.remarks]

    def remark(self, name: str, value: object, reason: str) -> None:
        """Say that a member was not carried, or how it was changed."""
        self.remarks.append(Remark(name, in_short(value), reason))

    def note_rest(self, default: str) -> None:
        """Note what nobody took."""
        for name, value in self._left.items():
            if value not in ("", None, [], {}):
                shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                self.remark(name, shown, _REASONS.get(name, default))

    def _many(self, name: str) -> list[Any]:
        value = self._left.pop(name, None)
        if not isinstance(value, list):
            self._wrong(name, value, "a list")
            return []
        if len(value) > MOST_OF_ONE:
            self.remark(name, "", f"the first {MOST_OF_ONE} of {len(value)} were looked at")
        return value[:MOST_OF_ONE]

    def _wrong(self, name: str, value: object, noun: str) -> None:
        if value is not None:
            self.remark(name, value, f"it must be {noun}")
