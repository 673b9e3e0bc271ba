"""Publish: a catalogue into a folder, each file whole or not at all."""

import os
import stat

import pytest

import gcmfeeds as gf
from gcmfeeds.errors import MissingTextError, StoreError
from gcmfeeds.publisher import stores
from samples import event, full_catalogue, full_event

NOW = gf.geneva(2026, 1, 1)


def tree(folder):
    """Give path, bytes and time of every file below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(str(path.relative_to(folder)), path.read_bytes(), path.stat().st_mtime_ns) for path in files]


def test_everything_is_written_then_nothing(tmp_path):
    """A first run writes every file, an unchanged second none; nothing else is left in the folder."""
    first = gf.publish(full_catalogue(), tmp_path / "site", moment=NOW)
    before = tree(tmp_path)
    second = gf.publish(full_catalogue(), tmp_path / "site", moment=NOW)
    assert tree(tmp_path) == before
    assert [f"site/{document.path}" for document in first.written if document.path] == [
        f"site/{document.path}" for document in second.unchanged
    ]
    assert sorted(f"site/{document.path}" for document in first.written) == [name for name, _, _ in before]
    assert second.written == ()


def test_only_what_changed_is_written(tmp_path):
    """A change in one language rewrites that language's files and no other."""
    gf.publish(full_catalogue(), tmp_path, moment=NOW)
    changed = full_event(title={"en": "Launch, of; the report", "fr": "Autre titre"})
    report = gf.publish(full_catalogue(changed), tmp_path, moment=NOW)
    assert {document.language for document in report.written} >= {"fr"}
    assert "en/events/launch.ics" in [document.path for document in report.unchanged]


def test_some_languages(tmp_path):
    """One can publish some editions; another than the catalogue's is refused before anything is written."""
    report = gf.publish(full_catalogue(), tmp_path, moment=NOW, languages=["FR", "fr"])
    assert report.languages == ("fr",)
    assert [path.name for path in tmp_path.iterdir()] == ["fr"]
    with pytest.raises(MissingTextError):
        gf.publish(full_catalogue(), tmp_path / "other", moment=NOW, languages=["fr", "es"])
    assert not (tmp_path / "other").exists()


def test_a_dry_run_writes_nothing(tmp_path):
    """A dry run says what would be written, and makes not even the folder."""
    report = gf.publish(full_catalogue(), tmp_path / "site", moment=NOW, is_dry_run=True)
    assert len(report.written) == 14
    assert list(tmp_path.iterdir()) == []


def test_progress(tmp_path):
    """Progress is told after each document."""
    told = []
    gf.publish(
        full_catalogue(), tmp_path, moment=NOW, languages=["fr"], on_progress=lambda *numbers: told.append(numbers)
    )
    assert told == [(number, 7) for number in range(1, 8)]


def test_what_is_held_back_is_told(tmp_path):
    """What is not out yet is in no file, and in the report."""
    report = gf.publish(full_catalogue(event(published=NOW)), tmp_path, moment=gf.geneva(2025, 1, 1))
    assert [item.key for item in report.held_back] == ["launch"]
    assert not (tmp_path / "en" / "events").exists()


def test_files_can_be_read_by_a_server(tmp_path):
    """A file has the mode that the umask gives."""
    before = os.umask(0o022)
    try:
        stores.write_whole(tmp_path / "a" / "b.ics", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a" / "b.ics").stat().st_mode) == 0o644


def test_half_a_file_is_never_seen(tmp_path, monkeypatch):
    """When a disk is full, what stood there still stands, and nothing lies beside it."""
    path = tmp_path / "a.ics"
    stores.write_whole(path, b"before")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stores.os, "fsync", full)
    with pytest.raises(StoreError, match=r"cannot write .*a\.ics: No space left on device"):
        stores.write_whole(path, b"after")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.ics", b"before")]


def test_a_folder_that_is_none(tmp_path):
    """A file where a folder must be is an error with its name; a folder where a file must be too."""
    (tmp_path / "site").write_text("x")
    with pytest.raises(StoreError, match=r"cannot write .*site"):
        gf.publish(full_catalogue(), tmp_path / "site", moment=NOW)
    (tmp_path / "other" / "en" / "calendar.ics").mkdir(parents=True)
    with pytest.raises(StoreError, match=r"cannot read .*calendar\.ics: Is a directory"):
        gf.publish(full_catalogue(), tmp_path / "other", moment=NOW)
