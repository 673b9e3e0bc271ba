"""What the tests with real clients share: files that are written first, and clients that are started once."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

import gcmfeeds as gf
from interop import (
    client_calcurse,
    client_chromium,
    client_dateutil,
    client_feedparser,
    client_feedsmith,
    client_ical,
    client_icalendar,
    client_icaljs,
    client_khal,
    client_libical,
    client_newsboat,
    client_nodeical,
    client_radicale,
    client_rssparser,
)
from interop.agreement import OUTCOMES
from interop.catalogues import (
    archives_catalogue,
    hostile_catalogue,
    launch_catalogue,
    years_catalogue,
    zone_catalogue,
)
from interop.clients import Client, Expand, Expansion, Start
from interop.documents import Document, write_all

_READ = pytest.StashKey[list[Client | Expansion]]()
_GCM = Path(__file__).parents[2] / "examples" / "gcm"

WHOLE_READERS: dict[str, Start] = {
    "icalendar": client_icalendar.start,
    "ical": client_ical.start,
    "ical.js": client_icaljs.start,
    "node-ical": client_nodeical.start,
    "libical": client_libical.start,
    "dateutil": client_dateutil.start,
}
"""Calendar clients that read every calendar."""

CALENDAR_CLIENTS: dict[str, Start] = {
    **WHOLE_READERS,
    "calcurse": client_calcurse.start,
    "Radicale": client_radicale.start,
    **{f"khal in {zone}": client_khal.start_in(zone) for zone in client_khal.ZONES},
}
FEED_READERS: dict[str, Start] = {
    "feedparser": client_feedparser.start,
    "rss-parser": client_rssparser.start,
    "feedsmith": client_feedsmith.start,
    "newsboat": client_newsboat.fetch,
}
"""Readers of every feed."""

CLIENTS: dict[str, Start] = {
    **CALENDAR_CLIENTS,
    **FEED_READERS,
    "newsboat day by day": client_newsboat.start,
}

EXPANDERS: dict[str, Expand] = {
    "icalendar": client_icalendar.expand,
    "ical": client_ical.expand,
    "ical.js": client_icaljs.expand,
    "node-ical": client_nodeical.expand,
    "libical": client_libical.expand,
    "dateutil": client_dateutil.expand,
    "calcurse": client_calcurse.expand,
    "Radicale": client_radicale.expand,
    **{f"khal in {zone}": client_khal.expand_in(zone) for zone in client_khal.ZONES},
}
"""Calendar clients that expand series."""

EXPANDS: dict[str, Callable[[Document], bool]] = {
    "calcurse": lambda document: document.key is not None,  # two events at one time would look like one that goes on
    "Radicale": lambda document: document.key is not None,  # a resource is one event
    **{f"khal in {zone}": lambda document: document.key is None for zone in client_khal.ZONES},  # it is slow
}
"""Which of those files are given to those that do not take all."""

READS: dict[str, Callable[[Document], bool]] = {
    "calcurse": client_calcurse.reads,
    "Radicale": client_radicale.reads,
    **{f"khal in {zone}": client_khal.reads for zone in client_khal.ZONES},
}
"""Which calendars are given to those that are too slow for all."""


def pytest_configure(config):
    """Keep the clients that ran, for the table at the end."""
    config.stash[_READ] = []
    config.stash[OUTCOMES] = []


@pytest.fixture(scope="session")
def documents(tmp_path_factory) -> list[Document]:
    """Write every file, before any client starts."""
    folder = tmp_path_factory.mktemp("interop")
    written = []
    for name, catalogue in {"launch": launch_catalogue(), "hostile": hostile_catalogue()}.items():
        keys = [event.key for event in catalogue.events]
        written += write_all(folder / name, catalogue, keys=keys)
    catalogue = gf.load(_GCM)
    written += write_all(folder / "gcm", catalogue, keys=[event.key for event in catalogue.events[::10]])
    archived = write_all(folder / "archives", archives_catalogue())
    written += [document for document in archived if document.path.suffix != ".ics"]
    for first in range(1981, 2101, 20):
        written += write_all(folder / f"zone-{first}", zone_catalogue(first, first + 19), feeds=False)
    years = years_catalogue()
    written += write_all(folder / "years", years, keys=[event.key for event in years.events], feeds=False)
    return written + write_all(folder / "clocks", zone_catalogue(2037, 2038), feeds=False)


@pytest.fixture(scope="session")
def calendars(documents) -> list[Document]:
    return [document for document in documents if document.path.suffix == ".ics"]


@pytest.fixture(scope="session")
def feeds(documents) -> list[Document]:
    return [document for document in documents if document.path.suffix != ".ics"]


@pytest.fixture(scope="session")
def start_client(request) -> Callable[[str, Sequence[Path]], Client]:
    """Give the function that starts a client, lets it read these files, and keeps it for the table at the end."""

    def start(name: str, paths: Sequence[Path]) -> Client:
        client = CLIENTS[name](paths)
        request.config.stash[_READ].append(client)
        return client

    return start


@pytest.fixture(scope="session")
def browse(request) -> Callable[[Path], AbstractContextManager[client_chromium.Browser]]:
    """Give the function that starts the browser for a folder, and keeps it for the table at the end."""

    @contextmanager
    def start(folder: Path) -> Iterator[client_chromium.Browser]:
        with client_chromium.browsing(folder) as browser:
            yield browser
            request.config.stash[_READ].append(browser.client())

    return start


@pytest.fixture(scope="module", params=list(EXPANDERS))
def expand_all(request) -> Callable[[Sequence[Document]], Expansion]:
    """Give, for each calendar client in turn, the function that lets it expand the series of files."""

    def expand(documents: Sequence[Document]) -> Expansion:
        reads = EXPANDS.get(request.param, lambda _: True)
        expansion = EXPANDERS[request.param]([document.path for document in documents if reads(document)])
        request.config.stash[_READ].append(expansion)
        return expansion

    return expand


@pytest.fixture(scope="session")
def start_once(start_client, calendars) -> Callable[[str], Client]:
    """Give the function that starts a calendar client, once, and lets it read its calendars."""

    @functools.cache
    def start(name: str) -> Client:
        reads = READS.get(name, lambda document: document.key is None or not document.name.startswith("years/"))
        return start_client(name, [document.path for document in calendars if reads(document)])

    return start


@pytest.fixture(params=list(CALENDAR_CLIENTS))
def client(request, start_once) -> Client:
    """Give each calendar client in turn."""
    return start_once(request.param)


@pytest.fixture(params=list(WHOLE_READERS))
def whole_reader(request, start_once) -> Client:
    """Give each client that reads every calendar in turn."""
    return start_once(request.param)


@pytest.fixture(scope="session")
def radicale(start_once) -> Client:
    return start_once("Radicale")


@pytest.fixture(scope="session")
def libical(start_once) -> Client:
    return start_once("libical")


@pytest.fixture(scope="session", params=list(FEED_READERS))
def feed_reader(request, start_client, feeds) -> Client:
    """Give each reader of feeds in turn, after it read every feed."""
    return start_client(request.param, [document.path for document in feeds])


def pytest_terminal_summary(terminalreporter, config):
    """Print which client read how much."""
    read: dict[tuple[str, str], list[int]] = {}
    for client in config.stash[_READ]:
        items = [len(getattr(seen, "entries", seen)) for seen in client.saw.values()]
        read.setdefault((client.name, client.version), []).extend(items)
    if read:
        terminalreporter.section("real clients")
        terminalreporter.write_line(f"{'client':<24} {'version':<10} {'files':>6} {'events or entries':>18}")
    for (name, version), items in read.items():
        terminalreporter.write_line(f"{name:<24} {version:<10} {len(items):>6} {sum(items):>18,}")
    _print_generated(terminalreporter, config.stash[OUTCOMES])


def _print_generated(terminalreporter, outcomes):
    """Print which client read how much of what was generated, how long it took, and what it is known to misread."""
    if outcomes:
        terminalreporter.section("generated catalogues")
        terminalreporter.write_line(f"{'client':<24} {'files':>7} {'events':>8} {'times':>8} {'seconds':>8}  misread")
    for one in outcomes:
        faults = ", ".join(f"{name} {count:,}" for name, count in one.faults.most_common())
        numbers = f"{one.files:>7,} {one.events:>8,} {one.times:>8,} {one.seconds:>8,.0f}"
        terminalreporter.write_line(f"{one.name:<24} {numbers}  {faults}".rstrip())
