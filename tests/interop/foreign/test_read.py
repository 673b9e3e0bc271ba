"""Reading: what files of others say, and what becomes of it."""

import datetime as dt

import pytest

import gcmfeeds as gf
from interop.foreign.files import FILES, calendar_of, octets

NOON = gf.geneva(2024, 3, 11, 15)


def read(*lines, head=(), language=None):
    """Read a calendar with one event of these lines: the event, and name and reason of each note."""
    events, report = gf.from_ics(calendar_of(*lines, head=head), language=language)
    return (events[0] if events else None), [(note.property, note.reason) for note in report.notes]


def several(*events, head=()):
    """Read a calendar with several events, each of its lines: events and report."""
    inside = [line for event in events for line in ("BEGIN:VEVENT", *event.split("|"), "END:VEVENT")]
    return gf.from_ics(octets("\n".join(["BEGIN:VCALENDAR", *head, *inside, "END:VCALENDAR", ""])))


def test_google():
    """Of Google's file a series in New York becomes single times, and HTML stays HTML."""
    (talk, holidays), report = gf.from_ics(octets(FILES["google"]))
    assert [time.hour for time in (talk.start, *talk.recurrence.extra)] == [16, 15, 15]
    assert talk.body == gf.Text(en='<b>Weekly</b> talk<br>Join <a href="https://un.org/talk">here</a>')
    assert (talk.alarms, talk.streams[0].url) == ((gf.Alarm(minutes=30),), "https://meet.google.com/abc-defg-hij")
    assert (holidays.start, holidays.end) == (dt.date(2021, 12, 25), dt.date(2021, 12, 26))
    assert (report.title, report.authority) == (gf.Text(en="Migration talks"), "google.com")
    assert "ann@un.org" not in str(report)


def test_outlook():
    """Of Outlook's file Windows' zones and custom ones are right, and one time of a series is otherwise."""
    (weekly, call), _ = gf.from_ics(octets(FILES["outlook"]))
    assert weekly.recurrence.by_day == ("MO",)
    (change,) = weekly.recurrence.changes
    assert (change.start, change.venue) == (gf.geneva(2022, 7, 11, 14), gf.Venue(name="Saal 3"))
    assert (call.start, call.end) == (gf.geneva(2022, 7, 1, 15), gf.geneva(2022, 7, 1, 15, 45))
    assert weekly.body == gf.Text(de="<p><b>Tagesordnung</b></p>")


def test_apple():
    """Of Apple's file the place has its degrees, and a time in Bangkok is the same instant in Geneva."""
    (meeting, floating), report = gf.from_ics(octets(FILES["apple"]), language="FR")
    assert meeting.start == gf.geneva(2023, 6, 1, 6)
    assert meeting.title == gf.Text(fr="Réunion")
    assert meeting.venue == gf.Venue(name="UN Building Bangkok", latitude=13.763, longitude=100.508)
    assert floating.start == gf.geneva(2023, 6, 2, 9)
    assert (report.languages, report.color) == (("fr",), "dodgerblue")


