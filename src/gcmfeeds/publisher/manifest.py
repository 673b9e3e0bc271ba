"""Manifest: which files of a published tree are ours, what they were made from, and what was published."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from gcmfeeds.errors import ModelError
from gcmfeeds.publisher.entry import KINDS, Entries, Entry, as_json, from_record, latest, to_record

NAME = "manifest.json"
NEXT = ".manifest.json.next"
"""What a run is about to publish, written before anything else; one that is left over tells of a run that died."""

VERSION = 1

_NESTED = ("data", "announced", "updated")
_NAME = re.compile(rb'{"kind": "(.*?)", "key": "(.*?)"')
_PATH = re.compile(r"(?:[A-Za-z0-9-]+/)*[A-Za-z0-9-]+\.[a-z]+")


@attrs.frozen(kw_only=True)
class File:
    """Describe one published file.

    Args:
        sha256: Of its bytes, in hexadecimal digits.
        octets: How many they are.
        made_from: The digest of all that decides them.
        left: How many past events left it, because a calendar may not be larger.
    """

    sha256: str = attrs.field(validator=attrs.validators.instance_of(str))
    octets: int = attrs.field(validator=attrs.validators.instance_of(int))
    made_from: str = attrs.field(validator=attrs.validators.instance_of(str))
    left: int = attrs.field(default=0, validator=attrs.validators.instance_of(int))


@attrs.frozen(kw_only=True)
class Manifest:
    """Hold what a run publishes.

    Args:
        authority: The catalogue's.
        since: The catalogue's; with `authority` it says whose tree this is.
        files: By path in the tree.
        entries: What is published of every item that ever was, by kind and key; of what is shown no more, or was
            withdrawn, without its words, for the manifest is public.
    """

    authority: str
    since: str
    files: Mapping[str, File]
    entries: Entries

    def to_bytes(self) -> bytes:
        """Write it as JSON, a file and an entry a line."""
        return self.to_lines().to_bytes()

    def to_lines(self) -> Lines:
        """Give its lines."""
        head = f'{{"gcmfeeds": {VERSION}, "authority": {as_json(self.authority)}, "since": {as_json(self.since)},'
        return Lines(
            head=head.encode(),
            files={path: _file_line(path, file) for path, file in self.files.items()},
            entries={name: _entry_line(entry) for name, entry in self.entries.items()},
        )


@attrs.frozen(kw_only=True)
class Lines:
    """Hold a manifest as its lines, so that of a large one only those that matter are read, and made again.

    Args:
        head: Whose tree it is.
        files: What is said of each file, by its path.
        entries: What is said of each entry, by its kind and key.
    """

    head: bytes
    files: Mapping[str, bytes]
    entries: Mapping[tuple[str, str], bytes]

    def to_bytes(self) -> bytes:
        """Put them together."""
        return b"".join(self.pieces())

    def pieces(self) -> Iterator[bytes]:
        """Give, in a few large pieces, what they are together."""
        files = [self.files[path] for path in sorted(self.files)]
        entries = [self.entries[name] for name in sorted(self.entries)]
        yield self.head
        yield b'\n"files": {\n'
        yield b",\n".join(files)
        yield b'},\n"entries": [\n'
        yield b",\n".join(entries)
        yield b"]}\n"

    def part(self, paths: Iterable[str], names: Iterable[tuple[str, str]]) -> Manifest:
        """Read what is said of some files and entries; of what is not there nothing is."""
        files = {path: self.files[path] for path in paths if path in self.files}
        entries = {name: self.entries[name] for name in names if name in self.entries}
        return read_manifest(attrs.evolve(self, files=files, entries=entries).to_bytes())

    def merged(self, manifest: Manifest, old: Manifest) -> Lines:
        """Put what a manifest says in the place of what an older one said."""
        new = manifest.to_lines()
        files = {path: line for path, line in self.files.items() if path not in old.files}
        entries = {name: line for name, line in self.entries.items() if name not in old.entries}
        return attrs.evolve(self, files={**files, **new.files}, entries={**entries, **new.entries})


def read_lines(body: bytes) -> Lines:
    """Take a manifest of this version apart, as :meth:`Lines.to_bytes` put it together; no text holds a line break."""
    head, _, *lines = body.split(b"\n")
    middle = lines.index(b'"entries": [')
    return Lines(
        head=head,
        files={line[1 : line.index(b'"', 1)].decode(): line for line in _unlisted(lines[:middle])},
        entries={_name_of(line): line for line in _unlisted(lines[middle + 1 : -1])},
    )


def _unlisted(lines: list[bytes]) -> Iterator[bytes]:
    """Take what stands behind each line: a comma, or behind the last the end of the list and of what it is in."""
    yield from (line[:-1] for line in lines[:-1])
    if last := lines[-1][:-2]:
        yield last


def file_of(body: bytes, made_from: str, left: int) -> File:
    """Describe a file by its bytes."""
    return File(sha256=hashlib.sha256(body).hexdigest(), octets=len(body), made_from=made_from, left=left)


def read_manifest(body: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        ValueError: It is none of ours, or one of a later version; the message says so after "it".
    """
    try:
        data = json.loads(body)
        version = data["gcmfeeds"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ValueError("is not one that gcmfeeds wrote") from None
    if version != VERSION:
        raise ValueError(f"is of version {version}, and this gcmfeeds knows only {VERSION}")
    try:
        entries = [_entry(table) for table in data["entries"]]
        files = {path: File(**file) for path, file in data["files"].items() if _PATH.fullmatch(path)}
        return Manifest(
            authority=data["authority"], since=data["since"], files=files, entries={one.name: one for one in entries}
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        reason = error if isinstance(error, ModelError) else type(error).__name__
        raise ValueError(f"is damaged ({reason})") from error


@attrs.frozen(kw_only=True)
class Standing:
    """Hold what a tree says of itself: what was published, and what a run that died was about to publish.

    Args:
        manifest: The tree's own; None where there is none.
        dead: The one that a dead run left; None where there is none.
        files: The files that are ours, by path: as they should be now, and then as else they may be.
    """

    manifest: Manifest | None
    dead: Manifest | None
    files: Mapping[str, tuple[File, ...]] = attrs.field(init=False)

    @files.default
    def _versions(self) -> dict[str, tuple[File, ...]]:
        versions: dict[str, tuple[File, ...]] = {}
        for path, file in (pair for manifest in self.manifests() for pair in manifest.files.items()):
            versions[path] = (*versions.get(path, ()), file)
        return versions

    def manifests(self) -> Iterator[Manifest]:
        """Give those that there are, the later one first."""
        yield from (manifest for manifest in (self.dead, self.manifest) if manifest)

    def known(self, entries: Entries) -> Entries:
        """Find what was last published of each item, or may have been.

        Args:
            entries: What the ledger says.

        Raises:
            PublishError: The tree says of an item what cannot be true.
        """
        found = latest(entries.values(), *(manifest.entries.values() for manifest in self.manifests()))
        for entry in found.values():
            if entries.get(entry.name) is not entry:
                entry.item()
        return found


def _file_line(path: str, file: File) -> bytes:
    return f"{as_json(path)}: {as_json(attrs.asdict(file))}".encode()


def _entry_line(entry: Entry) -> bytes:
    """Write an entry with its JSON as tables, to be read, and its name first, to be found."""
    record = to_record(entry)
    whole = {**record, **{name: json.loads(record[name]) for name in _NESTED}}
    return f'{{"kind": {as_json(whole.pop("kind"))}, "key": {as_json(whole.pop("key"))}, {as_json(whole)[1:]}'.encode()


def _name_of(line: bytes) -> tuple[str, str]:
    name = next(_NAME.finditer(line))
    return name[1].decode(), name[2].decode()


def _entry(table: Mapping[str, Any]) -> Entry:
    entry = from_record({**table, **{name: as_json(table[name]) for name in _NESTED}})
    if entry.kind not in KINDS or table["data"]["key"] != entry.key:
        raise ModelError("key", "must be the item's", entry.key, kind=str(entry.kind))
    return entry
