"""History: a story is published day by day, and each day each client sees what is new and nothing else."""

import datetime as dt
import os
import shutil

import pytest
from lxml import etree

import gcmfeeds as gf
from interop.story import CALENDARS, FEEDS, FILES, NEWSBOAT, STORY, TOMBSTONES
from samples import catalogue

EDITIONS = ("en", "fr")


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Publish each day into one folder, and give a copy of each day's tree; a file has the time of its last change."""
    folder = tmp_path_factory.mktemp("history")
    site, ledger = folder / "site", f"sqlite:///{folder / 'ledger.db'}"
    items, copies = {}, {}
    for day, changes in STORY.items():
        items.update(changes)
        source = catalogue(*items.values(), published=gf.geneva(2022, 1, 1), fallback=["en"])
        noon = gf.geneva(*map(int, day.split("-")), 12)
        for path in gf.publish(source, site, moment=noon, ledger=ledger).written:
            os.utime(site / path, (noon.timestamp(), noon.timestamp()))
        copies[day] = shutil.copytree(site, folder / day)
    return copies


@pytest.fixture(scope="module")
def paths_of(sites):
    """Give the function that gives a file's copies by edition and day."""
    return lambda name: {
        language: {day: site / language / name for day, site in sites.items()} for language in EDITIONS
    }


@pytest.fixture(scope="module", params=["atom", "rss"])
def suffix(request):
    """Give each format of a feed in turn."""
    return request.param


@pytest.fixture(scope="module")
def newsboat(suffix, paths_of, start_client):
    """Give what newsboat kept of a feed by edition and day; each edition is a subscription of its own."""
    shelves = {}
    for language, paths in paths_of(f"feed.{suffix}").items():
        saw = start_client("newsboat day by day", list(paths.values())).saw
        shelves[language] = {day: saw[path] for day, path in paths.items()}
    return shelves


@pytest.mark.parametrize("name", ["icalendar", "ical", "ical.js", "libical"])
def test_calendars_day_by_day(name, start_client, paths_of):
    """A calendar shows each day what moved, was cancelled, postponed or translated, and nothing else."""
    paths = paths_of("calendar.ics")
    saw = start_client(name, [path for days in paths.values() for path in days.values()]).saw
    rows = {tag: {day: calendar_rows(saw[path]) for day, path in days.items()} for tag, days in paths.items()}
    assert day_by_day(rows) == CALENDARS


def test_feeds_day_by_day(suffix, start_client, paths_of):
    """A feed shows each day what is news, changed or withdrawn, and nothing else."""
    paths = paths_of(f"feed.{suffix}")
    saw = start_client("feedparser", [path for days in paths.values() for path in days.values()]).saw
    rows = {tag: {day: feed_rows(saw[path]) for day, path in days.items()} for tag, days in paths.items()}
    assert day_by_day(rows) == FEEDS


def test_newsboat_day_by_day(newsboat):
    """Newsboat shows each day what is news as new, and changes the rest in silence; it keeps what left the feed."""
    rows = {tag: {day: newsboat_rows(shelf) for day, shelf in days.items()} for tag, days in newsboat.items()}
    assert day_by_day(rows, overnight=as_read) == NEWSBOAT


def test_newsboat_shows_a_new_date(newsboat):
    """What newsboat already has gets the text of its new date, though it is not shown as new."""
    (hearing,) = (item for item in newsboat["en"]["2022-03-15"].entries if short(item.id) == "event/hearing/en")
    assert "26 April 2022" in hearing.text
    assert not hearing.is_unread


def test_newsboat_finds_the_pages(newsboat):
    """Newsboat takes the edition's page for the site, and of each entry the page in its own language."""
    base = "https://migrationnetwork.un.org/calendar"
    for language in EDITIONS:
        for shelf in newsboat[language].values():
            assert shelf.site == f"{base}/{language}/index.html"
            for item in shelf.entries:
                kind, key, tag = short(item.id).split("/")
                assert item.link == f"{base}/{tag}/{kind}s/{key}.html"


def test_newsboat_fetches_what_changed(newsboat, suffix):
    """A feed that did not change is answered with 304; only on the second day newsboat does not ask so."""
    for language in EDITIONS:
        expected = {day for day in STORY if suffix in FILES[day][language]} | {list(STORY)[1]}
        actual = {day for day, shelf in newsboat[language].items() if shelf.answer == 200}
        assert expected == actual


