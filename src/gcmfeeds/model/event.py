"""Event: what happens, at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import ClassVar, cast

import attrs

from gcmfeeds.errors import ModelError, refuse
from gcmfeeds.model.alarm import Alarm, alarms, as_alarms
from gcmfeeds.model.documents import Document, Image, as_documents
from gcmfeeds.model.given import as_day_or_moment, as_line, as_moment, as_tags, as_text, as_words, many
from gcmfeeds.model.occurrences import (
    changed_occurrences,
    first_occurrences,
    occurrence_of,
    occurrences_between,
    over_from,
)
from gcmfeeds.model.people import Organizer, Speaker
from gcmfeeds.model.places import Stream, Venue
from gcmfeeds.model.recurrence import Recurrence
from gcmfeeds.model.relation import Relation, as_relations
from gcmfeeds.model.rules import (
    STATUSES,
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
        related: How it stands to other events of the catalogue, in order.
        published: When it was first announced, aware. It is news, and stands in feeds, if this is given.
        updated: When it last changed, aware.
        sequence: Its revision, from 0 (:rfc:`5545#section-3.8.7.4`).
        recurrence: When it happens again; `start` and `end` are then those of the first time.
        alarms: When to remind those who open its own file, of each time that it happens.

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
    related: tuple[Relation, ...] = attrs.field(
        default=(), converter=as_relations, validator=members(Relation, unique="event")
    )
    published: dt.datetime | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_moment), validator=optional(a_moment)
    )
    updated: dt.datetime | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_moment), validator=optional(a_moment)
    )
    sequence: int = attrs.field(default=0, validator=a_count)
    recurrence: Recurrence | None = attrs.field(default=None, validator=optional(a_part(Recurrence)))
    alarms: tuple[Alarm, ...] = attrs.field(default=(), converter=as_alarms, validator=alarms)

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
        if self.recurrence is not None and not faults:
            faults += self.recurrence.faults_from(self, self.start, self.end)
            faults += [] if faults else self._change_faults(self.recurrence)
        return faults + self._slot_faults() + self._relation_faults()

    def _change_faults(self, recurrence: Recurrence) -> Iterator[ModelError]:
        """Find the changes of single occurrences that make no event."""
        for index, change in enumerate(recurrence.changes):
            try:
                occurrence_of(self, change.original, change)
            except ModelError as error:
                yield fault(self, f"recurrence.changes[{index}].{error.field}", error.rule, error.value)

    def occurrences(self, start: dt.datetime, end: dt.datetime) -> tuple[Event, ...]:
        """Give each time that it happens, as an event of its own without `recurrence`.

        Args:
            start: Aware; an occurrence that begins exactly then is one of them. A day begins at midnight in Geneva.
            end: Aware; one that begins exactly then is not.

        Returns:
            Those that begin in between, by their starts; what is changed about one is so in it, and a cancelled
            one is there as cancelled. They last as long as the first one does.

        Raises:
            ModelError: A moment is naive.

        >>> from gcmfeeds.zone import geneva
        >>> series = Event(key="talk", title={"en": "Talk"}, start=geneva(2020, 10, 20, 15),
        ...                recurrence=Recurrence(frequency="weekly", count=3))
        >>> [f"{one.start:%d %B %H:%M %Z}" for one in series.occurrences(geneva(2020, 10, 1), geneva(2020, 12, 1))]
        ['20 October 15:00 CEST', '27 October 15:00 CET', '03 November 15:00 CET']
        """
        return occurrences_between(self, start, end)

    def first_occurrences(self, most: int) -> tuple[Event, ...]:
        """Give the first times that it happens by its rule, at `most` so many, as :meth:`occurrences` gives them."""
        return first_occurrences(self, most)

    def changed_occurrences(self) -> tuple[tuple[dt.date, Event], ...]:
        """Give the occurrences that are otherwise than the rule says: each with its start by the rule."""
        return changed_occurrences(self)

    def over_from(self) -> dt.datetime | None:
        """Give the moment from which on it is over, the last time that it happens too, aware; None for never."""
        return over_from(self)

    def _slot_faults(self) -> list[ModelError]:
        """Find the points of the programme that lie on no day of the event."""
        first, last = (_day(time) for time in (self.start, self.end or self.start))
        rule = f"must be on a day from {first} to {last}"
        return [
            fault(self, f"programme[{number}].start", rule, slot.start)
            for number, slot in enumerate(self.programme)
            if slot.start and not first <= slot.start.date() <= max(first, last)
        ]

    def _relation_faults(self) -> list[ModelError]:
        """Find the relations of the event to itself."""
        return [
            fault(self, f"related[{number}].event", "must be another event", relation.event)
            for number, relation in enumerate(self.related)
            if relation.event == self.key
        ]


def _day(time: dt.date) -> dt.date:
    return time.date() if isinstance(time, dt.datetime) else time
