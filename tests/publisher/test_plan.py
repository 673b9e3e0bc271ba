"""Plan: which files a catalogue becomes, and what each is made from."""

import attrs
import pytest

import gcmfeeds as gf
from gcmfeeds.publisher.before import NotLoadedError
from gcmfeeds.publisher.card import cards_of
from gcmfeeds.publisher.pages import Shown, render_index
from gcmfeeds.publisher.plan import lapses, plan
from gcmfeeds.publisher.select import select
from gcmfeeds.records.edition import edition_record
from gcmfeeds.writers.page import written_rows
from samples import announcement, catalogue, event, full_announcement, full_catalogue, full_event

NOW = gf.geneva(2026, 1, 1)


def planned(made, languages=("en", "fr")):
    """Give the outputs of a catalogue by path."""
    return {output.path: output for output in plan(select(made, {}, NOW), languages)}


def test_the_tree():
    """Each edition has two calendars, two feeds and a page, each channel too; each item a page, each event a file."""
    outputs = planned(full_catalogue(), ["fr"]).values()
    assert [(output.path, output.media_type.split(";")[0]) for output in outputs] == [
        ("fr/calendar.ics", "text/calendar"),
        ("fr/calendar-all.ics", "text/calendar"),
        ("fr/feed.atom", "application/atom+xml"),
        ("fr/feed.rss", "application/rss+xml"),
        ("fr/feed.json", "application/feed+json"),
        ("fr/index.html", "text/html"),
        ("fr/events/launch.ics", "text/calendar"),
        ("fr/events/launch.html", "text/html"),
        ("fr/announcements/news.html", "text/html"),
        ("fr/channels/reports/calendar.ics", "text/calendar"),
        ("fr/channels/reports/calendar-all.ics", "text/calendar"),
        ("fr/channels/reports/feed.atom", "application/atom+xml"),
        ("fr/channels/reports/feed.rss", "application/rss+xml"),
        ("fr/channels/reports/feed.json", "application/feed+json"),
        ("fr/channels/reports/index.html", "text/html"),
        ("feeds.opml", "text/x-opml"),
        ("index.html", "text/html"),
        ("style.css", "text/css"),
        ("feed.css", "text/css"),
    ]


def test_archives():
    """Each edition, and each channel, has an archive for each year but the last, in Atom alone."""
    years = [
        announcement(key=f"in-{year}", published=gf.geneva(year, 1, 1), topics=["report"]) for year in (2018, 2020)
    ]
    old = announcement(key="old", published=gf.geneva(2015, 1, 1))
    paths = [path for path in planned(full_catalogue(*years, old), ["fr"]) if "/feed" in path or "/archive" in path]
    assert paths == [
        "fr/feed.atom",
        "fr/archive/2018.atom",
        "fr/archive/2015.atom",
        "fr/feed.rss",
        "fr/feed.json",
        "fr/channels/reports/feed.atom",
        "fr/channels/reports/archive/2018.atom",
        "fr/channels/reports/feed.rss",
        "fr/channels/reports/feed.json",
    ]


def test_what_a_change_touches_of_archives():
    """A change in one year makes the feed and the archive of that year anew, and no other."""
    years = [announcement(key=f"in-{year}", published=gf.geneva(year, 1, 1)) for year in (2017, 2018, 2019)]
    changed = [years[0], attrs.evolve(years[1], title={"en": "Other"}), years[2]]
    before, after = (planned(full_catalogue(*items), ["en"]) for items in (years, changed))
    paths = [path for path in after if before[path].made_from != after[path].made_from]
    news = [path for path in paths if not path.endswith(".html")]
    assert news == ["en/feed.atom", "en/archive/2018.atom", "en/feed.rss", "en/feed.json"]


BEGINNINGS = {
    "ics": b"BEGIN:VCALENDAR",
    "atom": b"<?xml",
    "rss": b"<?xml",
    "html": b"<!DOCTYPE html>",
    "json": b"{",
    "opml": b"<?xml",
    "css": b"/*",
}


def test_each_document_is_its_own():
    """No two documents are rendered as the same, and each says what its format begins with."""
    outputs = planned(full_catalogue(event(), event(key="b")))
    bodies = {path: output.render({}, ())[0] for path, output in outputs.items()}
    assert len({body for path, body in bodies.items() if "/channels/" not in path}) == 24
    for path, body in bodies.items():
        assert body.startswith(BEGINNINGS[path.rpartition(".")[2]])


@pytest.mark.parametrize(
    ("changed", "touched"),
    [
        (full_catalogue(full_event(), full_announcement(title={"en": "Other"})), {"feed", "index", "news"}),
        (
            full_catalogue(full_event(title={"en": "Other"}), full_announcement()),
            {"calendar", "feed", "index", "launch", "news"},
        ),
        (full_catalogue(full_event(), full_announcement(), event(key="b")), {"calendar", "index", "b"}),
        (full_catalogue(title={"en": "Other"}), {"calendar", "feed", "feeds", "index", "launch", "news", "style"}),
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


def test_a_page_is_made_anew_when_an_event_is_over():
    """The first page of an edition lists it elsewhere from then on."""
    made, (before, after) = full_catalogue(), (gf.geneva(2020, 12, 1, 16), gf.geneva(2020, 12, 1, 17))
    pages = [{one.path: one for one in plan(select(made, {}, now), ["en"])}["en/index.html"] for now in (before, after)]
    assert pages[0].made_from != pages[1].made_from
    bodies = [page.render({}, ())[0].decode() for page in pages]
    assert ["Upcoming events" in body for body in bodies] == [True, False]
    assert bodies[1] == gf.to_index(made, language="en", past=["launch"]).decode()


def test_a_row_that_was_written_is_not_made_again():
    """What did not change stands on the first page as it was written, though its words are not loaded."""
    part, whole = catalogue(), catalogue(event(), event(key="b"))
    shown = Shown(upcoming=tuple(cards_of(whole, select(whole, {}, NOW).entries).values()), announcements=(), past=())
    body = render_index(edition_record(whole, language="en"), shown, {}, ())
    edition = edition_record(part, language="en")
    assert render_index(edition, shown, written_rows(body), ()) == body
    for written, new in (({}, ()), (written_rows(body), {("event", "b")})):
        with pytest.raises(NotLoadedError):
            render_index(edition, shown, written, new)


def test_lapses():
    """What is shown in another language, or left out, is listed for each edition."""
    made = full_catalogue(event(title={"fr": "Lancement"}), announcement(title={"ar": "خبر"}), fallback=["fr"])
    found = [(lapse.language, lapse.key, lapse.shown_in) for lapse in lapses(select(made, {}, NOW).cards, ["en", "fr"])]
    assert found == [("en", "launch", "fr"), ("en", "news", ""), ("fr", "news", "")]


def test_lapses_of_what_was_withdrawn():
    """No translation is missing of what was withdrawn."""
    made = full_catalogue(event(), announcement(title={"fr": "Nouvelle"}, withdrawn=gf.geneva(2021, 1, 1)))
    assert list(lapses(select(made, {}, NOW).cards, ["en", "fr"])) == []
