"""Event: a VEVENT of others as an event of the model, as far as that can say it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from gcmfeeds.errors import ModelError
from gcmfeeds.interop.foreign.alarms import taken_alarms
from gcmfeeds.interop.foreign.changes import original_of, taken_changes
from gcmfeeds.interop.foreign.context import Context, words_of
from gcmfeeds.interop.foreign.places import as_stream, taken_streams, taken_venue
from gcmfeeds.interop.foreign.properties import Properties, parameter, text_of
from gcmfeeds.interop.foreign.report import Notes
from gcmfeeds.interop.foreign.resources import distinct, taken_documents, taken_image, taken_organizer, taken_pages
from gcmfeeds.interop.foreign.series import taken_series
from gcmfeeds.interop.foreign.span import taken_end
from gcmfeeds.interop.foreign.status import taken_status
from gcmfeeds.interop.foreign.texts import taken_body, taken_text
from gcmfeeds.interop.foreign.times import Time, taken_moment, taken_time
from gcmfeeds.model.event import Event
from gcmfeeds.model.relation import RELATIONS, Relation
from gcmfeeds.model.text import Text

_REASONS = {
    "COMMENT": "a remark is not for readers",
    "DTSTAMP": "it says when the copy was made",
    "EXRULE": "RFC 5545 has no such rule any more",
    "PRIORITY": "no event goes before another",
    "REFID": "a group of events is a channel, by topics",
    "REQUEST-STATUS": "it answers a request",
    "RESOURCES": "it is not for readers",
}
_MOST_SEQUENCE = 2**31


def read_event(component: Any, others: Sequence[Any], context: Context) -> Event | None:
    """Read an event.

    Args:
        component: Its VEVENT.
        others: The VEVENTs of single times of it (RECURRENCE-ID).
        context: What the file has in common.

    Returns:
        The event; None where there is none without what is malformed, which is noted.
    """
    subject = context.subject(str(component.get("UID", "")))
    properties = Properties(component, subject, context.notes)
    start = taken_time(properties, "DTSTART", context.zones)
    if start is None:
        properties.note("VEVENT", properties.peek("SUMMARY"), "an event must have a start: it was left out")
        return None
    properties.drop("UID")
    fields = _said(properties, context)
    fields |= {"key": subject.event, "start": start.value, "end": taken_end(properties, start, context.zones)}
    _note_busy(properties, start, str(fields["status"]))
    originals = [time for other in others if (time := _original(other, start, context))]
    series = taken_series(properties, start, context.zones, originals, context.effort)
    fields["recurrence"] = series.recurrence
    alarms = [part for part in component.subcomponents if part.name == "VALARM"]
    titles = {*fields["title"].values, str(component.get("SUMMARY", ""))}
    fields["alarms"] = taken_alarms(alarms, titles, subject, context.notes)
    for part in component.subcomponents:
        if part.name != "VALARM":
            properties.note(str(part.name), part.get("UID", ""), "nothing in an event says this component")
    properties.note_rest(_REASONS)
    event = _sound_event(fields, properties)
    return taken_changes(event, component, others, first=start, starts=series.starts, context=context)


def _said(properties: Properties, context: Context) -> dict[str, Any]:
    """Take what an event says besides when it is."""
    title = taken_text(properties, "SUMMARY", context.language)
    if title is None:
        title = Text({context.language: properties.subject.event})
        properties.note("SUMMARY", "", "an event must have a title: it is called by its key")
    status, title = taken_status(properties, title)
    language = title.languages[0] if len(title.languages) == 1 else context.language
    venue = taken_venue(properties, language)
    streams = taken_streams(properties, language, words_of(language))
    stream = as_stream(venue)
    if stream is not None:
        venue = None
        streams += [] if stream.url in {other.url for other in streams} else [stream]
    url, documents = taken_pages(properties, language)
    return {
        "title": title,
        "status": status,
        "body": taken_body(properties, language, _opening(language) if context.is_ours else ""),
        "url": url,
        "venue": venue,
        "streams": streams,
        "organizer": taken_organizer(properties, language),
        "documents": distinct([*documents, *taken_documents(properties)]),
        "image": taken_image(properties, title),
        "topics": context.topics.taken(properties),
        "related": _taken_relations(properties, context),
        **_taken_revision(properties, context),
    }


def _opening(language: str) -> str:
    """Give how the line begins that opens what gcmfeeds itself writes below an author's text."""
    phrases = words_of(language)
    return phrases.labelled.format(label=phrases.when, text="") if phrases else ""