def test_nextcloud():
    """Of Nextcloud's file texts in two languages are one text, without the mark of what is cancelled."""
    (day, _), report = gf.from_ics(octets(FILES["nextcloud"]))
    assert day.title == gf.Text(en="Open day", fr="Journée portes ouvertes")
    assert day.body == gf.Text(en="<p>One</p><p>Two</p>", fr="<p>Un</p>")
    assert day.topics == ("open", "public-free")
    assert [topic.scheme for topic in report.topics] == ["https://un.org/topics", None]
    assert day.organizer == gf.Organizer(name="Jane", address="jane@un.org")
    assert day.url == gf.Text(en="https://un.org/en", fr="https://un.org/fr")
    assert report.title == gf.Text(en="Office", fr="Bureau")
    made = gf.Catalogue(
        title=report.title,
        publisher=gf.Organizer(name="A"),
        languages=report.languages,
        base_url="https://un.org/",
        authority=report.authority,
        since="2024",
        published=gf.geneva(2024, 1, 1),
        topics=report.topics,
        events=gf.from_ics(octets(FILES["nextcloud"]))[0],
    )
    assert b"SUMMARY;LANGUAGE=fr" in gf.to_ics(made, language="fr")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DTSTART;TZID=Europe/Paris:20240311T150000"], NOON),
        (["DTSTART;TZID=Romance Standard Time:20240311T150000"], NOON),
        (["DTSTART;TZID=/mozilla.org/20070129_1/Europe/Berlin:20240311T150000"], NOON),
        (["DTSTART;TZID=America/New_York:20240311T100000"], NOON),
        (["DTSTART:20240311T140000Z"], NOON),
        (["DTSTART:20240311T150000"], NOON),
        (["DTSTART;TZID=Nowhere:20240311T150000"], NOON),
        (["DTSTART;TZID=Europe/Zurich:20240331T023000"], gf.geneva(2024, 3, 31, 3, 30)),
        (["DTSTART;VALUE=DATE:20240311"], dt.date(2024, 3, 11)),
        (["DTSTART:20240311"], dt.date(2024, 3, 11)),
    ],
)
def test_when_it_begins(lines, expected):
    """A time in any zone is the right instant on Geneva's clocks; where the file does not say which, it is noted."""
    event, notes = read(*lines)
    assert event.start == expected
    is_clear = "Nowhere" not in lines[0] and not lines[0].endswith("DTSTART:20240311T150000")
    assert [name for name, _ in notes] == ([] if is_clear else ["DTSTART"])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DTEND:20240311T150000Z"], gf.geneva(2024, 3, 11, 16)),
        (["DURATION:P1DT1H"], gf.geneva(2024, 3, 12, 16)),
        (["DTEND:20240311T140000Z"], None),
        (["DTSTART;VALUE=DATE:20240311", "DTEND;VALUE=DATE:20240311"], None),
        (["DTSTART;VALUE=DATE:20240311", "DTEND;VALUE=DATE:20240314"], dt.date(2024, 3, 13)),
        (["DTSTART;VALUE=DATE:20240311", "DURATION:P2D"], dt.date(2024, 3, 12)),
        (["DTSTART;VALUE=DATE:20240311", "DURATION:PT36H"], None),
        (["DTSTART:29500311T140000Z", "DURATION:PT1H"], gf.geneva(2950, 3, 11, 15) + dt.timedelta(hours=1)),
    ],
)
def test_when_it_ends(lines, expected):
    """The last day of whole days, the moment of others, and none of one day or a moment."""
    event, _ = read(*lines)
    assert event.end == expected


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["DTEND:20240311T150000Z", "DURATION:PT1H"], "DURATION"),
        (["DURATION:P99999D"], "DURATION"),
        (["DTEND:99990311T150000Z"], "DTEND"),
        (["DTEND:18990311T150000Z"], "DTEND"),
        (["DTEND;VALUE=DATE:99990311"], "DTEND"),
        (["DTEND;VALUE=TIME:150000"], "DTEND"),
        (["DTSTART;VALUE=DATE:20240311", "RDATE:20240312T140000Z"], "RDATE"),
        (["RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"], "RRULE"),
        (["RRULE:FREQ=YEARLY;BYMONTHDAY=11"], "RRULE"),
        (["RRULE:FREQ=DAILY;RSCALE=CHINESE"], "RRULE"),
        (["CREATED:20240101T000000Z", "LAST-MODIFIED:20230101T000000Z"], "LAST-MODIFIED"),
        (["SUMMARY;LANGUAGE=x_y:A"], "SUMMARY"),
        (["SUMMARY:A", "SUMMARY:B"], "SUMMARY"),
        (["SUMMARY:"], "SUMMARY"),
        (["SUMMARY:\u200b\u202e"], "SUMMARY"),
        (["SUMMARY:A\u202eB"], "SUMMARY"),
        (["DESCRIPTION:" + "a" * 100_001], "DESCRIPTION"),
        (["DESCRIPTION:A long text", "X-ALT-DESC;FMTTYPE=text/html:<b>A</b>"], "X-ALT-DESC"),
        (["DESCRIPTION:Another", "X-ALT-DESC;FMTTYPE=text/html:<b>A long text</b>"], "DESCRIPTION"),
        (["RRULE:FREQ=DAILY", "EXDATE:" + ",".join(["20240312T140000Z"] * 10_001)], "EXDATE"),
        (["CONFERENCE;LABEL=A:https://un.org/a", "CONFERENCE;LABEL=B:https://un.org/a"], "CONFERENCE"),
        (["GEO:1;2", "X-APPLE-STRUCTURED-LOCATION;VALUE=URI:geo:3,4"], "X-APPLE-STRUCTURED-LOCATION"),
        (["LOCATION:A", "X-APPLE-STRUCTURED-LOCATION;X-TITLE=B:geo:3,4"], "X-APPLE-STRUCTURED-LOCATION"),
        (["ORGANIZER:"], "ORGANIZER"),
        (["ORGANIZER:mailto:", "CONTACT:A"], "ORGANIZER"),
        (["CATEGORIES:" + ",".join("a" * 501)], "CATEGORIES"),
        (["CATEGORIES:A,,B"], "CATEGORIES"),
        (["CONCEPT:https://un.org/topics/health"], "CONCEPT"),
        (["CONCEPT:https://un.org/a#x", "CONCEPT:https://un.org/b#x"], "CONCEPT"),
        ([f"RELATED-TO:{number}" for number in range(501)], "RELATED-TO"),
        (["RELATED-TO;RELTYPE=DEPENDS-ON:b@un.org"], "RELATED-TO"),
        (["BEGIN:VALARM", "ACTION:DISPLAY", "END:VALARM"], "VALARM/TRIGGER"),
        (["BEGIN:VALARM", "TRIGGER;RELATED=END:-PT5M", "END:VALARM"], "VALARM/TRIGGER"),
        (["BEGIN:VALARM", "TRIGGER:PT5M", "END:VALARM"], "VALARM/TRIGGER"),
        (["BEGIN:VALARM", "TRIGGER:-PT5S", "END:VALARM"], "VALARM/TRIGGER"),
        (["BEGIN:VALARM", "TRIGGER:-P999D", "END:VALARM"], "VALARM/TRIGGER"),
        (["BEGIN:VALARM", "TRIGGER:-PT5M", "DESCRIPTION:Go", "END:VALARM"], "VALARM/DESCRIPTION"),
        (["BEGIN:VALARM", "TRIGGER:-PT5M", "END:VALARM"] * 2, "VALARM/TRIGGER"),
    ],
)
def test_what_cannot_be_said(lines, name):
    """What the model cannot say is noted, and the event goes on."""
    event, notes = read(*lines)
    assert event is not None
    assert name in [noted for noted, _ in notes]


