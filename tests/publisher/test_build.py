"""Build: a source is published, and where nothing changed nothing is done."""

import datetime as dt
import json
import os
import threading
import time

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gcmfeeds as gf
from gcmfeeds.errors import CatalogueError, StoreError
from gcmfeeds.publisher import maker
from gcmfeeds.publisher.ledger import beside, open_ledger
from gcmfeeds.publisher.select import select
from gcmfeeds.sources import load
from samples import announcement, catalogue, event, source_of

NOW = gf.geneva(2020, 12, 1, 12)
LATER = gf.geneva(2020, 12, 1, 13)
EVENT = 'start = 2020-12-20\ntitle = { en = "Launch" }\n'


@pytest.fixture
def source(tmp_path):
    """Make a small catalogue."""
    return source_of(tmp_path, EVENT)


@pytest.fixture
def loads(monkeypatch):
    """Count how often a source is loaded."""
    counted = []
    read_parts = load.read_parts

    def counting(path):
        counted.append(path)
        return read_parts(path)

    monkeypatch.setattr(load, "read_parts", counting)
    return counted


@pytest.fixture
def site(source, loads):
    """Build it once."""
    site = source.parent / "site"
    gf.build(source, site, moment=NOW)
    loads.clear()
    return site


def test_nothing_changed(source, site, loads):
    """Where nothing changed nothing is loaded, and the report says what it would say otherwise."""
    told = gf.build(source, site, moment=LATER)
    assert loads == []
    (source / ".gcmfeeds" / "stamp.json").unlink()
    assert gf.build(source, site, moment=LATER) == told
    assert loads == [source]
    assert (told.written, told.unchanged[0], told.until) == ((), "en/calendar-all.ics", gf.geneva(2020, 12, 21))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda source, _: (source / "events" / "launch.toml").write_text(EVENT + "\n"),
        lambda source, _: (source / "events" / "b.toml").write_text(EVENT),
        lambda source, _: (
            (source / "announcements").mkdir()
            or (source / "announcements" / "a.toml").write_text('published = 2020-12-01\ntitle = { en = "x" }')
        ),
        lambda source, _: (source / ".gcmfeeds" / "ledger.db").unlink(),
        lambda source, _: (source / ".gcmfeeds" / "stamp.json").write_text("{"),
        lambda source, _: (source / ".gcmfeeds" / "stamp.json").write_text("[]"),
        lambda _, site: os.utime(site / "en" / "calendar.ics"),
        lambda _, site: (site / "en" / "feed.rss").unlink(),
        lambda _, site: (site / "manifest.json").unlink(),
        lambda _, site: (site / "fr" / "foreign\udcff").write_text("x"),
        lambda _, site: (site / ".manifest.json.next").write_bytes((site / "manifest.json").read_bytes()),
    ],
)
def test_something_changed(source, site, loads, spoil):
    """Whatever changed in source, tree, ledger or stamp, everything is looked at."""
    spoil(source, site)
    try:
        gf.build(source, site, moment=LATER)
    except CatalogueError:
        assert (source / "announcements").exists()
    assert loads == [source]


def test_something_else_is_asked(source, site, loads, monkeypatch):
    """Another folder, other editions, an earlier moment or one that changes something are looked at."""
    for out, moment, languages in [
        (site.parent / "other", LATER, None),
        (site, LATER, ["en"]),
        (site, NOW - dt.timedelta(seconds=1), ["en"]),
        (site, gf.geneva(2020, 12, 21), ["en"]),
    ]:
        gf.build(source, out, moment=moment, languages=languages)
    assert len(loads) == 4
    monkeypatch.setattr(maker, "_PACKAGES", ("attrs",))
    maker.maker.cache_clear()
    gf.build(source, site, moment=gf.geneva(2020, 12, 22), languages=["en"])
    maker.maker.cache_clear()
    assert len(loads) == 5


