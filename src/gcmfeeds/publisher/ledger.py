"""Ledger: what was published, in any database that SQLAlchemy knows; the door to it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import attrs
import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from gcmfeeds.errors import LedgerError
from gcmfeeds.model.revision import Revision
from gcmfeeds.publisher.entry import Entry

VERSION = 1
"""The version of the tables; a ledger of a later one is refused."""

WAIT = 30
"""How long one publisher waits for another, in seconds."""

_TABLES = sa.MetaData()
_VERSIONS = sa.Table("versions", _TABLES, sa.Column("version", sa.Integer, primary_key=True))
_ENTRIES = sa.Table(
    "entries",
    _TABLES,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("data", sa.Text, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("published", sa.Text, nullable=False),
    sa.Column("updated", sa.Text, nullable=False),
    sa.Column("ended", sa.Text),
)


@attrs.frozen(kw_only=True)
class Ledger:
    """Hold what was published, while nobody else publishes.

    Args:
        url: Its address.
        entries: By kind and key, as they were when it was opened.
        connection: To its database, in a transaction.
    """

    url: str
    entries: Mapping[tuple[str, str], Entry]
    connection: sa.Connection

    def save(self, entries: Iterable[Entry]) -> None:
        """Keep entries in place of those with the same kind and key; it counts when the ledger is closed well.

        Raises:
            LedgerError: It cannot be written.
        """
        with _named(self.url):
            for entry in entries:
                row = (_ENTRIES.c.kind == entry.kind) & (_ENTRIES.c.key == entry.key)
                self.connection.execute(sa.delete(_ENTRIES).where(row))
                self.connection.execute(sa.insert(_ENTRIES).values(_row(entry)))


def beside(source: Path) -> str:
    """Give the address of the ledger that lies beside a source: a file in a folder ``.gcmfeeds``."""
    folder = source if source.is_dir() else source.parent
    return sa.URL.create("sqlite", database=str(folder / ".gcmfeeds" / "ledger.db")).render_as_string()


@contextmanager
def open_ledger(url: str, *, is_read_only: bool = False) -> Iterator[Ledger]:
    """Open a ledger, made if it is not there, for one publisher at a time.

    It is one transaction: what is saved counts when the block ends well, and nothing of it does otherwise.
    A publisher that dies holds nobody up, because the database lets go of its lock.

    Args:
        url: An address of SQLAlchemy, such as ``sqlite:////var/lib/gcmfeeds/ledger.db``.
        is_read_only: Whether to look only: a file that is not there is not made, and nothing saved counts.

    Raises:
        LedgerError: It cannot be opened, read or written, is a later version's, or is busy for too long.
    """
    with _named(url):
        connection = _engine(url, is_read_only=is_read_only).connect()
    with connection:
        with _named(url):
            transaction = connection.begin()
            _TABLES.create_all(connection)
            _check_version(connection)
            entries = [_entry(dict(row)) for row in connection.execute(sa.select(_ENTRIES)).mappings()]
        yield Ledger(url=url, entries={(entry.kind, entry.key): entry for entry in entries}, connection=connection)
        with _named(url):
            if is_read_only:
                transaction.rollback()
            else:
                transaction.commit()


@contextmanager
def _named(url: str) -> Iterator[None]:
    """Say which ledger it is that cannot be used, and why."""
    try:
        yield
    except (SQLAlchemyError, OSError, ValueError, ImportError) as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise LedgerError(f"cannot use the ledger {_without_password(url)}: {reason}") from error


def _without_password(url: str) -> str:
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "that was named"


def _engine(url: str, *, is_read_only: bool) -> sa.Engine:
    address = sa.make_url(url)
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(address, poolclass=sa.NullPool)
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
    def _lock_at_once(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _check_version(connection: sa.Connection) -> None:
    version = connection.execute(sa.select(sa.func.max(_VERSIONS.c.version))).scalar()
    if version is None:
        connection.execute(sa.insert(_VERSIONS).values(version=VERSION))
    elif version > VERSION:
        raise ValueError(f"it is of version {version}, and this gcmfeeds knows no later one than {VERSION}")


def _row(entry: Entry) -> dict[str, object]:
    return {
        "kind": entry.kind,
        "key": entry.key,
        "data": entry.data,
        "sequence": entry.revision.sequence,
        "published": entry.revision.published.isoformat(),
        "updated": json.dumps({tag: moment.isoformat() for tag, moment in entry.revision.updated}),
        "ended": entry.ended.isoformat() if entry.ended else None,
    }


def _entry(row: Mapping[str, str]) -> Entry:
    updated = json.loads(row["updated"])
    revision = Revision(
        sequence=int(row["sequence"]),
        published=dt.datetime.fromisoformat(row["published"]),
        updated={tag: dt.datetime.fromisoformat(moment) for tag, moment in updated.items()},
    )
    ended = dt.datetime.fromisoformat(row["ended"]) if row["ended"] else None
    return Entry(kind=row["kind"], key=row["key"], data=row["data"], revision=revision, ended=ended)
