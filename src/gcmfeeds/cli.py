"""Command line: ``gcmfeeds``. Reads clock and environment, shows what was done, decides no content."""

from __future__ import annotations

import datetime as dt
import gc
import os
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from gcmfeeds.errors import CatalogueError, ForeignFileError, GcmFeedsError, ModelError, SourceFault
from gcmfeeds.publisher.build import build as build_source
from gcmfeeds.publisher.report import Report
from gcmfeeds.zone import from_wall, in_geneva

if TYPE_CHECKING:
    from rich.console import Console

    from gcmfeeds.sources.foreign import Imported

# ruff: noqa: PLC0415  # what only some commands need is imported there: it takes longer than a run with nothing to do

try:
    import typer
except ImportError as error:
    raise SystemExit(f"the command needs more packages ({error}): pip install 'gcmfeeds[publish]'") from error
for package in ("rich", "sqlalchemy", "tomlkit"):
    if find_spec(package) is None:
        raise SystemExit(
            f"the command needs more packages (No module named '{package}'): pip install 'gcmfeeds[publish]'"
        )

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
ledger_app = typer.Typer(no_args_is_help=True, help="Look into the ledger of what was published, or restore it.")
app.add_typer(ledger_app, name="ledger")

_MOST_ROWS = 40
"""How many kinds of what an import could not carry are told at most, if not all."""

_Source = Annotated[Path, typer.Argument(help="The catalogue: a folder, or one TOML or JSON file.")]
_Beside = Annotated[Path, typer.Option(help="The catalogue that the ledger lies beside. Default: this folder.")]
_Ledger = Annotated[
    str | None,
    typer.Option(
        help="What was published before, an address of SQLAlchemy. Default: .gcmfeeds/ledger.db beside the source."
    ),
]


def _show_version(wanted: bool) -> None:  # noqa: FBT001  # typer calls it so
    if wanted:
        from importlib.metadata import version

        typer.echo(f"gcmfeeds {version('gcmfeeds')}")
        raise typer.Exit


