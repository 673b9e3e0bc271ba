"""Catalogue: all that is published together, and what does not go together."""

import datetime as dt

import pytest

import gcmfeeds as gf
from gcmfeeds.errors import ModelError
from samples import announcement, catalogue, event, full_catalogue


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": "Compact"}, "'title' must be a table by language"),
        ({"publisher": "Network"}, "'publisher' must be of the type Organizer"),
        ({"languages": []}, "'languages' must name at least one language"),
        ({"languages": ["en", "zh_CN"]}, r"'languages\[1\]' must be a language tag"),
        ({"fallback": ["en", "EN"]}, r"'fallback\[1\]' must stand once"),
        ({"base_url": "calendar/"}, "'base_url' must be an absolute http"),
        ({"base_url": "https://un.org/c?x=1#y"}, "'base_url' must have no query and no fragment"),
        ({"since": "2021"}, "'since' must not be after the catalogue's published, 2020-11-20"),
        ({"since": 10**5000}, "'since' must be a year, month or day .*got a number of 16610 bits"),
        ({"base_url": 3}, "'base_url' must be an absolute http"),
        ({"hubs": "https://hub.un.org/"}, "'hubs' must be a list of web addresses"),
        ({"hubs": ["https://hub.un.org/", "ftp://un.org/"]}, r"'hubs\[1\]' must be an absolute http\(s\) URL"),
        ({"hubs": ["https://user:word@un.org/"]}, r"'hubs\[0\]' must be an absolute http\(s\) URL"),
        ({"hubs": ["https://hub.un.org/"] * 2}, r"'hubs\[1\]' must stand once"),
        ({"authority": "https://un.org"}, "'authority' must be a domain name"),
        ({"authority": "UN.org"}, "'authority' must be a domain name"),
        ({"authority": "localhost"}, "'authority' must be a domain name"),
        ({"authority": f"{'a.' * 60}org"}, "'authority' must be a domain name"),
        ({"authority": None}, "'authority' must be a domain name"),
        ({"since": "2020-13"}, "'since' must be a year, month or day"),
        ({"since": "20"}, "'since' must be a year, month or day"),
        ({"since": 20}, "'since' must be a year, month or day"),
        ({"since": None}, "'since' must be a year, month or day"),
        ({"published": None}, "'published' must be a date and time"),
        ({"events": [event(), event()]}, r"'events\[1\]\.key' must stand once"),
        ({"topics": [gf.Topic(key="a", label="A")] * 2}, r"'topics\[1\]\.key' must stand once"),
        (
            {"channels": [gf.Channel(key="a", title={"en": "A"}, topics=["b"])]},
            r"'channels\[0\]\.topics\[0\]' must be the",
        ),
        ({"events": [event(topics=["b"])]}, r"'topics\[0\]' must be the key of a topic .* in event 'launch'"),
        (
            {"events": [event(related=[gf.Relation(event="b", kind="next")])]},
            r"'related\[0\]\.event' must be the key of an event of the catalogue .* in event 'launch'",
        ),
        ({"announcements": [announcement(events=["b"])]}, r"'events\[0\]' must be the key of an event .* 'news'"),
    ],
)
def test_what_cannot_be_true(changes, message):
    """Each thing that does not go together is refused."""
    with pytest.raises(ModelError, match=message):
        catalogue(**changes)


@pytest.mark.parametrize("since", ["2020", "2020-02", "2020-02-29", 2020, dt.date(2020, 2, 29)])
def test_since(since):
    """The authority was held in a year, a month or on a day, in quotes or without."""
    assert catalogue(since=since).since == str(since)


def test_the_base_url_ends_in_a_slash():
    """A slash is added, so that paths can be joined to it."""
    assert catalogue(base_url="https://un.org/calendar").base_url == "https://un.org/calendar/"


def test_every_broken_reference_is_found():
    """References that name nothing are all listed at once."""
    with pytest.raises(ModelError) as caught:
        catalogue(event(topics=["a", "b"]), announcement(topics=["c"], events=["d"]))
    faults = (caught.value, *caught.value.also)
    assert [(fault.kind, fault.field, fault.value) for fault in faults] == [
        ("event", "topics[0]", "a"),
        ("event", "topics[1]", "b"),
        ("announcement", "topics[0]", "c"),
        ("announcement", "events[0]", "d"),
    ]


def test_items():
    """The items are the events, then the announcements."""
    assert [item.kind for item in full_catalogue().items] == ["event", "announcement"]


def test_a_channel_selects_something():
    """A channel without topics would be empty for ever."""
    with pytest.raises(ModelError, match="'topics' must name at least one topic"):
        gf.Channel(key="a", title={"en": "A"}, topics=[])
