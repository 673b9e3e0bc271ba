"""Ledger in PostgreSQL: it keeps what was published as the file does, and lets one publisher in at a time."""

import datetime as dt
import itertools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from icalendar import Calendar

import gcmfeeds as gf
from gcmfeeds.errors import LedgerError, StoreError
from gcmfeeds.publisher import ledger as module
from gcmfeeds.publisher.ledger import open_ledger
from gcmfeeds.publisher.select import select
from interop.clients import client_module, missing
from samples import announcement, catalogue, event, full_catalogue

NOW = gf.geneva(2020, 12, 1, 12)
LATER = gf.geneva(2020, 12, 2, 12)
NUMBERS = itertools.count()

HOLD = """
import pathlib, sys, time
from gcmfeeds.publisher.ledger import open_ledger
with open_ledger(sys.argv[1]) as book:
    book.connection.exec_driver_sql("DELETE FROM history")
    pathlib.Path(sys.argv[2]).touch()
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def server():
    """Start a server of our own, as Debian installs it; give a connection to it, outside transactions."""
    psycopg = client_module("psycopg")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    pg_ctl = shutil.which("pg_ctl", path=os.pathsep.join([os.environ["PATH"], *map(str, folders)]))
    if pg_ctl is None:
        missing("a PostgreSQL server (apt-get install postgresql-15)")
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:  # root's tmp_path is closed to others
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        other = {}
        if os.geteuid() == 0:  # whom the server refuses
            other = {"user": "postgres", "group": "postgres", "extra_groups": []}
            shutil.chown(folder, "postgres", "postgres")
        # A server may speak the language of those who run it, so nothing may depend on its words.
        environment = {**os.environ, "LANGUAGE": "fr"}

        def control(verb, *arguments):
            command = [pg_ctl, verb, "--silent", "--pgdata", f"{folder}/data", *arguments]
            subprocess.run(
                command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, timeout=60, check=True, **other
            )

        control("initdb", "--options", "-A trust -U gcm -N -E UTF8 --locale=C.UTF-8")
        options = f"-p {port} -F -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        control("start", "--wait", "--timeout", "30", "--log", f"{folder}/log", "--options", options)
        try:
            address = f"postgresql://gcm@127.0.0.1:{port}/postgres"
            with psycopg.connect(address, autocommit=True, connect_timeout=10) as connection:
                yield connection
        finally:
            control("stop", "--wait", "--timeout", "30", "--mode", "immediate")


@pytest.fixture
def url(server):
    """Give the address of an empty database."""
    name = f"ledger{next(NUMBERS)}"
    server.execute(f"CREATE DATABASE {name}")
    return f"postgresql+psycopg://gcm@127.0.0.1:{server.info.port}/{name}"


@pytest.fixture
def cut(server, url):
    """Give the function that ends every connection to the database, as a server does that goes away."""
    end = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s"
    return lambda: server.execute(end, [sa.make_url(url).database])


def until(condition):
    """Wait until something is so, for ten seconds at most."""
    for _ in range(200):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("it did not come to that in ten seconds")


def entries_of(made, known=None, moment=NOW):
    """Give what is published of a catalogue."""
    return select(made, known or {}, moment).entries


def tables_of(url):
    """Give the names of the tables in a database."""
    return sa.inspect(sa.create_engine(url, poolclass=sa.NullPool)).get_table_names()


def one_more(url, name="event", moment=LATER):
    """Save a new entry after those that are there; give how many it found."""
    with open_ledger(url) as book:
        known = len(book.entries())
        book.save(entries_of(catalogue(event(key=f"{name}-{known}")), moment=moment).values(), moment)
        return known


def second_after_first(server, url):
    """Let a second publisher come while the first is at work; give how many entries it found."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with ThreadPoolExecutor() as pool:
        with open_ledger(url) as book:
            second = pool.submit(one_more, url)
            until(lambda: second.done() or server.execute(waiting).fetchone() == (1,))
            assert not second.done()
            book.save(entries_of(full_catalogue()).values(), NOW)
        return second.result(timeout=30)


