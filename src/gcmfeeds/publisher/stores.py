"""Stores: a folder that holds the published tree."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import attrs

from gcmfeeds.errors import PublishError, StoreError
from gcmfeeds.publisher.entry import Entries
from gcmfeeds.publisher.manifest import NAME, NEXT, Lines, Standing, read_lines, read_manifest

_PART = re.compile(r"\.(.+)\.\d+\.part")


@attrs.frozen
class Folder:
    """Hold a published tree in a folder.

    Args:
        root: The folder; made when something is written.
    """

    root: Path

    def standing(self) -> Standing:
        """Read what the tree says of itself.

        Raises:
            StoreError: It cannot be read, or holds another's manifest.
        """
        manifest, dead = self.read(NAME), self.read(NEXT)
        with self._read_well():
            return Standing(
                manifest=None if manifest is None else read_manifest(manifest),
                dead=None if dead is None else read_manifest(dead),
            )

    def lines(self) -> Lines:
        """Give the lines of the tree's own manifest, which is there and of this version."""
        return read_lines(self.read(NAME) or b"")

    def known(self, standing: Standing, entries: Entries) -> Entries:
        """Find what was last published of each item: by the ledger's entries, or by what the tree says of itself.

        Raises:
            StoreError: What the tree says cannot be true.
        """
        with self._read_well():
            return standing.known(entries)

    @contextlib.contextmanager
    def _read_well(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, PublishError) as error:
            raise StoreError(f"cannot use {self.root}: the {NAME} in it {error}") from error

    def read(self, path: str) -> bytes | None:
        """Give a file's bytes; None where there is none.

        Raises:
            StoreError: It is there and cannot be read.
        """
        place = self._place(path)
        try:
            return place.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise StoreError(f"cannot read {place}: {error.strerror}") from error

    def digest(self, path: str) -> str:
        """Give the SHA-256 of a file's bytes in hexadecimal digits; empty where there is none."""
        body = self.read(path)
        return "" if body is None else hashlib.sha256(body).hexdigest()

    def replace(self, lines: Lines, bodies: Mapping[str, bytes], gone: Collection[str], ours: Iterable[str]) -> None:
        """Publish: whoever looks sees the old bytes of a file or the new ones, never a part.

        What is about to be written is said first, and what was written last, so that the next run can end right what
        this one began, wherever it dies.

        Args:
            lines: The manifest of the whole tree as it will be.
            bodies: The files to write, by path.
            gone: The files to remove.
            ours: The files of which a run that died may have left a part.

        Raises:
            StoreError: A file cannot be written or removed; each that was written stands whole.
        """
        self._remove_parts({NEXT, *ours, *gone})
        self._write(NEXT, lines.pieces(), is_durable=True)
        for path, body in bodies.items():
            self._write(path, [body])
        for path in gone:
            self._remove(path)
        with self._named("write", NAME) as place:
            getattr(os, "sync", lambda: None)()  # Windows has none
            self._place(NEXT).replace(place)
            _sync_folder(place.parent)

    def _write(self, path: str, pieces: Iterable[bytes], *, is_durable: bool = False) -> None:
        with self._named("write", path) as place:
            part = place.with_name(f".{place.name}.{os.getpid()}.part")
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                with part.open("wb") as file:
                    file.writelines(pieces)
                    if is_durable:
                        file.flush()
                        os.fsync(file.fileno())
                part.replace(place)
                if is_durable:
                    _sync_folder(place.parent)
            except OSError:
                with contextlib.suppress(OSError):
                    part.unlink()
                raise

    def _remove(self, path: str) -> None:
        with self._named("remove", path) as place:
            place.unlink(missing_ok=True)
            for folder in place.parents[: path.count("/")]:
                with contextlib.suppress(OSError):  # something else is in it
                    folder.rmdir()

    def _remove_parts(self, paths: Collection[str]) -> None:
        """Remove what runs that died were writing."""
        for folder in {path.rpartition("/")[0] for path in paths}:
            place = self._place(folder)
            for name in os.listdir(place) if place.is_dir() else ():  # noqa: PTH208  # there are many
                match = _PART.fullmatch(name)
                if match and f"{folder}/{match[1]}".removeprefix("/") in paths:
                    with contextlib.suppress(OSError):
                        (place / name).unlink()

    @contextlib.contextmanager
    def _named(self, verb: str, path: str) -> Iterator[Path]:
        place = self._place(path)
        try:
            yield place
        except OSError as error:
            raise StoreError(f"cannot {verb} {place}: {error.strerror}") from error

    def _place(self, path: str) -> Path:
        return Path(self.root, *path.split("/"))


def _sync_folder(folder: Path) -> None:
    """Make a rename in a folder last; where folders cannot be opened, as on Windows, it lasts by itself."""
    with contextlib.suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
