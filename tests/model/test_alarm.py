"""Alarm: how long before an event, and what cannot be one."""

import datetime as dt

import pytest

import gcmfeeds as gf
from gcmfeeds.errors import ModelError
from samples import event


def test_days_hours_and_minutes():
    """Days, hours and minutes are added up; nothing is the start itself."""
    assert gf.Alarm(days=1, hours=2, minutes=90).before == dt.timedelta(days=1, hours=3, minutes=30)
    assert gf.Alarm().before == dt.timedelta(0)


@pytest.mark.parametrize("alarms", [[{"days": 1}, {"minutes": 15}], [{}], []])
def test_as_plain_data(alarms):
    """An alarm is a table of whole numbers in TOML, and is written as it was."""
    plain = {**gf.to_plain(event()), **({"alarms": alarms} if alarms else {})}
    assert gf.to_plain(gf.from_plain(plain, gf.Event)) == plain


@pytest.mark.parametrize(
    ("alarms", "message"),
    [
        ("1 day", "'alarms' must be a list"),
        (["1 day"], r"'alarms\[0\]' must be a table of the fields of Alarm"),
        ([{"minutes": -15}], r"'alarms\[0\].minutes' must be a whole number from 0 to 527040"),
        ([{"days": 1.5}], r"'alarms\[0\].days' must be a whole number from 0 to 366"),
        ([{"hours": True}], r"'alarms\[0\].hours' must be a whole number from 0 to 8784"),
        (
            [{"days": 1}, {"hours": 24}],
            r"'alarms\[1\]' must be at another time than those before it \(got '1 day, 0:00",
        ),
    ],
)
def test_what_cannot_be_an_alarm(alarms, message):
    """An alarm is before the start, and rings once."""
    with pytest.raises(ModelError, match=message):
        gf.from_plain({**gf.to_plain(event()), "alarms": alarms}, gf.Event)


def test_only_alarms():
    """In Python too, an alarm is of its type."""
    with pytest.raises(ModelError, match=r"'alarms\[0\]' must be of the type Alarm"):
        event(alarms=[dt.timedelta(days=1)])
