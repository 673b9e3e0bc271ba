"""Recurrence: which starts a rule gives, and what cannot be one."""

import datetime as dt

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given
from hypothesis import strategies as st

import gcmfeeds as gf
from gcmfeeds.errors import ModelError
from samples import NOON, catalogue, event, series, walls

DAY = dt.date(2020, 10, 20)
LATER = dt.date(2020, 10, 27)


@pytest.mark.parametrize(
    ("start", "parts", "expected"),
    [
        (NOON, {"frequency": "weekly", "count": 3}, ["10-20 12:00", "10-27 12:00", "11-03 12:00"]),
        (DAY, {"frequency": "daily", "interval": 10, "count": 3}, ["10-20", "10-30", "11-09"]),
        (DAY, {"frequency": "weekly", "until": dt.date(2020, 11, 3)}, ["10-20", "10-27", "11-03"]),
        (NOON, {"frequency": "weekly", "until": gf.geneva(2020, 11, 3, 11, 59)}, ["10-20 12:00", "10-27 12:00"]),
        (NOON, {"frequency": "weekly", "until": dt.date(2020, 11, 3)}, ["10-20 12:00", "10-27 12:00", "11-03 12:00"]),
        (NOON, {"frequency": "weekly", "until": dt.date(2020, 11, 2)}, ["10-20 12:00", "10-27 12:00"]),
        (DAY, {"frequency": "monthly", "by_day": ["3TU"], "count": 3}, ["10-20", "11-17", "12-15"]),
        (DAY, {"frequency": "monthly", "by_month_day": [20, -1], "count": 4}, ["10-20", "10-31", "11-20", "11-30"]),
        (
            dt.date(2020, 10, 30),
            {"frequency": "monthly", "by_day": ["MO", "TU", "WE", "TH", "FR"], "by_position": [-1], "count": 3},
            ["10-30", "11-30", "12-31"],
        ),
        (
            DAY,
            {"frequency": "yearly", "by_month": [10, 12], "by_month_day": [20], "count": 3},
            ["10-20", "12-20", "10-20"],
        ),
        (DAY, {"frequency": "yearly", "by_month": [10], "by_day": ["3TU"], "count": 2}, ["10-20", "10-19"]),
        (dt.date(2020, 12, 31), {"frequency": "yearly", "by_year_day": [-1], "count": 2}, ["12-31", "12-31"]),
        (
            DAY,
            {"frequency": "weekly", "interval": 2, "by_day": ["TU", "SU"], "week_start": "SU", "count": 3},
            ["10-20", "11-01", "11-03"],
        ),
        (DAY, {"extra": [dt.date(2020, 12, 1), dt.date(2020, 11, 1)]}, ["10-20", "11-01", "12-01"]),
        (
            DAY,
            {"frequency": "weekly", "count": 3, "extra": [dt.date(2020, 10, 21)], "excluded": [LATER]},
            ["10-20", "10-21", "11-03"],
        ),
    ],
)
def test_the_starts(start, parts, expected):
    """A rule gives its starts in order, by Geneva's clock, the last one included."""
    assert walls(series(start, **parts)) == expected


