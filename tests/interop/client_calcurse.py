"""calcurse: the calendar of the terminal, which imports a file into a folder of its own."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import attrs

import gcmfeeds as gf
from interop.clients import SPAN, Client, Expansion, SeenEvent, SeenTime, in_span, missing, seen_time
from interop.documents import Document
from interop.expected import changed_times, times_of

_FIELD, _ITEM = "\x1f", "\x1e"
# Days have no times to print, but the line that calcurse keeps: "12/10/2018 [1] {1D -> 12/11/2018} >note title".
_TIMED = _FIELD.join(["", "%(start:epoch)", "%(end:epoch)", "%m", "%N"]) + _ITEM
_DAYS = _FIELD.join(["%(raw)", "", "", "%m", "%N"]) + _ITEM
_SPAN_OF = "%(start:epoch) %(end:epoch)"
_KINDS = ("apt", "recur-apt", "event", "recur-event")
_GENEVA = "Europe/Zurich"
_DAY = dt.timedelta(days=1)
_MONTHS = 12
_LONGEST = 8191
_SHOWN = frozenset({"start", "end", "summary", "description", "location"})


def reads(document: Document) -> bool:
    """Give it every calendar, but of the hours of 120 years those of two.

    Of events' own files it has those in French, whose descriptions it does not cut: in them HTML has the whole.
    """
    if document.key is None:
        return not document.name.startswith("zone-")
    if document.language != "fr":
        return False
    lines = document.path.read_bytes().replace(b"\r\n ", b"").splitlines()
    is_cut = any(line.startswith(b"DESCRIPTION") and len(line) > _LONGEST for line in lines)
    return not is_cut


def start(paths: Sequence[Path]) -> Client:
    """Let calcurse import every file, each into an empty folder, and show all that it then has.

    It is asked with ``-G``, which gives each item once; ``-Q``, day by day, takes a minute for the hours of twenty
    years. It forgets UIDs.
    """
    program = _program()
    with TemporaryDirectory() as folder:
        version = _version(program, folder)
        saw = {path: list(_read(program, path, str(Path(folder, str(n))))) for n, path in enumerate(paths)}
    blind_to = frozenset(attrs.fields_dict(SeenEvent)) - _SHOWN
    return Client(name="calcurse", version=version, saw=saw, blind_to=blind_to, misread=_misread)


def expand(paths: Sequence[Path]) -> Expansion:
    """Let calcurse, in Geneva, import every file, each into an empty folder, and show the years that are looked at.

    What goes on for days it shows on each of them, and once is taken. Series it repeats by the clocks of its reader,
    so that elsewhere they would be an hour off in summer or in winter.
    """
    program = _program()
    with TemporaryDirectory() as folder:
        version = _version(program, folder)
        saw = {path: in_span(_shown(program, path, str(Path(folder, str(n))))) for n, path in enumerate(paths)}
    return Expansion(name="calcurse", version=version, saw=saw, sees=_sees)


def expands(event: gf.Event) -> bool:
    """Say whether calcurse 4.7.1 makes of a series what can be told beforehand: of these it does not.

    Moments without an end at midnight: ``DTSTART;TZID=Europe/Zurich:20290107T000000`` with ``FREQ=YEARLY;COUNT=2`` it
    never ends importing, and with UNTIL it skips them, for the "rrule does not match start day". With a DTEND, or a
    minute later, all is well.

    What goes on past midnight: looking at the day after, it goes by that day's week or month, and finds a time that is
    none of the rule's (every second month on the 31st also in those between, to the 1st).

    Every so many months on days of which one is counted from the end: it never ends showing 2035-04-21 with
    ``FREQ=MONTHLY;INTERVAL=58;BYMONTHDAY=21,-1``.

    What is moved into the hour that comes twice: in Geneva, where it is asked for series, it takes 02:00+01:00 on
    2012-10-28 for the hour before, as ``_run`` says.

    BYSETPOS, which it does not know: of what it shows instead, an EXDATE takes away more than its day. And days by
    INTERVAL within a BYMONTH, of which it loses some.
    """
    rule = event.recurrence
    is_daily_in_months = rule.frequency == "daily" and bool(rule.by_month) and rule.interval > 1
    is_from_the_end = rule.interval > _MONTHS and any(day < 0 for day in rule.by_month_day)
    if rule.by_position or is_daily_in_months or is_from_the_end:
        return False
    if event.is_all_day:
        return True
    changed = changed_times(event, "").values()
    if any(_comes_twice(moment) for time in changed for moment in (time.start, time.end)):
        return False
    if event.end is None:
        return event.start.time() != dt.time()
    return event.start.date() == event.end.date()


def _comes_twice(moment: dt.datetime) -> bool:
    """Say whether Geneva's clocks show a moment twice."""
    wall = moment.astimezone(ZoneInfo(_GENEVA))
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()


