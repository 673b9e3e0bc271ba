"""Span: when an event of others ends."""

from __future__ import annotations

import datetime as dt

from gcmfeeds.interop.foreign.properties import Properties, text_of
from gcmfeeds.interop.foreign.times import Time, at_wall, last_day, taken_time
from gcmfeeds.interop.foreign.zones import Zones

_DAY = dt.timedelta(days=1)


def taken_end(properties: Properties, start: Time, zones: Zones) -> dt.date | None:
    """Take DTEND or DURATION: the last day of whole days, else the moment; None for one day, or a moment.

    Args:
        properties: Of the VEVENT.
        start: Its DTSTART.
        zones: What a TZID means.
    """
    end = taken_time(properties, "DTEND", zones)
    value = properties.one("DURATION")
    if end is None:
        return _after(properties, start, value) if value is not None else None
    if value is not None:
        properties.note("DURATION", text_of(value), "DTEND says when it ends")
    if isinstance(end.value, dt.datetime) != isinstance(start.value, dt.datetime):
        properties.note("DTEND", end.wall, "it must be a date or a time as DTSTART is")
        return None
    return _end(properties, "DTEND", start, end)


def _after(properties: Properties, start: Time, value: object) -> dt.date | None:
    """Give the end after a duration: days on the clocks of the start, hours as they pass (:rfc:`5545#section-3.3.6`).

    icalendar does not tell a day from 24 hours, which nobody writes.
    """
    length = getattr(value, "dt", None)
    if not isinstance(length, dt.timedelta) or not dt.timedelta(0) <= length < dt.timedelta(days=36_525):
        properties.note("DURATION", text_of(value), "it must be a time from 0 to a hundred years")
        return None
    if not isinstance(start.value, dt.datetime):
        if length % _DAY:
            properties.note("DURATION", text_of(value), "whole days last whole days")
        end: dt.date = start.value + max(length // _DAY, 1) * _DAY
    else:
        day = start.wall + length // _DAY * _DAY if isinstance(start.wall, dt.datetime) else None
        later = at_wall(day, start.zone) if day and start.zone else None
        last = later and at_wall(later.astimezone(dt.UTC).replace(tzinfo=None) + length % _DAY, dt.UTC)
        if last is None:
            properties.note("DURATION", text_of(value), "it ends beyond the years that can be said")
            return None
        end = last
    return _end(properties, "DURATION", start, Time(value=end, wall=end, zone=None))


def _end(properties: Properties, name: str, start: Time, end: Time) -> dt.date | None:
    if end.value < start.value:
        properties.note(name, end.wall, "it is before the start")
        return None
    if not isinstance(start.value, dt.datetime):
        last = last_day(start, end)
        return last if last > start.value else None
    return end.value if end.value > start.value else None
