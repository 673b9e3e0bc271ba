"""Screens: prints newsboat's own, for the reference of feeds: the list of each edition, and two articles.

Run it by hand, with pyte, which draws a terminal in memory: ``pip install pyte && python tests/interop/screens.py``.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import gcmfeeds as gf
from interop.catalogues import launch_catalogue
from interop.client_newsboat import _run, _serving

_COLUMNS, _LIST, _ARTICLE = 100, 8, 40
_NEWSBOAT = "/usr/bin/newsboat"
_ARGUMENTS = "-u urls -c cache.db -C config".split()


def main() -> None:
    """Print the screens."""
    gcm = gf.load(Path(__file__).parents[2] / "examples" / "gcm")
    for language in gcm.languages:
        print(_screen(gf.to_atom(gcm, language=language), "\n", _LIST), end="\n\n")  # noqa: T201  # it is for that
    print(_screen(gf.to_atom(gcm, language="fr"), "\n3\n\n", _ARTICLE), end="\n\n")  # noqa: T201
    print(_screen(gf.to_atom(launch_catalogue(), language="ar"), "\n2\n\n", _ARTICLE))  # noqa: T201


def _screen(feed: bytes, keys: str, lines: int) -> str:
    """Let newsboat fetch a feed, press keys, and give what then stands on its screen."""
    with TemporaryDirectory() as folder, _serving() as server:
        home = Path(folder)
        server.path, server.answers = home / "feed.atom", []
        server.path.write_bytes(feed)
        (home / "urls").write_text(f"http://127.0.0.1:{server.server_port}/feed\n", encoding="utf-8")
        (home / "config").write_text('datetime-format "%Y-%m-%d"\ntext-width 90\n', encoding="utf-8")
        _run(_NEWSBOAT, *_ARGUMENTS, "-x", "reload", home=home)
        return _press(home, keys, lines)


def _press(home: Path, keys: str, lines: int) -> str:
    import pyte  # noqa: PLC0415  # it is none of the tests' own packages, and doctests import this file

    process, terminal = pty.fork()
    if process == 0:
        os.chdir(home)
        environment = {"HOME": str(home), "TERM": "xterm", "LC_ALL": "C.UTF-8", "TZ": "Europe/Zurich"}
        os.execve(_NEWSBOAT, [_NEWSBOAT, *_ARGUMENTS], {**environment, "LINES": str(lines), "COLUMNS": str(_COLUMNS)})  # noqa: S606
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, _COLUMNS, 0, 0))
    screen = pyte.Screen(_COLUMNS, lines)
    stream = pyte.ByteStream(screen)
    try:
        _draw(terminal, stream, 2)
        for key in keys:
            os.write(terminal, key.encode())
            _draw(terminal, stream, 0.5)
    finally:
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(terminal)
    return "\n".join(line.rstrip() for line in screen.display if line.strip() != "~").rstrip()


def _draw(terminal: int, stream: Any, seconds: float) -> None:
    """Draw what comes in so many seconds."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([terminal], [], [], left)[0]:
            stream.feed(os.read(terminal, 65536))


if __name__ == "__main__":
    main()
