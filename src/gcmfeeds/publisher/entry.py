"""Entry: what was last published of an item, and when it changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import attrs

from gcmfeeds.errors import PublishError
from gcmfeeds.language.choose import choose
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.event import Event
from gcmfeeds.model.places import Venue
from gcmfeeds.model.recurrence import Recurrence
from gcmfeeds.model.revision import Item, Revision
from gcmfeeds.model.text import Text
from gcmfeeds.plain import from_plain, to_plain

KINDS: Mapping[str, type[Item]] = {"event": Event, "announcement": Announcement}

Entries: TypeAlias = "Mapping[tuple[str, str], Entry]"
"""What was published, by kind and key: ``("event", "sg-report-2020")``."""

_STATED = frozenset({"published", "updated", "sequence"})
"""What an item states of its own revision; the ledger knows better."""

_UNSEEN = frozenset({"alarms", "related"})
"""What stands in an event's own file alone: nobody who follows a calendar or a feed sees it change."""

_KEPT = ("key", "start", "end", "recurrence", "status", "published", "withdrawn", "sequence", "topics")
"""What is kept of an item whose words are gone."""

_KEPT_OF_A_CHANGE = ("original", "start", "end", "status")

_SCHEDULE = ("start", "end", "status", "attendance")
"""What moves people: :rfc:`5546#section-2.1.4`, and how one takes part; the place too, which is in words."""


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

    @property
    def name(self) -> tuple[str, str]:
        """Its kind and key."""
        return (self.kind, self.key)

    def item(self) -> Item:
        """Give the item as it was published.

        Raises:
            PublishError: The data is not that of an item.
        """
        try:
            return from_plain(json.loads(self.data), KINDS[self.kind])
        except (ValueError, KeyError) as error:
            raise PublishError(f"what was published of {self.kind} {self.key!r} cannot be read: {error}") from error

    def digest(self) -> str:
        """Give what tells it from every other entry: 64 hexadecimal digits."""
        return hashlib.sha256(as_json(to_record(self)).encode()).hexdigest()


def as_json(value: object) -> str:
    """Write plain data as canonical JSON: names sorted, times in ISO 8601, no white space that could differ."""
    return json.dumps(value, default=lambda time: time.isoformat(), ensure_ascii=False, sort_keys=True)


def entry_of(item: Item, revision: Revision, ended: dt.datetime | None = None) -> Entry:
    """Make the entry of an item."""
    return Entry(kind=item.kind, key=item.key, data=as_json(to_plain(item)), revision=revision, ended=ended)


def to_record(entry: Entry) -> dict[str, Any]:
    """Turn an entry into strings and numbers by name, as ledger and manifest keep it."""
    revision = entry.revision
    return {
        "kind": entry.kind,
        "key": entry.key,
        "data": entry.data,
        "sequence": revision.sequence,
        "published": revision.published.isoformat(),
        "announced": as_json(dict(revision.announced)),
        "updated": as_json(dict(revision.updated)),
        "ended": entry.ended.isoformat() if entry.ended else None,
    }


def from_record(record: Mapping[str, Any]) -> Entry:
    """Make an entry of what :func:`to_record` gave.

    Raises:
        ValueError: It is none, or something of it cannot be true.
    """
    try:
        revision = Revision(
            sequence=record["sequence"],
            published=dt.datetime.fromisoformat(record["published"]),
            announced=_moments(record["announced"]),
            updated=_moments(record["updated"]),
        )
        ended = dt.datetime.fromisoformat(record["ended"]) if record["ended"] else None
        return Entry(kind=record["kind"], key=record["key"], data=record["data"], revision=revision, ended=ended)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"it has an entry that is none ({type(error).__name__}: {error})") from error


def latest(*publications: Iterable[Entry]) -> dict[tuple[str, str], Entry]:
    """Find what was last published of each item.

    Nothing goes back, so the higher sequence is the later one, and then the later update.

    Args:
        publications: Of each place that remembers what was published; of equals the first counts.
    """
    found: dict[tuple[str, str], Entry] = {}
    for entry in (entry for entries in publications for entry in entries):
        if entry.name not in found or _age(entry) > _age(found[entry.name]):
            found[entry.name] = entry
    return found


