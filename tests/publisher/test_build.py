"""Build: a source is published, and where nothing changed nothing is done."""

import datetime as dt
import json
import os
import tempfile
import threading
import time
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gcmfeeds as gf
from gcmfeeds.errors import CatalogueError, StoreError
from gcmfeeds.plain import to_plain
from gcmfeeds.publisher import maker, pages, shelf
from gcmfeeds.publisher.entry import as_json
from gcmfeeds.publisher.ledger import beside, open_ledger
from gcmfeeds.publisher.select import select
from gcmfeeds.publisher.stamp import is_as_it_was, state_of
from gcmfeeds.records import index
from gcmfeeds.sources import load
from samples import announcement, catalogue, event, source_of
from strategies import publications

NOW = gf.geneva(2020, 12, 1, 12)
LATER = gf.geneva(2020, 12, 1, 13)
FOREVER = gf.geneva(2999, 1, 1)
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

    def counting(path, **how):
        counted.append(path)
        return read_parts(path, **how)

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
    monkeypatch.setattr(maker, "_PACKAGES", ("attrs", "one-that-is-not-installed"))
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
        (source / "latest").write_text(EVENT.replace("Launch", "Latest"))
        (source / "latest").replace(source / "events" / "launch.toml")  # it may just be read
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


def write_source(folder, made):
    """Write a catalogue as a source: a file is touched only if it changes."""
    parts = {f"{item.kind}s/{item.key}.json": item for item in made.items}
    parts["catalogue.json"] = attrs.evolve(made, events=(), announcements=())
    for path in [*folder.rglob("*.json")]:
        if str(path.relative_to(folder)) not in {*parts, ".gcmfeeds/stamp.json", ".gcmfeeds/shelf.json"}:
            path.unlink()
    for name, part in parts.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        text = as_json(to_plain(part))
        if not place.exists() or place.read_text() != text:
            place.write_text(text)


@st.composite
def histories(draw):
    """Make steps of a catalogue's life: its items change, now and then all else of it, and days go by."""
    head, *others = draw(st.lists(publications(), min_size=2, max_size=6))
    steps = [head]
    for other in others:
        head = other if draw(st.integers(0, 5)) == 0 else head
        kept = draw(st.sets(st.sampled_from([item.key for item in steps[-1].items] or [""])))
        steps.append(_mixed(head, other, [item for item in steps[-1].items if item.key in kept]))
    return [(step, draw(st.sampled_from([0, 0, 0, 1, 20, 40]))) for step in steps]


def _mixed(head, other, kept):
    """Give a catalogue of items that are kept, and else of another's."""
    items = {(item.kind, item.key): item for item in (*other.items, *kept)}
    events = [item for item in items.values() if item.kind == "event"]
    keys = {one.key for one in events}
    events = [attrs.evolve(one, related=[link for link in one.related if link.event in keys]) for one in events]
    news = [item for item in items.values() if item.kind == "announcement"]
    news = [attrs.evolve(item, events=[key for key in item.events if key in keys]) for item in news]
    return attrs.evolve(head, events=events, announcements=news)


@settings(max_examples=60)
@given(histories())
def test_only_what_changed_is_looked_at(steps):
    """Where only what changed is looked at, tree, ledger and report are those of a run that looks at everything."""
    build_both_ways(steps)


