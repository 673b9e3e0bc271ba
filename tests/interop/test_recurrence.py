"""Recurrence: every client expands a series to the same instants."""

import ctypes
import datetime as dt
import io
import re
from importlib.metadata import version

import pytest
from dateutil.rrule import rrulestr
from dateutil.tz import tzical

import gcmfeeds as gf
from interop import client_icaljs, client_libical
from interop.clients import client_module, read_in_node, seen_time, utc_from_text
from samples import catalogue, event

LAST_YEAR = 2045  # as in icaljs_series.mjs
CHANGED = gf.Recurrence(
    frequency="weekly",
    until=gf.geneva(2021, 4, 13, 15),
    by_day=["TU"],
    excluded=[gf.geneva(2020, 12, 29, 15)],
    extra=[gf.geneva(2020, 12, 30, 9)],
    changes=[
        gf.Change(original=gf.geneva(2020, 11, 3, 15), start=gf.geneva(2020, 11, 4, 10)),
        gf.Change(original=gf.geneva(2021, 3, 30, 15), end=gf.geneva(2021, 3, 30, 18)),
    ],
)


def hour(*start):
    """Give the start and the end of an event of an hour."""
    return {"start": gf.geneva(*start), "end": gf.geneva(*start) + dt.timedelta(hours=1)}


SERIES = {
    "weekly": (hour(2020, 1, 7, 15), gf.Recurrence(frequency="weekly", until=gf.geneva(2021, 12, 28, 15))),
    "before-the-hour": (hour(2020, 1, 5, 1, 30), gf.Recurrence(frequency="weekly", count=110)),
    "after-the-hour": (hour(2020, 1, 5, 3), gf.Recurrence(frequency="weekly", count=110)),
    "late-evening": (hour(2020, 1, 4, 23, 30), gf.Recurrence(frequency="weekly", count=110)),
    "until-a-day": (hour(2020, 1, 7, 23, 30), gf.Recurrence(frequency="weekly", until=dt.date(2021, 12, 28))),
    "daily": (hour(2020, 3, 25, 0, 0), gf.Recurrence(frequency="daily", interval=3, count=90)),
    "fortnight": (
        hour(2020, 1, 7, 12),
        gf.Recurrence(frequency="weekly", interval=2, by_day=["TU", "SU"], week_start="SU", count=60),
    ),
    "third-tuesday": (hour(2020, 1, 21, 9), gf.Recurrence(frequency="monthly", by_day=["3TU"], count=40)),
    "last-sunday": (hour(2020, 1, 26, 9), gf.Recurrence(frequency="monthly", by_day=["-1SU"], count=40)),
    "summer-for-ever": (hour(1996, 7, 1, 15), gf.Recurrence(frequency="yearly")),
    "october": (hour(1996, 10, 15, 15), gf.Recurrence(frequency="yearly", by_month=[4, 10], by_month_day=[15])),
    "last-working-day": (
        {"start": dt.date(2020, 1, 31)},
        gf.Recurrence(frequency="monthly", by_day=["MO", "TU", "WE", "TH", "FR"], by_position=[-1], count=40),
    ),
    "thirty-first": ({"start": dt.date(2020, 1, 31)}, gf.Recurrence(frequency="monthly", count=40)),
    "leap-day": ({"start": dt.date(2020, 2, 29)}, gf.Recurrence(frequency="yearly", until=dt.date(2044, 2, 29))),
    "last-days": ({"start": dt.date(2020, 1, 31)}, gf.Recurrence(frequency="monthly", by_month_day=[-1], count=40)),
    "two-days": (
        {"start": dt.date(2020, 1, 6), "end": dt.date(2020, 1, 7)},
        gf.Recurrence(frequency="weekly", until=dt.date(2020, 6, 1), excluded=[dt.date(2020, 4, 13)]),
    ),
    "election-day": (
        {"start": dt.date(2020, 11, 3)},
        gf.Recurrence(frequency="yearly", by_month=[11], by_day=["1TU"], count=9),
    ),
    "new-year": ({"start": dt.date(2020, 1, 1)}, gf.Recurrence(frequency="yearly", by_year_day=[1], count=9)),
    "by-hand": (hour(2020, 1, 7, 9), gf.Recurrence(extra=[gf.geneva(2020, 2, 4, 10), gf.geneva(2020, 7, 7, 10)])),
    "changed": (hour(2020, 10, 13, 15), CHANGED),
}


@pytest.fixture(scope="module")
def made():
    """Make a catalogue of all the series."""
    events = [event(key=key, recurrence=recurrence, **times) for key, (times, recurrence) in SERIES.items()]
    return catalogue(*events, published=gf.geneva(2020, 1, 1))


@pytest.fixture(scope="module")
def path(made, tmp_path_factory):
    """Write its calendar."""
    path = tmp_path_factory.mktemp("series") / "series.ics"
    path.write_bytes(gf.to_ics(made, language="en"))
    return path


def as_seen(one):
    """Give start and exclusive end of an occurrence, in UTC or as dates."""
    if one.is_all_day:
        return one.start, (one.end or one.start) + dt.timedelta(days=1)
    return one.start.astimezone(dt.UTC), one.end.astimezone(dt.UTC)


