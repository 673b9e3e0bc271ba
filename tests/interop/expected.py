"""Expected: what the model says that a client must see in a document."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

import gcmfeeds as gf
from gcmfeeds.language.choose import Chosen, choose
from gcmfeeds.language.words import phrases_for
from gcmfeeds.records.edition import edition_record
from gcmfeeds.records.event import event_record
from interop.clients import SPAN, Client, SeenEvent, SeenTime, seen_time
from interop.documents import Document

STATUSES = {"confirmed": "CONFIRMED", "cancelled": "CANCELLED", "postponed": "TENTATIVE", "tentative": "TENTATIVE"}


def expected_events(document: Document) -> list[SeenEvent]:
    """Say what a calendar shows: everything from the model, but the prose of description and place from the record."""
    catalogue = document.catalogue
    edition = edition_record(catalogue, language=document.language, channel=document.channel)
    return [
        _event(event, title, edition, catalogue)
        for event in document.items
        if isinstance(event, gf.Event) and (title := shown_title(event, document))
    ]


def expected_whole(event: gf.Event, document: Document) -> tuple[SeenEvent, ...]:
    """Say what a calendar shows of an event that it has: the event, and each occurrence that is otherwise."""
    catalogue = document.catalogue
    edition = edition_record(catalogue, language=document.language, channel=document.channel)
    whole = (event, *(one for _, one in event.changed_occurrences()))
    return tuple(_event(one, shown_title(one, document), edition, catalogue) for one in whole)


def _event(event: gf.Event, title: Chosen, edition: Any, catalogue: gf.Catalogue) -> SeenEvent:
    record = event_record(event, edition)
    return SeenEvent(
        uid=f"{event.key}@{catalogue.authority}",
        start=seen_time(event.start),
        end=_exclusive_end(event),
        summary=title.value,
        language=title.language,
        status=STATUSES[event.status],
        sequence=event.sequence,
        url=own_address(event.url, title.language),
        description=record.description.value,
        location=record.location.value if record.location else "",
        categories=tuple(category.value for category in record.categories),
    )


def _exclusive_end(event: gf.Event) -> dt.date | None:
    if event.is_all_day:
        return (event.end or event.start) + dt.timedelta(days=1)
    return seen_time(event.end)


def shown_title(item: gf.Event | gf.Announcement, document: Document) -> Chosen | None:
    """Give the title with its mark, in the edition's language or a fall-back; None if the item is left out."""
    catalogue = document.catalogue
    title = choose(item.title, (document.language, *catalogue.fallback))
    if title is None or getattr(item, "status", "confirmed") == "confirmed":
        return title
    phrases = phrases_for(catalogue, title.language)
    marked = phrases.marked.format(mark=getattr(phrases, item.status), title=title.value)
    return Chosen(marked, title.language)


def as_seen_by(client: Client, event: SeenEvent) -> SeenEvent:
    """Leave out what a client does not show, and put in what it is known to misread."""
    return attrs.evolve(client.misread(event), **dict.fromkeys(client.blind_to))


def where_they_differ(expected: Mapping[Any, Any], actual: Mapping[Any, Any]) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Keep of two tables the rows that differ: thousands that are equal would hide them."""
    rows = [key for key in {**expected, **actual} if expected.get(key) != actual.get(key)]
    return {key: expected.get(key) for key in rows}, {key: actual.get(key) for key in rows}


def own_address(url: gf.Text | None, language: str) -> str:
    """Give an address in exactly this language, or one that has none; empty if there is none."""
    found = choose(url, (language,))
    return found.value if found else ""


def times_of(event: gf.Event, uid: str) -> list[SeenTime]:
    """Say when an event happens in the years of :data:`SPAN`, with its changes."""
    return [_seen_occurrence(one, uid) for one in _occurrences(event)]


def times_by_rule(event: gf.Event, uid: str) -> dict[dt.date, SeenTime]:
    """Say when an event happens in those years by its rule and its dates alone: by the start that the model has."""
    return {one.start: _seen_occurrence(one, uid) for one in _occurrences(_unchanged(event))}


def changed_times(event: gf.Event, uid: str) -> dict[dt.date, SeenTime]:
    """Say when those occurrences happen that are otherwise: by the start that they would have by the rule."""
    return {original: _seen_occurrence(one, uid) for original, one in _changed_occurrences(event)}


@functools.lru_cache(maxsize=1024)  # every client asks for those of each series, and each occurrence is an event
def _occurrences(event: gf.Event) -> Sequence[gf.Event]:
    return event.occurrences(*SPAN)


@functools.lru_cache(maxsize=1024)
def _changed_occurrences(event: gf.Event) -> Sequence[tuple[dt.date, gf.Event]]:
    return event.changed_occurrences()


@functools.lru_cache(maxsize=1024)
def _unchanged(event: gf.Event) -> gf.Event:
    if event.recurrence is None:
        return event
    return attrs.evolve(event, recurrence=attrs.evolve(event.recurrence, changes=()))


def _seen_occurrence(one: gf.Event, uid: str) -> SeenTime:
    start = seen_time(one.start)
    return SeenTime(uid=uid, start=start, end=_exclusive_end(one) or start)


def expected_times(document: Document, sees: Callable[[gf.Event, str], Sequence[SeenTime]]) -> list[SeenTime]:
    """Say what a client sees of all events of a calendar, given what it sees of one."""
    return [
        time
        for event in document.items
        if isinstance(event, gf.Event) and shown_title(event, document)
        for time in sees(event, f"{event.key}@{document.catalogue.authority}")
    ]
