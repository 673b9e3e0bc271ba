"""Plain data: the model as dicts, lists, dates and strings, as in TOML and JSON; the one door to cattrs."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import attrs
from cattrs import Converter
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from gcmfeeds.errors import ModelError
from gcmfeeds.model.event import Event
from gcmfeeds.model.rules import refuse, renamed
from gcmfeeds.model.text import Text
from gcmfeeds.zone import from_wall, is_zone, wall_elsewhere

T = TypeVar("T")

_TIME = re.compile(r"\d{4}-\d\d-\d\d(?P<time>[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_NEVER_COMPARED = {"key", "title"}
_EVENT_TIMES = ("start", "end", "previous_start")


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
    try:
        return _CONVERTER.structure(data, kind)
    except (ClassValidationError, ModelError) as error:
        first, *others = _faults(error, "")
        first.also = tuple(others)
        raise first from None


def to_plain(value: Any) -> dict[str, Any]:
    """Turn a value of the model into plain data; fields that hold their default are left out.

    Returns:
        What :func:`from_plain` makes the same value of. Dates and datetimes stay what they are.
    """
    plain: dict[str, Any] = _CONVERTER.unstructure(value)
    return plain


def _faults(error: BaseException, path: str) -> Iterator[ModelError]:
    if isinstance(error, ClassValidationError | IterableValidationError):
        for part in error.exceptions:
            yield from _faults(part, _below(part, path))
    elif isinstance(error, ForbiddenExtraKeysError):
        names = [attribute.name for attribute in attrs.fields(error.cl)]
        for name in sorted(error.extra_fields, key=str):
            meant = _meant(name, names)
            hint = f"did you mean {meant!r}?" if meant else f"known are {', '.join(names)}"
            yield ModelError(_joined(path, str(name)), f"must be left out, there is no such field; {hint}", name)
    elif isinstance(error, KeyError):
        yield ModelError(path, "must be given", None)
    elif isinstance(error, ModelError):
        for fault in (error, *error.also):
            yield ModelError(_joined(path, fault.field), fault.rule, fault.value, kind=fault.kind, key=fault.key)
    else:  # pragma: no cover  # our hooks raise nothing else; what does come is a fault of ours and must be seen
        raise error


def _below(part: BaseException, path: str) -> str:
    for note in getattr(part, "__notes__", ()):
        if isinstance(note, IterableValidationNote):
            return f"{path}[{note.index}]"
        if isinstance(note, AttributeValidationNote) and not isinstance(part, ModelError):
            return _joined(path, note.name)
    return path


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path and name else path or name


def _as_given(value: Any, _: Any) -> Any:
    """Let a field's own converter and rule decide."""
    return value


def _a_date(value: Any, _: Any) -> Any:
    """Read a date, or a date and time; a time without zone is Geneva's."""
    if isinstance(value, str):
        value = _time_in_text(value)
    if isinstance(value, dt.datetime) and value.tzinfo is None:
        return from_wall(value)
    return value


def _time_in_text(text: str) -> dt.date:
    """Read the profile of ISO 8601 that TOML has (:rfc:`3339`): no week dates, no basic format."""
    try:
        if match := _TIME.fullmatch(text):
            return dt.datetime.fromisoformat(text) if match["time"] else dt.date.fromisoformat(text)
    except ValueError:
        pass  # such as the 30th of February: the error below says the same
    rule = "must be a date such as 2020-12-01, or a time such as 2020-12-01T15:00:00 or …+01:00"
    raise ModelError("", rule, text)


def _field_hook(converter: Converter, attribute: attrs.Attribute[Any]) -> Callable[[Any, Any], Any]:
    is_list = str(attribute.type).startswith("tuple[")
    convert: Any = attribute.converter
    validate: Any = attribute.validator

    def hook(value: Any, kind: Any) -> Any:
        try:
            made = value if is_list and not isinstance(value, list) else converter.structure(value, kind)
        except ModelError as error:
            raise renamed(error, None, attribute.name) from None
        if convert:
            made = convert(made)
        validate(None, attribute, made)
        return made

    return hook


def _structure(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    attrs.resolve_types(kind)
    fields = {attribute.name: attribute for attribute in attrs.fields(kind)}
    hooks = {name: _field_hook(converter, attribute) for name, attribute in fields.items()}
    overrides: Any = {name: override(struct_hook=hook) for name, hook in hooks.items()}
    make: Callable[[Any, Any], Any] = make_dict_structure_fn(
        kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **overrides
    )

    def hook(data: Any, _: Any) -> Any:
        if not isinstance(data, Mapping):
            raise ModelError("", f"must be a table of the fields of {kind.__name__}", data)
        foreign = list(_foreign_clocks(data)) if kind is Event else []
        try:
            made = make(data, kind)
        except ClassValidationError as error:
            misspelt = {_meant(name, fields) for name in data if name not in fields}
            single = [
                part for part in error.exceptions if not (isinstance(part, KeyError) and part.args[0] in misspelt)
            ]
            together = [] if foreign else _faults_together(kind, data, hooks, misspelt)
            raise ClassValidationError("", [*single, *together, *foreign], kind) from None
        refuse(foreign)
        return made

    return hook


def _meant(name: object, names: Iterable[str]) -> str:
    """Find the field that a misspelt one means; empty if it is like none."""
    return next(iter(difflib.get_close_matches(str(name), names, n=1)), "")


def _faults_together(
    kind: Any, data: Mapping[str, Any], hooks: Mapping[str, Callable[[Any, Any], Any]], misspelt: set[str]
) -> list[Any]:
    """Find what the right fields together show to be wrong, beside the wrong ones.

    A faulty field takes its default, and so does not count; where one that must be given is wrong, nothing can be said.
    """
    partial = kind.__new__(kind)
    wrong = set(misspelt)
    for attribute in attrs.fields(kind):
        value = None if attribute.default is attrs.NOTHING else attribute.default
        try:
            value = hooks[attribute.name](data[attribute.name], attribute.type) if attribute.name in data else value
        except (ClassValidationError, IterableValidationError, ModelError):
            wrong.add(attribute.name)
        if value is None and attribute.default is attrs.NOTHING and attribute.name not in _NEVER_COMPARED:
            return []
        object.__setattr__(partial, attribute.name, value)
    faults: list[ModelError] = partial.faults() if wrong and hasattr(kind, "faults") else []
    return [fault for fault in faults if fault.field not in wrong]


def _foreign_clocks(data: Mapping[str, Any]) -> Iterator[ModelError]:
    """Find the local times of an event elsewhere: nobody can know whose clock is meant."""
    venue = data.get("venue")
    zone = venue.get("zone") if isinstance(venue, Mapping) else None
    if not (isinstance(zone, str) and is_zone(zone)) or zone == "Europe/Zurich":
        return
    times = {name: data.get(name) for name in _EVENT_TIMES}
    programme = data.get("programme")
    for number, slot in enumerate(programme if isinstance(programme, list) else ()):
        times[f"programme[{number}].start"] = slot.get("start") if isinstance(slot, Mapping) else None
    for name, value in times.items():
        try:
            wall = _time_in_text(value) if isinstance(value, str) else value
            if not isinstance(wall, dt.datetime) or wall.tzinfo is not None:
                continue
            there, here = wall_elsewhere(wall, zone), from_wall(wall)
        except ValueError:
            continue  # no time at all, or none that Geneva's clocks show: the field's own fault says so
        rule = f"must say its offset beside a venue in {zone}: {there.isoformat()} there, {here.isoformat()} in Geneva"
        yield ModelError(name, rule, wall)


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
