"""Radicale: a CalDAV server, to which a client brings events one by one, and which gives them back."""

from __future__ import annotations

import importlib.util
import os
import re
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import attrs

import gcmfeeds as gf
from interop import client_icalendar
from interop.clients import SPAN, Client, Expansion, SeenTime, client_module, in_span, missing, seen_time
from interop.documents import Document
from interop.expected import changed_times, times_by_rule, times_of

_SECONDS = 20
_AT_LEISURE = () if os.environ.get("CI") else ("-winter", "-summer")
_DAV = "{DAV:}"
_DATA = "{urn:ietf:params:xml:ns:caldav}calendar-data"
_WINDOW = f'start="{SPAN[0].year - 1}0101T000000Z" end="{SPAN[1].year + 1}0101T000000Z"'
_ALL_TIMES = f"""
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><C:calendar-data><C:expand {_WINDOW}/></C:calendar-data></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range {_WINDOW}/></C:comp-filter>
</C:comp-filter></C:filter></C:calendar-query>
""".strip().encode()
_HEADERS = {"Authorization": f"Basic {b64encode(b'u:x').decode()}", "Content-Type": "text/calendar; charset=utf-8"}


def reads(document: Document) -> bool:
    """Bring it events' own files, each one resource of CalDAV (:rfc:`4791#section-4.1`).

    It takes a fiftieth of a second for each: of the hostile ones it has those in French, of the years winter and summer
    in CI only.
    """
    if document.key is None or document.key.endswith(_AT_LEISURE):
        return False
    return document.language == "fr" or not document.name.startswith("hostile/")


def start(paths: Sequence[Path]) -> Client:
    """Bring every file to Radicale by PUT, into a calendar for each folder, and fetch it back by GET.

    icalendar reads what came back; Radicale's complaints are the properties that did not.
    """
    if importlib.util.find_spec("radicale") is None:
        missing("the Python package radicale")
    saw, complaints = {}, {}
    with TemporaryDirectory() as folder:
        with _serving(Path(folder)) as connection:
            returned = dict(_bring(connection, paths))
        copy = Path(folder) / "returned.ics"
        for path, body in returned.items():
            copy.write_bytes(body)
            saw[path] = client_icalendar.start([copy]).saw[copy]
            complaints[path] = list(_differences(path.read_bytes(), body))
    return Client(name="Radicale", version=version("radicale"), saw=saw, complaints=complaints)


def expand(paths: Sequence[Path]) -> Expansion:
    """Bring every file to Radicale, and ask it for all times of those years (:rfc:`4791#section-9.6.5`)."""
    if importlib.util.find_spec("radicale") is None:
        missing("the Python package radicale")
    saw = {}
    with TemporaryDirectory() as folder, _serving(Path(folder)) as connection:
        addresses = dict(_put(connection, paths))
        for collection in dict.fromkeys(address.rpartition("/")[0] for address in addresses.values()):
            times = dict(_times(_ask(connection, "REPORT", f"{collection}/", _ALL_TIMES)))
            saw |= {path: in_span(times.get(address, ())) for path, address in addresses.items() if address in times}
    return Expansion(
        name="Radicale", version=version("radicale"), saw={path: saw.get(path, []) for path in paths}, sees=_sees
    )


def _sees(event: gf.Event, uid: str) -> list[SeenTime]:
    """Give each time the length that the first one has on the wall, as Radicale 3.9.0 does (``_expand``).

    So all are an hour too long or too short if the clocks change during the first one.
    """
    if event.recurrence is None or event.is_all_day or event.end is None:
        return times_of(event, uid)
    length = event.end.replace(tzinfo=None) - event.start.replace(tzinfo=None)
    times = {
        original: attrs.evolve(time, end=time.start + length) for original, time in times_by_rule(event, uid).items()
    }
    return in_span({**times, **changed_times(event, uid)}.values())


def _times(answer: bytes) -> Iterator[tuple[str, list[SeenTime]]]:
    """Give the times of each resource that an answer has."""
    for resource in ET.fromstring(answer).iter(f"{_DAV}response"):  # noqa: S314  # it is our own server
        yield resource.findtext(f"{_DAV}href"), list(_times_in(resource.findtext(f".//{_DATA}")))


