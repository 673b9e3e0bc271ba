"""Ledger: what was published is kept, for one publisher at a time, or said to be lost."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import feedparser
import pytest
from icalendar import Calendar

import gcmfeeds as gf
from gcmfeeds.errors import LedgerError
from gcmfeeds.publisher import ledger as module
from gcmfeeds.publisher.decide import decide_all
from gcmfeeds.publisher.diff import in_words
from gcmfeeds.publisher.ledger import beside, open_ledger
from samples import announcement, catalogue, event, full_catalogue

NOW = gf.geneva(2020, 12, 1, 12)


@pytest.fixture
def url(tmp_path):
    """Give the address of a ledger that is not there yet."""
    return f"sqlite:///{tmp_path / 'deep' / 'ledger.db'}"


def test_what_is_saved_is_there(url):
    """Entries come back as they were saved; a later one takes the place of an earlier."""
    decided = decide_all(full_catalogue(), full_catalogue(), {}, NOW)
    with open_ledger(url) as book:
        assert book.entries == {}
        book.save(decided.values())
    with open_ledger(url) as book:
        assert book.entries == decided
        gone = decide_all(catalogue(), catalogue(), book.entries, NOW)
        book.save(gone.values())
    with open_ledger(url) as book:
        assert book.entries == gone


def test_nothing_is_saved_of_a_block_that_fails(url):
    """What was saved counts only when the block ends well."""
    decided = decide_all(catalogue(event()), catalogue(event()), {}, NOW).values()
    with pytest.raises(AttributeError, match="kind"), open_ledger(url) as book:
        book.save([*decided, None])
    with open_ledger(url) as book:
        assert book.entries == {}


def test_looking_only(url, tmp_path):
    """A ledger that is only looked at is not made, and nothing saved counts."""
    decided = decide_all(catalogue(event()), catalogue(event()), {}, NOW).values()
    with open_ledger(url, is_read_only=True) as book:
        book.save(decided)
    assert list(tmp_path.iterdir()) == []
    with open_ledger(url):
        assert (tmp_path / "deep" / "ledger.db").exists()
    with open_ledger(url, is_read_only=True) as book:
        book.save(decided)
    with open_ledger(url) as book:
        assert book.entries == {}


def test_one_publisher_at_a_time(url, monkeypatch):
    """A second publisher waits, and says so when that takes too long."""
    monkeypatch.setattr(module, "WAIT", 0.1)
    with (
        open_ledger(url),
        pytest.raises(LedgerError, match=r"cannot use the ledger .*: database is locked"),
        open_ledger(url),
    ):
        pytest.fail("two at once")


def test_a_truncated_ledger(url, tmp_path):
    """A ledger that is no database any more is said to be so, and left as it is."""
    with open_ledger(url) as book:
        book.save(decide_all(catalogue(event()), catalogue(event()), {}, NOW).values())
    path = tmp_path / "deep" / "ledger.db"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(LedgerError, match="cannot use the ledger"), open_ledger(url):
        pytest.fail("opened")
    assert path.stat().st_size == 1000


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE versions SET version = 99", "it is of version 99, and this gcmfeeds knows no later one than 1"),
        ("UPDATE entries SET updated = 'x'", "Expecting value"),
        ("UPDATE entries SET published = 'x'", "Invalid isoformat string"),
    ],
)
def test_a_ledger_that_cannot_be_read(url, tmp_path, statement, message):
    """A ledger from the future, or with rows that are none, is refused."""
    with open_ledger(url) as book:
        book.save(decide_all(catalogue(event()), catalogue(event()), {}, NOW).values())
    connection = sqlite3.connect(tmp_path / "deep" / "ledger.db")
    connection.execute(statement)
    connection.commit()
    connection.close()
    with pytest.raises(LedgerError, match=message), open_ledger(url):
        pytest.fail("opened")


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("nowhere", r"cannot use the ledger that was named: Could not parse"),
        ("postgresql+psycopg2://me:secret@127.0.0.1:1/x", r"postgresql\+psycopg2://me:\*\*\*@127\.0\.0\.1:1/x"),
        ("sqlite:////proc/nowhere/ledger.db", "cannot use the ledger sqlite:////proc/nowhere/ledger.db"),
    ],
)
def test_a_ledger_that_cannot_be_opened(address, message):
    """An address that is none, and one that cannot be reached, is said without its password."""
    with pytest.raises(LedgerError, match=message), open_ledger(address):
        pytest.fail("opened")


def test_a_ledger_in_memory():
    """A ledger may be forgotten when it is closed."""
    with open_ledger("sqlite://") as book:
        assert book.entries == {}


def test_a_higher_sequence_alone(tmp_path, url):
    """A sequence that the source raises by itself is said without readers who see anything else."""
    publish = days(tmp_path, url)
    publish(catalogue(event()), 2020, 12, 2)
    _, told = publish(catalogue(event(sequence=7)), 2020, 12, 3)
    assert told == ["Launch: SEQUENCE 0 → 7"]


def test_where_it_lies(tmp_path):
    """The ledger lies beside its source, in a folder of its own, whatever the folder is called."""
    folder = tmp_path / "a?b#c%20"
    folder.mkdir()
    for source in (folder, folder / "all.toml"):
        with open_ledger(beside(source)):
            assert (folder / ".gcmfeeds" / "ledger.db").exists()


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
        return seen, [in_words(change, made) for change in report.changes]

    return publish


def test_the_forum_day_by_day(tmp_path, url):
    """The Forum of 2022 is published, moved, translated, cancelled and gone; each day each reader sees just that."""
    import datetime as dt  # noqa: PLC0415  # days are short here

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
    old, new = "Tuesday, 10 May 2022 to Friday, 13 May 2022", "Tuesday, 17 May 2022 to Friday, 20 May 2022"
    assert told == [f"International Migration Review Forum: moved from {old} to {new}; seen in en; SEQUENCE 0 → 1"]

    french = {**title, "fr": "Forum d’examen des migrations internationales"}
    translated = event(key="imrf", title=french, start=dt.date(2022, 5, 17), end=dt.date(2022, 5, 20))
    seen, told = publish(catalogue(translated, **start), 2022, 2, 2)
    assert seen["en"] == ({"imrf": (1, "CONFIRMED")}, {"event/imrf/en": "2022-02-01"})
    assert seen["fr"] == ({"imrf": (1, "CONFIRMED")}, {"event/imrf/fr": "2022-02-02"})
    assert told == ["International Migration Review Forum: seen in fr"]

    news = announcement(published=gf.geneva(2022, 2, 3), title={"en": "News"})
    seen, told = publish(catalogue(translated, news, **start), 2022, 2, 3)
    assert seen["en"][1] == {"announcement/news/en": "2022-02-03", "event/imrf/en": "2022-02-01"}
    assert told == ["News: new"]

    seen, told = publish(catalogue(**start), 2022, 2, 4)
    assert seen["en"] == ({"imrf": (2, "CANCELLED")}, {"event/imrf/en": "2022-02-04"})
    assert told == [
        "News: no longer in the source; withdrawn; seen in en",
        "International Migration Review Forum: no longer in the source; now cancelled; seen in en, fr; SEQUENCE 1 → 2",
    ]

    seen, told = publish(catalogue(**start), 2022, 6, 20)
    assert (seen["en"], told) == (({}, {}), [])

    back = event(key="imrf", title=french, start=dt.date(2022, 5, 17), venue=gf.Venue(city="New York"))
    seen, told = publish(catalogue(back, announcement(withdrawn=gf.geneva(2022, 6, 21)), **start), 2022, 6, 21)
    assert seen["en"][0] == {"imrf": (3, "CONFIRMED")}
    assert [line.split(": ", 1)[1].split(";")[0] for line in told] == ["back in the source", "back in the source"]


def test_a_withdrawal_that_is_taken_back(tmp_path, url):
    """An announcement that is withdrawn no more is said to be so."""
    publish = days(tmp_path, url)
    publish(catalogue(announcement(withdrawn=gf.geneva(2020, 12, 1))), 2020, 12, 2)
    seen, told = publish(catalogue(announcement()), 2020, 12, 3)
    assert list(seen["en"][1]) == ["announcement/news/en"]
    assert told[0].startswith("News: no longer withdrawn; seen in")


def test_a_title_nobody_reads(tmp_path, url):
    """A change to an item whose title stands in none of the catalogue's languages is said with the title there is."""
    publish = days(tmp_path, url)
    publish(catalogue(event(), fallback=[]), 2020, 12, 2)
    _, told = publish(catalogue(event(title={"ar": "إطلاق"}, attendance="online"), fallback=[]), 2020, 12, 3)
    assert told == ["إطلاق: in another place; seen in ar; SEQUENCE 0 → 1"]


