"""Threads: feeds written at once are those written alone, and the process keeps its locale."""

import locale
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

import gcmfeeds as gf
from interop.catalogues import hostile_catalogue

_THREADS, _ROUNDS = 8, 3


@pytest.fixture
def busy():
    """Give a catalogue whose feeds take long enough for threads to meet in them."""
    return hostile_catalogue()


@pytest.fixture
def own_locale():
    """Set a locale that is not the default, as a program may, and take it back."""
    before = locale.setlocale(locale.LC_ALL)
    yield locale.setlocale(locale.LC_ALL, "C.UTF-8")
    locale.setlocale(locale.LC_ALL, before)


def test_threads_write_the_same_bytes(busy, own_locale):
    """Eight threads that write every edition in both formats at once write what one writes, and leave the locale."""
    jobs = [(write, language) for write in (gf.to_atom, gf.to_rss) for language in busy.languages]
    alone = [write(busy, language=language) for write, language in jobs]
    start = Barrier(_THREADS, timeout=60)

    def work(number):
        start.wait()
        turns = [(number + turn) % len(jobs) for turn in range(_ROUNDS)]
        return {turn: jobs[turn][0](busy, language=jobs[turn][1]) for turn in turns}

    with ThreadPoolExecutor(_THREADS) as pool:
        written = list(pool.map(work, range(_THREADS), timeout=300))
    assert [turn for bodies in written for turn, body in bodies.items() if body != alone[turn]] == []
    assert locale.setlocale(locale.LC_ALL) == own_locale


def test_writing_sets_no_locale(busy, monkeypatch):
    """Nothing that writes a feed sets the locale, which all threads of a process share."""
    asked = []
    monkeypatch.setattr(locale, "setlocale", lambda *arguments: asked.append(arguments))
    gf.to_atom(busy, language="en")
    gf.to_rss(busy, language="en")
    assert asked == []
