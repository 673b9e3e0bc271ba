"""Load: a catalogue from disk, or every fault that keeps it from being one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

import attrs

from gcmfeeds.errors import CatalogueError, MissingTextError, ModelError, SourceFault
from gcmfeeds.language.words import find_phrases
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.catalogue import Catalogue, unknown_keys
from gcmfeeds.model.event import Event
from gcmfeeds.model.given import as_tag
from gcmfeeds.model.phrases import Phrases
from gcmfeeds.model.text import is_tag
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
    faults += [*_doubles(parts), *_broken_references(parts), *_missing_words(parts, made)]
    faults = list({str(fault): fault for fault in faults}.values())
    if faults:
        files = list(dict.fromkeys([*(part.file for part in parts), *(fault.file for fault in faults)]))
        faults.sort(key=lambda fault: files.index(fault.file))
        noun = "fault" if len(faults) == 1 else "faults"
        raise CatalogueError(f"{len(faults)} {noun} in {source}", faults)
    return _assembled(made)


def _assembled(made: list[tuple[Part, Any]]) -> Catalogue:
    """Put the catalogue together: its own part is the first, and nothing is wrong with any."""
    (_, catalogue), *items = made
    shelves: dict[type, list[Any]] = {Event: [], Announcement: [], Phrases: []}
    for _, item in items:
        shelves[type(item)].append(item)
    whole: Catalogue = attrs.evolve(
        catalogue,
        events=sorted(shelves[Event], key=lambda item: item.key),
        announcements=sorted(shelves[Announcement], key=lambda item: item.key),
        phrases=shelves[Phrases],
    )
    return whole


def _missing_words(parts: Iterable[Part], made: Iterable[tuple[Part, Any]]) -> Iterator[SourceFault]:
    """Find the languages that there are no words for; words with faults of their own are not missing too."""
    own = [item for _, item in made if isinstance(item, Phrases)]
    phrases = [part.data for part in parts if part.kind == "phrases" and isinstance(part.data, Mapping)]
    faulty = [str(table.get("language")) for table in phrases]
    for part in parts:
        for field in ("languages", "fallback") if part.kind == "catalogue" else ():
            for index, language in enumerate(_list(part.data, field)):
                if isinstance(language, str) and is_tag(as_tag(language)) and language not in faulty:
                    try:
                        find_phrases(own, as_tag(language))
                    except MissingTextError as error:
                        yield part.fault(f"{field}[{index}]", str(error))


def _doubles(parts: Iterable[Part]) -> Iterator[SourceFault]:
    """Find the keys and languages that stand twice, in faulty items too."""
    seen: dict[tuple[str, str], Part] = {}
    for part in parts:
        name = "language" if part.kind == "phrases" else "key"
        if part.kind == "catalogue":
            yield from _doubles_in(part)
        elif isinstance(part.data, Mapping) and name in part.data:
            value = str(part.data[name])
            first = seen.setdefault((part.kind, value), part)
            if first is not part:
                place = " ".join(step for step in (first.file, first.path) if step)
                yield part.fault(name, f"must stand once, it is also that of {place} (got {value!r})")


def _doubles_in(part: Part) -> Iterator[SourceFault]:
    for field in ("topics", "channels"):
        keys = [table.get("key") if isinstance(table, Mapping) else None for table in _list(part.data, field)]
        for index, key in enumerate(keys):
            if isinstance(key, str) and key in keys[:index]:
                yield part.fault(f"{field}[{index}].key", ModelError("key", "must stand once", key).fault)


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
