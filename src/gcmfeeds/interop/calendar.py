"""Calendar: a record as an ``icalendar.Calendar``; the one door to icalendar.

Every property is given as a value of the right type, already encoded: what icalendar 7.3.0 makes of plain
strings, zoned datetimes and lists by itself is wrong in the ways that the names below say.
"""

from __future__ import annotations

import datetime as dt
import re

from icalendar import Alarm, Calendar, Component, Event, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import (
    vCalAddress,
    vDate,
    vDatetime,
    vDuration,
    vGeo,
    vInt,
    vRecur,
    vText,
    vUri,
    vUTCOffset,
)

from gcmfeeds.interop.needs import needed
from gcmfeeds.language.choose import Chosen
from gcmfeeds.records.calendar import CalendarRecord
from gcmfeeds.records.event import Attachment, Conference, EventRecord, MapPoint
from gcmfeeds.records.supplement import Alarm as AlarmRecord
from gcmfeeds.records.supplement import Link, Location, StructuredData, Supplement
from gcmfeeds.records.supplement import Participant as ParticipantRecord
from gcmfeeds.records.timezone import OBSERVANCES, TZID

_QUOTED = re.compile('"([^"]*)"')

__all__ = ["Calendar", "rule_timezone", "to_calendar", "to_event"]


class LiteralBackslashText(vText):
    r"""Keep a backslash before a capital N: vText takes ``C:\New`` for ``C:``, a line end and ``ew``."""

    def to_ical(self) -> bytes:
        """Escape as :rfc:`5545#section-3.3.11` says."""
        escaped = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode("utf-8")


class FixedPointGeo(vGeo):
    """Write small degrees as figures: vGeo writes 0.00001 as 1e-05, which is no FLOAT of :rfc:`5545#section-3.3.7`."""

    def to_ical(self) -> str:
        """Write latitude and longitude to six decimals, about a hand's breadth."""
        return ";".join(f"{degrees:.6f}".rstrip("0").rstrip(".") for degrees in (self.latitude, self.longitude))


class Participant(Component):
    """Name one who takes part (:rfc:`9073#section-7.1`); icalendar has no such component."""

    name = "PARTICIPANT"


class VLocation(Component):
    """Describe a place (:rfc:`9073#section-7.2`); icalendar has no such component."""

    name = "VLOCATION"


def to_calendar(record: CalendarRecord) -> Calendar:
    """Make an icalendar calendar of a record.

    Args:
        record: Of an edition, or of a single event.

    Returns:
        A calendar to extend; its ``to_ical()`` gives the same bytes as :func:`gcmfeeds.to_ics`.
    """
    calendar = Calendar()
    _add(calendar, "VERSION", _text("2.0"))
    _add(calendar, "PRODID", _text(record.prodid))
    _add(calendar, "CALSCALE", _text("GREGORIAN"))
    if record.uid:
        _add(calendar, "UID", _text(record.uid))
        _add(calendar, "NAME", _chosen(record.name))
        _add(calendar, "X-WR-CALNAME", _text(record.name.value))
        _add(calendar, "LAST-MODIFIED", vDatetime(record.last_modified))
        _add(calendar, "URL", vUri(record.url))
        _add(calendar, "SOURCE", _uri_with_value(record.source))
        _add(calendar, "X-WR-TIMEZONE", _text(TZID))
    if record.description:
        _add(calendar, "DESCRIPTION", _chosen(record.description))
        _add(calendar, "X-WR-CALDESC", _text(record.description.value))
    if record.color:
        name, figures = record.color
        _add(calendar, "COLOR", _text(name))
        _add(calendar, "X-APPLE-CALENDAR-COLOR", _text(f"#{figures}"))
    if record.refresh_interval:
        _add(calendar, "REFRESH-INTERVAL", _duration_with_value(record.refresh_interval))
        _add(calendar, "X-PUBLISHED-TTL", vDuration(record.refresh_interval))
    if record.has_zone:
        calendar.add_component(rule_timezone())
    for event in record.events:
        calendar.add_component(to_event(event))
    return calendar


def rule_timezone() -> Timezone:
    """Make Geneva's VTIMEZONE from its rule.

    icalendar's own lists every onset (Outlook ignores those), an hour wrong, and none after 2037.
    There is no X- property in it: dateutil refuses the whole zone for one.
    """
    timezone = Timezone()
    _add(timezone, "TZID", _text(TZID))
    for observance in OBSERVANCES:
        half = TimezoneDaylight() if observance.component == "DAYLIGHT" else TimezoneStandard()
        _add(half, "DTSTART", vDatetime(observance.start))
        _add(half, "TZOFFSETFROM", vUTCOffset(observance.offset_from))
        _add(half, "TZOFFSETTO", vUTCOffset(observance.offset_to))
        _add(half, "TZNAME", _text(observance.name))
        _add(half, "RRULE", vRecur(FREQ="YEARLY", BYMONTH=observance.month, BYDAY="-1SU"))
        timezone.add_component(half)
    return timezone


