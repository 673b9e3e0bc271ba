"""Limits: a hostile file ends in a clear error, or in a right result, soon and in little memory."""

from pathlib import Path

import pytest

import gcmfeeds as gf
from gcmfeeds.interop.foreign import limits
from gcmfeeds.interop.foreign.limits import within_limits
from interop.hostile import read_apart

BEGIN, END = rb'b"BEGIN:VCALENDAR\r\n"'.decode(), rb'b"END:VCALENDAR\r\n"'.decode()


def calendar(*parts):
    """Give the source of a calendar of these parts."""
    return " + ".join([BEGIN, *parts, END])


def event(*parts):
    """Give the source of one event with these lines."""
    head = rb'b"BEGIN:VEVENT\r\nUID:a@un.org\r\nSUMMARY:A\r\nDTSTART:20200106T100000Z\r\n"'.decode()
    return calendar(head, *parts, rb'b"\r\nEND:VEVENT\r\n"'.decode())


def events(number, lines, start=":20200106T100000Z"):
    """Give the source of so many events with these lines."""
    body = f"BEGIN:VEVENT\\r\\nUID:%d@un.org\\r\\nSUMMARY:A\\r\\nDTSTART{start}\\r\\n{lines}END:VEVENT\\r\\n"
    return calendar(f'b"".join(b"{body}" % number for number in range({number}))')


IMPOSSIBLE = "RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=366\\r\\n"
HOSTILE = {
    "a line of ten megabytes": (event('b"DESCRIPTION:" + b"a" * 10_000_000'), "at most 5000000 octets"),
    "long lines": (event(r'b"X-A:" + b"\r\nX-A:".join([b"a" * 990_000] * 5)'), "1 events"),
    "ten thousand components in each other": (calendar(r'b"BEGIN:VALARM\r\n" * 9_999'), "components in each other"),
    "twenty thousand components": (calendar(r'b"BEGIN:VALARM\r\nEND:VALARM\r\n" * 20_000'), "at most 10000 components"),
    "five million folds": (event(r'b"DESCRIPTION:" + b"a\r\n " * 1_200_000'), "lines, folded"),
    "as many lines as may be": (event(r'b"X-A:1\r\n" * 49_000'), "1 events"),
    "parameters": (event('b"X-A" + b";A=b" * 200_000 + b":1"'), "commas and semicolons"),
    "many times besides": (
        events(2000, "RDATE:" + ",".join(f"20{year}0106T100000Z" for year in range(21, 38)) + "\\r\\n"),
        "2000 events",
    ),
    "many exceptions": (event(r'b"RRULE:FREQ=DAILY\r\nEXDATE:" + b"20200101T000000Z," * 50_000'), "1 events"),
    "endless rules elsewhere": (
        events(2000, "RRULE:FREQ=DAILY\\r\\n", ";TZID=America/New_York:20200106T100000"),
        "2000 events",
    ),
    "five thousand impossible positions": (events(5000, IMPOSSIBLE), "at most 2000 events"),
    "as many impossible positions as may be": (events(2000, IMPOSSIBLE), "2000 events"),
    "a zone of many rules": (
        calendar(
            rb'b"BEGIN:VTIMEZONE\r\nTZID:Z\r\n"'.decode(),
            rb'b"BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\n'.decode()
            + rb'RRULE:FREQ=YEARLY\r\nEND:STANDARD\r\n" * 500'.decode(),
            rb'b"END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=Z:20200106T100000\r\nEND:VEVENT\r\n"'.decode(),
        ),
        "1 events",
    ),
    "times that are otherwise": (
        events(
            1999, "RRULE:FREQ=DAILY\\r\\nRECURRENCE-ID:20200107T090000Z\\r\\n", ";TZID=Europe/Zurich:20200106T100000"
        ),
        "1999 events",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file(name):
    """It is refused or read soon, and within two hundred megabytes, measured in a process of its own."""
    source, expected = HOSTILE[name]
    assert expected in read_apart("from_ics", source, "events")


@pytest.mark.parametrize("data", [b"", b"hello", b"<html></html>", b"\x00" * 100, b"BEGIN:VEVENT\r\nEND:VEVENT\r\n"])
def test_what_is_no_calendar(data):
    """What does not begin as a calendar is refused in one line."""
    with pytest.raises(gf.ForeignFileError, match="its first line must be BEGIN:VCALENDAR"):
        gf.from_ics(data)


def test_components_in_each_other():
    """Nine components in each other are refused, eight are not; with parameters they are components too."""
    for begin in (b"\nBEGIN:X", b"\nBEGIN;X=1:X"):
        assert gf.from_ics(b"BEGIN:VCALENDAR" + begin * 7)
        with pytest.raises(gf.ForeignFileError, match="at most 8 components in each other") as caught:
            gf.from_ics(b"BEGIN:VCALENDAR" + begin * 8)
        assert (caught.value.rule, caught.value.value) == ("must have at most 8 components in each other", 9)


def test_lines_are_unfolded_once():
    """What looks like a fold only when the folds are gone is a line of its own, and none of iCalendar."""
    _, report = gf.from_ics(b"BEGIN:VCALENDAR\nX-A:a\n\n  b\nEND:VCALENDAR")
    assert [(note.property, note.value) for note in report.notes if note.property] == [("X-A", "a")]


def test_a_calendar_that_is_none():
    """A first line that is a calendar's and of which nothing comes is refused."""
    with pytest.raises(gf.ForeignFileError, match="the file must hold a VCALENDAR"):
        gf.from_ics(b"BEGIN:VCALENDARX\r\nEND:VCALENDARX\r\n")


def test_the_language_is_one():
    """A language that is none is refused before the file is looked at."""
    with pytest.raises(gf.ModelError, match="must be a language tag"):
        gf.from_ics(b"", language="x_y")


def test_each_limit_is_documented():
    """The limits that the reference names are those of the code."""
    page = (Path(__file__).parents[3] / "docs" / "reference" / "calendar.md").read_text(encoding="utf-8")
    for name in vars(limits):
        if name.startswith("MOST_"):
            assert f"{getattr(limits, name):,}" in page, name


def test_a_file_that_one_knows():
    """A file that may have more events may have more of all that grows with them, but no longer lines."""
    data = eval(events(2001, "X-A:,\\r\\n" * 30))  # noqa: S307  # it is our own
    with pytest.raises(gf.ForeignFileError, match="at most 50000 lines"):
        gf.from_ics(data)
    found, report = gf.from_ics(data, most_events=3000)
    assert len(found) == 2001
    assert {note.property for note in report.notes} == {"X-A"}


def test_folds_and_line_ends():
    """Lines are unfolded, whichever line ends they have; a byte order mark is passed over."""
    for end in (b"\r\n", b"\n"):
        data = b"\xef\xbb\xbf" + end.join([b"BEGIN:VCALENDAR", b"X-A:a", b" b", b"\tc", b"END:VCALENDAR", b""])
        assert within_limits(data) == b"BEGIN:VCALENDAR\nX-A:abc\nEND:VCALENDAR"
