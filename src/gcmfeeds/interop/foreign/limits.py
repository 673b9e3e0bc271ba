"""Limits: what a file of others may ask of us; looked at in its octets, before anything is parsed.

To parse a line costs some 20 µs, an octet 200 ns, a parameter or a member of a list 5 µs, and to read an event half a
millisecond. Within these limits every file that we could think of is read in two seconds; who trusts a file may let it
have more events, and with them more of all that grows with their number.
"""

from __future__ import annotations

import re

from gcmfeeds.errors import ForeignFileError

MOST_OCTETS = 5_000_000
MOST_SENT_LINES = 150_000
"""As they are sent, folded."""

MOST_LINES = 50_000
"""Unfolded ones."""

MOST_LINE_OCTETS = 1_000_000
MOST_COMPONENTS = 10_000
MOST_EVENTS = 2_000
MOST_DEPTH = 8
MOST_PARTS = 100_000
"""Commas and semicolons that stand for themselves: parameters, parts of rules, members of lists."""

_FOLD = re.compile(rb"\r?\n[ \t]")
_LINE_END = re.compile(rb"\r\n|\n|\r")
_BOUND = re.compile(rb"^(?:(BEGIN)|END)\b[^:\n]*:[ \t]*(VEVENT)?", re.IGNORECASE | re.MULTILINE)
_MARK = b"\xef\xbb\xbf"


def within_limits(data: bytes, most_events: int = MOST_EVENTS) -> bytes:
    """Give a file that asks no more than a calendar does, with its lines unfolded and ended by line feeds.

    Args:
        data: The file.
        most_events: How many events it may have; lines, octets and components may be as many times more.

    Returns:
        The same content, without a byte order mark.

    Raises:
        ForeignFileError: It is no iCalendar file, or asks too much.
    """
    _at_most("octets", _for(most_events, MOST_OCTETS), len(data))
    _at_most(
        "lines, folded", _for(most_events, MOST_SENT_LINES), data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
    )
    unfolded = _LINE_END.sub(b"\n", _FOLD.sub(b"", data.removeprefix(_MARK))).strip()
    if not unfolded[:15].upper() == b"BEGIN:VCALENDAR":
        raise ForeignFileError("must be an iCalendar file: its first line must be BEGIN:VCALENDAR", "")
    _at_most("lines", _for(most_events, MOST_LINES), unfolded.count(b"\n") + 1)
    _at_most("octets in a line", MOST_LINE_OCTETS, max(map(len, unfolded.split(b"\n"))))
    plain = unfolded.replace(rb"\\", b"")  # an escaped backslash escapes no comma
    parts = sum(plain.count(mark) - plain.count(b"\\" + mark) for mark in (b",", b";"))
    _at_most("commas and semicolons", _for(most_events, MOST_PARTS), parts)
    depth = deepest = components = events = 0
    for bound in _BOUND.finditer(unfolded):
        depth = depth + 1 if bound[1] else max(depth - 1, 0)
        deepest, components = max(deepest, depth), components + bool(bound[1])
        events += bool(bound[1] and bound[2])
    _at_most("components", _for(most_events, MOST_COMPONENTS), components)
    _at_most("events", most_events, events)
    _at_most("components in each other", MOST_DEPTH, deepest)
    return unfolded


def most_octets(most_events: int) -> int:
    """Give how many octets a file may have that may have so many events."""
    return _for(most_events, MOST_OCTETS)


def _for(most_events: int, most: int) -> int:
    """Let a limit grow with the number of events; it never shrinks, for a few events may say much."""
    return max(most, most * most_events // MOST_EVENTS)


def _at_most(noun: str, most: int, found: int) -> None:
    if found > most:
        raise ForeignFileError(f"must have at most {most} {noun}", found)