def to_event(record: EventRecord) -> Event:
    """Make an ``icalendar.Event`` of a record."""
    event = Event()
    _add(event, "UID", _text(record.uid))
    _add(event, "SUMMARY", _chosen(record.summary))
    derived = {"DERIVED": "TRUE"} if record.supplement else {}  # from STYLED-DESCRIPTION (RFC 9073, section 6.5)
    _add(event, "DESCRIPTION", _chosen(record.description, **derived))
    _add(event, "SEQUENCE", vInt(record.sequence))
    _add_times(event, record)
    _add_status(event, record)
    _add_place(event, record)
    _add_people(event, record)
    for label in record.categories:  # one a line: ical.js and libical join two whose comma stands after a backslash
        _add(event, "CATEGORIES", _chosen(label))
    _add_resources(event, record)
    if record.supplement:
        _supplement(event, record.supplement)
        for alarm in record.supplement.alarms:
            event.add_component(_alarm(alarm, record.summary))
    return event


def _add_times(event: Event, record: EventRecord) -> None:
    _add(event, "DTSTART", _only_geneva_or_utc(record.dtstart))
    if record.dtend is not None:
        _add(event, "DTEND", _only_geneva_or_utc(record.dtend))
    if record.recurrence_id is not None:
        _add(event, "RECURRENCE-ID", _only_geneva_or_utc(record.recurrence_id))
    if record.rrule:
        _add(event, "RRULE", vRecur(record.rrule))
    for name, times in (("RDATE", record.rdates), ("EXDATE", record.exdates)):
        for time in times:  # one a line: each with its own value type and zone
            _add(event, name, _only_geneva_or_utc(time))
    _add(event, "DTSTAMP", vDatetime(record.last_modified))
    _add(event, "CREATED", vDatetime(record.created))
    _add(event, "LAST-MODIFIED", vDatetime(record.last_modified))


def _add_status(event: Event, record: EventRecord) -> None:
    """Add the status, and how busy one is in Outlook's own words (MS-OXCICAL)."""
    busy = "FREE" if record.is_transparent else "TENTATIVE" if record.status == "TENTATIVE" else "BUSY"
    _add(event, "STATUS", _text(record.status))
    _add(event, "TRANSP", _text("TRANSPARENT" if record.is_transparent else "OPAQUE"))
    _add(event, "X-MICROSOFT-CDO-BUSYSTATUS", _text(busy))
    if not isinstance(record.dtstart, dt.datetime):
        _add(event, "X-MICROSOFT-CDO-ALLDAYEVENT", _text("TRUE"))


def _add_place(event: Event, record: EventRecord) -> None:
    if record.location:
        _add(event, "LOCATION", _chosen(record.location))
    if record.geo:
        _add(event, "GEO", FixedPointGeo(record.geo))
    if record.map_point:
        _add(event, "X-APPLE-STRUCTURED-LOCATION", _apple_location(record.map_point))
    for conference in record.conferences:
        _add(event, "CONFERENCE", _conference_with_list(conference))


def _add_people(event: Event, record: EventRecord) -> None:
    if record.organizer:
        name, address = record.organizer
        _add(event, "ORGANIZER", vCalAddress(f"mailto:{address}", params={"CN": _readable_parameter(name)}))
    _add(event, "CONTACT", _chosen(record.contact))


def _add_resources(event: Event, record: EventRecord) -> None:
    if record.url:
        _add(event, "URL", vUri(record.url))
    for attachment in record.attachments:
        _add(event, "ATTACH", _attachment_with_names(attachment))
    if record.picture:
        params = {"VALUE": "URI", "DISPLAY": "BADGE", "FMTTYPE": record.picture.media_type}
        _add(event, "IMAGE", vUri(record.picture.uri, params=params))


def _supplement(event: Event, record: Supplement) -> None:
    """Add what clients of a subscribed calendar stumble over, or what is said there in another way."""
    html = record.styled_description
    _add(event, "STYLED-DESCRIPTION", _chosen(html, VALUE="TEXT", FMTTYPE="text/html"))
    _add(event, "X-ALT-DESC", _text(html.value, FMTTYPE="text/html"))
    _add(event, "STRUCTURED-DATA", _escaped_json(record.data))
    for link in record.links:
        _add(event, "LINK", _link_with_relation(link))
    for concept in record.concepts:
        _add(event, "CONCEPT", vUri(concept))
    for refid in record.refids:
        _add(event, "REFID", _text(refid))
    for reltype, uid in record.related:
        _add(event, "RELATED-TO", _text(uid, RELTYPE=reltype))
    if record.location:
        event.add_component(_location(record.location))
    for participant in record.participants:
        event.add_component(_participant(participant))


