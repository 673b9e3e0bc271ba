"""Elements: those of a feed's head or of an entry, each of which somebody takes who can carry it, or that is noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from gcmfeeds.interop.foreign.report import in_short
from gcmfeeds.interop.foreign_feed.limits import MOST_OF_ONE
from gcmfeeds.interop.foreign_feed.said import Remark
from gcmfeeds.interop.foreign_feed.tree import name_of

_NO_FIELD = "nothing in an announcement says this"


class Elements:
    """Hold what is left of an element's children; what nobody takes is noted at the end, and taken out of the file.

    So feedparser reads only what is taken, and each of it once: of what stands twice it keeps one.

    Args:
        parent: ``channel``, ``feed``, ``item`` or ``entry``.
        but: Names that somebody else takes.
    """

    def __init__(self, parent: etree._Element, but: Sequence[str] = ()) -> None:
        self.remarks: list[Remark] = []
        self._parent = parent
        self._left: dict[str, list[etree._Element]] = {}
        for child in parent.iterchildren("*"):
            if (name := name_of(child)) not in but:
                self._left.setdefault(name, []).append(child)

    def take(self, *names: str) -> list[etree._Element]:
        """Take elements of these names, and leave them in the file; of more than a hundred of one name the first."""
        found = []
        for name in names:
            elements = self._left.pop(name, [])
            if len(elements) > MOST_OF_ONE:
                self.remark(name, "", f"the first {MOST_OF_ONE} of {len(elements)} were looked at")
            for element in elements[MOST_OF_ONE:]:
                self._parent.remove(element)
            found += elements[:MOST_OF_ONE]
        return found

    def take_out(self, *names: str) -> list[etree._Element]:
        """Take elements of these names out of the file: feedparser need not know them."""
        found = self.take(*names)
        for element in found:
            self._parent.remove(element)
        return found

    def one(self, *names: str, otherwise: str = "") -> etree._Element | None:
        """Take the element that says one thing under any of these names, the first that stands there.

        What says something else is noted.

        Args:
            names: The dearest first.
            otherwise: The reason of such a note; by default that the first says otherwise.
        """
        found = self.take(*names)
        first = next(filter(holds, found), None)
        for element in found:
            if first is not None and element is not first:
                if value_of(element) not in {"", value_of(first)}:
                    self.remark(name_of(element), value_of(element), otherwise or f"{name_of(first)} says otherwise")
                self._parent.remove(element)
        return first

    def drop(self, *names: str) -> None:
        """Take elements that say nothing of their own."""
        for element in (element for name in names for element in self._left.pop(name, [])):
            self._parent.remove(element)

    def remove(self, element: etree._Element) -> None:
        """Take an element out of the file that was taken before."""
        self._parent.remove(element)

    def remark(self, name: str, value: str, reason: str) -> None:
        """Say that an element was not carried, or how it was changed."""
        self.remarks.append(Remark(name, value, reason))

    def note_rest(self, reasons: Mapping[str, str], default: str = _NO_FIELD) -> None:
        """Note what nobody took, with the reason of its name, or of its prefix: ``ev:``."""
        for name in list(self._left):
            reason = reasons.get(name) or reasons.get(f"{name.partition(':')[0]}:") or default
            for element in self._left.pop(name):
                self._parent.remove(element)
                if holds(element):
                    self.remark(name, in_short(value_of(element)), reason)


def value_of(element: etree._Element) -> str:
    """Give what an element holds: its text with that of what is in it, or its attributes."""
    between = " " if len(element) else ""
    text = between.join(str(part).strip() if between else str(part) for part in element.itertext()).strip()
    return text or " ".join(str(value) for one in element.iter("*") for value in one.attrib.values())


def holds(element: etree._Element) -> bool:
    """Say whether an element says anything."""
    return bool(value_of(element))
