"""Recurrence: every client expands a series to the same instants."""

import datetime as dt
from collections import Counter

import pytest

import gcmfeeds as gf
from interop.documents import write_all
from interop.expected import expected_times, times_of, where_they_differ
from samples import catalogue, event

CHANGED = gf.Recurrence(
    frequency="weekly",
    until=gf.geneva(2021, 4, 13, 15),
    by_day=["TU"],
    excluded=[gf.geneva(2020, 12, 29, 15)],
    extra=[gf.geneva(2020, 12, 30, 9)],
    changes=[
        gf.Change(original=gf.geneva(2020, 11, 3, 15), start=gf.geneva(2020, 11, 4, 10)),
        gf.Change(original=gf.geneva(2021, 3, 30, 15), end=gf.geneva(2021, 3, 30, 18)),
    ],
)


def hour(*start):
    """Give the start and the end of an event of an hour."""
    return {"start": gf.geneva(*start), "end": gf.geneva(*start) + dt.timedelta(hours=1)}


SERIES = {
    "weekly": (hour(2020, 1, 7, 15), gf.Recurrence(frequency="weekly", until=gf.geneva(2021, 12, 28, 15))),
    "before-the-hour": (hour(2020, 1, 5, 1, 30), gf.Recurrence(frequency="weekly", count=110)),
    "after-the-hour": (hour(2020, 1, 5, 3), gf.Recurrence(frequency="weekly", count=110)),
    "late-evening": (hour(2020, 1, 4, 23, 30), gf.Recurrence(frequency="weekly", count=110)),
    "until-a-day": (hour(2020, 1, 7, 23, 30), gf.Recurrence(frequency="weekly", until=dt.date(2021, 12, 28))),
    "daily": (hour(2020, 3, 25, 0, 0), gf.Recurrence(frequency="daily", interval=3, count=90)),
    "fortnight": (
        hour(2020, 1, 7, 12),
        gf.Recurrence(frequency="weekly", interval=2, by_day=["TU", "SU"], week_start="SU", count=60),
    ),
    "third-tuesday": (hour(2020, 1, 21, 9), gf.Recurrence(frequency="monthly", by_day=["3TU"], count=40)),
    "last-sunday": (hour(2020, 1, 26, 9), gf.Recurrence(frequency="monthly", by_day=["-1SU"], count=40)),
    "summer-for-ever": (hour(1996, 7, 1, 15), gf.Recurrence(frequency="yearly")),
    "october": (hour(1996, 10, 15, 15), gf.Recurrence(frequency="yearly", by_month=[4, 10], by_month_day=[15])),
    "last-working-day": (
        {"start": dt.date(2020, 1, 31)},
        gf.Recurrence(frequency="monthly", by_day=["MO", "TU", "WE", "TH", "FR"], by_position=[-1], count=40),
    ),
    "thirty-first": ({"start": dt.date(2020, 1, 31)}, gf.Recurrence(frequency="monthly", count=40)),
    "leap-day": ({"start": dt.date(2020, 2, 29)}, gf.Recurrence(frequency="yearly", until=dt.date(2044, 2, 29))),
    "last-days": ({"start": dt.date(2020, 1, 31)}, gf.Recurrence(frequency="monthly", by_month_day=[-1], count=40)),
    "two-days": (
        {"start": dt.date(2020, 1, 6), "end": dt.date(2020, 1, 7)},
        gf.Recurrence(frequency="weekly", until=dt.date(2020, 6, 1), excluded=[dt.date(2020, 4, 13)]),
    ),
    "election-day": (
        {"start": dt.date(2020, 11, 3)},
        gf.Recurrence(frequency="yearly", by_month=[11], by_day=["1TU"], count=9),
    ),
    "new-year": ({"start": dt.date(2020, 1, 1)}, gf.Recurrence(frequency="yearly", by_year_day=[1], count=9)),
    "by-hand": (hour(2020, 1, 7, 9), gf.Recurrence(extra=[gf.geneva(2020, 2, 4, 10), gf.geneva(2020, 7, 7, 10)])),
    "changed": (hour(2020, 10, 13, 15), CHANGED),
    "moments": ({"start": gf.geneva(2020, 3, 28, 4)}, gf.Recurrence(frequency="daily", count=4)),
    "late": (hour(2036, 1, 8, 15), gf.Recurrence(frequency="weekly", count=140)),
    "late-until": (hour(2037, 7, 7, 15), gf.Recurrence(frequency="yearly", until=gf.geneva(2040, 7, 7, 15))),
}


BY_RULE = {"changed"}
UNTIL_2037 = {"summer-for-ever", "october", "late"}
FAULTS = {
    "icalendar": BY_RULE,
    "python-dateutil": BY_RULE,
    "libical": {"by-hand", "changed"},
    "ical": set(),
    "ical.js": {"before-the-hour"},
    "node-ical": {"by-hand", "changed"},
    "calcurse": {"fortnight", "last-working-day", "two-days", "by-hand", "changed"},
    "Radicale": set(),
    "khal": UNTIL_2037 | {"late-until", "moments"},
}
"""The series of which a client shows other times than ours: why stands with what it ``sees``."""


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """Write the calendar of all the series, and each one's own file."""
    events = [event(key=key, recurrence=recurrence, **times) for key, (times, recurrence) in SERIES.items()]
    made = catalogue(*events, published=gf.geneva(2020, 1, 1), languages=["en"])
    return write_all(tmp_path_factory.mktemp("series"), made, keys=list(SERIES), feeds=False)


@pytest.fixture(scope="module")
def expansion(expand_all, documents):
    """Give each client in turn, after it expanded every file that it takes."""
    return expand_all(documents)


def test_every_client_sees_the_same_instants(expansion, documents):
    """A client lets each series happen when the model says, but for what it is known to misread."""
    read = [document for document in documents if document.path in expansion.saw]
    assert read
    expected = {document.name: Counter(expected_times(document, expansion.sees)) for document in read}
    actual = {document.name: Counter(expansion.saw[document.path]) for document in read}
    expected, actual = where_they_differ(expected, actual)
    assert expected == actual


def test_what_a_client_misreads_is_named(expansion, documents):
    """A client shows other times than the model says of the series that are named, and of no others."""
    assert FAULTS[expansion.name.partition(" in ")[0]] == {
        one.key for one in documents[0].items if is_seen(one, expansion.sees) != is_seen(one, times_of)
    }


def is_seen(one, sees):
    """Give the starts of an event, and the ends where they are known: the model's where a client is blind to them."""
    meant = {time.start: time.end for time in times_of(one, "")}
    return Counter((time.start, time.end or meant.get(time.start)) for time in sees(one, ""))
