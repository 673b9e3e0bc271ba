"""Faults: whatever happens to a publisher, no half file is seen, and the next run ends right."""

import contextlib
import datetime as dt
import json
import os
import random
import subprocess
import time

import pytest
from icalendar import Calendar

import gcmfeeds as gf
from gcmfeeds.errors import LedgerError, ModelError, StoreError
from gcmfeeds.publisher.ledger import Ledger
from interop.clients import missing
from publishing import MOMENT, days, publish, start
from samples import announcement, catalogue, event


class Subscriber:
    """Look at a site as subscribers do, and keep in mind all that was ever seen of each event."""

    def __init__(self, site):
        self.site = site
        self.seen = {}

    def look(self):
        """Read every visible file: each is whole, and no event ever stands at two times under one sequence."""
        for path in [path for path in self.site.rglob("[!.]*") if path.is_file()]:
            body = path.read_bytes()
            if path.suffix == ".json":
                json.loads(body)
            elif path.suffix == ".ics":
                for found in Calendar.from_ical(body).events:
                    what = (found.decoded("DTSTART"), str(found["STATUS"]))
                    assert self.seen.setdefault((str(found["UID"]), int(found["SEQUENCE"])), what) == what
            else:
                assert body.endswith(b"}\n" if path.suffix == ".css" else b">\n")

    def now(self):
        """Give what the English calendar shows now: the sequence of each event, none lower than ever seen before."""
        found = Calendar.from_ical((self.site / "en" / "calendar.ics").read_bytes()).events
        now = {str(one["UID"]): int(one["SEQUENCE"]) for one in found}
        assert [uid for uid, sequence in self.seen if sequence > now.get(uid, sequence)] == []
        return now


@pytest.fixture
def site(tmp_path):
    """Give the folder to publish into."""
    return tmp_path / "site"


@pytest.fixture
def url(tmp_path):
    """Give the address of a ledger beside it."""
    return f"sqlite:///{tmp_path / 'ledger.db'}"


def names(folder):
    """Give the path of every file below a folder, hidden ones too."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def is_right(site, url, turn):
    """Say whether the tree is that of a turn: publishing again writes nothing, and nothing else lies there."""
    report = publish(turn, site, url)
    return (report.written, report.removed) == ((), ()) and names(site) == {
        "manifest.json",
        *report.unchanged,
    }


def test_killed_at_any_moment(site, url, survived):
    """Killed at 50 moments of a publish, it leaves whole files, and whatever is published next goes on from them."""
    for turn in (0, 1):  # the first one starts what the others are started by
        process, begun = start(turn, site, url), time.monotonic()
        process.join(timeout=60)
        duration = time.monotonic() - begun
    chance, subscriber, unfinished = random.Random(1), Subscriber(site), 0  # noqa: S311  # no secret
    for turn in range(2, 200):
        process = start(turn, site, url)
        time.sleep(chance.uniform(0, duration))
        process.kill()
        process.join(timeout=60)
        unfinished += process.exitcode != 0
        subscriber.look()
        after = turn + chance.choice([0, 1000])  # the same again, or a source that was changed meanwhile
        publish(after, site, url)
        subscriber.look()
        subscriber.now()
        assert is_right(site, url, after)
        if unfinished == 50:
            break
    assert unfinished == 50
    survived("SIGKILL at 50 random moments", "no half file, no sequence back; the next run ends right")


@pytest.mark.parametrize("step", range(6))
def test_killed_between_two_steps(site, url, step, monkeypatch):
    """Killed between any two steps, what was seen since is known to the next run, though the source was changed."""
    made, other = (catalogue(event(start=dt.date(2021, 7, day)), announcement()) for day in (1, 2))
    gf.publish(made, site, moment=MOMENT, ledger=url)
    subscriber, count = Subscriber(site), 0
    subscriber.look()
    replace = os.replace

    class KilledError(BaseException):
        """Stand in for the end of the process."""

    def killing(*_):
        raise KilledError

    def counting(part, place):
        nonlocal count
        count += 1
        if count > step:
            raise KilledError
        replace(part, place)

    if step == 5:
        monkeypatch.setattr(Ledger, "save", killing)
    else:
        monkeypatch.setattr("gcmfeeds.publisher.stores.Path.replace", counting)
    with pytest.raises(KilledError):
        gf.publish(other, site, moment=MOMENT + dt.timedelta(hours=1), ledger=url)
    monkeypatch.undo()
    subscriber.look()
    gf.publish(made, site, moment=MOMENT + dt.timedelta(hours=2), ledger=url)
    subscriber.look()
    assert set(subscriber.now().values()) == ({0} if step == 0 else {2})
    gf.publish(catalogue(), site, moment=MOMENT + dt.timedelta(hours=3), ledger=url)
    assert names(site) >= {"en/events/launch.ics"}


def test_an_event_that_only_a_dead_run_knew(site, url):
    """What a dead run published and the source has no more is cancelled, not forgotten; its files are not left."""
    publish(0, site, url)
    late = catalogue(*days(0).events, event(key="late", start=dt.date(2021, 7, 1)))

    def killing(*_):
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ledger, "save", killing)
        with pytest.raises(KeyboardInterrupt):
            gf.publish(late, site, moment=MOMENT, ledger=url)
    gf.publish(days(0), site, moment=MOMENT, ledger=url)
    found = Calendar.from_ical((site / "en" / "events" / "late.ics").read_bytes()).events[0]
    assert (int(found["SEQUENCE"]), str(found["STATUS"])) == (1, "CANCELLED")
    gf.publish(days(0), site, moment=gf.geneva(2021, 8, 1), ledger=url)
    assert not (site / "en" / "events" / "late.ics").exists()


@contextlib.contextmanager
def tmpfs(folder, options):
    """Mount a small file system in memory; where that is not allowed, skip loudly."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder]
    if os.name != "posix" or os.geteuid() != 0 or subprocess.run(mount, check=False, timeout=60).returncode:
        missing("the right to mount a tmpfs")
    try:
        yield lambda changed: subprocess.run(["mount", "-o", f"remount,{changed}", folder], check=True, timeout=60)
    finally:
        subprocess.run(["umount", folder], check=True, timeout=60)


