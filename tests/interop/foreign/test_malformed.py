"""Malformed: no file of others ends in anything but events and notes, or one clear error."""

import datetime as dt
import itertools
import re

import pytest

import gcmfeeds as gf
from gcmfeeds.interop.foreign.limits import within_limits

EVENT = "BEGIN:VEVENT|UID:{0}|SUMMARY:{0}|DTSTART:20240101T100000Z|"


def read(text):
    """Read a calendar of these lines: keys of its events, and property and reason of each note."""
    events, report = gf.from_ics(f"BEGIN:VCALENDAR|{text}END:VCALENDAR|".replace("|", "\r\n").encode())
    return [event.key for event in events], [(note.property, note.reason.split(",")[0]) for note in report.notes]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (EVENT.format("a") + "BEGIN:VALARM|TRIGGER:-PT5M|ACTION:DISPLAY|DESCRIPTION:a|END:VEVENT|", "VALARM"),
        (EVENT.format("a") + "BEGIN:VALARM|TRIGGER:-PT5M|ACTION:DISPLAY|DESCRIPTION:a|", "VALARM"),
        (EVENT.format("a"), "VEVENT"),
        ("BEGIN:VTIMEZONE|TZID:x|" + EVENT.format("a") + "END:VEVENT|", "VTIMEZONE"),
    ],
)
def test_a_component_without_an_end(text, name):
    """A component without an END costs no event, and is noted."""
    keys, notes = read(text + EVENT.format("b") + "END:VEVENT|")
    assert keys == ["a", "b"]
    assert (name, "it has no END") in notes


def test_a_calendar_without_an_end():
    """A calendar that begins in another ends that one."""
    assert read(f"{EVENT.format('a')}BEGIN:VCALENDAR|{EVENT.format('b')}END:VEVENT|")[0] == ["a", "b"]


def test_what_stands_behind_a_calendar():
    """An event behind the end of a calendar is one of it, and so is what is to be noted."""
    keys, notes = read(
        f"{EVENT.format('a')}END:VEVENT|END:VCALENDAR|{EVENT.format('b')}END:VEVENT|BEGIN:VTODO|END:VTODO|"
    )
    assert keys == ["a", "b"]
    assert ("VTODO", "it is no event") in notes


NAMES = (
    "ATTACH ATTENDEE CATEGORIES CLASS CONCEPT CONFERENCE CONTACT CREATED DESCRIPTION DTEND DURATION EXDATE GEO IMAGE "
    "LAST-MODIFIED LINK LOCATION ORGANIZER RDATE RECURRENCE-ID RELATED-TO RRULE SEQUENCE STATUS SUMMARY TRANSP UID URL"
).split()
KINDS = "BINARY BOOLEAN CAL-ADDRESS DATE DATE-TIME DURATION FLOAT INTEGER PERIOD RECUR TEXT TIME URI UTC-OFFSET".split()
VALUES = ("abc", "1", "20240101", "20240101T100000Z", "FREQ=DAILY", "1;2", "P1D", "http://a.b", "QUJD", "a,b", "+0100")


@pytest.mark.parametrize("name", NAMES)
def test_any_value_of_any_kind(name):
    """Whatever a property says that it is, its event is read, or left out with a note."""
    for kind, value in itertools.product(KINDS, VALUES):
        keys, notes = read(EVENT.format("a") + f"{name};VALUE={kind}:{value}|END:VEVENT|")
        assert keys or notes


