"""Command line: ``gcmfeeds``. Reads clock and environment, shows what was done, decides no content."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, NoReturn

from gcmfeeds.errors import CatalogueError, GcmFeedsError, ModelError
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.publisher.diff import Change, in_words
from gcmfeeds.publisher.publish import Report, publish
from gcmfeeds.publisher.publish import diff as changes_now
from gcmfeeds.sources.load import load
from gcmfeeds.zone import from_wall, in_geneva

try:
    import typer
    from rich.console import Console
    from rich.progress import Progress
    from rich.table import Table

    from gcmfeeds.publisher.ledger import beside
except ImportError as error:
    raise SystemExit(f"the command needs more packages ({error}): pip install 'gcmfeeds[publish]'") from error

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def _show_version(wanted: bool) -> None:  # noqa: FBT001  # typer calls it so
    if wanted:
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
    source: Annotated[Path, typer.Argument(help="The catalogue: a folder, or one TOML or JSON file.")],
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
    ledger: Annotated[
        str | None,
        typer.Option(
            help="What was published before, an address of SQLAlchemy. Default: .gcmfeeds/ledger.db beside the source."
        ),
    ] = None,
    no_ledger: Annotated[
        bool, typer.Option("--no-ledger", help="Remember nothing: items state their revisions themselves.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing, say what would be written.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but what is wrong.")] = False,
) -> None:
    """Build every calendar and feed of a catalogue."""
    errors = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)
    try:
        moment = _moment(now)
        catalogue = load(source)
        with Progress(console=errors, transient=True, disable=quiet or not errors.is_terminal) as progress:
            task = progress.add_task("Writing", total=None)
            report = publish(
                catalogue,
                out,
                moment=moment,
                languages=language,
                ledger=None if no_ledger else ledger or beside(source),
                is_dry_run=dry_run,
                on_progress=lambda done, total: progress.update(task, completed=done, total=total),
            )
    except CatalogueError as error:
        _fail(errors, [str(fault) for fault in error.exceptions])
    except GcmFeedsError as error:
        _fail(errors, [str(error)])
    if not quiet:
        console = Console(highlight=False, markup=False, emoji=False)
        _show(report, console, is_dry_run=dry_run)
        _tell(report.changes, catalogue, console)


@app.command()
def diff(
    source: Annotated[Path, typer.Argument(help="The catalogue: a folder, or one TOML or JSON file.")],
    *,
    now: Annotated[
        str | None,
        typer.Option(help="The moment to look from, as for build. Default: SOURCE_DATE_EPOCH, else the clock."),
    ] = None,
    ledger: Annotated[
        str | None,
        typer.Option(
            help="What was published before, an address of SQLAlchemy. Default: .gcmfeeds/ledger.db beside the source."
        ),
    ] = None,
) -> None:
    """Say what subscribers would see if the catalogue were built now."""
    errors = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)
    try:
        moment = _moment(now)
        catalogue = load(source)
        found = changes_now(catalogue, moment=moment, ledger=ledger or beside(source))
    except CatalogueError as error:
        _fail(errors, [str(fault) for fault in error.exceptions])
    except GcmFeedsError as error:
        _fail(errors, [str(error)])
    _tell(found, catalogue, Console(highlight=False, markup=False, emoji=False))


def main() -> None:
    """Run the command."""
    app()


def _moment(now: str | None) -> dt.datetime:
    if now is not None:
        try:
            moment = dt.datetime.fromisoformat(now)
            return in_geneva(moment) if moment.tzinfo else from_wall(moment)
        except ModelError as error:
            raise ModelError("--now", error.rule, now) from None
        except ValueError:
            raise ModelError("--now", "must be a moment such as 2020-11-30T20:33", now) from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return dt.datetime.now(dt.UTC)  # noqa: TID251  # the one place that reads the clock
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    except (ValueError, OverflowError, OSError):
        raise ModelError("SOURCE_DATE_EPOCH", "must be whole seconds since 1970", epoch) from None


def _tell(found: Iterable[Change], catalogue: Catalogue, console: Console) -> None:
    """Print each change on a line."""
    for change in found:
        console.print(in_words(change, catalogue), soft_wrap=True)


def _fail(console: Console, lines: list[str]) -> NoReturn:
    for line in lines:
        console.print(line)
    raise typer.Exit(2)


def _show(report: Report, console: Console, *, is_dry_run: bool) -> None:
    """Print the closing table, and by name what is left out."""
    written = "Would write" if is_dry_run else "Written"
    table = Table("Language", written, "Unchanged", "In another language", "Left out")
    left_out = []
    for tag in report.languages:
        mine = [lapse for lapse in report.lapses if lapse.language == tag]
        missing = [lapse.item.key for lapse in mine if not lapse.shown_in]
        counts = (
            sum(output.language == tag for output in report.written),
            sum(output.language == tag for output in report.unchanged),
            len(mine) - len(missing),
            len(missing),
        )
        table.add_row(tag, *map(str, counts))
        left_out += [f"{tag}, left out: {', '.join(missing)}"] if missing else []
    console.print(table)
    held_back = [f"Not published yet: {', '.join(item.key for item in report.held_back)}"] if report.held_back else []
    for line in left_out + held_back:
        console.print(line, soft_wrap=True)
