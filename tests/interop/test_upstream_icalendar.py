"""icalendar: each fault that is worked round, shown as it is upstream, and as it is here.

A test that fails when icalendar mends its fault says that the workaround can go.
"""

import datetime as dt
import re
import subprocess
import sys

import icalendar
import pytest
import pytz

import gcmfeeds as gf
from gcmfeeds.interop.calendar import LiteralBackslashText, rule_timezone
from samples import catalogue, event, full_catalogue, full_event

ZURICH = pytz.timezone("Europe/Zurich")
DAY = dt.datetime(2020, 7, 1, 14)


def lines_of(data):
    """Give the unfolded lines of a calendar."""
    return data.decode().replace("\r\n ", "").splitlines()


def line_of(item, name, **changes):
    """Give the lines of a property of one event."""
    lines = lines_of(gf.to_ics(full_catalogue(item, **changes), language="en", key=item.key))
    return [line for line in lines[lines.index("BEGIN:VEVENT") :] if re.match(f"{name}[:;]", line)]


def test_a_backslash_before_a_capital_n():
    r"""Upstream takes \N in a text for a line end; here it stays what it is."""
    assert icalendar.vText("C:\\New").to_ical() == b"C:\\new"
    assert LiteralBackslashText("C:\\New; a, b\nc").to_ical() == b"C:\\\\New\\; a\\, b\\nc"


def test_local_mean_time():
    """Upstream writes a moment 26 minutes wrong of pytz's tzinfo=; here it is refused."""
    upstream = icalendar.Event.new(stamp=dt.datetime(2020, 12, 1, 14, tzinfo=ZURICH))
    assert b"DTSTAMP:20201201T132600Z" in upstream.to_ical()
    with pytest.raises(gf.ModelError, match="local mean time"):
        event(start=dt.datetime(2020, 12, 1, 14, tzinfo=ZURICH))


def test_a_fixed_offset():
    """Upstream writes a fixed offset as a floating time, or with a TZID that nobody defines; here it is Geneva's."""
    minutes = icalendar.Event.new(start=DAY.replace(tzinfo=pytz.FixedOffset(60)))
    assert b"DTSTART:20200701T140000\r\n" in minutes.to_ical()
    hours = icalendar.Event.new(start=DAY.replace(tzinfo=dt.timezone(dt.timedelta(hours=1))))
    assert b'DTSTART;TZID="UTC+01:00"' in hours.to_ical()
    ours = event(start=DAY.replace(tzinfo=dt.timezone(dt.timedelta(hours=1))))
    assert line_of(ours, "DTSTART") == ["DTSTART;TZID=Europe/Zurich:20200701T150000"]


