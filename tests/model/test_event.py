"""Event: what happens, at a time, and what cannot."""

import datetime as dt
import zoneinfo

import pytest

import gcmfeeds as gf
from gcmfeeds.errors import ModelError
from samples import event, full_event

DAY = dt.date(2020, 12, 1)
NOON = gf.geneva(2020, 12, 1, 12)


def test_a_day_or_a_time():
    """An event with a date is all day; with a time it is not."""
    assert event(start=DAY).is_all_day
    assert not event(start=NOON).is_all_day


def test_times_of_any_zone_are_kept_as_genevas():
    """A time of another zone is the same instant on Geneva's clocks."""
    bangkok = dt.datetime(2020, 10, 28, 11, tzinfo=zoneinfo.ZoneInfo("Asia/Bangkok"))
    assert event(start=bangkok).start.isoformat() == "2020-10-28T05:00:00+01:00"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"key": "Launch"},
            "'key' must be made of a-z, 0-9 and hyphens, at most 120, a letter or digit first (got 'Launch') in event",
        ),
        ({"key": "-launch"}, "'key' must be made of"),
        ({"key": "a" * 121}, "'key' must be made of"),
        ({"key": "../x"}, "'key' must be made of"),
        ({"key": None}, "'key' must be made of"),
        ({"title": {"fr": " "}}, "'title.fr' must not be empty (got ' ') in event 'launch'"),
        ({"title": "Launch"}, "'title' must be a table by language"),
        ({"title": {"fr_CH": "x"}}, "'title.fr_CH' must be a language tag"),
        ({"start": "2020-12-01"}, "'start' must be a date, or a date and time"),
        ({"start": dt.datetime(2020, 12, 1)}, "'start' must have a zone"),
        ({"start": dt.date(1901, 1, 1)}, "'start' must be in a year from 1902 to 2999"),
        ({"end": dt.date(2020, 11, 30)}, "'end' must not be before 2020-12-01 (got 2020-11-30) in event 'launch'"),
        ({"end": NOON}, "'end' must be a date, as start is"),
        ({"start": NOON, "end": DAY}, "'end' must be a date and time, as start is"),
        ({"start": NOON, "end": NOON}, "'end' must be after 2020-12-01 12:00:00+01:00; leave it out for a moment"),
        ({"previous_start": DAY}, "'previous_start' must differ from start"),
        ({"status": "FOO"}, "'status' must be one of tentative, confirmed, postponed, cancelled"),
        ({"attendance": "hybrid"}, "'attendance' must be one of in-person, online, mixed"),
        ({"url": "javascript:alert(1)"}, "'url' must be an absolute http"),
        ({"venue": "Geneva"}, "'venue' must be of the type Venue"),
        ({"streams": ["https://un.org"]}, "'streams[0]' must be of the type Stream"),
        ({"streams": 3}, "'streams' must be a list"),
        ({"programme": {}}, "'programme' must be a list"),
        ({"topics": ["a", "a"]}, "'topics[1]' must stand once"),
        ({"topics": ["A"]}, "'topics[0]' must be a key"),
        ({"topics": "report"}, "'topics' must be a list of keys"),
        ({"published": dt.date(2020, 1, 1)}, "'published' must be a date and time"),
        ({"published": NOON, "updated": gf.geneva(2020, 12, 1, 11)}, "'updated' must not be before"),
        ({"sequence": -1}, "'sequence' must be a whole number"),
        ({"sequence": True}, "'sequence' must be a whole number"),
        ({"sequence": 2**31}, "'sequence' must be a whole number"),
        ({"topics": {"a": 1}}, "'topics' must be a list of keys"),
        ({"topics": {"a", "b"}}, "'topics' must be a list of keys"),
        ({"title": None}, "'title' must be given in event"),
        ({"title": {"en": "x" * 100_001}}, "'title.en' must have at most 100000 characters (got 100001)"),
        (
            {"programme": [gf.Slot(title="x", start=gf.geneva(2020, 12, 2))]},
            "'programme[0].start' must be on a day from 2020-12-01 to 2020-12-01",
        ),
        ({"abstract": "An abstract"}, "'abstract' must be a table by language"),
    ],
)
def test_what_cannot_be_true(changes, message):
    """Each thing that cannot be true is refused, by field, rule, value and item."""
    with pytest.raises(ModelError) as caught:
        event(**changes)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"topics": ["A", "b", "b", "C"]}, ["topics[0]", "topics[2]", "topics[3]"]),
        ({"languages": ["en", "e", "EN", "zh_CN"]}, ["languages[1]", "languages[2]", "languages[3]"]),
        ({"url": {"en": "x", "fr": "javascript:1"}}, ["url.en", "url.fr"]),
        ({"title": {"en": "", "fr": "\x00", "x": "y"}}, ["title.en", "title.fr", "title.x"]),
        ({"streams": [3, 4]}, ["streams[0]", "streams[1]"]),
    ],
)
def test_all_that_is_wrong_with_a_field(changes, fields):
    """Every fault of a field is found at once."""
    with pytest.raises(ModelError) as caught:
        event(**changes)
    assert [fault.field for fault in (caught.value, *caught.value.also)] == fields


def test_all_that_is_wrong_with_an_item_is_there():
    """What no single field shows is found at once; the first is raised, the others stand beside it."""
    with pytest.raises(ModelError) as caught:
        event(end=dt.date(2020, 11, 30), previous_start=DAY)
    assert [fault.field for fault in (caught.value, *caught.value.also)] == ["end", "previous_start"]


def test_a_time_in_another_zone_names_the_field():
    """A skipped hour is refused under the name of the field that it was given for."""
    lmt = dt.datetime(2020, 12, 1, 15, tzinfo=gf.GENEVA)
    with pytest.raises(ModelError, match="'end' must not stand in local mean time"):
        event(start=NOON, end=lmt)


def test_a_slot_says_something():
    """A point of a programme has a title or a speaker."""
    with pytest.raises(ModelError, match="'title' must be given, or speakers in slot"):
        gf.Slot()


def test_an_event_is_hashable():
    """A whole event can be a key: it is frozen to the bottom."""
    assert len({full_event(), full_event()}) == 1
