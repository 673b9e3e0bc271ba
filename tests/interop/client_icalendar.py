"""icalendar: the Python package that also writes our calendars (khal reads with it)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from interop.client_dateutil import starts_by_rule, starts_of
from interop.clients import Client, Expansion, SeenEvent, SeenTime, client_module, in_span, seen_time

_TIMES = frozenset({"DTSTART", "RRULE", "RDATE", "EXDATE"})


def start(paths: Sequence[Path]) -> Client:
    """Let icalendar read every file."""
    icalendar = client_module("icalendar")
    saw = {path: [_event(event) for event in icalendar.Calendar.from_ical(path.read_bytes()).events] for path in paths}
    return Client(name="icalendar", version=version("icalendar"), saw=saw)


def expand(paths: Sequence[Path]) -> Expansion:
    """Let icalendar read every file, and expand what it read with dateutil, as khal does: it expands nothing itself."""
    from_ical = client_module("icalendar").Calendar.from_ical
    saw = {
        path: in_span(time for event in from_ical(path.read_bytes()).events for time in _times(event)) for path in paths
    }
    return Expansion(name="icalendar", version=version("icalendar"), saw=saw, sees=starts_by_rule)


def _times(event) -> Iterator[SeenTime]:
    if "RECURRENCE-ID" in event:
        return
    start = event["DTSTART"].dt
    items = [(name, value) for name, value in event.property_items(recursive=False) if name in _TIMES]
    walls = [f"{name}:{value.to_ical().decode()}" for name, value in items]
    for time in starts_of(walls, seen_time(start), getattr(start, "tzinfo", None)):
        yield SeenTime(uid=str(event["UID"]), start=time, end=None)


def _event(event):
    groups = event.get("CATEGORIES", [])
    groups = groups if isinstance(groups, list) else [groups]
    return SeenEvent(
        uid=str(event["UID"]),
        start=seen_time(event["DTSTART"].dt),
        end=seen_time(event["DTEND"].dt) if "DTEND" in event else None,
        summary=str(event["SUMMARY"]),
        language=event["SUMMARY"].params.get("LANGUAGE", ""),
        status=str(event["STATUS"]),
        sequence=int(event["SEQUENCE"]),
        url=str(event.get("URL", "")),
        description=str(event["DESCRIPTION"]),
        location=str(event.get("LOCATION", "")),
        categories=tuple(str(category) for group in groups for category in group.cats),
    )
