"""Write: a catalogue as the folder of TOML that load reads; the one door to tomlkit."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import attrs
import tomlkit
from tomlkit.items import Item, Table

from gcmfeeds.errors import StoreError
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.text import Text
from gcmfeeds.zone import in_zone, is_repeated

_HEAD = "catalogue.toml"
_SHELVES = {
    "events": ("events", "key"),
    "announcements": ("announcements", "key"),
    "phrases": ("languages", "language"),
}
"""The folder of each list of a catalogue, and the field that is the name of the file."""

_WIDTH = 100
"""How long a line may be, in characters, before a list, a table or a paragraph gets several."""

_PUBLISHERS_OWN = ("published", "updated", "withdrawn")
"""The times that are Geneva's wherever an event is."""


def save(catalogue: Catalogue, folder: str | PathLike[str]) -> None:
    """Write a catalogue as a folder of TOML, for a human to go on with.

    :func:`~gcmfeeds.sources.load.load` makes the same catalogue of it, its items in the order of their keys. Fields
    stand in the order of the reference, those that need a heading behind those that do not, as TOML asks; times are
    Geneva's, but beside a venue in another zone.

    Args:
        catalogue: The whole; the same one gives the same bytes.
        folder: Made if it is not there; if it is, it must be empty.

    Raises:
        StoreError: The folder holds something, or cannot be written; it is then as it was.
    """
    place = Path(os.path.realpath(folder))  # unlike Path.resolve it answers for a link to itself, too
    try:
        if place.exists() and any(place.iterdir()):
            raise StoreError(f"cannot write {folder}: it must be empty, or not be there")
        _put(dict(_files(catalogue)), place)
    except OSError as error:
        raise StoreError(f"cannot write {folder}: {error.strerror}") from error


def _put(files: Mapping[str, str], place: Path) -> None:
    """Write files into a folder that is empty or not there: all of them, or none.

    A new folder is written beside its place and renamed. One that is there may be a mount, or where somebody stands:
    it gets what was written inside it, the catalogue's own file last, without which it is no catalogue.
    """
    is_new = not place.exists()
    part = (place.parent if is_new else place) / f".{place.name}.{os.getpid()}.part"
    with contextlib.ExitStack() as undo:
        for parent in reversed([parent for parent in place.parents if not parent.exists()]):
            parent.mkdir()
            undo.callback(parent.rmdir)
        part.mkdir()
        undo.callback(shutil.rmtree, part, ignore_errors=True)
        for name, text in files.items():
            (part / name).parent.mkdir(exist_ok=True)
            (part / name).write_bytes(text.encode())
        if is_new:
            part.rename(place)
        else:
            for shelf in sorted({name.split("/")[0] for name in files} - {_HEAD}):
                undo.callback(shutil.rmtree, place / shelf, ignore_errors=True)
                (part / shelf).rename(place / shelf)
            (part / _HEAD).rename(place / _HEAD)
        undo.pop_all()
    shutil.rmtree(part, ignore_errors=True)


