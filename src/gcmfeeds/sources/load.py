"""Load: a catalogue from disk, or every fault that keeps it from being one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
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
from gcmfeeds.model.revision import events_named
from gcmfeeds.model.text import is_tag
from gcmfeeds.plain import from_plain
from gcmfeeds.sources.files import Part, read_item, read_parts

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
    return load_all(Path(source)).catalogue


@attrs.frozen(kw_only=True)
class Filed:
    """Say what one file of an event or announcement is checked against others for.

    Args:
        kind: ``event`` or ``announcement``.
        key: The item's.
        events: The keys of the events that it names, or named when it was last published.
    """

    kind: str
    key: str
    events: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Loaded:
    """Hold what was loaded.

    Args:
        catalogue: The whole, or the part of it that may have changed.
        index: What stands in each file of an event or announcement of the whole source, by its name in the source.
    """

    catalogue: Catalogue
    index: Mapping[str, Filed]


def load_all(source: Path) -> Loaded:
    """Load a catalogue as :func:`load` does, and what its files are checked for when only some of them change."""
    parts, faults = read_parts(source)
    return _loaded(source, parts, faults, {})


def load_changed(source: Path, changed: Collection[str], index: Mapping[str, Filed], events: Iterable[str]) -> Loaded:
    """Load what changed of a source that was loaded before, with all that it names, and all that names it.

    Args:
        source: A folder.
        changed: The files of events and announcements that are new, other, or gone, by their names in the source.
        index: What stood in each file.
        events: The keys of events that are wanted besides.

    Raises:
        CatalogueError: As loading the whole raises it.
    """
    rest = dict(index)
    files = {filed.key: file for file, filed in index.items() if filed.kind == Event.kind and file not in changed}
    parts, faults = read_parts(source, has_items=False)
    wanted = {*events, *_named(parts)}

    def read(names: Iterable[str]) -> list[Filed]:
        names = sorted(names)
        before = [rest.pop(file) for file in names if file in rest]
        found = [part for file in names if (source / file).exists() for part in read_item(source / file, faults)]
        parts.extend(found)
        wanted.update(_named(found), *(filed.events for filed in before))
        return before

    touched = {filed.key for filed in read(changed) if filed.kind == Event.kind}
    touched |= _keys(part.data for part in parts if part.kind == Event.kind)
    read([file for file, filed in rest.items() if not touched.isdisjoint(filed.events)])
    while more := {files[key] for key in wanted if files.get(key) in rest}:
        read(more)
    order = {kind: number for number, kind in enumerate(_TYPES)}
    parts.sort(key=lambda part: (order[part.kind], part.file))
    return _loaded(source, parts, faults, rest)


def _named(parts: Iterable[Part]) -> Iterator[str]:
    """Give the keys of the events that parts name."""
    for part in parts:
        yield from (key for _, noun, key in _references(part) if noun == Event.kind and isinstance(key, str))


def _loaded(source: Path, parts: list[Part], faults: list[SourceFault], rest: Mapping[str, Filed]) -> Loaded:
    """Make what can be made of parts; the files of the rest have no fault, and need not be read."""
    made: list[tuple[Part, Any]] = []
    for part in parts:
        try:
            made.append((part, from_plain(part.data, _TYPES[part.kind])))
        except ModelError as error:
            faults += [part.fault(fault.field, fault.fault) for fault in (error, *error.also)]
    places = {(filed.kind, filed.key): f"{source}/{file}" for file, filed in rest.items()}
    faults += [*_doubles(parts, places), *_broken_references(parts, places), *_missing_words(parts, made)]
    faults = list({str(fault): fault for fault in faults}.values())
    if faults:
        files = list(dict.fromkeys([*(part.file for part in parts), *(fault.file for fault in faults)]))
        faults.sort(key=lambda fault: files.index(fault.file))
        noun = "fault" if len(faults) == 1 else "faults"
        raise CatalogueError(f"{len(faults)} {noun} in {source}", faults)
    filed = {
        Path(part.file).relative_to(source).as_posix(): Filed(kind=part.kind, key=item.key, events=events_named(item))
        for part, item in made
        if isinstance(item, Event | Announcement) and not part.path
    }
    return Loaded(catalogue=_assembled(made), index={**rest, **filed})


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


def _doubles(parts: Iterable[Part], places: Mapping[tuple[str, str], str]) -> Iterator[SourceFault]:
    """Find the keys and languages that stand twice, in faulty items too; `places` are those of other items."""
    seen = dict(places)
    for part in parts:
        name = "language" if part.kind == "phrases" else "key"
        if part.kind == "catalogue":
            yield from _doubles_in(part)
        elif isinstance(part.data, Mapping) and name in part.data:
            value = str(part.data[name])
            place = " ".join(step for step in (part.file, part.path) if step)
            if (first := seen.setdefault((part.kind, value), place)) != place:
                yield part.fault(name, f"must stand once, it is also that of {first} (got {value!r})")


def _doubles_in(part: Part) -> Iterator[SourceFault]:
    for field in ("topics", "channels"):
        keys = [table.get("key") if isinstance(table, Mapping) else None for table in _list(part.data, field)]
        for index, key in enumerate(keys):
            if isinstance(key, str) and key in keys[:index]:
                yield part.fault(f"{field}[{index}].key", ModelError("key", "must stand once", key).fault)


def _broken_references(parts: list[Part], others: Iterable[tuple[str, str]]) -> Iterator[SourceFault]:
    """Find the keys that name nothing, in faulty items too; a faulty item can still be named, `others` too."""
    topics = [topic for part in parts if part.kind == "catalogue" for topic in _list(part.data, "topics")]
    known = {"topic": _keys(topics), "event": _keys(part.data for part in parts if part.kind == Event.kind)}
    known["event"] |= {key for kind, key in others if kind == Event.kind}
    for part in parts:
        for path, noun, key in _references(part):
            for _, rule, name in unknown_keys([key] if isinstance(key, str) else [], known[noun], noun):
                yield part.fault(path, ModelError(path, rule, name).fault)


def _references(part: Part) -> Iterator[tuple[str, str, object]]:
    """Give path, noun and key of all that a part names."""
    places = {"": part.data}
    if part.kind == "catalogue":
        places = {f"channels[{index}].": table for index, table in enumerate(_list(part.data, "channels"))}
    for place, table in places.items():
        for field, noun in (("topics", "topic"), ("events", "event")):
            yield from ((f"{place}{field}[{index}]", noun, key) for index, key in enumerate(_list(table, field)))
    for index, table in enumerate(_list(part.data, "related")):
        yield f"related[{index}].event", "event", table.get("event") if isinstance(table, Mapping) else None


def _list(table: Any, field: str) -> list[Any]:
    value = table.get(field) if isinstance(table, Mapping) else None
    return value if isinstance(value, list) else []


def _keys(tables: Iterable[Any]) -> set[str]:
    return {str(table["key"]) for table in tables if isinstance(table, Mapping) and "key" in table}
