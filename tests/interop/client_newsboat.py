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

from interop.clients import Client, SeenItem, SeenShelf, missing


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
        version = re.search(r"\d[\d.]*", _run(program, "-v", home=home))[0]
        for path in paths:
            server.path, server.answers = path, []
            _run(program, *"-u urls -c cache.db -C /dev/null -x reload".split(), home=home)
            (answer,) = server.answers
            cache = home / "cache.db"
            saw[path] = SeenShelf(entries=tuple(_read_all(cache)), site=_site(cache), answer=answer)
    return Client(name="newsboat", version=version, saw=saw)


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