def _times_in(calendar: str) -> Iterator[SeenTime]:
    for event in client_module("icalendar").Calendar.from_ical(calendar).events:
        times = [seen_time(event[name].dt) for name in ("DTSTART", "DTEND") if name in event]
        yield SeenTime(uid=str(event["UID"]), start=times[0], end=times[-1])


def _bring(connection: HTTPConnection, paths: Sequence[Path]) -> Iterator[tuple[Path, bytes]]:
    for path, address in _put(connection, paths):
        yield path, _ask(connection, "GET", address)


def _put(connection: HTTPConnection, paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Bring files into a calendar for each folder; give the address of each."""
    folders = list(dict.fromkeys(path.parent for path in paths))
    for number in range(len(folders)):
        _ask(connection, "MKCALENDAR", f"/u/{number}/")
    for path in paths:
        address = f"/u/{folders.index(path.parent)}/{path.name}"
        _ask(connection, "PUT", address, path.read_bytes())
        yield path, address


def _ask(connection: HTTPConnection, method: str, address: str, body: bytes | None = None) -> bytes:
    connection.request(method, address, body, _HEADERS)
    with closing(connection.getresponse()) as response:
        said = response.read()
    if response.status not in (200, 201, 207):
        raise RuntimeError(f"Radicale answered {response.status} to {method} {address}: {said.decode()}")
    return said


@contextmanager
def _serving(folder: Path) -> Iterator[HTTPConnection]:
    """Serve from a folder, on a port that was free a moment before, and stop in any case."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    options = {
        "--config": "",
        "--server-hosts": f"127.0.0.1:{port}",
        "--auth-type": "none",
        "--rights-type": "owner_only",
        "--storage-filesystem-folder": str(folder / "storage"),
    }
    arguments = [part for option in options.items() for part in option]
    log = folder / "log"
    with log.open("wb") as said:
        server = subprocess.Popen([sys.executable, "-m", "radicale", *arguments], stdout=said, stderr=said)
    connection = HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
    try:
        _connect(connection, server, log)
        yield connection
    finally:
        connection.close()
        server.terminate()
        try:
            server.wait(_SECONDS)
        except subprocess.TimeoutExpired:  # it first ends what it was asked
            server.kill()
            server.wait()


def _connect(connection: HTTPConnection, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until it answers; give up if it ended, or after a while."""
    last = time.monotonic() + _SECONDS
    while True:
        try:
            return connection.connect()
        except ConnectionRefusedError as error:
            if server.poll() is not None or time.monotonic() > last:
                raise RuntimeError(f"Radicale does not serve: {log.read_text(encoding='utf-8')}") from error
            time.sleep(0.02)


_AS_REWRITTEN = {"TRIGGER:P0D": "TRIGGER:PT0S"}
"""The same length of time, as vobject writes it."""
_NEEDLESS = re.compile(r'="([^",;:]*)"(?=[;:,])')
_CUT = re.compile(
    r"""(/(?:CONCEPT|CONFERENCE|IMAGE|LINK|X-APPLE-STRUCTURED-LOCATION)(?:;[^=:]+=(?:"[^"]*"|[^";:])*)*:[^,]*),.*""",
    re.DOTALL,
)


def _differences(brought: bytes, returned: bytes) -> Iterator[str]:
    """Give the properties that did not come back, and those that came of themselves.

    Of an address that is none of RFC 5545's Radicale 3.9.0 keeps what stands before the first comma: vobject 0.9.9,
    with which it reads, takes properties that it does not know for lists of texts (``TextBehavior.decode``).
    """
    before, after = Counter(_lines(brought)), Counter(_lines(returned))
    before = Counter(_CUT.sub(r"\1", line) for line in before.elements())
    yield from (f"lost: {line}" for line in (before - after).elements())
    yield from (f"made up: {line}" for line in (after - before).elements())


def _lines(calendar: bytes) -> Iterator[str]:
    """Give each property as its line, with what it stands in, and without quotation marks that no parameter needs."""
    inside: list[str] = []
    for line in calendar.replace(b"\r\n ", b"").decode().split("\r\n"):
        if line.startswith("BEGIN:"):
            inside.append(line[6:])
        yield "/".join([*inside, _AS_REWRITTEN.get(line) or _NEEDLESS.sub(r"=\1", line)])
        if line.startswith("END:"):
            inside.pop()
