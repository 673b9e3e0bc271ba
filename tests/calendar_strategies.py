"""Strategies for calendars: catalogues of events of every kind, in which a field costs Hypothesis one choice.

Texts come from a few that are drawn once for a catalogue: each field then chooses languages and texts by one number.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

import gcmfeeds as gf
from gcmfeeds.model.event import ATTENDANCES
from gcmfeeds.model.relation import RELATIONS
from gcmfeeds.model.rules import STATUSES, WEEKDAYS
from gcmfeeds.zone import in_geneva, is_repeated
from interop.catalogues import changing_days
from samples import PUBLISHED, catalogue
from strategies import DAYS, TAGS, WORDS

_DAY, _MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
_ADDRESSES = (
    "https://un.org/",
    "https://un.org/e?a=1,2;b=%5C&c='x'#y",
    "http://example.org:8080/live/(1)!*$~_.html",
)
_TOPICS = ("region", "report", "review")
_SELDOM = {"daily": 331, "weekly": 97, "monthly": 29, "yearly": 3}
"""Every how many periods a series without end happens at most: it is looked at for half a century."""

_NUMBERS = st.integers(0, 2**16 - 1)
_MINUTES = st.integers(0, 24 * 60 - 1)
_LENGTHS = st.sampled_from([None, 1, 30, 60, 90, 24 * 60]) | st.integers(1, 3 * 24 * 60)
_RULED_DAYS = st.dates(dt.date(1996, 1, 1), dt.date(2036, 12, 31))
_DEGREES = (0, 0.00001, -0.000004, 46.2266, -33.333333, 90, 6)
_MAILS = (None, "press@un.org", "o'neill+a!$*~_-@mail.example.org")
_LIMITS = ("count", "until", "until a day", "for ever", "by hand")

changing = functools.cache(changing_days)


class Texts:
    """Make texts in one to four languages of a few words, each by a number."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words

    def text(self, number: int) -> dict[str, str]:
        """Give a text."""
        number, mask = divmod(number, 2 ** len(TAGS) - 1)
        tags = [tag for place, tag in enumerate(TAGS) if (mask + 1) >> place & 1]
        return {tag: self._words[(number + place * number // 7) % len(self._words)] for place, tag in enumerate(tags)}

    def perhaps(self, number: int) -> dict[str, str] | None:
        """Give a text, or in one of three cases none."""
        number, case = divmod(number, 3)
        return self.text(number) if case else None


def _some(strategy: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, max_size=most, unique=True)


@st.composite
def moments(draw: st.DrawFn) -> dt.datetime:
    """Make a moment of 1981 to 2100, often on a day on which Geneva's clocks change, seldom with seconds."""
    day, kind = draw(DAYS), draw(st.integers(0, 7))
    if kind in (0, 1):
        day = changing(day.year)[kind].date()
    start = dt.datetime.combine(day, dt.time(), dt.UTC) + draw(_MINUTES) * _MINUTE
    return start + dt.timedelta(seconds=draw(st.integers(0, 59))) if kind == 7 else start


@st.composite
def _ends(draw: st.DrawFn, start: dt.date) -> dt.date | None:
    if not isinstance(start, dt.datetime):
        return draw(st.sampled_from([None, start, start + _DAY, start + 9 * _DAY]))
    minutes = draw(_LENGTHS)
    return None if minutes is None else start + minutes * _MINUTE


@st.composite
def _ruled_starts(draw: st.DrawFn) -> dt.date:
    """Make a day, or a time by Geneva's clocks that a series may begin at."""
    day = draw(_RULED_DAYS)
    if draw(st.booleans()):
        return day
    hour, minute = draw(st.sampled_from([0, 1, 3, 9, 15, 23])), draw(st.sampled_from([0, 30, 59]))
    return gf.geneva(day.year, day.month, day.day, hour, minute)


@st.composite
def _rules(draw: st.DrawFn, start: dt.date) -> dict[str, Any]:
    """Make a rule of which a day is the first that it gives."""
    weekday, nth = WEEKDAYS[start.weekday()], (start.day - 1) // 7 + 1
    month, year_day = [start.month], start.timetuple().tm_yday
    days = sorted({weekday, draw(st.sampled_from(WEEKDAYS))}, key=WEEKDAYS.index)
    parts = {
        "daily": [{}, {"by_day": days}, {"by_month": month}],
        "weekly": [{}, {"by_day": days}, {"by_day": days, "week_start": "SU"}],
        "monthly": [
            {},
            {"by_day": [f"{nth}{weekday}"]},
            {"by_day": [weekday], "by_position": [nth]},
            {"by_month_day": [start.day, -1]},
        ],
        "yearly": [
            {},
            {"by_month": month, "by_day": [f"{nth}{weekday}"]},
            {"by_month": month, "by_month_day": [start.day]},
            {"by_year_day": [year_day]},
        ],
    }
    frequency = draw(st.sampled_from(list(parts)))
    return {"frequency": frequency, "interval": draw(st.integers(1, 3)), **draw(st.sampled_from(parts[frequency]))}


@st.composite
def _recurrences(draw: st.DrawFn, start: dt.date, texts: Texts) -> gf.Recurrence:
    """Make the recurrence of what begins then: its rule or its days, what is left out and what is otherwise."""
    rule, count, limit = draw(_rules(start)), draw(st.integers(1, 12)), draw(st.sampled_from(_LIMITS))
    if limit == "by hand":
        rule = {}
    elif limit == "for ever":
        rule["interval"] *= _SELDOM[rule["frequency"]]
    elif limit == "count":
        rule["count"] = count
    else:
        last = gf.Recurrence(**rule).first_starts(start, count)[-1]
        is_moment = limit == "until a day" and isinstance(last, dt.datetime)
        rule["until"] = last.date() if is_moment else last
    extra = [] if rule and draw(st.booleans()) else draw(_extras(start, rule))
    starts = gf.Recurrence(**rule, extra=extra).first_starts(start, 12)
    excluded = draw(_some(st.sampled_from(starts))) if len(starts) > 3 else []
    left = [one for one in starts if one not in excluded]
    changes = [draw(_changes(original, texts)) for original in draw(_some(st.sampled_from(left)))]
    return gf.Recurrence(**rule, extra=extra, excluded=excluded, changes=changes)


@st.composite
def _extras(draw: st.DrawFn, start: dt.date, rule: dict[str, Any]) -> list[dt.date]:
    """Make starts besides a rule, on Geneva's clocks; without a rule there is one at least."""
    days = draw(st.lists(st.integers(1, 99), min_size=1, max_size=2, unique=True))
    if isinstance(start, dt.datetime):
        found = [in_geneva(start.astimezone(dt.UTC) + number * _DAY + 7 * _MINUTE) for number in days]
        good = [time for time in found if not is_repeated(time)]
        return good or [found[0] + 12 * 60 * _MINUTE]
    taken = gf.Recurrence(**rule).starts(start, start, start + 100 * _DAY) if rule else []
    return [time for number in days if (time := start + number * _DAY) not in taken]


@st.composite
def _changes(draw: st.DrawFn, original: dt.date, texts: Texts) -> gf.Change:
    """Make what is otherwise about a time of a series."""
    step = 90 * _MINUTE if isinstance(original, dt.datetime) else _DAY
    moved = original + draw(st.sampled_from([-1, 1, 2])) * step
    facts = {
        "start": {"start": moved},
        "end": {"start": moved, "end": moved + step},
        "title": {"title": texts.text(draw(_NUMBERS))},
        "venue": {"venue": gf.Venue(name=texts.text(draw(_NUMBERS)))},
        "status": {"status": draw(st.sampled_from(STATUSES))},
    }
    return gf.Change(original=original, **facts[draw(st.sampled_from(list(facts)))])


@st.composite
def _times(draw: st.DrawFn, texts: Texts) -> dict[str, Any]:
    """Make start, end and perhaps recurrence of an event."""
    kind = draw(st.sampled_from(["day", "moment", "moment", "series"]))
    if kind == "series":
        start = draw(_ruled_starts())
        return {"start": start, "end": draw(_ends(start)), "recurrence": draw(_recurrences(start, texts))}
    start = draw(DAYS if kind == "day" else moments())
    return {"start": start, "end": draw(_ends(start))}


@st.composite
def _venues(draw: st.DrawFn, texts: Texts) -> gf.Venue | None:
    numbers = draw(st.tuples(*[_NUMBERS] * 4))
    name, address, city = (texts.perhaps(number) for number in numbers[:3])
    if not (name or address or city):
        return None
    count = len(_DEGREES)
    degrees = {"latitude": _DEGREES[numbers[3] % count], "longitude": _DEGREES[numbers[3] // count % count] * 2}
    return gf.Venue(
        name=name,
        address=address,
        city=city,
        country=(None, "CH", "MA")[numbers[0] % 3],
        zone=(None, "Africa/Casablanca", "Asia/Bangkok")[numbers[1] % 3],
        **(degrees if numbers[2] % 2 else {}),
    )


@st.composite
def _events(draw: st.DrawFn, key: str, others: Sequence[str], texts: Texts) -> gf.Event:
    """Make an event, perhaps related to others."""

    def perhaps() -> dict[str, str] | None:
        return texts.perhaps(draw(_NUMBERS))

    facts = draw(st.integers(0, 2**10 - 1))
    address = draw(st.sampled_from(_ADDRESSES))
    published = draw(st.sampled_from([None, gf.geneva(2020, 11, 25), gf.geneva(2026, 10, 25, 2, 30, fold=1)]))
    speakers = [gf.Speaker(name=texts.text(facts), role=texts.perhaps(facts))]
    picture = gf.Image(url="https://un.org/a,b.png", alt=texts.text(facts), media_type="image/png")
    return gf.Event(
        key=key,
        title=texts.text(draw(_NUMBERS)),
        **draw(_times(texts)),
        status=draw(st.sampled_from(STATUSES)),
        previous_start=dt.date(2020, 2, 29) if facts & 1 else None,
        abstract=perhaps(),
        body=perhaps(),
        url=[None, address, {"fr": address, "ar": _ADDRESSES[0]}][facts % 3],
        venue=draw(_venues(texts)),
        attendance=draw(st.sampled_from([None, *ATTENDANCES])),
        languages=TAGS[: facts % 4],
        streams=[gf.Stream(url=address, languages=TAGS[facts % 4 :], title=perhaps())] if facts & 2 else [],
        programme=[gf.Slot(title=perhaps(), speakers=speakers)] if facts & 4 else [],
        organizer=gf.Organizer(name=texts.text(facts), address=_MAILS[facts % 3]) if facts & 8 else None,
        documents=[gf.Document(title=texts.text(facts), url=address, media_type="text/html")] if facts & 16 else [],
        image=picture if facts & 32 else None,
        topics=draw(_some(st.sampled_from(_TOPICS))),
        related=[gf.Relation(event=other, kind=RELATIONS[facts % len(RELATIONS)]) for other in others],
        published=published,
        updated=published and published + draw(_MINUTES) * _MINUTE,
        sequence=draw(st.sampled_from([0, 1, 7, 2**31 - 1])),
        alarms=[gf.Alarm(minutes=facts)] if facts & 64 else [],
    )


@st.composite
def calendars(draw: st.DrawFn, authority: str = "un.org") -> gf.Catalogue:
    """Make a catalogue of one to three events in four languages, nothing in it that calendars do not show."""
    texts = Texts(draw(st.lists(WORDS, min_size=2, max_size=6)))
    keys = [f"e{number}" for number in range(draw(st.integers(1, 3)))]
    return catalogue(
        *(draw(_events(key, keys[:number], texts)) for number, key in enumerate(keys)),
        title=texts.text(draw(_NUMBERS)),
        languages=TAGS,
        fallback=draw(st.permutations(TAGS))[: draw(st.integers(0, 4))],
        publisher=gf.Organizer(name=texts.text(draw(_NUMBERS)), address=draw(st.sampled_from(_MAILS))),
        topics=[gf.Topic(key=key, label=texts.text(draw(_NUMBERS))) for key in _TOPICS],
        authority=authority,
        published=PUBLISHED,
        color=draw(st.sampled_from([None, "steelblue"])),
    )
