"""Publish: a catalogue into a folder, or what that would change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from gcmfeeds.errors import StoreError
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.text import canonical_tag
from gcmfeeds.publisher.diff import Change, changes
from gcmfeeds.publisher.entry import Entries, redacted
from gcmfeeds.publisher.history import opened
from gcmfeeds.publisher.maker import maker
from gcmfeeds.publisher.manifest import File, Manifest, Standing, file_of
from gcmfeeds.publisher.plan import Output, lapses, plan
from gcmfeeds.publisher.report import Report
from gcmfeeds.publisher.select import Selection, select
from gcmfeeds.publisher.stores import Folder
from gcmfeeds.records.ids import event_path
from gcmfeeds.writers import ics
from gcmfeeds.zone import in_geneva

if TYPE_CHECKING:
    from gcmfeeds.publisher.ledger import Ledger


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

    What was published before gives each item its revision, and shows what vanished as cancelled or withdrawn.
    Every output that a change touches is made before the first is written; each file then appears whole or not at
    all, and files whose bytes are the same are left alone. Files that an earlier run made, and that belong to nothing
    any more, are removed; no other file ever is. Whatever moment it dies at, the next run ends right.

    Args:
        catalogue: The whole.
        out: The folder; made if it is not there. Its ``manifest.json`` says which files in it are ours, and what was
            published.
        moment: Aware; what is to be published later is held back.
        languages: The editions to publish, BCP 47; None for all. The files of others stay as they are.
        ledger: The address of what was published before, such as ``sqlite:///ledger.db``: it knows each item's
            history, outlives the folder, and keeps a second publisher out. None for none: the folder alone remembers.
        is_dry_run: Whether to look only, and write nothing.
        on_progress: Called with the number of outputs made, and of all.

    Raises:
        MissingTextError: The catalogue has no edition in one of the languages.
        ModelError: The moment is naive, or a language tag malformed.
        LedgerError: The ledger cannot be used, is busy, or is another catalogue's.
        StoreError: A file cannot be read, written or removed, or the folder holds another catalogue.
    """
    now = in_geneva(moment)
    with opened(ledger, is_read_only=is_dry_run) if ledger else nullcontext() as book:
        return publish_after(
            book, catalogue, out, now=now, languages=languages, is_dry_run=is_dry_run, on_progress=on_progress
        )


def publish_after(
    book: Ledger | None,
    catalogue: Catalogue,
    out: str | PathLike[str],
    *,
    now: dt.datetime,
    languages: Sequence[str] | None,
    is_dry_run: bool,
    on_progress: Callable[[int, int], None],
) -> Report:
    """Publish as :func:`publish` does, after what an open ledger knows, while it keeps others out."""
    tags = tuple(dict.fromkeys(canonical_tag(tag) for tag in languages or catalogue.languages))
    folder = Folder(Path(out))
    standing, known = _known(folder, catalogue, book)
    selection = select(catalogue, known, now)
    files, bodies, outputs = {}, {}, list(plan(selection, tags, maker()))
    same = {output.path for output in outputs if _is_same(output, standing)}
    for done, output in enumerate(outputs, 1):
        files[output.path], body = _made(output, folder, standing, same)
        if body is not None:
            bodies[output.path] = body
        on_progress(done, len(outputs))
    for path, versions in standing.files.items():
        if languages and path.split("/")[0] not in tags:
            files[path] = versions[0]
    gone = [path for path in standing.files if path not in files and _is_ours(path, folder, standing)]
    whole = Manifest(
        authority=catalogue.authority, since=catalogue.since, files=files, entries=_public_entries(selection)
    )
    if not is_dry_run:
        if bodies or gone or standing.dead or standing.manifest != whole:
            folder.replace(whole, bodies, gone)
        if book:
            book.save((one for name, one in selection.entries.items() if book.entries.get(name) != one), now)
    return Report(
        languages=tags,
        written=tuple(sorted(bodies)),
        unchanged=tuple(sorted(output.path for output in outputs if output.path not in bodies)),
        removed=tuple(sorted(gone)),
        warnings=tuple(_warnings(outputs, files, catalogue)),
        lapses=tuple(lapses(selection.catalogue, tags)),
        held_back=tuple((item.kind, item.key) for item in selection.held_back),
        changes=tuple(changes(known, selection)) if known else (),
        until=selection.until,
    )


