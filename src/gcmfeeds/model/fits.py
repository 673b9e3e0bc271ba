"""Fits: whether a day is one that the parts of a rule give, without looking for those that they do give."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING

from gcmfeeds.model.rules import WEEKDAYS

if TYPE_CHECKING:
    from gcmfeeds.model.recurrence import Recurrence


def gives_its_start(rule: Recurrence, start: dt.date) -> bool:
    """Say whether a rule gives the start of its own series, by its parts alone.

    What gives nothing, such as the fifth Monday of each month that has six, would be looked for up to the year 9999.
    Reasoning will do because a rule that not every app reads is refused: what is left speaks of a day, or of the days
    of one month.
    """
    length = calendar.monthrange(start.year, start.month)[1]
    year_day, year_length = start.timetuple().tm_yday, 365 + calendar.isleap(start.year)
    fits = (
        (rule.by_month, {start.month}),
        (rule.by_month_day, {start.day, start.day - length - 1}),
        (rule.by_year_day, {year_day, year_day - year_length - 1}),
    )
    if any(part and not values & set(part) for part, values in fits):
        return False
    if not rule.by_position or not _is_weekday(rule, start, length):
        return _is_weekday(rule, start, length)
    days = [day for day in range(1, length + 1) if _is_weekday(rule, start.replace(day=day), length)]
    places = (position - (position > 0) for position in rule.by_position)
    return start.day in [days[place] for place in places if -len(days) <= place < len(days)]


def _is_weekday(rule: Recurrence, day: dt.date, length: int) -> bool:
    """Say whether a day of a month of so many days is one of `by_day`, or there is no such part."""
    name, nth, last = WEEKDAYS[day.weekday()], (day.day - 1) // 7 + 1, (length - day.day) // 7 + 1
    return not rule.by_day or bool({name, f"{nth}{name}", f"+{nth}{name}", f"-{last}{name}"} & set(rule.by_day))
