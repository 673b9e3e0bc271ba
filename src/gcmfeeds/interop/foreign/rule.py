"""Rule: what an RRULE says, as the fields of a recurrence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from gcmfeeds.errors import ModelError
from gcmfeeds.interop.foreign.properties import Properties, text_of
from gcmfeeds.interop.foreign.times import Time, at_wall
from gcmfeeds.model.recurrence import Recurrence
from gcmfeeds.zone import FIRST_YEAR, LAST_YEAR

_FIELDS = {
    "BYMONTH": "by_month",
    "BYYEARDAY": "by_year_day",
    "BYMONTHDAY": "by_month_day",
    "BYDAY": "by_day",
    "BYSETPOS": "by_position",
}
_CLOCK = {"BYHOUR": "hour", "BYMINUTE": "minute", "BYSECOND": "second"}
_KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", *_FIELDS, *_CLOCK}
_USUAL = {"RSCALE": ["GREGORIAN"], "SKIP": ["OMIT"]}


def taken_rule(properties: Properties, start: Time) -> Recurrence | None:
    """Take the rule of a series; None where there is none, or none that the model can say, which is noted.

    Args:
        properties: Of the VEVENT.
        start: Its DTSTART.
    """
    value = properties.one("RRULE")
    if value is None:
        return None
    fault = _unsaid(value, start)
    if not fault:
        try:
            return Recurrence(**_fields(value, start))
        except (ModelError, ValueError, TypeError) as error:
            fault = str(error)
    properties.note("RRULE", text_of(value), f"only the first time was carried: {fault}")
    return None


def _unsaid(rule: Mapping[str, Any], start: Time) -> str:
    """Find what of a rule no recurrence says; empty for nothing."""
    for name, values in rule.items():
        if name in _USUAL and [str(getattr(value, "value", value)).upper() for value in values] == _USUAL[name]:
            continue
        if name in _CLOCK and values == [getattr(start.wall, _CLOCK[name], 0)]:
            continue
        if name not in _KNOWN or name in _CLOCK:
            return f"no rule of ours has {name}"
    return ""


def _fields(rule: Mapping[str, Any], start: Time) -> dict[str, Any]:
    """Give the fields of the recurrence; what one may give once is given once."""
    fields: dict[str, Any] = {"frequency": str(rule["FREQ"][0]).lower() if rule.get("FREQ") else ""}
    for name, field in (("INTERVAL", "interval"), ("COUNT", "count")):
        if rule.get(name):
            fields[field] = int(rule[name][0])
    if rule.get("WKST"):
        fields["week_start"] = str(rule["WKST"][0]).upper()
    for name, field in _FIELDS.items():
        parts = [str(part).upper() for part in rule.get(name, ())]
        fields[field] = list(dict.fromkeys(parts if name == "BYDAY" else map(int, parts)))
    if rule.get("UNTIL") and (until := _until(rule["UNTIL"][0], start)):
        fields["until"] = until
    return fields


def _until(until: Any, start: Time) -> dt.date | None:
    """Give the last start that there may be, of the kind of the first; None where it is beyond all years."""
    if not isinstance(until, dt.date) or not FIRST_YEAR <= until.year < LAST_YEAR:
        return None
    if not isinstance(start.value, dt.datetime) or start.zone is None:
        return until.date() if isinstance(until, dt.datetime) else until
    if not isinstance(until, dt.datetime):
        until = dt.datetime.combine(until, dt.time(23, 59, 59))
        return at_wall(until, start.zone)
    return at_wall(until.replace(tzinfo=None), start.zone if until.tzinfo is None else dt.UTC)
