"""Given: what a field is given, taken as far as it can be.

A value that cannot be taken is passed on as it is, for the field's rule to refuse by name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, cast

from gcmfeeds.errors import ModelError
from gcmfeeds.model.text import Text, canonical_tag, one_line
from gcmfeeds.zone import in_geneva


def as_text(value: Text | str | Mapping[str, str]) -> Text:
    """Take a text, a bare string or a table by language."""
    try:
        return value if isinstance(value, Text) else Text(value)
    except ModelError:
        return cast("Text", value)


def as_line(value: Text | str | Mapping[str, str]) -> Text:
    """Take a text whose every value is one line: line breaks and runs of blanks become one space."""
    text = as_text(value)
    if not isinstance(text, Text):
        return text
    lines = {tag: one_line(line) for tag, line in text}
    return Text(lines[""]) if text.is_bare else Text(lines)


def as_moment(value: dt.datetime) -> dt.datetime:
    """Take an aware datetime of any zone, as Geneva's."""
    try:
        return in_geneva(value) if isinstance(value, dt.datetime) else value
    except ModelError:
        return value


def as_day_or_moment(value: dt.date) -> dt.date:
    """Take a date, or an aware datetime of any zone, as Geneva's."""
    return as_moment(value) if isinstance(value, dt.datetime) else value


def as_starts(value: Iterable[dt.date]) -> tuple[dt.date, ...]:
    """Take a list of dates, or of aware datetimes of any zone, as Geneva's."""
    given = many(value)
    return (
        tuple(as_day_or_moment(time) for time in given)
        if isinstance(given, tuple)
        else cast("tuple[dt.date, ...]", given)
    )


def as_numbers(value: Iterable[int]) -> tuple[int, ...]:
    """Take a list of numbers."""
    return cast("tuple[int, ...]", many(value))


def as_tag(value: str) -> str:
    """Take a language tag in its canonical form."""
    try:
        return canonical_tag(value)
    except ModelError:
        return value


def as_tags(value: Iterable[str]) -> tuple[str, ...]:
    """Take a list of language tags in their canonical form."""
    words = as_words(value)
    return tuple(as_tag(tag) for tag in words) if isinstance(words, tuple) else words


def as_words(value: Iterable[str]) -> tuple[str, ...]:
    """Take a list of words; one bare string is not a list."""
    return cast("tuple[str, ...]", many(value))


def many(value: Iterable[Any]) -> Any:
    """Take a list of parts as a tuple; anything else is passed on."""
    if not isinstance(value, Iterable) or isinstance(value, str | bytes | Mapping | AbstractSet):  # a set has no order
        return value
    return tuple(value)