def _alarm(record: AlarmRecord, summary: Chosen) -> Alarm:
    alarm = Alarm()
    _add(alarm, "UID", _text(record.uid))
    _add(alarm, "ACTION", _text("DISPLAY"))
    _add(alarm, "TRIGGER", vDuration(record.trigger))
    _add(alarm, "DESCRIPTION", _chosen(summary))
    return alarm


def _participant(record: ParticipantRecord) -> Participant:
    participant = Participant()
    _add(participant, "UID", _text(record.uid))
    _add(participant, "PARTICIPANT-TYPE", _text("SPEAKER"))
    _add(participant, "STRUCTURED-DATA", _escaped_json(record.data))
    if record.url:
        _add(participant, "URL", vUri(record.url))
    return participant


def _location(record: Location) -> VLocation:
    location = VLocation()
    _add(location, "UID", _text(record.uid))
    _add(location, "NAME", _chosen(record.name))
    if record.geo:
        _add(location, "GEO", FixedPointGeo(record.geo))
    _add(location, "STRUCTURED-DATA", _escaped_json(record.data))
    return location


def _add(component: Component, name: str, value: object) -> None:
    """Add a property; one that no RFC has must stand in the table of what clients need."""
    component.add(needed(name) if name.startswith("X-") else name, value, encode=False)


def _text(value: str, **params: str) -> LiteralBackslashText:
    return LiteralBackslashText(value, params=params)


def _chosen(text: Chosen, **params: str) -> LiteralBackslashText:
    return LiteralBackslashText(text.value, params={**params, **_language(text.language)})


def _language(tag: str) -> dict[str, str]:
    return {"LANGUAGE": tag} if tag else {}


def _escaped_json(data: StructuredData) -> LiteralBackslashText:
    """Give STRUCTURED-DATA as text: icalendar leaves a string of an unknown property unescaped, line ends too."""
    params = {"VALUE": "TEXT", "FMTTYPE": "application/ld+json", "SCHEMA": data.schema}
    return LiteralBackslashText(data.value, params=params)


def _link_with_relation(link: Link) -> vUri:
    """Name relation and value type, which :rfc:`9253#section-8.2` requires and icalendar leaves out."""
    params = {
        "VALUE": "URI",
        "LINKREL": link.linkrel,
        "LABEL": _readable_parameter(link.label),
        "FMTTYPE": link.media_type,
    }
    given = {name: value for name, value in params.items() if value}
    return vUri(link.uri, params={**given, **_language(link.language)})


def _attachment_with_names(attachment: Attachment) -> vUri:
    """Name a document's file twice: Outlook reads X-FILENAME, others FILENAME."""
    name = _readable_parameter(attachment.filename)
    params = {"FMTTYPE": attachment.media_type} if attachment.media_type else {}
    return vUri(attachment.uri, params={**params, "FILENAME": name, "X-FILENAME": name})


def _apple_location(point: MapPoint) -> vUri:
    """Say the place as Apple does; title and address together must be the text of LOCATION."""
    params = {"VALUE": "URI", "X-APPLE-RADIUS": "100", "X-TITLE": _readable_parameter(point.title)}
    if point.address:
        params["X-ADDRESS"] = _readable_parameter(point.address)
    return vUri(f"geo:{FixedPointGeo(point.geo).to_ical().replace(';', ',')}", params=params)


def _uri_with_value(uri: str) -> vUri:
    """Name the value type, which :rfc:`7986#section-5.8` requires and icalendar leaves out."""
    return vUri(uri, params={"VALUE": "URI"})


def _duration_with_value(interval: dt.timedelta) -> vDuration:
    """Name the value type, which :rfc:`7986#section-5.7` requires and icalendar leaves out."""
    return vDuration(interval, params={"VALUE": "DURATION"})


def _conference_with_list(conference: Conference) -> vUri:
    """Give FEATURE as a list: icalendar's Conference writes one quoted value with a comma in it."""
    params: dict[str, object] = {"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"]}
    params |= {"LABEL": _readable_parameter(conference.label), **_language(conference.language)}
    return vUri(conference.uri, params=params)


def _only_geneva_or_utc(time: dt.date) -> vDate | vDatetime:
    """Give a date, a Geneva time or a UTC time.

    Of any other aware time icalendar makes a floating one (fixed offsets) or a TZID that nobody defines.
    """
    if not isinstance(time, dt.datetime):
        return vDate(time, params={"VALUE": "DATE"})
    return vDatetime(time)


def _readable_parameter(value: str) -> str:
    r"""Keep out of a parameter what not every client reads there.

    Quotes and carets icalendar writes by :rfc:`6868`, which Outlook shows raw. A backslash is a character like any
    other (:rfc:`5545#section-3.1`), but libical drops the whole property where it is the last of a value in quotes, and
    icalendar where it is the last of one without: a wide one is written for it.
    """
    value = _QUOTED.sub("\u201c\\1\u201d", value).replace('"', "\u201d")
    return value.replace("^", "\u02c6").replace("\\", "\uff3c")
