"""Fits: whether a rule gives its own start, by reasoning."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gcmfeeds as gf
from gcmfeeds.model.fits import gives_its_start
from gcmfeeds.model.rules import WEEKDAYS

DAYS = st.dates(dt.date(2019, 12, 1), dt.date(2021, 2, 28))
NTHS = st.sampled_from(["", "1", "+2", "3", "4", "5", "-1", "-2", "-5"])
BY_DAYS = st.builds(lambda nth, day: nth + day, NTHS, st.sampled_from(WEEKDAYS))


def some(values):
    """Make an empty list as often as one of these."""
    return st.just([]) | st.lists(values, min_size=1, max_size=3, unique=True)


@st.composite
def rules(draw):
    """Make a rule of any parts that go together."""
    parts = {
        "by_month": draw(some(st.integers(1, 12))),
        "by_month_day": draw(some(st.integers(1, 31) | st.integers(-31, -1))),
        "by_year_day": draw(some(st.integers(1, 366) | st.integers(-366, -1))),
        "by_day": draw(some(BY_DAYS)),
        "by_position": draw(some(st.integers(1, 6) | st.integers(-6, -1))),
    }
    frequency = draw(st.sampled_from(["daily", "weekly", "monthly", "yearly"]))
    try:
        return gf.Recurrence(frequency=frequency, **{name: part for name, part in parts.items() if draw(st.booleans())})
    except gf.ModelError:
        return gf.Recurrence(frequency=frequency)


@given(rules(), DAYS)
def test_it_is_what_dateutil_finds(rule, start):
    """A rule gives its start by reasoning where dateutil's search among a year's days finds it."""
    found = rule._rule(start).between(dt.datetime(start.year, 1, 1), dt.datetime(start.year, 12, 31), inc=True)
    assert gives_its_start(rule, start) == (dt.datetime.combine(start, dt.time()) in found)


@pytest.mark.parametrize("position", [6, 366, -366])
def test_what_gives_nothing(position):
    """A position that no month has is refused without a search through eight thousand years."""
    with pytest.raises(gf.ModelError, match="must be the first that its recurrence gives"):
        gf.Event(
            key="a",
            title={"en": "A"},
            start=dt.date(2020, 1, 6),
            recurrence=gf.Recurrence(frequency="monthly", by_day=["MO"], by_position=[position]),
        )