def build_both_ways(steps):
    """Build each step after those before it, by what changed and as a whole, and compare what is there then."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        for limit in ("MOST_UPCOMING", "MOST_ELSE"):  # so that what stood further down moves up
            patch.setattr(index, limit, 2)
            patch.setattr(pages, limit, 2)
        source, moment, part = Path(name, "gcm"), NOW, Path(name, "part")
        source.mkdir()
        ledgers = [beside(source), f"sqlite:///{name}/whole.db"]
        for made, days in steps:
            write_source(source, made)
            moment += dt.timedelta(days=days)
            found = gf.build(source, part, moment=moment)
            expected = gf.publish(gf.load(source), Path(name, "whole"), moment=moment, ledger=ledgers[1])
            assert (found.until or FOREVER) <= (expected.until or FOREVER)
            assert attrs.evolve(found, until=None) == attrs.evolve(expected, until=None)
            assert bodies(part) == bodies(Path(name, "whole"))
            entries = []
            for url in ledgers:
                with open_ledger(url) as book:
                    entries.append(book.entries())
            assert entries[0] == entries[1]


def news_in(year, count=1, **changes):
    """Give announcements of consecutive days of a year, by key."""
    days = [gf.geneva(year, 3, 1) + dt.timedelta(days=number) for number in range(count)]
    return {f"n{day:%Y%m%d}": announcement(key=f"n{day:%Y%m%d}", published=day, **changes) for day in days}


@st.composite
def archives(draw):
    """Make steps of the life of more than fifty announcements of several years: a few change, go, or come at a time."""
    news = {**news_in(2017, 30), **news_in(2018, 25), **news_in(2019, draw(st.integers(0, 2)))}
    steps = [(catalogue(*news.values(), published=gf.geneva(2020, 1, 1)), 0)]
    for _ in range(draw(st.integers(1, 4))):
        for _ in range(draw(st.integers(1, 3))):
            key = draw(st.sampled_from(sorted(news)))
            one = news[key]
            news |= draw(
                st.sampled_from(
                    [
                        {key: attrs.evolve(one, title={"en": "Other"})},
                        {key: attrs.evolve(one, title={"fr": "Autre"})},
                        {key: attrs.evolve(one, withdrawn=gf.geneva(2020, 1, 1))},
                        {key: None},
                        news_in(2017, 31),
                        news_in(2020, 2),
                        news_in(2021, 1),
                    ]
                )
            )
            news = {key: item for key, item in news.items() if item}
        steps.append((catalogue(*news.values(), published=gf.geneva(2020, 1, 1)), draw(st.sampled_from([0, 40, 100]))))
    return steps


@settings(max_examples=10)
@given(archives())
def test_only_what_changed_of_a_history_is_looked_at(steps):
    """So it is where entries move between the feed and the archives of years."""
    build_both_ways(steps)


@pytest.mark.parametrize(
    ("later", "is_whole"),
    [
        pytest.param({**news_in(2018, 60), **news_in(2019, 1), **news_in(2020, 1)}, True, id="a year is archived"),
        pytest.param(news_in(2018, 60), True, id="one comes back into the feed"),
        pytest.param({**news_in(2018, 60), **news_in(2019, 1, title={"en": "Other"})}, False, id="one of the feed"),
        pytest.param({**news_in(2018, 61), **news_in(2019, 1)}, False, id="an archive gets one more"),
    ],
)
def test_an_entry_that_moves_between_documents(later, is_whole, tmp_path, loads):
    """Where a document gets an entry from another, and its words were not loaded, the whole is; and nothing is lost."""
    source, before = tmp_path / "gcm", {**news_in(2018, 60), **news_in(2019, 1)}
    source.mkdir()
    for news in (before, later):
        write_source(source, catalogue(*news.values(), published=gf.geneva(2020, 1, 1)))
        loads.clear()
        gf.build(source, tmp_path / "part", moment=NOW)
        gf.publish(gf.load(source), tmp_path / "whole", moment=NOW)
        assert bodies(tmp_path / "part") == bodies(tmp_path / "whole")
    assert len(loads) - 1 == (2 if is_whole else 1)  # the last is that of the whole


def test_an_archive_that_is_needed_no_more(tmp_path):
    """The archive of a year goes when nothing of that year is told any more; when its news are withdrawn it stays."""
    long_ago = event(start=dt.date(2018, 5, 1), published=gf.geneva(2018, 3, 1))
    source, news = tmp_path / "gcm", [*news_in(2019).values(), *news_in(2020).values()]
    source.mkdir()
    seen = []
    for items in ([long_ago, *news], news, news[1:]):
        write_source(source, catalogue(*items, published=gf.geneva(2020, 1, 1)))
        gf.build(source, tmp_path / "site", moment=NOW)
        seen.append(sorted(path.name for path in (tmp_path / "site" / "en" / "archive").iterdir()))
    assert seen == [["2018.atom", "2019.atom"], ["2019.atom"], ["2019.atom"]]
    assert b"deleted-entry" in (tmp_path / "site" / "en" / "archive" / "2019.atom").read_bytes()


@pytest.mark.parametrize(
    "later",
    [
        lambda one, two, news: [one, attrs.evolve(two, title={"en": "Other"}), news],
        lambda one, two, news: [one, two, attrs.evolve(news, events=["one", "two"])],
        lambda one, two, _: [one, two],
        lambda _one, two, news: [two, attrs.evolve(news, events=["two"])],
        lambda one, two, news: [one, two, attrs.evolve(news, published=NOW + dt.timedelta(days=5), events=["one"])],
    ],
)
def test_what_names_what(later, tmp_path):
    """What names an event that changed is looked at too, and what that names in turn; it is as if all were."""
    one, two = event(key="one", related=[gf.Relation(event="two", kind="parent")]), event(key="two")
    news = announcement(events=["two"], published=NOW - dt.timedelta(days=1))
    (tmp_path / "gcm").mkdir()
    for number, items in enumerate([[one, two, news], later(one, two, news), [one, two, news]]):
        made, moment = catalogue(*items, published=gf.geneva(2020, 1, 1)), NOW + dt.timedelta(hours=number)
        write_source(tmp_path / "gcm", made)
        gf.build(tmp_path / "gcm", tmp_path / "part", moment=moment)
        gf.publish(gf.load(tmp_path / "gcm"), tmp_path / "whole", moment=moment)
        assert bodies(tmp_path / "part") == bodies(tmp_path / "whole")


def test_what_moves_up(tmp_path, loads, monkeypatch):
    """Where the first page shows what stood further down, its words are loaded, and it is as if all were."""
    monkeypatch.setattr(pages, "MOST_UPCOMING", 1)
    events = [event(key=key, start=NOW + dt.timedelta(days=days)) for key, days in (("one", 1), ("two", 2))]
    later = [attrs.evolve(events[0], start=NOW + dt.timedelta(days=3)), events[1]]
    (tmp_path / "gcm").mkdir()
    for items in (events, later):
        write_source(tmp_path / "gcm", catalogue(*items))
        loads.clear()
        gf.build(tmp_path / "gcm", tmp_path / "part", moment=NOW)
        assert len(loads) == (1 if items is events else 2)
        gf.publish(gf.load(tmp_path / "gcm"), tmp_path / "whole", moment=NOW)
        assert bodies(tmp_path / "part") == bodies(tmp_path / "whole")
    assert b"two" in (tmp_path / "part" / "en" / "index.html").read_bytes()


def test_what_is_not_there_any_more(source, site, loads):
    """Without the shelf, or with another, everything is looked at; a source that vanishes meanwhile is told."""
    for spoil in (lambda path: path.unlink(), lambda path: path.write_text("{}")):
        spoil(source / ".gcmfeeds" / "shelf.json")
        (source / "events" / "launch.toml").write_text(EVENT.replace("Launch", f"Launch {len(loads)}"))
        assert "en/calendar.ics" in gf.build(source, site, moment=LATER).written
    state = state_of(source, site, None)
    assert is_as_it_was(source, state)
    (source / "events" / "launch.toml").unlink()
    (source / "events" / "launch.toml").symlink_to("nowhere")
    assert not is_as_it_was(source, state)


def test_a_tree_that_is_changed_meanwhile(source, site, monkeypatch):
    """What somebody else writes into the tree during a run is not published on: that is an error, and ends well."""
    (source / "events" / "launch.toml").write_text(EVENT.replace("Launch", "Other"))
    load_since = shelf.load_since

    def loading(*given):
        (site / "en" / "calendar-all.ics").write_text("foreign")
        return load_since(*given)

    monkeypatch.setattr(shelf, "load_since", loading)
    with pytest.raises(StoreError, match=r"en/calendar-all\.ics was changed while"):
        gf.build(source, site, moment=LATER)
    monkeypatch.undo()
    gf.build(source, site, moment=LATER)
    assert b"Other" in (site / "en" / "calendar-all.ics").read_bytes()


def bodies(folder):
    """Give the bytes of every file of a tree, by path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