def _sees(event: gf.Event, _uid: str) -> list[SeenTime]:
    """Misread series as calcurse 4.7.1 does.

    It has no RDATE, BYSETPOS, BYYEARDAY and WKST, and passes over them; what is otherwise about an occurrence (it has
    no RECURRENCE-ID) stands beside what was to be; of an event that goes on for days it repeats the first; what is
    excluded, but the first time, it does not count, so that a series of COUNT goes on for as many times more, and with
    it goes all of that day.
    """
    if event.recurrence is None:
        return _by_days(times_of(event, ""))
    starts = [event.start]
    if event.recurrence.frequency:
        rule = attrs.evolve(event.recurrence, extra=(), by_position=(), by_year_day=(), week_start="MO", changes=())
        excluded = _days_excluded(rule)
        starts = [start for start in _by_rule(rule, event.start) if _day(start) not in excluded]
    length = _DAY if event.is_all_day else (event.end or event.start) - event.start
    times = [SeenTime(uid=None, start=seen_time(start), end=seen_time(start) + length) for start in starts]
    return in_span([*times, *_by_days(changed_times(event, "").values())])


def _by_rule(rule: gf.Recurrence, start: dt.date) -> list[dt.date]:
    """Give the starts by a rule that has no other dates, and as many more as are excluded where they are counted."""
    excluded = _days_excluded(rule)
    if rule.count is None:
        return rule.starts(start, *SPAN)
    most = rule.count + len(rule.excluded)
    found = attrs.evolve(rule, excluded=(), count=most).first_starts(start, most)
    return [one for one in found if one == start or _day(one) not in excluded][: rule.count]


def _days_excluded(rule: gf.Recurrence) -> set[dt.date]:
    return {_day(one) for one in rule.excluded}


def _day(time: dt.date) -> dt.date:
    return time.date() if isinstance(time, dt.datetime) else time


def _by_days(times: Iterable[SeenTime]) -> list[SeenTime]:
    """Forget UIDs, and let what goes on for days stand on each of them."""
    found = []
    for time in times:
        is_day = not isinstance(time.start, dt.datetime)
        starts = _days_from(time.start, time.end) if is_day else [time.start]
        found += [SeenTime(uid=None, start=start, end=start + _DAY if is_day else time.end) for start in starts]
    return found


def _days_from(first: dt.date, end: dt.date) -> list[dt.date]:
    return [first + number * _DAY for number in range((end - first).days)]


def _shown(program: str, path: Path, home: str) -> Iterator[SeenTime]:
    _run(program, "-q", "-i", str(path), home=home, zone=_GENEVA)
    formats = (f"--format-{kind}={'.' if 'event' in kind else _SPAN_OF}\n" for kind in _KINDS)
    years = ("--input-datefmt", "4", "--from", f"{SPAN[0]:%Y-%m-%d}", "--to", f"{SPAN[1]:%Y-%m-%d}")
    shown = _run(program, "-Q", *years, "--output-datefmt", "day %Y-%m-%d", *formats, home=home, zone=_GENEVA)
    day, moments = SPAN[0].date(), []
    for line in shown.splitlines():
        if line.startswith("day "):
            day = dt.date.fromisoformat(line[4:14])
        elif line == ".":
            yield SeenTime(uid=None, start=day, end=day + _DAY)
        elif line:
            moments.append(tuple(dt.datetime.fromtimestamp(int(moment), dt.UTC) for moment in line.split()))
    yield from (SeenTime(uid=None, start=start, end=end) for start, end in dict.fromkeys(moments))


