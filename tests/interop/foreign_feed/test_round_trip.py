"""Round trip: a feed that gcmfeeds wrote, read and written again, says the same.

In one language every entry of an announcement comes back byte for byte, if the catalogues agree in authority, since,
base_url and publisher; but what it says of events, for no feed says enough of them, and of its pages in languages that
the feed is not in.
"""

import re

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gcmfeeds as gf
from gcmfeeds.model.text import without_controls
from samples import catalogue
from strategies import MOMENTS, WORDS, texts

MENDED = re.compile("[\x80-\xff]{2}")
"""What may be UTF-8 that was read as Latin-1, which feedparser mends."""


def in_one(value, language):
    """Give a value of the model with every text in one language alone."""
    if isinstance(value, gf.Text):
        return value if value.is_bare else gf.Text({language: value.values[0]})
    if isinstance(value, tuple):
        return tuple(in_one(part, language) for part in value)
    if not attrs.has(type(value)):
        return value
    fields = attrs.fields(type(value))
    return attrs.evolve(value, **{field.name: in_one(getattr(value, field.name), language) for field in fields})


def with_what_was_read(whole, language, write=gf.to_atom):
    """Give a catalogue with the announcements, topics and languages that are read of its feed."""
    announcements, report = gf.from_feed(write(whole, language=language))
    return attrs.evolve(whole, announcements=announcements, topics=report.topics, channels=(), events=()), report


def entries(whole, language):
    """Give the entries of a catalogue's Atom feed without links to calendars."""
    written = gf.to_atom(whole, language=language).decode()
    without = re.sub(r' *<link [^>]*type="text/calendar".*?/>\n', "", written)
    return re.findall(r"<entry .*?</entry>", without, re.DOTALL)


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_the_launch(launch, language):
    """Each announcement of the launch comes back, its key, topics and words; ids are made as before."""
    alone = [attrs.evolve(one, events=()) for one in launch.announcements]
    whole = attrs.evolve(launch, events=(), channels=(), announcements=alone)
    read, report = with_what_was_read(whole, language)
    expected, actual = (
        [re.sub(r' *<link [^>]*rel="alternate".*?/>\n', "", entry) for entry in entries(one, language)]
        for one in (whole, read)
    )
    assert expected == actual
    shown = dict.fromkeys([*(one.title.languages[0] for one in read.announcements), language])
    assert (report.authority, report.since, report.languages) == (whole.authority, whole.since, tuple(shown))
    assert {one.key for one in read.announcements} == {one.key for one in whole.announcements}
    assert report.notes == ()


def test_events_are_not_news(launch):
    """An event in a feed is not carried, and said to be one; nor is what an announcement says of it."""
    read, report = with_what_was_read(launch, "en")
    assert len(read.announcements) == len(launch.announcements)
    assert {note.reason.partition(":")[0] for note in report.notes} == {
        "it is an event of ours, of which a feed says too little",
        "an event stands in its calendar",
        "an announcement has no time and place of its own",
    }


def _plain(value):
    """Keep to what comes back: feedparser mends what looks wrong, and takes blanks of any kind off the ends."""
    return not MENDED.search(value) and without_controls(value).strip() == value


PLAIN = WORDS.filter(_plain)
LINES = texts(PLAIN)
PAGES = st.sampled_from(["https://un.org/a", {"en": "https://un.org/en"}])
DOCUMENTS = st.builds(
    gf.Document,
    title=LINES,
    url=st.sampled_from([f"https://un.org/{number}.pdf" for number in range(9)]),
    media_type=st.just("application/pdf"),
    length=st.none() | st.integers(1, 9999),
)
IMAGES = st.builds(gf.Image, url=st.just("https://un.org/i.png"), alt=LINES, media_type=st.just("image/png"))
AUTHORS = st.builds(
    gf.Organizer, name=LINES, address=st.none() | st.just("a@un.org"), url=st.none() | st.just("https://un.org/")
)


@st.composite
def announcements(draw, key):
    """Make an announcement that says what a feed can say of it."""
    published = draw(MOMENTS)
    return gf.Announcement(
        key=key,
        title=draw(LINES),
        published=published,
        updated=draw(st.none() | MOMENTS.map(lambda moment: max(moment, published))),
        abstract=draw(st.none() | LINES),
        body=draw(st.none() | LINES),
        url=draw(st.none() | PAGES),
        author=draw(st.none() | AUTHORS),
        documents=draw(st.lists(DOCUMENTS, max_size=2, unique_by=lambda one: one.url)),
        image=draw(st.none() | IMAGES),
        topics=draw(st.lists(st.sampled_from(["a", "b"]), unique=True)),
    )


@st.composite
def catalogues(draw):
    """Make a catalogue of announcements in one language."""
    language = draw(st.sampled_from(["en", "fr", "ar", "zh"]))
    schemes = st.sampled_from([None, "https://un.org/t"])
    topics = [gf.Topic(key=key, label=draw(LINES), scheme=draw(schemes)) for key in ("a", "b")]
    found = [draw(announcements(f"n{number}")) for number in range(draw(st.integers(0, 3)))]
    whole = catalogue(*found, topics=topics, publisher=gf.Organizer(name=draw(LINES)), title=draw(LINES))
    return attrs.evolve(in_one(whole, language), languages=(language,), fallback=())


@given(whole=catalogues())
def test_any_catalogue(whole):
    """What one language says in Atom is said again."""
    (language,) = whole.languages
    read, _ = with_what_was_read(whole, language)
    assert entries(read, language) == entries(whole, language)


@given(whole=catalogues())
def test_any_catalogue_in_rss(whole):
    """RSS gives the same keys, ids and dates; it says less of documents, and words where a plain text becomes HTML."""
    (language,) = whole.languages
    read, _ = with_what_was_read(whole, language, write=gf.to_rss)
    expected, actual = ({(one.key, one.published) for one in some.announcements} for some in (whole, read))
    assert actual == expected