def test_the_zone():
    """Upstream's VTIMEZONE lists onsets an hour wrong, and has no rule; ours has the rule with the right onsets."""
    upstream = icalendar.Timezone.from_tzinfo(ZURICH, "Europe/Zurich", dt.date(2020, 1, 1), dt.date(2021, 1, 1))
    text = upstream.to_ical().decode()
    assert "RRULE" not in text
    assert "20200329T030000" in text  # in the offset that ends then, it is 02:00
    assert lines_of(rule_timezone().to_ical()) == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Zurich",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19701025T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def test_a_string_of_an_unknown_property():
    """Upstream lets a line end in a string through under python -O; here such a property is escaped text."""
    script = (
        "import icalendar; event = icalendar.Event(); event.add('X-ALT-DESC', 'a\\r\\nX-INJECTED:1');"
        "print(event.to_ical().decode())"
    )
    run = subprocess.run([sys.executable, "-O", "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert "X-INJECTED:1" in run.stdout.splitlines()
    (data, *_) = line_of(full_event(), "STRUCTURED-DATA")
    assert data.startswith('STRUCTURED-DATA;FMTTYPE=application/ld+json;SCHEMA="https://schema.org/Event";VALUE=TEXT:{')


def test_values_with_their_type():
    """Upstream leaves out the value types that RFC 7986 requires; here they are named."""
    upstream = icalendar.Calendar.new(refresh_interval=dt.timedelta(hours=6), source="https://un.org/").to_ical()
    assert b"REFRESH-INTERVAL:PT6H" in upstream
    assert b"SOURCE:https://un.org/" in upstream
    lines = lines_of(gf.to_ics(catalogue(), language="en"))
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert "SOURCE;VALUE=URI:https://migrationnetwork.un.org/calendar/en/calendar.ics" in lines


def test_features_of_a_conference():
    """Upstream writes a list of features as one quoted value; here it is a list."""
    upstream = icalendar.Event.new(conferences=[icalendar.Conference("https://un.org/", feature=["AUDIO", "VIDEO"])])
    assert b'FEATURE="AUDIO,VIDEO"' in upstream.to_ical()
    assert all(line.startswith("CONFERENCE;FEATURE=AUDIO,VIDEO;") for line in line_of(full_event(), "CONFERENCE"))


def test_quotes_in_a_parameter():
    """Upstream writes a quote in a parameter as RFC 6868 says, which Outlook shows raw; here it is typographic."""
    upstream = icalendar.Event()
    upstream.add("ORGANIZER", icalendar.vCalAddress("mailto:a@un.org", params={"CN": 'The "UN"'}))
    assert b"CN=\"The ^'UN^'\"" in upstream.to_ical()
    item = event(organizer=gf.Organizer(name='The "UN" 5"', address="a@un.org"))
    assert line_of(item, "ORGANIZER") == ['ORGANIZER;CN="The \u201cUN\u201d 5\u201d":mailto:a@un.org']


def test_a_caret_in_a_parameter():
    """A caret would be doubled by RFC 6868; a look-alike is not."""
    item = event(organizer=gf.Organizer(name="a^b", address="a@un.org"))
    assert line_of(item, "ORGANIZER") == ["ORGANIZER;CN=a\u02c6b:mailto:a@un.org"]


def test_a_backslash_at_the_end_of_a_parameter():
    """Upstream does not read what it wrote where a parameter ends in a backslash; here it is a wide one."""
    upstream = icalendar.Event()
    upstream.add("LINK", icalendar.vUri("https://un.org/", params={"LABEL": "a\\", "LINKREL": "describedby"}))
    assert upstream.to_ical().splitlines()[1] == b'LINK;LABEL=a\\;LINKREL="describedby":https://un.org/'
    assert "LINK" not in icalendar.Event.from_ical(upstream.to_ical())
    item = event(organizer=gf.Organizer(name="a:b\\", address="a@un.org"))
    assert line_of(item, "ORGANIZER") == ['ORGANIZER;CN="a:b\uff3c":mailto:a@un.org']


def test_small_degrees():
    """Upstream writes small degrees with an exponent, which is no FLOAT; here they are figures."""
    assert icalendar.vGeo((0.00001, 6.1)).to_ical() == "1e-05;6.1"
    item = event(venue=gf.Venue(name="x", latitude=0.00001, longitude=-6))
    assert line_of(item, "GEO") == ["GEO:0.00001;-6"] * 2  # of the event, and of its place


def test_what_upstream_takes_silently():
    """Upstream writes a status, place and address that are none; here each is refused."""
    upstream = icalendar.Event.new(status="FOO", url="not a url", uid="")
    upstream.add("geo", (246.2, 6.1))
    assert b"STATUS:FOO" in upstream.to_ical()
    for changes in ({"status": "FOO"}, {"url": "not a url"}, {"key": ""}):
        with pytest.raises(gf.ModelError):
            event(**changes)
    with pytest.raises(gf.ModelError):
        gf.Venue(name="x", latitude=246.2, longitude=6.1)


def test_a_calendar_to_extend():
    """to_icalendar gives icalendar's own object, which writes the same bytes, and can be extended."""
    calendar = gf.to_icalendar(full_catalogue(), language="fr", key="launch")
    assert calendar.to_ical() == gf.to_ics(full_catalogue(), language="fr", key="launch")
    assert calendar.events[0].start == gf.geneva(2020, 12, 1, 15)
    calendar.add("COLOR", "steelblue")
    assert b"COLOR:steelblue" in calendar.to_ical()


def test_use_pytz_is_never_called():
    """Making and writing a calendar leaves icalendar's process-wide choice of zones alone."""
    gf.to_ics(full_catalogue(), language="en")
    assert icalendar.use_zoneinfo.__module__
    assert icalendar.timezone.tzp.name == "zoneinfo"
