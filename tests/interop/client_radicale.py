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
from typing import Any
from xml.etree import ElementTree as ET

import gcmfeeds as gf
from interop import client_icalendar
from interop.clients import SPAN, Client, Expansion, SeenTime, client_module, in_span, missing, seen_time
from interop.documents import Document
from interop.expected import times_of

_SECONDS = 20
_AT_LEISURE = () if os.environ.get("CI") else ("-winter", "-summer")
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
        for number, path in enumerate(paths):
            _ask(connection, "MKCALENDAR", f"/u/{number}/")
            _ask(connection, "PUT", f"/u/{number}/{path.name}", path.read_bytes())
            saw[path] = in_span(_times(_ask(connection, "REPORT", f"/u/{number}/", _ALL_TIMES)))
    return Expansion(name="Radicale", version=version("radicale"), saw=saw, sees=_sees)


def _sees(event: gf.Event, uid: str) -> list[SeenTime]:
    return times_of(event, uid)


def _times(answer: bytes) -> Iterator[SeenTime]:
    icalendar = client_module("icalendar")
    for data in ET.fromstring(answer).iter(_DATA):  # noqa: S314  # it is our own server
        for event in icalendar.Calendar.from_ical(data.text).events:
            times = [seen_time(event[name].dt) for name in ("DTSTART", "DTEND") if name in event]
            yield SeenTime(uid=str(event["UID"]), start=times[0], end=times[-1])


def _bring(connection: HTTPConnection, paths: Sequence[Path]) -> Iterator[tuple[Path, bytes]]:
    folders = list(dict.fromkeys(path.parent for path in paths))
    for number in range(len(folders)):
        _ask(connection, "MKCALENDAR", f"/u/{number}/")
    for path in paths:
        address = f"/u/{folders.index(path.parent)}/{path.name}"
        _ask(connection, "PUT", address, path.read_bytes())
        yield path, _ask(connection, "GET", address)


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


_CUT = re.compile(
    r"(/(?:CONFERENCE;.*VALUE=URI|LINK;.*VALUE=URI|CONCEPT|X-APPLE-STRUCTURED-LOCATION;.*:geo):[^,]*),.*", re.DOTALL
)


def _differences(brought: bytes, returned: bytes) -> Iterator[str]:
    """Give the properties that did not come back, and those that came of themselves.

    Of an address that is none of RFC 5545's Radicale 3.9.0 keeps what stands before the first comma: vobject 0.9.9,
    with which it reads, takes properties that it does not know for lists of texts (``TextBehavior.decode``).
    """
    read = client_module("icalendar").Calendar.from_ical
    before, after = (Counter(_properties(read(calendar))) for calendar in (brought, returned))
    before = Counter(_CUT.sub(r"\1", line) for line in before.elements())
    yield from (f"lost: {line}" for line in (before - after).elements())
    yield from (f"made up: {line}" for line in (after - before).elements())


def _properties(component: Any, inside: str = "") -> Iterator[str]:
    """Give each property, with its parameters in order and what it stands in."""
    inside = f"{inside}{component.name}/"
    for name, value in component.property_items(recursive=False):
        if name not in ("BEGIN", "END"):
            parameters = "".join(f";{key}={value.params[key]}" for key in sorted(value.params))
            said = value.to_ical()
            yield f"{inside}{name}{parameters}:{said.decode() if isinstance(said, bytes) else said}"
    for child in component.subcomponents:
        yield from _properties(child, inside)
