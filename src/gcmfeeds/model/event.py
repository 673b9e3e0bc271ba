"""Event: what happens, at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar, cast

import attrs

from gcmfeeds.errors import ModelError, refuse
from gcmfeeds.model.documents import Document, Image, as_documents
from gcmfeeds.model.given import as_day_or_moment, as_line, as_moment, as_tags, as_text, as_words, many
from gcmfeeds.model.people import Organizer, Speaker
from gcmfeeds.model.places import Stream, Venue
from gcmfeeds.model.rules import (
    a_count,
    a_day_or_moment,
    a_key,
    a_moment,
    a_part,
    a_tagged_text,
    a_text,
    fault,
    keys,
    members,
    one_of,
    optional,
    revision_faults,
    tags,
    web_addresses,
)
from gcmfeeds.model.text import Text

STATUSES = ("tentative", "confirmed", "postponed", "cancelled")
"""What may be said of an event; schema.org's ``eventStatus`` and :rfc:`5545#section-3.8.1.11` have no other."""

ATTENDANCES = ("in-person", "online", "mixed")
"""How one takes part (schema.org ``eventAttendanceMode``)."""


def _speakers(value: Iterable[Speaker]) -> tuple[Speaker, ...]:
    return cast("tuple[Speaker, ...]", many(value))


def _streams(value: Iterable[Stream]) -> tuple[Stream, ...]:
    return cast("tuple[Stream, ...]", many(value))


def _slots(value: Iterable[Slot]) -> tuple[Slot, ...]:
    return cast("tuple[Slot, ...]", many(value))


@attrs.frozen(kw_only=True)
class Slot:
    """Describe one point of a programme (schema.org ``subEvent``).

    Args:
        title: One line.
        start: When it begins, aware; None if the programme has no times.
        speakers: Who speaks, in order.

    Raises:
        ModelError: A field cannot be true, or there is neither title nor speaker.
    """

    title: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_line), validator=optional(a_text)
    )
    start: dt.datetime | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_moment), validator=optional(a_moment)
    )
    speakers: tuple[Speaker, ...] = attrs.field(default=(), converter=_speakers, validator=members(Speaker))

    def __attrs_post_init__(self) -> None:
        """Refuse what the fields together show."""
        refuse(self.faults())

    def faults(self) -> list[ModelError]:
        """Find what the fields together show to be wrong."""
        if self.title or self.speakers:
            return []
        return [fault(self, "title", "must be given, or speakers", self.title)]


@attrs.frozen(kw_only=True)
class Event:
    """Describe what happens, at a time: once for all languages.

    Args:
        key: Its short name for ever: a-z, 0-9, hyphens; becomes the UID, ids and file names.
        title: One line, by language.
        start: A date (all day), or an aware datetime of any zone, kept as Geneva's.
        end: For a date the last day, included; for a datetime the end, excluded. None for one day,
            or a moment.
        status: ``tentative``, ``confirmed``, ``postponed`` or ``cancelled``. A postponed one keeps the day that it
            was planned for.
        previous_start: Where it stood before it moved.
        abstract: A paragraph, plain.
        body: The whole, HTML.
        url: Its page: one web address, or a table by language.
        venue: Where it happens.
        attendance: ``in-person``, ``online`` or ``mixed``; None if venue and streams say it.
        languages: The languages in which it is held, BCP 47 tags.
        streams: Where to watch it.
        programme: Its points, in order.
        organizer: Who answers for it, if that is known; one can then still ask the catalogue's publisher.
        documents: What goes with it, in order.
        image: A picture.
        topics: Keys of the catalogue's topics, in order.
        published: When it was first announced, aware. It is news, and stands in feeds, if this is given.
        updated: When it last changed, aware.
        sequence: Its revision, from 0 (:rfc:`5545#section-3.8.7.4`).

    Raises:
        ModelError: Something of it cannot be true.
    """

    kind: ClassVar[str] = "event"

    key: str = attrs.field(validator=a_key)
    title: Text = attrs.field(converter=as_line, validator=a_tagged_text)
    start: dt.date = attrs.field(converter=as_day_or_moment, validator=a_day_or_moment)
    end: dt.date | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_day_or_moment), validator=optional(a_day_or_moment)
    )
    status: str = attrs.field(default="confirmed", validator=one_of(*STATUSES))
    previous_start: dt.date | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_day_or_moment), validator=optional(a_day_or_moment)
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
    venue: Venue | None = attrs.field(default=None, validator=optional(a_part(Venue)))
    attendance: str | None = attrs.field(default=None, validator=optional(one_of(*ATTENDANCES)))
    languages: tuple[str, ...] = attrs.field(default=(), converter=as_tags, validator=tags)
    streams: tuple[Stream, ...] = attrs.field(default=(), converter=_streams, validator=members(Stream))
    programme: tuple[Slot, ...] = attrs.field(default=(), converter=_slots, validator=members(Slot))
    organizer: Organizer | None = attrs.field(default=None, validator=optional(a_part(Organizer)))
    documents: tuple[Document, ...] = attrs.field(default=(), converter=as_documents, validator=members(Document))
    image: Image | None = attrs.field(default=None, validator=optional(a_part(Image)))
    topics: tuple[str, ...] = attrs.field(default=(), converter=as_words, validator=keys)
    published: dt.datetime | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_moment), validator=optional(a_moment)
    )
    updated: dt.datetime | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_moment), validator=optional(a_moment)
    )
    sequence: int = attrs.field(default=0, validator=a_count)

    def __attrs_post_init__(self) -> None:
        """Refuse what the fields together show."""
        refuse(self.faults())

    @property
    def is_all_day(self) -> bool:
        """Whether it has a date and no time of day."""
        return not isinstance(self.start, dt.datetime)

    def faults(self) -> list[ModelError]:
        """Find what the fields together show to be wrong."""
        faults = revision_faults(self, self.published, self.updated)
        if self.end is not None and isinstance(self.end, dt.datetime) == self.is_all_day:
            kind = "a date" if self.is_all_day else "a date and time"
            faults.append(fault(self, "end", f"must be {kind}, as start is", self.end))
        elif self.end is not None and self.is_all_day and self.end < self.start:
            faults.append(fault(self, "end", f"must not be before {self.start}", self.end))
        elif self.end is not None and not self.is_all_day and self.end <= self.start:
            faults.append(fault(self, "end", f"must be after {self.start}; leave it out for a moment", self.end))
        if self.previous_start is not None and self.previous_start == self.start:
            faults.append(fault(self, "previous_start", "must differ from start", self.previous_start))
        return faults + self._slot_faults()

    def _slot_faults(self) -> list[ModelError]:
        """Find the points of the programme that lie on no day of the event."""
        first, last = (_day(time) for time in (self.start, self.end or self.start))
        rule = f"must be on a day from {first} to {last}"
        return [
            fault(self, f"programme[{number}].start", rule, slot.start)
            for number, slot in enumerate(self.programme)
            if slot.start and not first <= slot.start.date() <= max(first, last)
        ]


def _day(time: dt.date) -> dt.date:
    return time.date() if isinstance(time, dt.datetime) else time
