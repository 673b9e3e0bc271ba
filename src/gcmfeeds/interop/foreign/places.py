"""Places: where an event of others is, and where it can be watched."""

from __future__ import annotations

from typing import Any

import attrs

from gcmfeeds.errors import ModelError
from gcmfeeds.interop.foreign.properties import Properties, parameter, text_of
from gcmfeeds.interop.foreign.texts import cleaned, language_of, taken_text
from gcmfeeds.language.dates import language_name
from gcmfeeds.model.phrases import Phrases
from gcmfeeds.model.places import Stream, Venue
from gcmfeeds.model.rules import is_web_address
from gcmfeeds.model.text import Text

_APPLE = "X-APPLE-STRUCTURED-LOCATION"
_MEETINGS = ("X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGCONFLINK")
"""Where Google and Microsoft say what CONFERENCE says."""


def taken_venue(properties: Properties, language: str) -> Venue | None:
    """Take LOCATION, GEO and what Apple has besides."""
    name = taken_text(properties, "LOCATION", language, is_bare=True)
    degrees = _degrees(properties)
    apple = _taken_apple(properties, degrees)
    degrees = degrees or (apple[0] if apple else None)
    title = apple[1] if apple else ""
    if title and (name is None or title not in name.values[0]):
        properties.note(_APPLE, title, "LOCATION has another name" if name else "LOCATION has none: this is the name")
    if name is None and not title:
        if degrees is None:
            return None
        title = "{}, {}".format(*degrees)
        properties.note("GEO", title, "a place must have a name: its degrees are the name")
    latitude, longitude = degrees or (None, None)
    return Venue(name=name or Text(title), latitude=latitude, longitude=longitude)


def _degrees(properties: Properties) -> tuple[float, float] | None:
    value = properties.one("GEO")
    if value is None:
        return None
    degrees = (float(value.latitude), float(value.longitude))
    if _is_on_earth(degrees):
        return degrees
    properties.note("GEO", text_of(value), "it must be degrees from -90 to 90 and from -180 to 180")
    return None


def _is_on_earth(degrees: tuple[float, float]) -> bool:
    try:
        Venue(name=Text("X"), latitude=degrees[0], longitude=degrees[1])
    except ModelError:
        return False
    return True


def _taken_apple(
    properties: Properties, known: tuple[float, float] | None
) -> tuple[tuple[float, float] | None, str] | None:
    """Take Apple's place: its degrees and its name."""
    value = properties.one(_APPLE)
    if value is None:
        return None
    try:
        north, east = map(float, text_of(value).removeprefix("geo:").split(","))
    except ValueError:
        properties.note(_APPLE, text_of(value), "it must be geo: with degrees north and east")
        return None
    if not _is_on_earth((north, east)) or (known and known != (north, east)):
        properties.note(_APPLE, text_of(value), "GEO says otherwise" if known else "it must be degrees on Earth")
        return None, cleaned(parameter(value, "X-TITLE"))
    return (north, east), cleaned(parameter(value, "X-TITLE"))


def taken_streams(properties: Properties, language: str, phrases: Phrases | None) -> list[Stream]:
    """Take CONFERENCE and its like: those of one address are one stream, in several languages.

    Args:
        properties: Of the VEVENT.
        language: That of its labels.
        phrases: The words for streams without a title, which are no titles.
    """
    found: dict[str, Stream] = {}
    for name in ("CONFERENCE", *_MEETINGS):
        for value in properties.take(name):
            url = text_of(value).strip()
            if not is_web_address(url):
                properties.note(name, url, "only what has an address on the web can be watched")
                continue
            tag = language_of(properties, name, value)
            label = _title(value, tag, language, phrases)
            stream = found.get(url) or Stream(url=url, title=label)
            if label and stream.title != label:
                properties.note(name, label.values[0], "the same address has another label")
            languages = dict.fromkeys([*stream.languages, *([tag] if tag else [])])
            found[url] = attrs.evolve(stream, languages=tuple(languages))
    return list(found.values())


def _title(value: Any, tag: str, language: str, phrases: Phrases | None) -> Text | None:
    label = cleaned(parameter(value, "LABEL"))
    usual = [] if phrases is None else [phrases.watch]
    if phrases is not None and tag:
        usual.append(phrases.watch_in.format(language=language_name(tag, phrases)))
    return Text({language: label}) if label and label not in usual else None


def as_stream(venue: Venue | None) -> Stream | None:
    """Give the stream that a place is where it is an address on the web, as Google and we ourselves write it."""
    name = venue.name.values[0] if venue is not None and venue.name else ""
    return Stream(url=name) if is_web_address(name) else None
