"""Ledger: what was published is kept, for one publisher at a time, or said to be lost."""

import datetime as dt
import os
import re
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import feedparser
import pytest
from icalendar import Calendar

import gcmfeeds as gf
from gcmfeeds.errors import LedgerError
from gcmfeeds.publisher import ledger as module
from gcmfeeds.publisher.ledger import beside, open_ledger
from gcmfeeds.publisher.select import select
from samples import PUBLISHED, announcement, catalogue, event, full_catalogue

NOW = gf.geneva(2020, 12, 1, 12)


@pytest.fixture
def url(tmp_path):
    """Give the address of a ledger that is not there yet."""
    return f"sqlite:///{tmp_path / 'deep' / 'ledger.db'}"


def entries_of(made, known=None, moment=NOW):
    """Give what is published of a catalogue."""
    return select(made, known or {}, moment).entries


def test_what_is_saved_is_there(url):
    """Entries come back as they were saved; a later one takes the place of an earlier."""
    decided = entries_of(full_catalogue())
    with open_ledger(url) as book:
        assert book.entries() == {}
        book.save(decided.values(), NOW)
    with open_ledger(url) as book:
        assert book.entries() == decided
        gone = entries_of(catalogue(), book.entries())
        book.save(gone.values(), NOW)
    with open_ledger(url) as book:
        assert book.entries() == gone


def test_whose_ledger_it_is(url, tmp_path):
    """A ledger is one catalogue's: what that one published has not vanished from another, nor is it restored there."""
    ours, theirs = full_catalogue(), full_catalogue(authority="example.org")
    gf.publish(ours, tmp_path / "ours", moment=NOW, ledger=url)
    gf.publish(theirs, tmp_path / "theirs", moment=NOW)
    message = r"cannot use the ledger .*: it is that of another catalogue, migrationnetwork\.un\.org, 2020"
    for use in (
        lambda: gf.publish(theirs, tmp_path / "theirs", moment=NOW, ledger=url),
        lambda: gf.diff(theirs, moment=NOW, ledger=url),
        lambda: gf.restore(tmp_path / "theirs", moment=NOW, ledger=url),
    ):
        with pytest.raises(LedgerError, match=message):
            use()


def test_the_history_of_an_item(url):
    """Every entry that was saved is kept, with its moment, in order; the event's apart from the announcement's."""
    first = entries_of(catalogue(event(), announcement(key="launch")))
    later = NOW + dt.timedelta(days=1)
    moved = entries_of(catalogue(event(start=dt.date(2020, 12, 3)), announcement(key="launch")), first, later)
    with open_ledger(url) as book:
        book.save(first.values(), NOW)
        book.save([moved["event", "launch"]], later)
        found = [
            (NOW, first["announcement", "launch"]),
            (NOW, first["event", "launch"]),
            (later, moved["event", "launch"]),
        ]
        assert book.history("launch") == found
    steps = gf.history("launch", ledger=url)
    assert [(step.moment, str(step.change)) for step in steps] == [
        (NOW, "new"),
        (NOW, "new"),
        (later, "moved from 1 Dec 2020 to 3 Dec 2020; now news; SEQUENCE 0 → 1"),
    ]
    with pytest.raises(LedgerError, match=r"the ledger .*ledger\.db knows no event and no announcement 'other'"):
        gf.history("other", ledger=url)


def test_nothing_is_saved_of_a_block_that_fails(url):
    """What was saved counts only when the block ends well."""
    decided = entries_of(catalogue(event())).values()
    with pytest.raises(AttributeError, match="NoneType"), open_ledger(url) as book:
        book.save([*decided, None], NOW)
    with open_ledger(url) as book:
        assert book.entries() == {}


def test_looking_only(url, tmp_path):
    """A ledger that is only looked at is not made, and nothing saved counts."""
    decided = entries_of(catalogue(event())).values()
    with open_ledger(url, is_read_only=True) as book:
        book.save(decided, NOW)
    assert list(tmp_path.iterdir()) == []
    with open_ledger(url):
        assert (tmp_path / "deep" / "ledger.db").exists()
    with open_ledger(url, is_read_only=True) as book:
        book.save(decided, NOW)
    with open_ledger(url) as book:
        assert book.entries() == {}


def test_one_publisher_at_a_time(url, monkeypatch):
    """A second publisher waits, and says when that takes too long who holds the ledger, and since when."""
    monkeypatch.setattr(module, "WAIT", 0.1)
    who = f"process {os.getpid()} on {re.escape(socket.gethostname())}, publishing since [0-9 :-]+ UTC"
    message = rf"cannot use the ledger .*: {who}, still holds it after 0\.1 seconds"
    with open_ledger(url), pytest.raises(LedgerError, match=message), open_ledger(url):
        pytest.fail("two at once")
    with open_ledger(url):
        pass
    assert not holder(url).exists()


