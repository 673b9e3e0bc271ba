"""iCalendar: a calendar record as the bytes of RFC 5545."""

from __future__ import annotations

from gcmfeeds.interop.calendar import to_calendar
from gcmfeeds.records.calendar import CalendarRecord

MEDIA_TYPE = "text/calendar; charset=utf-8"
SUFFIX = ".ics"


def render(record: CalendarRecord) -> bytes:
    """Write a calendar: UTF-8, CRLF, lines of at most 75 octets (:rfc:`5545#section-3.1`)."""
    written: bytes = to_calendar(record).to_ical()
    return written
