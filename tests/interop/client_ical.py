"""ical: the strict Python package with which Home Assistant reads calendars."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

import attrs

import gcmfeeds as gf
from interop.clients import SPAN, Client, Expansion, SeenEvent, SeenTime, client_module, in_span, seen_time
from interop.expected import changed_times, times_by_rule, times_of

_GENEVA = ZoneInfo("Europe/Zurich")


def start(paths: Sequence[Path]) -> Client:
    """Let ical read every file; what it cannot read whole it refuses with an exception."""
    stream = client_module("ical.calendar_stream").IcsCalendarStream
    saw = {}
    for path in paths:
        calendar = stream.calendar_from_ics(path.read_bytes().decode())
        saw[path] = [_event(event) for event in calendar.events]
    # Its texts are plain str: a parameter of theirs is read and forgotten.
    return Client(
        name="ical", version=version("ical"), saw=saw, blind_to=frozenset({"language"}), misread=_split_at_every_comma
    )


def expand(paths: Sequence[Path]) -> Expansion:
    """Let ical expand every file, as Home Assistant does."""
    stream = client_module("ical.calendar_stream").IcsCalendarStream
    saw = {}
    for path in paths:
        timeline = stream.calendar_from_ics(path.read_bytes().decode()).timeline
        found = itertools.takewhile(lambda event: event.start.year <= SPAN[1].year, timeline)
        times = [SeenTime(uid=one.uid, start=seen_time(one.dtstart), end=seen_time(one.end)) for one in found]
        saw[path] = in_span(times)
    return Expansion(name="ical", version=version("ical"), saw=saw, sees=_with_length_on_the_wall)


def _with_length_on_the_wall(event: gf.Event, uid: str) -> list[SeenTime]:
    """Add the length of the first time to the wall time of the others, as ical 14.3.1 does with Python's datetimes.

    So one that lasts over a night in which the clocks change is an hour too long or too short.
    """
    if event.recurrence is None or event.is_all_day or event.end is None:
        return times_of(event, uid)
    length = event.end.replace(tzinfo=None) - event.start.replace(tzinfo=None)
    times = {
        original: attrs.evolve(time, end=(time.start.astimezone(_GENEVA) + length).astimezone(dt.UTC))
        for original, time in times_by_rule(event, uid).items()
    }
    return in_span({**times, **changed_times(event, uid)}.values())


def _split_at_every_comma(event: SeenEvent) -> SeenEvent:
    """Misread categories as ical 14.3.1 does: it splits at escaped commas too (``prop.value.split(",")``)."""
    escaped = (re.sub(r"([\\;,])", r"\\\1", category) for category in event.categories)
    pieces = [piece for category in escaped for piece in category.split(",")]
    return attrs.evolve(event, categories=tuple(re.sub(r"\\([\\;])", r"\1", piece) for piece in pieces))


def _event(event):
    return SeenEvent(
        uid=event.uid,
        start=seen_time(event.dtstart),
        end=seen_time(event.dtend),
        summary=event.summary,
        status=str(event.status.value),
        sequence=event.sequence,
        url=str(event.url or ""),
        description=event.description,
        location=event.location or "",
        categories=tuple(event.categories),
    )
