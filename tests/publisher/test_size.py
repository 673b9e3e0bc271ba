"""Size: which past events leave a calendar that is too large for some apps."""

import datetime as dt

import pytest
from icalendar import Calendar

import gcmfeeds as gf
from samples import catalogue, event

NOW = gf.geneva(2021, 1, 10, 12)


def many(*, past, coming, title="Launch", **changes):
    """Give a catalogue of as many events over and to come, one a day before and after the moment."""
    days = [*range(-past, 0), *range(1, coming + 1)]
    made = [
        event(key=f"day-{day + 2000}", title={"en": title}, start=dt.date(2021, 1, 10) + dt.timedelta(days=day))
        for day in days
    ]
    return catalogue(*made, **changes)


def published(folder, made):
    """Publish; give the days of each English calendar from the moment on, and what is warned of."""
    report = gf.publish(made, folder, moment=NOW, languages=["en"])
    days = {}
    for path in folder.rglob("calendar*.ics"):
        found = Calendar.from_ical(path.read_bytes()).events
        days[path.name] = [int(str(one["UID"]).split("@")[0].removeprefix("day-")) - 2000 for one in found]
    return days, report.warnings


def test_a_calendar_that_is_not_too_large(tmp_path):
    """Nothing leaves a calendar within its limits, and nothing is warned of."""
    days, warnings = published(tmp_path, many(past=2, coming=2, max_events=4))
    assert (days, warnings) == ({"calendar.ics": [-2, -1, 1, 2], "calendar-all.ics": [-2, -1, 1, 2]}, ())


def test_too_many_events(tmp_path):
    """The past events that ended first leave; the whole stands beside it."""
    days, warnings = published(tmp_path, many(past=4, coming=2, max_events=3))
    assert days == {"calendar.ics": [-1, 1, 2], "calendar-all.ics": [-4, -3, -2, -1, 1, 2]}
    limits = "3 events or 1,000,000 octets"
    line = f"en/calendar.ics: 3 past events left out, to have no more than {limits}; en/calendar-all.ics has all"
    assert warnings == (line,)


def test_what_is_to_come_never_leaves(tmp_path):
    """What is running or to come stays in a calendar that is too large all the same, and that is said."""
    days, warnings = published(tmp_path, many(past=1, coming=3, max_events=2))
    assert days["calendar.ics"] == [1, 2, 3]
    assert [line.split(": ")[1].split(",")[0] for line in warnings] == [
        "1 past event left out",
        "what is running or to come is more than 2 events or 1",
    ]


def test_too_many_octets(tmp_path):
    """A calendar never is larger than it may be, while there is a past event to leave; no more leave than must."""
    whole = len(gf.to_ics(many(past=5, coming=2), language="en"))
    one = (whole - len(gf.to_ics(many(past=0, coming=2), language="en"))) // 5
    days, warnings = published(tmp_path, many(past=5, coming=2, max_octets=whole - one - 1))
    assert days["calendar.ics"] == [-3, -2, -1, 1, 2]
    assert warnings[0].startswith("en/calendar.ics: 2 past events left out, ")
    assert (tmp_path / "en" / "calendar.ics").stat().st_size < whole - one
    days, warnings = published(tmp_path, many(past=5, coming=2, max_octets=100))
    assert days["calendar.ics"] == [1, 2]
    assert warnings[1].startswith("en/calendar.ics: what is running or to come is more than")


def test_the_limits_hold_as_days_go_by(tmp_path):
    """As days go by, events leave a calendar though nothing else changed; on the same day nothing is written twice."""
    made = many(past=0, coming=3, max_octets=1000)
    moments = [gf.geneva(2021, 1, 10 + days) for days in (0, 2, 2, 5, 5)]
    reports = [gf.publish(made, tmp_path, moment=moment, languages=["en"]) for moment in moments]
    assert [len(report.written) for report in reports] == [16, 2, 0, 2, 0]
    assert [int(report.warnings[0].split()[1]) if "left" in report.warnings[0] else 0 for report in reports] == [
        0,
        1,
        1,
        2,
        2,
    ]


def test_a_series_leaves_whole(tmp_path):
    """A series that is over leaves with all that is otherwise about it; one that never ends never does."""
    change = gf.Change(original=dt.date(2020, 1, 8), status="cancelled")
    over = gf.Recurrence(frequency="weekly", count=3, changes=[change])
    made = catalogue(
        event(key="day-1000", start=dt.date(2020, 1, 1), recurrence=over),
        event(key="day-1001", start=dt.date(2020, 1, 2), recurrence=gf.Recurrence(frequency="weekly")),
        max_octets=100,
    )
    days, warnings = published(tmp_path, made)
    assert days == {"calendar.ics": [-999], "calendar-all.ics": [-1000, -1000, -999]}
    assert warnings[0].startswith("en/calendar.ics: 1 past event left out")


@pytest.mark.parametrize(("title", "events"), [("Working group", 1000), ("Рабочая группа " * 20, 957)])
def test_the_limits_by_default(tmp_path, title, events):
    """Of 1,200 past events a thousand are left, or as many as one megabyte holds."""
    gf.publish(many(past=1200, coming=1, title=title), tmp_path, moment=NOW, languages=["en"])
    body = (tmp_path / "en" / "calendar.ics").read_bytes()
    assert abs(body.count(b"BEGIN:VEVENT") - events) < 10
    assert events == 1000 or 998_000 < len(body) <= 1_000_000
