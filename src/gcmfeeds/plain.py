"""Plain data: the model as dicts, lists, dates and strings, as in TOML and JSON; the one door to cattrs."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast

import attrs
from cattrs import Converter
from cattrs.errors import IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_unstructure_fn

from gcmfeeds.errors import ModelError, refuse
from gcmfeeds.model.event import Event
from gcmfeeds.model.text import Text
from gcmfeeds.zone import from_wall, is_zone, wall_elsewhere

T = TypeVar("T")

_TIME = re.compile(r"\d{4}-\d\d-\d\d(?P<time>[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_STAND_INS = {"key": "x", "title": Text(en="x")}
"""What stands in for a faulty key or title, so that what the other fields together show is found too."""

_TIMES = {"start", "end", "previous_start", "until", "extra", "excluded", "original"}
"""What the times of an event and its parts are called; `published` and `updated` are the publisher's own."""


def from_plain(data: object, kind: type[T]) -> T:
    """Make a value of the model from plain data.

    Args:
        data: A dict whose names are the type's fields. A text is a string or a table by language;
            a date is a date or ``"2020-12-01"``; a time without zone or offset is Geneva's.
        kind: A type of the model, such as :class:`~gcmfeeds.model.event.Event`.

    Returns:
        The value.

    Raises:
        ModelError: The first fault, every other one in its ``also``; each ``field`` is
            the path from `data` on, such as ``programme[0].speakers[1].role.fr``.
    """
    if kind is Text:
        return cast("T", Text(cast("Any", data)))
    return _CONVERTER.structure(data, kind)


def to_plain(value: Any) -> dict[str, Any]:
    """Turn a value of the model into plain data; fields that hold their default are left out.

    Returns:
        What :func:`from_plain` makes the same value of. Dates and datetimes stay what they are.
    """
    plain: dict[str, Any] = _CONVERTER.unstructure(value)
    return plain


def _as_given(value: Any, _: Any) -> Any:
    """Let a field's own converter and rule decide."""
    return value


def _a_date(value: Any, _: Any) -> Any:
    """Read a date, or a date and time; a time without zone is Geneva's."""
    if isinstance(value, str):
        value = _time_in_text(value)
    if not isinstance(value, dt.datetime) or value.tzinfo is not None:
        return value
    try:
        return from_wall(value)
    except ModelError as error:
        raise type(error)("", error.rule, error.value) from None


def _time_in_text(text: str) -> dt.date:
    """Read the profile of ISO 8601 that TOML has (:rfc:`3339`): no week dates, no basic format."""
    try:
        if match := _TIME.fullmatch(text):
            return dt.datetime.fromisoformat(text) if match["time"] else dt.date.fromisoformat(text)
    except ValueError:
        pass  # such as the 30th of February: the error below says the same
    rule = "must be a date such as 2020-12-01, or a time such as 2020-12-01T15:00:00 or …+01:00"
    raise ModelError("", rule, text)