def _program() -> str:
    return shutil.which("calcurse") or missing("calcurse")


def _version(program: str, home: str) -> str:
    return re.search(r"\d[\d.]*", _run(program, "--version", home=home))[0]


def _misread(event: SeenEvent) -> SeenEvent:
    """Misread events as calcurse 4.7.1 does, and give a moment its start for an end, as RFC 5545 has it.

    What stands in a line behind 8191 octets (``BUFSIZ``), unfolded, it drops, in the midst of a character too. Seconds
    it keeps none: a line of its folder has ``%02u:%02u`` (``apoint_tostr``).
    """
    start, end = (_to_the_minute(time) for time in (event.start, event.end or event.start))
    return attrs.evolve(event, start=start, end=end, description=_cut(event.description, event.language))


def _to_the_minute(time: dt.date) -> dt.date:
    return time.replace(second=0) if isinstance(time, dt.datetime) else time


def _cut(description: str, language: str) -> str:
    escaped = re.sub(r"([\\;,])", r"\\\1", description).replace("\n", r"\n")
    line = f"DESCRIPTION;LANGUAGE={language}:{escaped}".encode()[:_LONGEST]
    kept = line.decode(errors="replace").partition(":")[2]
    return re.sub(r"\\(.)", lambda found: found[1].replace("n", "\n"), kept)


def _run(program: str, *arguments: str, home: str, zone: str = "Asia/Bangkok") -> str:
    """Run it with nothing of the environment but a zone, mostly as for a reader in Bangkok, where no hour comes twice.

    What calcurse keeps are times of the wall alone: in Geneva it may take the first 02:30 of a night in autumn for the
    second, and the second for the first.
    """
    ran = subprocess.run(
        [program, "-D", home, "-C", home, *arguments],
        env={"HOME": home, "LC_ALL": "C.UTF-8", "TZ": zone},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
    )
    if ran.stderr:
        raise RuntimeError(ran.stderr)
    return ran.stdout


def _read(program: str, path: Path, home: str) -> Iterator[SeenEvent]:
    _run(program, "-q", "-i", str(path), home=home)
    formats = (f"--format-{kind}={_TIMED if kind == 'apt' else _DAYS}" for kind in ("apt", "event", "recur-event"))
    for item in _run(program, "-G", *formats, home=home).split(_ITEM)[:-1]:
        yield _event(*item.split(_FIELD))


def _event(line: str, start: str, end: str, title: str, note: str) -> SeenEvent:
    text = re.sub(r"^\t", "", note, flags=re.MULTILINE)
    description, _, facts = text.rpartition("-- \n") if "-- \n" in text else (text, "", "")
    location = re.search(r"^Location: (.*)", facts, re.MULTILINE)
    times = _days(line) if line else [dt.datetime.fromtimestamp(int(moment), dt.UTC) for moment in (start, end)]
    return SeenEvent(
        uid=None,
        start=times[0],
        end=times[1],
        summary=title,
        description=description.rstrip("\n"),
        location=location[1] if location else "",
    )


def _days(line: str) -> list[dt.date]:
    """Read first and last day; what goes on for days is, to calcurse, an event that comes back daily until the last."""
    first, last = re.match(r"(\S+) \[1\](?: \{1D -> (\S+)\})?", line).groups()
    days = [dt.datetime.strptime(day, "%m/%d/%Y").replace(tzinfo=dt.UTC).date() for day in (first, last or first)]
    return [days[0], days[1] + _DAY]
