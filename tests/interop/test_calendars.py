"""Calendars: every client reads what the model says."""

import re
from collections import Counter

import pytest

import gcmfeeds as gf
from interop import client_libical
from interop.expected import as_seen_by, expected_events, where_they_differ
from samples import catalogue, event

# libical 3.0.16 knows none of RFC 9073 and RFC 9253, and drops it; the event itself stays whole. The components
# PARTICIPANT and VLOCATION it drops without a word, but counts the new properties that stand in them.
UNKNOWN_TO_LIBICAL = {"STYLED-DESCRIPTION", "STRUCTURED-DATA", "LINK", "CONCEPT", "REFID", "PARTICIPANT-TYPE"}


@pytest.fixture(scope="module")
def expected(calendars):
    return {document.path: expected_events(document) for document in calendars}


@pytest.fixture
def read(client, calendars):
    """Give the calendars that a client was given."""
    documents = [document for document in calendars if document.path in client.saw]
    assert documents
    return documents


def test_every_event_is_read_once(client, read, expected):
    """A client reads as many events from each file as the edition has."""
    expected = {document.name: len(expected[document.path]) for document in read}
    actual = {document.name: len(client.saw[document.path]) for document in read}
    assert expected == actual


def test_events_are_read_as_the_model_says(client, read, expected):
    """A client sees each event's UID, time, title, status, sequence, address and texts as the model has them."""
    known = {document.name: [as_seen_by(client, event) for event in expected[document.path]] for document in read}
    expected = dict(named(known))
    actual = dict(named({document.name: client.saw[document.path] for document in read}))
    expected, actual = where_they_differ(expected, actual)
    assert expected == actual


def named(files):
    """Name each event by file and UID, or, to a client that forgets UIDs, by its place among all that it shows."""
    for file, events in files.items():
        for number, seen in enumerate(sorted(events, key=repr)):
            yield (file, seen.uid or number), seen


def test_radicale_gives_everything_back(radicale, calendars):
    """Radicale gives back each property, parameter and nested component of an event that was brought to it."""
    brought = [document for document in calendars if document.path in radicale.saw]
    expected = {document.name: [] for document in brought}
    actual = {document.name: radicale.complaints[document.path] for document in brought}
    assert expected == actual


def test_libical_likes_subscribed_calendars(libical, calendars):
    """A calendar to subscribe to gives libical nothing to complain of."""
    subscribed = [document for document in calendars if document.key is None]
    expected = {document.name: [] for document in subscribed}
    actual = {document.name: libical.complaints[document.path] for document in subscribed}
    assert expected == actual


def test_libical_stumbles_over_known_names_only(libical, calendars):
    """A single event's file gives libical nothing to complain of but each property that is newer than it, once."""
    alone = [document for document in calendars if document.key and document.path in libical.saw]
    expected = {document.name: Counter(newer_names(document)) for document in alone}
    actual = {document.name: Counter(libical.complaints[document.path]) for document in alone}
    assert expected == actual
    assert {name for names in actual.values() for name in names} == UNKNOWN_TO_LIBICAL


def test_libical_loses_what_ends_in_a_backslash(tmp_path):
    """A property whose parameter ends in a backslash before the quotation mark is lost in libical: it is a wide one."""
    item = event(documents=[gf.Document(title="a;b\\", url="https://un.org/", media_type="text/html")])
    written = gf.to_ics(catalogue(item), language="en")
    ours, raw = tmp_path / "ours.ics", tmp_path / "raw.ics"
    ours.write_bytes(written)
    raw.write_bytes(written.replace("\uff3c".encode(), b"\\"))
    assert client_libical.start([ours, raw]).complaints == {ours: [], raw: ['b\\\\"']}


def test_lines_end_in_crlf(calendars):
    """A carriage return and a line feed stand together, at the end of each line, and nowhere else."""
    rests = {}
    for document in calendars:
        *lines, rest = document.path.read_bytes().split(b"\r\n")
        rests[document.name] = [rest, *(line for line in lines if b"\r" in line or b"\n" in line)]
    assert {document.name: [b""] for document in calendars} == rests


def test_lines_are_short(calendars):
    """No line is longer than 75 octets."""
    long = [line for line in lines_of(calendars) if len(line) > 75]
    assert long == []


def test_lines_are_whole_characters(calendars):
    """Each line by itself is UTF-8: no fold cuts a character."""
    cut = [line for line in lines_of(calendars) if line != line.decode(errors="ignore").encode()]
    assert cut == []


def lines_of(documents):
    """Give the lines of all documents as they stand there, folded."""
    return {line for document in documents for line in document.path.read_bytes().split(b"\r\n")}


def newer_names(document):
    """Give the name of each property of a document that libical does not know, as often as it stands there."""
    lines = document.path.read_bytes().replace(b"\r\n ", b"").decode().split("\r\n")
    return [name for line in lines if (name := re.split("[:;]", line)[0]) in UNKNOWN_TO_LIBICAL]
