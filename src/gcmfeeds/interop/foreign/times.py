"""Times: what DTSTART and its like say, as days and as moments on Geneva's clocks."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from gcmfeeds.errors import ModelError
from gcmfeeds.interop.foreign.effort import Effort
from gcmfeeds.interop.foreign.properties import Properties, parameter, text_of
from gcmfeeds.interop.foreign.zones import Zones
from gcmfeeds.zone import FIRST_YEAR, LAST_YEAR, in_geneva


@attrs.frozen(kw_only=True)
class Time:
    """Hold a time of a file.

    Args:
        value: A date, or an aware datetime on Geneva's clocks.
        wall: What stands in the file: the date, or the naive time on the clocks of `zone`.
        zone: The zone that it is in; None for a date.
    """

    value: dt.date
    wall: dt.date
    zone: dt.tzinfo | None

    @property
    def keeps_geneva(self) -> bool:
        """Whether Geneva's clocks show the same time as those of the zone; a date has no clock."""
        return not isinstance(self.value, dt.datetime) or self.value.replace(tzinfo=None) == self.wall


def taken_time(properties: Properties, name: str, zones: Zones) -> Time | None:
    """Take the time of a property; None where there is none, or none that the model can say, which is noted."""
    value = properties.one(name)
    if value is None:
        return None
    return read_time(properties, name, value, getattr(value, "dt", None), zones)


def taken_times(properties: Properties, name: str, zones: Zones, effort: Effort) -> list[Time]:
    """Take the times of a property that holds lists of them (RDATE, EXDATE), each once and in order."""
    found = []
    for value in properties.take(name):
        if not effort.spend(2 * len(value.dts)):
            properties.note(name, text_of(value), "there are more times in the file than can be looked at")
            continue
        for member in value.dts:
            time = member.dt
            if isinstance(time, tuple):
                properties.note(
                    name, text_of(member), "its length was not carried: each time lasts as long as the first"
                )
                time = time[0]
            read = read_time(properties, name, value, time, zones)
            found += [read] if read else []
    return sorted({time.value: time for time in found}.values(), key=lambda time: str(time.value))


def read_time(properties: Properties, name: str, value: Any, time: object, zones: Zones) -> Time | None:
    """Read one time of a property.

    Args:
        properties: Of which component; for notes.
        name: The property.
        value: Its value, with its parameters.
        time: The time that stands there, as icalendar has it without any TZID.
        zones: What a TZID means.
    """
    if isinstance(time, dt.datetime):
        zone = _zone_of(properties, name, value, time, zones)
        wall = time.replace(tzinfo=None)
        moment = at_wall(wall, zone)
        if moment is not None and moment.year < LAST_YEAR:
            return Time(value=moment, wall=wall, zone=zone)
    elif isinstance(time, dt.date):
        if FIRST_YEAR <= time.year < LAST_YEAR:
            return Time(value=time, wall=time, zone=None)
    else:
        properties.note(name, text_of(value), "it is no date and no time")
        return None
    properties.note(name, text_of(value), f"it must be in a year from {FIRST_YEAR} to {LAST_YEAR - 1}")
    return None


def at_wall(wall: dt.datetime, zone: dt.tzinfo) -> dt.datetime | None:
    """Give the moment at which the clocks of a zone show a time, on Geneva's clocks; None beyond all years."""
    try:
        return in_geneva(wall.replace(tzinfo=zone).astimezone(dt.UTC))
    except (ModelError, OverflowError, ValueError):
        return None


def _zone_of(properties: Properties, name: str, value: Any, time: dt.datetime, zones: Zones) -> dt.tzinfo:
    """Find the zone of a time, and note where the file does not say which."""
    if time.tzinfo is not None:
        return dt.UTC
    tzid = parameter(value, "TZID")
    zone = zones.find(tzid) if tzid else None
    if zone is None:
        said = f"nothing says what the zone {tzid!r} is" if tzid else "it has no zone"
        properties.note(name, text_of(value), f"{said}: it was taken for one in {zones.default_name}", is_common=True)
    return zone or zones.default


def taken_moment(properties: Properties, name: str, zones: Zones) -> dt.datetime | None:
    """Take a moment of the revision: CREATED, LAST-MODIFIED."""
    time = taken_time(properties, name, zones)
    if time is None:
        return None
    if isinstance(time.value, dt.datetime):
        return time.value
    properties.note(name, time.value, "it must be a date and time")
    return None


def last_day(start: Time, end: Time) -> dt.date:
    """Give the last day of whole days from an end that is excluded; the same day twice is one day."""
    return max(start.value, end.value - dt.timedelta(days=1))
