"""Texts: in which languages files of others speak, and what is HTML in them."""

import gcmfeeds as gf
from interop.foreign.files import calendar_of


def read(*lines):
    """Read a calendar with one event of these lines: the event, and name and reason of each note."""
    (event,), report = gf.from_ics(calendar_of(*lines))
    return event, [(note.property, note.reason) for note in report.notes]


def test_language_after_quotes():
    """A LANGUAGE that stands after a colon in quotes, in any case, is one of the file's."""
    (event,), report = gf.from_ics(calendar_of('SUMMARY;ALTREP="cid:x";language=FR:T'))
    assert (event.title, report.languages) == (gf.Text(fr="T"), ("fr",))


def test_language_of_no_text():
    """The languages of zones, guests and tasks are not those of a file's texts."""
    zone = ["BEGIN:VTIMEZONE", "TZID:X", "BEGIN:STANDARD", "TZNAME;LANGUAGE=fi:E", "END:STANDARD", "END:VTIMEZONE"]
    task = ["BEGIN:VTODO", "UID:t@un.org", "SUMMARY;LANGUAGE=sv:T", "END:VTODO"]
    guests = [f"ATTENDEE;LANGUAGE=de:mailto:a{number}@un.org" for number in range(3)]
    head = ["NAME;LANGUAGE=fr:N", *zone, *task]
    (event,), report = gf.from_ics(calendar_of(*guests, head=head))
    assert (event.title, report.languages) == (gf.Text(fr="A"), ("fr",))
