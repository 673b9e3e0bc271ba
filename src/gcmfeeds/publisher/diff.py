"""Diff: what subscribers will see of a change, in words for those who publish."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import attrs

from gcmfeeds.language.choose import choose
from gcmfeeds.language.dates import span_in_short
from gcmfeeds.language.words import bundled_phrases
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.event import Event
from gcmfeeds.model.revision import Item
from gcmfeeds.publisher.entry import Entries, Entry, is_elsewhere, recurs_otherwise
from gcmfeeds.publisher.select import Selection
from gcmfeeds.records.edition import entry_language

_Places: TypeAlias = "dict[tuple[str, str], str]"
"""The language an item is shown in, by an edition's language and channel."""


@attrs.frozen(kw_only=True)
class Difference:
    """Hold what was published of an item, and what will be; as a string a line of English that says the difference.

    Args:
        title: What the item is called; empty where that is known.
        before: None if it was never published.
        after: As decided.
        languages: Those in which the item says something else, canonical tags.
        calendars: How many calendars show the difference, those of channels among them.
        feeds: How many feeds do: Atom, RSS and JSON.
    """

    title: str = ""
    before: Entry | None
    after: Entry
    languages: tuple[str, ...] = ()
    calendars: int = 0
    feeds: int = 0

    def __str__(self) -> str:
        """Say it, after the title."""
        said = "; ".join(_parts(self, self.after.item())) or "nothing that subscribers see"
        return f"{self.title}: {said}" if self.title else said

    @property
    def became_news(self) -> bool:
        """Whether it enters the feeds with this."""
        return bool(self.after.revision.announced) and not (self.before and self.before.revision.announced)

    @property
    def is_seen(self) -> bool:
        """Whether anybody who subscribes can see it."""
        if self.before is None or self.languages or self.became_news:
            return True
        return self.before.revision.sequence != self.after.revision.sequence or self.before.ended != self.after.ended


def difference_of(before: Entry | None, after: Entry) -> Difference:
    """Compare an item with what was published of it."""
    known = dict(before.revision.updated) if before else {}
    changed = [tag for tag, moment in after.revision.updated if known.get(tag) != moment]
    return Difference(before=before, after=after, languages=tuple(changed))


def changes(known: Entries, selection: Selection) -> Iterator[Difference]:
    """List what subscribers will see, by kind and key.

    Args:
        known: What was published before.
        selection: What is published now.
    """
    shown = {(item.kind, item.key) for item in selection.catalogue.items}
    for name, after in selection.entries.items():
        before = known.get(name)
        change = difference_of(before, after)
        if before != after and change.is_seen:
            catalogue = selection.catalogue
            old = _calendars(before, catalogue) if before else {}, _feeds(before, catalogue) if before else {}
            new = (_calendars(after, catalogue), _feeds(after, catalogue)) if name in shown else ({}, {})
            calendars, news = (_count(*places, change) for places in zip(old, new, strict=True))
            yield attrs.evolve(change, title=_title(after.item(), catalogue), calendars=calendars, feeds=3 * news)


def _title(item: Item, catalogue: Catalogue) -> str:
    """Call an item as the catalogue's first language does, or another that it has."""
    chosen = choose(item.title, (*catalogue.languages, *catalogue.fallback))
    return chosen.value if chosen else item.title.values[0]


def _calendars(entry: Entry, catalogue: Catalogue) -> _Places:
    """Find the calendars that an item is in."""
    item = entry.item()
    is_gone = entry.ended and isinstance(item, Event) and item.status != "cancelled"
    return _places(item, catalogue) if isinstance(item, Event) and not is_gone else {}


def _feeds(entry: Entry, catalogue: Catalogue) -> _Places:
    """Find the editions in whose feeds an item is."""
    item = entry.item()
    is_withdrawn = isinstance(item, Announcement) and item.withdrawn
    return _places(item, catalogue) if entry.revision.announced and not is_withdrawn else {}


def _places(item: Item, catalogue: Catalogue) -> _Places:
    channels = ["", *(channel.key for channel in catalogue.channels if not {*channel.topics}.isdisjoint(item.topics))]
    shown = {tag: entry_language(item, catalogue, tag) for tag in catalogue.languages}
    return {(tag, channel): shown[tag] for tag in shown if shown[tag] for channel in channels}


def _count(old: _Places, new: _Places, change: Difference) -> int:
    """Count the places in which something is to be seen: the item comes, goes, changes its language or its words."""
    is_for_all = change.before is None or change.before.revision.sequence != change.after.revision.sequence
    return sum(
        old.get(place) != new.get(place) or is_for_all or not {place[0], new[place]}.isdisjoint(change.languages)
        for place in {*old, *new}
    )


def _parts(change: Difference, after: Item) -> Iterator[str]:
    if change.before is None:
        yield "new"
    else:
        told = list(_differences(change.before, change.after, after))
        told += ["now news"] if change.became_news else []
        yield from told
        before, now = (set(item.title.languages) for item in (change.before.item(), after))
        for words, tags in (("now in", now - before), ("no longer in", before - now)):
            if tags:
                yield f"{words} {', '.join(sorted(tags))}"
        changed = before.intersection(now, change.languages)
        if changed and not (told and changed == before & now):
            yield f"changed in {', '.join(sorted(changed))}"
        sequences = change.before.revision.sequence, change.after.revision.sequence
        if sequences[0] != sequences[1]:
            yield f"SEQUENCE {sequences[0]} → {sequences[1]}"
    counts = [(change.calendars, "calendar"), (change.feeds, "feed")]
    if seen := [f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts if count]:
        yield ", ".join(seen)


def _differences(old: Entry, new: Entry, after: Item) -> Iterator[str]:
    before = old.item()
    if new.ended and not old.ended:
        yield "no longer in the source"
    elif old.ended and not new.ended:
        yield "back in the source"
    if isinstance(before, Event) and isinstance(after, Event):
        yield from _event_parts(before, after)
    if isinstance(before, Announcement) and isinstance(after, Announcement) and before.withdrawn != after.withdrawn:
        yield "withdrawn" if after.withdrawn else "no longer withdrawn"


def _event_parts(before: Event, after: Event) -> Iterator[str]:
    english = bundled_phrases()["en"]
    if (before.start, before.end) != (after.start, after.end):
        old, new = (span_in_short(event.start, event.end, english) for event in (before, after))
        yield f"moved from {old} to {new}"
    if recurs_otherwise(before, after):
        yield "other times of its series"
    if before.status != after.status:
        yield f"now {after.status}"
    if is_elsewhere(before, after) or before.attendance != after.attendance:
        yield "in another place"
