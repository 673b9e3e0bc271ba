"""Parse: a file of others as icalendar's components, as far as they can be read."""

from __future__ import annotations

from collections import Counter
from typing import Any

from icalendar import Calendar, Component
from icalendar.parser import Contentline, Parameters
from icalendar.parser.ical.component import ComponentIcalParser

from gcmfeeds.errors import ForeignFileError
from gcmfeeds.interop.foreign.limits import MOST_COMPONENTS, MOST_DEPTH, MOST_EVENTS, at_most, most_for, within_limits
from gcmfeeds.interop.foreign.properties import NO_END

_IN_CALENDARS = frozenset("VEVENT VTODO VJOURNAL VFREEBUSY VTIMEZONE".split())
_OF_ONE_TYPE = frozenset(
    "CATEGORIES CLASS COLOR COMMENT CONCEPT CONTACT CREATED DESCRIPTION DTSTAMP DURATION EXRULE GEO LAST-MODIFIED "
    "LOCATION NAME ORGANIZER PRIORITY REFID RESOURCES RRULE SEQUENCE STATUS SUMMARY TRANSP UID URL".split()
)
"""Properties of which icalendar would read a VALUE that they cannot have, and give something else than they are."""


class WallTimeParser(ComponentIcalParser):
    """Read times as they stand, and go on after what is malformed, in every component.

    icalendar keeps the zones that files define for the whole process, by name: a second file would be read with the
    zones of the first. It tolerates faults in VEVENT alone.
    """

    datetime_names = ()

    def __init__(self, text: str, most_events: int) -> None:
        # Of text it would unfold lines once more.
        lines = [Contentline(line) for line in text.split("\n") if line]  # type: ignore[no-untyped-call]
        super().__init__(lines, Calendar._get_component_factory(), Calendar.types_factory)  # noqa: SLF001  # its own way
        self._most_events = most_events
        self._begun: Counter[str] = Counter()

    def handle_line_parse_error(self, exception: Exception) -> None:
        """Note a line that is none."""
        if self.component is not None:
            self.component.errors.append((None, str(exception)))

    def handle_begin_component(self, vals: str) -> None:
        """Begin a component; where it can stand in none that is open, those have no end, and end here."""
        name = vals.strip().upper()
        if name in _IN_CALENDARS:
            self._end_down_to("VCALENDAR")
        elif name == "VCALENDAR":
            self._end_down_to("")
        self._begun[name] += 1
        at_most("events", self._most_events, self._begun["VEVENT"])
        at_most("components", most_for(self._most_events, MOST_COMPONENTS), self._begun.total())
        at_most("components in each other", MOST_DEPTH, len(self._stack) + 1)
        super().handle_begin_component(name)

    def handle_end_component(self, vals: str) -> None:
        """End a component, and those in it that have no end; an end of one that is not open ends nothing."""
        name = vals.strip().upper()
        if any(component.name == name for component in self._stack):
            self._end_down_to(name)
            self._end()

    def _end_down_to(self, name: str) -> None:
        """End what is open in a component, and say in what it stands that it had no end."""
        while self._stack and self._stack[-1].name != name:
            ended = self._end()
            (self._stack[-1] if self._stack else ended).errors.append((NO_END, str(ended.name)))

    def _end(self) -> Component:
        component = self._stack.pop()
        (self._stack[-1].add_component if self._stack else self._components.append)(component)
        return component

    def handle_property(self, name: str, params: Parameters, vals: str, line: Contentline) -> None:
        """Read a property as what its name says, whatever its VALUE; outside of a calendar there is none."""
        if self.component is None:
            return
        if name in _OF_ONE_TYPE:
            params.pop("VALUE", None)
        super().handle_property(name, params, vals, line)

    def handle_property_parse_error(
        self, exception: Exception, name: str, params: Parameters, val: str, line: Contentline
    ) -> None:
        """Keep a property that is malformed as such."""
        self.component.ignore_exceptions = True  # type: ignore[misc,union-attr]  # of this one; never without one
        super().handle_property_parse_error(exception, name, params, val, line)

    def parse(self) -> list[Component]:
        """Read everything; what has no end ends with the file."""
        found = super().parse()
        self._end_down_to("")
        return found


def parse_calendars(data: bytes, most_events: int = MOST_EVENTS) -> tuple[list[Any], bool]:
    """Read the calendars of a file.

    Args:
        data: The file; several calendars may follow each other (:rfc:`5545#section-3.4`).
        most_events: How many events it may have.

    Returns:
        The calendars, and whether all of the file was UTF-8.

    Raises:
        ForeignFileError: It is no iCalendar file, or asks too much.
    """
    unfolded = within_limits(data, most_events)
    text = unfolded.decode("utf-8", "replace")
    found = WallTimeParser(text, most_events).parse()
    calendars = [component for component in found if component.name == "VCALENDAR"]
    if not calendars:
        raise ForeignFileError("must hold a VCALENDAR", "")
    for component in found:
        if component.name != "VCALENDAR":  # it stands behind the end of one
            calendars[-1].add_component(component)
    return calendars, "\ufffd" not in text or text.encode() == unfolded
