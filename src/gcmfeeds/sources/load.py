"""Load: a catalogue from disk, or every fault that keeps it from being one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

import attrs

from gcmfeeds.errors import CatalogueError, MissingTextError, ModelError, SourceFault
from gcmfeeds.language.words import phrases_for
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.catalogue import Catalogue, unknown_keys
from gcmfeeds.model.event import Event
from gcmfeeds.model.phrases import Phrases
from gcmfeeds.plain import from_plain
from gcmfeeds.sources.files import Part, read_parts

_TYPES: Mapping[str, type] = {
    "catalogue": Catalogue,
    "event": Event,
    "announcement": Announcement,
    "phrases": Phrases,
}


def load(source: str | PathLike[str]) -> Catalogue:
    """Load a catalogue.

    Args:
        source: A folder with ``catalogue.toml``, ``events/``, ``announcements/`` and ``languages/``,
            or one TOML or JSON file that holds everything.

    Returns:
        The catalogue; events and announcements in the order of their keys.

    Raises:
        CatalogueError: Every fault of every file at once, each with file, path and rule.
    """
    parts, faults = read_parts(Path(source))
    made: list[tuple[Part, Any]] = []
    for part in parts:
        try:
            made.append((part, from_plain(part.data, _TYPES[part.kind])))
        except ModelError as error:
            faults += [part.fault(fault.field, fault.fault) for fault in (error, *error.also)]
    faults += _doubles(parts)
    faults += _broken_references(parts)
    faults = list({str(fault): fault for fault in faults}.values())
    catalogue = None if faults else _assembled(parts, made, faults)
    if catalogue is None:
        files = list(dict.fromkeys([*(part.file for part in parts), *(fault.file for fault in faults)]))
        faults.sort(key=lambda fault: files.index(fault.file))
        noun = "fault" if len(faults) == 1 else "faults"
        raise CatalogueError(f"{len(faults)} {noun} in {source}", faults)
    return catalogue


def _assembled(parts: list[Part], made: list[tuple[Part, Any]], faults: list[SourceFault]) -> Catalogue | None:
    """Put the catalogue together, or add what is wrong with the whole to `faults`."""
    (head, catalogue), *items = made
    shelves = {
        "events": sorted((item for _, item in items if isinstance(item, Event)), key=lambda item: item.key),
        "announcements": sorted(
            (item for _, item in items if isinstance(item, Announcement)), key=lambda item: item.key
        ),
        "phrases": [item for _, item in items if isinstance(item, Phrases)],
    }
    try:
        whole: Catalogue = attrs.evolve(catalogue, **shelves)
    except ModelError as error:
        places = {(part.kind, str(part.data["key"])): part for part in parts if part.kind in ("event", "announcement")}
        faults += [
            places.get((fault.kind, fault.key), head).fault(fault.field, fault.fault) for fault in (error, *error.also)
        ]
        return None
    for index, language in enumerate(whole.languages):
        try:
            phrases_for(whole, language)
        except MissingTextError as error:
            faults.append(head.fault(f"languages[{index}]", str(error)))
    return None if faults else whole


def _doubles(parts: Iterable[Part]) -> Iterator[SourceFault]:
    seen: dict[tuple[str, str], Part] = {}
    for part in parts:
        name = "language" if part.kind == "phrases" else "key"
        if part.kind == "catalogue" or not isinstance(part.data, Mapping) or name not in part.data:
            continue
        value = str(part.data[name])
        first = seen.setdefault((part.kind, value), part)
        if first is not part:
            place = " ".join(step for step in (first.file, first.path) if step)
            yield part.fault(name, f"must stand once, it is also that of {place} (got {value!r})")


def _broken_references(parts: list[Part]) -> Iterator[SourceFault]:
    """Find the keys that name nothing, in faulty items too; a faulty item can still be named."""
    known = {"events": _keys(part.data for part in parts if part.kind == "event")}
    known["topics"] = _keys(topic for part in parts if part.kind == "catalogue" for topic in _list(part.data, "topics"))
    for part in parts:
        places = {"": part.data}
        if part.kind == "catalogue":
            places = {f"channels[{index}].": table for index, table in enumerate(_list(part.data, "channels"))}
        for place, table in places.items():
            for field, noun in (("topics", "topic"), ("events", "event")):
                named = [key for key in _list(table, field) if isinstance(key, str)]
                for path, rule, key in unknown_keys(named, known[field], noun):
                    yield part.fault(f"{place}{field}{path}", ModelError(field, rule, key).fault)


def _list(table: Any, field: str) -> list[Any]:
    value = table.get(field) if isinstance(table, Mapping) else None
    return value if isinstance(value, list) else []


def _keys(tables: Iterable[Any]) -> set[str]:
    return {str(table["key"]) for table in tables if isinstance(table, Mapping) and "key" in table}