def _taken_revision(properties: Properties, context: Context) -> dict[str, Any]:
    """Take when the event first went out, when and how often it changed."""
    published = taken_moment(properties, "CREATED", context.zones)
    updated = taken_moment(properties, "LAST-MODIFIED", context.zones)
    if published and updated and updated < published:
        properties.note("LAST-MODIFIED", updated, "it is before CREATED")
        updated = None
    if updated is not None and properties.peek("DTSTAMP") == f"{updated.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}":
        properties.drop("DTSTAMP")
    value = properties.one("SEQUENCE")
    sequence = int(value) if value is not None else 0
    if not 0 <= sequence < _MOST_SEQUENCE:
        properties.note("SEQUENCE", value, "it must be from 0 to 2147483647")
        sequence = 0
    return {"published": published, "updated": updated, "sequence": sequence}


def _taken_relations(properties: Properties, context: Context) -> list[Relation]:
    """Take RELATED-TO, as far as the other event is in the file."""
    found: dict[str, Relation] = {}
    for value in properties.take("RELATED-TO"):
        uid, kind = text_of(value), (parameter(value, "RELTYPE") or "PARENT").lower()
        key = context.keys.get(uid)
        if key is None or key == properties.subject.event or key in found:
            reason = "the other event is not in the file" if key is None else "one event is related to another once"
            properties.note("RELATED-TO", uid, reason)
        elif kind not in RELATIONS:
            properties.note("RELATED-TO", f"{kind} {uid}", f"the relation must be one of {', '.join(RELATIONS)}")
        else:
            found[key] = Relation(event=key, kind=kind)
    return list(found.values())


def _note_busy(properties: Properties, start: Time, status: str) -> None:
    """Take what follows from start and status, and note where the file says otherwise."""
    is_day = not isinstance(start.value, dt.datetime)
    is_free = is_day or status == "cancelled"
    busy = "FREE" if is_free else "TENTATIVE" if status in {"tentative", "postponed"} else "BUSY"
    expected = {
        "TRANSP": {"TRANSPARENT" if is_free else "OPAQUE"},
        "CLASS": {"PUBLIC"},
        "X-MICROSOFT-CDO-BUSYSTATUS": {busy},
        "X-MICROSOFT-CDO-INTENDEDSTATUS": {busy},
        "X-MICROSOFT-CDO-ALLDAYEVENT": {"TRUE" if is_day else "FALSE"},
        "PRIORITY": {"0"},
    }
    reasons = {"CLASS": "what is published is for everybody", "PRIORITY": _REASONS["PRIORITY"]}
    for name, words in expected.items():
        for value in properties.take(name):
            if text_of(value).strip().upper() not in words:
                reason = reasons.get(name, "it follows from start and status, which say otherwise")
                properties.note(name, text_of(value), reason, is_common=name != "CLASS")


def _original(component: Any, start: Time, context: Context) -> dt.date | None:
    """Read the RECURRENCE-ID of a single time; what is wrong with it is noted where its change is taken."""
    scratch = Properties(component, context.subject(str(component.get("UID", ""))), Notes())
    time = taken_time(scratch, "RECURRENCE-ID", context.zones)
    return original_of(time, start) if time else None


def _sound_event(fields: dict[str, Any], properties: Properties) -> Event:
    """Make the event, without its series where the two do not go together: all else was looked at by itself."""
    try:
        return Event(**fields)
    except ModelError as error:
        properties.note("RRULE", error.value, f"only the first time was carried: {error}")
        return Event(**{**fields, "recurrence": None})
