"""khal: the calendar of the terminal, which shows times in its reader's zone."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import attrs

import gcmfeeds as gf
from interop.clients import SPAN, Client, Expand, Expansion, SeenEvent, SeenTime, Start, in_span, missing
from interop.documents import Document
from interop.expected import changed_times, times_by_rule

ZONES = ("Europe/Zurich", "America/New_York", "Asia/Bangkok")

_NAMES = {
    "launch/fr/all.ics",
    "launch/ar/sg-report-2020-alone.ics",
    "hostile/fr/all.ics",
    "gcm/zh/all.ics",
    "clocks/en/all.ics",
    "years/en/all.ics",
}
_LAST_YEAR = 2037
_FIELDS = "calendar uid start-long end-long title description location status url".split()
_SHOWN = tuple(part for field in _FIELDS for part in ("--json", field))
_SEARCH = ("search", *_SHOWN, "BEGIN:VEVENT")
"""Finds everything; listing the days of a century takes as long as reading a hundred files."""
_UID = re.compile(r"^UID:(.*?)\r?$", re.MULTILINE)
_WIDE = "1000000000"
_LATE = re.compile(r"warning: In event .*excluded instance starting at (203[89]|20[4-9]|2[1-9]).*not found.*\n")
"""What it says of a time that is left out of a series which to khal has ended before (see :func:`_sees`)."""
_COMMANDS = """
import json, sys
from khal.cli import main_khal
for arguments in json.load(sys.stdin):
    try:
        main_khal(arguments)
    except SystemExit as end:
        if end.code:
            raise
"""
_CONFIGURATION = """
[locale]
local_timezone = {zone}
default_timezone = {zone}
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
timeformat = %H:%M
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%dT%H:%M:%S%z
[sqlite]
path = {home}/khal.db
[calendars]
"""


def reads(document: Document) -> bool:
    """Give it the launch, alone too, all hostile texts, one real calendar, the years, and some days of change.

    It takes some thousandths of a second to import an event, and as many to list a month.
    """
    return document.name in _NAMES


def start_in(zone: str) -> Start:
    """Give the function that starts khal for a reader in a zone."""

    def start(paths: Sequence[Path]) -> Client:
        """Let khal import every file, and list everything."""
        return _client(zone, _read(paths, zone, ["list", *_SHOWN, "1981-01-01", "2101-01-01"]))

    return start


def search_in(zone: str) -> Start:
    """Give the function that starts khal for a reader in a zone, and lets it show at once whatever it finds."""
    return lambda paths: _client(zone, _read(paths, zone, _SEARCH))


def _client(zone: str, saw: dict[Path, list[SeenEvent]]) -> Client:
    blind_to = frozenset({"language", "sequence", "categories"})
    return Client(name=f"khal in {zone}", version=version("khal"), saw=saw, blind_to=blind_to, misread=_misread)


def expand_in(zone: str) -> Expand:
    """Give the function that starts khal for a reader in a zone, and lets it list all times of series."""

    def expand(paths: Sequence[Path]) -> Expansion:
        """Let khal import every file, and list the years that are looked at."""
        return _expansion(zone, _read(paths, zone, ["list", *_SHOWN, *(f"{moment:%Y-%m-%d}" for moment in SPAN)]))

    return expand


def search_times_in(zone: str) -> Expand:
    """Give the function that starts khal for a reader in a zone, and lets it show at once all times of series."""
    return lambda paths: _expansion(zone, _read(paths, zone, _SEARCH))


def _expansion(zone: str, shown: dict[Path, list[SeenEvent]]) -> Expansion:
    saw = {
        path: in_span(SeenTime(uid=event.uid, start=event.start, end=event.end) for event in events)
        for path, events in shown.items()
    }
    return Expansion(name=f"khal in {zone}", version=version("khal"), saw=saw, sees=_sees)


def _sees(event: gf.Event, uid: str) -> list[SeenTime]:
    """Misread series as khal 0.14.1 does.

    One without UNTIL ends with 2037, from when on pytz knows no summer time (``expand`` in ``khal/icalendar.py``);
    in other summers from then on times are an hour late, and UNTIL an hour early. A moment gets a length.
    """
    rule = event.recurrence
    times = times_by_rule(event, uid)
    last = _last_by_rule(rule, event.start) if rule is not None and rule.frequency is not None else None
    if last is not None:
        times = {original: time for original, time in times.items() if original <= last or original in rule.extra}
    if rule is not None and not event.is_all_day:
        times = {original: _on_winter_clocks(original, time) for original, time in times.items()}
    found = in_span({**times, **changed_times(event, uid)}.values())
    hour = _hour_of(event)
    return [attrs.evolve(time, end=time.end + hour) if time.end == time.start else time for time in found]


def _hour_of(event: gf.Event) -> dt.timedelta:
    """Give how long khal lets a moment last: an hour on the wall, which is two where the clocks go back in it.

    So do all times of a series that begins then: seen with a weekly one from 01:30 on 30 October 2033.
    """
    if not isinstance(event.start, dt.datetime) or event.end is not None:
        return dt.timedelta(0)
    if event.recurrence is None:
        return dt.timedelta(hours=1)
    end = gf.GENEVA.localize(event.start.replace(tzinfo=None) + dt.timedelta(hours=1), is_dst=False)
    return end - event.start


def _last_by_rule(rule: gf.Recurrence, start: dt.date) -> dt.date | None:
    """Give the last start that a rule may have there: a day, a moment, or None for any."""
    until = rule.last_moment(start)
    if until is None:
        last = gf.geneva(_LAST_YEAR, 12, 31, 23, 59)
        return last if isinstance(start, dt.datetime) else last.date()
    return until - _summer(until) if isinstance(until, dt.datetime) else None


def _on_winter_clocks(original: dt.datetime, time: SeenTime) -> SeenTime:
    late = _summer(original)
    return attrs.evolve(time, start=time.start + late, end=time.end + late)


def _summer(moment: dt.datetime) -> dt.timedelta:
    """Give by how much khal takes one of Geneva's moments for later."""
    return moment.astimezone(ZoneInfo(ZONES[0])).dst() if moment.year > _LAST_YEAR else dt.timedelta(0)


