"""Dates: days, times and languages in words, as CLDR has them.

Babel is given the naive wall time of Geneva: given a zone it would ask pytz, which has no summer after 2037.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from babel import Locale
from babel.dates import format_date, format_interval, format_time
from babel.lists import format_list

from gcmfeeds.language.choose import locale
from gcmfeeds.model.phrases import Phrases
from gcmfeeds.zone import in_zone, is_repeated

_DAY_FIELD = re.compile("('[^']*')|d+")


def day_in_words(day: dt.date, phrases: Phrases) -> str:
    """Say a day in full: ``mardi 1er décembre 2020``.

    Args:
        day: A date; of a datetime its own wall date counts.
        phrases: Their `locale` decides, and their `first_of_month`.
    """
    cldr = _locale(phrases)
    pattern = str(cldr.date_formats["full"].pattern)
    if day.day == 1:
        first = phrases.first_of_month.replace("'", "''")
        pattern = _DAY_FIELD.sub(lambda field: field[1] or f"'{first}'", pattern)
    return str(format_date(dt.date(day.year, day.month, day.day), pattern, locale=cldr))


def time_in_words(time: dt.datetime, phrases: Phrases) -> str:
    """Say a time without its zone: ``15:00``; with its offset in the hour that Geneva's clocks show twice.

    Args:
        time: Geneva's, aware; or another place's, naive.
        phrases: Their `locale` decides.
    """
    words = str(format_time(time.replace(tzinfo=None), "short", locale=_locale(phrases)))
    offset = time.utcoffset() if time.tzinfo and is_repeated(time) else None
    return f"{words} (UTC+{offset // dt.timedelta(hours=1)})" if offset else words


def span_in_words(start: dt.date, end: dt.date | None, phrases: Phrases) -> str:
    """Say when something is, with the zone in words.

    Args:
        start: A date, or an aware datetime of Geneva.
        end: The last day, included; or the end, excluded; or nothing.
        phrases: The words.

    Returns:
        Such as ``mardi 1er décembre 2020, 15:00 – 16:30, heure de Genève``.
    """
    if not isinstance(start, dt.datetime):
        first = day_in_words(start, phrases)
        if end is None or end == start:
            return first
        return phrases.date_range.format(start=first, end=day_in_words(end, phrases))
    first = listed([day_in_words(start, phrases), time_in_words(start, phrases)], phrases)
    if not isinstance(end, dt.datetime):
        return phrases.geneva_time.format(time=first)
    last = time_in_words(end, phrases)
    if end.date() != start.date():
        last = listed([day_in_words(end, phrases), last], phrases)
    return phrases.geneva_time.format(time=phrases.time_range.format(start=first, end=last))


def span_in_short(start: dt.date, end: dt.date | None, phrases: Phrases) -> str:
    """Say when something is on as little room as possible, for a list: ``10–13 May 2022``.

    Args:
        start: A date, or an aware datetime of Geneva.
        end: The last day, included; or the end, excluded; or nothing.
        phrases: The words.
    """
    cldr = _locale(phrases)
    first, last = (dt.date(time.year, time.month, time.day) for time in (start, end or start))
    if not isinstance(start, dt.datetime):
        return str(format_interval(first, last, "yMMMMd", locale=cldr))
    words = listed([str(format_interval(first, first, "yMMMMd", locale=cldr)), time_in_words(start, phrases)], phrases)
    if not isinstance(end, dt.datetime):
        return words
    until = time_in_words(end, phrases)
    if last != first:
        until = listed([str(format_interval(last, last, "yMMMMd", locale=cldr)), until], phrases)
    return phrases.time_range.format(start=words, end=until)


def local_time_in_words(start: dt.datetime, zone: str, place: str, phrases: Phrases) -> str:
    """Say the time that the clocks show elsewhere: ``11:00 in Bangkok``, with the day where it is another one.

    Args:
        start: Aware, Geneva.
        zone: IANA name.
        place: How the place is called, in the language of `phrases`.
        phrases: The words.
    """
    wall = in_zone(start, zone)
    time = time_in_words(wall, phrases)
    if wall.date() != start.date():
        time = listed([day_in_words(wall, phrases), time], phrases)
    return phrases.local_time.format(time=time, place=place)


def language_name(tag: str, phrases: Phrases) -> str:
    """Say a language in another: ``français``; its tag where CLDR has no name."""
    spoken = locale(tag)
    name = spoken.get_display_name(_locale(phrases)) if spoken else None
    return name or tag


def own_name(tag: str) -> str:
    """Say a language in itself, as in a list: ``Français``; its tag where CLDR has no name."""
    spoken = locale(tag)
    name = spoken.get_display_name() if spoken else None
    return name[:1].upper() + name[1:] if name else tag


def country_name(code: str, phrases: Phrases) -> str:
    """Say a country: ``Suisse``; its code where CLDR has no name."""
    return str(_locale(phrases).territories.get(code, code))


def enumerated(words: Sequence[str], phrases: Phrases) -> str:
    """Enumerate words as a sentence does: ``anglais, espagnol et français``."""
    return str(format_list(words, locale=_locale(phrases)))


def listed(parts: Sequence[str], phrases: Phrases) -> str:
    """Put parts on one line, as an address or a name with an office: ``Palais des Nations, Genève``."""
    line = ""
    for part in parts:
        line = phrases.listed.format(one=line, next=part) if line else part
    return line


def _locale(phrases: Phrases) -> Locale:
    found = locale(phrases.locale or phrases.language)
    return found or Locale.parse("en")
