"""Publish: a catalogue into a folder, each file whole or not at all."""

import datetime as dt
import tempfile
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

import gcmfeeds as gf
from gcmfeeds.errors import MissingTextError, StoreError
from gcmfeeds.plain import to_plain
from gcmfeeds.publisher.manifest import read_manifest
from gcmfeeds.publisher.plan import plan
from gcmfeeds.publisher.select import select
from gcmfeeds.publisher.stores import Folder
from samples import announcement, event, full_catalogue, full_event
from strategies import publications

NOW = gf.geneva(2026, 1, 1)
ENTRY = """{"gcmfeeds": 1, "authority": "a.org", "since": "2020", "files": {}, "entries": [{"kind": "event", "data":
    {"key": "%s", "title": {"en": "x"}, "start": "2020-12-01"}, "key": "%s", "sequence": 0, "ended": null,
    "published": "2020-11-20T09:00:00+01:00", "announced": {}, "updated": {}}]}"""


def tree(folder):
    """Give path, bytes and time of every file below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(str(path.relative_to(folder)), path.read_bytes(), path.stat().st_mtime_ns) for path in files]


def test_everything_is_written_then_nothing(tmp_path):
    """A first run writes every file, an unchanged second none; nothing else is left in the folder."""
    first = gf.publish(full_catalogue(), tmp_path / "site", moment=NOW)
    before = tree(tmp_path)
    second = gf.publish(full_catalogue(), tmp_path / "site", moment=NOW)
    assert tree(tmp_path) == before
    assert first.written == second.unchanged
    paths = [*(f"site/{path}" for path in first.written), "site/manifest.json"]
    assert sorted(paths) == [name for name, _, _ in before]
    assert second.written == ()


def test_only_what_changed_is_written(tmp_path):
    """A change in one language rewrites that language's files and no other."""
    gf.publish(full_catalogue(), tmp_path, moment=NOW)
    changed = full_event(title={"en": "Launch, of; the report", "fr": "Autre titre"})
    report = gf.publish(full_catalogue(changed), tmp_path, moment=NOW)
    assert {path.split("/")[0] for path in report.written} >= {"fr"}
    assert "en/events/launch.ics" in report.unchanged


def test_some_languages(tmp_path):
    """One can publish some editions; another than the catalogue's is refused before anything is written."""
    report = gf.publish(full_catalogue(), tmp_path, moment=NOW, languages=["FR", "fr"])
    assert report.languages == ("fr",)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "feed.css",
        "feeds.opml",
        "fr",
        "index.html",
        "manifest.json",
        "style.css",
    ]
    with pytest.raises(MissingTextError):
        gf.publish(full_catalogue(), tmp_path / "other", moment=NOW, languages=["fr", "es"])
    assert not (tmp_path / "other").exists()


def test_a_dry_run_writes_nothing(tmp_path):
    """A dry run says what would be written, and makes not even the folder."""
    report = gf.publish(full_catalogue(), tmp_path / "site", moment=NOW, is_dry_run=True)
    assert len(report.written) == 34
    assert list(tmp_path.iterdir()) == []


def test_progress(tmp_path):
    """Progress is told after each document."""
    told = []
    gf.publish(
        full_catalogue(), tmp_path, moment=NOW, languages=["fr"], on_progress=lambda *numbers: told.append(numbers)
    )
    assert told == [(number, 19) for number in range(1, 20)]


def test_what_is_held_back_is_told(tmp_path):
    """What is not out yet is in no file, and in the report."""
    report = gf.publish(full_catalogue(event(published=NOW)), tmp_path, moment=gf.geneva(2025, 1, 1))
    assert report.held_back == (("event", "launch"),)
    assert not (tmp_path / "en" / "events").exists()


def test_a_folder_that_is_none(tmp_path):
    """A file where a folder must be is an error with its name; a folder where a file must be too."""
    (tmp_path / "site").write_text("x")
    with pytest.raises(StoreError, match=r"cannot write .*site"):
        gf.publish(full_catalogue(), tmp_path / "site", moment=NOW)
    (tmp_path / "other" / "en" / "calendar.ics").mkdir(parents=True)
    with pytest.raises(StoreError, match=r"cannot read .*calendar\.ics: Is a directory"):
        gf.publish(full_catalogue(), tmp_path / "other", moment=NOW)


def test_what_nothing_makes_any_more_is_removed(tmp_path):
    """Files of an event, a channel and a language that are gone are removed, with their folders; others stay."""
    gf.publish(full_catalogue(full_event(), event(key="b")), tmp_path, moment=NOW)
    for name in ("about.html", "fr/notes.txt", "en/events/mine.ics"):
        (tmp_path / name).write_text("mine")
    report = gf.publish(full_catalogue(event(key="b"), channels=[], languages=["en"]), tmp_path, moment=NOW)
    assert report.removed[0] == "en/channels/reports/calendar-all.ics"
    assert sorted(name for name, _, _ in tree(tmp_path)) == [
        "about.html",
        "en/calendar-all.ics",
        "en/calendar.ics",
        "en/events/b.html",
        "en/events/b.ics",
        "en/events/mine.ics",
        "en/feed.atom",
        "en/feed.json",
        "en/feed.rss",
        "en/index.html",
        "feed.css",
        "feeds.opml",
        "fr/notes.txt",
        "index.html",
        "manifest.json",
        "style.css",
    ]
    assert not (tmp_path / "en" / "channels").exists()
    assert not (tmp_path / "fr" / "events").exists()


