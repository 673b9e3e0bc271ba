"""Head: what a calendar of others says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from gcmfeeds.interop.foreign.context import Context
from gcmfeeds.interop.foreign.properties import Properties, text_of
from gcmfeeds.interop.foreign.report import Subject
from gcmfeeds.interop.foreign.texts import taken_text
from gcmfeeds.model.colors import COLORS
from gcmfeeds.model.rules import is_web_address
from gcmfeeds.model.text import Text, one_line

_OF_THE_FILE = ("VERSION", "PRODID", "X-WR-TIMEZONE")
_FIGURES = 6
_REASONS = {
    "CALSCALE": "every calendar of ours is Gregorian",
    "METHOD": "a file that is published invites nobody",
}
_OF_ITS_OWN = "a catalogue says this by itself"


@attrs.frozen(kw_only=True)
class Head:
    """Hold what a calendar says of itself; see :class:`~gcmfeeds.interop.foreign.report.ImportReport`."""

    title: Text | None
    description: Text | None
    url: str | None
    color: str | None


def read_head(calendars: Sequence[Any], context: Context) -> Head:
    """Read what the first of the calendars says of itself that says anything; the rest is noted."""
    found = Head(title=None, description=None, url=None, color=None)
    for calendar in calendars:
        properties = Properties(calendar, Subject(), context.notes)
        properties.drop(*_OF_THE_FILE)
        if properties.peek("CALSCALE").upper() == "GREGORIAN":
            properties.drop("CALSCALE")
        facts: dict[str, Any] = {
            "title": _line(_first_text(properties, ("NAME", "X-WR-CALNAME"), context.language)),
            "description": _line(_first_text(properties, ("DESCRIPTION", "X-WR-CALDESC"), context.language)),
            "url": _taken_url(properties),
            "color": _taken_color(properties),
        }
        for name, value in facts.items():
            if value is not None and getattr(found, name) not in {None, value}:
                properties.note(name.upper(), value, "a file has one: that of its first calendar was carried")
        found = attrs.evolve(found, **{name: value for name, value in facts.items() if getattr(found, name) is None})
        properties.note_rest({**dict.fromkeys(calendar, _OF_ITS_OWN), **_REASONS})
    return found


def _first_text(properties: Properties, names: Sequence[str], language: str) -> Text | None:
    """Take a text that stands under two names; where the second says something else, that is noted."""
    found: Text | None = None
    for name in names:
        text = taken_text(properties, name, language)
        if found is not None and text is not None and not set(text.values) <= set(found.values):
            properties.note(name, text.values[0], f"{names[0]} says otherwise")
        found = found or text
    return found


def _line(text: Text | None) -> Text | None:
    return text and Text({tag: one_line(value) for tag, value in text})


def _taken_url(properties: Properties) -> str | None:
    value = properties.one("URL")
    if value is not None and not is_web_address(text_of(value)):
        properties.note("URL", text_of(value), "it is no http(s) address")
        return None
    return text_of(value) if value is not None else None


def _taken_color(properties: Properties) -> str | None:
    """Take the color's name, or the name that is next to its figures."""
    value, figures = properties.one("COLOR"), properties.one("X-APPLE-CALENDAR-COLOR")
    name = text_of(value).strip().lower() if value is not None else ""
    if name and name not in COLORS:
        properties.note("COLOR", name, "CSS 3 has no color of this name")
    code = text_of(figures).strip().lstrip("#").lower()[:_FIGURES] if figures is not None else ""
    nearest = _nearest(code) if code else None
    if name in COLORS:
        if code and COLORS[name] != code:
            properties.note("X-APPLE-CALENDAR-COLOR", code, "COLOR says otherwise")
        return name
    if code and (nearest is None or COLORS[nearest] != code):
        reason = f"the nearest color that has a name is {nearest}" if nearest else "it must be six hexadecimal figures"
        properties.note("X-APPLE-CALENDAR-COLOR", code, reason)
    return nearest


def _nearest(code: str) -> str | None:
    """Find the color whose figures are nearest; None for what are no figures."""
    try:
        wanted = bytes.fromhex(code)
    except ValueError:
        return None
    if len(wanted) != _FIGURES // 2:
        return None
    distance = {
        name: sum((one - other) ** 2 for one, other in zip(wanted, bytes.fromhex(known), strict=True))
        for name, known in COLORS.items()
    }
    return min(distance, key=lambda name: (distance[name], name))