@pytest.mark.parametrize("parts", [{"count": 10_000}, {"until": dt.date(2999, 12, 31)}, {}])
def test_the_end_of_time(parts):
    """A series is known as long as times are, and no longer; nobody waits for that."""
    made = series(dt.date(2990, 1, 1), frequency="yearly", **parts)
    assert len(made.first_occurrences(99)) == 9
    assert made.over_from() == (gf.geneva(2998, 1, 2) if parts else None)
    assert len(made.occurrences(gf.geneva(2990, 1, 1), gf.geneva(2999, 12, 31))) == 9


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({}, "'frequency' must be given, or extra"),
        ({"frequency": "hourly"}, "'frequency' must be one of daily, weekly, monthly, yearly"),
        ({"frequency": "daily", "interval": 0}, "'interval' must be a whole number from 1 to 1000"),
        ({"frequency": "daily", "interval": True}, "'interval' must be a whole number"),
        ({"frequency": "daily", "count": 10**9}, "'count' must be a whole number from 1 to 10000"),
        ({"frequency": "daily", "count": 1, "until": DAY}, "'count' must be left out where until is given"),
        ({"frequency": "daily", "by_position": [1]}, "'by_position' must be left out where frequency is daily"),
        ({"frequency": "monthly", "by_position": [1]}, "'by_position' must come with by_day"),
        (
            {"frequency": "weekly", "by_day": ["TU"], "by_position": [2]},
            "'by_position' must be left out where",
        ),
        ({"frequency": "weekly", "by_month_day": [1]}, "'by_month_day' must be left out where frequency is weekly"),
        ({"frequency": "weekly", "by_day": ["1TU"]}, "'by_day' must be weekdays without a number"),
        ({"frequency": "monthly", "by_day": ["6TU"]}, "'by_day' must have numbers from 1 to 5 or -1 to -5"),
        (
            {"frequency": "monthly", "by_month_day": [1], "by_day": ["MO"], "by_position": [1]},
            "must not come with by_month_",
        ),
        ({"frequency": "daily", "by_month_day": [-1]}, "'by_month_day' must be days from 1 to 31 where"),
        (
            {"frequency": "yearly", "by_year_day": [1], "by_month": [1]},
            "'by_year_day' must come with no other by_ part",
        ),
        ({"frequency": "yearly", "by_day": ["TU"]}, "'by_day' must come with one by_month"),
        ({"frequency": "yearly", "by_month": [1, 2], "by_day": ["TU"]}, "'by_day' must come with one by_month"),
        ({"frequency": "yearly", "by_month_day": [1]}, "'by_month_day' must come with by_month"),
        ({"frequency": "yearly", "by_month": [1, 2], "by_month_day": [-1]}, "'by_month_day' must be days from 1 to 28"),
        ({"frequency": "weekly", "by_day": ["XX"]}, r"'by_day\[0\]' must be a weekday, MO, TU"),
        ({"frequency": "weekly", "by_day": ["MO", "MO"]}, r"'by_day\[1\]' must be a weekday, MO, TU"),
        ({"frequency": "weekly", "by_day": "MO"}, "'by_day' must be a list"),
        ({"frequency": "yearly", "by_month": [0]}, r"'by_month\[0\]' must be a whole number from 1 to 12, once"),
        ({"frequency": "yearly", "by_month": [-1]}, r"'by_month\[0\]' must be a whole number from 1 to 12, once"),
        ({"frequency": "yearly", "by_month": 1}, "'by_month' must be a list"),
        ({"frequency": "monthly", "by_month_day": [32]}, r"'by_month_day\[0\]' .* from 1 to 31 or -1 to -31, once"),
        ({"frequency": "monthly", "by_month_day": [1, 1]}, r"'by_month_day\[1\]' must be"),
        ({"extra": DAY}, "'extra' must be a list"),
        ({"extra": ["x"]}, r"'extra\[0\]' must be"),
        ({"extra": [DAY, DAY]}, r"'extra\[1\]' must stand once"),
        ({"extra": [DAY], "by_day": ["MO"]}, "'by_day' must be left out where there is no frequency"),
        ({"frequency": "daily", "week_start": "XX"}, "'week_start' must be one of"),
        ({"frequency": "daily", "changes": ["x"]}, r"'changes\[0\]' must be of the type Change"),
    ],
)
def test_what_cannot_be_a_rule(parts, message):
    """Parts that no rule has, or that do not go together (RFC 5545, section 3.3.10), are refused by name."""
    with pytest.raises(ModelError, match=message):
        gf.Recurrence(**parts)


@pytest.mark.parametrize(
    ("recurrence", "field", "message"),
    [
        (
            "weekly",
            "recurrence",
            "must be a table of the fields of Recurrence, such as { frequency = … } (got 'weekly')",
        ),
        ({"frequency": "week"}, "recurrence.frequency", "must be one of daily, weekly, monthly, yearly (got 'week')"),
        ({"by_day": "TU"}, "recurrence.by_day", """must be a list of weekdays, such as ["MO", "TH"] (got 'TU')"""),
        (
            {"by_day": ["monday"]},
            "recurrence.by_day[0]",
            "must be a weekday, MO, TU, WE, TH, FR, SA, SU, or with a number such as 1MO or -1SU, once (got 'monday')",
        ),
        ({"by_month": 3}, "recurrence.by_month", "must be a list of numbers, such as [1] (got 3)"),
        ({"extra": DAY}, "recurrence.extra", "must be a list of dates, or of dates and times (got 2020-10-20)"),
        (
            {"changes": {"status": "cancelled"}},
            "recurrence.changes",
            "must be a list: write [[changes]], with two brackets (got {'status': 'cancelled'})",
        ),
    ],
)
def test_what_is_written_wrongly(recurrence, field, message):
    """A table of another shape is refused with what to write instead."""
    with pytest.raises(ModelError) as caught:
        gf.from_plain({"key": "talk", "title": {"en": "Talk"}, "start": DAY, "recurrence": recurrence}, gf.Event)
    assert (caught.value.field, caught.value.fault) == (field, message)


CHANGE = {"original": DAY, "status": "cancelled"}