def test_a_file_that_somebody_else_wrote_is_not_removed(tmp_path):
    """A file at our path that is not as we wrote it is somebody's, and stays when we make it no more."""
    gf.publish(full_catalogue(full_event(), event(key="b")), tmp_path, moment=NOW)
    (tmp_path / "en" / "events" / "b.ics").write_text("mine")
    report = gf.publish(full_catalogue(full_event()), tmp_path, moment=NOW)
    assert report.removed == ("en/events/b.html", "fr/events/b.html", "fr/events/b.ics")
    assert (tmp_path / "en" / "events" / "b.ics").read_text() == "mine"


def test_one_edition_leaves_the_others_alone(tmp_path):
    """Publishing one edition neither removes nor forgets the files of another, even one the catalogue has no more."""
    gf.publish(full_catalogue(event(), event(key="b")), tmp_path, moment=NOW)
    report = gf.publish(full_catalogue(event()), tmp_path, moment=NOW, languages=["fr"])
    assert report.removed == ("fr/events/b.html", "fr/events/b.ics")
    assert {"index.html", "style.css"} <= set(report.unchanged)
    report = gf.publish(full_catalogue(event()), tmp_path, moment=NOW)
    assert report.removed == ("en/events/b.html", "en/events/b.ics")


def test_one_edition_keeps_the_list_of_all(tmp_path):
    """Publishing one edition writes the list of all feeds as it is now, and remembers that it did."""
    gf.publish(full_catalogue(), tmp_path, moment=NOW)
    made = full_catalogue(title={"en": "Other", "fr": "Autre"})
    report = gf.publish(made, tmp_path, moment=NOW, languages=["fr"])
    assert "feeds.opml" in report.written
    assert (tmp_path / "feeds.opml").read_bytes() == gf.to_opml(made)
    again = gf.publish(made, tmp_path, moment=NOW, languages=["fr"])
    assert (again.written, again.removed) == ((), ())


def test_a_file_that_was_spoilt_is_written_anew(tmp_path):
    """A file of ours that is not as we wrote it, or is not there, is written again though nothing changed."""
    gf.publish(full_catalogue(), tmp_path, moment=NOW)
    before = {name: body for name, body, _ in tree(tmp_path)}
    (tmp_path / "en" / "calendar.ics").write_bytes(b"spoilt")
    (tmp_path / "fr" / "feed.rss").unlink()
    report = gf.publish(full_catalogue(), tmp_path, moment=NOW)
    assert report.written == ("en/calendar.ics", "fr/feed.rss")
    assert {name: body for name, body, _ in tree(tmp_path)} == before


def test_another_catalogue_is_refused(tmp_path):
    """A folder that holds another authority's catalogue is left as it is."""
    gf.publish(full_catalogue(), tmp_path, moment=NOW)
    before = tree(tmp_path)
    with pytest.raises(StoreError, match=r"it holds another catalogue, that of migrationnetwork\.un\.org, 2020"):
        gf.publish(full_catalogue(authority="example.org"), tmp_path, moment=NOW)
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('{"name": "My web app"}', "is not one that gcmfeeds wrote"),
        ("[]", "is not one that gcmfeeds wrote"),
        ("not json", "is not one that gcmfeeds wrote"),
        ("[" * 100_000, "is not one that gcmfeeds wrote"),
        ('{"gcmfeeds": 9}', "is of version 9, and this gcmfeeds knows only 1"),
        ('{"gcmfeeds": 1, "authority": "a.org"}', r"is damaged \(KeyError\)"),
        ('{"gcmfeeds": 1, "authority": "a.org", "since": "2020", "files": [], "entries": []}', r"is damaged \(Attri"),
        (ENTRY % ("launch", "other"), r"is damaged \('key' must be the item's \(got 'other'\) in event\)"),
    ],
)
def test_a_manifest_that_is_none_of_ours(tmp_path, body, message):
    """A manifest.json of somebody else, as web apps have one, a damaged one and a later one are left as they are."""
    (tmp_path / "manifest.json").write_text(body)
    with pytest.raises(StoreError, match=f"cannot use .*: the manifest.json in it {message}"):
        gf.publish(full_catalogue(), tmp_path, moment=NOW)
    assert [(name, text) for name, text, _ in tree(tmp_path)] == [("manifest.json", body.encode())]


def test_a_manifest_with_an_entry_that_cannot_be(tmp_path):
    """What a manifest says of an item, and the ledger does not, is refused where it cannot be true."""
    entry = ENTRY.replace('"a.org"', '"migrationnetwork.un.org"') % ("../x", "../x")
    (tmp_path / "manifest.json").write_text(entry)
    with pytest.raises(StoreError, match=r"what was published of event '../x' cannot be read: 'key' must be"):
        gf.publish(full_catalogue(), tmp_path, moment=NOW, ledger="sqlite://")


