"""Own: the file of a single event that gcmfeeds wrote, read so that it is written again byte for byte."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import attrs

from gcmfeeds.errors import GcmFeedsError
from gcmfeeds.interop.foreign.context import Context, words_of
from gcmfeeds.interop.foreign.effort import Effort
from gcmfeeds.interop.foreign.event import read_event
from gcmfeeds.interop.foreign.own_check import note_differences
from gcmfeeds.interop.foreign.own_data import (
    Thing,
    attendances,
    documents_in,
    is_event,
    language_in,
    organizer_in,
    previous_in,
    speakers_in,
    status_in,
    streams_in,
    thing_of,
    time_in,
    venue_in,
    worded,
)
from gcmfeeds.interop.foreign.own_programme import programme_in
from gcmfeeds.interop.foreign.properties import text_of, values_in
from gcmfeeds.interop.foreign.report import Notes
from gcmfeeds.language.dates import enumerated, language_name
from gcmfeeds.language.html import clean_html, tagged_html
from gcmfeeds.model.event import Event
from gcmfeeds.model.occurrences import occurrence_of
from gcmfeeds.model.places import Stream
from gcmfeeds.model.recurrence import Change
from gcmfeeds.model.text import Text
from gcmfeeds.records.content import as_html, details, when_and_where
from gcmfeeds.records.reader import Reader
from gcmfeeds.zone import zones_showing

_SPAN = re.compile('<p><span lang="([A-Za-z0-9-]+)" dir="(?:ltr|rtl)">')

_STEPS = 400
"""What it costs to read an event so, and to write it again: as much as so many steps."""

_STEPS_OF_ONE = 50
"""What it costs to write all that is known of an event in words."""


def read_own(component: Any, others: Sequence[Any], context: Context) -> Event | None:
    """Read an event of our own file; what it would not write again so is noted.

    Args:
        component: Its VEVENT.
        others: The VEVENTs of single times of it.
        context: What the file has in common.

    Returns:
        The event; None where the file is none of ours, or was changed so that it is not to be read as such.
    """
    thing, language = thing_of(component), language_in(component, "SUMMARY")
    phrases = words_of(language) if language else None
    if thing is None or phrases is None or not is_event(thing, component) or not context.effort.spend(_STEPS):
        return None
    reader = Reader(language=language, languages=(language,), phrases=phrases, base_url="")
    try:
        event = read_event(component, others, attrs.evolve(context, notes=Notes()))
        if event is None:
            return None
        event = _with_changes(_with_data(event, thing, component, reader), others, reader)
        event = _with_text(event, thing, _html_of(component, reader), reader, context.effort)
        note_differences(event, [component, *others], context, language)
    except (GcmFeedsError, KeyError, TypeError, ValueError, AttributeError):
        return None  # somebody wrote into it
    return event


def _html_of(component: Any, reader: Reader) -> str:
    """Give what STYLED-DESCRIPTION says, without the block that says its language."""
    before, _, after = tagged_html("\0", reader.language).partition("\0")
    html = "".join(text_of(value) for value in values_in(component, "STYLED-DESCRIPTION"))
    return html.removeprefix(before).removesuffix(after)


def _with_data(event: Event, thing: Thing, component: Any, reader: Reader) -> Event:
    """Put what the JSON-LD says into an event, all but its body."""
    language, html = reader.language, _html_of(component, reader)
    streams = [_in_order(one, html, reader) for one in streams_in(thing, component, language)]
    end = time_in(thing.get("endDate")) if event.is_all_day else event.end
    comma = reader.phrases.listed.format(one="", next="")
    programme = programme_in(thing, html, speakers_in(component, language), (event.start, end or event.start), reader)
    return attrs.evolve(
        event,
        title=Text({language: thing["name"]}),
        end=end,
        status=status_in(thing, event.status),
        previous_start=previous_in(thing),
        abstract=None,
        body=None,
        venue=venue_in(thing, language_in(component, "LOCATION")),
        attendance=attendances(thing, venue_in(thing, language), streams)[0],
        languages=thing.get("inLanguage", ()),
        streams=_as_apart(streams, html, language),
        programme=_as_apart(programme, html, language),
        organizer=organizer_in(thing, language_in(component, "CONTACT")),
        documents=_as_apart(documents_in(thing, component, language, comma), html, language),
    )


def _as_apart(value: Any, html: str, language: str) -> Any:
    """Take the language from each text in a value that the HTML keeps apart, as it does what has none."""
    if isinstance(value, Text):
        is_apart = value.languages == (language,) and f"<bdi>{escape(value.values[0], quote=False)}</bdi>" in html
        return Text(value.values[0]) if is_apart else value
    if isinstance(value, list | tuple):
        return [_as_apart(one, html, language) for one in value]
    if attrs.has(type(value)):
        names = [field.name for field in attrs.fields(type(value))]
        return attrs.evolve(value, **{name: _as_apart(getattr(value, name), html, language) for name in names})
    return value


def _in_order(stream: Stream, html: str, reader: Reader) -> Stream:
    """Put the reader's language, which CONFERENCE has first, where it stands among those that one can hear."""
    others = [tag for tag in stream.languages if tag != reader.language]
    if stream.title or len(others) == len(stream.languages):
        return stream
    for place in range(len(others) + 1):
        tags = [*others[:place], reader.language, *others[place:]]
        names = enumerated([language_name(tag, reader.phrases) for tag in tags], reader.phrases)
        words = escape(reader.phrases.watch_in.format(language=names), quote=False)
        if f'<a href="{escape(stream.url)}">{words}</a>' in html:
            return attrs.evolve(stream, languages=tags)
    return stream