def _files(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Give name and text of each file."""
    head = _written(catalogue, catalogue.languages, "")
    shelves = {folder: (name, head.pop(field, [])) for field, (folder, name) in _SHELVES.items()}
    yield _HEAD, _text(head)
    for folder, (name, items) in shelves.items():
        for item in items:
            yield f"{folder}/{item.pop(name)}.toml", _text(item)


def _text(data: Mapping[str, Any]) -> str:
    document = tomlkit.document()
    for name, item in _items(data):
        document.append(name, item)
    return tomlkit.dumps(document)


# ---- values --------------------------------------------------------------------------------------------------------


def _written(value: Any, languages: Sequence[str], zone: str) -> Any:
    """Give plain data with fields, languages and times as they are written; what is the default is left out.

    Args:
        value: Of the model.
        languages: The order of a text's; others stand behind them.
        zone: That of the venue, if it may have other clocks; beside it a time without an offset would say nothing.
    """
    if isinstance(value, Text):
        tags = [tag for tag in languages if tag in value.languages]
        table = {tag: value.get(tag) for tag in (*tags, *value.languages)}
        return table.get("", table)
    if isinstance(value, tuple):
        return [_written(part, languages, zone) for part in value]
    if not attrs.has(type(value)):
        return _time(value, zone) if isinstance(value, dt.datetime) else value
    venue = getattr(value, "venue", None)
    if venue and venue.zone and venue.zone != "Europe/Zurich":
        zone = venue.zone
    return {
        field.name: _written(part, languages, "" if field.name in _PUBLISHERS_OWN else zone)
        for field in attrs.fields(type(value))
        if (part := getattr(value, field.name)) != field.default
    }


def _time(moment: dt.datetime, zone: str) -> dt.datetime:
    """Give Geneva's local time; or one with an offset, where that would not say which moment is meant."""
    if zone:
        wall = in_zone(moment, zone)
        return wall.replace(tzinfo=dt.timezone(wall - moment.astimezone(dt.UTC).replace(tzinfo=None)))
    return moment if is_repeated(moment) else moment.replace(tzinfo=None)


# ---- layout --------------------------------------------------------------------------------------------------------


def _items(data: Mapping[str, Any], of: str = "") -> Iterator[tuple[str, Item]]:
    """Give the fields of a table: what stands on a line of its own first, then what has a heading.

    Args:
        data: The table.
        of: The field that it is.
    """
    headed = {name: value for name, value in data.items() if _has_heading(name, value)}
    for name, value in data.items():
        if name not in headed:
            yield name, _item(value, of)
    for name, value in headed.items():
        if isinstance(value, list):
            tables = tomlkit.aot()
            for part in value:
                tables.append(_table(part, name, is_listed=True))
            yield name, tables
        else:
            yield name, _table(value, name)


def _table(data: Mapping[str, Any], of: str, *, is_listed: bool = False) -> Table:
    """Give a table; one of a list has its heading even where another one follows at once."""
    table = tomlkit.table()
    if is_listed and data and all(map(_has_heading, data, data.values())):
        table.add(tomlkit.nl())
    for name, item in _items(data, of):
        table.append(name, item)
    return table


def _has_heading(name: str, value: Any) -> bool:
    """Say whether a field is a list of tables, or a table that is too large for a line."""
    if isinstance(value, list):
        return isinstance(value[0], Mapping)
    if not isinstance(value, Mapping):
        return False
    if len(value) > 1 and any(isinstance(part, Mapping | list) for part in value.values()):
        return True
    if any(map(_has_heading, value, value.values())):
        return True
    line = f"{name} = {_item(value, name).as_string()}"
    return len(line) > _WIDTH or "\n" in line


def _item(value: Any, of: str) -> Item:
    """Give a value that has no heading; `of` is the field that its table is."""
    if isinstance(value, str):
        return _string(value, of)
    if isinstance(value, Mapping):
        parts = [f"{name} = {_item(part, of).as_string()}" for name, part in value.items()]
        return tomlkit.value(f"{{ {', '.join(parts)} }}")
    if isinstance(value, list):
        line = tomlkit.array()
        line.extend(value)
        return line.multiline(multiline=len(line.as_string()) > _WIDTH)
    item: Item = tomlkit.item(value)
    return item


def _string(text: str, of: str) -> Item:
    """Give a text; a paragraph of several lines is one again when it is read, HTML has its lines as they are."""
    if of == "abstract" and len(text) > _WIDTH:
        text = _wrapped(text)
    elif not (of == "body" and (len(text) > _WIDTH or "\n" in text)):
        return tomlkit.item(text)
    block = tomlkit.string(f"{text}\n", multiline=True).as_string()
    return tomlkit.value(block.replace('"""', '"""\n', 1))


def _wrapped(paragraph: str) -> str:
    """Break lines at blanks; not with textwrap, which drops no-break spaces that stand alone."""
    lines = [""]
    for word in paragraph.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) >= _WIDTH:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return "\n".join(lines)