@settings(max_examples=40)
@given(st.lists(st.tuples(publications(), st.integers(0, 60)), min_size=2, max_size=5))
def test_published_piece_by_piece(steps):
    """However often a catalogue was changed and published, its files are those that would all be made anew."""
    with tempfile.TemporaryDirectory() as name:
        folder, moment = Folder(Path(name)), NOW
        for made, days in steps:
            moment += dt.timedelta(days=days)
            selection = select(made, folder.known(folder.standing(), {}), moment)
            gf.publish(made, name, moment=moment)
            expected = {output.path: output.render({}, ())[0] for output in plan(selection, made.languages)}
            actual = {path: body for path, body, _ in tree(folder.root) if path != "manifest.json"}
            assert actual == expected
            assert gf.publish(made, name, moment=moment).written == ()


def test_the_words_of_what_was_withdrawn_are_gone(tmp_path):
    """Who takes a text back finds it nowhere in the tree any more, and when it comes back it goes on."""
    secret = announcement(body={"en": "<p>A secret.</p>"}, title={"en": "Not for you"})
    gone = event(title={"en": "Secret meeting"}, start=dt.date(2026, 1, 5))
    gf.publish(full_catalogue(secret, gone), tmp_path, moment=NOW)
    gf.publish(full_catalogue(), tmp_path, moment=NOW + dt.timedelta(days=1))
    later = NOW + dt.timedelta(days=60)
    for made in (full_catalogue(event(key="b")), full_catalogue(attrs.evolve(secret, withdrawn=NOW), event(key="b"))):
        for expected in (1, 0):
            written = gf.publish(made, tmp_path, moment=later).written
            assert bool(written) in {bool(expected), False}
        text = b"".join(body for _, body, _ in tree(tmp_path)).lower()
        assert [word for word in (b"secret", b"not for you") if word in text] == []
    gf.publish(full_catalogue(secret, gone), tmp_path, moment=later)
    assert b"Secret meeting" in (tmp_path / "en" / "events" / "launch.ics").read_bytes()


def test_a_hub_is_no_news(tmp_path):
    """A catalogue that names a hub writes its feeds anew, and none of their entries; one without says as ever."""
    ledger = f"sqlite:///{tmp_path / 'ledger.db'}"
    bare, named = full_catalogue(hubs=[]), full_catalogue()
    assert "hubs" not in to_plain(bare)
    gf.publish(bare, tmp_path / "site", moment=NOW, ledger=ledger)
    before = dict(read_manifest((tmp_path / "site" / "manifest.json").read_bytes()).entries)
    report = gf.publish(named, tmp_path / "site", moment=NOW + dt.timedelta(days=1), ledger=ledger)
    assert (report.changes, {Path(path).stem for path in report.written}) == ((), {"feed"})
    assert dict(read_manifest((tmp_path / "site" / "manifest.json").read_bytes()).entries) == before
    feed = (tmp_path / "site" / "en" / "feed.atom").read_text()
    assert feed.replace('  <link rel="hub" href="https://hub.un.org/"/>\n', "").replace(
        '  <link rel="hub" href="https://hub.example.org/push"/>\n', ""
    ) == gf.to_atom(bare, language="en").decode().replace("\r\n", "\n")


def test_a_tombstone_stays(tmp_path):
    """What was deleted stays withdrawn in its archive, whose bytes no day changes, though its words are forgotten."""
    news = [announcement(key=f"in-{year}", published=gf.geneva(year, 6, 1)) for year in (2019, 2020)]
    archive = tmp_path / "en" / "archive" / "2019.atom"
    seen = []
    for items, days in ((news, 0), (news[1:], 1), (news[1:], 2), (news[1:], 4000)):
        gf.publish(full_catalogue(*items), tmp_path, moment=NOW + dt.timedelta(days=days))
        seen.append(archive.read_bytes())
    assert b'deleted-entry ref="tag:migrationnetwork.un.org,2020:announcement/in-2019/en"' in seen[1]
    assert seen[1] == seen[2] == seen[3] != seen[0]


def test_without_a_ledger_the_folder_remembers(tmp_path):
    """Published again without a ledger, a change is seen as one with it is, and what a ledger began goes on."""
    ledger = f"sqlite:///{tmp_path / 'ledger.db'}"
    sequences = []
    for day, url in ((1, None), (2, None), (3, ledger), (4, None), (5, ledger)):
        made = full_catalogue(event(start=dt.date(2026, 2, day)))
        report = gf.publish(made, tmp_path / "site", moment=NOW + dt.timedelta(hours=day), ledger=url)
        (found,) = Calendar.from_ical((tmp_path / "site" / "en" / "calendar.ics").read_bytes()).events
        sequences.append((int(found["SEQUENCE"]), len(report.changes)))
    assert sequences == [(0, 0), (1, 1), (2, 1), (3, 1), (4, 1)]