def expected(made, *, is_by_rule=False):
    """Give what the model says happens, until the last year, by key; by the rule alone, or with its changes."""
    span = gf.geneva(1990, 1, 1), gf.geneva(LAST_YEAR, 1, 1)
    found = {}
    for one in made.events:
        plain = one
        if is_by_rule and one.key == "changed":
            plain = event(
                key="changed",
                recurrence=gf.Recurrence(
                    frequency="weekly",
                    until=CHANGED.until,
                    by_day=["TU"],
                    excluded=CHANGED.excluded,
                    extra=CHANGED.extra,
                ),
                **SERIES["changed"][0],
            )
        found[one.key] = [as_seen(occurrence) for occurrence in plain.occurrences(*span)]
    return found


def test_icaljs(made, path):
    """ical.js, in Thunderbird and Nextcloud, expands rules, dates and exceptions, and takes what is changed.

    Its own fault: it adds the length to the wall time, so that an hour before the clocks change has none, or two.
    """
    _, said = read_in_node(client_icaljs.PACKAGE, client_icaljs.MODULE, "icaljs_series.mjs", [path])
    seen = {
        uid.partition("@")[0]: sorted(tuple(map(utc_from_text, times)) for times in found)
        for uid, found in said[str(path)].items()
    }
    meant = expected(made)
    ends = {key: times.pop("before-the-hour") for key, times in (("seen", seen), ("meant", meant))}
    assert [start for start, _ in ends["seen"]] == [start for start, _ in ends["meant"]]
    assert ends["seen"] != ends["meant"]
    assert seen == meant


def test_ical(made, path):
    """ical, in Home Assistant, does so too."""
    stream = client_module("ical.calendar_stream").IcsCalendarStream
    seen = {one.key: [] for one in made.events}
    for found in stream.calendar_from_ics(path.read_bytes().decode()).timeline:
        if found.start.year >= LAST_YEAR:
            break
        seen[found.uid.partition("@")[0]].append((seen_time(found.dtstart), seen_time(found.dtend)))
    assert {key: sorted(times) for key, times in seen.items()} == expected(made), version("ical")


class _Span(ctypes.Structure):
    """The ``struct icaltime_span`` of libical 3."""

    _fields_ = (("start", ctypes.c_long), ("end", ctypes.c_long), ("is_busy", ctypes.c_int))


def test_libical(made, path):
    """libical, in Evolution and KDE, expands rules and exceptions; what is changed stands apart in it.

    Its own fault: of the dates besides it forgets the zone, and takes them for UTC.
    """
    library = client_libical._library()
    callback = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_Span), ctypes.c_void_p)
    expand = library.icalcomponent_foreach_recurrence
    expand.argtypes = [ctypes.c_void_p, client_libical._Time, client_libical._Time, callback, ctypes.c_void_p]
    expand.restype = None
    calendar = library.icalparser_parse_string(path.read_bytes())
    first, last = (client_libical._Time(year=year, month=1, day=1) for year in (1990, LAST_YEAR))
    seen = {}
    for component in client_libical._components(library, calendar, b"VEVENT"):
        if client_libical._properties(library, component, b"RECURRENCE-ID"):
            continue
        (uid,) = client_libical._properties(library, component, b"UID")
        key = library.icalproperty_get_uid(uid).decode().partition("@")[0]
        is_all_day = "end" not in SERIES[key][0] or not isinstance(SERIES[key][0]["end"], dt.datetime)
        spans = seen.setdefault(key, [])

        def note(_, span, __, spans=spans, is_all_day=is_all_day):
            times = (dt.datetime.fromtimestamp(time, dt.UTC) for time in (span.contents.start, span.contents.end))
            spans.append(tuple(time.date() for time in times) if is_all_day else tuple(times))

        expand(component, first, last, callback(note), None)
    library.icalcomponent_free(calendar)
    starts = {key: sorted(start for start, _ in spans) for key, spans in seen.items()}
    meant = {key: [start for start, _ in times] for key, times in expected(made, is_by_rule=True).items()}
    for key, (_, recurrence) in SERIES.items():
        besides = {time.astimezone(dt.UTC): time.replace(tzinfo=dt.UTC) for time in recurrence.extra}
        assert starts[key] == sorted(besides.get(start, start) for start in meant[key])


def test_dateutil(made, path):
    """Dateutil expands a rule with nothing but the VTIMEZONE that stands in the file."""
    text = path.read_bytes().decode().replace("\r\n ", "")
    zone = tzical(io.StringIO(text)).get("Europe/Zurich")
    seen = {}
    for component in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.DOTALL):
        if "RECURRENCE-ID" in component:
            continue
        key = re.search("UID:(.*?)@", component)[1]
        lines = re.findall(r"^(?:DTSTART|RRULE|RDATE|EXDATE)[;:].*$", component, re.MULTILINE)
        walls = "\n".join(re.sub(";(TZID|VALUE)=[^:]*", "", line.strip()) for line in lines)
        is_timed = "DTSTART;TZID" in component
        if is_timed:  # UNTIL is in UTC, as the RFC asks where there is a zone; this wall time is read without one
            walls = re.sub(r"UNTIL=(\w+)Z", lambda found: f"UNTIL={_wall(found[1], zone)}", walls)
        rule = rrulestr(walls, forceset=True)
        starts = rule.between(dt.datetime(1990, 1, 1), dt.datetime(LAST_YEAR, 1, 1))
        seen[key] = [start.replace(tzinfo=zone).astimezone(dt.UTC) if is_timed else start.date() for start in starts]
    assert seen == {key: [start for start, _ in times] for key, times in expected(made, is_by_rule=True).items()}


def _wall(moment, zone):
    return f"{dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC).astimezone(zone):%Y%m%dT%H%M%S}"
