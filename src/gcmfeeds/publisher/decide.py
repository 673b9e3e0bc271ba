"""Decide: the revision of an item, from what was published of it and what it is now; pure."""

from __future__ import annotations

import datetime as dt

import attrs

from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.event import Event
from gcmfeeds.model.revision import Item, Revision, initial_revision
from gcmfeeds.publisher.entry import Entry, content_of, entry_of, moved
from gcmfeeds.records.edition import entry_language

WINDOW = dt.timedelta(days=30)
"""How long after its end an event is still shown that vanished from the source."""


def is_dropped(event: Event, moment: dt.datetime) -> bool:
    """Say whether an event that vanished is shown no more: it has been over for 30 days."""
    over = event.over_from()
    return over is not None and moment >= over + WINDOW


def first_entry(item: Item, catalogue: Catalogue, moment: dt.datetime | None = None) -> Entry:
    """Make the entry of an item that was never published, with the dates and sequence that it states itself.

    Args:
        item: The item.
        catalogue: Where it is.
        moment: Now, aware, where the catalogue was published before without the item: then it appears now, if it does
            not say when itself, and is news unless it is over. None where the catalogue itself is published first.
    """
    stated = initial_revision(item, catalogue)
    published = item.published or moment or stated.published
    is_news = bool(item.published) or (moment is not None and _is_to_come(item, moment))
    revision = Revision(
        sequence=stated.sequence,
        published=published,
        announced=dict.fromkeys(item.title.languages, published) if is_news else {},
        updated={tag: max(changed, published) for tag, changed in stated.updated},
    )
    return entry_of(item, revision)


def decide(previous: Entry, item: Item | None, moment: dt.datetime, catalogue: Catalogue) -> Entry:
    """Decide what is published of an item that was published before.

    The sequence rises when its schedule changes (:rfc:`5546#section-2.1.4`) or its place; a language was updated
    when that happens, or when what it shows changes; an event is news from when it first moves on, unless it is over.
    None of it ever goes back, nor does `published` move, whatever the clock says.

    Args:
        previous: What was last published of it.
        item: What it is now; None if it vanished from the source.
        moment: Now, aware.
        catalogue: Gives the fall-backs.

    Returns:
        The entry; `previous` itself if nothing changed. A vanished event is cancelled in it, a vanished announcement
        withdrawn, since that moment. An event that has long been over is not cancelled any more.
    """
    if item is None:
        return _ended(previous, moment, catalogue)
    if not previous.ended and entry_of(item, previous.revision) == previous:
        return previous
    return _changed(previous, item, moment, catalogue, ended=None)


def _ended(previous: Entry, moment: dt.datetime, catalogue: Catalogue) -> Entry:
    item, ended = previous.item(), previous.ended or moment
    if isinstance(item, Event):
        is_told = item.status == "cancelled" or is_dropped(item, moment)
        gone: Item = item if is_told else attrs.evolve(item, status="cancelled")
    else:
        gone = attrs.evolve(item, withdrawn=item.withdrawn or max(moment, item.published))
    if gone == item:
        return previous if previous.ended else attrs.evolve(previous, ended=ended)
    return _changed(previous, gone, moment, catalogue, ended=ended)


def _changed(
    previous: Entry, item: Item, moment: dt.datetime, catalogue: Catalogue, *, ended: dt.datetime | None
) -> Entry:
    before, revision = previous.item(), previous.revision
    has_moved = moved(before, item)
    sequence = max(revision.sequence + has_moved, item.sequence)
    concerned = _concerned(before, item, catalogue)
    if sequence != revision.sequence:
        concerned |= {*item.title.languages}
    stated = item.updated if item.updated != before.updated else None
    updated = dict(revision.updated)
    for language in concerned:
        # Always after the last change, though the clock may have been set back.
        updated[language] = max(stated or moment, revision.updated_in(language) + dt.timedelta(seconds=1))
    announced = dict(revision.announced)
    if announced or item.published or (has_moved and _is_to_come(item, moment)):
        news = moment if announced else item.published or moment
        for language in item.title.languages:
            announced.setdefault(language, max(news, revision.published))
    revision = Revision(sequence=sequence, published=revision.published, announced=announced, updated=updated)
    return entry_of(item, revision, ended)


def _is_to_come(item: Item, moment: dt.datetime) -> bool:
    """Say whether it may still matter to be told of it: that an old event was put in, or put right, is no news.

    That the last time of a series is called off is, as long as that time is to come.
    """
    times = (item, *(one for _, one in item.changed_occurrences())) if isinstance(item, Event) else ()
    overs = [one.over_from() for one in times] or [None]
    return any(over is None or over > moment for over in overs)


def _concerned(before: Item, item: Item, catalogue: Catalogue) -> set[str]:
    """Find the languages whose readers see something else: of its own words, or of an edition that falls back."""
    words = {
        language
        for language in item.title.languages
        if language not in before.title.languages
        or content_of(before, (language, *catalogue.fallback)) != content_of(item, (language, *catalogue.fallback))
    }
    return words | {
        edition
        for edition in catalogue.languages
        if edition not in item.title.languages
        and entry_language(before, catalogue, edition) != entry_language(item, catalogue, edition)
    }