def test_an_edit_while_it_is_read(source, site, loads):
    """A source that is edited during the run is read again by the next one."""
    edit = lambda *_: (source / "events" / "launch.toml").write_text(EVENT.replace("Launch", "Lancement"))  # noqa: E731
    (source / "events" / "launch.toml").write_text(EVENT.replace("Launch", "Other"))
    gf.build(source, site, moment=NOW, on_progress=edit)
    report = gf.build(source, site, moment=NOW)
    assert len(loads) == 2
    assert "en/calendar.ics" in report.written


def test_an_edit_while_another_publishes(source, site, loads):
    """A source that is edited while a publisher waits for another is read again: the latest words are published."""
    (source / "events" / "launch.toml").write_text(EVENT.replace("Launch", "Other"))
    waiting = threading.Thread(target=gf.build, args=(source, site), kwargs={"moment": NOW})
    with open_ledger(beside(source)):
        waiting.start()
        for _ in range(600):
            if loads:
                break
            time.sleep(0.05)
        (source / "events" / "launch.toml").write_text(EVENT.replace("Launch", "Latest"))
    waiting.join(timeout=60)
    assert len(loads) == 2
    assert b"Latest" in (site / "en" / "calendar.ics").read_bytes()


@pytest.mark.parametrize("place", [".", "events", "languages/../events"])
def test_a_tree_where_the_source_is(source, place):
    """What is published would be taken for a part of the source: that is refused."""
    with pytest.raises(StoreError, match=r"cannot publish into .*: the source is there"):
        gf.build(source, source / place, moment=NOW)


def test_a_dry_run(source, site, loads):
    """A dry run leaves no stamp, so that the real one is done."""
    (source / "events" / "launch.toml").write_text(EVENT.replace("Launch", "Other"))
    for is_dry_run in (True, True, False):
        assert "en/calendar.ics" in gf.build(source, site, moment=NOW, is_dry_run=is_dry_run).written
    assert len(loads) == 3


def test_one_file(tmp_path, loads):
    """A source may be one file; the ledger and the stamp lie beside it."""
    path = tmp_path / "all.json"
    path.write_text(json.dumps({"published": "2020-11-20T09:00:00", **_as_json()}))
    for _ in range(2):
        gf.build(path, tmp_path / "site", moment=NOW)
    assert loads == [path]
    assert (tmp_path / ".gcmfeeds" / "all.stamp.json").exists()


def _as_json():
    return {
        "authority": "un.org",
        "since": "2020",
        "base_url": "https://un.org/",
        "languages": ["en"],
        "title": {"en": "x"},
        "publisher": {"name": "y"},
    }


def test_a_source_that_is_not_there(tmp_path):
    """What cannot be read is said as loading says it."""
    with pytest.raises(CatalogueError):
        gf.build(tmp_path / "nowhere", tmp_path / "site", moment=NOW)


DAYS = st.integers(-40, 40).map(lambda days: NOW + dt.timedelta(days=days))


@st.composite
def catalogues(draw):
    """Make a small catalogue with dates of every kind around a moment."""
    events = [
        event(key=f"e{number}", start=draw(DAYS), published=draw(st.none() | DAYS))
        for number in range(draw(st.integers(0, 3)))
    ]
    published = [draw(DAYS) for _ in range(draw(st.integers(0, 2)))]
    news = [
        announcement(key=f"a{number}", published=date, withdrawn=draw(st.none() | st.just(date + dt.timedelta(days=9))))
        for number, date in enumerate(published)
    ]
    return catalogue(*events, *news, published=gf.geneva(2020, 1, 1))


@given(catalogues(), catalogues(), DAYS, st.integers(0, 40 * 24))
def test_until_when_nothing_changes(before, made, moment, hours):
    """At every moment until the one that is told, the same is published."""
    known = select(before, {}, moment).entries
    first = select(made, known, moment)
    later = moment + dt.timedelta(hours=hours)
    if first.until:
        later = min(later, first.until - dt.timedelta(seconds=1))
    again = select(made, first.entries, later)
    assert attrs.evolve(again, until=None) == attrs.evolve(first, until=None)
    assert again.until == first.until
