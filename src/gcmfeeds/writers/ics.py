"""iCalendar: a calendar record as the bytes of RFC 5545."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gcmfeeds.interop.calendar import to_calendar, to_event
from gcmfeeds.records.calendar import CalendarRecord
from gcmfeeds.records.event import EventRecord

MEDIA_TYPE = "text/calendar; charset=utf-8"
SUFFIX = ".ics"

_EVENT = re.compile(rb"^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", re.DOTALL | re.MULTILINE)


def render(record: CalendarRecord) -> bytes:
    """Write a calendar: UTF-8, CRLF, lines of at most 75 octets (:rfc:`5545#section-3.1`)."""
    written: bytes = to_calendar(record).to_ical()
    return written


def iter_render(head: CalendarRecord, events: Iterable[EventRecord]) -> Iterator[bytes]:
    """Write a calendar piece by piece: together the same bytes as :func:`render` gives.

    Args:
        head: The calendar's record, without events.
        events: Its events; one at a time is looked at.

    Yields:
        What stands before the events, each event, and the end.
    """
    end = b"END:VCALENDAR\r\n"
    yield render(head).removesuffix(end)
    for event in events:
        written: bytes = to_event(event, says_everything=head.says_everything).to_ical()
        yield written
    yield end


def event_octets(body: bytes) -> list[int]:
    """Say how many octets each event of a calendar takes, in the order of its record.

    Args:
        body: As :func:`render` wrote it: a line that begins as a component's does is one, for a text's next line
            begins with a space.
    """
    return [len(event) for event in _EVENT.findall(body)]
