"""Structured data: what schema.org's words say of an event."""

import datetime as dt
import json

import pytest

import gcmfeeds as gf
from gcmfeeds.records.edition import edition_record
from gcmfeeds.records.supplement import event_supplement
from samples import PAGE, event, full_catalogue, full_event


def data_of(item, language="en"):
    """Give what a machine reads of an event."""
    edition = edition_record(full_catalogue(item), language=language)
    data = event_supplement(edition.events[0], edition).data
    assert data.schema == "https://schema.org/Event"
    return json.loads(data.value)


def test_everything():
    """All that an event knows is there, its words in the entry's language."""
    geneva = {"@type": "PostalAddress", "streetAddress": "Avenue de la Paix 14"}
    assert data_of(full_event(), "fr") == {
        "@context": "https://schema.org",
        "@type": "Event",
        "identifier": "launch@migrationnetwork.un.org",
        "name": "Lancement du rapport",
        "description": "Un résumé.",
        "url": f"{PAGE}/fr",
        "startDate": "2020-12-01T15:00:00+01:00",
        "endDate": "2020-12-01T16:30:00+01:00",
        "previousStartDate": "2020-11-24T15:00:00+01:00",
        "eventStatus": "https://schema.org/EventRescheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "inLanguage": ["en", "fr"],
        "location": [
            {
                "@type": "Place",
                "name": "Salle 1",
                "address": {**geneva, "addressLocality": "Genève", "addressCountry": "CH"},
                "geo": {"@type": "GeoCoordinates", "latitude": 46.2266, "longitude": 6.1406},
            },
            {"@type": "VirtualLocation", "url": PAGE},
            {"@type": "VirtualLocation", "name": "Second flux", "url": f"{PAGE}/2"},
        ],
        "organizer": {"@type": "Organization", "name": "Organisateur", "email": "press@un.org"},
        "performer": [
            {
                "@type": "Person",
                "name": "António Guterres",
                "jobTitle": "Secrétaire général",
                "worksFor": {"@type": "Organization", "name": "Nations Unies"},
            },
            {"@type": "Person", "name": "Sylvia Lopez-Ekra"},
            {"@type": "Person", "name": "António Vitorino"},
        ],
        "subEvent": [{"@type": "Event", "name": "Ouverture", "startDate": "2020-12-01T15:00:00+01:00"}],
        "image": "https://un.org/a.jpg",
        "workFeatured": [
            {
                "@type": "CreativeWork",
                "name": "Rapport, A/75/542",
                "identifier": "A/75/542",
                "url": "https://undocs.org/fr/A/75/542",
            },
            {"@type": "CreativeWork", "name": "A/RES/73/195", "identifier": "A/RES/73/195"},
        ],
        "about": [{"@type": "Thing", "name": "Rapport"}, {"@type": "Thing", "name": "UNECE"}],
    }


def test_next_to_nothing():
    """What is not known is left out; the last day is included, as schema.org has it."""
    assert data_of(event(end=dt.date(2020, 12, 3))) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "identifier": "launch@migrationnetwork.un.org",
        "name": "Launch",
        "startDate": "2020-12-01",
        "endDate": "2020-12-03",
        "eventStatus": "https://schema.org/EventScheduled",
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"status": "tentative"}, "EventScheduled"),
        ({"status": "postponed"}, "EventPostponed"),
        ({"status": "cancelled", "previous_start": dt.date(2020, 11, 1)}, "EventCancelled"),
        ({"previous_start": dt.date(2020, 11, 1)}, "EventRescheduled"),
    ],
)
def test_the_status(changes, expected):
    """An event that moved was rescheduled, unless it was postponed or cancelled."""
    assert data_of(event(**changes))["eventStatus"] == f"https://schema.org/{expected}"


STREAMS, VENUE = [gf.Stream(url=PAGE)], gf.Venue(city="Geneva")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"attendance": "in-person", "venue": VENUE, "streams": STREAMS}, "Offline"),
        ({"attendance": "online"}, "Online"),
        ({"venue": VENUE}, "Offline"),
        ({"venue": VENUE, "streams": STREAMS}, "Mixed"),
        ({"streams": STREAMS}, "Online"),
    ],
)
def test_how_one_takes_part(changes, expected):
    """What the event states counts; else venue and streams show it."""
    assert data_of(event(**changes))["eventAttendanceMode"] == f"https://schema.org/{expected}EventAttendanceMode"


def test_a_place_without_a_name():
    """It is called by its address, or its city; a name alone has no address."""
    for facts, expected in (
        ({"city": "Geneva"}, {"name": "Geneva", "address": {"@type": "PostalAddress", "addressLocality": "Geneva"}}),
        ({"name": "Palexpo"}, {"name": "Palexpo"}),
    ):
        assert data_of(event(venue=gf.Venue(**facts)))["location"] == [{"@type": "Place", **expected}]


def test_a_point_without_a_time():
    """A point of the programme need not say when it is."""
    assert data_of(event(programme=[gf.Slot(title="Talk")]))["subEvent"] == [{"@type": "Event", "name": "Talk"}]
