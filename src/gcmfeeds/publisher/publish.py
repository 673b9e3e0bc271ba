"""Publish: a catalogue into a folder, or what that would change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from gcmfeeds.errors import StoreError
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.event import Event
from gcmfeeds.model.text import canonical_tag
from gcmfeeds.publisher.before import NO_REST, Before, Rest, read_before
from gcmfeeds.publisher.card import Cards
from gcmfeeds.publisher.diff import Difference, changes
from gcmfeeds.publisher.entry import Entries, redacted
from gcmfeeds.publisher.history import opened
from gcmfeeds.publisher.maker import maker
from gcmfeeds.publisher.manifest import File, Manifest, Standing, file_of
from gcmfeeds.publisher.plan import Promise, events_first, lapses, plan
from gcmfeeds.publisher.report import Report
from gcmfeeds.publisher.select import Selection, select
from gcmfeeds.publisher.stores import Folder
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
        report, _ = publish_after(
            book, catalogue, out, now=now, languages=languages, is_dry_run=is_dry_run, on_progress=on_progress
        )
        return report


def publish_after(
    book: Ledger | None,
    catalogue: Catalogue,
    out: str | PathLike[str],
    *,
    now: dt.datetime,
    languages: Sequence[str] | None,
    is_dry_run: bool,
    on_progress: Callable[[int, int], None],
    rest: Rest = NO_REST,
) -> tuple[Report, Cards]:
    """Publish as :func:`publish` does, after what an open ledger knows, while it keeps others out.

    Args:
        book: The ledger; None for none.
        catalogue: The whole, or a part with all that its items point to, and all that points to them.
        out: Likewise.
        now: Likewise, Geneva.
        languages: Likewise.
        is_dry_run: Likewise.
        on_progress: Likewise.
        rest: What is published besides; if there is any, ledger and folder are as the last run left them.

    Returns:
        What was done, and where everything stands now.
    """
    tags = tuple(dict.fromkeys(canonical_tag(tag) for tag in languages or catalogue.languages))
    folder = Folder(Path(out))
    before = read_before(folder, catalogue, book, rest)
    selection = select(catalogue, before.known, now, rest=rest.cards, is_first=before.is_first)
    outputs = list(plan(selection, tags, maker()))
    files, bodies = _rendered(outputs, folder, before, selection.catalogue, on_progress)
    for path, versions in before.standing.files.items():
        if languages and path not in files and path.split("/")[0] not in tags:
            files[path] = versions[0]
    gone = [path for path in before.standing.files if path not in files and _is_ours(path, folder, before.standing)]
    whole = Manifest(
        authority=catalogue.authority, since=catalogue.since, files=files, entries=_public_entries(selection)
    )
    if not is_dry_run:
        if bodies or gone or before.standing.dead or before.standing.manifest != whole:
            folder.replace(before.lines_with(whole), bodies, gone, files)
        if book:
            book.save((one for name, one in selection.entries.items() if before.saved.get(name) != one), now)
    paths = dict.fromkeys([*rest.files, *(output.path for output in outputs)])
    held_back = [*rest.held_back, *((item.kind, item.key) for item in selection.held_back)]
    report = Report(
        languages=tags,
        written=tuple(sorted(bodies)),
        unchanged=tuple(sorted(path for path in paths if path not in bodies and path not in gone)),
        removed=tuple(sorted(gone)),
        warnings=tuple(_warnings(outputs, files, catalogue)),
        lapses=tuple(lapses(selection.cards, tags)),
        held_back=tuple(sorted(held_back, key=events_first)),
        changes=tuple(changes(before.known, selection)) if not before.is_first else (),
        until=min((until for until in (selection.until, rest.until) if until), default=None),
    )
    return report, selection.cards


def diff(
    catalogue: Catalogue, *, moment: dt.datetime, ledger: str, out: str | PathLike[str] | None = None
) -> tuple[Difference, ...]:
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
        if out is None:
            book.claim(catalogue.authority, catalogue.since)
            known = book.entries()
        else:
            known = read_before(Folder(Path(out)), catalogue, book, NO_REST).known
        return tuple(changes(known, select(catalogue, known, now))) if known else ()


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


def _rendered(
    outputs: Sequence[Promise],
    folder: Folder,
    before: Before,
    catalogue: Catalogue,
    on_progress: Callable[[int, int], None],
) -> tuple[dict[str, File], dict[str, bytes]]:
    """Give what each file will be, and the bytes of those that are to be written.

    Args:
        outputs: The files.
        folder: Where they may stand.
        before: What was published before.
        catalogue: Whose announcements may have changed.
        on_progress: Called with the number of outputs made, and of all.

    Raises:
        StoreError: A file cannot be read, or somebody else changed it meanwhile, and it is needed as it was.
    """
    files, bodies, standing = {}, {}, before.standing
    news = {(item.kind, item.key) for item in catalogue.announcements}
    new = {output.language: set(news) for output in outputs}
    for output in outputs:
        if output.key and not _is_same(output, standing):
            new[output.language].add((Event.kind, output.key))
    parts = _Parts(path="")
    for done, output in enumerate(outputs, 1):
        found = parts.body if output.path == parts.path else folder.read(output.path)
        file = parts.file if output.path == parts.path else _file_of(found, output.path, standing)
        if not file or not output.is_made(file):
            if output.parts_of != parts.path:
                parts = _parts(output, folder, before)
            body, left = output.render(parts.parts, new[output.language])
            file = file_of(body, output.made_from, output.left + left)
            if body != found:
                bodies[output.path] = body
        files[output.path] = file
        on_progress(done, len(outputs))
    return files, bodies


@attrs.frozen(kw_only=True)
class _Parts:
    """Hold a document that was published, and the parts that are made of it; none where it is not as it was."""

    path: str
    body: bytes | None = None
    file: File | None = None
    parts: Mapping[str, bytes] = attrs.field(factory=dict)


def _parts(output: Promise, folder: Folder, before: Before) -> _Parts:
    """Read the document that held all that a file is made of when it was published."""
    path = output.parts_of
    body = folder.read(path) if path else None
    file = _file_of(body, path, before.standing)
    if body is None or file is None:
        if before.lines and path in before.standing.files:
            raise StoreError(f"cannot use {folder.root}: {path} was changed while it was being published")
        return _Parts(path=path, body=body)
    return _Parts(path=path, body=body, file=file, parts=output.cut(body))


def _is_same(output: Promise, standing: Standing) -> bool:
    """Say whether a file is made from the same as the tree's own, as it should be now."""
    return any(file.made_from == output.made_from for file in standing.files.get(output.path, ())[:1])


def _file_of(body: bytes | None, path: str, standing: Standing) -> File | None:
    """Give what the folder says of a file, if its bytes are those."""
    if body is not None:
        for file in standing.files.get(path, ())[:1]:
            if file_of(body, file.made_from, file.left) == file:
                return file
    return None


def _warnings(outputs: Iterable[Promise], files: Mapping[str, File], catalogue: Catalogue) -> Iterator[str]:
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
