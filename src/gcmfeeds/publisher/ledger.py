"""Ledger: what was published, in any database that SQLAlchemy knows; the door to it."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import socket
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

import attrs
import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from gcmfeeds.errors import LedgerError
from gcmfeeds.publisher.entry import Entries, Entry, from_record, to_record
from gcmfeeds.publisher.stamp import kept_beside

VERSION = 2
"""The version of the tables; an earlier one is brought up to it, a later one refused."""

WAIT = 30
"""How long one publisher waits for another, in seconds."""

_MANY = 500
"""More keys than this are not named in a question: databases allow only so many values in one."""

_BUSY = re.compile("database is locked|55P03")
"""What SQLite says of a lock it waited for too long, and PostgreSQL's state for it; its words are in any language."""

_LOCK = int.from_bytes(b"gcmfeeds")
"""The number of the lock that a publisher holds in PostgreSQL."""

_HELD = sa.text(
    "SELECT application_name, extract(epoch FROM xact_start) FROM pg_stat_activity JOIN pg_locks USING (pid) "
    "WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND (classid::bigint << 32) + objid::bigint = :lock "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
"""Who holds that lock of this database, and since when; of another role's sessions a role sees neither."""

_TABLES = sa.MetaData()
_VERSIONS = sa.Table("versions", _TABLES, sa.Column("version", sa.Integer, primary_key=True, autoincrement=False))
_OWNERS = sa.Table(
    "owners",
    _TABLES,
    sa.Column("authority", sa.String(120), primary_key=True),
    sa.Column("since", sa.String(10), nullable=False),
)
"""Whose ledger it is: one row, once something was published."""

_HISTORY = sa.Table(
    "history",
    _TABLES,
    sa.Column("kind", sa.String(20), primary_key=True),
    sa.Column("key", sa.String(120), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("moment", sa.Text, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("published", sa.Text, nullable=False),
    sa.Column("announced", sa.Text, nullable=False),
    sa.Column("updated", sa.Text, nullable=False),
    sa.Column("ended", sa.Text),
)
"""Every entry that was ever published; of an item the one with the highest number counts."""


@attrs.frozen(kw_only=True)
class Ledger:
    """Hold what was published, while nobody else publishes.

    Args:
        url: Its address.
        connection: To its database, in a transaction.
    """

    url: str
    connection: sa.Connection

    @property
    def name(self) -> str:
        """Its address as it may be shown."""
        return _without_password(self.url)

    def claim(self, authority: str, since: str) -> None:
        """Take it for a catalogue's, if it is not that of another: what one published has not vanished from another.

        Raises:
            LedgerError: It is another's, or cannot be read or written.
        """
        with _named(self.url):
            owner = self.connection.execute(sa.select(_OWNERS.c.authority, _OWNERS.c.since)).first()
            if owner is None:
                self.connection.execute(sa.insert(_OWNERS).values(authority=authority, since=since))
            elif tuple(owner) != (authority, since):
                raise ValueError(f"it is that of another catalogue, {owner.authority}, {owner.since}")

    def entries(self, names: Collection[tuple[str, str]] | None = None) -> Entries:
        """Give what was last published.

        Args:
            names: Kind and key of what is asked for; None for everything.

        Returns:
            By kind and key; nothing of what never was published.

        Raises:
            LedgerError: It cannot be read.
        """
        with _named(self.url):
            found = _last_entries(self.connection, None if names is None else {key for _, key in names})
            return {entry.name: entry for entry in found if names is None or entry.name in names}

    def is_empty(self) -> bool:
        """Say whether nothing was ever published by it.

        Raises:
            LedgerError: It cannot be read.
        """
        with _named(self.url):
            return self.connection.execute(sa.select(_HISTORY.c.kind).limit(1)).first() is None

    def save(self, entries: Iterable[Entry], moment: dt.datetime) -> None:
        """Keep entries as those that now count; it lasts when the ledger is closed well.

        Args:
            entries: At most one of an item.
            moment: When they are published, aware.

        Raises:
            LedgerError: It cannot be written.
        """
        with _named(self.url):
            entries = list(entries)
            numbers = _last_numbers(self.connection, {entry.key for entry in entries})
            rows = [
                {**to_record(entry), "number": numbers.get(entry.name, 0) + 1, "moment": moment.isoformat()}
                for entry in entries
            ]
            if rows:
                self.connection.execute(sa.insert(_HISTORY), rows)

    def history(self, key: str) -> list[tuple[dt.datetime, Entry]]:
        """Give every entry that was published of the items with a key, and when, aware: by kind, the oldest first.

        Raises:
            LedgerError: It cannot be read.
        """
        with _named(self.url):
            found = sa.select(_HISTORY).where(_HISTORY.c.key == key).order_by(_HISTORY.c.kind, _HISTORY.c.number)
            rows = self.connection.execute(found).mappings()
            return [(dt.datetime.fromisoformat(row["moment"]), from_record(dict(row))) for row in rows]


def beside(source: Path) -> str:
    """Give the address of the ledger that lies beside a source."""
    return sa.URL.create("sqlite", database=str(kept_beside(source, "ledger.db"))).render_as_string()


@contextmanager
def open_ledger(url: str, *, is_read_only: bool = False) -> Iterator[Ledger]:
    """Open a ledger, made if it is not there, for one publisher at a time.

    It is one transaction: what is saved counts when the block ends well, and nothing of it does otherwise.
    A publisher that dies holds nobody up, because the database lets go of its lock. Who holds it, and since when,
    stands in PostgreSQL's list of sessions, and beside a file in one called ``.holder``.

    Args:
        url: An address of SQLAlchemy, such as ``sqlite:////var/lib/gcmfeeds/ledger.db``. Only SQLite and PostgreSQL
            keep a second publisher out.
        is_read_only: Whether to look only: nobody is kept out, a file that is not there is not made, and nothing
            saved counts.

    Raises:
        LedgerError: It cannot be opened, read or written, is a later version's, or is busy for too long; the message
            then says who holds it.
    """
    with _named(url):
        connection = _engine(url, is_read_only=is_read_only).connect()
    with _closed(connection):
        with _named(url):
            transaction = connection.begin()
            if not is_read_only:
                _lock(connection)
        with nullcontext() if is_read_only else _signed(url):
            with _named(url):
                _prepare(connection)
            yield Ledger(url=url, connection=connection)
        with _named(url):
            if is_read_only:
                transaction.rollback()
            else:
                transaction.commit()


@contextmanager
def _closed(connection: sa.Connection) -> Iterator[None]:
    """Close a connection at the end; that it is lost already hides no other fault."""
    try:
        yield
    finally:
        with suppress(SQLAlchemyError):
            connection.close()


@contextmanager
def _signed(url: str) -> Iterator[None]:
    """Say beside a file who holds it, as long as nobody else can; a courtesy, without which one can publish too."""
    place = _holder_file(url)
    if place:
        with suppress(OSError):
            place.write_text(_me(), encoding="utf-8")
    try:
        yield
    finally:
        if place:
            with suppress(OSError):
                place.unlink()


def _holder_file(url: str) -> Path | None:
    """Give the file that says who holds a ledger, if that is a file itself, called by its path."""
    address = sa.make_url(url)
    path = address.database if address.get_backend_name() == "sqlite" else None
    return Path(f"{path}.holder") if path and not path.startswith((":memory:", "file:")) else None


def _me() -> str:
    return f"process {os.getpid()} on {socket.gethostname()}"


def _holder(url: str) -> str:
    """Say who holds a ledger, and since when, as far as that can be read."""
    name, since = None, None
    with suppress(SQLAlchemyError, OSError):
        if place := _holder_file(url):
            name, since = place.read_text(encoding="utf-8"), place.stat().st_mtime
        else:
            with _engine(url, is_read_only=True).connect() as connection:
                name, since = connection.execute(_HELD, {"lock": _LOCK}).first() or (None, None)
    if not name or since is None:
        return "another publisher"
    return f"{name}, publishing since {dt.datetime.fromtimestamp(int(since), dt.UTC):%Y-%m-%d %H:%M:%S} UTC,"


@contextmanager
def _named(url: str) -> Iterator[None]:
    """Say which ledger it is that cannot be used, and why."""
    try:
        yield
    except (SQLAlchemyError, OSError, ValueError, ImportError) as error:
        driver = getattr(error, "orig", None)
        state = getattr(driver, "sqlstate", getattr(driver, "pgcode", ""))  # of psycopg, of psycopg2
        reason = str(driver or error).splitlines()[0]
        if _BUSY.search(f"{state} {reason}"):
            reason = f"{_holder(url)} still holds it after {WAIT} seconds"
        raise LedgerError(f"cannot use the ledger {_without_password(url)}: {reason}") from error


def _without_password(url: str) -> str:
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return f"{url!r} (such as sqlite:///ledger.db)"


def _engine(url: str, *, is_read_only: bool) -> sa.Engine:
    address = sa.make_url(url)
    if address.get_backend_name() != "sqlite":
        # Who waited must see what the one before saved; other levels show what was there before the wait.
        return sa.create_engine(address, poolclass=sa.NullPool, isolation_level="READ COMMITTED")
    file = Path(address.database or ":memory:")
    if is_read_only and not file.exists():
        address = sa.make_url("sqlite://")
    elif address.database:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(address, poolclass=sa.NullPool, connect_args={"timeout": WAIT})

    @sa.event.listens_for(engine, "connect")
    def _leave_transactions_to_us(connection: object, _: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]  # sqlite3's own

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN" if is_read_only else "BEGIN IMMEDIATE")

    return engine


def _lock(connection: sa.Connection) -> None:
    """Keep every other publisher out until the transaction ends; SQLite did so when it began."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT}s'")
        connection.execute(sa.select(sa.func.set_config("application_name", _me(), True)))  # noqa: FBT003  # SQL's own
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def _prepare(connection: sa.Connection) -> None:
    """Make the tables, or bring them up to date."""
    _VERSIONS.create(connection, checkfirst=True)
    version = connection.execute(sa.select(sa.func.max(_VERSIONS.c.version))).scalar()
    if version is not None and version > VERSION:
        raise ValueError(f"it is of version {version}, and this gcmfeeds knows no later one than {VERSION}")
    _TABLES.create_all(connection)
    if version == 1:
        _from_version_1(connection)
    if version != VERSION:
        connection.execute(sa.insert(_VERSIONS).values(version=VERSION))


def _from_version_1(connection: sa.Connection) -> None:
    """Take over the entries of version 1, which kept the last of each item only, and not since when it is news."""
    old = sa.Table("entries", sa.MetaData(), autoload_with=connection)
    for row in connection.execute(sa.select(old)).mappings():
        stated = json.loads(row["data"])
        is_news = "published" in stated or row["sequence"] > stated.get("sequence", 0)
        announced = dict.fromkeys(stated["title"], row["published"]) if is_news else {}
        values = {**row, "announced": json.dumps(announced), "number": 1, "moment": row["published"]}
        connection.execute(sa.insert(_HISTORY).values(values))
    old.drop(connection)


def _last(keys: Collection[str] | None) -> sa.Select[Any]:
    """Find the highest number of each item: of those with these keys, if they are few enough to be named."""
    found = sa.select(_HISTORY.c.kind, _HISTORY.c.key, sa.func.max(_HISTORY.c.number).label("number"))
    if keys is not None and len(keys) <= _MANY:
        found = found.where(_HISTORY.c.key.in_(keys))
    return found.group_by(_HISTORY.c.kind, _HISTORY.c.key)


def _last_numbers(connection: sa.Connection, keys: Collection[str]) -> dict[tuple[str, str], int]:
    return {(kind, key): number for kind, key, number in connection.execute(_last(keys))}


def _last_entries(connection: sa.Connection, keys: Collection[str] | None) -> list[Entry]:
    last = _last(keys).subquery()
    is_last = (_HISTORY.c.kind == last.c.kind) & (_HISTORY.c.key == last.c.key) & (_HISTORY.c.number == last.c.number)
    return [from_record(dict(row)) for row in connection.execute(sa.select(_HISTORY).join(last, is_last)).mappings()]
