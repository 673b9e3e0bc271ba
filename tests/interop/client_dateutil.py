"""dateutil: wall times read with nothing but the VTIMEZONE that stands in the file."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import attrs

from interop.clients import Client, SeenEvent, client_module, seen_time

_TIMES = frozenset({"uid", "start", "end"})


def start(paths: Sequence[Path]) -> Client:
    """Let dateutil read the zone of every file, and the times through it."""
    saw = {path: list(_events(path.read_bytes().decode().replace("\r\n ", ""))) for path in paths}
    blind_to = frozenset(attrs.fields_dict(SeenEvent)) - _TIMES
    return Client(name="python-dateutil", version=version("python-dateutil"), saw=saw, blind_to=blind_to)


def zone_in(text: str) -> dt.tzinfo | None:
    """Read the zone that stands in a calendar, if one does."""
    if "BEGIN:VTIMEZONE" not in text:
        return None
    return client_module("dateutil.tz").tzical(io.StringIO(text)).get("Europe/Zurich")


def _events(text: str) -> Iterator[SeenEvent]:
    zone = zone_in(text)
    inside: list[str] = []
    facts: dict[str, str] = {}
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name == "BEGIN":
            inside.append(value)
        elif name == "END":
            inside.pop()
        elif inside[-1] == "VEVENT":
            facts[name.partition(";")[0]] = line
        if line == "END:VEVENT":
            start, end = (_time(facts.get(time, ""), zone) for time in ("DTSTART", "DTEND"))
            yield SeenEvent(uid=facts["UID"].partition(":")[2], start=start, end=end)
            facts = {}


def _time(line: str, zone: dt.tzinfo | None) -> dt.date | None:
    name, _, value = line.partition(":")
    if not line:
        return None
    if name.endswith(";VALUE=DATE"):
        return dt.date.fromisoformat(value)
    moment = dt.datetime.fromisoformat(value)
    return seen_time(moment.replace(tzinfo=zone) if name.endswith(";TZID=Europe/Zurich") else moment)
