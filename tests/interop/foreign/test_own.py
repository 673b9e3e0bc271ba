"""Own files: what gcmfeeds wrote is read so that it is written again byte for byte."""

import datetime as dt

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gcmfeeds as gf
from gcmfeeds.language.words import bundled_phrases
from interop.catalogues import hostile_catalogue
from samples import catalogue, event, full_catalogue, full_event
from strategies import TAGS, WORDS, events, relations

TOPICS = [
    gf.Topic(key="report", label={"en": "Report"}, scheme="https://un.org/topics"),
    gf.Topic(key="region", label="Region"),
    gf.Topic(key="objective-7", label="Objective, 7", scheme="https://un.org/hub"),
]
TIMES = st.datetimes(dt.datetime(1997, 1, 2), dt.datetime(2036, 12, 30), timezones=st.just(dt.UTC))


def one_language(data, tag):
    """Give plain data with every text in one language."""
    if isinstance(data, dict) and data and data.keys() <= set(TAGS):
        return {tag: next(iter(data.values()))}
    if isinstance(data, dict):
        return {name: one_language(value, tag) for name, value in data.items()}
    return [one_language(one, tag) for one in data] if isinstance(data, list) else data


@st.composite
def streams(draw):
    """Make a stream, with or without languages and a title."""
    languages = draw(st.lists(st.sampled_from([*TAGS, "es"]), unique=True, max_size=3))
    return {"languages": languages} | draw(st.sampled_from([{}, {"title": {"en": "Second; stream"}}]))


@st.composite
def rich_events(draw, tag, key="launch"):
    """Make an event in one language that says what an event can say."""
    made = draw(events(key=key))
    words = WORDS.map(lambda text: {tag: text})
    start = made.start if isinstance(made.start, dt.datetime) else None
    slots = [
        {"start": start, "speakers": [{"name": draw(WORDS), "url": "https://un.org/who"}, {"name": {tag: "B"}}]}
        for _ in range(draw(st.integers(0, 1)))
    ]
    data = one_language(gf.to_plain(made), tag) | {
        "streams": [
            one_language(stream, tag) | {"url": f"https://un.org/{number}?a=1&b=2"}
            for number, stream in enumerate(draw(st.lists(streams(), max_size=2)))
        ],
        "topics": draw(st.lists(st.sampled_from([topic.key for topic in TOPICS]), unique=True)),
        "url": draw(st.sampled_from(["https://un.org/page", {tag: "https://un.org/a", "es": "https://un.org/b"}])),
    }
    optional = {
        "image": {"url": "https://un.org/a.png", "alt": {tag: "A"}, "media_type": "image/png"},
        "organizer": {"name": draw(WORDS), "address": "press@un.org"},
        "previous_start": dt.date(1990, 1, 1),
        "sequence": 3,
        "published": gf.geneva(2020, 11, 25, 9, 30),
        "updated": gf.geneva(2021, 1, 2, 3, 4, 5),
    }
    data |= {name: value for name, value in optional.items() if draw(st.booleans())}
    data["programme"] = [*data.get("programme", ()), *slots]
    data["documents"] = [
        *data.get("documents", ()),
        *draw(st.sampled_from([[], [{"symbol": "A/75/542", "title": draw(words), "url": "https://un.org/r.pdf"}]])),
    ]
    if "venue" in data and draw(st.booleans()):
        data["venue"] |= {"latitude": draw(st.floats(-90, 90)), "longitude": draw(st.floats(-180, 180))}
    return gf.from_plain(data, gf.Event)


