"""Alarm: how long before an event its readers are reminded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, cast

import attrs

from gcmfeeds.errors import refuse
from gcmfeeds.model.given import many
from gcmfeeds.model.rules import a_whole_number, fault, members


def as_alarms(value: Iterable[Alarm]) -> tuple[Alarm, ...]:
    """Take a list of alarms."""
    return cast("tuple[Alarm, ...]", many(value))


def alarms(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Require a tuple of alarms, no two at the same time."""
    members(Alarm)(instance, attribute, value)
    times = [alarm.before for alarm in value]
    refuse(
        fault(instance, f"{attribute.name}[{index}]", "must be at another time than those before it", str(time))
        for index, time in enumerate(times)
        if time in times[:index]
    )


@attrs.frozen(kw_only=True)
class Alarm:
    """Remind whoever has an event's own file (:rfc:`5545#section-3.6.6`), and nobody who follows a calendar.

    The three are added up; without any it is at the start. An event of whole days starts at midnight on the clocks
    of its reader (:rfc:`5545#section-3.8.6.3`).

    Args:
        days: How many days before the start, at most 366.
        hours: How many hours, at most those of 366 days.
        minutes: How many minutes, likewise.

    Raises:
        ModelError: A number cannot be true.
    """

    days: int = attrs.field(default=0, validator=a_whole_number(0, 366))
    hours: int = attrs.field(default=0, validator=a_whole_number(0, 366 * 24))
    minutes: int = attrs.field(default=0, validator=a_whole_number(0, 366 * 24 * 60))

    @property
    def before(self) -> dt.timedelta:
        """How long before the start it is."""
        return dt.timedelta(days=self.days, hours=self.hours, minutes=self.minutes)
