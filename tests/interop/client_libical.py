"""libical: the C library of Evolution, GNOME Calendar and KDE, through ctypes."""

from __future__ import annotations

import ctypes
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

import gcmfeeds as gf
from interop.clients import SPAN, Client, Expansion, SeenEvent, SeenTime, in_span, missing
from interop.expected import times_by_rule

_NAME = "libical.so.3"


class _Time(ctypes.Structure):
    """The ``struct icaltimetype`` of libical 3."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", ctypes.c_int),
        ("is_daylight", ctypes.c_int),
        ("zone", ctypes.c_void_p),
    )


class _Span(ctypes.Structure):
    """The ``struct icaltime_span`` of libical 3."""

    _fields_ = (("start", ctypes.c_long), ("end", ctypes.c_long), ("is_busy", ctypes.c_int))


_NOTE = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_Span), ctypes.c_void_p)
_POINTER, _TEXT, _NUMBER = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
_SIGNATURES = {
    "icalcomponent_count_errors": (_NUMBER, [_POINTER]),
    "icalcomponent_foreach_recurrence": (None, [_POINTER, _Time, _Time, _NOTE, _POINTER]),
    "icalcomponent_free": (None, [_POINTER]),
    "icalcomponent_get_first_component": (_POINTER, [_POINTER, _NUMBER]),
    "icalcomponent_get_first_property": (_POINTER, [_POINTER, _NUMBER]),
    "icalcomponent_get_next_component": (_POINTER, [_POINTER, _NUMBER]),
    "icalcomponent_get_next_property": (_POINTER, [_POINTER, _NUMBER]),
    "icalcomponent_string_to_kind": (_NUMBER, [_TEXT]),
    "icalparser_parse_string": (_POINTER, [_TEXT]),
    "icalproperty_get_categories": (_TEXT, [_POINTER]),
    "icalproperty_get_datetime_with_component": (_Time, [_POINTER, _POINTER]),
    "icalproperty_get_description": (_TEXT, [_POINTER]),
    "icalproperty_get_location": (_TEXT, [_POINTER]),
    "icalproperty_get_parameter_as_string": (_TEXT, [_POINTER, _TEXT]),
    "icalproperty_get_sequence": (_NUMBER, [_POINTER]),
    "icalproperty_get_summary": (_TEXT, [_POINTER]),
    "icalproperty_get_uid": (_TEXT, [_POINTER]),
    "icalproperty_get_url": (_TEXT, [_POINTER]),
    "icalproperty_get_value_as_string": (_TEXT, [_POINTER]),
    "icalproperty_string_to_kind": (_NUMBER, [_TEXT]),
    "icalrestriction_check": (_NUMBER, [_POINTER]),
    "icaltime_convert_to_zone": (_Time, [_Time, _POINTER]),
    "icaltimezone_get_utc_timezone": (_POINTER, []),
}


def start(paths: Sequence[Path]) -> Client:
    """Let libical read every file, and say what it finds wrong."""
    library = _library()
    saw, complaints = {}, {}
    for path in paths:
        calendar = library.icalparser_parse_string(path.read_bytes())
        complaints[path] = list(_complaints(library, calendar))
        saw[path] = [_event(library, event) for event in _components(library, calendar, b"VEVENT")]
        library.icalcomponent_free(calendar)
    return Client(name="libical", version=_version(), saw=saw, complaints=complaints)


def expand(paths: Sequence[Path]) -> Expansion:
    """Let libical expand every file; what is changed about an occurrence stands apart, and it is not asked for it."""
    library = _library()
    saw = {}
    for path in paths:
        calendar = library.icalparser_parse_string(path.read_bytes())
        masters = [event for event in _components(library, calendar, b"VEVENT") if not _is_changed(library, event)]
        saw[path] = in_span(time for event in masters for time in _times(library, event))
        library.icalcomponent_free(calendar)
    return Expansion(name="libical", version=_version(), saw=saw, sees=_with_dates_in_utc)


def _with_dates_in_utc(event: gf.Event, uid: str) -> list[SeenTime]:
    """Leave out changes, and take the dates besides a rule for UTC, as libical 3.0.16 does: it forgets their zone."""
    times = times_by_rule(event, uid)
    for extra in event.recurrence.extra if event.recurrence else ():
        if isinstance(extra, dt.datetime) and extra in times:
            moment = extra.replace(tzinfo=dt.UTC)
            times[extra] = attrs.evolve(
                times[extra], start=moment, end=moment + ((event.end or event.start) - event.start)
            )
    return in_span(times.values())


def _is_changed(library: ctypes.CDLL, event: int) -> bool:
    return bool(_properties(library, event, b"RECURRENCE-ID"))


def _times(library: ctypes.CDLL, event: int) -> list[SeenTime]:
    """Give each time of an event, by Unix time; a day is midnight in UTC."""
    (uid,) = (library.icalproperty_get_uid(found).decode() for found in _properties(library, event, b"UID"))
    is_all_day = not isinstance(_time(library, event, b"DTSTART"), dt.datetime)
    found = []

    def note(_component: int, span: Any, _data: object) -> None:
        start, end = (dt.datetime.fromtimestamp(time, dt.UTC) for time in (span.contents.start, span.contents.end))
        if is_all_day:
            start, end = start.date(), end.date()
        found.append(SeenTime(uid=uid, start=start, end=end))

    first, last = (_Time(year=time.year + more, month=1, day=1) for time, more in zip(SPAN, (-1, 1), strict=True))
    library.icalcomponent_foreach_recurrence(event, first, last, _NOTE(note), None)
    return found


def _library() -> ctypes.CDLL:
    try:
        library = ctypes.CDLL(_NAME)
    except OSError as error:
        missing(f"libical 3 ({error})")
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def _version() -> str:
    """Tell it from the name of the file: the library itself does not say it."""
    mapped = Path("/proc/self/maps")
    found = re.search(rf"{re.escape(_NAME)}([\d.]+)$", mapped.read_text(), re.MULTILINE) if mapped.exists() else None
    return f"3{found[1]}" if found else "3"


def _complaints(library: ctypes.CDLL, calendar: int) -> Iterator[str]:
    """Give the name of each property that it cannot read, wherever it stands, and what the RFC's tables forbid."""
    if library.icalrestriction_check(calendar) != 1:
        yield "restriction"
    count = library.icalcomponent_count_errors(calendar)
    names = [name for component in _all_components(library, calendar) for name in _unread(library, component)]
    yield from names
    yield from ["error"] * (count - len(names))


