"""calcurse: the calendar of the terminal, which imports a file into a folder of its own."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from interop.clients import Client, SeenEvent, missing
from interop.documents import Document

_FIELD, _ITEM = "\x1f", "\x1e"
# Days have no times to print, but the line that calcurse keeps: "12/10/2018 [1] {1D -> 12/11/2018} >note title".
_TIMED = _FIELD.join(["", "%(start:epoch)", "%(end:epoch)", "%m", "%N"]) + _ITEM
_DAYS = _FIELD.join(["%(raw)", "", "", "%m", "%N"]) + _ITEM
_LONGEST = 8191
_SHOWN = frozenset({"start", "end", "summary", "description", "location"})


def reads(document: Document) -> bool:
    """Give it every calendar, but of the hours of 120 years those of two.

    Of events' own files it has those in French, whose descriptions it does not cut: in them HTML has the whole.
    """
    if document.key is None:
        return not document.name.startswith("zone-")
    lines = document.path.read_bytes().replace(b"\r\n ", b"").splitlines()
    is_cut = any(line.startswith(b"DESCRIPTION") and len(line) > _LONGEST for line in lines)
    return document.language == "fr" and not is_cut


def start(paths: Sequence[Path]) -> Client:
    """Let calcurse import every file, each into an empty folder, and show all that it then has.

    It is asked with ``-G``, which gives each item once; ``-Q``, day by day, takes a minute for the hours of twenty
    years. It forgets UIDs.
    """
    program = shutil.which("calcurse")
    if program is None:
        missing("calcurse")
    with TemporaryDirectory() as folder:
        version = re.search(r"\d[\d.]*", _run(program, "--version", home=folder))[0]
        saw = {path: list(_read(program, path, str(Path(folder, str(n))))) for n, path in enumerate(paths)}
    blind_to = frozenset(attrs.fields_dict(SeenEvent)) - _SHOWN
    return Client(name="calcurse", version=version, saw=saw, blind_to=blind_to, misread=_misread)


def _misread(event: SeenEvent) -> SeenEvent:
    """Misread events as calcurse 4.7.1 does, and give a moment its start for an end, as RFC 5545 has it.

    What stands in a line behind 8191 octets (``BUFSIZ``), unfolded, it drops, in the midst of a character too.
    """
    return attrs.evolve(event, end=event.end or event.start, description=_cut(event.description, event.language))


def _cut(description: str, language: str) -> str:
    escaped = re.sub(r"([\\;,])", r"\\\1", description).replace("\n", r"\n")
    line = f"DESCRIPTION;LANGUAGE={language}:{escaped}".encode()[:_LONGEST]
    kept = line.decode(errors="replace").partition(":")[2]
    return re.sub(r"\\(.)", lambda found: found[1].replace("n", "\n"), kept)


def _run(program: str, *arguments: str, home: str) -> str:
    """Run it with nothing of the environment but a zone, as for a reader in Bangkok, where no hour comes twice.

    What calcurse keeps are times of the wall alone: in Geneva it may take the first 02:30 of a night in autumn for the
    second, and the second for the first.
    """
    ran = subprocess.run(
        [program, "-D", home, "-C", home, *arguments],
        env={"HOME": home, "LC_ALL": "C.UTF-8", "TZ": "Asia/Bangkok"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        encoding="utf-8",
        errors="replace",
        timeout=30,
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
    return [days[0], days[1] + dt.timedelta(days=1)]
