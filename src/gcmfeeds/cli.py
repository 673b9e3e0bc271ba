"""Command line: ``gcmfeeds``. Reads clock and environment, shows what was done, decides no content."""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from time import sleep
from typing import Annotated

from gcmfeeds.errors import CatalogueError, ForeignFileError, GcmFeedsError, ModelError, SourceFault
from gcmfeeds.publisher.build import build as build_source
from gcmfeeds.screen import errors_output, output, progress_shown, show_import, show_report
from gcmfeeds.zone import from_wall, in_geneva

# ruff: noqa: PLC0415  # what only some commands need is imported there: it takes longer than a run with nothing to do

try:
    import typer
except ImportError as error:
    raise SystemExit(f"the command needs more packages ({error}): pip install 'gcmfeeds[publish]'") from error
for package in ("feedparser", "httpx", "jinja2", "rich", "sqlalchemy", "tomlkit"):
    if find_spec(package) is None:
        raise SystemExit(
            f"the command needs more packages (No module named '{package}'): pip install 'gcmfeeds[publish]'"
        )

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
ledger_app = typer.Typer(no_args_is_help=True, help="Look into the ledger of what was published, or restore it.")
app.add_typer(ledger_app, name="ledger")

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
        with progress_shown(is_shown=not quiet) as on_progress:
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
        console = output()
        show_report(report, console, is_dry_run=dry_run)


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
    console = output()
    for change in found:
        console.print(str(change), soft_wrap=True)


@app.command(name="import")
def import_file(
    file: Annotated[Path, typer.Argument(help="The calendar or feed: iCalendar, RSS, Atom or JSON Feed.")],
    out: Annotated[Path, typer.Option(help="The catalogue to make: a folder that is empty or not there.")],
    *,
    language: Annotated[
        str | None,
        typer.Option(help="What its texts are in, where it does not say. Default: as most others, else English."),
    ] = None,
    authority: Annotated[
        str | None, typer.Option(help="A domain that you hold. Default: the one that most UIDs, ids or pages have.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            help="A day, month or year in which you held it. Default: that of our own ids, else the day of --published."
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(help="Where it will be published. Default: /calendar/ on the authority, of a feed /news/."),
    ] = None,
    published: Annotated[
        str | None, typer.Option(help="When it first went out. Default: the first date that anything in it has.")
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say each thing that was not carried by itself.")] = False,
) -> None:
    """Make a catalogue of a calendar or feed that others wrote, and say what of it could not be carried."""
    from gcmfeeds.sources.foreign import import_foreign, read_foreign
    from gcmfeeds.sources.write import save

    with _failing(file):
        imported = import_foreign(
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
    show_import(imported, out, output(), is_verbose=verbose)


@app.command(name="notify")
def notify_hubs(
    source: _Source,
    site: Annotated[Path, typer.Option(help="The published folder, whose files stand at their addresses by now.")],
    *,
    is_all: Annotated[bool, typer.Option("--all", help="Tell of every feed, changed or not.")] = False,
) -> None:
    """Tell the hubs that the catalogue names which feeds changed since they were last told."""
    from gcmfeeds.publisher.notify import notify
    from gcmfeeds.publisher.stamp import kept_beside
    from gcmfeeds.sources.load import load

    with _failing():
        report = notify(
            load(source),
            site,
            memory=kept_beside(source, "hubs.json"),
            clock=lambda: dt.datetime.now(dt.UTC),  # noqa: TID251  # how long a hub takes is no matter of --now
            sleep=sleep,
            is_all=is_all,
            is_environment_used=True,
        )
    console, errors = output(), errors_output()
    if not report.tellings:
        console.print("Nothing to tell: no feed changed since the hubs were told")
    for telling in report.tellings:
        (errors if telling.outcome != "told" else console).print(str(telling), soft_wrap=True)
    if report.failed:
        raise typer.Exit(2)


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
    console = output()
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
    output().print(f"Restored: {len(found)}")


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
    errors = errors_output()
    for line in lines:
        errors.print(line)
    raise typer.Exit(2)