@st.composite
def timed_series(draw, tag):
    """Make a series with times: excluded ones, times besides, and one that is otherwise."""
    start = gf.in_geneva(draw(TIMES)).replace(hour=15)
    start = gf.geneva(start.year, start.month, start.day, 15, start.minute)
    days = [
        gf.geneva(*(start.date() + dt.timedelta(days=days)).timetuple()[:3], 15, start.minute) for days in (1, 2, 3)
    ]
    facts = [{"title": {tag: "Else"}}, {"status": "cancelled"}, {"start": days[1] + dt.timedelta(hours=3)}]
    facts += [{"venue": gf.Venue(name={tag: "Room 2"})}, {"end": days[1] + dt.timedelta(minutes=5)}]
    changes = [gf.Change(original=days[1], **draw(st.sampled_from(facts)))]
    return event(
        title={tag: draw(WORDS)},
        start=start,
        end=draw(st.sampled_from([None, start + dt.timedelta(hours=1)])),
        status=draw(st.sampled_from(["confirmed", "postponed", "tentative", "cancelled"])),
        venue=draw(st.sampled_from([None, gf.Venue(name={tag: "Room 1"}, city={tag: "Geneva"})])),
        alarms=draw(st.sampled_from([[], [gf.Alarm(hours=1)]])),
        recurrence=draw(
            st.sampled_from(
                [
                    gf.Recurrence(frequency="daily", excluded=days[:1], changes=changes),
                    gf.Recurrence(frequency="daily", until=days[2], extra=[days[2] + dt.timedelta(hours=1)]),
                    gf.Recurrence(frequency="weekly", count=4, interval=2, week_start="SU"),
                    gf.Recurrence(extra=days, changes=changes),
                ]
            )
        ),
    )


def read_again(made, tag, keys=("launch",)):
    """Give the files of events, and those of the catalogue that holds what was read from them."""
    written = {key: gf.to_ics(made, language=tag, key=key) for key in keys}
    found, report = gf.from_ics(b"".join(written.values()))
    whole = attrs.evolve(made, events=found, announcements=[], topics=report.topics, channels=[])
    return written, {key: gf.to_ics(whole, language=tag, key=key) for key in keys}, report


@settings(max_examples=25)
@given(st.data())
def test_every_event_in_one_language(data):
    """An event's own file, read and written again in its catalogue, is the same byte for byte, with nothing to note."""
    tag = data.draw(st.sampled_from(TAGS))
    made = catalogue(data.draw(rich_events(tag)), languages=[tag], fallback=[], topics=TOPICS)
    written, again, report = read_again(made, tag)
    assert again == written
    assert {note.property for note in report.notes} <= {"CONTACT", "IMAGE"}


@settings(max_examples=25)
@given(st.data())
def test_every_series(data):
    """A series with its times besides, those left out and those that are otherwise comes back whole."""
    tag = data.draw(st.sampled_from(TAGS))
    made = catalogue(data.draw(timed_series(tag)), languages=[tag], fallback=[])
    written, again, report = read_again(made, tag)
    assert again == written
    assert {note.property for note in report.notes} <= {"CONTACT", "IMAGE"}


@settings(max_examples=10)
@given(st.data())
def test_events_that_are_related(data):
    """The files of events that are related, read together, come back whole with their relations."""
    keys = ["a", "b", "c"]
    made = [
        attrs.evolve(event(key=key), related=data.draw(relations([one for one in keys if one != key]))) for key in keys
    ]
    whole = catalogue(*(attrs.evolve(one, title={"en": "One"}) for one in made))
    written, again, _ = read_again(whole, "en", keys)
    assert again == written


@pytest.mark.parametrize("language", ["en", "fr"])
def test_everything_an_event_says(language):
    """An event that says everything, its local time elsewhere too, comes back whole but for its channel."""
    venue = attrs.evolve(full_event().venue, address={"en": "Avenue 14", "fr": "Avenue 14"}, zone="Asia/Bangkok")
    made = attrs.evolve(full_catalogue(full_event(venue=venue)), channels=[])
    written, again, report = read_again(made, language)
    assert again == written
    assert [note.property for note in report.notes] == ["IMAGE"]
    found, report = gf.from_ics(gf.to_ics(full_catalogue(), language=language, key="launch"))
    assert [event.topics for event in found] == [("report", "unece")]
    assert ("REFID", "channels follow from topics") in [(note.property, note.reason) for note in report.notes]


def test_texts_that_go_wrong():
    """Legal texts that clients stumble over, an abstract in a fall-back language too, come back whole."""
    made = hostile_catalogue()
    for one in made.events[::11]:
        alone = attrs.evolve(made, events=[attrs.evolve(one, related=[])], announcements=[], channels=[])
        for language in made.languages:
            written, again, _ = read_again(alone, language, [one.key])
            assert again == written


