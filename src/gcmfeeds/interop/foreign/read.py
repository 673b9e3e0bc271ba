"""Read: a file of others as events, with a report of what could not be carried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs
from icalendar.prop import vText

from gcmfeeds.interop.foreign.context import Context
from gcmfeeds.interop.foreign.effort import Effort
from gcmfeeds.interop.foreign.event import read_event
from gcmfeeds.interop.foreign.head import read_head
from gcmfeeds.interop.foreign.keys import authority_of, key_of
from gcmfeeds.interop.foreign.limits import MOST_EVENTS
from gcmfeeds.interop.foreign.own import read_own
from gcmfeeds.interop.foreign.parse import parse_calendars
from gcmfeeds.interop.foreign.properties import text_of, values_in
from gcmfeeds.interop.foreign.report import ImportReport, Notes, Subject
from gcmfeeds.interop.foreign.texts import languages_of
from gcmfeeds.interop.foreign.topics import Topics
from gcmfeeds.interop.foreign.zones import Zones
from gcmfeeds.model.event import Event
from gcmfeeds.model.text import canonical_tag

_OURS = "-//gcmfeeds//gcmfeeds//"
_DEFAULT = "en"
_ALONE = "its series is not in the file: it was carried as an event by itself"


def from_ics(
    data: bytes, *, language: str | None = None, most_events: int = MOST_EVENTS
) -> tuple[tuple[Event, ...], ImportReport]:
    """Read the events of any iCalendar file, as far as the model can say them.

    A single event's own file that gcmfeeds wrote comes back whole: written again in the same catalogue it is the same,
    byte for byte.

    Args:
        data: The file (:rfc:`5545`); several calendars may follow each other.
        language: What a text without LANGUAGE is in, BCP 47; by default the language that most others are in, else
            English.
        most_events: How many events the file may have. As it stands, whatever anybody sends is read or refused in about
            two seconds; let a file that you know have more.

    Returns:
        The events in the file's order, times on Geneva's clocks; and the report, which has a note for each property
        that was not carried, or was changed.

    Raises:
        ForeignFileError: It is no iCalendar file, or asks more than a calendar does: octets, lines, components …
        ModelError: `language` is no language tag.
    """
    given = canonical_tag(language) if language is not None else None
    calendars, is_whole = parse_calendars(data, most_events)
    found = languages_of([*calendars, *_named(calendars, "VEVENT")])
    main = given or next(iter(found), _DEFAULT)
    notes = Notes()
    if not is_whole:
        notes.add(Subject(), "", "", "octets that are no UTF-8 were replaced by U+FFFD")
    series = _by_uid(calendars, notes)
    context = Context(
        language=main,
        is_ours=all(str(calendar.get("PRODID", "")).startswith(_OURS) for calendar in calendars),
        keys=_keys(series),
        zones=Zones(_named(calendars, "VTIMEZONE"), _zone_name(calendars)),
        topics=Topics(),
        effort=Effort(most_events),
        notes=notes,
    )
    head = read_head(calendars, context)
    events = []
    for uid, components in series.items():
        first, others = _versions(components, context.subject(uid), notes)
        event = (read_own(first, others, context) if context.is_ours else None) or read_event(first, others, context)
        events += [event] if event is not None else []
    for calendar in calendars:
        _note_others(calendar, notes)
    return tuple(_without_the_absent(events, context)), ImportReport(
        title=head.title,
        description=head.description,
        languages=tuple(dict.fromkeys([*found, main, *_title_languages(events)])),
        authority=authority_of(series),
        url=head.url,
        color=head.color,
        topics=context.topics.all(),
        notes=notes.all(),
    )


def _title_languages(events: Iterable[Event]) -> Iterator[str]:
    """Give the languages in which events have titles: without an edition in one of them an event would be in none."""
    for event in events:
        yield from event.title.languages
        for change in event.recurrence.changes if event.recurrence else ():
            yield from change.title.languages if change.title else ()


def _named(calendars: Iterable[Any], name: str) -> list[Any]:
    return [part for calendar in calendars for part in calendar.subcomponents if part.name == name]


def _zone_name(calendars: Iterable[Any]) -> str:
    return next((text_of(zone) for one in calendars if isinstance(zone := one.get("X-WR-TIMEZONE"), str)), "")


def _by_uid(calendars: Iterable[Any], notes: Notes) -> dict[str, list[Any]]:
    """Give the VEVENTs of each UID, in the file's order; each of a series that is not there itself is one by itself."""
    found: dict[str, list[Any]] = {}
    for number, component in enumerate(_named(calendars, "VEVENT")):
        uid = _first(component, "UID").strip()
        if not uid:
            uid = f"{_first(component, 'SUMMARY')} {_first(component, 'DTSTART') or number}"
            notes.add(Subject("", uid), "UID", "", "an event must have one: its title and start stand for it")
        component["UID"] = vText(uid)
        found.setdefault(uid, []).append(component)
    for uid, components in list(found.items()):
        if all("RECURRENCE-ID" in component for component in components):
            del found[uid]
            for component in components:
                own = f"{uid}#{_first(component, 'RECURRENCE-ID')}" if len(components) > 1 else uid
                component["UID"] = vText(own)
                notes.add(Subject("", uid), "RECURRENCE-ID", component.pop("RECURRENCE-ID"), _ALONE)
                found.setdefault(own, []).append(component)
    return found


def _first(component: Any, name: str) -> str:
    """Give the first value of a property as text; empty for none."""
    return next(map(text_of, values_in(component, name)), "")


def _keys(series: Iterable[str]) -> dict[str, str]:
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for uid in series:
        keys[uid] = key_of(uid, taken)
        taken.add(keys[uid])
    return keys


def _versions(components: list[Any], subject: Subject, notes: Notes) -> tuple[Any, list[Any]]:
    """Give the newest VEVENT of an event, and that of each single time of it; those that are older are noted."""
    if len(components) == 1:
        return components[0], []
    newest: dict[str, Any] = {}
    for component in sorted(components, key=_age):
        original = _first(component, "RECURRENCE-ID")
        if original in newest:
            notes.add(subject, "VEVENT", newest[original].get("SUMMARY", ""), "the file has a newer one with its UID")
        newest[original] = component
    first = newest.pop("")
    return first, [component for component in components if any(component is other for other in newest.values())]


def _age(component: Any) -> tuple[int, str]:
    sequence, stamps = component.get("SEQUENCE", 0), (component.get("LAST-MODIFIED"), component.get("DTSTAMP"))
    stamp = next((text_of(stamp) for stamp in stamps if stamp is not None and not isinstance(stamp, list)), "")
    return sequence if isinstance(sequence, int) else 0, stamp


def _note_others(calendar: Any, notes: Notes) -> None:
    """Note the components that are no events: tasks, journals, times that are taken."""
    for part in calendar.subcomponents:
        if part.name not in {"VEVENT", "VTIMEZONE"}:
            said = part.get("SUMMARY", "") or part.get("UID", "")
            notes.add(Subject("", str(part.get("UID", ""))), str(part.name), said, "it is no event", is_common=True)


def _without_the_absent(events: list[Event], context: Context) -> Iterator[Event]:
    """Take relations to events that were left out off the others."""
    there = {event.key for event in events}
    for event in events:
        related = [relation for relation in event.related if relation.event in there]
        for relation in event.related:
            if relation.event not in there:
                reason = "the other event was not carried"
                context.notes.add(Subject(event.key), "RELATED-TO", relation.event, reason)
        yield event if len(related) == len(event.related) else attrs.evolve(event, related=related)