def test_without_a_start():
    """An event without a start is noted as a whole, and relations to it are taken off."""
    events, report = several("UID:a|SUMMARY:A|DTSTART:x", "UID:b|SUMMARY:B|DTSTART:20240311T140000Z|RELATED-TO:a")
    assert [(event.key, event.related) for event in events] == [("b", ())]
    assert [note.property for note in report.notes] == ["DTSTART", "VEVENT", "RELATED-TO"]


def test_relations():
    """An event is related to another of the file once, in a way that there is a word for."""
    others = "RELATED-TO;RELTYPE=NEXT:b|RELATED-TO;RELTYPE=CHILD:b|RELATED-TO;RELTYPE=DEPENDS-ON:c"
    facts = "DTSTART:20240311T140000Z|SUMMARY:A"
    events, report = several(f"UID:a|{facts}|{others}", *(f"UID:{uid}|{facts}" for uid in "bc"))
    assert events[0].related == (gf.Relation(event="b", kind="next"),)
    assert [note.property for note in report.notes] == ["RELATED-TO", "RELATED-TO"]


def test_without_a_title():
    """An event without a title is called by its key."""
    event, notes = read("UID:a-b@un.org", "SUMMARY:")
    assert event.title == gf.Text(en="a-b")
    assert ("SUMMARY", "an event must have a title: it is called by its key") in notes


