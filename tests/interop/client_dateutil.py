"""dateutil: wall times read with nothing but the VTIMEZONE that stands in the file."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import attrs

from interop.clients import Client, SeenEvent, client_module, seen_time

REFUSED = "X-LIC-LOCATION:Europe/Zurich\r\n"
"""dateutil 4.0.0 refuses a zone with any X- property, which RFC 5545 allows there; it reads the zone without it."""

_TIMES = frozenset({"uid", "start", "end"})


def start(paths: Sequence[Path]) -> Client:
    """Let dateutil read the zone of every file, and the times through it."""
    tzical = client_module("dateutil.tz").tzical
    saw = {path: list(_events(path.read_bytes().decode().replace("\r\n ", ""), tzical)) for path in paths}
    blind_to = frozenset(attrs.fields_dict(SeenEvent)) - _TIMES
    return Client(name="python-dateutil", version=version("python-dateutil"), saw=saw, blind_to=blind_to)


def _events(text: str, tzical) -> Iterator[SeenEvent]:
    zone = tzical(io.StringIO(text.replace(REFUSED, ""))).get("Europe/Zurich") if "BEGIN:VTIMEZONE" in text else None
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