def test_what_is_saved_is_there(url):
    """Entries come back as they were saved, in every script; a later one takes the place of an earlier."""
    title = {"ar": "إطلاق", "zh": "发布", "ru": "Запуск", "en": "Launch 🚀 — ‘50 %(x)s’ \\"}
    first = entries_of(full_catalogue(event(title=title), announcement(key="n" * 120)))
    with open_ledger(url) as book:
        assert book.entries() == {}
        book.save(first.values(), NOW)
    with open_ledger(url) as book:
        assert book.entries() == first
        gone = entries_of(catalogue(), book.entries(), LATER)
        book.save(gone.values(), LATER)
    with open_ledger(url) as book:
        assert book.entries() == gone


def test_the_history_of_an_item(url):
    """Every entry that was saved is kept, with its moment, in order; the announcement's apart from the event's."""
    items = [event(), announcement(key="launch")]
    first = entries_of(catalogue(*items))
    moved = entries_of(catalogue(event(start=dt.date(2020, 12, 3)), items[1]), first, LATER)
    for entries, moment in ((first.values(), NOW), ([moved["event", "launch"]], LATER)):
        with open_ledger(url) as book:
            book.save(entries, moment)
    with open_ledger(url) as book:
        assert book.history("launch") == [
            (NOW, first["announcement", "launch"]),
            (NOW, first["event", "launch"]),
            (LATER, moved["event", "launch"]),
        ]


def test_nothing_is_saved_of_a_block_that_fails(url):
    """What was saved counts only when the block ends well."""

    def publish():
        with open_ledger(url) as book:
            book.save(entries_of(full_catalogue()).values(), NOW)
            raise StoreError("disk full")

    with pytest.raises(StoreError, match="disk full"):
        publish()
    with open_ledger(url) as book:
        assert book.entries() == {}


def test_looking_only(url):
    """A ledger that is only looked at makes no tables, and nothing saved counts."""
    with open_ledger(url, is_read_only=True) as book:
        book.save(entries_of(full_catalogue()).values(), NOW)
    assert tables_of(url) == []
    with open_ledger(url):
        pass
    assert sorted(tables_of(url)) == ["history", "owners", "versions"]


@pytest.mark.parametrize("isolation", ["read committed", "repeatable read", "serializable"])
def test_one_publisher_at_a_time(server, url, isolation):
    """A second publisher waits for the first and sees what it saved, however the server isolates transactions."""
    server.execute(f"ALTER DATABASE {sa.make_url(url).database} SET default_transaction_isolation = '{isolation}'")
    assert one_more(url) == 0
    assert second_after_first(server, url) == 3
    assert one_more(url) == 4


def test_a_second_publisher_of_an_empty_database(server, url):
    """A second publisher waits, too, while the first has yet to make the tables."""
    assert second_after_first(server, url) == 2


def test_the_first_publishers_all_at_once(url):
    """Publishers that find an empty database at the same moment come one after the other."""
    together = threading.Barrier(4, timeout=10)

    def publish(number):
        together.wait()
        return one_more(url, f"event-{number}")

    with ThreadPoolExecutor() as pool:
        assert sorted(pool.map(publish, range(4), timeout=30)) == [0, 1, 2, 3]


@pytest.mark.parametrize("is_empty", [True, False])
def test_one_that_waits_too_long(url, monkeypatch, is_empty):
    """A second publisher says so when the first takes too long, whatever language the server speaks."""
    monkeypatch.setattr(module, "WAIT", 1)
    if not is_empty:
        one_more(url)
    with (
        open_ledger(url),
        pytest.raises(LedgerError, match=f"process {os.getpid()} on .*, publishing since 20"),
        open_ledger(url),
    ):
        pytest.fail("two at once")
    assert one_more(url) == (0 if is_empty else 1)