def test_an_event_that_cannot_be():
    """What the model refuses of several fields together is left out, and noted."""
    long = ",".join(f"A{'é' * 60}{number}" for number in range(3))
    event, _ = read(f"CATEGORIES:{long}")
    assert len(event.topics) == 3
    event, notes = read("DTSTART;VALUE=DATE:20240131", "RRULE:FREQ=YEARLY;BYMONTH=1,3")
    assert event.recurrence is None
    assert [name for name, _ in notes] == ["RRULE"]


# ---- series --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("FREQ=DAILY;COUNT=3", {"frequency": "daily", "count": 3}),
        ("FREQ=DAILY;UNTIL=20240320T140000Z", {"frequency": "daily", "until": gf.geneva(2024, 3, 20, 15)}),
        ("FREQ=DAILY;UNTIL=20240320T150000", {"frequency": "daily", "until": gf.geneva(2024, 3, 20, 15)}),
        ("FREQ=DAILY;UNTIL=20240320", {"frequency": "daily", "until": gf.geneva(2024, 3, 20, 23, 59, 59)}),
        ("FREQ=DAILY;UNTIL=99991231T000000Z", {"frequency": "daily"}),
        (
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,MO",
            {"frequency": "weekly", "interval": 2, "week_start": "SU", "by_day": ["MO"]},
        ),
        ("FREQ=MONTHLY;BYSETPOS=2;BYDAY=MO", {"frequency": "monthly", "by_day": ["MO"], "by_position": [2]}),
        ("FREQ=DAILY;BYHOUR=15;BYMINUTE=0;SKIP=OMIT", {"frequency": "daily"}),
    ],
)
def test_a_rule(rule, fields):
    """A rule that keeps Geneva's clocks is the model's."""
    event, notes = read("DTSTART;TZID=Europe/Berlin:20240311T150000", f"RRULE:{rule}")
    assert event.recurrence == gf.Recurrence(**fields)
    assert notes == []


