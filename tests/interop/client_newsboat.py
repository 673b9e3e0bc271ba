"""newsboat: the feed reader of the terminal, which fetches over HTTP and keeps what it fetched.

What newsboat 2.21 does by itself, whatever a feed says:

- It keeps for ever what left the feed; tombstones say nothing to it.
- An entry that changed gets its new title and text, and stays read: its reader is not told.
- It forgets when it fetched a feed for the first time, and so fetches it whole a second time.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from interop.clients import Client, SeenEntry, SeenFeed, SeenItem, SeenShelf, html_tree, missing, unseen

_MEMORY = Path("/dev/shm")  # noqa: S108  # what is written there has a random name; each new cache waits for a disk


def start(paths: Sequence[Path]) -> Client:
    """Let newsboat subscribe to one address, at which these files stand one after the other.

    It asks once for each, and between two of them its reader reads all that is new. Each subscription has a home of
    its own.
    """
    program = shutil.which("newsboat")
    if program is None:
        missing("newsboat")
    saw = {}
    with TemporaryDirectory() as folder, _serving() as server:
        home = Path(folder)
        (home / "urls").write_text(f"http://127.0.0.1:{server.server_port}/feed\n", encoding="utf-8")
        version = _version(program, home)
        for path in paths:
            server.path, server.answers = path, []
            _run(program, *"-u urls -c cache.db -C /dev/null -x reload".split(), home=home)
            (answer,) = server.answers
            cache = home / "cache.db"
            saw[path] = SeenShelf(entries=tuple(_read_all(cache)), site=_site(cache), answer=answer)
    return Client(name="newsboat", version=version, saw=saw)


def fetch(paths: Sequence[Path]) -> Client:
    """Let newsboat fetch each of these files once, each with a cache and a list of addresses of its own.

    It keeps an id in one feed only (``cache.cpp`` asks by guid alone), so that feeds that share a cache would empty
    each other.
    """
    program = shutil.which("newsboat")
    if program is None:
        missing("newsboat")
    saw = {}
    with TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder, _serving() as server:
        home = Path(folder)
        version = _version(program, home)
        (home / "urls").write_text(f"http://127.0.0.1:{server.server_port}/feed\n", encoding="utf-8")
        for number, path in enumerate(paths):
            server.path, server.answers = path, []
            _run(program, *f"-u urls -c {number}.db -C /dev/null -x reload".split(), home=home)
            saw[path] = _feed(home / f"{number}.db")
    return Client(name="newsboat", version=version, saw=saw, misread=_kept)


def _kept(feed: SeenFeed) -> SeenFeed:
    """Leave out what newsboat 2.21 does not keep; in addresses it writes an apostrophe as ``%27``."""
    gone = "language self_link rights editions updated summary categories enclosures related translations source start"
    entries = tuple(attrs.evolve(entry, link=entry.link.replace("'", "%27")) for entry in feed.entries)
    return attrs.evolve(unseen(attrs.evolve(feed, entries=entries), *gone.split()), id=None)


def _feed(cache: Path) -> SeenFeed:
    with closing(sqlite3.connect(cache)) as connection:
        ((title, site),) = connection.execute("SELECT title, url FROM rss_feed")
        connection.row_factory = sqlite3.Row
        rows = connection.execute("SELECT * FROM rss_item ORDER BY id DESC").fetchall()
        return SeenFeed(
            id=None,
            title=title,
            language=None,
            site=site,
            self_link=None,
            rights=None,
            editions=None,
            entries=tuple(map(_entry, rows)),
        )


def _entry(row: sqlite3.Row) -> SeenEntry:
    nothing = "language updated summary categories enclosures related translations source start".split()
    return SeenEntry(
        id=row["guid"],
        title=row["title"],
        link=row["url"],
        published=dt.datetime.fromtimestamp(row["pubDate"], dt.UTC),
        content=html_tree(row["content"]),
        authors=(row["author"],),
        **dict.fromkeys(nothing),
    )


def _version(program: str, home: Path) -> str:
    return re.search(r"\d[\d.]*", _run(program, "-v", home=home))[0]


def _run(program: str, *arguments: str, home: Path) -> str:
    """Run it with nothing of the environment, so without a proxy or a configuration of anybody's."""
    ran = subprocess.run(
        [program, *arguments],
        cwd=home,
        env={"HOME": str(home), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=30,
    )
    return ran.stdout


def _read_all(cache: Path) -> Iterator[SeenItem]:
    """Give what newsboat keeps, and mark it as read."""
    with closing(sqlite3.connect(cache)) as connection, connection:
        rows = connection.execute("SELECT guid, title, pubDate, content, url, unread FROM rss_item ORDER BY guid")
        for guid, title, published, content, url, unread in rows.fetchall():
            moment = dt.datetime.fromtimestamp(published, dt.UTC)
            yield SeenItem(id=guid, title=title, published=moment, text=content, link=url, is_unread=bool(unread))
        connection.execute("UPDATE rss_item SET unread = 0")


def _site(cache: Path) -> str:
    """Give the page that newsboat takes for that of its one feed."""
    with closing(sqlite3.connect(cache)) as connection:
        ((url,),) = connection.execute("SELECT url FROM rss_feed").fetchall()
    return url


class _Server(HTTPServer):
    """Serve one file at every address, and keep what was answered."""

    path: Path
    answers: list[int]


class _Handler(SimpleHTTPRequestHandler):
    """Answer as any server of static files does: with the file's time, and 304 to one who has it from then."""

    server: _Server
    timeout = 30
    extensions_map = {".atom": "application/atom+xml", ".rss": "application/rss+xml"}  # noqa: RUF012  # as its parent's

    def translate_path(self, _path: str) -> str:
        return str(self.server.path)

    def log_request(self, code: int | str = "-", _size: int | str = "-") -> None:
        self.server.answers.append(int(code))


@contextmanager
def _serving() -> Iterator[_Server]:
    with _Server(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
