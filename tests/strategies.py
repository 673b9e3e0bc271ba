"""Strategies: any value of the model that can be made, for Hypothesis."""

import datetime as dt

import attrs
from hypothesis import strategies as st

import gcmfeeds as gf
from gcmfeeds.language.words import bundled_phrases
from gcmfeeds.model.event import ATTENDANCES
from gcmfeeds.model.relation import RELATIONS
from gcmfeeds.model.rules import STATUSES
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
        alarms=[gf.Alarm(minutes=minutes) for minutes in draw(st.sets(st.integers(0, 2880), max_size=2))],
        recurrence=None if isinstance(start, dt.datetime) else draw(_maybe(series(start))),
    )


@st.composite
def series(draw, start):
    """Make the recurrence of an event of whole days."""
    other = gf.Change(original=start, title=draw(texts()))
    return gf.Recurrence(
        frequency=draw(st.sampled_from(["daily", "weekly", "monthly", "yearly"])),
        interval=draw(st.integers(1, 3)),
        count=draw(_maybe(st.integers(1, 30))),
        changes=draw(st.sampled_from([[], [other]])),
    )


@st.composite
def relations(draw, keys):
    """Make relations to some of these events."""
    return [gf.Relation(event=key, kind=draw(st.sampled_from(RELATIONS))) for key in keys if draw(st.booleans())]


@st.composite
def announcements(draw, key="news", events=()):
    """Make an announcement, perhaps of some of these events, given by their keys."""
    published = draw(MOMENTS)
    picture = st.builds(
        gf.Image,
        url=st.just("https://un.org/a.png"),
        alt=texts(),
        media_type=st.just("image/png"),
        length=_maybe(st.integers(0, 99)),
    )
    return gf.Announcement(
        key=key,
        title=draw(texts()),
        published=published,
        withdrawn=draw(st.sampled_from([None, None, published + dt.timedelta(days=1)])),
        abstract=draw(_maybe(texts())),
        body=draw(_maybe(texts())),
        url=draw(_maybe(texts(st.sampled_from(["https://un.org/a", "https://un.org/b"])))),
        source=draw(_maybe(st.builds(gf.Source, title=texts(), url=st.just("https://iom.int/")))),
        image=draw(_maybe(picture)),
        events=[event for event in events if draw(st.booleans())],
    )


@st.composite
def catalogues(draw):
    """Make a catalogue of up to three events and two announcements in four languages."""
    items = [draw(events(key=f"e{number}")) for number in range(draw(st.integers(0, 3)))]
    keys = [item.key for item in items]
    items = [attrs.evolve(item, related=draw(relations([key for key in keys if key != item.key]))) for item in items]
    items += [draw(announcements(key=f"a{number}", events=keys)) for number in range(draw(st.integers(0, 2)))]
    return catalogue(
        *items,
        title=draw(texts()),
        rights=draw(_maybe(texts())),
        languages=TAGS,
        fallback=draw(st.lists(st.sampled_from(TAGS), unique=True)),
        publisher=gf.Organizer(name=draw(texts()), address=draw(_maybe(st.just("press@un.org")))),
        hubs=draw(st.sampled_from([[], ["https://hub.un.org/"]])),
    )


_MOMENT = gf.geneva(2026, 1, 1)
_DAYS = st.integers(-40, 60).map(lambda days: _MOMENT + dt.timedelta(days=days))
_TITLES = st.sampled_from([{"en": "One"}, {"fr": "Un"}, {"en": "Two", "fr": "Deux"}])
_WORDS = st.sampled_from(["Cancelled", "Called off"])


@st.composite
def publications(draw):
    """Make a small catalogue around New Year of 2026: its items, their days and words, and its limits differ."""
    items = [
        gf.Event(
            key=key,
            title=draw(_TITLES),
            start=draw(_DAYS),
            published=draw(st.none() | _DAYS),
            status=draw(st.sampled_from(STATUSES)),
            topics=draw(st.sampled_from([[], ["a"], ["b"]])),
        )
        for key in draw(st.sets(st.sampled_from(["e1", "e2", "e3"])))
    ]
    keys = sorted(event.key for event in items)
    if len(keys) > 1 and draw(st.booleans()):
        items[0] = attrs.evolve(items[0], related=[gf.Relation(event=items[1].key, kind="sibling")])
    for key in draw(st.sets(st.sampled_from(["n1", "n2"]))):
        published = draw(_DAYS)
        items.append(
            gf.Announcement(
                key=key,
                title=draw(_TITLES),
                published=published,
                withdrawn=draw(st.none() | st.just(published + dt.timedelta(days=9))),
                events=draw(st.sampled_from([[], keys[:1]])),
                topics=draw(st.sampled_from([[], ["a"]])),
            )
        )
    return catalogue(
        *items,
        published=gf.geneva(2025, 1, 1),
        topics=[gf.Topic(key=key, label={"en": draw(st.sampled_from(["Label", "Other"]))}) for key in ("a", "b")],
        channels=draw(st.sampled_from([[], [gf.Channel(key="c", title={"en": "C"}, topics=["a"])]])),
        fallback=draw(st.sampled_from([[], ["en"], ["fr", "en"]])),
        phrases=[attrs.evolve(bundled_phrases()["en"], cancelled=draw(_WORDS))],
        max_events=draw(st.sampled_from([0, 1, 1000])),
        max_octets=draw(st.sampled_from([0, 2000, 1_000_000])),
        hubs=draw(st.sampled_from([[], ["https://hub.un.org/"]])),
    )
