"""Occasion: when and where the event is that an entry is about, for machines and as one line."""

from __future__ import annotations

import attrs

from gcmfeeds.language.choose import Chosen
from gcmfeeds.model.event import Event
from gcmfeeds.records.content import Line, joined, label_of, venue_line, when, whereabouts
from gcmfeeds.records.reader import Reader


@attrs.frozen(kw_only=True)
class Occasion:
    """Say when and where the event of an entry is, for the ``ev:`` module of RSS: start and end as ISO 8601."""

    startdate: str
    enddate: str
    location: str
    organizer: str


def occasion_of(event: Event, reader: Reader) -> Occasion:
    """Say when and where an event is, to machines; of one that happens again the first time."""
    place = venue_line(event.venue, reader)
    return Occasion(
        startdate=event.start.isoformat(),
        enddate=(event.end or event.start).isoformat(),
        location=place.value if place else "",
        organizer=reader.any_of(event.organizer.name).value if event.organizer else "",
    )


def occasion_line(event: Event, title: Chosen, url: str, reader: Reader) -> Line:
    """Say when and where an event is in one line, with its title: date and time first, for a list shows no more.

    Args:
        event: The event; of one that happens again the first time is said.
        title: With its mark.
        url: Of its page.
        reader: Who reads of it.
    """
    more = [Chosen("…")] if event.recurrence else []
    place = whereabouts(event, reader)
    parts = [when(event, reader), *more, *([place] if place else []), title]
    return Line(joined(parts, Chosen(" – ")), url, label_of(reader.phrases.when, reader.phrases))
