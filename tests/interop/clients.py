"""Clients: what each of them saw in our files, as plain data, and what becomes of one that is missing."""

from __future__ import annotations

import datetime as dt
import importlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import attrs
import pytest
from lxml import etree
from lxml.html import fragment_fromstring

import gcmfeeds as gf


@attrs.frozen(kw_only=True)
class SeenEvent:
    """Hold what is seen of one event; None where a client does not show that at all.

    Args:
        uid: Its UID.
        start: A date, or a moment in UTC.
        end: Exclusive, of the same kind; None where the file gives none.
        summary: The title.
        language: Of the title; empty for none.
        status: In the words of RFC 5545.
        sequence: Its revision.
        url: Its page; empty for none.
        description: Plain text.
        location: One line; empty for none.
        categories: In order.
    """

    uid: str | None
    start: dt.date
    end: dt.date | None
    summary: str | None = None
    language: str | None = None
    status: str | None = None
    sequence: int | None = None
    url: str | None = None
    description: str | None = None
    location: str | None = None
    categories: tuple[str, ...] | None = None


@attrs.frozen(kw_only=True, order=True)
class SeenLink:
    """Hold what is seen of a link; empty where nothing is said."""

    hreflang: str
    type: str
    href: str


@attrs.frozen(kw_only=True)
class SeenCategory:
    """Hold what is seen of a category; empty where nothing is said, as RSS says no term."""

    term: str
    label: str
    scheme: str


@attrs.frozen(kw_only=True)
class SeenFile:
    """Hold what is seen of an enclosure, its length in octets; None where nothing is said of that."""

    href: str
    type: str
    length: int | None


@attrs.frozen(kw_only=True)
class SeenEntry:
    """Hold what is seen of one entry; empty where nothing is said, None where a client does not show that at all.

    Args:
        id: Its id, or guid.
        title: Plain.
        language: Of the title.
        link: The permalink.
        published: In UTC.
        updated: In UTC.
        content: HTML, as a tree in writing (:func:`html_tree`).
        summary: Plain.
        authors: Their names.
        categories: In order.
        enclosures: In order.
        related: Sorted.
        translations: The other pages among the alternates, sorted; those of RSS are related.
        source: The address at which it stood first.
        start: When its event begins, as it is written.
    """

    id: str | None
    title: str
    language: str | None
    link: str
    published: dt.datetime
    updated: dt.datetime | None
    content: str
    summary: str | None
    authors: tuple[str, ...]
    categories: tuple[SeenCategory, ...] | None
    enclosures: tuple[SeenFile, ...] | None
    related: tuple[SeenLink, ...] | None
    translations: tuple[SeenLink, ...] | None
    source: str | None
    start: str | None


@attrs.frozen(kw_only=True)
class SeenFeed:
    """Hold what is seen of a feed; empty where nothing is said, None where a client does not show that at all.

    Args:
        id: Its id.
        title: Plain.
        language: The edition's.
        site: The page that it belongs to.
        self_link: Its own address.
        rights: Plain.
        editions: The same feed in other languages, sorted.
        entries: In order.
    """

    id: str | None
    title: str
    language: str | None
    site: str
    self_link: str | None
    rights: str | None
    editions: tuple[SeenLink, ...] | None
    entries: tuple[SeenEntry, ...]


@attrs.frozen(kw_only=True)
class SeenItem:
    """Hold what is seen of an entry that a reader keeps.

    Args:
        id: The entry's.
        title: Plain.
        published: In UTC.
        text: HTML.
        link: Its page.
        is_unread: Whether the reader shows it as new.
    """

    id: str
    title: str
    published: dt.datetime
    text: str
    link: str
    is_unread: bool


@attrs.frozen(kw_only=True)
class SeenShelf:
    """Hold what a reader keeps of a feed after it asked for it.

    Args:
        entries: All that it keeps, not only what the feed has now.
        site: The page that it takes for the feed's.
        answer: What the server said: 200, or 304 if nothing changed.
    """

    entries: tuple[SeenItem, ...]
    site: str
    answer: int


@attrs.frozen(kw_only=True)
class Client:
    """Hold a client that has read every file.

    Args:
        name: What it is called.
        version: Which one ran.
        saw: By path, what it saw in each file.
        blind_to: The fields of :class:`SeenEvent` that it does not show.
        misread: Turns what it should see into what it does see: its own known faults, each with its evidence.
        complaints: By path, what it found wrong; nothing for a file that it likes.
    """

    name: str
    version: str
    saw: Mapping[Path, Sequence[SeenEvent] | SeenFeed | SeenShelf]
    blind_to: frozenset[str] = frozenset()
    misread: Callable[[Any], Any] = attrs.field(default=lambda seen: seen)
    complaints: Mapping[Path, Sequence[str]] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class SeenTime:
    """Hold one of the times at which an event is seen to happen.

    Args:
        uid: Its UID; None where a client forgets it.
        start: A date, or a moment in UTC.
        end: Exclusive, of the same kind, of a moment its start; None where a client does not say it.
    """

    uid: str | None
    start: dt.date
    end: dt.date | None


@attrs.frozen(kw_only=True)
class Expansion:
    """Hold how a client that has read every file lets their events happen in the years of :data:`SPAN`.

    Args:
        name: What the client is called.
        version: Which one ran.
        saw: By path, each time of each event, single ones too.
        sees: Gives what the client is to see of an event: what the model says, but for its own known faults, each
            with its evidence.
    """

    name: str
    version: str
    saw: Mapping[Path, Sequence[SeenTime]]
    sees: Callable[[gf.Event, str], Sequence[SeenTime]]


