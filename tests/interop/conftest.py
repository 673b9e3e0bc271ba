"""What the tests with real clients share: files that are written first, and clients that are started once."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import gcmfeeds as gf
from interop import (
    client_dateutil,
    client_feedparser,
    client_ical,
    client_icalendar,
    client_icaljs,
    client_libical,
    client_newsboat,
)
from interop.catalogues import hostile_catalogue, launch_catalogue, zone_catalogue
from interop.clients import Client, Start
from interop.documents import Document, write_all

_READ = pytest.StashKey[list[Client]]()
_GCM = Path(__file__).parents[2] / "examples" / "gcm"

CALENDAR_CLIENTS: dict[str, Start] = {
    "icalendar": client_icalendar.start,
    "ical": client_ical.start,
    "ical.js": client_icaljs.start,
    "libical": client_libical.start,
    "dateutil": client_dateutil.start,
}
CLIENTS: dict[str, Start] = {
    **CALENDAR_CLIENTS,
    "feedparser": client_feedparser.start,
    "newsboat": client_newsboat.start,
}


def pytest_configure(config):
    """Keep the clients that ran, for the table at the end."""
    config.stash[_READ] = []


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
    for first in range(1981, 2101, 20):
        written += write_all(folder / f"zone-{first}", zone_catalogue(first, first + 19), feeds=False)
    return written


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
def start_once(start_client, calendars) -> Callable[[str], Client]:
    """Give the function that starts a calendar client, once, and lets it read every calendar."""
    return functools.cache(lambda name: start_client(name, [document.path for document in calendars]))


@pytest.fixture(params=list(CALENDAR_CLIENTS))
def client(request, start_once) -> Client:
    """Give each calendar client in turn."""
    return start_once(request.param)


@pytest.fixture(scope="session")
def libical(start_once) -> Client:
    return start_once("libical")


@pytest.fixture(scope="session")
def feed_reader(start_client, feeds) -> Client:
    """Give feedparser, after it read every feed."""
    return start_client("feedparser", [document.path for document in feeds])


def pytest_terminal_summary(terminalreporter, config):
    """Print which client read how much."""
    read: dict[tuple[str, str], list[int]] = {}
    for client in config.stash[_READ]:
        items = [len(getattr(seen, "entries", seen)) for seen in client.saw.values()]
        read.setdefault((client.name, client.version), []).extend(items)
    if read:
        terminalreporter.section("real clients")
        terminalreporter.write_line(f"{'client':<16} {'version':<10} {'files':>6} {'events or entries':>18}")
    for (name, version), items in read.items():
        terminalreporter.write_line(f"{name:<16} {version:<10} {len(items):>6} {sum(items):>18,}")