def test_a_full_disk(site, url, survived):
    """On a full disk each file is the old one or the new one; with room again the next run ends right."""
    with tmpfs(site, "size=300k") as remount:
        publish(0, site, url)
        subscriber = Subscriber(site)
        subscriber.look()
        (site / ".foreign").write_bytes(b"x" * (os.statvfs(site).f_bavail * os.statvfs(site).f_frsize - 60_000))
        with pytest.raises(StoreError, match=r"cannot write .*: No space left on device"):
            publish(1, site, url)
        subscriber.look()
        assert not [name for name in names(site) if name.endswith(".part")]
        remount("size=16m")
        (site / ".foreign").unlink()
        publish(2, site, url)
        subscriber.look()
        subscriber.now()
        assert is_right(site, url, 2)
    survived("a full disk", "an error with the file's name; old files or new ones, no part")


def test_a_folder_that_cannot_be_written(site, url, survived):
    """Into a read-only file system nothing is written, and the ledger does not believe it was."""
    with tmpfs(site, "size=16m") as remount:
        publish(0, site, url)
        before = {name: (site / name).read_bytes() for name in names(site)}
        told = gf.diff(days(1), moment=MOMENT, ledger=url)
        remount("ro")
        with pytest.raises(StoreError, match=r"cannot write .*\.manifest\.json\.next: Read-only file system"):
            publish(1, site, url)
        assert {name: (site / name).read_bytes() for name in names(site)} == before
        assert gf.diff(days(1), moment=MOMENT, ledger=url) == told
        remount("rw")
        publish(1, site, url)
        assert is_right(site, url, 1)
    survived("a read-only target", "an error; files and ledger as they were")


@pytest.mark.parametrize("fault", ["a truncated ledger", "a ledger from the future"])
def test_a_ledger_that_cannot_be_used(site, url, tmp_path, fault, survived):
    """Nothing is published without what was published before; once the ledger is moved away, the tree knows it."""
    subscriber = Subscriber(site)
    for turn in (0, 1):
        publish(turn, site, url)
        subscriber.look()
    before = {name: (site / name).read_bytes() for name in names(site)}
    path = tmp_path / "ledger.db"
    if fault == "a truncated ledger":
        path.write_bytes(path.read_bytes()[:5000])
    else:
        subprocess.run(["python3", "-c", _FUTURE, path], check=True, timeout=60)
    with pytest.raises(LedgerError, match="cannot use the ledger"):
        publish(2, site, url)
    assert {name: (site / name).read_bytes() for name in names(site)} == before
    path.unlink()
    publish(2, site, url)
    subscriber.look()
    subscriber.now()
    assert is_right(site, url, 2)
    survived(fault, "an error; files as they were; moved away, the tree's manifest stands in")


_FUTURE = """\
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("UPDATE versions SET version = 99")
connection.commit()
"""


def test_a_ledger_that_was_lost(site, url, tmp_path, survived):
    """A lost ledger is rebuilt from a copy of the tree, and goes on where it was."""
    for turn in (0, 1, 2):
        publish(turn, site, url)
    path = tmp_path / "ledger.db"
    known = gf.diff(catalogue(), moment=MOMENT, ledger=url)
    path.unlink()
    names_of_all = gf.restore(site, ledger=url, moment=MOMENT)
    assert len(names_of_all) == 12
    assert gf.diff(catalogue(), moment=MOMENT, ledger=url) == known
    assert gf.restore(site, ledger=url, moment=MOMENT) == ()
    assert is_right(site, url, 2)
    with pytest.raises(StoreError, match=r"cannot restore a ledger from .*: there is no manifest\.json in it"):
        gf.restore(tmp_path, ledger=url, moment=MOMENT)
    survived("a lost ledger", "rebuilt from manifest.json")


