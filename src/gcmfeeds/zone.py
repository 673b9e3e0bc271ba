"""The zone: Geneva's time, and the one door to pytz.

pytz knows two things badly, and both reach subscribers: a zone given as ``tzinfo=`` means local mean time
(+00:34 for Geneva), and no zone has summer time after 2037. Here neither can happen.
"""

from __future__ import annotations

import datetime as dt
import functools

import pytz

from gcmfeeds.errors import ModelError, RepeatedTimeError, SkippedTimeError

GENEVA = pytz.timezone("Europe/Zurich")
"""Geneva's zone as pytz has it; attach it with :func:`geneva` or :func:`in_geneva`, never as ``tzinfo=``."""

FIRST_YEAR = 1902
"""Before it pytz has local mean time only, to the minute, which no client can be told."""

LAST_YEAR = 2999
"""The last year that a time may stand in."""

FIRST_RULED_YEAR = 1996
LAST_RULED_YEAR = 2037
"""The years in which every client knows the zone's rule, the last Sundays of March and October."""

_LAST_KNOWN_YEAR = 2037
_OFFSETS = (dt.timedelta(hours=2), dt.timedelta(hours=1))


def geneva(  # noqa: PLR0917  # the arguments of datetime, in its order
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, *, fold: int | None = None
) -> dt.datetime:
    """Give the moment at which Geneva's clocks show this time.

    Args:
        year: The year, 1902 to 2999.
        month: The month, 1 to 12.
        day: The day of the month.
        hour: The hour, 0 to 23.
        minute: The minute.
        second: The second.
        fold: Which of two: 0 is the first (summer time), 1 the second, in the hour that
            the clocks show twice on the last Sunday of October. Elsewhere it changes nothing.

    Returns:
        An aware datetime in Geneva's zone, whole seconds.

    Raises:
        SkippedTimeError: The clocks never show this time (last Sunday of March, 02:00 to 03:00).
        RepeatedTimeError: They show it twice and `fold` does not say which.
        ModelError: The year is out of range.
        ValueError: There is no such date or time at all.

    >>> geneva(2020, 12, 1, 15, 0).isoformat()
    '2020-12-01T15:00:00+01:00'
    >>> geneva(2040, 7, 1, 15, 0).isoformat()
    '2040-07-01T15:00:00+02:00'
    """
    return from_wall(dt.datetime(year, month, day, hour, minute, second), fold=fold)  # noqa: DTZ001  # a wall time


def from_wall(wall: dt.datetime, *, fold: int | None = None) -> dt.datetime:
    """Give the moment at which Geneva's clocks show a naive `wall` time; see :func:`geneva`."""
    _check_year(wall)
    if fold not in (None, 0, 1):
        raise ModelError("fold", "must be 0 or 1", fold)
    readings = [reading for offset in _OFFSETS if (reading := _local(wall - offset)).replace(tzinfo=None) == wall]
    if not readings:
        later = wall + dt.timedelta(hours=1)
        rule = f"must be a time that Geneva's clocks show: they skip this hour; write {later:%H:%M}"
        raise SkippedTimeError("time", rule, wall)
    if len(readings) == 1:
        return readings[0]
    if fold is None:
        first, second = (reading.isoformat() for reading in readings)
        rule = f"must say which of two it is: {first} (fold=0) or {second} (fold=1)"
        raise RepeatedTimeError("time", rule, wall)
    return readings[fold]


def in_geneva(moment: dt.datetime) -> dt.datetime:
    """Give the same instant on Geneva's clocks.

    Args:
        moment: Aware, in any zone.

    Returns:
        An aware datetime in Geneva's zone, cut to whole seconds (:rfc:`5545#section-3.3.5` has no finer ones).

    Raises:
        ModelError: The moment is naive, stands in local mean time (pytz given as ``tzinfo=``), or is out of range.
    """
    if not isinstance(moment, dt.datetime):
        raise ModelError("time", "must be a date and time", moment)
    if moment.tzinfo is None or moment.utcoffset() is None:
        rule = f"must have a zone; for Geneva write geneva({moment:%Y, %-m, %-d, %-H, %-M})"
        raise ModelError("time", rule, moment)
    if moment.tzname() == "LMT" or _is_unlocalized(moment.tzinfo):
        rule = "must not stand in local mean time, which pytz gives as tzinfo=; write geneva(…) or zone.localize(…)"
        raise ModelError("time", rule, moment)
    _check_year(moment)
    return _local(_utc_wall(moment).replace(microsecond=0))