@pytest.mark.parametrize(
    ("start", "parts", "message"),
    [
        (
            NOON,
            {"frequency": "daily", "until": dt.date(2020, 10, 19)},
            r"'recurrence\.until' must not be .*got 2020-10-19",
        ),
        (DAY, {"frequency": "daily", "until": NOON}, r"'recurrence\.until' must be a date, as start is"),
        (DAY, {"extra": [NOON]}, r"'recurrence\.extra\[0\]' must be a date, as start is"),
        (DAY, {"extra": [DAY]}, r"'recurrence\.extra\[0\]' must be after start, and none of the rule's"),
        (DAY, {"frequency": "weekly", "extra": [LATER]}, r"'recurrence\.extra\[0\]' must be after start, and none"),
        (dt.date(2020, 1, 31), {"frequency": "yearly", "by_month": [1, 3]}, "'start' must be a day from 1 to 28 where"),
        (
            NOON,
            {"frequency": "daily", "changes": [gf.Change(**CHANGE)]},
            r"'recurrence\.changes\[0\]\.original'",
        ),
        (
            DAY,
            {"frequency": "daily", "until": dt.date(2020, 1, 1)},
            r"'recurrence\.until' must not be before",
        ),
        (DAY, {"frequency": "weekly", "by_day": ["MO"]}, "'start' must be the first that its recurrence gives"),
        (DAY, {"frequency": "monthly", "by_day": ["1TU"]}, "'start' must be the first that its recurrence gives"),
        (DAY, {"frequency": "monthly", "by_month_day": [31], "by_month": [2]}, "'start' must be the first"),
        (DAY, {"frequency": "daily", "by_month": [2], "by_month_day": [31]}, "'start' must be the first"),
        (
            gf.geneva(2020, 10, 24, 2, 30),
            {"frequency": "weekly"},
            "'start' must, in a series, lie",
        ),
        (gf.geneva(1995, 10, 3, 12), {"frequency": "weekly"}, "'start' must, in a series"),
        (gf.geneva(2038, 10, 3, 12), {"frequency": "weekly"}, "'start' must, in a series"),
        (NOON, {"extra": [gf.geneva(2021, 10, 31, 2, 30, fold=1)]}, r"'recurrence\.extra\[0\]' must, in a series"),
        (
            DAY,
            {"frequency": "weekly", "excluded": [dt.date(2020, 10, 21)]},
            r"'recurrence\.excluded\[0\]' must",
        ),
        (
            DAY,
            {"frequency": "weekly", "changes": [gf.Change(original=dt.date(2020, 10, 21), status="cancelled")]},
            r"'recurrence\.changes\[0\]\.original' must be one of the starts",
        ),
        (
            DAY,
            {"frequency": "weekly", "excluded": [DAY], "changes": [gf.Change(**CHANGE)]},
            r"'recurrence\.changes\[0\]\.original' must be one of the starts",
        ),
        (
            DAY,
            {"frequency": "weekly", "changes": [gf.Change(original=DAY, end=dt.date(2020, 10, 1))]},
            r"'recurrence\.changes\[0\]\.end' must not be before",
        ),
    ],
)
def test_what_cannot_be_a_series(start, parts, message):
    """What does not go with the event's start is refused by name, and soon."""
    with pytest.raises(ModelError, match=message):
        series(start, **parts)


def test_an_end_that_comes_twice():
    """The first end of a series may not lie in the hour that the clocks show twice."""
    with pytest.raises(ModelError, match="'end' must, in a series"):
        event(
            start=gf.geneva(2020, 10, 25, 1),
            end=gf.geneva(2020, 10, 25, 2, 30, fold=1),
            recurrence=gf.Recurrence(frequency="weekly"),
        )


def test_a_change_that_changes_nothing():
    """A change says what is otherwise; an occurrence that does not take place is excluded or cancelled."""
    with pytest.raises(ModelError, match="'original' must come with what is otherwise, or stand in excluded"):
        gf.Change(original=DAY)


MONTHS = st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True)
PARTS = st.one_of(
    st.fixed_dictionaries(
        {"frequency": st.just("weekly"), "interval": st.integers(1, 4), "week_start": st.sampled_from(["MO", "SU"])},
        optional={"by_day": st.sampled_from([["TU"], ["TU", "WE"], ["SU", "TU"]]), "by_month": MONTHS},
    ),
    st.fixed_dictionaries(
        {"frequency": st.just("monthly"), "interval": st.integers(1, 4)},
        optional={"by_day": st.sampled_from([["3TU"], ["-2TU"], ["TU", "1WE"]]), "by_month_day": st.just([20, -12, 1])},
    ),
    st.fixed_dictionaries(
        {"frequency": st.just("yearly")}, optional={"by_month": MONTHS, "by_month_day": st.just([20])}
    ),
    st.fixed_dictionaries(
        {"frequency": st.just("daily"), "interval": st.integers(1, 9)}, optional={"by_month": MONTHS}
    ),
)


@given(PARTS, st.integers(1, 30))
def test_a_rule_is_written_as_it_is_meant(parts, count):
    """What is written as RRULE and read by dateutil gives the starts that the model gives."""
    try:
        made = series(**parts, count=count)
    except ModelError:
        assume(False)  # Hypothesis' way to say that this is no example
    lines = gf.to_ics(catalogue(made), language="en").decode().replace("\r\n ", "").split("\r\n")
    rule = next(line.removeprefix("RRULE:") for line in lines if line.startswith("RRULE:") and "COUNT" in line)
    read = list(rrulestr(rule, dtstart=NOON.replace(tzinfo=None)))
    found = made.occurrences(gf.geneva(2020, 1, 1), gf.geneva(2999, 1, 1))
    assert [one.start.replace(tzinfo=None) for one in found] == read