def test_without_sqlalchemy(tmp_path, url, monkeypatch):
    """A ledger says which packages it needs; publishing without one needs none."""
    monkeypatch.setitem(sys.modules, "gcmfeeds.publisher.ledger", None)
    with pytest.raises(LedgerError, match=r"pip install 'gcmfeeds\[publish\]'"):
        gf.publish(catalogue(), tmp_path, moment=NOW, ledger=url)
    assert gf.publish(catalogue(), tmp_path, moment=NOW).changes == ()


def test_a_publisher_that_is_killed(tmp_path):
    """Killed at any moment it leaves no half file, and the next run ends right, with no sequence gone back."""
    source, site = tmp_path / "gcm", tmp_path / "site"
    (source / "events").mkdir(parents=True)
    command = [Path(sys.executable).with_name("gcmfeeds"), "build", str(source), "--out", str(site), "--quiet"]
    (source / "catalogue.toml").write_text(
        'authority = "un.org"\nsince = "2020"\nbase_url = "https://un.org/"\nlanguages = ["en", "fr", "es"]\n'
        'fallback = ["en"]\npublished = 2020-11-20T09:00:00\ntitle = { en = "x" }\npublisher = { name = "y" }\n'
    )
    chance, last = random.Random(1), {}  # noqa: S311  # the same moments in every run
    for turn in range(12):
        for number in range(40):
            path = source / "events" / f"e{number}.toml"
            path.write_text(f'start = 2021-01-{1 + (turn + number) % 28:02}\ntitle = {{ en = "Event {number}" }}\n')
        process = subprocess.Popen(command)
        time.sleep(chance.uniform(0.2, 1.1))
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=30)
        for path in [path for path in site.rglob("*") if path.is_file() and not path.name.startswith(".")]:
            body = path.read_bytes()
            assert body.endswith(b"END:VCALENDAR\r\n" if path.suffix == ".ics" else b">\n")
        subprocess.run(command, check=True, timeout=60)
        calendar = Calendar.from_ical((site / "en" / "calendar.ics").read_bytes())
        sequences = {str(found["UID"]): int(found["SEQUENCE"]) for found in calendar.events}
        assert {uid: sequence for uid, sequence in sequences.items() if sequence < last.get(uid, 0)} == {}
        assert {sequence - last.get(uid, 0) for uid, sequence in sequences.items()} <= {0, 1}
        assert list(site.rglob(".*")) == []
        last = sequences
    assert set(last.values()) == {11}
