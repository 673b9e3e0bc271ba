"""Diff: what subscribers will see of a change, in words for those who publish."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from gcmfeeds.language.choose import choose
from gcmfeeds.language.dates import span_in_short
from gcmfeeds.language.words import bundled_phrases
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.event import Event
from gcmfeeds.model.revision import Item
from gcmfeeds.publisher.entry import Entries, Entry
from gcmfeeds.publisher.select import Selection
from gcmfeeds.records.edition import entry_language


@attrs.frozen(kw_only=True)
class Change:
    """Hold what was published of an item, and what will be; as a string a line of English that says the difference.

    Args:
        title: What the item is called; empty where that is known.
        before: None if it was never published.
        after: As decided.
        languages: Those in which the item says something else, canonical tags.
        calendars: How many calendars show the difference, those of channels among them.
        feeds: How many feeds do, Atom and RSS.
    """

    title: str = ""
    before: Entry | None
    after: Entry
    languages: tuple[str, ...] = ()
    calendars: int = 0
    feeds: int = 0

    def __str__(self) -> str:
        """Say it, after the title."""
        said = "; ".join(_parts(self, self.after.item()))
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
        kept = [(entry.revision.sequence, entry.ended) for entry in (self.before, self.after)]
        return kept[0] != kept[1]


def change_of(before: Entry | None, after: Entry) -> Change:
    """Compare an item with what was published of it."""
    known = dict(before.revision.updated) if before else {}
    changed = [tag for tag, moment in after.revision.updated if known.get(tag) != moment]
    return Change(before=before, after=after, languages=tuple(changed))


def changes(known: Entries, selection: Selection) -> Iterator[Change]:
    """List what subscribers will see, by kind and key.

    Args:
        known: What was published before.
        selection: What is published now.
    """
    for name, after in selection.entries.items():
        change = change_of(known.get(name), after)
        if known.get(name) != after and change.is_seen:
            title = _title(after.item(), selection.catalogue)
            calendars, news = _reach(change, selection.catalogue)
            yield attrs.evolve(change, title=title, calendars=calendars, feeds=2 * news)


def _title(item: Item, catalogue: Catalogue) -> str:
    """Call an item as the catalogue's first language does, or another that it has."""
    chosen = choose(item.title, (*catalogue.languages, *catalogue.fallback))
    return chosen.value if chosen else item.title.values[0]


def _reach(change: Change, catalogue: Catalogue) -> tuple[int, int]:
    """Count the calendars, and the editions with feeds, in which a change is seen."""
    item = change.after.item()
    topics = set(item.topics).union(change.before.item().topics if change.before else ())
    places = 1 + sum(not topics.isdisjoint(channel.topics) for channel in catalogue.channels)
    shown = [(tag, shown) for tag in catalogue.languages if (shown := entry_language(item, catalogue, tag))]
    is_for_all = change.before is None or change.before.revision.sequence != change.after.revision.sequence
    editions = places * sum(is_for_all or not {*tags}.isdisjoint(change.languages) for tags in shown)
    news = places * len(shown) if change.became_news else editions
    return editions if isinstance(item, Event) else 0, news if change.after.revision.announced else 0


def _parts(change: Change, after: Item) -> Iterator[str]:
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
    if before.status != after.status:
        yield f"now {after.status}"
    if (before.venue, before.attendance) != (after.venue, after.attendance):
        yield "in another place"
