"""Entry: what was last published of an item, and when it changed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import attrs

from gcmfeeds.language.choose import choose
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.event import Event
from gcmfeeds.model.revision import Item, Revision
from gcmfeeds.model.text import Text
from gcmfeeds.plain import from_plain, to_plain

KINDS: Mapping[str, type[Item]] = {"event": Event, "announcement": Announcement}

_STATED = frozenset({"published", "updated", "sequence"})
"""What an item states of its own revision; the ledger knows better."""

_SCHEDULE = ("start", "end", "status", "venue", "attendance")
"""What moves people: :rfc:`5546#section-2.1.4`, and the place."""


@attrs.frozen(kw_only=True)
class Entry:
    """Hold what was last published of an item.

    Args:
        data: The item as canonical JSON: sorted names, defaults left out.
        kind: ``event`` or ``announcement``.
        key: The item's.
        revision: What was sent with it.
        ended: When it vanished from the source, aware; None while it is there.
    """

    kind: str
    key: str
    data: str
    revision: Revision
    ended: dt.datetime | None = None

    def item(self) -> Item:
        """Give the item as it was published."""
        return from_plain(json.loads(self.data), KINDS[self.kind])


def entry_of(item: Item, revision: Revision, ended: dt.datetime | None = None) -> Entry:
    """Make the entry of an item."""
    data = json.dumps(to_plain(item), default=lambda time: time.isoformat(), ensure_ascii=False, sort_keys=True)
    return Entry(kind=item.kind, key=item.key, data=data, revision=revision, ended=ended)


def schedule_of(item: Item) -> Any:
    """Give what decides an item's sequence, as comparable plain data; empty fields are left out."""
    return _shown(item, (), frozenset(name for name in attrs.fields_dict(type(item)) if name not in _SCHEDULE))


def content_of(item: Item, languages: tuple[str, ...]) -> Any:
    """Give what one who reads these languages, the dearest first, is shown of an item, as comparable plain data.

    Empty fields are left out, so that a field that comes with a later version changes nothing by itself.
    """
    return _shown(item, languages, _STATED)


def _shown(value: Any, languages: tuple[str, ...], but: frozenset[str] = frozenset()) -> Any:
    if isinstance(value, Text):
        chosen = choose(value, languages)
        return [chosen.value, chosen.language] if chosen else list(value)
    if attrs.has(type(value)):
        names = [field.name for field in attrs.fields(type(value)) if field.name not in but]
        shown = {name: _shown(getattr(value, name), languages) for name in names}
        return {name: part for name, part in shown.items() if part not in (None, (), [], {})}
    if isinstance(value, tuple):
        return [_shown(part, languages) for part in value]
    return value
