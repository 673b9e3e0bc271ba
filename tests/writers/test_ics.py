"""iCalendar: laws that hold for every calendar."""

import re
import tracemalloc

import pytest
from hypothesis import given
from icalendar import Calendar

import gcmfeeds as gf
from gcmfeeds.errors import MissingTextError
from gcmfeeds.interop.needs import needed
from gcmfeeds.records.calendar import calendar_events
from gcmfeeds.records.edition import edition_record
from samples import catalogue, full_catalogue
from samples import event as an_event
from strategies import TAGS, catalogues


def physical_lines(data):
    """Give the lines as they are sent."""
    assert data.endswith(b"\r\n")
    return data.removesuffix(b"\r\n").split(b"\r\n")


@given(catalogues())
def test_every_line_is_short_and_whole(made):
    """No line has more than 75 octets, none is split inside a character, and there is no other line end."""
    for language in TAGS:
        for line in physical_lines(gf.to_ics(made, language=language)):
            assert len(line) <= 75
            assert not {"\r", "\n"} & set(line.decode("utf-8"))


@given(catalogues())
def test_every_text_survives(made):
    """Titles, texts and places are read back by icalendar as the record says them."""
    for language in TAGS:
        edition = edition_record(made, language=language)
        written = Calendar.from_ical(gf.to_ics(made, language=language))
        for record, read in zip(calendar_events(edition), written.events, strict=True):
            assert str(read["SUMMARY"]) == record.summary.value
            assert read["SUMMARY"].params["LANGUAGE"] == record.summary.language
            assert str(read["DESCRIPTION"]) == record.description.value
            assert str(read.get("LOCATION", "")) == (record.location.value if record.location else "")
            assert read["DTSTART"].dt == record.dtstart


@given(catalogues())
def test_piece_by_piece(made):
    """The pieces of a calendar are together the bytes of the whole, and each event is one."""
    pieces = list(gf.iter_ics(made, language="en"))
    assert b"".join(pieces) == gf.to_ics(made, language="en")
    assert all(piece.count(b"BEGIN:VEVENT") == 1 for piece in pieces[1:-1])


def test_memory_does_not_grow():
    """Written piece by piece, ten times as many events need no more memory beyond themselves."""
    peaks = []
    for count in (100, 1000):
        made = catalogue(*(an_event(key=f"e{number}") for number in range(count)))
        tracemalloc.start()
        for _ in gf.iter_ics(made, language="en"):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] - peaks[0] < 500_000


def test_no_piece_of_what_is_not_there():
    """An edition that there is none of is refused at once, before the first piece is asked for."""
    with pytest.raises(MissingTextError):
        gf.iter_ics(catalogue(), language="ru")


@given(catalogues())
def test_a_subscribed_calendar_invites_nobody(made):
    """It has one SUMMARY an event, no METHOD, no ATTENDEE and no alarm (RFC 5546, section 3.2.1)."""
    written = Calendar.from_ical(gf.to_ics(made, language="en"))
    assert "METHOD" not in written
    assert {component.name for component in written.walk()} <= {
        "VCALENDAR",
        "VTIMEZONE",
        "DAYLIGHT",
        "STANDARD",
        "VEVENT",
    }
    for found in written.events:
        assert "ATTENDEE" not in found
        assert not isinstance(found["SUMMARY"], list)


def test_everything_an_event_says():
    """A single event's file says all there is, each property once where it may stand once."""
    data = gf.to_ics(full_catalogue(), language="en", key="launch").replace(b"\r\n ", b"")
    names = [line.split(b":")[0].split(b";")[0].decode() for line in data.splitlines()]
    event = names[names.index("SUMMARY") - 1 :]
    assert event == [
        "BEGIN",
        "SUMMARY",
        "DTSTART",
        "DTEND",
        "DTSTAMP",
        "UID",
        "SEQUENCE",
        "ATTACH",
        "CATEGORIES",
        "CATEGORIES",
        "CONCEPT",
        "CONFERENCE",
        "CONFERENCE",
        "CONFERENCE",
        "CONTACT",
        "CREATED",
        "DESCRIPTION",
        "GEO",
        "IMAGE",
        "LAST-MODIFIED",
        "LINK",
        "LINK",
        "LOCATION",
        "ORGANIZER",
        "REFID",
        "STATUS",
        "STRUCTURED-DATA",
        "STYLED-DESCRIPTION",
        "TRANSP",
        "URL",
        "X-ALT-DESC",
        "X-APPLE-STRUCTURED-LOCATION",
        "X-MICROSOFT-CDO-BUSYSTATUS",
        *["BEGIN", "GEO", "NAME", "STRUCTURED-DATA", "UID", "END"],
        *["BEGIN", "PARTICIPANT-TYPE", "STRUCTURED-DATA", "UID", "URL", "END"],
        *["BEGIN", "PARTICIPANT-TYPE", "STRUCTURED-DATA", "UID", "END"],
        *["BEGIN", "PARTICIPANT-TYPE", "STRUCTURED-DATA", "UID", "END"],
        *["BEGIN", "ACTION", "DESCRIPTION", "TRIGGER", "UID", "END"],
        *["BEGIN", "ACTION", "DESCRIPTION", "TRIGGER", "UID", "END"],
        "END",
        "END",
    ]