def test_a_lock_that_is_not_a_publishers(url, tmp_path, monkeypatch):
    """Whoever keeps a ledger locked without a name is another publisher."""
    monkeypatch.setattr(module, "WAIT", 0.1)
    (tmp_path / "deep").mkdir()
    with closing(sqlite3.connect(tmp_path / "deep" / "ledger.db")) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another publisher still holds it"), open_ledger(url):
            pytest.fail("two at once")


HOLD = """\
import sys, time
from gcmfeeds.publisher.ledger import open_ledger
with open_ledger(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_lock_of_a_publisher_that_died(url, monkeypatch):
    """A publisher that is killed leaves its name in the ledger, and the next one takes it over at once."""
    monkeypatch.setattr(module, "WAIT", 0.1)
    with subprocess.Popen([sys.executable, "-c", HOLD, url], stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout.readline() == b"held\n"
            with pytest.raises(LedgerError, match=f"process {process.pid} on "), open_ledger(url):
                pytest.fail("two at once")
        finally:
            process.kill()
    assert holder(url).read_text().startswith(f"process {process.pid} on ")
    with open_ledger(url):
        assert holder(url).read_text().startswith(f"process {os.getpid()} on ")
    assert not holder(url).exists()


def holder(url):
    """Give the file that says who holds a ledger."""
    return Path(url.removeprefix("sqlite:///") + ".holder")


VERSION_1 = """\
CREATE TABLE versions (version INTEGER NOT NULL PRIMARY KEY);
INSERT INTO versions VALUES (1);
CREATE TABLE entries (kind TEXT NOT NULL, key TEXT NOT NULL, data TEXT NOT NULL, sequence INTEGER NOT NULL,
    published TEXT NOT NULL, updated TEXT NOT NULL, ended TEXT, PRIMARY KEY (kind, key));
INSERT INTO entries VALUES
    ('event', 'launch', '{"key": "launch", "start": "2020-12-01", "title": {"en": "Launch", "fr": "Lancement"}}', 0,
     '2020-11-20T09:00:00+01:00', '{"en": "2020-11-20T09:00:00+01:00", "fr": "2020-11-20T09:00:00+01:00"}', NULL),
    ('event', 'moved', '{"key": "moved", "start": "2020-12-01", "title": {"en": "Moved"}}', 2,
     '2020-11-20T09:00:00+01:00', '{"en": "2020-11-25T09:00:00+01:00"}', '2020-11-25T09:00:00+01:00');
