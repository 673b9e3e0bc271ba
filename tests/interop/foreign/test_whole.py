"""The whole: each property of a file of others is carried, or noted."""

import itertools
import re

import attrs
import pytest

import gcmfeeds as gf
from interop.foreign.files import FILES, calendar_of, octets

OF_THE_FILE = {"BEGIN", "END", "VERSION", "PRODID", "CALSCALE:GREGORIAN"}
THE_SAME = {
    "CLASS:PUBLIC",
    "DTSTAMP",  # as LAST-MODIFIED
    "DESCRIPTION",  # of an alarm that shows the title; beside HTML that says the same
    "PRIORITY:0",
    "SEQUENCE:0",
    "STATUS:CONFIRMED",
    "TRANSP:OPAQUE",
    "TRANSP:TRANSPARENT",
    "TZID",  # a zone that everybody knows by its name
    "X-LIC-LOCATION",
    "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
    "X-WR-CALNAME",  # as NAME
    "DTEND;VALUE=DATE:20240311",  # of one day
    "SEQUENCE:2",  # of one time, as its series
    "X-WR-TIMEZONE:Europe/Paris",  # whose clocks are Geneva's
    "X-WR-TIMEZONE:America/New_York",  # no time of that file is without a zone
    "ACTION:DISPLAY",
    "SUMMARY",  # of one time, as its series
    "UID",  # of a task
}
"""What says nothing that would not be so without it."""


def lines_of(text):
    """Give the lines of a file by place, but for those that its zones are made of."""
    is_zone = False
    for number, line in enumerate(text.splitlines()):
        is_zone = line == "BEGIN:VTIMEZONE" or (is_zone and line != "END:VTIMEZONE")
        if not is_zone:
            yield number, line


def content_of(data):
    """Give what is read of a file: events and head, and the names of what is noted."""
    events, report = gf.from_ics(data)
    names = {re.split("[/;]", note.property)[-1] for note in report.notes}
    components = {note.property for note in report.notes if note.property.startswith("V")}
    return (events, attrs.evolve(report, notes=())), names, components


@pytest.mark.parametrize("name", FILES)
def test_each_property_of_a_file(name):
    """Without a property something else is read, or it was noted, or it says what is so without it."""
    lines = FILES[name].splitlines()
    whole, noted, components = content_of(octets(FILES[name]))
    inside = ""
    for number, line in lines_of(FILES[name]):
        property_name = re.split("[:;]", line)[0]
        inside = line.partition(":")[2] if property_name == "BEGIN" else inside
        if property_name in OF_THE_FILE or line in OF_THE_FILE or inside in components:
            continue
        said, _, _ = content_of(octets("\n".join([*lines[:number], *lines[number + 1 :], ""])))
        assert said != whole or property_name in noted or {property_name, line} & THE_SAME, line


