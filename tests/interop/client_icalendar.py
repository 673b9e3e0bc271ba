"""icalendar: the Python package that also writes our calendars (khal reads with it)."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from interop.clients import Client, SeenEvent, client_module, seen_time


def start(paths: Sequence[Path]) -> Client:
    """Let icalendar read every file."""
    icalendar = client_module("icalendar")
    saw = {path: [_event(event) for event in icalendar.Calendar.from_ical(path.read_bytes()).events] for path in paths}
    return Client(name="icalendar", version=version("icalendar"), saw=saw)


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