def in_zone(moment: dt.datetime, zone: str) -> dt.datetime:
    """Give the wall time that the clocks of another zone show at a moment.

    Args:
        moment: Aware.
        zone: An IANA name, such as ``Asia/Bangkok``; see :func:`is_zone`.

    Returns:
        A naive datetime, for words only.
    """
    return _local(_utc_wall(moment), pytz.timezone(zone)).replace(tzinfo=None)


def wall_elsewhere(wall: dt.datetime, zone: str) -> dt.datetime:
    """Read a naive `wall` time on the clocks of another IANA zone; for messages only, it guesses in a repeated hour."""
    return pytz.timezone(zone).localize(wall)


def zones_showing(moment: dt.datetime, country: str | None) -> list[str]:
    """Give one zone for each time that clocks show anywhere but in Geneva at a moment, those of a country first.

    Args:
        moment: Aware.
        country: ISO 3166-1 alpha-2, or None.
    """
    near = pytz.country_timezones.get(country or "", [])
    found: dict[dt.datetime, str] = {}
    for name in (*near, *pytz.common_timezones):
        if is_zone(name) and name != GENEVA.zone:
            found.setdefault(in_zone(moment, name), name)
    return list(found.values())


def is_zone(name: str) -> bool:
    """Say whether `name` is a zone of the IANA database, spelt as it is there; no abbreviation, no fixed offset."""
    return "/" in name and not name.startswith("Etc/") and name in pytz.all_timezones_set


def iana_name(name: str) -> str | None:
    """Give the name of a zone as the IANA database spells it, whatever its case; None if no zone has that name."""
    return _spellings().get(name.lower())


@functools.cache
def _spellings() -> dict[str, str]:
    return {name.lower(): name for name in pytz.all_timezones}


def is_repeated(moment: dt.datetime) -> bool:
    """Say whether Geneva's clocks show the time of this Geneva `moment` twice, so that only UTC can say which it is."""
    wall = moment.replace(tzinfo=None)
    return all(_local(wall - offset).replace(tzinfo=None) == wall for offset in _OFFSETS)


def _is_unlocalized(tzinfo: dt.tzinfo) -> bool:
    """Say whether this is a zone of pytz as it comes: with its first offset, whenever the time is."""
    return isinstance(tzinfo, pytz.tzinfo.DstTzInfo) and tzinfo is pytz.timezone(str(tzinfo.zone))


def _check_year(moment: dt.datetime) -> None:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ModelError("time", f"must be in a year from {FIRST_YEAR} to {LAST_YEAR}", moment)


def _utc_wall(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


def _local(utc: dt.datetime, zone: dt.tzinfo = GENEVA) -> dt.datetime:
    """Turn a naive UTC time into local time.

    pytz stops at 2037. The rules of the zones are by month and weekday, so a later time
    takes the offset of its twin: the last known year in which that day of the month is the same weekday.
    """
    twin = utc
    if utc.year > _LAST_KNOWN_YEAR:
        day = utc - dt.timedelta(days=1) if (utc.month, utc.day) == (2, 29) else utc
        years = range(_LAST_KNOWN_YEAR, _LAST_KNOWN_YEAR - 11, -1)
        twin = next(twin for year in years if (twin := day.replace(year=year)).weekday() == day.weekday())
    local = twin.replace(tzinfo=dt.UTC).astimezone(zone)
    return (utc + (local.utcoffset() or dt.timedelta(0))).replace(tzinfo=local.tzinfo)
