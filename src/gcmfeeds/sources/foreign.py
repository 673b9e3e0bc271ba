"""Foreign: a file that others wrote, as a catalogue."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Required, TypedDict, Unpack

import attrs

from gcmfeeds.errors import ForeignFileError, MissingTextError, ModelError, SourceFault
from gcmfeeds.interop.foreign import ImportNote, ImportReport, from_ics
from gcmfeeds.interop.foreign.limits import MOST_OCTETS, most_for
from gcmfeeds.interop.foreign_feed import from_feed
from gcmfeeds.language.choose import locale
from gcmfeeds.language.words import bundled_phrases, find_phrases
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.people import Organizer
from gcmfeeds.model.phrases import Phrases
from gcmfeeds.model.text import Text, clean_text, without_controls
from gcmfeeds.zone import in_geneva

MOST_EVENTS = 20_000
"""How many events or entries a file may have that somebody imports, and so knows; it takes some ten seconds."""

_START = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*(?:(?P<feed>[<{])|BEGIN)", re.IGNORECASE)
"""What a file begins with, perhaps behind a byte order mark; a feed may be in UTF-16."""


@attrs.frozen(kw_only=True)
class Imported:
    """Hold what was made of a file that others wrote.

    Args:
        catalogue: Can be built; it has words of its own for each language that gcmfeeds has none for.
        report: What could not be carried.
        is_feed: Whether it was a feed: it then has announcements, else events.
    """

    catalogue: Catalogue
    report: ImportReport
    is_feed: bool = False


class Given(TypedDict, total=False):
    """Say what is known of a file besides what it says; all but the moment may be left out.

    Args:
        moment: When it first went out if nothing says when, aware.
        name: What it is called if the file does not say: its name.
        language: What its texts are in where it does not say, BCP 47.
        authority: A domain that the publisher holds; None for the one that most UIDs have.
        since: A day, month or year in which it was held (:rfc:`4151#section-2.1`); None for the day of `published`:
            ids were made with it then, but never for one to come.
        base_url: Where the published tree will stand; None for ``calendar/`` on the authority.
        published: When it first went out, aware; None for the first date that an event has.
    """

    moment: Required[dt.datetime]
    name: str
    language: str | None
    authority: str | None
    since: str | None
    base_url: str | None
    published: dt.datetime | None


def import_calendar(data: bytes, **given: Unpack[Given]) -> Imported:
    """Make a catalogue of an iCalendar file.

    Args:
        data: The file.
        **given: What is known besides.

    Raises:
        ForeignFileError: It is no iCalendar file, or too large.
        ModelError: What was given besides cannot be true.
    """
    events, report = from_ics(data, language=given.get("language"), most_events=MOST_EVENTS)
    catalogue = _catalogue(
        report,
        dates=[date for event in events for date in (event.published, event.updated) if date],
        publisher=_common({event.organizer for event in events if event.organizer}),
        folder="calendar",
        given=given,
    )
    return Imported(catalogue=attrs.evolve(catalogue, events=events), report=report)


def import_feed(data: bytes, **given: Unpack[Given]) -> Imported:
    """Make a catalogue of an RSS, Atom or JSON Feed file.

    Its arguments and errors are those of :func:`import_calendar`, but: `authority` is by default the domain that most
    ids and pages have; `since`, of a feed that gcmfeeds wrote, what stands in its ids, which so stay the same;
    `base_url` ``news/`` on the authority; and `published` when the first of the announcements went out.
    """
    announcements, report = from_feed(data, language=given.get("language"), most_entries=MOST_EVENTS)
    is_ours = report.since is not None  # others name who wrote an entry, we for want of such who publishes it
    publisher = _common({announcement.author for announcement in announcements}) if is_ours else None
    catalogue = _catalogue(
        report,
        dates=[announcement.published for announcement in announcements],
        publisher=publisher,
        folder="news",
        given=given,
    )
    if publisher:
        announcements = tuple(attrs.evolve(announcement, author=None) for announcement in announcements)
    return Imported(catalogue=attrs.evolve(catalogue, announcements=announcements), report=report, is_feed=True)


def import_foreign(data: bytes, **given: Unpack[Given]) -> Imported:
    """Make a catalogue of a calendar or a feed, whichever the content is; see :func:`import_calendar`.

    Raises:
        ForeignFileError: It is neither, or too large.
        ModelError: What was given besides cannot be true.
    """
    start = _START.match(data)
    if start is None:
        raise ForeignFileError("must be a calendar (iCalendar) or a feed (RSS, Atom, JSON Feed)", "")
    return (import_feed if start["feed"] else import_calendar)(data, **given)


def _catalogue(
    report: ImportReport,
    *,
    dates: Iterable[dt.datetime],
    publisher: Organizer | None,
    folder: str,
    given: Given,
) -> Catalogue:
    """Make a catalogue without items of what a file says of itself, and of what is given."""
    authority = given.get("authority") or report.authority
    published = given.get("published") or min(dates, default=given["moment"])
    title = report.title or Text({report.languages[0]: _shown(given.get("name", ""), folder.title())})
    held = f"{min(published, in_geneva(given['moment'])):%Y-%m-%d}"
    is_ours = authority == report.authority and report.since is not None and report.since <= held
    return Catalogue(
        title=title,
        abstract=report.description,
        publisher=publisher or Organizer(name=title, url=report.url and Text(report.url)),
        languages=report.languages,
        fallback=report.languages,
        base_url=given.get("base_url") or f"https://{authority}/{folder}/",
        authority=authority,
        since=given.get("since") or (report.since if is_ours else None) or held,
        published=published,
        color=report.color,
        topics=report.topics,
        phrases=_missing_words(report.languages),
    )


def read_foreign(path: Path) -> bytes:
    """Read a file that others wrote, if it is no larger than a calendar or feed may be.

    Raises:
        SourceFault: It cannot be read, or is too large.
    """
    most = most_for(MOST_EVENTS, MOST_OCTETS)
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise SourceFault(str(path), "", f"must be readable ({error.strerror})") from error
    if len(data) > most:
        raise SourceFault(str(path), "", f"must have at most {most:,} octets")
    return data


def alike(notes: Iterable[ImportNote]) -> list[tuple[ImportNote, int]]:
    """Give the first note of each property and reason, with how many are like it; the most frequent first."""
    found: dict[tuple[str, str], list[ImportNote]] = {}
    for note in notes:
        found.setdefault((note.property, note.reason), []).append(note)
    return sorted(((same[0], len(same)) for same in found.values()), key=lambda pair: -pair[1])


def _shown(name: str, default: str) -> str:
    try:
        return clean_text(without_controls(name))
    except ModelError:
        return default


def _common(found: set[Organizer] | set[Organizer | None]) -> Organizer | None:
    """Give the one who is named, if no other is."""
    return next(iter(found)) if len(found) == 1 else None


def _missing_words(languages: Sequence[str]) -> Iterator[Phrases]:
    """Give English words for languages that there are none for, with their own dates if CLDR has them."""
    english = bundled_phrases()["en"]
    for language in languages:
        try:
            find_phrases((), language)
        except MissingTextError:
            yield attrs.evolve(english, language=language, locale="" if locale(language) else english.locale)
