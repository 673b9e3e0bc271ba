"""Alarms: when those who have an event's own file are reminded."""

from __future__ import annotations

import datetime as dt
from typing import Any

from gcmfeeds.errors import ModelError
from gcmfeeds.interop.foreign.properties import Properties, parameter, text_of
from gcmfeeds.interop.foreign.report import Notes, Subject
from gcmfeeds.model.alarm import Alarm

_WORDS = "an alarm shows the event's title"


def taken_alarms(components: list[Any], titles: set[str], subject: Subject, notes: Notes) -> list[Alarm]:
    """Take the alarms that show a text some time before the start; the others are noted.

    Args:
        components: The VALARMs of an event.
        titles: What it is called, with and without a mark: what an alarm shows anyway.
        subject: Whom notes are about.
        notes: Where they go.
    """
    found: dict[dt.timedelta, Alarm] = {}
    for component in components:
        properties = Properties(component, subject, notes, "VALARM/")
        alarm = _taken_alarm(properties)
        if alarm is not None:
            description = properties.peek("DESCRIPTION").strip()
            if description in titles or description in {"", "Reminder", "This is an event reminder"}:
                properties.drop("DESCRIPTION")
            if alarm.before in found:
                properties.note("TRIGGER", alarm.before, "there is an alarm at this time already")
            found.setdefault(alarm.before, alarm)
        properties.note_rest({"DESCRIPTION": _WORDS, "SUMMARY": _WORDS})
    return list(found.values())


def _taken_alarm(properties: Properties) -> Alarm | None:
    action = properties.one("ACTION")
    if action is not None and text_of(action).upper() != "DISPLAY":
        properties.note("ACTION", text_of(action), "an alarm shows a text, and does nothing else")
        return None
    trigger = properties.one("TRIGGER")
    time = getattr(trigger, "dt", None)
    if trigger is None:
        properties.note("TRIGGER", "", "an alarm must have one")
    elif not isinstance(time, dt.timedelta) or parameter(trigger, "RELATED").upper() == "END":
        properties.note("TRIGGER", text_of(trigger), "an alarm must be some time before the start")
    elif time > dt.timedelta(0) or time % dt.timedelta(minutes=1):
        properties.note("TRIGGER", text_of(trigger), "an alarm must be whole minutes before the start")
    else:
        return _alarm(properties, -time, trigger)
    return None


def _alarm(properties: Properties, before: dt.timedelta, trigger: Any) -> Alarm | None:
    days, rest = divmod(before, dt.timedelta(days=1))
    hours, rest = divmod(rest, dt.timedelta(hours=1))
    try:
        return Alarm(days=days, hours=hours, minutes=rest // dt.timedelta(minutes=1))
    except ModelError as error:
        properties.note("TRIGGER", text_of(trigger), str(error))
        return None
