"""Own programme: its points, of which our own file says in HTML alone who speaks at which."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence

from lxml import html as lxml_html

from gcmfeeds.errors import ModelError
from gcmfeeds.interop.foreign.own_data import Thing, time_in, worded
from gcmfeeds.language.dates import span_in_words, time_in_words
from gcmfeeds.model.event import Slot
from gcmfeeds.model.people import Speaker
from gcmfeeds.model.phrases import Phrases
from gcmfeeds.records.content import speaker_texts
from gcmfeeds.records.reader import Reader
from gcmfeeds.zone import from_wall, in_geneva

_TIME = re.compile(r"(\d{1,2})\D(\d{2})(?!.*\d{1,2}\D\d{2})", re.DOTALL)
_MOST = 200
"""How many points are looked at: finding who speaks at which tries each way."""

_MOST_DAYS = 60

Point = tuple[str, tuple[str, ...]]


def programme_in(
    thing: Thing, html: str, speakers: Sequence[Speaker], days: tuple[dt.date, dt.date], reader: Reader
) -> list[Slot]:
    """Give the points of the programme.

    Args:
        thing: The event in JSON-LD: it has the titles and their times.
        html: What the file says in HTML.
        speakers: All who speak, in order.
        days: Start and end of the event.
        reader: Gives language and words.
    """
    titled = [one for one in thing.get("subEvent", ()) if "name" in one]
    titles = [(one["name"], _moment(one.get("startDate"))) for one in titled]
    said = ["".join(text.value for text in speaker_texts(speaker, reader)) for speaker in speakers]
    points = _points(html, reader.phrases)
    if not points or len(points) > _MOST:
        return []
    comma = reader.phrases.listed.format(one="", next="")

    @functools.cache
    def rest(number: int, title: int, speaker: int) -> tuple[Slot, ...] | None:
        """Give the points from one on, if titles and speakers can stand in them."""
        if number == len(points):
            return () if (title, speaker) == (len(titles), len(said)) else None
        text, below = points[number]
        name, start = titles[title] if title < len(titles) else ("", None)
        time = f"{_words_of(start, days, reader.phrases)}{comma}" if start else ""
        if name and text == f"{time}{name}" and below == tuple(said[speaker:][: len(below)]):
            following = rest(number + 1, title + 1, speaker + len(below))
            if following is not None:
                own = speakers[speaker : speaker + len(below)]
                return (Slot(title=worded(name, reader.language), start=start, speakers=own), *following)
        lines = said[speaker : speaker + 1 + len(below)]
        if lines and text.endswith(lines[0]) and below == tuple(lines[1:]):
            following = rest(number + 1, title, speaker + len(lines))
            if following is not None:
                words = text.removesuffix(lines[0]).removesuffix(comma)
                own = speakers[speaker : speaker + len(lines)]
                return (Slot(start=_time_of(words, days, reader.phrases), speakers=own), *following)
        return None

    return list(rest(0, 0, 0) or ())


def _points(html: str, phrases: Phrases) -> list[Point]:
    """Give the points that the HTML lists below the programme's label: each one's line, and the lines below it."""
    label = phrases.labelled.format(label=phrases.programme, text="").rstrip()
    for paragraph in reversed(lxml_html.fragment_fromstring(html, create_parent="div").findall(".//p")):
        points = paragraph.getnext()
        if paragraph.text_content() == label and points is not None and points.tag == "ol":
            return [_point(point) for point in points.findall("li")]
    return []


def _point(point: lxml_html.HtmlElement) -> Point:
    below = [line.text_content() for line in point.findall("ul/li")]
    for lines in point.findall("ul"):
        lines.drop_tree()
    return str(point.text_content()), tuple(map(str, below))


def _moment(text: str | None) -> dt.datetime | None:
    time = time_in(text)
    return in_geneva(time) if isinstance(time, dt.datetime) else None


def _words_of(time: dt.datetime, days: tuple[dt.date, dt.date], phrases: Phrases) -> str:
    """Say when a point begins, as its line does: the time alone on the day on which the event begins."""
    is_same = isinstance(days[0], dt.datetime) and days[0].date() == time.date()
    return time_in_words(time, phrases) if is_same else span_in_words(time, None, phrases)


def _time_of(words: str, days: tuple[dt.date, dt.date], phrases: Phrases) -> dt.datetime | None:
    """Find the time that is said so: one of the hours that stand in the words, on one of the event's days."""
    match = _TIME.search(words)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2])
    return next((time for time in _times(days, hour, minute) if _words_of(time, days, phrases) == words), None)


def _times(days: tuple[dt.date, dt.date], hour: int, minute: int) -> Iterator[dt.datetime]:
    first, last = (day.date() if isinstance(day, dt.datetime) else day for day in days)
    for number in range(min((last - first).days, _MOST_DAYS) + 1):
        day = first + dt.timedelta(days=number)
        for clock in (hour, (hour + 12) % 24):
            for fold in (0, 1):
                try:
                    yield from_wall(dt.datetime.combine(day, dt.time(clock, minute)), fold=fold)
                except (ModelError, ValueError):
                    continue
