"""Serving: a reader asks a server that makes each document when it is asked for."""

import shutil
import sqlite3
import subprocess
import threading
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

import gcmfeeds as gf
from interop.clients import missing
from samples import announcement, full_announcement, full_catalogue, full_event

PATH = "fr/feed.atom"


class Handler(BaseHTTPRequestHandler):
    """Answer as `docs/reference/feeds.md` shows it."""

    timeout = 30

    def do_GET(self):  # its parent's name for it
        """Give the document, or say that it is had."""
        output = gf.to_output(self.server.catalogue, self.path.removeprefix("/"))
        asked = self.headers
        is_had = output.is_not_modified(asked.get("If-None-Match"), asked.get("If-Modified-Since"))
        self.server.asked.append((asked.get("If-None-Match"), 304 if is_had else 200))
        self.send_response(304 if is_had else 200)
        more = {"Last-Modified": self.server.last_modified} if self.server.last_modified else {}
        for name, value in {**output.headers, **more}.items():
            self.send_header(name, value)
        self.end_headers()
        if not is_had:
            self.wfile.write(output.body)

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def serving(catalogue):
    """Serve a catalogue on this machine."""
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        server.catalogue, server.asked, server.last_modified = catalogue, [], None
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def titles(home):
    """Give the titles that newsboat keeps."""
    with closing(sqlite3.connect(home / "cache.db")) as connection:
        return {title for (title,) in connection.execute("SELECT title FROM rss_item")}


@pytest.fixture
def reload(tmp_path):
    """Give the function that lets newsboat fetch the feed of a server; it gives the tag it sent, and the answer."""
    program = shutil.which("newsboat")
    if program is None:
        missing("newsboat")

    def run(server):
        (tmp_path / "urls").write_text(f"http://127.0.0.1:{server.server_port}/{PATH}\n", encoding="utf-8")
        subprocess.run(
            [program, *"-u urls -c cache.db -C /dev/null -x reload".split()],
            cwd=tmp_path,
            env={"HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=30,
        )
        return server.asked[-1]

    return run


BEFORE = full_catalogue()
AFTER = full_catalogue(full_event(), full_announcement(), announcement(key="b", title={"fr": "Autre"}))
OLD = {"Lancement du rapport", "Nouvelle du rapport"}


def test_newsboat_asks_by_the_tag(reload, tmp_path):
    """Newsboat sends the tag back and is answered 304; once something changed it is given that."""
    with serving(BEFORE) as server:
        reload(server)
        reload(server)
        assert reload(server) == (gf.to_output(BEFORE, PATH).etag, 304)
        assert titles(tmp_path) == OLD
        server.catalogue = AFTER
        assert reload(server) == (gf.to_output(BEFORE, PATH).etag, 200)
        assert titles(tmp_path) == {*OLD, "Autre"}
        assert reload(server) == (gf.to_output(AFTER, PATH).etag, 304)


def test_newsboat_believes_the_date_more_than_the_tag(reload, tmp_path):
    """With Last-Modified, newsboat throws away an answer that says the same date: so `headers` does without.

    libcurl does that for it (``CURLOPT_TIMECONDITION``). The announcement that is new has an older date than another.
    """
    dates = {gf.to_output(made, PATH).last_modified for made in (BEFORE, AFTER)}
    with serving(BEFORE) as server:
        (server.last_modified,) = dates
        reload(server)
        reload(server)
        server.catalogue = AFTER
        assert reload(server) == (gf.to_output(BEFORE, PATH).etag, 200)
        assert titles(tmp_path) == OLD
