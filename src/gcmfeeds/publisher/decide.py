"""Decide: the revision of an item, from what was published of it and what it is now; pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.event import Event
from gcmfeeds.model.revision import Item, Revision, initial_revision
from gcmfeeds.publisher.entry import Entry, content_of, entry_of, schedule_of
from gcmfeeds.zone import geneva

WINDOW = dt.timedelta(days=30)
"""How long what vanished from the source is still shown as cancelled or withdrawn."""


def decide_all(
    source: Catalogue, out: Catalogue, entries: Mapping[tuple[str, str], Entry], moment: dt.datetime
) -> dict[tuple[str, str], Entry]:
    """Decide what is published of every item, there or vanished.

    Args:
        source: The whole catalogue: what is in it has not vanished.
        out: What of it is out at `moment`.
        entries: What was published before, by kind and key.
        moment: Now, aware.

    Returns:
        The entries by kind and key: of what is out, and of what was and vanished.
    """
    decided = {}
    for item in out.items:
        name = (item.kind, item.key)
        decided[name] = (
            decide(entries[name], item, moment, source)
            if name in entries
            else first_entry(item, source, source.published if not entries else moment)
        )
    there = {(item.kind, item.key) for item in source.items}
    vanished = {name: entry for name, entry in entries.items() if name not in there}
    return {**decided, **{name: decide(entry, None, moment, source) for name, entry in vanished.items()}}


def with_ghosts(out: Catalogue, entries: Mapping[tuple[str, str], Entry], moment: dt.datetime) -> Catalogue:
    """Add what vanished to what is out, for its window: 30 days from then, and from the end of an event.

    Args:
        out: What is out.
        entries: As decided.
        moment: Now, aware.
    """
    topics = {topic.key for topic in out.topics}
    ghosts = [
        attrs.evolve(item, topics=[key for key in item.topics if key in topics])
        for item in (entry.item() for entry in entries.values() if entry.ended and _is_shown(entry, moment))
    ]
    events = (*out.events, *(ghost for ghost in ghosts if isinstance(ghost, Event)))
    keys = {event.key for event in events}
    announcements = (*out.announcements, *(ghost for ghost in ghosts if isinstance(ghost, Announcement)))
    return attrs.evolve(
        out,
        events=events,
        announcements=[
            attrs.evolve(item, events=[key for key in item.events if key in keys]) for item in announcements
        ],
    )


def _is_shown(entry: Entry, moment: dt.datetime) -> bool:
    ended = entry.ended or moment
    item = entry.item()
    if isinstance(item, Event):
        end = item.end or item.start
        last = end if isinstance(end, dt.datetime) else geneva(end.year, end.month, end.day)
        ended = max(ended, last)
    return moment < ended + WINDOW


def first_entry(item: Item, catalogue: Catalogue, published: dt.datetime) -> Entry:
    """Make the entry of an item that was never published, with the dates and sequence that it states itself.

    Args:
        item: The item.
        catalogue: Where it is.
        published: When it goes out, aware, if it does not say so itself.
    """
    stated = initial_revision(item, catalogue)
    revision = Revision(
        sequence=stated.sequence,
        published=item.published or published,
        updated={tag: max(changed, item.published or published) for tag, changed in stated.updated},
    )
    return entry_of(item, revision)


def decide(previous: Entry, item: Item | None, moment: dt.datetime, catalogue: Catalogue) -> Entry:
    """Decide what is published of an item that was published before.

    The sequence rises when its schedule changes (:rfc:`5546#section-2.1.4`) or its place; a language was updated
    when what it shows changes. Neither ever goes back, nor does `published` move, whatever the clock says.

    Args:
        previous: What was last published of it.
        item: What it is now; None if it vanished from the source.
        moment: Now, aware.
        catalogue: Gives the fall-backs.

    Returns:
        The entry; `previous` itself if nothing changed. A vanished event is cancelled in it, a vanished announcement
        withdrawn, since that moment.
    """
    if item is None:
        return previous if previous.ended else _ended(previous, moment, catalogue)
    return _changed(previous, item, moment, catalogue, ended=None)


def _ended(previous: Entry, moment: dt.datetime, catalogue: Catalogue) -> Entry:
    item = previous.item()
    if isinstance(item, Event):
        gone: Item = attrs.evolve(item, status="cancelled")
    else:
        gone = attrs.evolve(item, withdrawn=max(item.withdrawn or moment, item.published))
    return _changed(previous, gone, moment, catalogue, ended=moment)


def _changed(
    previous: Entry, item: Item, moment: dt.datetime, catalogue: Catalogue, *, ended: dt.datetime | None
) -> Entry:
    before, revision = previous.item(), previous.revision
    moved = schedule_of(before) != schedule_of(item)
    updated = {
        language: _updated(before, item, language, revision, moment, catalogue) for language in item.title.languages
    }
    revision = Revision(
        sequence=max(revision.sequence + moved, item.sequence),
        published=revision.published,
        updated={**dict(revision.updated), **updated},
    )
    entry = entry_of(item, revision, ended)
    return previous if entry == previous else entry


def _updated(  # noqa: PLR0917  # one of each
    before: Item, item: Item, language: str, revision: Revision, moment: dt.datetime, catalogue: Catalogue
) -> dt.datetime:
    """Give when a language last changed: always after it did before, though the clock may have been set back."""
    languages = (language, *catalogue.fallback)
    last = revision.updated_in(language)
    is_new = language not in before.title.languages
    if not is_new and content_of(before, languages) == content_of(item, languages):
        return last
    return max(item.updated or moment, last + dt.timedelta(seconds=1))
