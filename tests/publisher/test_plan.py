"""Plan: which files a catalogue becomes, and what each is made from."""

import pytest

import gcmfeeds as gf
from gcmfeeds.publisher.plan import lapses, plan
from gcmfeeds.publisher.select import select
from samples import announcement, event, full_announcement, full_catalogue, full_event

NOW = gf.geneva(2026, 1, 1)


def planned(made, languages=("en", "fr")):
    """Give the outputs of a catalogue by path."""
    return {output.path: output for output in plan(select(made, {}, NOW), languages)}


def test_the_tree():
    """Each edition has two calendars and three feeds, each channel too, and each event a file; the whole has a list."""
    outputs = planned(full_catalogue(), ["fr"]).values()
    assert [(output.path, output.media_type.split(";")[0]) for output in outputs] == [
        ("fr/calendar.ics", "text/calendar"),
        ("fr/calendar-all.ics", "text/calendar"),
        ("fr/feed.atom", "application/atom+xml"),
        ("fr/feed.rss", "application/rss+xml"),
        ("fr/feed.json", "application/feed+json"),
        ("fr/events/launch.ics", "text/calendar"),
        ("fr/channels/reports/calendar.ics", "text/calendar"),
        ("fr/channels/reports/calendar-all.ics", "text/calendar"),
        ("fr/channels/reports/feed.atom", "application/atom+xml"),
        ("fr/channels/reports/feed.rss", "application/rss+xml"),
        ("fr/channels/reports/feed.json", "application/feed+json"),
        ("feeds.opml", "text/x-opml"),
    ]


def test_each_document_is_its_own():
    """No two documents are rendered as the same, and each says what its format begins with."""
    outputs = planned(full_catalogue(event(), event(key="b")))
    bodies = {path: output.render({}, ())[0] for path, output in outputs.items()}
    assert len({body for path, body in bodies.items() if "/channels/" not in path}) == 15
    for path, body in bodies.items():
        assert body.startswith({"ics": b"BEGIN:VCALENDAR", "json": b"{"}.get(path.split(".")[-1], b"<?xml"))


@pytest.mark.parametrize(
    ("changed", "touched"),
    [
        (full_catalogue(full_event(), full_announcement(title={"en": "Other"})), {"feed"}),
        (full_catalogue(full_event(title={"en": "Other"}), full_announcement()), {"calendar", "feed", "launch"}),
        (full_catalogue(full_event(), full_announcement(), event(key="b")), {"calendar", "b"}),
        (full_catalogue(title={"en": "Other"}), {"calendar", "feed", "feeds", "launch"}),
        (full_catalogue(), set()),
    ],
)
def test_what_a_change_touches(changed, touched):
    """Only those files are made from something else that show what changed, and all of them."""
    before, after = planned(full_catalogue()), planned(changed)
    paths = [path for path in after if path not in before or before[path].made_from != after[path].made_from]
    names = {path.split("/")[-1].split(".")[0].removesuffix("-all") for path in paths}
    assert names == touched
    for path in set(before) - set(paths):
        assert before[path].render({}, ()) == after[path].render({}, ())


def test_an_announcement_is_made_from_its_events():
    """A feed shows the titles of the events that its announcements name, though they are no news themselves."""
    news = announcement(events=["b"])
    before, after = (planned(full_catalogue(event(key="b", title={"en": title}), news)) for title in ("One", "Two"))
    assert before["en/feed.atom"].made_from != after["en/feed.atom"].made_from


def test_lapses():
    """What is shown in another language, or left out, is listed for each edition."""
    made = full_catalogue(event(title={"fr": "Lancement"}), announcement(title={"ar": "خبر"}), fallback=["fr"])
    found = [(lapse.language, lapse.key, lapse.shown_in) for lapse in lapses(select(made, {}, NOW).cards, ["en", "fr"])]
    assert found == [("en", "launch", "fr"), ("en", "news", ""), ("fr", "news", "")]
