"""Publish: a catalogue into a folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path

import attrs

from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.revision import Item
from gcmfeeds.model.text import canonical_tag
from gcmfeeds.publisher.plan import Lapse, Output, lapses, plan
from gcmfeeds.publisher.select import select
from gcmfeeds.publisher.stores import is_same, write_whole


@attrs.frozen(kw_only=True)
class Report:
    """Say what publishing did.

    Args:
        languages: The editions that were published.
        written: The files that were new or changed; in a dry run, that would have been written.
        unchanged: The files that already stood there with the same bytes.
        lapses: The items shown in another language than the edition's, or left out of it.
        held_back: The items whose `published` is still to come.
    """

    languages: tuple[str, ...]
    written: tuple[Output, ...]
    unchanged: tuple[Output, ...]
    lapses: tuple[Lapse, ...]
    held_back: tuple[Item, ...]


def publish(
    catalogue: Catalogue,
    out: str | PathLike[str],
    *,
    moment: dt.datetime,
    languages: Sequence[str] | None = None,
    is_dry_run: bool = False,
    on_progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Report:
    """Publish a catalogue into a folder.

    Every output is made before the first is written; each file then appears whole or not at all,
    and files whose bytes are the same are left alone.

    Args:
        catalogue: The whole.
        out: The folder; made if it is not there.
        moment: Aware; what is to be published later is held back.
        languages: The editions to publish, BCP 47; None for all.
        is_dry_run: Whether to look only, and write nothing.
        on_progress: Called with the number of outputs made, and of all.

    Raises:
        MissingTextError: The catalogue has no edition in one of the languages.
        ModelError: The moment is naive, or a language tag malformed.
        StoreError: A file cannot be read or written.
    """
    selection = select(catalogue, moment)
    tags = tuple(dict.fromkeys(canonical_tag(tag) for tag in languages or catalogue.languages))
    outputs = list(plan(selection.catalogue, tags))
    bodies = []
    for done, output in enumerate(outputs, 1):
        bodies.append(output.render())
        on_progress(done, len(outputs))
    places = [Path(out, *output.path.split("/")) for output in outputs]
    same = [is_same(place, body) for place, body in zip(places, bodies, strict=True)]
    for place, body, stands in zip(places, bodies, same, strict=True):
        if not (stands or is_dry_run):
            write_whole(place, body)
    return Report(
        languages=tags,
        written=tuple(output for output, stands in zip(outputs, same, strict=True) if not stands),
        unchanged=tuple(output for output, stands in zip(outputs, same, strict=True) if stands),
        lapses=tuple(lapses(selection.catalogue, tags)),
        held_back=selection.held_back,
    )
