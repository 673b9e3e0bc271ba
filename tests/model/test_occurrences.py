"""Occurrences: each time that an event happens, with what is changed about it."""

import datetime as dt

import pytest

import gcmfeeds as gf
from samples import NOON, event, series, walls

DAY = dt.date(2020, 10, 20)
LATER = dt.date(2020, 10, 27)


def test_the_clocks_change():
    """A series stays at its hour on both Sundays on which the clocks change, and lasts as long."""
    made = event(
        start=gf.geneva(2020, 3, 22, 1, 30),
        end=gf.geneva(2020, 3, 22, 3, 30),
        recurrence=gf.Recurrence(frequency="weekly", count=40),
    )
    found = {
        f"{one.start:%m-%d}": (one.start.isoformat()[11:], one.end.isoformat()[11:])
        for one in made.occurrences(gf.geneva(2020, 1, 1), gf.geneva(2021, 1, 1))
    }
    assert found["03-22"] == ("01:30:00+01:00", "03:30:00+01:00")
    assert found["03-29"] == ("01:30:00+01:00", "04:30:00+02:00")
    assert found["10-25"] == ("01:30:00+02:00", "02:30:00+01:00")


def test_what_is_changed():
    """An occurrence may be moved, called otherwise, be elsewhere or cancelled; its programme moves with it."""
    slot = gf.Slot(title={"en": "Opening"}, start=NOON)
    changes = [
        gf.Change(original=gf.geneva(2020, 10, 27, 12), start=gf.geneva(2020, 10, 28, 9)),
        gf.Change(original=gf.geneva(2020, 11, 3, 12), status="cancelled", title={"en": "Off"}),
        gf.Change(original=gf.geneva(2020, 11, 10, 12), end=gf.geneva(2020, 11, 10, 15), venue=gf.Venue(city="Bern")),
    ]
    made = event(
        start=NOON,
        end=gf.geneva(2020, 10, 20, 13),
        programme=[slot],
        recurrence=gf.Recurrence(frequency="weekly", count=4, changes=changes),
    )
    first, moved, off, elsewhere = made.occurrences(gf.geneva(2020, 10, 20, 12), gf.geneva(2020, 12, 1))
    assert first == event(start=NOON, end=made.end, programme=[slot])
    assert (moved.start, moved.end) == (gf.geneva(2020, 10, 28, 9), gf.geneva(2020, 10, 28, 10))
    assert (moved.previous_start, moved.programme[0].start) == (
        gf.geneva(2020, 10, 27, 12),
        gf.geneva(2020, 10, 28, 9),
    )
    assert (off.status, off.title, off.previous_start) == ("cancelled", gf.Text(en="Off", fr="Lancement"), None)
    assert (elsewhere.end, elsewhere.venue) == (gf.geneva(2020, 11, 10, 15), gf.Venue(city="Bern"))
    assert [original for original, _ in made.changed_occurrences()] == [change.original for change in changes]


def test_a_programme_when_the_clocks_change():
    """A point of the programme is as long after the start as it is the first time; of whole days, at its hour."""
    made = event(
        start=gf.geneva(2020, 3, 22, 1),
        end=gf.geneva(2020, 3, 22, 4),
        programme=[gf.Slot(title={"en": "Late"}, start=gf.geneva(2020, 3, 22, 2, 30))],
        recurrence=gf.Recurrence(frequency="weekly", count=2),
    )
    _, second = made.occurrences(gf.geneva(2020, 3, 1), gf.geneva(2020, 4, 1))
    assert second.programme[0].start == gf.geneva(2020, 3, 29, 3, 30)
    night = [gf.Slot(title={"en": "x"}, start=gf.geneva(2020, 3, 22, *time)) for time in ((2, 30), (23, 30))]
    days = event(start=dt.date(2020, 3, 22), programme=night, recurrence=gf.Recurrence(frequency="weekly", count=2))
    _, second = days.occurrences(gf.geneva(2020, 3, 1), gf.geneva(2020, 4, 1))
    expected = [gf.geneva(2020, 3, 29, 3, 30), gf.geneva(2020, 3, 29, 23, 30)]
    assert [slot.start for slot in second.programme] == expected


def test_an_occurrence_that_is_moved_into_view():
    """What counts is when an occurrence begins in the end; the first moment is in it, the last is not."""
    change = gf.Change(original=dt.date(2020, 10, 27), start=dt.date(2020, 12, 24))
    made = series(DAY, frequency="weekly", count=3, changes=[change])
    assert walls(made, (2020, 10, 20), (2020, 11, 3)) == ["10-20"]
    assert walls(made, (2020, 12, 1), (2021, 1, 1)) == ["12-24"]
    assert event().occurrences(gf.geneva(2020, 12, 1), gf.geneva(2020, 12, 2)) == (event(),)
    assert event().occurrences(gf.geneva(2020, 11, 1), gf.geneva(2020, 12, 1)) == ()


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (event(), gf.geneva(2020, 12, 2)),
        (event(start=NOON, end=gf.geneva(2020, 10, 20, 13)), gf.geneva(2020, 10, 20, 13)),
        (series(DAY, frequency="weekly", count=2), gf.geneva(2020, 10, 28)),
        (series(DAY, frequency="weekly"), None),
        (series(DAY, extra=[dt.date(2020, 11, 1)]), gf.geneva(2020, 11, 2)),
        (series(DAY, frequency="weekly", count=2, extra=[dt.date(2021, 1, 1)]), gf.geneva(2021, 1, 2)),
        (series(DAY, frequency="weekly", count=1, excluded=[DAY]), gf.geneva(2020, 10, 21)),
        (
            series(DAY, frequency="weekly", count=1, changes=[gf.Change(original=DAY, start=dt.date(2020, 12, 24))]),
            gf.geneva(2020, 12, 25),
        ),
        (
            series(DAY, frequency="weekly", count=2, changes=[gf.Change(original=LATER, start=dt.date(2020, 10, 22))]),
            gf.geneva(2020, 10, 23),
        ),
        (
            series(DAY, frequency="weekly", count=2, changes=[gf.Change(original=LATER, status="cancelled")]),
            gf.geneva(2020, 10, 21),
        ),
        (
            series(DAY, frequency="weekly", count=1, changes=[gf.Change(original=DAY, status="cancelled")]),
            gf.geneva(2020, 10, 21),
        ),
        (
            event(start=DAY, status="cancelled", recurrence=gf.Recurrence(frequency="weekly", count=2)),
            gf.geneva(2020, 10, 28),
        ),
    ],
)
def test_when_it_is_over(made, expected):
    """A series is over with its last time, or never."""
    assert made.over_from() == expected
