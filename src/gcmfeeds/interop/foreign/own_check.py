"""Own check: what an event that was read from our own file would not write again as it stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from gcmfeeds.interop.calendar import to_calendar
from gcmfeeds.interop.foreign.context import Context
from gcmfeeds.interop.foreign.keys import authority_of
from gcmfeeds.interop.foreign.parse import parse_calendars
from gcmfeeds.interop.foreign.properties import text_of, values_in
from gcmfeeds.interop.foreign.report import Subject
from gcmfeeds.interop.foreign.resources import NO_ALT
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.event import Event
from gcmfeeds.model.people import Organizer
from gcmfeeds.model.text import Text
from gcmfeeds.records.calendar import event_of, single_event_record
from gcmfeeds.records.edition import edition_record
from gcmfeeds.zone import geneva

_REASONS = {
    "CONTACT": "it is who publishes the catalogue that the file comes from",
    "REFID": "channels follow from topics",
    "RELATED-TO": "the other event is not in the file",
}
_DIFFERENT = "it would be written otherwise"

Line = tuple[str, str, tuple[tuple[str, str], ...]]


def note_differences(event: Event, components: Sequence[Any], context: Context, language: str) -> None:
    """Note each property that the event would not write again as its file has it.

    Args:
        event: As it was read.
        components: Its VEVENTs.
        context: What the file has in common.
        language: The file's.
    """
    uid = str(components[0]["UID"])
    written = parse_calendars(to_calendar(_record(event, uid, context, language)).to_ical())[0][0]
    there = Counter(line for part in written.walk() if part.name != "VCALENDAR" for line in _lines(part))
    subject = Subject(event.key, uid)
    if event.image is not None:
        context.notes.add(subject, "IMAGE", event.image.url.values[0], NO_ALT, is_common=True)
    for component in components:
        for part in component.walk():
            for line in _lines(part):
                if there[line] > 0:
                    there[line] -= 1
                else:
                    name = line[0].rpartition("/")[2]
                    context.notes.add(subject, line[0], line[1], _REASONS.get(name, _DIFFERENT))


def _record(event: Event, uid: str, context: Context, language: str) -> Any:
    """Say what the event's file says in a catalogue that stands in for its own."""
    alone = [Event(key=relation.event, title=event.title, start=event.start) for relation in event.related]
    published = event.published or geneva(1970, 1, 1)
    catalogue = Catalogue(
        title=event.title,
        publisher=Organizer(name=Text("X")),
        languages=[language],
        fallback=[language, *(tag for tag in (event.abstract.languages if event.abstract else ()) if tag != language)],
        base_url="https://example.org/",
        authority=authority_of([uid]),
        since=str(published.year),
        published=published,
        topics=context.topics.all(),
        events=[event, *alone],
    )
    edition = edition_record(catalogue, language=language)
    return single_event_record(edition, event_of(edition, event.key))


def _lines(component: Any) -> Iterator[Line]:
    """Give the properties of a component: name, value and parameters."""
    prefix = "" if component.name == "VEVENT" else f"{component.name}/"
    for name in component:
        for one in values_in(component, name):
            params = tuple(sorted((key, str(param)) for key, param in one.params.items()))
            yield f"{prefix}{name}", text_of(one), params
