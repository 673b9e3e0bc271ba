"""Bidi: in which direction a text is shown where only its letters tell, and how it is told otherwise."""

from __future__ import annotations

import unicodedata

from gcmfeeds.language.choose import Chosen, direction

_DIRECTIONS = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_MARKS = {"ltr": "\u200e", "rtl": "\u200f"}
_ISOLATES = {"ltr": "\u2066", "rtl": "\u2067"}
_POP = "\u2069"


def first_strong(text: str) -> str:
    """Give the direction of the first letter that has one, ``rtl`` or ``ltr``; empty where none has.

    That is how ``dir="auto"`` in browsers, and the toolkits of Android, Apple and GNOME, guess that of a whole line
    (UAX #9, rules P2 and P3).
    """
    return next((found for one in text if (found := _DIRECTIONS.get(unicodedata.bidirectional(one)))), "")


def isolated(text: Chosen) -> str:
    """Give a plain text so that it is shown in the direction of its language, wherever that is not what readers guess.

    Such as an Arabic title that begins with a Latin abbreviation. An isolate of that direction keeps its words in order
    where the line runs the other way; FSI would guess as the reader does. What is inside an isolate is not looked at by
    those who guess, so that a mark before it tells them. All other texts stay as they are, in each edition the same:
    a reader's guess of them is right, and an isolate would take that from it.
    """
    way = direction(text.language) if text.language else ""
    if first_strong(text.value) in ("", way) or not way:
        return text.value
    return f"{_MARKS[way]}{_ISOLATES[way]}{text.value}{_POP}"


def as_written(text: str) -> str:
    """Give the text that :func:`isolated` was given; any other stays as it is."""
    for way, isolate in _ISOLATES.items():
        if text.startswith(_MARKS[way] + isolate) and text.endswith(_POP):
            return text[2:-1]
    return text