def test_whole_days():
    """A series of whole days ends with a day, whatever UNTIL is."""
    for until in ("20240313", "20240313T235959Z"):
        event, _ = read("DTSTART;VALUE=DATE:20240311", f"RRULE:FREQ=DAILY;UNTIL={until}")
        assert event.recurrence.until == dt.date(2024, 3, 13)
    event, notes = read("DTSTART;VALUE=DATE:20240312", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3")
    assert event.recurrence.extra == (dt.date(2024, 3, 18), dt.date(2024, 3, 25))
    assert notes == [("RRULE", "its first time is none of the rule's: it was carried as 3 single times")]


@pytest.mark.parametrize(
    ("start", "rule", "times", "why"),
    [
        (";TZID=America/New_York:20240304T100000", "FREQ=WEEKLY;COUNT=3", 2, "its clock is not Geneva's"),
        (":20240304T100000Z", "FREQ=WEEKLY;UNTIL=20240320T000000Z", 2, "its clock is not Geneva's"),
        (":20240304T100000Z", "FREQ=DAILY", 199, "as 200 single times, up to 2024-09-19 only"),
        (";TZID=Europe/Zurich:20240304T023000", "FREQ=WEEKLY;COUNT=3", 2, "its clock is not Geneva's"),
        (";TZID=Europe/Zurich:20240304T100000", "FREQ=WEEKLY;BYDAY=TU;COUNT=3", 2, "its first time is none"),
        (":20360304T100000Z", "FREQ=YEARLY;COUNT=3", 1, "not every app can be told"),
        (";TZID=Asia/Tokyo:20240304T100000", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=300", 0, "lie too far away"),
        (":20371230T100000Z", "FREQ=WEEKLY;BYDAY=SU", 0, "lie too far away"),
        (":20240304T100000Z", "FREQ=WEEKLY;BYDAY=SU;INTERVAL=2", 0, "lie too far away"),
    ],
)
def test_a_series_on_other_clocks(start, rule, times, why):
    """A rule that the model cannot say becomes single times, as far as there is room, and it is noted how far."""
    event, notes = read(f"DTSTART{start}", f"RRULE:{rule}")
    assert len(event.recurrence.extra if event.recurrence else ()) == times
    assert any(name in {"RRULE", "RDATE"} and why in reason for name, reason in notes)


def test_times_besides_and_left_out():
    """RDATE and EXDATE are carried where they are times of the series, and noted where they are none."""
    event, notes = read(
        "DTSTART;TZID=Europe/Zurich:20240311T150000",
        "RRULE:FREQ=DAILY;COUNT=5",
        "RDATE;TZID=Europe/Zurich:20240312T170000,20240312T150000",
        "EXDATE;VALUE=DATE:20240313",
        "EXDATE;TZID=Europe/Zurich:20240314T160000",
    )
    assert event.recurrence.extra == (gf.geneva(2024, 3, 12, 17),)
    assert event.recurrence.excluded == (gf.geneva(2024, 3, 13, 15),)
    assert notes == [("EXDATE", "it is none of the series' times")]


def test_times_that_are_too_far_away():
    """A series that would have to be gone through for centuries is carried without what is otherwise about it."""
    event, notes = read("DTSTART;TZID=Europe/Zurich:20240311T150000", "RRULE:FREQ=DAILY", "EXDATE:29980311T140000Z")
    assert event.recurrence == gf.Recurrence(frequency="daily")
    assert notes == [("RRULE", "the times that are otherwise lie too far away to be looked for")]


_SPAN = "DTSTART;TZID=Europe/Zurich:20240311T150000|DTEND;TZID=Europe/Zurich:20240311T160000"
SERIES = f"UID:a|SUMMARY:A|{_SPAN}|RRULE:FREQ=DAILY"
ONE = "UID:a|RECURRENCE-ID;TZID=Europe/Zurich:20240312T150000"


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        ("SUMMARY:B", {"title": {"en": "B"}, "end": None}),
        ("DTSTART:20240312T160000Z", {"start": gf.geneva(2024, 3, 12, 17)}),
        ("DTSTART:20240312T140000Z|DTEND:20240312T150000Z|STATUS:CANCELLED", {"status": "cancelled"}),
        ("DTSTART:20240312T140000Z|DTEND:20240312T150000Z|LOCATION:B", {"venue": gf.Venue(name="B")}),
        ("DTSTART:20240312T140000Z|DTEND:20240312T150000Z", {"title": {"en": "A"}}),
    ],
)
def test_one_time_that_is_otherwise(lines, fields):
    """A VEVENT of one time is a change of it."""
    events, _ = several(SERIES, f"{ONE}|{lines}")
    assert events[0].recurrence.changes == (gf.Change(original=gf.geneva(2024, 3, 12, 15), **fields),)


@pytest.mark.parametrize(
    "line",
    [
        "UID:a|RECURRENCE-ID:20240312T190000Z|SUMMARY:B",
        f"{ONE}|SUMMARY:B|DTSTART;VALUE=DATE:20240312",
        "UID:a|RECURRENCE-ID:x|SUMMARY:B",
        f"{ONE}|SUMMARY:B|DTSTART;TZID=Europe/Zurich:29980312T150000|DTEND;TZID=Europe/Zurich:29980312T150000",
    ],
)
def test_one_time_that_is_none(line):
    """A VEVENT of what is no time of its series, or cannot be, is noted; the others are carried."""
    events, report = several(
        SERIES, f"{line}|X-A:1", "UID:a|RECURRENCE-ID:20240313T140000Z|SUMMARY:C|BEGIN:VALARM|END:VALARM"
    )
    assert [change.title for change in events[0].recurrence.changes if change.title] in (
        [gf.Text(en="C")],
        [gf.Text(en="B"), gf.Text(en="C")],
    )
    assert "RECURRENCE-ID/VALARM" in [note.property for note in report.notes]


