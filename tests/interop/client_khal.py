"""khal: the calendar of the terminal, which shows times in its reader's zone."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import attrs

from interop.clients import Client, SeenEvent, Start, missing
from interop.documents import Document

ZONES = ("Europe/Zurich", "America/New_York", "Asia/Bangkok")

_NAMES = {
    "launch/fr/all.ics",
    "launch/ar/sg-report-2020-alone.ics",
    "hostile/fr/all.ics",
    "gcm/zh/all.ics",
    "clocks/en/all.ics",
}
_LAST_YEAR = 2037
_FIELDS = "calendar uid start-long end-long title description location status url".split()
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
    """Give it the launch, alone too, all hostile texts, one real calendar, and the hours of some days of change.

    It takes a hundredth of a second to import an event.
    """
    return document.name in _NAMES


def start_in(zone: str) -> Start:
    """Give the function that starts khal for a reader in a zone."""

    def start(paths: Sequence[Path]) -> Client:
        """Let khal import every file, each into a calendar of its own, and list everything."""
        if importlib.util.find_spec("khal") is None:
            missing("the Python package khal")
        with TemporaryDirectory() as folder:
            home = Path(folder)
            text = _CONFIGURATION.format(zone=zone, home=home)
            text += "".join(f"[[{number}]]\npath = {home}/{number}\n" for number in range(len(paths)))
            (home / "config").write_text(text, encoding="utf-8")
            for number, path in enumerate(paths):
                (home / str(number)).mkdir()
                _run("import", "--batch", "-a", str(number), str(path), home=home)
            fields = (part for field in _FIELDS for part in ("--json", field))
            listed = _run("list", *fields, "1981-01-01", "2101-01-01", home=home)
        saw: dict[Path, list[SeenEvent]] = {path: [] for path in paths}
        for number, event in dict.fromkeys(_events(listed, ZoneInfo(zone))):
            saw[paths[number]].append(event)
        blind_to = frozenset({"language", "sequence", "categories"})
        return Client(name=f"khal in {zone}", version=version("khal"), saw=saw, blind_to=blind_to, misread=_misread)

    return start


def _misread(event: SeenEvent) -> SeenEvent:
    r"""Misread events as khal 0.14.1 does.

    A moment becomes an hour (``sanitize_vevent``). What it imports it writes anew with icalendar, which takes a
    backslash and a capital N for a line break.
    """
    is_moment = event.end is None and isinstance(event.start, dt.datetime)
    texts = {name: getattr(event, name).replace(r"\N", "\n") for name in ("summary", "description", "location")}
    return attrs.evolve(event, end=event.start + dt.timedelta(hours=1) if is_moment else event.end, **texts)


def _run(*arguments: str, home: Path) -> str:
    """Run it with nothing of the environment, so without a configuration of anybody's."""
    ran = subprocess.run(
        [sys.executable, "-m", "khal", "-c", str(home / "config"), *arguments],
        env={"HOME": str(home), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    if ran.returncode or ran.stderr:
        raise RuntimeError(ran.stderr)
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