def test_the_real_catalogue(gcm):
    """Each file of the real catalogue comes back whole."""
    made = attrs.evolve(gcm, channels=[])
    for one in gcm.events[::6]:
        written, again, _ = read_again(made, "fr", [one.key])
        assert again == written


def test_a_point_without_a_title():
    """A point of the programme that is a speaker alone keeps its hour, on whatever day of the event it is."""
    times = [gf.geneva(2020, 12, 1, 15), gf.geneva(2020, 12, 2, 9, 5), None]
    slots = [gf.Slot(start=time, speakers=[gf.Speaker(name="A"), gf.Speaker(name="B")]) for time in times]
    for start, end in [(times[0], gf.geneva(2020, 12, 2, 18)), (dt.date(2020, 12, 1), dt.date(2020, 12, 3))]:
        for language in bundled_phrases():
            made = catalogue(
                event(title={language: "A"}, start=start, end=end, programme=slots), languages=[language], fallback=[]
            )
            found, _ = gf.from_ics(gf.to_ics(made, language=language, key="launch"))
            assert [slot.start for slot in found[0].programme] == times
            assert [len(slot.speakers) for slot in found[0].programme] == [2, 2, 2]


def test_a_title_that_is_a_name():
    """A point called as a speaker is told by its time from one that is a speaker alone."""
    times = [gf.geneva(2020, 12, 1, hour) for hour in (10, 11)]
    slots = [gf.Slot(start=times[0], speakers=[gf.Speaker(name="A")]), gf.Slot(title={"en": "A"}, start=times[1])]
    for start in (times[0], dt.date(2020, 12, 1)):
        made = catalogue(event(start=start, programme=slots), languages=["en"])
        written, again, _ = read_again(made, "en")
        assert again == written
        found, _ = gf.from_ics(written["launch"])
        assert [(slot.title, slot.start) for slot in found[0].programme] == [
            (None, times[0]),
            (gf.Text(en="A"), times[1]),
        ]


def test_words_that_were_changed():
    """A point's time, a point or a stream that somebody said otherwise in HTML is noted, and the rest is read."""
    start = gf.geneva(2020, 12, 1, 15)
    slots = [
        gf.Slot(title={"en": "T"}),
        gf.Slot(start=start, speakers=[gf.Speaker(name="A")]),
        gf.Slot(speakers=[gf.Speaker(name="B")]),
    ]
    stream = gf.Stream(url="https://un.org/", languages=["en", "fr"])
    made = catalogue(event(start=start, programme=slots, streams=[stream]), languages=["en"], fallback=[])
    written = gf.to_ics(made, language="en", key="launch").replace(b"\r\n ", b"")
    for old, new in (
        (b"<li>15:00", b"<li>99:00"),
        (b"<li>15:00", b"<li>9"),
        (b"<li>B</li>", b"<li>C</li>"),
        (b">Live (", b">Like ("),
    ):
        assert old in written
        found, report = gf.from_ics(written.replace(old, new))
        assert found[0].start == start
        assert "STYLED-DESCRIPTION" in {note.property for note in report.notes}


def test_many_files_of_ours():
    """Where many are read at once, the first ones come back whole, and the others as any file's do."""
    made = catalogue(*(event(key=f"e{number}") for number in range(60)), languages=["en"])
    found, _ = gf.from_ics(b"".join(gf.to_ics(made, language="en", key=one.key) for one in made.events))
    assert [one.key for one in found] == [one.key for one in made.events]
    assert [one.body is None for one in found][:: len(found) - 1] == [True, False]


def test_words_that_are_looked_for_in_vain():
    """Words that somebody changed in many events are not looked for in every zone of each."""
    venue = gf.Venue(name={"en": "Here in town"})
    made = catalogue(
        *(event(key=f"e{number}", start=gf.geneva(2020, 12, 1, 15), venue=venue) for number in range(9)),
        languages=["en"],
        fallback=[],
    )
    written = b"".join(gf.to_ics(made, language="en", key=one.key) for one in made.events).replace(b"\r\n ", b"")
    found, _ = gf.from_ics(written.replace(b"Geneva time", b"my time"))
    assert [one.key for one in found] == [one.key for one in made.events]