def test_a_source_that_is_edited_during_the_run(tmp_path, site, url, survived):
    """An edit while the run reads or writes is in this run or in the next, whole."""
    source = tmp_path / "gcm"
    (source / "events").mkdir(parents=True)
    (source / "catalogue.toml").write_text(
        'authority = "un.org"\nsince = "2020"\nbase_url = "https://un.org/"\nlanguages = ["en"]\n'
        'published = 2020-11-20T09:00:00\ntitle = { en = "x" }\npublisher = { name = "y" }\n'
    )

    def write(day):
        for number in range(30):
            path = source / "events" / f"e{number}.toml"
            path.write_text(f'start = 2021-07-{day:02}\ntitle = {{ en = "Event {number}" }}\n')

    write(1)
    gf.publish(gf.load(source), site, moment=MOMENT, ledger=url)
    made = gf.load(source)
    gf.publish(made, site, moment=MOMENT, ledger=url, on_progress=lambda done, _: write(2) if done == 3 else None)
    subscriber = Subscriber(site)
    subscriber.look()
    assert set(subscriber.now().values()) == {0}
    gf.publish(gf.load(source), site, moment=MOMENT, ledger=url)
    subscriber.look()
    assert set(subscriber.now().values()) == {1}
    survived("a source edited during the run", "the edit is published by the next run")


def test_a_clock_set_back(site, url, survived):
    """A day earlier by the clock, what was out stays out, and changes are later than those before."""
    subscriber, seen = Subscriber(site), []
    title = {"en": "One", "fr": "Un"}
    for hours, made in [
        (0, catalogue(event(), announcement(published=MOMENT))),
        (-24, catalogue(event(), announcement(published=MOMENT))),
        (-24, catalogue(event(start=dt.date(2021, 7, 2)), announcement(published=MOMENT, title=title))),
        (-24, catalogue(announcement(published=MOMENT, title=title))),
    ]:
        gf.publish(made, site, moment=MOMENT + dt.timedelta(hours=hours), ledger=url)
        subscriber.look()
        feed = (site / "en" / "feed.atom").read_text()
        seen.append((set(subscriber.now().values()), "announcement/news/en" in feed, "2021-06-01T12:00:01" in feed))
    assert seen == [({0}, True, False), ({0}, True, False), ({1}, True, True), ({2}, True, True)]
    survived("the clock set back by a day", "nothing goes back, nothing is held back again")


def test_foreign_files(site, url, survived):
    """Files of others are neither changed nor removed, wherever they lie in the tree."""
    foreign = ["about.html", ".htaccess", "en/notes.ics", "fr/events/.hidden.ics", ".calendar.ics.part", "old/a.part"]
    for name in foreign:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name)
    for turn in (0, 1):
        publish(turn, site, url)
    gf.publish(catalogue(languages=["en"]), site, moment=MOMENT + dt.timedelta(days=99), ledger=url)
    assert [(site / name).read_text() for name in foreign] == foreign
    survived("foreign files in the folder", "neither changed nor removed")


@pytest.mark.parametrize(
    "key", ["../../secret", "/etc/passwd", "a/b", "..", ".", "con:", "a\0b", "a\\b", "%2e%2e", "é"]
)
def test_path_tricks_in_keys(key):
    """A key that could name a file elsewhere is refused before anything is published."""
    with pytest.raises(ModelError, match="'key' must be made of a-z, 0-9 and hyphens"):
        event(key=key)


def test_path_tricks_in_a_manifest(tmp_path, site, url, survived):
    """A manifest that somebody tampered with removes nothing outside the tree."""
    publish(0, site, url)
    (tmp_path / "secret.ics").write_bytes(b"x")
    manifest = json.loads((site / "manifest.json").read_bytes())
    for path in ("../secret.ics", str(tmp_path / "secret.ics"), "en/../../secret.ics"):
        manifest["files"][path] = manifest["files"]["en/calendar.ics"]
    (site / "manifest.json").write_text(json.dumps(manifest))
    publish(1, site, url)
    assert (tmp_path / "secret.ics").exists()
    assert is_right(site, url, 1)
    survived("path tricks in keys and manifest", "refused; nothing outside the folder is touched")


def test_two_publishers_at_once(site, url, survived):
    """Of two that publish at the same time one waits for the other, and what comes of it is right."""
    publish(0, site, url)
    subscriber = Subscriber(site)
    both = [start(turn, site, url) for turn in (1, 1)]
    for process in both:
        process.join(timeout=60)
    assert [process.exitcode for process in both] == [0, 0]
    subscriber.look()
    assert is_right(site, url, 1)
    assert max(subscriber.now().values()) == 1
    survived("two publishers at once", "one waits")