"""


def test_a_ledger_of_an_earlier_version(url, tmp_path):
    """A ledger of version 1 is brought up to this one: nothing is lost, and what had moved is news."""
    (tmp_path / "deep").mkdir()
    connection = sqlite3.connect(tmp_path / "deep" / "ledger.db")
    connection.executescript(VERSION_1)
    connection.close()
    for _ in range(2):
        with open_ledger(url) as book:
            found = book.entries()
    assert found["event", "launch"] == entries_of(catalogue(event()))["event", "launch"]
    moved = found["event", "moved"]
    assert (moved.revision.sequence, moved.revision.announced) == (2, (("en", PUBLISHED),))
    assert moved.ended == gf.geneva(2020, 11, 25, 9)
    connection = sqlite3.connect(tmp_path / "deep" / "ledger.db")
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    assert sorted(tables) == [("history",), ("owners",), ("versions",)]
    connection.close()


def test_a_truncated_ledger(url, tmp_path):
    """A ledger that is no database any more is said to be so, and left as it is."""
    with open_ledger(url) as book:
        book.save(entries_of(catalogue(event())).values(), NOW)
    path = tmp_path / "deep" / "ledger.db"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(LedgerError, match="cannot use the ledger"), open_ledger(url) as book:
        pytest.fail(f"{book.entries()}")
    assert path.stat().st_size == 1000


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE versions SET version = 99", "it is of version 99, and this gcmfeeds knows no later one than 2"),
        ("UPDATE history SET updated = 'x'", "Expecting value"),
        ("UPDATE history SET updated = '[]'", "it has an entry that is none"),
        ("UPDATE history SET published = 'x'", "Invalid isoformat string"),
    ],
)
def test_a_ledger_that_cannot_be_read(url, tmp_path, statement, message):
    """A ledger from the future, or with rows that are none, is refused."""
    with open_ledger(url) as book:
        book.save(entries_of(catalogue(event())).values(), NOW)
    connection = sqlite3.connect(tmp_path / "deep" / "ledger.db")
    connection.execute(statement)
    connection.commit()
    connection.close()
    with pytest.raises(LedgerError, match=message), open_ledger(url) as book:
        pytest.fail(f"{book.entries()}")


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("nowhere", r"cannot use the ledger 'nowhere' \(such as sqlite:///ledger\.db\): Could not parse"),
        ("postgresql+psycopg2://me:secret@127.0.0.1:1/x", r"postgresql\+psycopg2://me:\*\*\*@127\.0\.0\.1:1/x"),
        ("sqlite:////proc/nowhere/ledger.db", "cannot use the ledger sqlite:////proc/nowhere/ledger.db"),
    ],
)
def test_a_ledger_that_cannot_be_opened(address, message):
    """An address that is none, and one that cannot be reached, is said without its password."""
    with pytest.raises(LedgerError, match=message), open_ledger(address):
        pytest.fail("opened")


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"])
def test_a_ledger_in_memory(address, tmp_path, monkeypatch):
    """A ledger may be forgotten when it is closed, and leaves no file."""
    monkeypatch.chdir(tmp_path)
    with open_ledger(address) as book:
        assert book.entries() == {}
        assert list(tmp_path.iterdir()) == []


def test_who_holds_it_cannot_be_written(url, monkeypatch):
    """A ledger can be used where nobody can be told who holds it."""
    monkeypatch.setattr(module, "WAIT", 0.1)
    monkeypatch.setattr(module, "_holder_file", lambda _: Path("/proc/nowhere/ledger.db.holder"))
    with open_ledger(url), pytest.raises(LedgerError, match="another publisher still holds it"), open_ledger(url):
        pytest.fail("two at once")


def test_a_higher_sequence_alone(tmp_path, url):
    """A sequence that the source raises by itself is a change to everybody."""
    publish = days(tmp_path, url)
    publish(catalogue(event()), 2020, 12, 2)
    _, told = publish(catalogue(event(sequence=7)), 2020, 12, 3)
    assert told == ["Launch: changed in en, fr; SEQUENCE 0 → 7; 2 calendars"]


def test_where_it_lies(tmp_path):
    """The ledger lies beside its source, in a folder of its own, whatever that is called; each file has one."""
    folder = tmp_path / "a?b#c%20"
    folder.mkdir()
    for source, name in ((folder, "ledger.db"), (folder / "all.toml", "all.ledger.db")):
        with open_ledger(beside(source)):
            assert (folder / ".gcmfeeds" / name).exists()


def test_the_first_run_is_the_same_without(tmp_path, url, gcm):
    """A ledger begins with what items and catalogue state: the first run writes the same bytes as one without."""
    folders = [tmp_path / name for name in ("with", "without")]
    for folder, ledger in zip(folders, (url, None), strict=True):
        gf.publish(gcm, folder, moment=gf.geneva(2026, 1, 1), ledger=ledger, languages=["fr"])
    trees = [{path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")} for folder in folders]
    assert trees[0] == trees[1]
    assert len(trees[0]) > 70


def days(folder, url):
    """Give a function that publishes a catalogue on a day; it gives what icalendar and feedparser then see."""

    def publish(made, *day):
        report = gf.publish(made, folder, moment=gf.geneva(*day, 12), ledger=url)
        seen = {}
        for language in made.languages:
            calendar = Calendar.from_ical((folder / language / "calendar.ics").read_bytes())
            feed = feedparser.parse((folder / language / "feed.atom").read_bytes())
            seen[language] = (
                {
                    str(found["UID"]).split("@")[0]: (found["SEQUENCE"], str(found["STATUS"]))
                    for found in calendar.events
                },
                {entry.id.split(":", 2)[2]: entry.updated[:10] for entry in feed.entries},
            )
        return seen, [str(change) for change in report.changes]

    return publish


def test_the_forum_day_by_day(tmp_path, url):
    """The Forum of 2022 is published, moved, translated, cancelled and gone; each day each reader sees just that."""
    publish = days(tmp_path / "site", url)
    title = {"en": "International Migration Review Forum"}
    first = event(key="imrf", title=title, start=dt.date(2022, 5, 10), end=dt.date(2022, 5, 13))
    start = {"published": gf.geneva(2022, 1, 1), "since": "2020", "fallback": ["en"]}

    seen, told = publish(catalogue(first, **start), 2022, 1, 1)
    assert seen["en"] == seen["fr"] == ({"imrf": (0, "CONFIRMED")}, {})
    assert told == []

    seen, told = publish(catalogue(first, **start), 2022, 1, 2)
    assert (seen["en"], told) == (({"imrf": (0, "CONFIRMED")}, {}), [])

    moved = event(key="imrf", title=title, start=dt.date(2022, 5, 17), end=dt.date(2022, 5, 20))
    seen, told = publish(catalogue(moved, **start), 2022, 2, 1)
    assert seen["fr"] == ({"imrf": (1, "CONFIRMED")}, {"event/imrf/en": "2022-02-01"})
    moved = "moved from 10–13 May 2022 to 17–20 May 2022; now news; SEQUENCE 0 → 1; 2 calendars, 6 feeds"
    assert told == [f"International Migration Review Forum: {moved}"]

    french = {**title, "fr": "Forum d’examen des migrations internationales"}
    translated = event(key="imrf", title=french, start=dt.date(2022, 5, 17), end=dt.date(2022, 5, 20))
    seen, told = publish(catalogue(translated, **start), 2022, 2, 2)
    assert seen["en"] == ({"imrf": (1, "CONFIRMED")}, {"event/imrf/en": "2022-02-01"})
    assert seen["fr"] == ({"imrf": (1, "CONFIRMED")}, {"event/imrf/fr": "2022-02-02"})
    assert told == ["International Migration Review Forum: now in fr; 1 calendar, 3 feeds"]

    news = announcement(published=gf.geneva(2022, 2, 3), title={"en": "News"})
    seen, told = publish(catalogue(translated, news, **start), 2022, 2, 3)
    assert seen["en"][1] == {"announcement/news/en": "2022-02-03", "event/imrf/en": "2022-02-01"}
    assert told == ["News: new; 6 feeds"]

    seen, told = publish(catalogue(**start), 2022, 2, 4)
    assert seen["en"] == ({"imrf": (2, "CANCELLED")}, {"event/imrf/en": "2022-02-04"})
    assert told == [
        "News: no longer in the source; withdrawn; 6 feeds",
        (
            "International Migration Review Forum: no longer in the source; now cancelled; SEQUENCE 1 → 2; "
            "2 calendars, 6 feeds"
        ),
    ]

    seen, told = publish(catalogue(**start), 2022, 6, 20)
    assert (seen["en"], told) == (({}, {}), [])

    back = event(key="imrf", title=french, start=dt.date(2022, 5, 17), venue=gf.Venue(city="New York"))
    seen, told = publish(catalogue(back, announcement(withdrawn=gf.geneva(2022, 6, 21)), **start), 2022, 6, 21)
    assert seen["en"][0] == {"imrf": (3, "CONFIRMED")}
    assert [line.split(": ", 1)[1].split(";")[0] for line in told] == ["back in the source", "back in the source"]


def test_a_series_that_changes(tmp_path, url):
    """Another day of a series is a change of its schedule; a series that vanishes is cancelled, for ever if need be."""
    publish = days(tmp_path, url)
    weekly = {"start": dt.date(2020, 12, 8), "recurrence": gf.Recurrence(frequency="weekly")}
    publish(catalogue(event(**weekly)), 2020, 12, 2)
    other = {**weekly, "recurrence": gf.Recurrence(frequency="weekly", excluded=[dt.date(2020, 12, 15)])}
    seen, told = publish(catalogue(event(**other)), 2020, 12, 3)
    assert seen["en"][0] == {"launch": (1, "CONFIRMED")}
    assert told == ["Launch: other times of its series; now news; SEQUENCE 0 → 1; 2 calendars, 6 feeds"]
    publish(catalogue(), 2020, 12, 4)
    seen, _ = publish(catalogue(), 2029, 12, 4)
    assert seen["en"][0] == {"launch": (2, "CANCELLED")}


def test_a_withdrawal_that_is_taken_back(tmp_path, url):
    """An announcement that is withdrawn no more is said to be so."""
    publish = days(tmp_path, url)
    publish(catalogue(announcement(withdrawn=gf.geneva(2020, 12, 1))), 2020, 12, 2)
    seen, told = publish(catalogue(announcement()), 2020, 12, 3)
    assert list(seen["en"][1]) == ["announcement/news/en"]
    assert told == ["News: no longer withdrawn; 6 feeds"]


def test_a_title_nobody_reads(tmp_path, url):
    """A change to an item whose title stands in none of the catalogue's languages is said with the title there is."""
    publish = days(tmp_path, url)
    publish(catalogue(event(), fallback=[]), 2020, 12, 2)
    _, told = publish(catalogue(event(title={"ar": "إطلاق"}, attendance="online"), fallback=[]), 2020, 12, 3)
    assert told == ["إطلاق: in another place; now in ar; no longer in en, fr; SEQUENCE 0 → 1; 2 calendars"]


def test_without_sqlalchemy(tmp_path, url, monkeypatch):
    """A ledger says which packages it needs; publishing without one needs none."""
    monkeypatch.setitem(sys.modules, "gcmfeeds.publisher.ledger", None)
    with pytest.raises(LedgerError, match=r"pip install 'gcmfeeds\[publish\]'"):
        gf.publish(catalogue(), tmp_path, moment=NOW, ledger=url)
    assert gf.publish(catalogue(), tmp_path, moment=NOW).changes == ()