def test_a_lock_that_is_not_a_publishers(url, monkeypatch):
    """Whoever keeps tables locked that we need is another publisher."""
    monkeypatch.setattr(module, "WAIT", 1)
    one_more(url)
    with sa.create_engine(url, poolclass=sa.NullPool).begin() as connection:
        connection.exec_driver_sql("LOCK TABLE versions")
        with pytest.raises(LedgerError, match="another publisher still holds it"), open_ledger(url):
            pytest.fail("two at once")


def test_who_holds_it_for_another_role(server, url, monkeypatch):
    """A role that may not see who holds the ledger is told of another publisher."""
    monkeypatch.setattr(module, "WAIT", 1)
    server.execute("CREATE ROLE other LOGIN")
    theirs = sa.make_url(url).set(username="other").render_as_string(hide_password=False)
    with (
        open_ledger(url),
        pytest.raises(LedgerError, match="another publisher still holds it after 1 seconds"),
        open_ledger(theirs),
    ):
        pytest.fail("two at once")


def test_a_publisher_that_is_killed(url, tmp_path, monkeypatch):
    """A publisher that is killed while it holds the ledger holds nobody up, and nothing that it did counts."""
    one_more(url)
    holds = tmp_path / "holds"
    with subprocess.Popen([sys.executable, "-c", HOLD, url, holds]) as process:
        try:
            until(holds.exists)
        finally:
            process.kill()
    monkeypatch.setattr(module, "WAIT", 5)
    assert one_more(url) == 1


def test_publishing(url, tmp_path):
    """What moves is said before, has a higher sequence in its calendar afterwards, and its history is kept."""
    before, after = (catalogue(event(start=dt.date(2020, 12, day)), announcement()) for day in (10, 11))
    assert len(gf.publish(before, tmp_path, moment=NOW, ledger=url).changes) == 0
    (change,) = gf.diff(after, moment=LATER, ledger=url)
    assert (change.before.revision.sequence, change.after.revision.sequence) == (0, 1)
    assert gf.publish(after, tmp_path, moment=LATER, ledger=url).changes == (change,)
    (seen,) = Calendar.from_ical((tmp_path / "fr" / "calendar.ics").read_bytes()).events
    assert (seen["SEQUENCE"], seen.start) == (1, dt.date(2020, 12, 11))
    assert gf.diff(after, moment=LATER, ledger=url) == ()
    steps = gf.history("launch", ledger=url)
    assert [(step.moment, step.change.after.revision.sequence) for step in steps] == [(NOW, 0), (LATER, 1)]


def test_a_server_that_goes_away(url, cut, tmp_path):
    """A server that goes away while we publish is said to; the files are whole, and the next run catches up."""
    made = full_catalogue()

    def go_away(done, count):
        if done == count:
            cut()

    with pytest.raises(LedgerError, match=r"cannot use the ledger postgresql\+psycopg://gcm@127"):
        gf.publish(made, tmp_path / "with", moment=NOW, ledger=url, on_progress=go_away)
    gf.publish(made, tmp_path / "without", moment=NOW)
    trees = [
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (tmp_path / "with", tmp_path / "without")
    ]
    assert trees[0] == trees[1]
    report = gf.publish(made, tmp_path / "with", moment=NOW, ledger=url)
    assert (report.written, report.changes) == ((), ())
    with open_ledger(url) as book:
        assert book.entries() == entries_of(made)


@pytest.mark.parametrize("is_read_only", [True, False])
def test_a_server_that_goes_away_at_the_end(url, cut, is_read_only):
    """A server that is gone when the ledger is closed is said to be."""
    with (
        pytest.raises(LedgerError, match=r"cannot use the ledger postgresql\+psycopg://gcm@127"),
        open_ledger(url, is_read_only=is_read_only),
    ):
        cut()


def test_a_server_that_goes_away_after_another_fault(url, cut):
    """A fault of the publisher's own is what is said, though the server goes away as well."""

    def publish():
        with open_ledger(url):
            cut()
            raise StoreError("disk full")

    with pytest.raises(StoreError, match="disk full"):
        publish()
