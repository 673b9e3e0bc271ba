"""Screen: what the command shows, through rich, which is imported where something is shown."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gcmfeeds.publisher.report import Report

if TYPE_CHECKING:
    from rich.console import Console

    from gcmfeeds.sources.foreign import Imported

# ruff: noqa: PLC0415  # importing rich takes longer than a run with nothing to do

_MOST_ROWS = 40
"""How many kinds of what an import could not carry are told at most, if not all."""


def output() -> Console:
    """Give what standard output is written through."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def errors_output() -> Console:
    """Give what standard error is written through."""
    from rich.console import Console

    return Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)


@contextmanager
def progress_shown(*, is_shown: bool) -> Iterator[Callable[[int, int], None]]:
    """Show in a terminal how far the writing is; give what is to be told of it."""
    if not is_shown:
        yield lambda _done, _total: None
        return
    from rich.progress import Progress

    errors = errors_output()
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as progress:
        task = progress.add_task("Writing", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def show_report(report: Report, console: Console, *, is_dry_run: bool) -> None:
    """Print the closing table, and by name what is left out."""
    from rich.table import Table

    written = "Would write" if is_dry_run else "Written"
    table = Table("Language", written, "Unchanged", "In another language", "Left out")
    left_out = []
    for tag in report.languages:
        mine = [lapse for lapse in report.lapses if lapse.language == tag]
        missing = [lapse.key for lapse in mine if not lapse.shown_in]
        counts = (
            sum(path.startswith(f"{tag}/") for path in report.written),
            sum(path.startswith(f"{tag}/") for path in report.unchanged),
            len(mine) - len(missing),
            len(missing),
        )
        table.add_row(tag, *map(str, counts))
        left_out += [f"{tag}, left out: {', '.join(missing)}"] if missing else []
    console.print(table)
    held_back = [f"Not published yet: {', '.join(key for _, key in report.held_back)}"] if report.held_back else []
    verb = "Would remove" if is_dry_run else "Removed"
    removed = [f"{verb}: {', '.join(report.removed)}"] if report.removed else []
    for line in [*left_out, *held_back, *removed, *report.warnings, *map(str, report.changes)]:
        console.print(line, soft_wrap=True)


def show_import(imported: Imported, out: Path, console: Console, *, is_verbose: bool) -> None:
    """Print what was read, what could not be carried, and what is left to do."""
    from rich.table import Column, Table

    from gcmfeeds.sources.foreign import alike

    catalogue, notes = imported.catalogue, imported.report.notes
    found = [(len(catalogue.events), "event"), (len(catalogue.announcements), "announcement")]
    count, noun = found[1] if imported.is_feed else found[0]
    console.print(f"Read: {count:,} {noun}{'' if count == 1 else 's'}, in {', '.join(catalogue.languages)}")
    if is_verbose:
        for note in notes:
            parts = (note.event, note.property, note.reason, note.value)
            console.print(": ".join(part for part in parts if part), soft_wrap=True)
    elif notes:
        kinds = alike(notes)
        table = Table(*(Column(name, overflow="fold") for name in ("Property", "Not carried, or changed", "Such as")))
        for note, times in kinds[:_MOST_ROWS]:
            reason = note.reason if times == 1 else f"{note.reason} ({times:,} times)"
            table.add_row(note.property, reason, note.value or note.event)
        console.print(table)
        if len(kinds) > _MOST_ROWS:
            console.print(f"{len(kinds) - _MOST_ROWS:,} more kinds: --verbose says all")
    for phrases in catalogue.phrases:
        console.print(f"languages/{phrases.language}.toml has the words of English: translate them", soft_wrap=True)
    held = f"you must hold that domain, and have held it on {catalogue.since}"
    console.print(
        f"Every id will name {catalogue.authority}: {held}; else import again with --authority and --since",
        soft_wrap=True,
    )
    console.print(f"Next: gcmfeeds build {shlex.quote(str(out))} --out site", soft_wrap=True)
