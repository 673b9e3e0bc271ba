"""Ids: UIDs, tag URIs, paths and addresses, from key and authority alone, for ever."""

from __future__ import annotations

from gcmfeeds.model.catalogue import Catalogue

HOME = "index.html"
"""What the first page of a folder of the published tree is called."""

STYLE = "style.css"
"""The path of the style sheet of every page."""

FEED_STYLE = "feed.css"
"""The path of the style sheet of every feed, for those who open one in a browser."""


def uid(key: str, authority: str) -> str:
    """Give the UID of an event, the same in every language (:rfc:`5545#section-3.8.4.7`)."""
    return f"{key}@{authority}"


def calendar_uid(name: str, language: str, channel: str, authority: str) -> str:
    """Give the UID of a calendar (:rfc:`7986#section-5.3`); dots, which no key has, keep it apart from others.

    Args:
        name: ``calendar``, or ``calendar-all`` for the one that holds past events without limit.
        language: The edition's.
        channel: The channel's key; empty for everything.
        authority: The catalogue's.
    """
    kind = name.replace("calendar", "channel") if channel else name
    return ".".join(part for part in (kind, channel, language) if part) + f"@{authority}"


def tag_uri(catalogue: Catalogue, kind: str, key: str, language: str) -> str:
    """Give the id of an entry or a feed (:rfc:`4151`).

    It carries the language of what it names: some readers keep an id in one feed only, so that
    editions that shared ids would empty each other.
    """
    return f"tag:{catalogue.authority},{catalogue.since}:{kind}/{key}/{language}"


def document_path(language: str, channel: str, name: str) -> str:
    """Give the path of an edition's document in the published tree: ``fr/channels/talks/feed.atom``."""
    return f"{language}/channels/{channel}/{name}" if channel else f"{language}/{name}"


def event_path(language: str, key: str) -> str:
    """Give the path of a single event's file in the published tree: ``fr/events/sg-report-2020.ics``."""
    return f"{language}/events/{key}.ics"


def page_path(language: str, kind: str, key: str) -> str:
    """Give the path of an item's page in the published tree: ``fr/announcements/sg-report-2020.html``."""
    return f"{language}/{kind}s/{key}.html"


def archive_path(language: str, channel: str, year: int, suffix: str) -> str:
    """Give the path of a year's archive in the published tree: ``fr/archive/2020.atom``."""
    return document_path(language, channel, f"archive/{year}{suffix}")


def is_item_path(path: str) -> bool:
    """Say whether a path is that of one item's own page or file."""
    return path.partition("/")[2].startswith(("events/", "announcements/"))


def way(start: str, path: str) -> str:
    """Give the way from one path of the published tree to another, for a link: ``../style.css``."""
    return "../" * start.count("/") + path


def address(catalogue: Catalogue, path: str) -> str:
    """Give the address at which a path of the published tree stands."""
    return catalogue.base_url + path


def concept_uri(scheme: str, key: str) -> str:
    """Give the address of one topic of a list (:rfc:`9253#section-8.1`): the list's, with the key as fragment."""
    return f"{scheme.partition('#')[0]}#{key}"
