"""Stores: a folder in which each file is whole or not there."""

import os
import stat

import pytest

from gcmfeeds.errors import StoreError
from gcmfeeds.publisher import stores
from gcmfeeds.publisher.manifest import Manifest, file_of, read_manifest
from gcmfeeds.publisher.stores import Folder


def manifest(*paths):
    """Give a manifest of these files."""
    files = {path: file_of(b"x", "0", 0) for path in paths}
    return Manifest(authority="un.org", since="2020", files=files, entries={})


def names(folder):
    """Give the path of every file below a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_files_can_be_read_by_a_server(tmp_path):
    """A file has the mode that the umask gives."""
    before = os.umask(0o022)
    try:
        Folder(tmp_path).replace(manifest("a/b.ics").to_lines(), {"a/b.ics": b"x"}, [], ["a/b.ics"])
    finally:
        os.umask(before)
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("a/b.ics", "manifest.json")}
    assert modes == {0o644}


def test_half_a_file_is_never_seen(tmp_path, monkeypatch):
    """When a file cannot be written, what stood there still stands, nothing lies beside it, and it is told which."""
    folder = Folder(tmp_path)
    folder.replace(manifest("a.ics").to_lines(), {"a.ics": b"before"}, [], ["a.ics"])

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stores.os, "fsync", full)
    with pytest.raises(StoreError, match=r"cannot write .*\.manifest\.json\.next: No space left on device"):
        folder.replace(manifest("a.ics").to_lines(), {"a.ics": b"after"}, [], ["a.ics"])
    assert names(tmp_path) == ["a.ics", "manifest.json"]
    assert (tmp_path / "a.ics").read_bytes() == b"before"


def test_what_a_dead_run_leaves_is_cleared_away(tmp_path):
    """Half-written files of runs that died go; files that only look a little like them stay."""
    Folder(tmp_path).replace(manifest("a/b.ics").to_lines(), {"a/b.ics": b"x"}, [], ["a/b.ics"])
    left = ["..manifest.json.next.17.part", "a/.b.ics.99.part"]
    others = [".x.part", ".upload.7.part", "a/c.part", "a/.b.ics.x.part", "other/.b.ics.99.part"]
    (tmp_path / "other").mkdir()
    for name in left + others:
        (tmp_path / name).write_text("half")
    Folder(tmp_path).replace(manifest("a/b.ics").to_lines(), {}, [], ["a/b.ics"])
    assert names(tmp_path) == sorted([*others, "a/b.ics", "manifest.json"])


def test_folders_that_are_left_empty_go(tmp_path):
    """With its last file a folder goes too, up to the one that is published into."""
    folder = Folder(tmp_path / "site")
    folder.replace(
        manifest("a/b/c/d.ics", "a/e.ics").to_lines(),
        {"a/b/c/d.ics": b"x", "a/e.ics": b"x"},
        [],
        ["a/b/c/d.ics", "a/e.ics"],
    )
    folder.replace(manifest("a/e.ics").to_lines(), {}, ["a/b/c/d.ics", "a/b/gone.ics"], ["a/e.ics"])
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")) == [
        "site",
        "site/a",
        "site/a/e.ics",
        "site/manifest.json",
    ]


@pytest.mark.parametrize(
    "path", ["../secret.ics", "/etc/passwd.ics", "a/../../b.ics", "a//b.ics", "..", "a\\..\\b.ics", ""]
)
def test_a_manifest_names_nothing_outside(path):
    """A path that leads out of the tree, or that we would never write, is not taken for one of ours."""
    assert read_manifest(manifest("a/b.ics", path).to_bytes()) == manifest("a/b.ics")


def test_a_system_without_sync(tmp_path, monkeypatch):
    """Where there is no sync for the whole system, and folders cannot be opened, files are written all the same."""
    monkeypatch.delattr(stores.os, "sync")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(stores.os, "open", refuse)
    Folder(tmp_path).replace(manifest("a.ics").to_lines(), {"a.ics": b"x"}, [], ["a.ics"])
    assert names(tmp_path) == ["a.ics", "manifest.json"]


def test_a_file_that_cannot_be_removed(tmp_path):
    """It is told which."""
    (tmp_path / "a.ics").mkdir()
    with pytest.raises(StoreError, match=r"cannot remove .*a\.ics: Is a directory"):
        Folder(tmp_path).replace(manifest().to_lines(), {}, ["a.ics"], [])
