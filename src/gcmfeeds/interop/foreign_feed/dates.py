"""Dates: moments as feeds write them."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

import attrs

from gcmfeeds.errors import ModelError
from gcmfeeds.zone import in_geneva

_NO_YEAR = re.compile(r"(?<![+\-:.\w])0\d{3}(?!\d)")
"""Hugo and others write the year 0001 where there is no date, and Python's and feedparser's readers make 2001 of it."""


@attrs.frozen(kw_only=True)
class Date:
    """Hold a date of a file.

    Args:
        name: The element or member that it stands in.
        raw: As it is written.
        guess: What feedparser makes of it, which reads more than any standard allows; None for nothing.
    """

    name: str
    raw: str
    guess: dt.datetime | None = None


def read_date(date: Date) -> tuple[dt.datetime | None, str]:
    """Read a date (:rfc:`3339`, :rfc:`5322#section-3.3`).

    Returns:
        The moment on Geneva's clocks, None if there is none that the model can say; and what is to be noted, empty for
        nothing.
    """
    moment, reason = _strictly(date.raw.strip()), ""
    if _NO_YEAR.search(date.raw):
        return None, "its year is none"
    if moment is None:
        moment, reason = date.guess, f"it was read as {date.guess:%Y-%m-%d %H:%M:%S} UTC" if date.guess else ""
    elif moment.tzinfo is None:
        moment, reason = moment.replace(tzinfo=dt.UTC), "it has no zone: it was taken for one in UTC"
    if moment is None:
        return None, "it is no date and time"
    try:
        return in_geneva(moment.astimezone(dt.UTC)), reason
    except ModelError as error:
        return None, error.rule
    except OverflowError:
        return None, "it is beyond all years"


def _strictly(raw: str) -> dt.datetime | None:
    for read in (dt.datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(raw)
        except (ValueError, IndexError, TypeError, OverflowError):
            continue
    return None