def _misread(event: SeenEvent) -> SeenEvent:
    r"""Misread events as khal 0.14.1 does.

    A moment becomes an hour (``sanitize_vevent``). What it imports it writes anew with icalendar, which takes a
    backslash and a capital N for a line break. Around a description and a place it takes every blank away, one that
    does not break too (``strip``).
    """
    is_moment = event.end is None and isinstance(event.start, dt.datetime)
    texts = {name: getattr(event, name).replace(r"\N", "\n") for name in ("summary", "description", "location")}
    texts |= {name: texts[name].strip() for name in ("description", "location")}
    return attrs.evolve(event, end=event.start + dt.timedelta(hours=1) if is_moment else event.end, **texts)


def _read(paths: Sequence[Path], zone: str, ask: Sequence[str]) -> dict[Path, list[SeenEvent]]:
    """Let one process import all files, and show what is asked for.

    No calendar gets two files with one UID: what a calendar and a UID come from is known.
    """
    if importlib.util.find_spec("khal") is None:
        missing("the Python package khal")
    calendars: list[dict[str, Path]] = []
    for path in paths:
        uids = _UID.findall(path.read_bytes().replace(b"\r\n ", b"").decode())
        place = next((place for place in calendars if not place.keys() & set(uids)), None)
        if place is None:
            place = {}
            calendars.append(place)
        place |= dict.fromkeys(uids, path)
    saw: dict[Path, list[SeenEvent]] = {path: [] for path in paths}
    with TemporaryDirectory() as folder:
        home = Path(folder)
        text = _CONFIGURATION.format(zone=zone, home=home)
        text += "".join(f"[[{number}]]\npath = {home}/{number}\n" for number in range(len(calendars)))
        (home / "config").write_text(text, encoding="utf-8")
        commands = []
        for number, place in enumerate(calendars):
            (home / str(number)).mkdir()
            files = dict.fromkeys(str(path) for path in place.values())
            commands.append(["import", "--batch", "-a", str(number), *files])
        listed = _run([*commands, ask], home=home)
    for number, event in dict.fromkeys(_events(listed, ZoneInfo(zone))):
        saw[calendars[number][event.uid]].append(event)
    return saw


def _run(commands: Sequence[Sequence[str]], *, home: Path) -> str:
    """Run commands of it with nothing of the environment, so without a configuration of anybody's."""
    asked = [["-c", str(home / "config"), *command] for command in commands]
    ran = subprocess.run(
        [sys.executable, "-c", _COMMANDS],
        env={"HOME": str(home), "LC_ALL": "C.UTF-8", "COLUMNS": _WIDE},
        input=json.dumps(asked),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=900,
    )
    complaints = _LATE.sub("", ran.stderr)
    if ran.returncode or complaints:
        raise RuntimeError(complaints)
    return ran.stdout


def _events(listed: str, zone: ZoneInfo) -> Iterator[tuple[int, SeenEvent]]:
    """Read a list for each day, one a line; what goes on for days is in each of them."""
    for line in listed.splitlines():
        for said in json.loads(line):
            start, end = (_time(said[f"{name}-long"], zone) for name in ("start", "end"))
            seen = {"summary" if name == "title" else name: said[name] for name in _FIELDS[4:]}
            yield int(said["calendar"]), SeenEvent(uid=said["uid"], start=start, end=_exclusive(end), **seen)


def _time(text: str, zone: ZoneInfo) -> dt.date:
    """Read a day, or a time with its offset, which must be that of the reader's clocks.

    After 2037 khal 0.14.1 shows summer by winter's clocks, the right moment with the wrong hour and offset: its zones
    are pytz's, which end there.
    """
    if "T" not in text:
        return dt.date.fromisoformat(text)
    shown = dt.datetime.fromisoformat(text)
    clocks = shown.astimezone(zone)
    summer = clocks.dst() if clocks.year > _LAST_YEAR else dt.timedelta(0)
    if shown.utcoffset() != clocks.utcoffset() - summer:
        raise ValueError(f"khal shows {text} to a reader in {zone}")
    return shown.astimezone(dt.UTC)


def _exclusive(end: dt.date) -> dt.date:
    """Give the end that a file has: khal shows the last day."""
    return end if isinstance(end, dt.datetime) else end + dt.timedelta(days=1)
