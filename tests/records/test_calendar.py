"""Calendar record: what a VCALENDAR says."""

import pytest

import gcmfeeds as gf
from gcmfeeds.errors import ModelError
from gcmfeeds.records.calendar import calendar_record, event_of, single_event_record
from gcmfeeds.records.edition import edition_record
from samples import catalogue, event, full_catalogue


def test_a_subscribed_calendar():
    """It has ids and addresses of its own, and changed when its last event did."""
    edition = edition_record(full_catalogue(), language="fr", channel="reports")
    record = calendar_record(edition)
    assert record.uid == "channel.reports.fr@migrationnetwork.un.org"
    assert record.source == "https://migrationnetwork.un.org/calendar/fr/channels/reports/calendar.ics"
    assert record.last_modified.isoformat() == "2020-11-26T09:00:00+00:00"
    assert record.events[0].supplement is None


def test_an_empty_calendar():
    """Without events it has not changed since the catalogue went out, and holds the zone alone."""
    record = calendar_record(edition_record(catalogue(), language="en"))
    assert record.last_modified.isoformat() == "2020-11-20T08:00:00+00:00"
    assert record.has_zone


@pytest.mark.parametrize(
    ("start", "expected"), [(gf.geneva(2020, 12, 1, 15), True), (gf.geneva(2040, 12, 1, 15), False)]
)
def test_whether_it_needs_the_zone(start, expected):
    """The zone is there when a time is written with it."""
    assert calendar_record(edition_record(catalogue(event(start=start)), language="en")).has_zone is expected


def test_a_single_event():
    """Its file is called as the event, and stands under its key."""
    edition = edition_record(full_catalogue(), language="fr")
    record = single_event_record(edition, event_of(edition, "launch"))
    assert record.name.value == "Lancement du rapport"
    assert record.source == "https://migrationnetwork.un.org/calendar/fr/events/launch.ics"
    assert record.events[0].supplement is not None


def test_no_such_event():
    """An event that is not there is refused."""
    with pytest.raises(ModelError, match=r"'key' must be the key of an event of the edition in 'en' .got 'x'"):
        event_of(edition_record(catalogue(), language="en"), "x")