def _with_changes(event: Event, others: Sequence[Any], reader: Reader) -> Event:
    """Put what the JSON-LD of single times says into the changes of a series."""
    if event.recurrence is None or not others:
        return event
    things = [(thing_of(other), other) for other in others]
    once = attrs.evolve(event, recurrence=None)
    changes = []
    for change, (thing, other) in zip(event.recurrence.changes, things, strict=True):
        if thing is None:
            raise ValueError(other)
        venue = venue_in(thing, language_in(other, "LOCATION"))
        title = worded(thing["name"], reader.language)
        status = status_in(thing, change.status or ("tentative" if event.status == "postponed" else event.status))
        start = change.start or change.original
        usual = occurrence_of(once, start)
        end = time_in(thing.get("endDate"))
        facts: dict[str, Any] = {
            "start": change.start,
            "end": end if end != usual.end else None,
            "venue": venue if venue != event.venue else None,
            "status": status if status != event.status else None,
        }
        is_else = title != event.title or not any(facts.values())
        changes.append(Change(original=change.original, title=title if is_else else None, **facts))
    series = attrs.evolve(event.recurrence, changes=changes)
    return attrs.evolve(event, recurrence=series, alarms=event.alarms)


def _with_text(event: Event, thing: Thing, html: str, reader: Reader, effort: Effort) -> Event:
    """Put abstract and body into an event: what stands before the block that we write of all else."""
    for candidate in _candidates(event, thing, html, reader):
        if not effort.spend(_STEPS_OF_ONE):
            break
        block = as_html([when_and_where(candidate, reader), *details(candidate, reader)], reader)
        if html.endswith(block):
            return _with_prose(candidate, thing, html.removesuffix(block), reader)
    opening = f"<p>{escape(reader.phrases.labelled.format(label=reader.phrases.when, text=''), quote=False)}"
    return _with_prose(event, thing, html.rpartition(opening)[0] or html, reader)


def _candidates(event: Event, thing: Thing, html: str, reader: Reader) -> Iterator[Event]:
    """Give the event with each thing that it may have stated though nothing but our words shows it."""
    stated = attendances(thing, event.venue, event.streams)
    for attendance, zone in itertools.product(stated, [None, *_zones(event, html, reader)]):
        venue = attrs.evolve(event.venue, zone=zone) if event.venue and zone else event.venue
        yield attrs.evolve(event, attendance=attendance, venue=venue)


def _zones(event: Event, html: str, reader: Reader) -> Iterator[str]:
    """Give the zones whose clocks may be meant where a local time is said besides Geneva's."""
    before = reader.phrases.local_time.format(time="\0", place="\0").split("\0")[1]
    if isinstance(event.start, dt.datetime) and event.venue and escape(before, quote=False) in html:
        yield from zones_showing(event.start, event.venue.country)


def _with_prose(event: Event, thing: Thing, html: str, reader: Reader) -> Event:
    """Put abstract and body into an event, the abstract in the language that the HTML names."""
    said = thing.get("description")
    escaped = escape(said, quote=False) if said else ""
    other = _SPAN.match(html)
    tag = other[1] if other else reader.language
    around = (other[0], "</span></p>") if other else ("<p>", "</p>")
    paragraph = escaped.join(around) if said else ""
    has_abstract = bool(paragraph) and html.startswith(paragraph)
    body = html.removeprefix(paragraph)
    return attrs.evolve(
        event,
        abstract=worded(said, tag) if has_abstract else None,
        body=Text({reader.language: clean}) if (clean := clean_html(body)) else None,
    )
