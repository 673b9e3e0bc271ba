"""dateutil: wall times read with nothing but the VTIMEZONE that stands in the file."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import attrs

import gcmfeeds as gf
from interop.clients import SPAN, Client, Expansion, SeenEvent, SeenTime, client_module, in_span, seen_time
from interop.expected import times_by_rule

_TIMES = frozenset({"uid", "start", "end"})


def start(paths: Sequence[Path]) -> Client:
    """Let dateutil read the zone of every file, and the times through it."""
    saw = {path: list(_events(path.read_bytes().decode().replace("\r\n ", ""))) for path in paths}
    blind_to = frozenset(attrs.fields_dict(SeenEvent)) - _TIMES
    return Client(name="python-dateutil", version=version("python-dateutil"), saw=saw, blind_to=blind_to)


def expand(paths: Sequence[Path]) -> Expansion:
    """Let dateutil expand the rules of every file; it knows no ends, and no changes of single occurrences."""
    saw = {path: in_span(_times(path.read_bytes().decode().replace("\r\n ", ""))) for path in paths}
    return Expansion(name="python-dateutil", version=version("python-dateutil"), saw=saw, sees=starts_by_rule)


def starts_by_rule(event: gf.Event, uid: str) -> list[SeenTime]:
    """Leave out ends and changes: a rule knows none."""
    return [attrs.evolve(time, end=None) for time in times_by_rule(event, uid).values()]


def _times(text: str) -> Iterator[SeenTime]:
    zone = zone_in(text)
    for component in re.findall(r"^BEGIN:VEVENT\r\n(.*?)^END:VEVENT", text, re.DOTALL | re.MULTILINE):
        if re.search("^RECURRENCE-ID", component, re.MULTILINE):
            continue
        uid = re.search("^UID:(.*?)\r", component, re.MULTILINE)[1]
        lines = re.findall(r"^(?:DTSTART|RRULE|RDATE|EXDATE)[;:].*$", component, re.MULTILINE)
        start = next(_time(line.strip(), zone) for line in lines if line.startswith("DTSTART"))
        walls = [re.sub(";(TZID|VALUE)=[^:]*", "", line.strip()) for line in lines]
        yield from (SeenTime(uid=uid, start=time, end=None) for time in starts_of(walls, start, zone))


def starts_of(walls: Sequence[str], start: dt.date, zone: dt.tzinfo | None) -> Iterator[dt.date]:
    """Expand naive wall times, and give each the zone: an aware start would keep winter's offset all the year.

    Args:
        walls: DTSTART, RRULE, RDATE and EXDATE, without parameters.
        start: The first time, in UTC.
        zone: In which it was written; None for UTC.
    """
    if len(walls) == 1:
        yield start
        return
    text = "\n".join(walls)
    if zone is not None:  # UNTIL is in UTC, as the RFC asks where there is a zone; this wall time is read without one
        text = re.sub(r"UNTIL=(\w+)Z", lambda found: f"UNTIL={_wall(found[1], zone)}", text)
    rule = client_module("dateutil.rrule").rrulestr(text, forceset=True)
    for wall in rule.between(*(time.replace(tzinfo=None) for time in SPAN), inc=True):
        yield wall.replace(tzinfo=zone).astimezone(dt.UTC) if isinstance(start, dt.datetime) else wall.date()


def _wall(moment: str, zone: dt.tzinfo) -> str:
    return f"{dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC).astimezone(zone):%Y%m%dT%H%M%S}"


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
