"""Announcement: a dated piece of news."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import attrs

from gcmfeeds.errors import ModelError, refuse
from gcmfeeds.model.documents import Document, Image, as_documents
from gcmfeeds.model.given import as_line, as_moment, as_text, as_words
from gcmfeeds.model.people import Organizer
from gcmfeeds.model.rules import (
    a_count,
    a_key,
    a_moment,
    a_part,
    a_tagged_text,
    fault,
    keys,
    members,
    optional,
    revision_faults,
    web_addresses,
)
from gcmfeeds.model.source import Source
from gcmfeeds.model.text import Text


@attrs.frozen(kw_only=True)
class Announcement:
    """Describe a dated piece of news (schema.org ``NewsArticle``).

    Args:
        key: Its short name for ever: a-z, 0-9, hyphens; becomes ids.
        title: One line, by language.
        published: When it went out, aware, kept as Geneva's.
        updated: When it last changed, aware.
        withdrawn: When it was taken back, aware; it then leaves the feeds.
        abstract: A paragraph, plain.
        body: The whole, HTML.
        url: Its page: one web address, or a table by language.
        author: Who wrote it; None for the catalogue's publisher.
        source: Where it stood first, if it is republished.
        documents: What goes with it, in order.
        image: A picture.
        topics: Keys of the catalogue's topics, in order.
        events: Keys of the events that it is about, in order.
        sequence: Its revision, from 0.

    Raises:
        ModelError: Something of it cannot be true.
    """

    kind: ClassVar[str] = "announcement"

    key: str = attrs.field(validator=a_key)
    title: Text = attrs.field(converter=as_line, validator=a_tagged_text)
    published: dt.datetime = attrs.field(converter=as_moment, validator=a_moment)
    updated: dt.datetime | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_moment), validator=optional(a_moment)
    )
    withdrawn: dt.datetime | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_moment), validator=optional(a_moment)
    )
    abstract: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_line), validator=optional(a_tagged_text)
    )
    body: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_text), validator=optional(a_tagged_text)
    )
    url: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_text), validator=optional(web_addresses)
    )
    author: Organizer | None = attrs.field(default=None, validator=optional(a_part(Organizer)))
    source: Source | None = attrs.field(default=None, validator=optional(a_part(Source)))
    documents: tuple[Document, ...] = attrs.field(default=(), converter=as_documents, validator=members(Document))
    image: Image | None = attrs.field(default=None, validator=optional(a_part(Image)))
    topics: tuple[str, ...] = attrs.field(default=(), converter=as_words, validator=keys)
    events: tuple[str, ...] = attrs.field(default=(), converter=as_words, validator=keys)
    sequence: int = attrs.field(default=0, validator=a_count)

    def __attrs_post_init__(self) -> None:
        """Refuse what the fields together show."""
        refuse(self.faults())

    def faults(self) -> list[ModelError]:
        """Find what the fields together show to be wrong."""
        faults = revision_faults(self, self.published, self.updated)
        if self.withdrawn is not None and self.withdrawn < self.published:
            faults.append(fault(self, "withdrawn", f"must not be before {self.published}", self.withdrawn))
        return faults
