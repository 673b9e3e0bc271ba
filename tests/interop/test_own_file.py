"""Own file: alarms and other events, as those clients read them that know of them."""

import datetime as dt
from collections.abc import Callable

import icalendar
import pytest

import gcmfeeds as gf
from gcmfeeds.model.relation import RELATIONS
from interop import client_libical
from interop.clients import client_module
from samples import catalogue, event

ALARMS = [gf.Alarm(days=7), gf.Alarm(hours=1, minutes=30), gf.Alarm()]
EXPECTED = [(-alarm.before, "Lancement") for alarm in ALARMS]


def read_in_icalendar(written):
    """Read them as icalendar does."""
    (found,) = icalendar.Calendar.from_ical(written).events
    return [(alarm.TRIGGER, str(alarm["DESCRIPTION"])) for alarm in found.walk("VALARM")]


def read_in_ical(written):
    """Read them as ical does, in Home Assistant."""
    stream = client_module("ical.calendar_stream").IcsCalendarStream
    (found,) = stream.calendar_from_ics(written.decode()).events
    return [(alarm.trigger, alarm.description) for alarm in found.alarm]


def read_in_libical(written):
    """Read them as libical does, which must find nothing wrong in them."""
    library = client_libical._library()
    calendar = library.icalparser_parse_string(written)
    found = []
    (one,) = client_libical._components(library, calendar, b"VEVENT")
    for alarm in client_libical._components(library, one, b"VALARM"):
        assert list(client_libical._unread(library, alarm)) == []
        (trigger,) = client_libical._properties(library, alarm, b"TRIGGER")
        (text,) = client_libical._properties(library, alarm, b"DESCRIPTION")
        said = library.icalproperty_get_value_as_string(trigger).decode()
        found.append((icalendar.vDuration.from_ical(said), library.icalproperty_get_description(text).decode()))
    library.icalcomponent_free(calendar)
    return found


@pytest.mark.parametrize("start", [dt.date(2020, 12, 1), gf.geneva(2020, 12, 1, 15)])
@pytest.mark.parametrize("read", [read_in_icalendar, read_in_ical, read_in_libical])
def test_when_it_rings(read: Callable, start):
    """An alarm rings so long before the start, with the title on the screen, in the author's order."""
    made = catalogue(event(start=start, alarms=ALARMS))
    assert read(gf.to_ics(made, language="fr", key="launch")) == EXPECTED


def test_what_other_events_are_to_it():
    """Clients read what each other event is to it; ical alone, its own fault, takes each for a parent."""
    others = [event(key=f"of-{kind}") for kind in RELATIONS]
    related = [gf.Relation(event=f"of-{kind}", kind=kind) for kind in RELATIONS]
    written = gf.to_ics(catalogue(event(related=related), *others), language="fr", key="launch")
    expected = [(f"of-{kind}@migrationnetwork.un.org", kind.upper()) for kind in RELATIONS]
    (found,) = icalendar.Calendar.from_ical(written).events
    assert [(str(other), other.params["RELTYPE"]) for other in found["RELATED-TO"]] == expected

    library = client_libical._library()
    calendar = library.icalparser_parse_string(written)
    (found,) = client_libical._components(library, calendar, b"VEVENT")
    seen = [
        tuple(text.decode() for text in (value(other), library.icalproperty_get_parameter_as_string(other, b"RELTYPE")))
        for value in [library.icalproperty_get_value_as_string]
        for other in client_libical._properties(library, found, b"RELATED-TO")
    ]
    library.icalcomponent_free(calendar)
    assert seen == expected

    stream = client_module("ical.calendar_stream").IcsCalendarStream
    (found,) = stream.calendar_from_ics(written.decode()).events
    assert [(other.uid, str(other.reltype.value)) for other in found.related_to] == [
        (uid, "PARENT") for uid, _ in expected
    ]
