"""The zone: Geneva's time, to 2100 and beyond."""

import datetime as dt
import zoneinfo

import pytest
import pytz
from hypothesis import given
from hypothesis import strategies as st

from gcmfeeds.errors import ModelError, RepeatedTimeError, SkippedTimeError
from gcmfeeds.zone import GENEVA, from_wall, geneva, in_geneva, in_zone, is_repeated, is_zone, wall_elsewhere

ZURICH = zoneinfo.ZoneInfo("Europe/Zurich")
MOMENTS = st.datetimes(dt.datetime(1902, 1, 2), dt.datetime(2999, 12, 30), timezones=st.just(dt.UTC))


def test_upstream_pytz_has_no_summer_after_2037():
    """Pytz gives winter time to July 2040, and normalize undoes a right offset."""
    summer = GENEVA.localize(dt.datetime(2037, 7, 1)).tzinfo
    assert GENEVA.localize(dt.datetime(2040, 7, 1)).utcoffset() == dt.timedelta(hours=1)
    assert GENEVA.normalize(dt.datetime(2040, 7, 1, tzinfo=summer)).utcoffset() == dt.timedelta(hours=1)


def test_upstream_pytz_as_tzinfo_is_local_mean_time():
    """A pytz zone given as tzinfo= is 34 minutes east of Greenwich."""
    assert dt.datetime(2020, 12, 1, 15, tzinfo=GENEVA).utcoffset() == dt.timedelta(minutes=34)


@pytest.mark.parametrize("year", [1902, 1942, 1985, 2020, 2037, 2038, 2040, 2072, 2100])
def test_summer_and_winter_of_a_year(year):
    """Noon in July and in January stands as the zone's database says, in every year."""
    for month in (1, 7):
        expected = dt.datetime(year, month, 1, 12, tzinfo=ZURICH).isoformat()
        assert geneva(year, month, 1, 12).isoformat() == expected


def test_each_half_hour_around_each_switch():
    """Each half hour of the days on which the clocks change, 1981 to 2100, is the same instant and wall time."""
    day, half_hour = dt.timedelta(days=1), dt.timedelta(minutes=30)
    for year in range(1981, 2101):
        moment = dt.datetime(year, 1, 1, 12, tzinfo=dt.UTC)
        switches = 0
        while moment.year == year:
            if moment.astimezone(ZURICH).utcoffset() != (moment + day).astimezone(ZURICH).utcoffset():
                switches += 1
                for count in range(48):
                    instant = moment + count * half_hour
                    assert in_geneva(instant).isoformat() == instant.astimezone(ZURICH).isoformat()
            moment += day
        assert switches == 2


@given(MOMENTS)
def test_an_instant_stays_the_same_instant(moment):
    """A moment in Geneva is the same instant, with the wall time that the zone's database gives."""
    moment = moment.replace(microsecond=0)
    local = in_geneva(moment)
    assert local.astimezone(dt.UTC) == moment
    assert local.isoformat() == moment.astimezone(ZURICH).isoformat()


@given(MOMENTS)
def test_a_wall_time_comes_back(moment):
    """The wall time of a moment leads back to it, once fold says which of two it is."""
    local = in_geneva(moment)
    fold = int(local.utcoffset() == dt.timedelta(hours=1))
    assert from_wall(local.replace(tzinfo=None), fold=fold) == local


@given(MOMENTS, st.sampled_from(["America/New_York", "Australia/Sydney", "Asia/Bangkok"]))
def test_the_clocks_elsewhere(moment, zone):
    """Another place's wall time is what the zone's database gives, after 2037 too."""
    moment = moment.replace(year=max(moment.year, 1971), day=min(moment.day, 28))
    assert in_zone(moment, zone) == moment.astimezone(zoneinfo.ZoneInfo(zone)).replace(tzinfo=None)


def test_a_leap_day_after_2037():
    """The 29th of February has an offset in years that pytz does not know."""
    assert geneva(2040, 2, 29, 12).isoformat() == "2040-02-29T12:00:00+01:00"


@pytest.mark.parametrize("year", [2020, 2050])
def test_the_skipped_hour(year):
    """A time that the clocks skip is refused, with the time to write instead."""
    day = {2020: 29, 2050: 27}[year]
    with pytest.raises(SkippedTimeError, match="they skip this hour; write 03:30"):
        geneva(year, 3, day, 2, 30)


def test_the_repeated_hour():
    """A time that the clocks show twice needs fold, and the message gives both."""
    with pytest.raises(RepeatedTimeError, match=r"2020-10-25T02:30:00\+02:00 \(fold=0\) or .*\+01:00 \(fold=1\)"):
        geneva(2020, 10, 25, 2, 30)
    assert geneva(2020, 10, 25, 2, 30, fold=0).isoformat() == "2020-10-25T02:30:00+02:00"
    assert geneva(2020, 10, 25, 2, 30, fold=1).isoformat() == "2020-10-25T02:30:00+01:00"


def test_which_hour_is_repeated():
    """Only the hour that the clocks show twice is repeated."""
    assert is_repeated(geneva(2020, 10, 25, 2, 59, fold=1))
    assert not is_repeated(geneva(2020, 10, 25, 3, 0))
    assert not is_repeated(geneva(2020, 3, 29, 3, 0))


def test_a_naive_moment_is_refused():
    """A moment without zone is refused, with what to write instead."""
    with pytest.raises(ModelError, match=r"must have a zone; for Geneva write geneva\(2020, 12, 1, 15, 0\)"):
        in_geneva(dt.datetime(2020, 12, 1, 15))


@pytest.mark.parametrize("fold", [-1, 2])
def test_there_are_two(fold):
    """A third reading of a repeated hour there is not."""
    with pytest.raises(ModelError, match="'fold' must be 0 or 1"):
        geneva(2020, 10, 25, 2, 30, fold=fold)


@pytest.mark.parametrize("moment", [None, dt.date(2020, 12, 1), "2020-12-01"])
def test_what_is_no_moment(moment):
    """Only a datetime is a moment."""
    with pytest.raises(ModelError, match="'time' must be a date and time"):
        in_geneva(moment)


@pytest.mark.parametrize("zone", [GENEVA, pytz.timezone("Asia/Bangkok"), pytz.timezone("America/Iqaluit")])
def test_local_mean_time_is_refused(zone):
    """A pytz zone given as tzinfo= is refused."""
    with pytest.raises(ModelError, match="local mean time"):
        in_geneva(dt.datetime(2020, 12, 1, 15, tzinfo=zone))


@pytest.mark.parametrize("year", [1901, 3000])
def test_years_out_of_range(year):
    """A year for which no client can be told the offset is refused."""
    with pytest.raises(ModelError, match="must be in a year from 1902 to 2999"):
        geneva(year, 6, 1)


def test_microseconds_are_cut():
    """A moment is cut to whole seconds: iCalendar has no finer ones."""
    assert in_geneva(dt.datetime(2020, 12, 1, 14, 0, 0, 999999, tzinfo=dt.UTC)) == geneva(2020, 12, 1, 15)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Asia/Bangkok", True), ("CET", False), ("UTC", False), ("Etc/GMT-1", False), ("Asia/Nowhere", False)],
)
def test_what_is_a_zone(name, expected):
    """Only the database's own names of places are zones."""
    assert is_zone(name) is expected


def test_a_wall_time_elsewhere():
    """A wall time can be read on another place's clocks, for a message."""
    assert wall_elsewhere(dt.datetime(2020, 10, 28, 11), "Asia/Bangkok").isoformat() == "2020-10-28T11:00:00+07:00"
