"""Chromium: Debian's browser without a screen, in which people open pages and feeds."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import attrs

from interop.clients import Client, client_module, missing

_MILLISECONDS = 20_000


@attrs.frozen(kw_only=True)
class SeenPage:
    """Hold what is seen of a page that was opened.

    Args:
        found: What was asked of it.
        console: What the browser complained of.
        asked: The addresses that were asked for.
    """

    found: Any
    console: tuple[str, ...]
    asked: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Browser:
    """Open what stands in a folder, each time as a reader who never was there.

    Args:
        address: Where the folder is served.
        folder: The folder.
        program: Chromium as playwright drives it.
        saw: By path, what was seen each time that it was opened.
    """

    address: str
    folder: Path
    program: Any
    saw: dict[Path, list[SeenPage]] = attrs.field(factory=dict)

    def open(self, path: str, script: str, *, width: int = 1280, scheme: str = "light") -> SeenPage:
        """Open a path.

        Args:
            path: In the folder.
            script: An expression in JavaScript, of which the pages have none: it is asked of the page that is open.
            width: Of the window, in pixels.
            scheme: ``light`` or ``dark``, as the reader likes it.
        """
        context = self.program.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        try:
            page, console, asked = context.new_page(), [], []
            page.on("console", lambda message: console.append(message.text))
            page.on("pageerror", lambda error: console.append(str(error)))
            page.on("request", lambda request: asked.append(request.url))
            page.goto(self.address + path, timeout=_MILLISECONDS)
            seen = SeenPage(found=page.evaluate(script), console=tuple(console), asked=tuple(asked))
        finally:
            context.close()
        self.saw.setdefault(self.folder / path, []).append(seen)
        return seen

    def client(self) -> Client:
        """Give it as a client that has read what was opened."""
        return Client(name="Chromium", version=self.program.version.split(".")[0], saw=self.saw)


@contextmanager
def browsing(folder: Path) -> Iterator[Browser]:
    """Serve a folder, and start the browser."""
    program = shutil.which("chromium")
    if program is None:
        missing("chromium")
    playwright = client_module("playwright.sync_api")
    with _serving(folder) as address, playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=program, args=["--no-sandbox"], timeout=_MILLISECONDS)
        try:
            yield Browser(address=address, folder=folder, program=chromium)
        finally:
            chromium.close()


class _Handler(SimpleHTTPRequestHandler):
    """Answer as any server of static files does; XML as itself, or the browser would save it and not show it."""

    timeout = 30
    extensions_map = {  # noqa: RUF012  # as its parent's
        ".html": "text/html",
        ".css": "text/css",
        ".png": "image/png",
        ".atom": "application/xml",
        ".rss": "application/xml",
    }

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":  # a feed cannot say that it has none
            self.send_response(HTTPStatus.NO_CONTENT)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