def diff(
    catalogue: Catalogue, *, moment: dt.datetime, ledger: str, out: str | PathLike[str] | None = None
) -> tuple[Change, ...]:
    """Find what publishing now would change for subscribers; nothing is written.

    Args:
        catalogue: The whole.
        moment: Aware; decides what is out, and dates the changes.
        ledger: The address of what was published before.
        out: The published folder, which may know of a run that died before it wrote the ledger.

    Returns:
        The changes; none where nothing was published before.

    Raises:
        LedgerError: The ledger cannot be used, or is another catalogue's.
        StoreError: The folder cannot be read, or holds another catalogue.
        ModelError: The moment is naive.
    """
    now = in_geneva(moment)
    with opened(ledger, is_read_only=True) as book:
        book.claim(catalogue.authority, catalogue.since)
        known = book.entries if out is None else _known(Folder(Path(out)), catalogue, book)[1]
        return tuple(changes(known, select(catalogue, known, now))) if known else ()


def _known(folder: Folder, catalogue: Catalogue, book: Ledger | None) -> tuple[Standing, Entries]:
    """Read what was published before, and refuse ledger and folder where they are another catalogue's."""
    if book:
        book.claim(catalogue.authority, catalogue.since)
    standing = folder.standing()
    for manifest in standing.manifests():
        if (manifest.authority, manifest.since) != (catalogue.authority, catalogue.since):
            theirs = f"{manifest.authority}, {manifest.since}"
            raise StoreError(f"cannot use {folder.root}: it holds another catalogue, that of {theirs}")
    return standing, folder.known(standing, book.entries if book else {})


def _public_entries(selection: Selection) -> Entries:
    """Leave out the words of what is shown no more, or was withdrawn: who retracts a text wants it gone."""
    shown = {
        (item.kind, item.key)
        for item in selection.catalogue.items
        if not (isinstance(item, Announcement) and item.withdrawn)
    }
    return {name: entry if name in shown else redacted(entry) for name, entry in selection.entries.items()}


def _is_ours(path: str, folder: Folder, standing: Standing) -> bool:
    """Say whether a file's bytes are those that we wrote, or may have written."""
    return folder.digest(path) in {file.sha256 for file in standing.files[path]}


def _is_same(output: Output, standing: Standing) -> bool:
    """Say whether a file is made from the same as the tree's own, as it should be now."""
    return any(file.made_from == output.made_from for file in standing.files.get(output.path, ())[:1])


def _made(output: Output, folder: Folder, standing: Standing, same: Collection[str]) -> tuple[File, bytes | None]:
    """Give what a file will be, and its bytes if they are to be written.

    Args:
        output: The file.
        folder: Where it may stand.
        standing: What the folder says of it.
        same: The paths of files that are made from the same as before.
    """
    before, written = folder.read(output.path), {}
    for file in standing.files.get(output.path, ())[:1]:
        if before is not None and file_of(before, file.made_from, file.left) == file:
            if output.is_made(file):
                return file, None
            for uid, event in ics.written_events(before).items() if output.is_calendar else ():
                key = uid.rpartition("@")[0]
                if event_path(output.language, key) in same:
                    written[key] = event
    body, left = output.render(written)
    return file_of(body, output.made_from, output.left + left), None if before == body else body


def _warnings(outputs: Iterable[Output], files: Mapping[str, File], catalogue: Catalogue) -> Iterator[str]:
    """Say which calendars are too large for some apps."""
    limits = f"{catalogue.max_events:,} events or {catalogue.max_octets:,} octets"
    for output in outputs:
        file = files[output.path]
        if file.left:
            whole = output.path.replace("calendar.ics", "calendar-all.ics")
            events = "past event" if file.left == 1 else "past events"
            yield f"{output.path}: {file.left:,} {events} left out, to have no more than {limits}; {whole} has all"
        if output.events > catalogue.max_events or (output.max_octets is not None and file.octets > output.max_octets):
            yield f"{output.path}: what is running or to come is more than {limits}; some apps lose events past that"