def test_a_file_of_ours_that_asks_too_much():
    """A list with more than an event has, in a property or in the JSON-LD, is not gone through."""
    written = gf.to_ics(catalogue(event(languages=["en"])), language="en", key="launch").replace(b"\r\n ", b"")
    many = b"\\, ".join([b'"en"'] * 100_000)
    found, _ = gf.from_ics(written.replace(b'"inLanguage": ["en"', b'"inLanguage": [' + many))
    assert found[0].languages == ()


def test_one_time_that_was_changed():
    """A single time without its JSON-LD is read as any file's is."""
    change = gf.Change(original=dt.date(2020, 12, 2), title={"en": "Else"})
    made = catalogue(event(recurrence=gf.Recurrence(frequency="daily", changes=[change])), languages=["en"])
    written = gf.to_ics(made, language="en", key="launch").replace(b"\r\n ", b"")
    head, middle, tail = written.rpartition(b"STRUCTURED-DATA")
    found, _ = gf.from_ics(head + b"X-" + middle + tail)
    assert found[0].recurrence.changes == (change,)


def test_a_subscribed_calendar(gcm):
    """Of a calendar to subscribe to, titles without marks, times, and the author's own text come back."""
    made = full_event(status="cancelled", abstract=None, body={"en": "<p>One</p><p>Two</p>"})
    found, report = gf.from_ics(gf.to_ics(full_catalogue(made), language="en"))
    (one,) = found
    assert (one.key, one.title, one.status) == ("launch", gf.Text(en="Launch, of; the report"), "cancelled")
    assert (one.start, one.end, one.body) == (made.start, made.end, gf.Text(en="<p>One</p><p>Two</p>"))
    assert (report.title, report.color) == (gf.Text(en="Compact"), "steelblue")
    assert (report.authority, report.url) == ("migrationnetwork.un.org", "https://migrationnetwork.un.org/calendar/")
    events, _ = gf.from_ics(gf.to_ics(gcm, language="en"))
    assert {event.key: event.start for event in events} == {event.key: event.start for event in gcm.events}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"@type": "Event"', b'"@type": "Other"'),
        (b'SCHEMA="https://schema.org/', b'SCHEMA="https://example.org/'),
        (b'{"@context"', b'{"@context'),
        (b'"location": ', b'"location": 1\\, "x": '),
        (b"SUMMARY;LANGUAGE=en", b"SUMMARY"),
        (b"SUMMARY;LANGUAGE=en", b"SUMMARY;LANGUAGE=de"),
        (b"DTSTART;VALUE=DATE:20201201", b"DTSTART;VALUE=DATE:x"),
    ],
)
def test_a_file_of_ours_that_somebody_wrote_into(old, new):
    """What is not as we write it is read as any file is: nothing raises, and the key stays."""
    made = catalogue(event(streams=[gf.Stream(url="https://un.org/")], recurrence=gf.Recurrence(frequency="daily")))
    written = gf.to_ics(made, language="en", key="launch").replace(b"\r\n ", b"")
    assert old in written
    found, report = gf.from_ics(written.replace(old, new))
    assert [one.key for one in found] == ([] if b":x" in new else ["launch"])
    assert report.notes


def test_what_was_added_to_a_file_of_ours():
    """A property that somebody put into our own file is noted, and so is one that was changed."""
    written = gf.to_ics(catalogue(event()), language="en", key="launch").replace(b"\r\n ", b"")
    changed = written.replace(b"END:VEVENT", b"COMMENT:Hello\r\nEND:VEVENT").replace(b"When: ", b"Then: ")
    found, report = gf.from_ics(changed)
    assert [note.property for note in report.notes if note.property != "CONTACT"] == [
        "DESCRIPTION",
        "STYLED-DESCRIPTION",
        "X-ALT-DESC",
        "COMMENT",
    ]
    assert "Then" in found[0].body.values[0]
