"""Diff: what subscribers will see of a change, in words for those who publish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from gcmfeeds.language.choose import choose
from gcmfeeds.language.dates import span_in_words
from gcmfeeds.language.words import bundled_phrases
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.event import Event
from gcmfeeds.model.revision import Item
from gcmfeeds.publisher.entry import Entry


@attrs.frozen(kw_only=True)
class Change:
    """Hold what was published of an item, and what will be.

    Args:
        before: None if it was never published.
        after: As decided.
        languages: Those whose readers see a difference, canonical tags.
    """

    before: Entry | None
    after: Entry
    languages: tuple[str, ...]


def changes(before: Mapping[tuple[str, str], Entry], after: Mapping[tuple[str, str], Entry]) -> Iterator[Change]:
    """List the entries that differ, by kind and key."""
    for name in sorted(after):
        old, new = before.get(name), after[name]
        if old != new:
            known = dict(old.revision.updated) if old else {}
            changed = [tag for tag, moment in new.revision.updated if known.get(tag) != moment]
            yield Change(before=old, after=new, languages=tuple(changed))


def in_words(change: Change, catalogue: Catalogue) -> str:
    """Say a change in one line of English, the item by its title in the catalogue's first language.

    Args:
        change: What changes.
        catalogue: Gives the languages.
    """
    after = change.after.item()
    title = choose(after.title, (*catalogue.languages, *catalogue.fallback))
    name = title.value if title else after.title.values[0]
    return f"{name}: {'; '.join(_parts(change, after))}"


def _parts(change: Change, after: Item) -> Iterator[str]:
    if change.before is None:
        yield "new"
        return
    before = change.before.item()
    if change.after.ended and not change.before.ended:
        yield "no longer in the source"
    elif change.before.ended and not change.after.ended:
        yield "back in the source"
    if isinstance(before, Event) and isinstance(after, Event):
        yield from _event_parts(before, after)
    if isinstance(before, Announcement) and isinstance(after, Announcement) and before.withdrawn != after.withdrawn:
        yield "withdrawn" if after.withdrawn else "no longer withdrawn"
    if change.languages:
        yield f"seen in {', '.join(change.languages)}"
    sequences = change.before.revision.sequence, change.after.revision.sequence
    if sequences[0] != sequences[1]:
        yield f"SEQUENCE {sequences[0]} → {sequences[1]}"


def _event_parts(before: Event, after: Event) -> Iterator[str]:
    english = bundled_phrases()["en"]
    if (before.start, before.end) != (after.start, after.end):
        old, new = (span_in_words(event.start, event.end, english) for event in (before, after))
        yield f"moved from {old} to {new}"
    if before.status != after.status:
        yield f"now {after.status}"
    if (before.venue, before.attendance) != (after.venue, after.attendance):
        yield "in another place"