def _age(entry: Entry) -> tuple[int, list[dt.datetime]]:
    return entry.revision.sequence, sorted((moment for _, moment in entry.revision.updated), reverse=True)


def _moments(text: str) -> dict[str, dt.datetime]:
    return {tag: dt.datetime.fromisoformat(moment) for tag, moment in json.loads(text).items()}


def moved(before: Item, item: Item) -> bool:
    """Say whether an item's time, status or place changed; a translation of its place changes nothing."""
    if not (isinstance(before, Event) and isinstance(item, Event)):
        return False
    old, new = (_same_end(event) for event in (before, item))
    if any(getattr(old, name) != getattr(new, name) for name in _SCHEDULE):
        return True
    return is_elsewhere(before, item) or recurs_otherwise(before, item)


def is_elsewhere(before: Event, event: Event) -> bool:
    """Say whether an event's venue is another one: not if it is merely said in another language besides."""
    return _is_other_place(before.venue, event.venue)


def recurs_otherwise(before: Event, event: Event) -> bool:
    """Say whether a series has other times, or one of its occurrences another place; its words do not count."""
    old, new = before.recurrence, event.recurrence
    if old is None or new is None:
        return old != new
    if _times_of(old) != _times_of(new):
        return True
    places = {change.original: change.venue for change in old.changes}
    return any(_is_other_place(places.get(change.original), change.venue) for change in new.changes)


def _times_of(series: Recurrence) -> Any:
    changes = ((change.original, change.start, change.end, change.status) for change in series.changes)
    times = {change for change in changes if any(change[1:])}
    return attrs.evolve(series, extra=sorted(series.extra), excluded=sorted(series.excluded), changes=()), times


def _is_other_place(old: Venue | None, new: Venue | None) -> bool:
    if old is None or new is None:
        return old != new
    return any(_differs(getattr(old, field.name), getattr(new, field.name)) for field in attrs.fields(Venue))


def _differs(old: Any, new: Any) -> bool:
    if not (isinstance(old, Text) and isinstance(new, Text)):
        return bool(old != new)
    before, now = dict(old), dict(new)
    common = before.keys() & now.keys()
    return not common or any(before[tag] != now[tag] for tag in common)


def content_of(item: Item, languages: tuple[str, ...]) -> Any:
    """Give what one who reads these languages, the dearest first, is shown of an item, as comparable plain data.

    Empty fields are left out, so that a field that comes with a later version changes nothing by itself.
    """
    if isinstance(item, Announcement) and item.withdrawn:
        return item.withdrawn
    shown = _shown(_with_whole_titles(_same_end(item)), languages, _STATED | _UNSEEN)
    if series := shown.get("recurrence"):
        same = {"title": shown["title"]}
        changes = [change for change in series.pop("changes", ()) if change != {"original": change["original"], **same}]
        series |= {"changes": changes} if changes else {}
    return shown


def _with_whole_titles(item: Item) -> Item:
    """Give each changed occurrence of a series its title in every language, as readers are shown it."""
    if not (isinstance(item, Event) and item.recurrence):
        return item
    titles = {original: one.title for original, one in item.changed_occurrences()}
    changes = [attrs.evolve(change, title=titles[change.original]) for change in item.recurrence.changes]
    return attrs.evolve(item, recurrence=attrs.evolve(item.recurrence, changes=changes))


def redacted(entry: Entry) -> Entry:
    """Leave out the words of an item that is shown no more: kept is what its return is compared with."""
    facts = json.loads(entry.data)
    kept = {name: facts[name] for name in _KEPT if name in facts}
    if "changes" in kept.get("recurrence", {}):
        thin = [
            {name: change[name] for name in _KEPT_OF_A_CHANGE if name in change}
            for change in facts["recurrence"]["changes"]
        ]
        kept["recurrence"] = {**facts["recurrence"], "changes": [change for change in thin if len(change) > 1]}
    return attrs.evolve(entry, data=as_json({**kept, "title": dict.fromkeys(facts["title"], "\u2013")}))


def _same_end(item: Item) -> Item:
    """Leave out the last day of what has one day only: no format tells the two apart."""
    return attrs.evolve(item, end=None) if isinstance(item, Event) and item.end == item.start else item


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
