"""Zone: every client reads each half hour of the days on which the clocks change as the same instant."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from interop.catalogues import YEARS, changing_days, years_catalogue
from interop.client_dateutil import zone_in
from interop.expected import where_they_differ

HOUR = dt.timedelta(hours=1)


@pytest.fixture(scope="module")
def zone_files(calendars):
    """Give the calendars whose events are named for their instants."""
    return [document for document in calendars if document.name.startswith("zone-")]


def test_clocks_change_twice_a_year():
    """Geneva's clocks change on the last Sundays of March and October; before 1996, of March and September."""
    expected = [(last_sunday(year, 3), last_sunday(year, 9 if year < 1996 else 10)) for year in YEARS]
    actual = [tuple(day.date() for day in changing_days(year)) for year in YEARS]
    assert expected == actual


def test_every_half_hour_is_one_instant(whole_reader, zone_files):
    """A client reads each start and end, from 1981 to 2100, as the instant that the event is named for."""
    actual = {
        event.uid: (event.start, event.end) for document in zone_files for event in whole_reader.saw[document.path]
    }
    expected = {f"{start:%Y-%m-%d-%H%M}@example.org": (start, start + HOUR) for start in half_hours()}
    expected, actual = where_they_differ(expected, actual)
    assert expected == actual


def test_every_year(client, calendars):
    """A client reads winter, summer and both changes of each year, from 1981 to 2100, as the instants that they are."""
    read = [document for document in calendars if document.path in client.saw and document.name.startswith("years/")]
    actual = {(event.start, event.end) for document in read for event in client.saw[document.path]}
    keys = {event.key for document in read for event in document.items}
    expected = {(event.start, event.end) for event in years_catalogue().events if event.key in keys}
    assert {key.partition("-")[0] for key in keys} == {str(year) for year in YEARS}
    assert sorted(expected - actual) == sorted(actual - expected) == []


def test_wall_times_are_tried(zone_files):
    """From 1996 to 2037 each of those hours but the repeated one is written in Geneva's time."""
    lines = [line for document in zone_files for line in document.path.read_bytes().split(b"\r\n")]
    actual = sum(line.startswith(b"DTSTART;TZID=Europe/Zurich:") for line in lines)
    expected = (2037 - 1996 + 1) * (48 + 44)
    assert expected == actual


def test_the_zone_is_geneva_s(zone_files):
    """Through our VTIMEZONE alone, dateutil shows each of those half hours from 1996 to 2037 as Geneva's clocks do."""
    zone = zone_in(zone_files[1].path.read_bytes().decode())
    instants = [start for start in half_hours() if 1996 <= start.year <= 2037]
    expected = {start: start.astimezone(ZoneInfo("Europe/Zurich")).replace(tzinfo=None) for start in instants}
    actual = {start: start.astimezone(zone).replace(tzinfo=None) for start in instants}
    expected, actual = where_they_differ(expected, actual)
    assert expected == actual


def half_hours():
    """Give the UTC instants of each half hour of those days."""
    days = [day for year in YEARS for day in changing_days(year)]
    return [day + step * HOUR / 2 for day in days for step in range(48)]


def last_sunday(year, month):
    """Give the last Sunday of a month that is not December."""
    last = dt.date(year, month + 1, 1) - dt.timedelta(days=1)
    return last - dt.timedelta(days=(last.weekday() + 1) % 7)