def _all_components(library: ctypes.CDLL, component: int) -> Iterator[int]:
    yield component
    for child in _components(library, component, b"ANY"):
        yield from _all_components(library, child)


def _components(library: ctypes.CDLL, parent: int, name: bytes) -> list[int]:
    kind = library.icalcomponent_string_to_kind(name)
    found = [library.icalcomponent_get_first_component(parent, kind)]
    while found[-1]:
        found.append(library.icalcomponent_get_next_component(parent, kind))
    return found[:-1]


def _properties(library: ctypes.CDLL, component: int, name: bytes) -> list[int]:
    kind = library.icalproperty_string_to_kind(name)
    found = [library.icalcomponent_get_first_property(component, kind)]
    while found[-1]:
        found.append(library.icalcomponent_get_next_property(component, kind))
    return found[:-1]


def _unread(library: ctypes.CDLL, component: int) -> Iterator[str]:
    for error in _properties(library, component, b"X-LIC-ERROR"):
        message = library.icalproperty_get_value_as_string(error).decode()
        yield message.rpartition(" name: ")[2]


def _event(library: ctypes.CDLL, event: int) -> SeenEvent:
    def value(name: str) -> str:
        found = _properties(library, event, name.upper().encode())
        return getattr(library, f"icalproperty_get_{name}")(found[0]).decode() if found else ""

    (summary,) = _properties(library, event, b"SUMMARY")
    (sequence,) = _properties(library, event, b"SEQUENCE")
    (status,) = _properties(library, event, b"STATUS")
    language = library.icalproperty_get_parameter_as_string(summary, b"LANGUAGE")
    categories = _properties(library, event, b"CATEGORIES")
    return SeenEvent(
        uid=value("uid"),
        start=_time(library, event, b"DTSTART"),
        end=_time(library, event, b"DTEND"),
        summary=value("summary"),
        language=(language or b"").decode(),
        status=library.icalproperty_get_value_as_string(status).decode(),
        sequence=library.icalproperty_get_sequence(sequence),
        url=value("url"),
        description=value("description"),
        location=value("location"),
        categories=tuple(library.icalproperty_get_categories(found).decode() for found in categories),
    )


def _time(library: ctypes.CDLL, event: int, name: bytes) -> dt.date | None:
    """Read a date, or a moment with the VTIMEZONE that stands around the event."""
    found = _properties(library, event, name)
    if not found:
        return None
    time = library.icalproperty_get_datetime_with_component(found[0], event)
    if time.is_date:
        return dt.date(time.year, time.month, time.day)
    utc = library.icaltime_convert_to_zone(time, library.icaltimezone_get_utc_timezone())
    return dt.datetime(utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second, tzinfo=dt.UTC)
