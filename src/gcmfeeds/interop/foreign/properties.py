"""Properties: those of one component, each of which is taken by somebody who can carry it, or noted."""

from __future__ import annotations

from typing import Any

from icalendar.parser import unescape_backslash
from icalendar.prop import vBroken, vCategory, vUnknown

from gcmfeeds.interop.foreign.report import Notes, Subject

MOST_OF_ONE = 500
"""How many single times of a series an event may name, and how many members any list in a file of ours."""

MOST_COMPARED = 100
"""How often an event may have any other property, and how many members a list in it: each is compared with each."""

_TIMES = ("EXDATE", "RDATE")

NO_END = "END"
"""What stands among a component's errors with the name of one in it that had no end."""

_NO_FIELD = "nothing in an event says this"
_NO_GUESTS = "a file that is published invites nobody"
_EMPTY = "it is empty"


class Properties:
    """Hold what is left of a component's properties; what nobody takes is noted at the end.

    Args:
        component: An icalendar component.
        subject: Whom notes are about.
        notes: Where they go.
        prefix: What stands before a property's name in notes: ``VALARM/``.
    """

    def __init__(self, component: Any, subject: Subject, notes: Notes, prefix: str = "") -> None:
        self.subject = subject
        self.notes = notes
        self._prefix = prefix
        self._left: dict[str, list[Any]] = {name: list(values_in(component, name)) for name in component}
        for name, message in component.errors:
            if name is None:
                self.note("", message, "it is no line of iCalendar")
            elif name == NO_END:
                self.note(message, "", "it has no END, and ended where the next component began, or the one around it")

    def take(self, name: str) -> list[Any]:
        """Take the values of a property, but those that are malformed or empty, which are noted."""
        values = self._left.pop(name, [])
        most = MOST_OF_ONE if name in _TIMES else MOST_COMPARED
        if len(values) > most:
            self.note(name, "", f"the first {most} of {len(values)} were looked at")
        return [value for value in values[:most] if self._is_sound(name, value)]

    def one(self, name: str) -> Any:
        """Take the value of a property that says one thing; what it says besides is noted. None for nothing."""
        first, *others = [*self.take(name), None]
        for value in others[:-1] if first is not None else ():
            self.note(name, text_of(value), "it stands more than once")
        return first

    def peek(self, name: str) -> str:
        """Read the first value of a property as text, and leave it; empty for none."""
        return text_of(self._left[name][0]) if name in self._left else ""

    def texts(self, name: str) -> list[str]:
        """Read all values of a property as texts, and leave them."""
        return [text_of(value) for value in self.values(name)]

    def values(self, name: str) -> list[Any]:
        """Give all values of a property, those that are malformed too, and leave them."""
        return self._left.get(name, [])

    def drop(self, *names: str) -> None:
        """Take properties that say nothing of their own."""
        for name in names:
            self._left.pop(name, None)

    def note(self, name: str, value: object, reason: str, *, is_common: bool = False) -> None:
        """Say that a property was not carried, or how it was changed."""
        self.notes.add(self.subject, self._prefix + name, value, reason, is_common=is_common)

    def note_rest(self, reasons: dict[str, str] | None = None) -> None:
        """Note what nobody took, with the reason of its name; of guests how many there are, and not who."""
        if guests := len(self._left.pop("ATTENDEE", ())):
            self.note("ATTENDEE", f"{guests} guest{'s' if guests > 1 else ''}", _NO_GUESTS)
        for name in list(self._left):
            for value in self._left.pop(name):
                if self._is_sound(name, value):
                    self.note(name, text_of(value), (reasons or {}).get(name, _NO_FIELD), is_common=True)

    def _is_sound(self, name: str, value: Any) -> bool:
        if isinstance(value, vBroken):
            self.note(name, str(value), f"it is malformed: {str(value.parse_error)[:120]}")
            return False
        if not (value.strip() if isinstance(value, str) else not isinstance(value, vCategory) or any(map(str, value))):
            self.note(name, "", _EMPTY, is_common=True)
            return False
        return True


def values_in(component: Any, name: str) -> list[Any]:
    """Give the values of a property of a component."""
    found = component.get(name, [])
    return found if isinstance(found, list) else [found]


def text_of(value: Any) -> str:
    """Give a value as text, without the escapes of :rfc:`5545#section-3.3.11`."""
    if isinstance(value, vUnknown):
        return str(unescape_backslash(str(value)))
    if isinstance(value, str):
        return str(value)
    written = value.to_ical()
    return written.decode("utf-8", "replace") if isinstance(written, bytes) else str(written)


def parameter(value: Any, name: str) -> str:
    """Give a parameter of a value as one text; empty where there is none."""
    found = value.params.get(name, "")
    return ",".join(map(str, found)) if isinstance(found, list) else str(found)