def _structure(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    """Make the hook that makes a `kind`, or finds every fault: in its fields, between them, and of their names."""
    attrs.resolve_types(kind)
    fields = {attribute.name: attribute for attribute in attrs.fields(kind)}

    def hook(data: Any, _: Any) -> Any:
        if not isinstance(data, Mapping):
            rule = f"must be a table of the fields of {kind.__name__}, such as {{ {next(iter(fields))} = … }}"
            raise ModelError("", rule, data)
        values: dict[str, Any] = {}
        faults: list[ModelError] = []
        for name in [name for name in fields if name in data]:
            try:
                values[name] = _field(data[name], fields[name], converter)
            except ModelError as error:
                faults += [error, *error.also]
        misspelt = {name: _meant(name, fields) for name in data if name not in fields}
        required = [name for name, attribute in fields.items() if attribute.default is attrs.NOTHING]
        absent = [name for name in required if name not in data and name not in misspelt.values()]
        faults += [ModelError(name, "must be given", None) for name in absent]
        faults += [_unknown(name, meant, fields) for name, meant in misspelt.items()]
        foreign = _foreign_clocks(data) if kind is Event else []
        stand_ins = {name: _STAND_INS[name] for name in required if name in _STAND_INS and name not in values}
        if foreign or set(required) - {*values, *stand_ins}:
            refuse([*faults, *foreign])
        try:
            made = kind(**values, **stand_ins)
        except ModelError as error:
            wrong = {*misspelt.values(), *data} - set(values)
            faults += [one for one in (error, *error.also) if one.field not in wrong]
        refuse(faults)
        return made

    return hook


def _field(value: Any, attribute: attrs.Attribute[Any], converter: Converter) -> Any:
    """Make the value of a field, or find every fault of it, each with its path from the field's own name on."""
    is_list = str(attribute.type).startswith("tuple[")
    convert, check = cast("Any", attribute.converter), cast("Any", attribute.validator)
    try:
        kind = cast("Any", attribute.type)
        given = value if is_list and not isinstance(value, list) else converter.structure(value, kind)
    except ModelError as error:
        refuse(_below(attribute.name, one) for one in (error, *error.also))
    except IterableValidationError as group:
        refuse(
            _below(f"{attribute.name}[{note.index}]", one)
            for error in group.exceptions
            for note in error.__notes__
            if isinstance(note, IterableValidationNote) and isinstance(error, ModelError)
            for one in (error, *error.also)
        )
        raise  # pragma: no cover  # our hooks raise nothing else; what does come is a fault of ours and must be seen
    made = convert(given) if convert else given
    check(None, attribute, made)
    return made


def _below(path: str, fault: ModelError) -> ModelError:
    """Put a part's fault under the whole's path."""
    return type(fault)(f"{path}.{fault.field}" if fault.field else path, fault.rule, fault.value)


def _unknown(name: object, meant: str, names: Iterable[str]) -> ModelError:
    hint = f"did you mean {meant!r}?" if meant else f"known are {', '.join(names)}"
    return ModelError(str(name), f"must be left out, there is no such field; {hint}", name)


def _meant(name: object, names: Iterable[str]) -> str:
    """Find the field that a misspelt one means; empty if it is like none."""
    return next(iter(difflib.get_close_matches(str(name), names, n=1)), "")


def _foreign_clocks(data: Mapping[str, Any]) -> list[ModelError]:
    """Find the local times of an event elsewhere, or of one occurrence: nobody can know whose clock is meant."""
    found = list(_clocks_beside(data.get("venue"), _times_in(data)))
    series = data.get("recurrence")
    changes = series.get("changes") if isinstance(series, Mapping) else None
    for index, change in enumerate(changes if isinstance(changes, list) and not found else ()):
        if isinstance(change, Mapping):
            moved = {name: change[name] for name in ("start", "end") if name in change}
            found += _clocks_beside(change.get("venue"), _times_in(moved, f"recurrence.changes[{index}]"))
    return found


def _clocks_beside(venue: object, times: Iterable[tuple[str, Any]]) -> Iterator[ModelError]:
    zone = venue.get("zone") if isinstance(venue, Mapping) else None
    if not (isinstance(zone, str) and is_zone(zone)) or zone == "Europe/Zurich":
        return
    for name, value in times:
        try:
            wall = _time_in_text(value) if isinstance(value, str) else value
            if not isinstance(wall, dt.datetime) or wall.tzinfo is not None:
                continue
            there, here = wall_elsewhere(wall, zone), from_wall(wall)
        except ValueError:
            continue  # no time at all, or none that Geneva's clocks show: the field's own fault says so
        if there == here:
            continue  # the same clocks, such as Paris
        rule = f"must say its offset beside a venue in {zone}: {there.isoformat()} there, {here.isoformat()} in Geneva"
        yield ModelError(name, rule, wall)


def _times_in(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Find everything in plain data that is, or may be, a time of the event's, with its path."""
    if isinstance(value, Mapping):
        for name in value:
            yield from _times_in(value[name], f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _times_in(part, f"{path}[{index}]")
    elif path.rsplit(".", maxsplit=1)[-1].split("[", maxsplit=1)[0] in _TIMES:
        yield path, value


def _converter() -> Converter:
    converter = Converter(detailed_validation=True)
    for kind in (Text, str, int, float):
        converter.register_structure_hook(kind, _as_given)
    converter.register_structure_hook(dt.date, _a_date)
    converter.register_structure_hook(dt.datetime, _a_date)
    converter.register_unstructure_hook(
        Text, lambda text: text.values[0] if text.is_bare else dict(zip(text.languages, text.values, strict=True))
    )
    converter.register_unstructure_hook(dt.date, lambda day: day)
    converter.register_unstructure_hook(dt.datetime, lambda moment: moment)
    converter.register_structure_hook_factory(_is_model, _structure)
    converter.register_unstructure_hook_factory(
        _is_model, lambda kind, conv: make_dict_unstructure_fn(kind, conv, _cattrs_omit_if_default=True)
    )
    return converter


def _is_model(kind: Any) -> bool:
    return attrs.has(kind) and kind is not Text


_CONVERTER = _converter()
