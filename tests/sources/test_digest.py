"""Digest: what is known of a source's files, and which of them are read to know it."""

import os

import pytest

from gcmfeeds.sources import digest
from gcmfeeds.sources.digest import Known, digests, stats
from samples import source_of

LONG_AGO, FOREVER = 0, 2**62
LAUNCH = "events/launch.toml"


@pytest.fixture
def source(tmp_path):
    """Make a small catalogue, with a file that is none of it."""
    source = source_of(tmp_path, "start = 2020-12-20\n")
    (source / "events" / "notes.txt").write_text("x")
    return source


@pytest.fixture
def reads(monkeypatch):
    """Tell which files are read."""
    names = []
    read = digest._digest

    def telling(path):
        names.append(path.rpartition("/")[2])
        return read(path)

    monkeypatch.setattr(digest, "_digest", telling)
    return names


def test_what_is_settled_is_not_read_again(source, reads):
    """A file whose times were past is known by what its stat says; another is read each time."""
    found = stats(source)
    assert all(not known.stat for known in digests(source, found, {}, LONG_AGO).values())
    known = digests(source, found, digests(source, found, {}, LONG_AGO), FOREVER)
    assert reads == ["catalogue.toml", "launch.toml"] * 3
    assert {name: one.stat for name, one in known.items()} == found
    reads.clear()
    assert digests(source, found, known, LONG_AGO) == known
    assert reads == []


def test_what_is_no_source_is_not_read(source, reads):
    """A file of another kind has a name and a stat, and no digest."""
    found = stats(source)
    known = digests(source, found, {}, FOREVER)
    assert known["events/notes.txt"] == Known("", found["events/notes.txt"])
    assert "notes.txt" not in reads


def test_only_what_changed_is_read(source, reads):
    """Of a file with the same size and time the moment of its change tells it, or its number."""
    known = digests(source, stats(source), {}, FOREVER)
    reads.clear()
    path = source / LAUNCH
    before = path.stat()
    (source / "other").write_text("start = 2021-12-20\n")
    (source / "other").replace(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    now = digests(source, stats(source), known, FOREVER)
    assert reads == ["launch.toml"]
    assert {name for name in now if now[name].digest != known[name].digest} == {LAUNCH}


def test_a_source_of_one_file(tmp_path, reads):
    """A source of one file is read whatever it is called."""
    (tmp_path / "all").write_text("{}")
    known = digests(tmp_path / "all", stats(tmp_path / "all"), {}, FOREVER)
    assert (list(known), reads) == (["all"], ["all"])
    assert len(known["all"].digest) == 64