def test_from_one_time_on():
    """What is of one time and all after it is carried for the one, and noted."""
    events, report = several(SERIES, "UID:a|RECURRENCE-ID;RANGE=THISANDFUTURE:20240312T140000Z|SUMMARY:B|DESCRIPTION:X")
    assert len(events[0].recurrence.changes) == 1
    assert [note.property for note in report.notes] == ["RECURRENCE-ID/RECURRENCE-ID", "RECURRENCE-ID/DESCRIPTION"]


def test_an_event_that_is_no_series():
    """One time of what happens once is noted."""
    events, report = several("UID:a|SUMMARY:A|DTSTART:20240311T140000Z|EXDATE:20240311T140000Z", f"{ONE}|SUMMARY:B")
    assert events[0].recurrence is None
    assert {note.property for note in report.notes} >= {"EXDATE", "RECURRENCE-ID/"}


def test_times_without_their_series():
    """Times of a series that is not in the file are events by themselves, with keys of their own."""
    lines = [
        f"UID:a@un.org|RECURRENCE-ID:202403{day}T140000Z|DTSTART:202403{day}T140000Z|SUMMARY:A" for day in (12, 13)
    ]
    events, _ = several(*lines)
    assert [event.start.day for event in events] == [12, 13]
    assert len({event.key for event in events}) == 2
    (event,), report = several(lines[0])
    assert event.key == "a"
    assert report.notes[0].reason == "its series is not in the file: it was carried as an event by itself"


# ---- many events ---------------------------------------------------------------------------------------------------


def test_the_newest_version():
    """Of several VEVENTs of one UID the one with the highest SEQUENCE is carried, then the one that changed last."""
    base = "UID:a|DTSTART:20240311T140000Z|"
    events, report = several(f"{base}SUMMARY:B|SEQUENCE:2", f"{base}SUMMARY:C|SEQUENCE:10", f"{base}SUMMARY:A")
    assert [event.title for event in events] == [gf.Text(en="C")]
    assert [note.reason for note in report.notes] == ["the file has a newer one with its UID"] * 2
    events, _ = several(f"{base}SUMMARY:B|DTSTAMP:20240102T000000Z", f"{base}SUMMARY:C|DTSTAMP:20240101T000000Z")
    assert [event.title for event in events] == [gf.Text(en="B")]


def test_keys():
    """A key is what stands before the @ if that is fit, else made of it with a check number: the same in every file."""
    uids = ["a-1@un.org", "A 1@un.org", "a-1@example.org", "@un.org", "é", "x" * 130]
    events, report = several(*(f"UID:{uid}|DTSTART:20240311T140000Z|SUMMARY:A" for uid in uids))
    keys = [event.key for event in events]
    assert keys[:2] == ["a-1", "a-1-5d1a5c0b"] or keys[0] == "a-1"
    assert len(set(keys)) == len(uids)
    assert report.authority == "un.org"
    alone, _ = several(f"UID:{uids[1]}|DTSTART:20240311T140000Z|SUMMARY:A")
    assert alone[0].key == keys[1]


