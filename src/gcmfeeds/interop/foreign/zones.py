"""Zones: what a TZID means, by its name, by Microsoft's name, or by the VTIMEZONE of its file."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from typing import Any

from icalendar.prop import vDDDLists, vRecur
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from gcmfeeds.interop.foreign.properties import values_in
from gcmfeeds.zone import iana_name

_MOST_OWN = 20
"""How many zones of its own a file may have: each is expanded from its first year on."""

_MOST_RULES = 40
"""How many rules those may have together: dateutil takes some 20 ms for each, for it begins with the year 1601."""

_MOST_ONSETS = 1000
_PARTS = {"FREQ", "BYMONTH", "BYMONTHDAY", "BYDAY", "UNTIL", "COUNT", "WKST"}
_SHORTEST_MONTH, _WEEKS = 28, 4


class Zones:
    """Find zones by name, for one file.

    Args:
        components: The VTIMEZONEs of the file.
        default: What its calendar says of times without a zone (X-WR-TIMEZONE); Geneva's where it says nothing.
    """

    def __init__(self, components: list[Any], default: str) -> None:
        self._components = {str(component.get("TZID", "")): component for component in components}
        self._found: dict[str, dt.tzinfo | None] = {}
        self._own = self._rules = 0
        self.default_name = default if default and self.find(default) else "Europe/Zurich"
        self.default = self.find(self.default_name) or dt.UTC

    def find(self, name: str) -> dt.tzinfo | None:
        """Find the zone of a TZID; None if nothing says what it means."""
        if name not in self._found:
            self._found[name] = self._by_name(name) or self._by_rules(name)
        return self._found[name]

    def _by_name(self, name: str) -> dt.tzinfo | None:
        """Find it in the IANA database; a path before the name says who defined it (:rfc:`5545#section-3.2.19`)."""
        clean = name.strip("/ ")
        parts = clean.split("/")
        component = self._components.get(name, {})
        tails = ["/".join(parts[number:]) for number in range(1, len(parts) - 1)] if name.startswith("/") else []
        for candidate in (clean, WINDOWS_TO_OLSON.get(clean, ""), str(component.get("X-LIC-LOCATION", "")), *tails):
            if known := iana_name(candidate):
                return zoneinfo.ZoneInfo(known)
        return None

    def _by_rules(self, name: str) -> dt.tzinfo | None:
        """Make it of the file's own VTIMEZONE, if its rules are those of a zone."""
        component = self._components.get(name)
        if component is None or self._own >= _MOST_OWN or not _is_bounded(component):
            return None
        self._own += 1
        self._rules += len(_rules(component))
        if self._rules > _MOST_RULES:
            return None
        try:
            zone: dt.tzinfo = component.to_tz(lookup_tzid=False)
            zone.utcoffset(dt.datetime(2020, 7, 1))  # noqa: DTZ001  # a wall time
        except Exception:  # noqa: BLE001  # dateutil raises whatever its parser meets
            return None
        return zone


def _is_bounded(component: Any) -> bool:
    """Say whether the rules of a VTIMEZONE are those of a zone: dateutil looks for an onset up to the year 9999."""
    onsets = sum(len(dates.dts) for dates in _each(component, "RDATE") if isinstance(dates, vDDDLists))
    return onsets <= _MOST_ONSETS and all(map(_is_yearly, _rules(component)))


def _rules(component: Any) -> list[Any]:
    return list(_each(component, "RRULE"))


def _each(component: Any, name: str) -> Iterator[Any]:
    """Give each value of a property in the halves of a VTIMEZONE."""
    for half in component.subcomponents:
        yield from values_in(half, name)


def _is_yearly(rule: Any) -> bool:
    """Say whether a rule gives a day again and again."""
    if not isinstance(rule, vRecur) or not set(rule) <= _PARTS or rule.get("FREQ") != ["YEARLY"]:
        return False
    days = [abs(number) for number in rule.get("BYMONTHDAY", ())]
    nths = [abs(day.relative or 1) for day in rule.get("BYDAY", ())]
    return (not days or any(1 <= day <= _SHORTEST_MONTH for day in days)) and all(1 <= nth <= _WEEKS for nth in nths)
