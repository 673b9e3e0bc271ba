"""Timezone: the rule of Geneva's zone, and which times may be written with it."""

from __future__ import annotations

import datetime as dt

import attrs

from gcmfeeds.zone import FIRST_RULED_YEAR, LAST_RULED_YEAR, is_repeated

TZID = "Europe/Zurich"
"""The only zone that is ever written."""


@attrs.frozen(kw_only=True)
class Observance:
    """Hold one half of the zone's year (:rfc:`5545#section-3.6.5`).

    Args:
        component: ``DAYLIGHT`` or ``STANDARD``.
        start: Its first onset, a wall time in the offset that it ends.
        offset_from: The offset before the onset.
        offset_to: The offset after it.
        name: What the clocks call it.
        month: The month whose last Sunday is the onset, every year.
    """

    component: str
    start: dt.datetime
    offset_from: dt.timedelta
    offset_to: dt.timedelta
    name: str
    month: int


_WINTER = dt.timedelta(hours=1)
_SUMMER = dt.timedelta(hours=2)

OBSERVANCES = (
    Observance(
        component="DAYLIGHT",
        start=dt.datetime(1970, 3, 29, 2),  # noqa: DTZ001  # an onset is a wall time
        offset_from=_WINTER,
        offset_to=_SUMMER,
        name="CEST",
        month=3,
    ),
    Observance(
        component="STANDARD",
        start=dt.datetime(1970, 10, 25, 3),  # noqa: DTZ001  # as above
        offset_from=_SUMMER,
        offset_to=_WINTER,
        name="CET",
        month=10,
    ),
)
"""The zone's rule since 1996.

It starts in 1970 because Outlook takes one STANDARD and one DAYLIGHT with one BYDAY each, and Google writes it so.
"""


def is_zoned(moment: dt.datetime) -> bool:
    """Say whether a Geneva `moment` may be written with :data:`TZID`, so that every client reads it right.

    A repeated hour may not: only UTC says which it is.
    """
    return FIRST_RULED_YEAR <= moment.year <= LAST_RULED_YEAR and not is_repeated(moment)