def test_without_a_uid():
    """Events without a UID have keys of title and start; of those that are alike one is carried."""
    events, report = several(*["DTSTART:20240311T140000Z|SUMMARY:A"] * 2, "SUMMARY:A")
    assert len(events) == 1
    assert report.authority == "example.org"
    assert [note.property for note in report.notes][:3] == ["UID"] * 3


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("Jane – jane@un.org", {"name": "Jane", "address": "jane@un.org"}),
        ("Jane – https://un.org", {"name": "Jane", "url": "https://un.org"}),
        ("Jane – Geneva", {"name": "Jane – Geneva"}),
        ("Jane", {"name": "Jane"}),
    ],
)
def test_who_can_be_asked(contact, expected):
    """A CONTACT is the organizer where there is none; an address behind its name is that."""
    assert read(f"CONTACT:{contact}")[0].organizer == gf.Organizer(**expected)


def test_several_calendars():
    """Calendars that follow each other are read as one; what the second says of itself otherwise is noted."""
    first = calendar_of("UID:a", head=["NAME:A", "URL:https://un.org/a", "CALSCALE:GREGORIAN"])
    second = calendar_of("UID:b", head=["NAME:B", "X-WR-CALNAME:C", "URL:x", "CALSCALE:CHINESE", "junk"])
    events, report = gf.from_ics(first + second)
    assert [event.key for event in events] == ["a", "b"]
    assert (report.title, report.url) == (gf.Text(en="A"), "https://un.org/a")
    assert {note.property for note in report.notes} == {"TITLE", "X-WR-CALNAME", "URL", "CALSCALE", ""}


@pytest.mark.parametrize(
    ("lines", "color", "names"),
    [
        (["COLOR:red", "X-APPLE-CALENDAR-COLOR:#FF0000FF"], "red", []),
        (["COLOR:red", "X-APPLE-CALENDAR-COLOR:#00FF00"], "red", ["X-APPLE-CALENDAR-COLOR"]),
        (["COLOR:reddish", "X-APPLE-CALENDAR-COLOR:#FF0000"], "red", ["COLOR"]),
        (["X-APPLE-CALENDAR-COLOR:#FE0000"], "red", ["X-APPLE-CALENDAR-COLOR"]),
        (["X-APPLE-CALENDAR-COLOR:#F00"], None, ["X-APPLE-CALENDAR-COLOR"]),
        (["X-APPLE-CALENDAR-COLOR:#FF00"], None, ["X-APPLE-CALENDAR-COLOR"]),
        (["X-APPLE-CALENDAR-COLOR:blue"], None, ["X-APPLE-CALENDAR-COLOR"]),
    ],
)
def test_a_color(lines, color, names):
    """A calendar has the color of its name, else the nearest that has one."""
    _, report = gf.from_ics(calendar_of(head=lines))
    assert report.color == color
    assert [note.property for note in report.notes] == names


def test_languages():
    """Texts without a language are in the one that most others are in; all that are named are reported."""
    lines = ["SUMMARY:A", "LOCATION;LANGUAGE=FR-ch:B", "COMMENT;LANGUAGE=fr-CH:C", "CONTACT;LANGUAGE=de:D"]
    others = ["X-A;LANGUAGE=1234:B", "CONFERENCE;LANGUAGE=es:https://un.org/", "URL:https://un.org/?a;LANGUAGE=ru"]
    events, report = gf.from_ics(calendar_of(*lines, *others))
    assert events[0].title == gf.Text({"fr-CH": "A"})
    assert report.languages == ("fr-CH", "de")
    assert gf.from_ics(calendar_of(*lines), language="en")[1].languages == ("fr-CH", "de", "en")


def test_octets_that_are_no_text():
    """What is no UTF-8 is replaced, and noted; a byte order mark is passed over."""
    event, notes = read("SUMMARY:A")
    assert notes == []
    data = calendar_of("SUMMARY:Caf\u00e9").replace("é".encode(), b"\xe9")
    (event,), report = gf.from_ics(b"\xef\xbb\xbf" + data)
    assert event.title == gf.Text(en="Caf")
    assert report.notes[0].reason == "octets that are no UTF-8 were replaced by U+FFFD"


