"""Report: what a file of others says of itself, and what of it could not be carried."""

from __future__ import annotations

import attrs

from gcmfeeds.model.channel import Topic
from gcmfeeds.model.text import Text, one_line, without_controls

_MOST_SHOWN = 80


@attrs.frozen(kw_only=True)
class ImportNote:
    """Say of one property that it was not carried, or how it was changed.

    Args:
        event: The key of the event or announcement; empty for the file itself, and for what many of them have.
        uid: Its UID or id in the file; likewise.
        property: Its name, such as ``GEO``, or with the component inside the event, ``VALARM/ATTACH``; in a feed the
            element or member, ``dc:source``.
        value: What it holds, on one line, at most 80 characters.
        reason: Why it was not carried, or how it was changed.
    """

    event: str
    uid: str
    property: str
    value: str
    reason: str


@attrs.frozen(kw_only=True)
class ImportReport:
    """Say what a file of others says of itself, and what of it could not be carried.

    Args:
        title: What the calendar is called (NAME or X-WR-CALNAME), or the feed.
        description: The paragraph about it.
        languages: Those of its texts, canonical tags, the most used first; never none.
        authority: The domain that most UIDs have, or ids and pages of a feed, in lower case; ``example.org`` if none is
            fit.
        url: Where the calendar or feed can be seen on the web.
        color: The name of its color in CSS 3.
        topics: What its events or announcements are about, with the keys by which they name them.
        notes: All that was not carried, or was changed, in the file's order.
        since: The day, month or year in the ids of a feed that gcmfeeds wrote; None for others.
    """

    title: Text | None
    description: Text | None
    languages: tuple[str, ...]
    authority: str
    url: str | None
    color: str | None
    topics: tuple[Topic, ...]
    notes: tuple[ImportNote, ...]
    since: str | None = None


@attrs.frozen
class Subject:
    """Name what a note is about: an event or announcement by its key and UID, or the whole file by neither."""

    event: str = ""
    uid: str = ""


class Notes:
    """Collect notes in the order in which they are made; what many events have is one note with a count."""

    def __init__(self) -> None:
        self._notes: dict[tuple[object, ...], list[ImportNote]] = {}

    def add(self, subject: Subject, name: str, value: object, reason: str, *, is_common: bool = False) -> None:
        """Add a note.

        Args:
            subject: Whom it is about.
            name: The property.
            value: What it holds.
            reason: Why it was not carried, or how it was changed.
            is_common: Whether it is one and the same for all events: then they are counted.
        """
        shown = in_short(value)
        note = ImportNote(event=subject.event, uid=subject.uid, property=name, value=shown, reason=reason)
        self._notes.setdefault((name, reason) if is_common else (len(self._notes),), []).append(note)

    def all(self) -> tuple[ImportNote, ...]:
        """Give the notes; one for all that are common."""
        return tuple(
            notes[0]
            if len(notes) == 1
            else attrs.evolve(notes[0], event="", uid="", reason=f"{notes[0].reason} ({len(notes)} times)")
            for notes in self._notes.values()
        )


def in_short(value: object) -> str:
    """Show a value on one line of at most 80 characters."""
    text = one_line(without_controls(str(value)[: 4 * _MOST_SHOWN])).strip()
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"
