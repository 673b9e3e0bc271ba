"""iCalendar: a calendar record as the bytes of RFC 5545."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gcmfeeds.interop.calendar import to_calendar, to_event
from gcmfeeds.records.calendar import CalendarRecord
from gcmfeeds.records.event import EventRecord

MEDIA_TYPE = "text/calendar; charset=utf-8"
SUFFIX = ".ics"

_END = b"END:VCALENDAR\r\n"
_BEGIN = b"BEGIN:VEVENT\r\n"
_UID = re.compile(rb"\r\nUID:(.*(?:\r\n .*)*)\r\n")


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
    return around(head, map(render_event, events))


def around(head: CalendarRecord, events: Iterable[bytes]) -> Iterator[bytes]:
    """Put a calendar around events that are written already."""
    yield render(head).removesuffix(_END)
    yield from events
    yield _END


def render_event(record: EventRecord) -> bytes:
    """Write an event as it stands in a calendar to subscribe to."""
    written: bytes = to_event(record).to_ical()
    return written


def written_events(body: bytes) -> dict[str, bytes]:
    """Take the events out of a calendar that :func:`render` wrote, by UID; of a series all that belongs to it.

    A line that begins as a component's does is one, for the next line of a text begins with a space.
    """
    found: dict[str, bytes] = {}
    head, *events = body.removesuffix(b"\r\n" + _END).split(b"\r\n" + _BEGIN)
    for event, line in zip(events, _UID.findall(body, len(head)), strict=True):
        uid = line.replace(b"\r\n ", b"").decode()
        found[uid] = b"%b%b%b\r\n" % (found.get(uid, b""), _BEGIN, event)
    return found