@app.callback()
def gcmfeeds(
    *,
    _: Annotated[
        bool,
        typer.Option("--version", help="Print the version and stop.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Publish events and news as calendars and feeds, in each language."""


@app.command()
def build(
    source: _Source,
    out: Annotated[Path, typer.Option(help="The folder to publish into.")],
    *,
    language: Annotated[
        list[str] | None, typer.Option(help="Publish this edition only; may be given again. Default: all.")
    ] = None,
    now: Annotated[
        str | None,
        typer.Option(
            help="The moment that decides what is out, such as 2020-11-30T20:33; Geneva's without an offset. "
            "Default: SOURCE_DATE_EPOCH, else the clock."
        ),
    ] = None,
    ledger: _Ledger = None,
    no_ledger: Annotated[
        bool, typer.Option("--no-ledger", help="Keep no ledger: the published folder alone remembers.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing, say what would be written.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but what is wrong.")] = False,
) -> None:
    """Build every calendar and feed of a catalogue."""
    with _failing():
        moment = _moment(now)
        if no_ledger and ledger is not None:
            raise ModelError("--no-ledger", "must not be given with --ledger", None)
        with _progress(is_shown=not quiet) as on_progress:
            if no_ledger:
                from gcmfeeds.publisher.publish import publish
                from gcmfeeds.sources.load import load

                report = publish(
                    load(source),
                    out,
                    moment=moment,
                    languages=language,
                    is_dry_run=dry_run,
                    on_progress=on_progress,
                )
            else:
                report = build_source(
                    source,
                    out,
                    moment=moment,
                    languages=language,
                    ledger=ledger,
                    is_dry_run=dry_run,
                    on_progress=on_progress,
                )
    if not quiet:
        console = _console()
        _show(report, console, is_dry_run=dry_run)


@app.command(name="diff")
def diff_source(
    source: _Source,
    *,
    now: Annotated[
        str | None,
        typer.Option(help="The moment to look from, as for build. Default: SOURCE_DATE_EPOCH, else the clock."),
    ] = None,
    ledger: _Ledger = None,
    out: Annotated[
        Path | None, typer.Option(help="The published folder, which may know more than the ledger after a crash.")
    ] = None,
) -> None:
    """Say what subscribers would see if the catalogue were built now."""
    from gcmfeeds.publisher.publish import diff
    from gcmfeeds.sources.load import load

    with _failing():
        moment = _moment(now)
        found = diff(load(source), moment=moment, ledger=_beside(source, ledger), out=out)
    console = _console()
    for change in found:
        console.print(str(change), soft_wrap=True)


@app.command(name="import")
def import_file(
    file: Annotated[Path, typer.Argument(help="The calendar, an .ics file.")],
    out: Annotated[Path, typer.Option(help="The catalogue to make: a folder that is empty or not there.")],
    *,
    language: Annotated[
        str | None,
        typer.Option(help="What its texts are in, where it does not say. Default: as most others, else English."),
    ] = None,
    authority: Annotated[
        str | None, typer.Option(help="A domain that you hold. Default: the one that most UIDs have.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="A day, month or year in which you held it. Default: the day of --published.")
    ] = None,
    base_url: Annotated[
        str | None, typer.Option(help="Where it will be published. Default: /calendar/ on the authority.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(help="When it first went out. Default: the first date that one of its events has.")
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say each thing that was not carried by itself.")] = False,
) -> None:
    """Make a catalogue of a calendar that others wrote, and say what of it could not be carried."""
    from gcmfeeds.sources.foreign import import_calendar, read_foreign
    from gcmfeeds.sources.write import save

    with _failing(file):
        imported = import_calendar(
            read_foreign(file),
            moment=_moment(None),
            name=file.stem,
            language=language,
            authority=authority,
            since=since,
            base_url=base_url,
            published=None if published is None else _moment(published, "--published"),
        )
        save(imported.catalogue, out)
    _show_import(imported, out, _console(), is_verbose=verbose)


@ledger_app.command()
def show(
    key: Annotated[str, typer.Argument(help="The key of an event or announcement.")],
    *,
    source: _Beside = Path(),
    ledger: _Ledger = None,
) -> None:
    """Say how an item changed since it was first published, and when."""
    from gcmfeeds.publisher.history import history

    with _failing():
        steps = history(key, ledger=_beside(source, ledger))
    console = _console()
    for step in steps:
        if step.change.before is None:
            console.print(" ".join(step.change.after.name))
        console.print(f"{step.moment.isoformat()}  {step.change}", soft_wrap=True)


@ledger_app.command(name="restore")
def restore_ledger(
    site: Annotated[Path, typer.Argument(help="The published folder, with its manifest.json.")],
    *,
    source: _Beside = Path(),
    ledger: _Ledger = None,
) -> None:
    """Rebuild a lost ledger from what was published."""
    from gcmfeeds.publisher.history import restore

    with _failing():
        found = restore(site, ledger=_beside(source, ledger), moment=_moment(None))
    _console().print(f"Restored: {len(found)}")


def main() -> None:
    """Run the command."""
    # What a run makes stays to its end: looking for what does not costs a tenth of the time, then and at the end.
    gc.set_threshold(100_000, 50, 1000)
    try:
        app()
    finally:
        gc.freeze()


def _moment(now: str | None, option: str = "--now") -> dt.datetime:
    if now is not None:
        try:
            moment = dt.datetime.fromisoformat(now)
            return in_geneva(moment) if moment.tzinfo else from_wall(moment)
        except ModelError as error:
            raise ModelError(option, error.rule, now) from None
        except ValueError:
            raise ModelError(option, "must be a moment such as 2020-11-30T20:33", now) from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return dt.datetime.now(dt.UTC)  # noqa: TID251  # the one place that reads the clock
    try:
        return in_geneva(dt.datetime.fromtimestamp(int(epoch), dt.UTC))
    except (ValueError, OverflowError, OSError):
        raise ModelError("SOURCE_DATE_EPOCH", "must be whole seconds since 1970", epoch) from None


def _beside(source: Path, ledger: str | None) -> str:
    """Give the ledger that was named, or that lies beside the source."""
    if ledger is None and not source.exists():
        raise ModelError("--source", "must be a catalogue that is there", str(source))
    from gcmfeeds.publisher.ledger import beside

    return beside(source) if ledger is None else ledger


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def _errors() -> Console:
    from rich.console import Console

    return Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)


@contextmanager
def _progress(*, is_shown: bool) -> Iterator[Callable[[int, int], None]]:
    """Show in a terminal how far the writing is; give what is to be told of it."""
    if not is_shown:
        yield lambda _done, _total: None
        return
    from rich.progress import Progress

    errors = _errors()
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as progress:
        task = progress.add_task("Writing", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextmanager
def _failing(file: Path | None = None) -> Iterator[None]:
    """Say each fault on a line, and stop with exit code 2; `file` is the one that others wrote."""
    try:
        yield
    except CatalogueError as error:
        lines = [str(fault) for fault in error.exceptions]
    except ForeignFileError as error:
        lines = [str(SourceFault(str(file), "", str(error)))]
    except GcmFeedsError as error:
        lines = [str(error)]
    else:
        return
    errors = _errors()
    for line in lines:
        errors.print(line)
    raise typer.Exit(2)


def _show(report: Report, console: Console, *, is_dry_run: bool) -> None:
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


def _show_import(imported: Imported, out: Path, console: Console, *, is_verbose: bool) -> None:
    """Print what was read, what could not be carried, and what is left to do."""
    from rich.table import Column, Table

    from gcmfeeds.sources.foreign import alike

    catalogue, notes = imported.catalogue, imported.report.notes
    count = len(catalogue.events)
    console.print(f"Read: {count:,} event{'' if count == 1 else 's'}, in {', '.join(catalogue.languages)}")
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
