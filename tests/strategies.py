"""Strategies: any value of the model that can be made, for Hypothesis."""

import datetime as dt

from hypothesis import strategies as st

import gcmfeeds as gf
from gcmfeeds.model.event import ATTENDANCES, STATUSES
from gcmfeeds.model.text import ILLEGAL, clean_text
from samples import catalogue

TAGS = ("en", "fr", "ar", "zh")
HOSTILE = (
    "C:\\New\\name",
    'say "no"',
    "^n ^' ^^",
    "]]>",
    "<script>alert(1)</script>",
    "a;b,c:d",
    "&amp; & &nbsp;",
    "{time}",
)


def _has_text(value):
    try:
        return bool(clean_text(value))
    except gf.ModelError:
        return False


LEGAL = st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Cs", "Co")).filter(
    lambda one: not ILLEGAL.match(one)
)
ANY_TEXT = st.text(LEGAL | st.sampled_from('\n\t\r ,;:\\"^<>&]'), min_size=1, max_size=60)
WORDS = st.one_of(st.sampled_from(HOSTILE), ANY_TEXT.filter(_has_text))
MOMENTS = st.datetimes(dt.datetime(1981, 1, 2), dt.datetime(2100, 12, 30), timezones=st.just(dt.UTC))
DAYS = st.dates(dt.date(1981, 1, 2), dt.date(2100, 12, 30))


def texts(words=WORDS):
    """Make texts that stand in at least one language."""
    return st.dictionaries(st.sampled_from(TAGS), words, min_size=1, max_size=4).map(gf.Text)


def _maybe(strategy):
    return st.none() | strategy


@st.composite
def spans(draw):
    """Make a start and an end, both days or both moments, or a start alone."""
    start = draw(DAYS | MOMENTS)
    length = draw(st.timedeltas(dt.timedelta(minutes=1), dt.timedelta(days=3)))
    return start, draw(st.sampled_from([None, start + length]))


SPEAKERS = st.builds(gf.Speaker, name=texts(), role=_maybe(texts()), organization=_maybe(texts()))


@st.composite
def events(draw, key="launch"):
    """Make an event."""
    start, end = draw(spans())
    venue = st.builds(
        gf.Venue, name=texts(), address=_maybe(texts()), city=_maybe(texts()), country=_maybe(st.just("CH"))
    )
    return gf.Event(
        key=key,
        title=draw(texts()),
        start=start,
        end=end,
        status=draw(st.sampled_from(STATUSES)),
        abstract=draw(_maybe(texts())),
        body=draw(_maybe(texts())),
        venue=draw(_maybe(venue)),
        attendance=draw(_maybe(st.sampled_from(ATTENDANCES))),
        languages=draw(st.lists(st.sampled_from(TAGS), unique=True, max_size=2)),
        programme=draw(
            st.lists(st.builds(gf.Slot, title=texts(), speakers=st.lists(SPEAKERS, max_size=2)), max_size=2)
        ),
        documents=draw(st.lists(st.builds(gf.Document, title=texts(), url=st.just("https://un.org/x")), max_size=2)),
        published=draw(_maybe(st.just(gf.geneva(2020, 11, 25)))),
    )


@st.composite
def announcements(draw, key="news"):
    """Make an announcement."""
    return gf.Announcement(
        key=key,
        title=draw(texts()),
        published=draw(MOMENTS),
        abstract=draw(_maybe(texts())),
        body=draw(_maybe(texts())),
    )


@st.composite
def catalogues(draw):
    """Make a catalogue of up to three events and two announcements in four languages."""
    items = [draw(events(key=f"e{number}")) for number in range(draw(st.integers(0, 3)))]
    items += [draw(announcements(key=f"a{number}")) for number in range(draw(st.integers(0, 2)))]
    return catalogue(
        *items,
        title=draw(texts()),
        languages=TAGS,
        fallback=draw(st.lists(st.sampled_from(TAGS), unique=True)),
        publisher=gf.Organizer(name=draw(texts()), address=draw(_maybe(st.just("press@un.org")))),
    )