SPAN = gf.geneva(1990, 1, 1), gf.geneva(2045, 1, 1)
"""The years in which series are looked at, the last one excluded; as in the scripts for node."""

Start = Callable[[Sequence[Path]], Client]
"""Starts a client once and lets it read these files."""

Expand = Callable[[Sequence[Path]], Expansion]
"""Starts a client once and lets it expand the series of these files."""


def in_span(times: Iterable[SeenTime]) -> list[SeenTime]:
    """Keep the times that begin in the years that are looked at."""
    first, last = SPAN
    days = first.date(), last.date()
    return [
        time
        for time in times
        if (first <= time.start < last if isinstance(time.start, dt.datetime) else days[0] <= time.start < days[1])
    ]


def missing(what: str) -> NoReturn:
    """Skip loudly what needs a client that is not there; in CI that is a failure."""
    message = f"MISSING CLIENT: {what}; nothing was tried with it"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def client_module(name: str) -> ModuleType:
    """Import a client that is a Python package."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        missing(f"the Python package {name} ({error})")


def read_in_node(package: str, module: str, script: str, paths: Sequence[Path]) -> tuple[str, Mapping[str, Any]]:
    """Let a package of npm read every file in one process of node; give its version, and what it says by path.

    Args:
        package: Its name.
        module: Where in it what the script imports stands.
        script: A file beside this one: it takes a list of paths as JSON, and gives JSON.
        paths: The files.
    """
    node, here = shutil.which("node"), Path(__file__).parent
    if node is None:
        missing(f"node, which runs {package}")
    home = here.parents[1] / ".ci" / "clients" / "node_modules" / package
    if not home.exists():
        missing(f"{package} (npm ci --prefix .ci/clients)")
    ran = subprocess.run(
        [node, str(here / script), (home / module).as_uri()],
        input=json.dumps([str(path) for path in paths]),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )
    if ran.returncode:
        raise RuntimeError(ran.stderr)
    return json.loads((home / "package.json").read_text(encoding="utf-8"))["version"], json.loads(ran.stdout)


def feed_in_json(said: Mapping[str, Any]) -> SeenFeed:
    """Make what a script in node said of a feed: null where the package does not show that at all."""
    entries, editions = tuple(map(_entry_in_json, said["entries"])), _links_in_json(said["editions"])
    return SeenFeed(**{**said, "entries": entries, "editions": editions})


def _links_in_json(said: Sequence[Mapping[str, str]] | None) -> tuple[SeenLink, ...] | None:
    return None if said is None else tuple(sorted(SeenLink(**one) for one in said))


def _entry_in_json(said: Mapping[str, Any]) -> SeenEntry:
    moments = {name: _utc_moment(said[name]) for name in ("published", "updated")}
    kinds = {"categories": SeenCategory, "enclosures": SeenFile}
    parts = {
        name: said[name] if said[name] is None else tuple(kind(**one) for one in said[name])
        for name, kind in kinds.items()
    }
    links = {name: _links_in_json(said[name]) for name in ("related", "translations")}
    summary = said["summary"]
    return SeenEntry(
        **{
            **said,
            **moments,
            **parts,
            **links,
            "content": html_tree(said["content"]),
            "summary": html_text(summary["html"]) if isinstance(summary, dict) else summary,
            "authors": tuple(said["authors"]),
        }
    )


def _utc_moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC) if text else None


def unseen(feed: SeenFeed, *fields: str) -> SeenFeed:
    """Leave out what a client does not show: fields of the feed's, and of its entries'."""
    entries = tuple(attrs.evolve(entry, **_without(SeenEntry, fields)) for entry in feed.entries)
    return attrs.evolve(feed, **{**_without(SeenFeed, fields), "entries": entries})


def _without(kind: type, fields: Sequence[str]) -> dict[str, None]:
    return {field: None for field in fields if field in attrs.fields_dict(kind)}


def html_tree(html: str) -> str:
    """Write HTML in one way, as the tree that a browser makes of it: readers write quotes and entities their own."""
    return etree.tostring(fragment_fromstring(html, create_parent="body"), method="c14n").decode()


def html_text(html: str) -> str:
    """Give the text of HTML, as a browser shows it but for its lines."""
    return str(fragment_fromstring(html, create_parent="body").text_content())


def event_in_json(said: Mapping[str, Any]) -> SeenEvent:
    """Make what a script in node said of an event."""
    times = {name: utc_from_text(said[name]) for name in ("start", "end")}
    return SeenEvent(**{**said, **times, "categories": tuple(said["categories"])})


def times_in_json(said: Sequence[tuple[str, str, str]]) -> list[SeenTime]:
    """Make what a script in node said of the times of events."""
    return [SeenTime(uid=uid, start=utc_from_text(start), end=utc_from_text(end)) for uid, start, end in said]


def seen_time(time: dt.date | None) -> dt.date | None:
    """Give a date as it is, an aware datetime in UTC."""
    return time.astimezone(dt.UTC) if isinstance(time, dt.datetime) else time


def utc_from_text(text: str | None) -> dt.date | None:
    """Read what a client in another language wrote: ``2020-12-01``, ``2020-12-01T14:00:00Z``, or nothing."""
    if not text:
        return None
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)