def lines_of(key=None):
    """Give the unfolded lines of the French calendar of everything, or of an event's own file, by property name."""
    written = gf.to_ics(full_catalogue(), language="fr", key=key).replace(b"\r\n ", b"").decode().splitlines()
    return {re.split("[:;]", line)[0]: line for line in reversed(written)}


def test_how_the_newer_properties_are_written():
    """Parameters that an RFC requires are there, and those that a client reads."""
    lines = lines_of("launch")
    for name, start in {
        "ATTACH": 'ATTACH;FILENAME="Rapport, A-75-542.pdf";FMTTYPE=application/pdf;X-FILENAME="Rapport, A-75-542.pdf":',
        "DESCRIPTION": "DESCRIPTION;DERIVED=TRUE;LANGUAGE=fr:Un résumé.",
        "LINK": 'LINK;FMTTYPE=application/pdf;LABEL="Rapport, A/75/542";LANGUAGE=fr;LINKREL="describedby";VALUE=URI:',
        "STRUCTURED-DATA": 'STRUCTURED-DATA;FMTTYPE=application/ld+json;SCHEMA="https://schema.org/Event";VALUE=TEXT:{',
        "STYLED-DESCRIPTION": 'STYLED-DESCRIPTION;FMTTYPE=text/html;LANGUAGE=fr;VALUE=TEXT:<div lang="fr" dir="ltr">',
        "X-ALT-DESC": 'X-ALT-DESC;FMTTYPE=text/html:<div lang="fr" dir="ltr">',
    }.items():
        assert lines[name].startswith(start)
    assert lines["X-APPLE-STRUCTURED-LOCATION"] == (
        'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="Avenue de la Paix 14, Genève, Suisse"'
        ';X-APPLE-RADIUS=100;X-TITLE="Salle 1":geo:46.2266,6.1406'
    )


def test_a_place_that_is_one_word():
    """Where there is nothing but a title, no address is written; where there are no degrees, none."""
    for degrees, expected in (({"latitude": 1, "longitude": 2}, 2), ({}, 0)):
        made = catalogue(an_event(venue=gf.Venue(city="Geneva", **degrees)))
        written = gf.to_ics(made, language="en", key="launch").replace(b"\r\n ", b"")
        assert b"X-ADDRESS" not in written
        assert written.count(b"\r\nGEO:1;2\r\n") == expected


def test_a_subscribed_calendar_says_each_text_once():
    """What clients of a subscribed calendar stumble over, and HTML, is in a single event's file only."""
    lines = lines_of()
    assert lines["DESCRIPTION"] == "DESCRIPTION;LANGUAGE=fr:À ce sujet."
    newer = "STYLED-DESCRIPTION STRUCTURED-DATA LINK CONCEPT REFID PARTICIPANT-TYPE X-ALT-DESC".split()
    assert not lines.keys() & set(newer)
    assert not [line for line in lines.values() if "DERIVED" in line or "VLOCATION" in line or "PARTICIPANT" in line]


def test_no_property_without_a_need():
    """A property that no RFC has is written only if the table says which client needs it."""
    assert needed("X-WR-CALNAME") == "X-WR-CALNAME"
    with pytest.raises(KeyError, match="X-MINE"):
        needed("X-MINE")


def test_a_calendar_says_what_it_is():
    """A subscribed calendar has name, paragraph, address, interval and zone, for old and new clients."""
    lines = gf.to_ics(full_catalogue(), language="fr").replace(b"\r\n ", b"").decode().splitlines()
    assert lines[: lines.index("BEGIN:VTIMEZONE")] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//gcmfeeds//gcmfeeds//FR",
        "CALSCALE:GREGORIAN",
        "DESCRIPTION;LANGUAGE=fr:À ce sujet.",
        "X-WR-CALDESC:À ce sujet.",
        "NAME;LANGUAGE=fr:Pacte",
        "X-WR-CALNAME:Pacte",
        "COLOR:steelblue",
        "LAST-MODIFIED:20201126T090000Z",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "SOURCE;VALUE=URI:https://migrationnetwork.un.org/calendar/fr/calendar.ics",
        "UID:calendar.fr@migrationnetwork.un.org",
        "URL:https://migrationnetwork.un.org/calendar/",
        "X-APPLE-CALENDAR-COLOR:#4682b4",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-TIMEZONE:Europe/Zurich",
    ]


def test_a_calendar_without_events():
    """A calendar must hold a component (RFC 5545, section 3.6): without events the zone is there."""
    assert b"BEGIN:VTIMEZONE" in gf.to_ics(catalogue(), language="en")
