"""Limits: what a file of others may ask of us; looked at in its octets before it is parsed, then as components begin.

To parse a line costs some 20 µs, an octet 200 ns, a parameter or a member of a list 5 µs, and to read an event half a
millisecond. The slowest files within these limits that we could think of took 2.3 seconds; who trusts a file may let it
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
    at_most("octets", most_for(most_events, MOST_OCTETS), len(data))
    sent = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
    at_most("lines, folded", most_for(most_events, MOST_SENT_LINES), sent)
    unfolded = _LINE_END.sub(b"\n", _FOLD.sub(b"", data.removeprefix(_MARK))).strip()
    if not unfolded[:15].upper() == b"BEGIN:VCALENDAR":
        raise ForeignFileError("must be an iCalendar file: its first line must be BEGIN:VCALENDAR", "")
    at_most("lines", most_for(most_events, MOST_LINES), unfolded.count(b"\n") + 1)
    at_most("octets in a line", MOST_LINE_OCTETS, max(map(len, unfolded.split(b"\n"))))
    plain = unfolded.replace(rb"\\", b"")  # an escaped backslash escapes no comma
    parts = sum(plain.count(mark) - plain.count(b"\\" + mark) for mark in (b",", b";"))
    at_most("commas and semicolons", most_for(most_events, MOST_PARTS), parts)
    return unfolded


def most_for(most_events: int, most: int) -> int:
    """Let a limit grow with the number of events; it never shrinks, for a few events may say much."""
    return max(most, most * most_events // MOST_EVENTS)


def at_most(noun: str, most: int, found: int) -> None:
    """Refuse a file that has too much of something.

    Raises:
        ForeignFileError: It has.
    """
    if found > most:
        raise ForeignFileError(f"must have at most {most} {noun}", found)