PROPERTIES = """\
ACKNOWLEDGED:20240101T000000Z
ATTACH:ftp://un.org/a
ATTACH:CID:part1@un.org
ATTENDEE:mailto:a@un.org
BUSYTYPE:BUSY
CATEGORIES:One
CALENDAR-ADDRESS:mailto:a@un.org
CLASS:CONFIDENTIAL
COMMENT:A
COMPLETED:20240101T000000Z
COMPLETED:x
CONCEPT:urn:x
CONTACT:A
CREATED:20240101T000000Z
CREATED;VALUE=DATE:20240101
DESCRIPTION:A
DTEND:20240311T150000Z
DTEND;VALUE=DATE:20240312
DTEND:20240311T130000Z
DUE:20240311T150000Z
DURATION:PT1H
DURATION:-PT1H
EXDATE:20240311T140000Z
EXRULE:FREQ=DAILY
FREEBUSY:20240311T140000Z/PT1H
GEO:1;2
GEO:91;2
GEO:x
IMAGE;VALUE=URI:https://un.org/a
IMAGE;VALUE=BINARY;ENCODING=BASE64:aGVsbG8=
LAST-MODIFIED:20240101T000000Z
LINK;LINKREL=next;VALUE=URI:https://un.org/
LINK;LINKREL=alternate;VALUE=URI:ftp://un.org/
LOCATION:A
LOCATION:https://un.org/watch
LOCATION-TYPE:A
NAME:A
ORGANIZER:mailto:a@un.org
ORGANIZER;CN=A:urn:x
ORGANIZER;SENT-BY="mailto:b@un.org";CN=A:mailto:a@un.org
PARTICIPANT-TYPE:SPEAKER
PERCENT-COMPLETE:10
PRIORITY:1
PROXIMITY:DEPART
RDATE:20240312T140000Z
RDATE:20200312T140000Z
RDATE;VALUE=DATE:20240313
RDATE:20501231T235959Z
REFID:A
RELATED-TO:b@un.org
RELATED-TO:a@un.org
REPEAT:1
REQUEST-STATUS:2.0;Success
RESOURCE-TYPE:ROOM
RESOURCES:A
RRULE:FREQ=DAILY
RRULE:FREQ=DAILY;UNTIL=20200101T000000Z
RRULE:FREQ=HOURLY
RRULE:FREQ=YEARLY;BYWEEKNO=20
RRULE:FREQ=DAILY;BYHOUR=9,10
RRULE:FREQ=DAILY;COUNT=100000
RRULE:COUNT=2
RRULE:FREQ=DAILY;COUNT=x
SEQUENCE:1
SEQUENCE:-1
SEQUENCE:x
SOURCE;VALUE=URI:https://un.org/
STATUS:TENTATIVE
STATUS:NEEDS-ACTION
STRUCTURED-DATA;VALUE=TEXT:{}
STYLED-DESCRIPTION;VALUE=TEXT;FMTTYPE=text/html:<p>A</p>
STYLED-DESCRIPTION;VALUE=TEXT;FMTTYPE=text/plain:A
SUMMARY:B
TRANSP:TRANSPARENT
TRIGGER:PT1H
TZID:A
URL:https://un.org/
URL:javascript:alert(1)
X-ALT-DESC;FMTTYPE=text/html:<b>A</b>
X-ALT-DESC;FMTTYPE=text/html:<script>A</script>
X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE=A:geo:1,2
X-APPLE-STRUCTURED-LOCATION;VALUE=URI:geo:91,2
X-APPLE-STRUCTURED-LOCATION;VALUE=URI:x
X-GOOGLE-CONFERENCE:https://meet.google.com/a
X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/a
X-ANYTHING;X-B=1:A
junk
""".splitlines()


@pytest.mark.parametrize("line", PROPERTIES)
def test_each_property_there_is(line):
    """A property in an event, right or wrong, changes what is read, or is noted."""
    name = re.split("[:;]", line)[0]
    without, _, _ = content_of(calendar_of())
    said, noted, _ = content_of(calendar_of(line))
    assert said != without or name in noted or (line == "junk" and "" in noted), line
    assert len(said[0]) == 1


@pytest.mark.parametrize("component", ["VLOCATION", "PARTICIPANT", "VRESOURCE", "X-THING"])
def test_each_component_there_is(component):
    """A component in an event that nothing in ours says is noted as a whole, and so is one beside events."""
    inside = calendar_of(f"BEGIN:{component}", "UID:b", f"END:{component}")
    beside = calendar_of(head=[f"BEGIN:{component}", "UID:b", f"END:{component}"])
    for data in (inside, beside):
        events, report = gf.from_ics(data)
        assert [(note.property, note.value) for note in report.notes] == [(component, "b")]
        assert len(events) == 1


def test_what_many_events_have_is_noted_once():
    """A property that nobody knows is noted once for all events, with a count."""
    events = "".join(
        f"BEGIN:VEVENT\nUID:{number}\nDTSTART:20240311\nX-A:{number}\nSUMMARY:A\nEND:VEVENT\n" for number in range(3)
    )
    _, report = gf.from_ics(octets(f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n"))
    (note,) = (note for note in report.notes if note.property == "X-A")
    assert (note.event, note.uid, note.value) == ("", "", "0")
    assert note.reason == "nothing in an event says this (3 times)"


def test_every_property_twice():
    """Where an event has a property twice, both are carried, or one is noted."""
    for line, other in itertools.pairwise(PROPERTIES):
        events, _ = gf.from_ics(calendar_of(line, line, other))
        assert len(events) == 1
