"""Needs: what each calendar client needs that RFC 5545 does not say, and how we know."""

from __future__ import annotations

import attrs


@attrs.frozen(kw_only=True)
class Need:
    """Hold what is written for a client.

    Args:
        what: The property, or how it is written.
        client: Who needs it.
        why: What happens without it.
        source: How we know: a document, a report, or the version that was run.
    """

    what: str
    client: str
    why: str
    source: str


PROPERTIES = (
    Need(
        what="X-WR-CALNAME",
        client="Google Calendar, Apple Calendar, Outlook",
        why="the calendar has no name where NAME is not read",
        source="MS-OXCICAL, Property: X-WR-CALNAME",
    ),
    Need(
        what="X-WR-CALDESC",
        client="Google Calendar, Apple Calendar",
        why="the calendar has no description where a calendar's DESCRIPTION is not read",
        source="custom of all writers; Outlook writes it and does not read it (MS-OXCICAL 2.1.3.1.1.16)",
    ),
    Need(
        what="X-WR-TIMEZONE",
        client="Google Calendar",
        why="what has no zone of its own is shown in UTC",
        source="webuildsg/webuild#26",
    ),
    Need(
        what="X-PUBLISHED-TTL",
        client="Outlook, Nextcloud",
        why="Nextcloud asks again after a week",
        source="MS-OXCICAL 2.1.3.1.1.15; nextcloud/server#46171",
    ),
    Need(
        what="X-APPLE-CALENDAR-COLOR",
        client="Apple Calendar, ICSx5",
        why="the calendar has any color: they read figures, not the names of COLOR",
        source="bitfireAT/icsx5#31, arran4/golang-ical#143",
    ),
    Need(
        what="X-APPLE-STRUCTURED-LOCATION",
        client="Apple Calendar",
        why="there is no map; nor is there one unless X-TITLE and X-ADDRESS are together the text of LOCATION",
        source="collective/icalendar#116, sebbo2002/ical-generator#236",
    ),
    Need(
        what="X-MICROSOFT-CDO-BUSYSTATUS",
        client="Outlook",
        why="a tentative event looks certain, a cancelled one takes time",
        source="MS-OXCICAL, Property: X-MICROSOFT-CDO-BUSYSTATUS",
    ),
    Need(
        what="X-MICROSOFT-CDO-ALLDAYEVENT",
        client="Outlook",
        why="a day can become an event from 0:00 to 0:00",
        source="MS-OXCICAL, Property: X-MICROSOFT-CDO-ALLDAYEVENT",
    ),
    Need(
        what="X-ALT-DESC",
        client="Outlook",
        why="the text has no headings, lists and links",
        source="MS-OXCICAL, Property: X-ALT-DESC",
    ),
)
"""The properties that no RFC has; none else is written."""

FORMS = (
    Need(
        what="ATTACH with X-FILENAME",
        client="Outlook",
        why="a document is called by its address: FILENAME is not read",
        source="MS-STANOICAL 2.2.54",
    ),
    Need(
        what="VTIMEZONE of two yearly rules, without X- properties",
        client="Outlook, dateutil",
        why="Outlook reads no lists of onsets; dateutil refuses the zone",
        source="MS-STANOICAL 2.2.47, iCalcreator/iCalcreator#86; python-dateutil 4.0.0 run",
    ),
    Need(
        what="times before 1996 and after 2037 in UTC",
        client="khal, node-ical, Thunderbird",
        why="they are an hour early or late",
        source="khal, node-ical and ical.js run",
    ),
    Need(
        what="DTEND of each single day",
        client="Google Calendar, Outlook",
        why="the length of the day is guessed",
        source="hoodie/icalendar#129",
    ),
    Need(
        what="the status as a mark in SUMMARY",
        client="Outlook, Google Calendar",
        why="a cancelled event looks as any other",
        source="esrg-knights/Squire#215",
    ),
    Need(
        what="streams, speakers and documents in DESCRIPTION too",
        client="Google Calendar, Outlook, Apple Calendar, Thunderbird",
        why="they do not show CONFERENCE, PARTICIPANT and LINK",
        source="nextcloud/calendar#5381, indico/indico#2191",
    ),
    Need(
        what="LOCATION is the stream of an event without a place",
        client="Google Calendar, Apple Calendar",
        why="there is no button to join",
        source="nextcloud/calendar#5381",
    ),
    Need(
        what="one line in SUMMARY and LOCATION",
        client="calcurse",
        why="it refuses the event",
        source="calcurse 4.7.1 run",
    ),
    Need(
        what="no SUMMARY and no DESCRIPTION in PARTICIPANT and VLOCATION",
        client="calcurse",
        why="it takes the one for the event's title, and skips the event for the other",
        source="calcurse 4.7.1 run",
    ),
    Need(
        what="one CATEGORIES for each label",
        client="Thunderbird, Evolution",
        why="labels run together where a comma stands after a backslash",
        source="ical.js 2.2.1 and libical 3.0.16 run",
    ),
    Need(
        what="no double quotes in parameters",
        client="Outlook",
        why="it shows the escapes of RFC 6868",
        source="inferred; no report found",
    ),
    Need(
        what="no backslash in parameters",
        client="Evolution, GNOME Calendar, KDE, khal",
        why="they lose the property where it stands last, libical within quotes and icalendar without",
        source="libical 3.0.16 and icalendar 7.3.2 run",
    ),
    Need(
        what="RFC 9073 and RFC 9253 in the single-event file only",
        client="Evolution, GNOME Calendar, KDE",
        why="they count an error for each such property, and drop the components",
        source="libical 3.0.16 run",
    ),
)
"""How what the RFCs do have is written."""

_NAMES = frozenset(need.what for need in PROPERTIES)


def needed(name: str) -> str:
    """Give the name of a property that no RFC has, if a client needs it.

    Raises:
        KeyError: No row of the table says who does.
    """
    if name not in _NAMES:
        raise KeyError(name)
    return name