@pytest.mark.parametrize(
    ("start", "original", "expected"),
    [
        (";TZID=Europe/Zurich:20240101T120000", ";VALUE=DATE:20240108", gf.geneva(2024, 1, 8, 12)),
        (";TZID=America/New_York:20240101T120000", ";VALUE=DATE:20240108", gf.geneva(2024, 1, 8, 18)),
        (";VALUE=DATE:20240101", ":20240108T000000Z", dt.date(2024, 1, 8)),
    ],
)
def test_a_single_time_of_the_other_kind(start, original, expected):
    """A RECURRENCE-ID that is a day means the time of the series on it; one with an hour means its day."""
    head = f"BEGIN:VCALENDAR|BEGIN:VEVENT|UID:a|SUMMARY:a|DTSTART{start}|RRULE:FREQ=WEEKLY;COUNT=5|END:VEVENT|"
    other = f"BEGIN:VEVENT|UID:a|SUMMARY:a|RECURRENCE-ID{original}|STATUS:CANCELLED|END:VEVENT|END:VCALENDAR|"
    ((event,), _) = gf.from_ics((head + other).replace("|", "\r\n").encode())
    assert [(change.original, change.status) for change in event.recurrence.changes] == [(expected, "cancelled")]


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        (";TZID=Europe/Zurich:20240330T120000", "P1D", gf.geneva(2024, 3, 31, 12)),
        (";TZID=Europe/Zurich:20240330T120000", "P1DT2H", gf.geneva(2024, 3, 31, 14)),
        (";TZID=America/New_York:20240309T120000", "P1D", gf.geneva(2024, 3, 10, 17)),
        (";TZID=Europe/Zurich:20240330T120000", "PT20H", gf.geneva(2024, 3, 31, 9)),
        (":29980101T120000Z", "P36500D", None),
    ],
)
def test_days_that_last_an_hour_less(start, length, end):
    """A DURATION of days ends at the hour at which it began, whatever clocks do; one of hours when they are over."""
    data = f"BEGIN:VCALENDAR|BEGIN:VEVENT|UID:a|SUMMARY:a|DTSTART{start}|DURATION:{length}|END:VEVENT|END:VCALENDAR|"
    ((event,), report) = gf.from_ics(data.replace("|", "\r\n").encode())
    assert event.end == end
    assert len(report.notes) == (end is None)


def test_a_concept_without_a_path():
    """A CONCEPT that is a site and no list of topics is noted."""
    assert ("CONCEPT", "it has no last part that could be a topic") in read(
        EVENT.format("a") + "CONCEPT:http://a.b|END:VEVENT|"
    )[1]


def test_a_language_behind_quotes():
    """A title's language is one of the calendar's, whatever stands before it; that of a guest is none."""
    text = 'SUMMARY;ALTREP="cid:x";LANGUAGE=fr:T|ATTENDEE;LANGUAGE=de:mailto:a@b.c|'
    data = f"BEGIN:VCALENDAR|BEGIN:VEVENT|UID:a|DTSTART:20240101T100000Z|{text}END:VEVENT|END:VCALENDAR|"
    assert gf.from_ics(data.replace("|", "\r\n").encode())[1].languages == ("fr",)


def test_commas_behind_a_backslash():
    """A comma behind a backslash that is escaped itself stands for itself, and is counted."""
    with pytest.raises(gf.ForeignFileError, match="commas and semicolons"):
        within_limits(b"BEGIN:VCALENDAR\nCATEGORIES:" + rb"a\\," * 100_001)


def test_components_without_an_end_in_each_event():
    """Many components without an END are not in each other, if the events around them are not."""
    alarm = "BEGIN:VALARM|TRIGGER:-PT5M|ACTION:DISPLAY|"
    keys, notes = read("".join(EVENT.format(f"e{number}") + alarm for number in range(20)))
    assert len(keys) == 20
    assert len([name for name, _ in notes if name == "VALARM"]) == 20


@pytest.mark.parametrize("around", ["{}", "BEGIN:VALARM|TRIGGER:-PT5M|{}END:VALARM|"])
def test_guests_are_not_shown(around):
    """No address of a guest is in a note, wherever the guest is."""
    guests = around.format("ATTENDEE:mailto:a@un.org|ATTENDEE:mailto:b@un.org|")
    other = f"{EVENT.format('a')}RECURRENCE-ID:20240102T100000Z|{guests}END:VEVENT|"
    text = f"BEGIN:VCALENDAR|{EVENT.format('a')}RRULE:FREQ=DAILY|{guests}END:VEVENT|{other}END:VCALENDAR|"
    _, report = gf.from_ics(text.replace("|", "\r\n").encode())
    assert [note.value for note in report.notes if note.property.endswith("ATTENDEE")]
    assert "un.org" not in str([note.value for note in report.notes])


def test_words_of_a_key():
    """Without a UID the first title and start make the key, in words of the file."""
    keys, _ = read("BEGIN:VEVENT|SUMMARY:b|SUMMARY:c|DTSTART;VALUE=DATE:20240101|END:VEVENT|")
    assert re.fullmatch("b-20240101-[0-9a-f]{8}", keys[0])
