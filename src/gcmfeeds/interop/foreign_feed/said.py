"""Said: what a feed and its entries say, as it stands in the file, whatever its format."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin

import attrs

from gcmfeeds.interop.foreign_feed.dates import Date


def absolute(base: str, url: str) -> str:
    """Make an address absolute, if it is one; what is none stays as it is."""
    try:
        return urljoin(base, url)
    except ValueError:
        return url


@attrs.frozen
class Remark:
    """Say of a part of an entry that it was not carried, or was changed: its name, what it holds, and why."""

    name: str
    value: str
    reason: str


@attrs.frozen(kw_only=True)
class Words:
    """Hold a text.

    Args:
        name: The element or member that it stands in.
        value: The text.
        is_html: Whether it is HTML.
        language: As it is written; empty for none.
        base: What its relative addresses are relative to; empty where nothing says so.
    """

    name: str
    value: str
    is_html: bool
    language: str = ""
    base: str = ""


@attrs.frozen(kw_only=True)
class Page:
    """Hold the address of an entry's page, and in which language it is, as that is written; empty for none."""

    url: str
    language: str = ""


@attrs.frozen(kw_only=True)
class Attachment:
    """Hold what goes with an entry, as it is written; empty where nothing is said.

    Args:
        name: The element or member that it stands in.
        url: Where it is.
        media_type: Perhaps with parameters.
        length: In octets.
        title: What it is called.
        language: What it is in.
        is_image: Whether it is said to be a picture.
    """

    name: str
    url: str
    media_type: str = ""
    length: str = ""
    title: str = ""
    language: str = ""
    is_image: bool = False


@attrs.frozen(kw_only=True)
class Label:
    """Hold a category: a term, what people read, and the list it comes from; empty where nothing is said."""

    term: str
    label: str = ""
    scheme: str = ""


@attrs.frozen(kw_only=True)
class Person:
    """Hold who wrote something; empty where nothing is said."""

    name: str = ""
    address: str = ""
    url: str = ""


@attrs.frozen(kw_only=True)
class SaidEntry:
    """Hold what an entry says.

    Args:
        id: As it stands; its address where it has none.
        language: As it is written; empty for the feed's.
        title: One line, if there is one.
        summary: What it says in short.
        content: What it says.
        published: When it went out.
        updated: When it last changed.
        pages: Where it can be read.
        attachments: What goes with it.
        labels: What it is about.
        people: Who wrote it.
        remarks: What of it is carried by nobody.
    """

    id: str
    language: str
    title: Words | None
    summary: Words | None
    content: Words | None
    published: Date | None
    updated: Date | None
    pages: tuple[Page, ...]
    attachments: tuple[Attachment, ...]
    labels: tuple[Label, ...]
    people: tuple[Person, ...]
    remarks: tuple[Remark, ...]


@attrs.frozen(kw_only=True)
class SaidFeed:
    """Hold what a feed says; see :class:`SaidEntry`.

    Args:
        title: What it is called.
        subtitle: What it is about.
        url: Where it can be seen on the web.
        base: Where it stands, for relative addresses.
        language: As it is written.
        updated: When it last changed.
        people: Who publishes it.
        entries: In the file's order.
        buried: When entries were withdrawn, as it is written, by their ids (:rfc:`6721`).
        remarks: What of it is carried by nobody.
    """

    title: Words | None
    subtitle: Words | None
    url: str
    base: str
    language: str
    updated: Date | None
    people: tuple[Person, ...]
    entries: tuple[SaidEntry, ...]
    buried: Mapping[str, str]
    remarks: tuple[Remark, ...]
