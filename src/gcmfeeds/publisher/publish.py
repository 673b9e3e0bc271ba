"""Publish: a catalogue into a folder, or what that would change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from os import PathLike
from pathlib import Path

from gcmfeeds.errors import StoreError
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.text import canonical_tag
from gcmfeeds.publisher.diff import Change, changes
from gcmfeeds.publisher.history import opened
from gcmfeeds.publisher.maker import maker
from gcmfeeds.publisher.manifest import File, Manifest, Standing, file_of
from gcmfeeds.publisher.plan import Output, lapses, plan
from gcmfeeds.publisher.report import Report
from gcmfeeds.publisher.select import select
from gcmfeeds.publisher.stores import Folder
from gcmfeeds.zone import in_geneva


def publish(
    catalogue: Catalogue,
    out: str | PathLike[str],
    *,
    moment: dt.datetime,
    languages: Sequence[str] | None = None,
    ledger: str | None = None,
    is_dry_run: bool = False,
    on_progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Report:
    """Publish a catalogue into a folder.

    Every output that a change touches is made before the first is written; each file then appears whole or not at
    all, and files whose bytes are the same are left alone. Files that an earlier run made, and that belong to nothing
    any more, are removed; no other file ever is. Whatever moment it dies at, the next run ends right.

    Args:
        catalogue: The whole.
        out: The folder; made if it is not there. Its ``manifest.json`` says which files in it are ours.
        moment: Aware; what is to be published later is held back.
        languages: The editions to publish, BCP 47; None for all. The files of others stay as they are.
        ledger: The address of what was published before, such as ``sqlite:///ledger.db``: it gives each item its
            revision, and shows what vanished as cancelled or withdrawn. None for none: items state their revisions.
        is_dry_run: Whether to look only, and write nothing.
        on_progress: Called with the number of outputs made, and of all.

    Raises:
        MissingTextError: The catalogue has no edition in one of the languages.
        ModelError: The moment is naive, or a language tag malformed.
        LedgerError: The ledger cannot be used, or is busy.
        StoreError: A file cannot be read, written or removed, or the folder holds another catalogue.
    """
    now = in_geneva(moment)
    tags = tuple(dict.fromkeys(canonical_tag(tag) for tag in languages or catalogue.languages))
    folder = Folder(Path(out))
    with opened(ledger, is_read_only=is_dry_run) if ledger else nullcontext() as book:
        standing = _standing(folder, catalogue)
        known = folder.known(standing, book.entries) if book else {}
        selection = select(catalogue, known, now)
        outputs = list(plan(selection, tags, maker()))
        files, bodies = {}, {}
        for done, output in enumerate(outputs, 1):
            files[output.path], body = _made(output, folder, standing)
            if body is not None:
                bodies[output.path] = body
            on_progress(done, len(outputs))
        others = {
            path: versions[0]
            for path, versions in standing.files.items()
            if languages and path.split("/")[0] not in tags
        }
        whole = Manifest(
            authority=catalogue.authority, since=catalogue.since, files={**others, **files}, entries=selection.entries
        )
        gone = [
            path
            for path, versions in standing.files.items()
            if path not in whole.files and folder.digest(path) in {file.sha256 for file in versions}
        ]
        if not is_dry_run:
            if bodies or gone or standing.dead or standing.manifest != whole:
                folder.replace(whole, bodies, gone)
            if book:
                book.save((one for name, one in selection.entries.items() if book.entries.get(name) != one), now)
    return Report(
        languages=tags,
        written=tuple(sorted(bodies)),
        unchanged=tuple(sorted(files.keys() - bodies)),
        removed=tuple(sorted(gone)),
        warnings=tuple(_warnings(outputs, files, catalogue)),
        lapses=tuple(lapses(selection.catalogue, tags)),
        held_back=tuple((item.kind, item.key) for item in selection.held_back),
        changes=tuple(changes(known, selection)) if known else (),
        until=selection.until,
    )


def diff(catalogue: Catalogue, *, moment: dt.datetime, ledger: str) -> tuple[Change, ...]:
    """Find what publishing now would change for subscribers; nothing is written.

    Args:
        catalogue: The whole.
        moment: Aware; decides what is out, and dates the changes.
        ledger: The address of what was published before.

    Raises:
        LedgerError: The ledger cannot be used.
        ModelError: The moment is naive.
    """
    now = in_geneva(moment)
    with opened(ledger, is_read_only=True) as book:
        return tuple(changes(book.entries, select(catalogue, book.entries, now)))


def _standing(folder: Folder, catalogue: Catalogue) -> Standing:
    """Read what a folder says of itself, and refuse it where it holds another catalogue."""
    standing = folder.standing()
    for manifest in standing.manifests():
        if (manifest.authority, manifest.since) != (catalogue.authority, catalogue.since):
            theirs = f"{manifest.authority}, {manifest.since}"
            raise StoreError(f"cannot publish into {folder.root}: it holds another catalogue, that of {theirs}")
    return standing


def _made(output: Output, folder: Folder, standing: Standing) -> tuple[File, bytes | None]:
    """Give what a file will be, and its bytes if they are to be written."""
    for file in standing.files.get(output.path, ())[:1]:
        if output.is_made(file) and folder.digest(output.path) == file.sha256:
            return file, None
    body, left = output.render()
    file = file_of(body, output.made_from, output.left + left)
    return file, None if folder.read(output.path) == body else body


def _warnings(outputs: Iterable[Output], files: Mapping[str, File], catalogue: Catalogue) -> Iterator[str]:
    """Say which calendars are too large for some apps."""
    limits = f"{catalogue.max_events:,} events or {catalogue.max_octets:,} octets"
    for output in outputs:
        file = files[output.path]
        if file.left:
            whole = output.path.replace("calendar.ics", "calendar-all.ics")
            events = "past event" if file.left == 1 else "past events"
            yield f"{output.path}: {file.left:,} {events} left, so that it has no more than {limits}; {whole} has all"
        if output.events > catalogue.max_events or (output.max_octets is not None and file.octets > output.max_octets):
            yield f"{output.path}: what is running or to come is more than {limits}; some apps lose events past that"