def test_tombstones_day_by_day(paths_of):
    """A withdrawn announcement has a tombstone in Atom from then on, one that was deleted from the source too."""
    rows = {tag: {day: stones(path) for day, path in days.items()} for tag, days in paths_of("feed.atom").items()}
    actual = {day: editions for day, editions in day_by_day(rows).items() if any(editions.values())}
    assert actual == TOMBSTONES


def test_files_day_by_day(paths_of):
    """A file changes on the days on which its subscribers have something to see."""
    rows = {tag: {day: {} for day in STORY} for tag in EDITIONS}
    for name in ("calendar.ics", "feed.atom", "feed.rss"):
        for tag, days in paths_of(name).items():
            for day, path in days.items():
                rows[tag][day][path.suffix[1:]] = path.read_bytes()
    changed = day_by_day(rows)
    actual = {day: {tag: " ".join(bodies) for tag, bodies in editions.items()} for day, editions in changed.items()}
    assert actual == FILES


def test_a_translation_is_news_in_its_language_only(sites):
    """On the day on which French appears, nothing changes in the English edition but what links to it."""
    before, after = (tree(sites[day] / "en") for day in ("2022-02-01", "2022-02-10"))
    assert {path for path in after if before.get(path) != after[path]} == {
        "events/imrf.html",
        "feed.atom",
        "feed.json",
        "feed.rss",
    }
    assert before.keys() == after.keys() >= {"events/imrf.ics"}
    page = b"https://migrationnetwork.un.org/calendar/fr/events/imrf.html"
    for name in ("feed.atom", "feed.json", "feed.rss"):
        assert (before[name].count(page), after[name].count(page)) == (0, 1)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2022-01-10", "2022-01-11", set()),
        ("2022-03-20", "2022-04-18", {"index.html", "manifest.json"}),
    ],
)
def test_nothing_changes(sites, before, after, expected):
    """A day on which nothing changes leaves every byte as it was, but that a first page says what is over."""
    first, second = (tree(sites[day]) for day in (before, after))
    actual = {path.rpartition("/")[2] for path in {**first, **second} if first.get(path) != second.get(path)}
    assert expected == actual


def test_the_file_of_what_vanished(sites):
    """The file of an event that was deleted from the source stands until the event is dropped."""
    actual = [day for day, site in sites.items() if (site / "fr" / "events" / "briefing.ics").exists()]
    assert list(STORY)[:-1] == actual


def day_by_day(rows, overnight=lambda rows: rows):
    """Give by day and edition what differs from the day before, and from what was made of that overnight."""
    changes = {day: {} for day in STORY}
    for language, days in rows.items():
        before = {}
        for day, now in days.items():
            differing = [key for key in {**before, **now} if before.get(key) != now.get(key)]
            changes[day][language] = {key: now.get(key) for key in differing}
            before = overnight(now)
    return changes


def calendar_rows(events):
    return {
        event.uid.partition("@")[0]: (event.sequence, event.status, written(event.start), event.summary)
        for event in events
    }


def feed_rows(feed):
    return {short(entry.id): (entry.title, *map(day_of, (entry.published, entry.updated))) for entry in feed.entries}


def newsboat_rows(shelf):
    return {short(item.id): (item.title, day_of(item.published), item.is_unread) for item in shelf.entries}


def as_read(rows):
    """Give newsboat's rows when its reader has read everything."""
    return {key: (title, published, False) for key, (title, published, _) in rows.items()}


def stones(path):
    """Give the moments of an Atom feed's tombstones by id."""
    found = etree.parse(path).iterfind("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    return {short(stone.get("ref")): stone.get("when")[:10] for stone in found}


def written(start):
    return f"{gf.in_geneva(start):%Y-%m-%d %H:%M}" if isinstance(start, dt.datetime) else start.isoformat()


def day_of(moment):
    return gf.in_geneva(moment).date().isoformat()


def short(tag):
    """Give kind, key and language of an id."""
    return tag.rpartition(":")[2]


def tree(folder):
    """Give the bytes of every file by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
