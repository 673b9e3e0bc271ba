"""Index record: what the first page of an edition says: what is next, what is new, and where to subscribe."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import attrs

from gcmfeeds.language.choose import Chosen, choose
from gcmfeeds.language.dates import own_name
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.records.edition import Edition
from gcmfeeds.records.feed import announced_in
from gcmfeeds.records.frame import Frame, frame
from gcmfeeds.records.history import newest_first
from gcmfeeds.records.ids import HOME, STYLE, address, document_path, way
from gcmfeeds.records.reader import edition_reader
from gcmfeeds.records.row import Row, row_record

MOST_UPCOMING = 100
"""How many events that are running or to come stand on the page; a calendar has the others."""

MOST_ELSE = 10
"""How many announcements, and how many events that are over."""


@attrs.frozen(kw_only=True)
class Branch:
    """Point to the first page of another part: a channel of the edition, or another edition.

    Args:
        title: What it is called.
        href: The way there.
        language: The tag of another edition; empty for a channel.
        name: What that language calls itself; likewise.
    """

    title: Chosen
    href: str
    language: str = ""
    name: str = ""


@attrs.frozen(kw_only=True)
class IndexRecord:
    """Hold what the first page of an edition says.

    Args:
        frame: What stands around it.
        title: What the edition is called.
        abstract: The paragraph about it, if there is one.
        is_channel: Whether it is of a channel.
        channels: Those of the edition, but for its own.
        upcoming: The events that are running or to come, the next first.
        announcements: The newest first.
        past: The events that are over, the last first.
    """

    frame: Frame
    title: Chosen
    abstract: Chosen | None
    is_channel: bool
    channels: tuple[Branch, ...]
    upcoming: tuple[Row, ...] = ()
    announcements: tuple[Row, ...] = ()
    past: tuple[Row, ...] = ()


@attrs.frozen(kw_only=True)
class RootRecord:
    """Hold what the first page of the whole tree says: which editions there are, in the catalogue's order.

    Args:
        language: That of the first edition.
        title: What the whole is called there.
        style: The way to the style sheet.
        canonical: Where the page stands.
        editions: All of them.
    """

    language: str
    title: Chosen
    style: str
    canonical: str
    editions: tuple[Branch, ...]


def index_record(edition: Edition, past: Collection[str] = ()) -> IndexRecord:
    """Say what the first page of an edition says.

    Args:
        edition: Of a catalogue or a channel.
        past: The keys of the events that are over, those that ended first before the others: which these are depends
            on the day, and is decided where the day is known.
    """
    path = index_path(edition)
    events = {event.key: event for event in edition.events}
    upcoming = [event for event in edition.events if event.key not in past]
    items = {(item.kind, item.key): item for item in edition.announcements}
    newest = newest_first({name: announced_in(item, edition) for name, item in items.items()})
    return attrs.evolve(
        index_head(edition),
        upcoming=tuple(row_record(event, edition, path) for event in upcoming[:MOST_UPCOMING]),
        announcements=tuple(row_record(items[name], edition, path) for name in newest[:MOST_ELSE]),
        past=tuple(row_record(events[key], edition, path) for key in last_first(past, events)),
    )


def index_head(edition: Edition) -> IndexRecord:
    """Say what :func:`index_record` says, without the items."""
    catalogue, path = edition.catalogue, index_path(edition)
    reader = edition_reader(edition, edition.language)
    others = [channel for channel in catalogue.channels if channel != edition.channel]
    return IndexRecord(
        frame=frame(
            edition,
            lambda tag: document_path(tag, edition.channel_key, HOME),
            edition.language,
            catalogue.languages,
        ),
        title=edition.title(),
        abstract=edition.abstract(),
        is_channel=edition.channel is not None,
        channels=tuple(
            Branch(
                title=reader.any_of(channel.title), href=way(path, document_path(edition.language, channel.key, HOME))
            )
            for channel in others
        ),
    )


def index_path(edition: Edition) -> str:
    """Give the path of an edition's first page in the published tree."""
    return document_path(edition.language, edition.channel_key, HOME)


def last_first(past: Iterable[str], keys: Collection[str]) -> list[str]:
    """Choose the past events that are shown.

    Args:
        past: Their keys, those that ended first before the others.
        keys: Those that the edition shows.
    """
    return [key for key in past if key in keys][: -MOST_ELSE - 1 : -1]


def root_record(catalogue: Catalogue) -> RootRecord:
    """Say what the first page of the whole tree says."""
    first = catalogue.languages[0]
    editions = [
        Branch(title=_title(catalogue, tag), href=document_path(tag, "", HOME), language=tag, name=own_name(tag))
        for tag in catalogue.languages
    ]
    return RootRecord(
        language=first,
        title=editions[0].title,
        style=STYLE,
        canonical=address(catalogue, HOME),
        editions=tuple(editions),
    )


def _title(catalogue: Catalogue, language: str) -> Chosen:
    text = catalogue.title
    return choose(text, (language, *catalogue.fallback)) or Chosen(text.values[0], text.languages[0])