def test_what_has_no_end():
    """A file that breaks off is read as far as it goes; ends without a beginning end nothing."""
    data = calendar_of()
    assert len(gf.from_ics(data[: data.index(b"END:VEVENT")])[0]) == 1
    assert len(gf.from_ics(data.replace(b"END:VEVENT", b"END:VALARM\r\nEND:VEVENT"))[0]) == 1
    assert len(gf.from_ics(data + b"END:VCALENDAR\r\nX-A:1\r\njunk\r\n")[0]) == 1


def zone_of(*rules, name="Here", lines=()):
    """Give a VTIMEZONE of an hour behind UTC, with rules."""
    half = [
        "BEGIN:STANDARD",
        "DTSTART:20000101T000000",
        "TZOFFSETFROM:-0100",
        "TZOFFSETTO:-0100",
        *rules,
        "END:STANDARD",
    ]
    return ["BEGIN:VTIMEZONE", f"TZID:{name}", *lines, *half, "END:VTIMEZONE"]


@pytest.mark.parametrize(
    ("zone", "hour"),
    [
        (zone_of(), 17),
        (zone_of("RRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=1SU"), 17),
        (zone_of("RRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=1"), 17),
        (zone_of("RDATE:20010101T000000"), 17),
        (zone_of("RDATE:20010101T000000", "RDATE:20020101T000000"), 17),
        (zone_of("RDATE:x"), 15),
        (zone_of("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=SU;BYMONTHDAY=25,26,27,28,29,30,31"), 17),
        (zone_of(*["RRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1"] * 40), 17),
        (zone_of(*["RRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1"] * 41), 15),
        (zone_of("RRULE:FREQ=SECONDLY"), 15),
        (zone_of("RRULE:x"), 15),
        (zone_of("RRULE:FREQ=YEARLY;BYMONTH=2;BYDAY=5MO"), 15),
        (["BEGIN:VTIMEZONE", "TZID:Here", "END:VTIMEZONE"], 15),
        (zone_of(lines=["X-LIC-LOCATION:Asia/Tokyo"]), 7),
        (zone_of(name="Elsewhere"), 15),
    ],
)
def test_a_zone_of_the_file(zone, hour):
    """A zone that only the file knows is made of its VTIMEZONE, if its rules are those of a zone; else it is noted."""
    event, notes = read("DTSTART;TZID=Here:20240311T150000", head=zone)
    assert event.start.hour == hour
    assert [name for name, _ in notes] == (["DTSTART"] if hour == 15 else [])


@pytest.mark.parametrize(("name", "hour"), [("America/new_york", 20), ("localtime", 15), ("Factory", 15)])
def test_names_of_zones(name, hour):
    """A zone is known by its name in any case; what the machine that reads calls its own is none."""
    event, notes = read(f"DTSTART;TZID={name}:20240311T150000")
    assert event.start.hour == hour
    assert len(notes) == (hour == 15)


def test_zones_of_two_files():
    """Two files that call different zones the same are each read with its own."""
    for offset, hour in (("-0100", 17), ("-0500", 21)):
        zone = [line.replace("-0100", offset) for line in zone_of(name="Custom")]
        assert read("DTSTART;TZID=Custom:20240311T150000", head=zone)[0].start.hour == hour


def test_many_labels_and_concepts():
    """Concepts go to the labels that are called alike, however many an event has."""
    labels = ",".join(f"Label {number}" for number in range(90))
    concepts = [f"CONCEPT:https://un.org/t#label-{number}" for number in range(0, 90, 2)]
    event, notes = read(f"CATEGORIES:{labels}", *concepts)
    assert event.topics == tuple(f"label-{number}" for number in range(90))
    assert notes == []


def test_an_ip_address_is_no_authority():
    """An IP address after the @ of UIDs is no domain that can publish."""
    _, report = gf.from_ics(calendar_of("UID:a@192.168.0.1"))
    assert report.authority == "example.org"
