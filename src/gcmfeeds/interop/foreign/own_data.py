"""Own data: the fields of an event from the JSON-LD that its own file says it in."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from gcmfeeds.interop.foreign.properties import MOST_OF_ONE, parameter, text_of, values_in
from gcmfeeds.model.documents import Document
from gcmfeeds.model.people import Organizer, Speaker
from gcmfeeds.model.places import Stream, Venue
from gcmfeeds.model.text import Text

_MODES = {"Offline": "in-person", "Online": "online", "Mixed": "mixed"}
_POSTPONED = "https://schema.org/EventPostponed"

Thing = Mapping[str, Any]


def thing_of(component: Any) -> Thing | None:
    """Give the JSON-LD of a component; None where it has none, or another's."""
    for value in values_in(component, "STRUCTURED-DATA"):
        try:
            found = json.loads(text_of(value))
        except (ValueError, RecursionError):
            return None
        if isinstance(found, dict) and parameter(value, "SCHEMA").startswith("https://schema.org/"):
            return found
    return None


def is_event(thing: Thing, component: Any) -> bool:
    """Say whether a thing is an event with no more in it, and in its component, than an event has."""
    lists = [value for value in (*thing.values(), *component.values()) if isinstance(value, list)]
    is_one = thing.get("@type") == "Event" and isinstance(thing.get("name"), str)
    return is_one and all(len(value) <= MOST_OF_ONE for value in lists)


def language_in(component: Any, name: str) -> str:
    """Give the language of a component's property; empty for none."""
    return next((parameter(value, "LANGUAGE") for value in values_in(component, name)), "")


def worded(text: str | None, tag: str) -> Text | None:
    """Give a text in a language, or a bare one where that is empty; None for nothing."""
    return None if text is None else Text({tag: text}) if tag else Text(text)


def attendances(thing: Thing, venue: Venue | None, streams: Sequence[Stream]) -> list[str | None]:
    """Give what may have been stated of how one takes part: nothing too, where venue and streams show it."""
    mode = str(thing.get("eventAttendanceMode", "")).rpartition("/")[2].removesuffix("EventAttendanceMode")
    if mode not in _MODES:
        return [None]
    shown = ("Mixed" if streams else "Offline") if venue else "Online" if streams else ""
    return [None, _MODES[mode]] if mode == shown else [_MODES[mode]]


def status_in(thing: Thing, status: str) -> str:
    """Give the status: STATUS has no word for what is postponed."""
    return "postponed" if thing.get("eventStatus") == _POSTPONED else status


def previous_in(thing: Thing) -> dt.date | None:
    """Give where it stood before it moved."""
    return time_in(thing.get("previousStartDate"))


def time_in(text: str | None) -> dt.date | None:
    """Give a date, or a moment, of JSON-LD."""
    if text is None:
        return None
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)


def venue_in(thing: Thing, tag: str) -> Venue | None:
    """Give the place."""
    for place in thing.get("location", ()):
        if place["@type"] == "Place":
            address, geo = place.get("address", {}), place.get("geo", {})
            return Venue(
                name=worded(place["name"], tag),
                address=worded(address.get("streetAddress"), tag),
                city=worded(address.get("addressLocality"), tag),
                country=address.get("addressCountry"),
                latitude=geo.get("latitude"),
                longitude=geo.get("longitude"),
            )
    return None


def streams_in(thing: Thing, component: Any, language: str) -> list[Stream]:
    """Give where to watch: the addresses, each with the languages in which CONFERENCE has it."""
    found = []
    calls = [
        (text_of(value), parameter(value, "LABEL"), parameter(value, "LANGUAGE"))
        for value in values_in(component, "CONFERENCE")
    ]
    for place in thing.get("location", ()):
        if place["@type"] == "VirtualLocation":
            url, title = place["url"], place.get("name")
            own = [call for call in calls if call[0] == url and title in (None, call[1])]
            own = own or [call for call in calls if call[0] == url]
            calls = [call for call in calls if call not in own]
            tags = list(dict.fromkeys(tag for _, _, tag in own if tag))
            found.append(Stream(url=url, languages=tags, title=worded(title, language)))
    return found


def organizer_in(thing: Thing, tag: str) -> Organizer | None:
    """Give who answers for it."""
    found = thing.get("organizer")
    if found is None:
        return None
    return Organizer(name=worded(found["name"], tag) or "", address=found.get("email"), url=found.get("url"))


def documents_in(thing: Thing, component: Any, language: str, comma: str) -> list[Document]:
    """Give its documents: their titles without the symbols that stand behind them."""
    kinds = [parameter(value, "FMTTYPE") or None for value in values_in(component, "ATTACH")]
    links = [value for value in values_in(component, "LINK") if parameter(value, "LINKREL") == "describedby"]
    tags = [parameter(value, "LANGUAGE") for value in links]
    found = []
    for work in thing.get("workFeatured", ()):
        symbol, name = work.get("identifier"), work["name"]
        title = None if name == symbol else name.removesuffix(f"{comma}{symbol}") if symbol else name
        url = work.get("url")
        kind, tag = (kinds.pop(0), tags.pop(0)) if url and kinds and tags else (None, "")
        document = Document(title=worded(title, language), symbol=symbol, url=worded(url, tag), media_type=kind)
        found.append(document)
    return found


def speakers_in(component: Any, language: str) -> list[Speaker]:
    """Give who speaks, in order, from the PARTICIPANTs."""
    found = []
    for part in component.subcomponents:
        thing = thing_of(part) if part.name == "PARTICIPANT" else None
        if thing is not None:
            url = next(iter(values_in(part, "URL")), None)
            found.append(
                Speaker(
                    name=worded(thing["name"], language) or "",
                    role=worded(thing.get("jobTitle"), language),
                    organization=worded(thing.get("worksFor", {}).get("name"), language),
                    url=text_of(url) if url is not None else None,
                )
            )
    return found
