"""Foreign: a file that others wrote, as a catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from gcmfeeds.errors import MissingTextError, ModelError, SourceFault
from gcmfeeds.interop.foreign import ImportNote, ImportReport, from_ics
from gcmfeeds.interop.foreign.limits import MOST_OCTETS, most_for
from gcmfeeds.language.choose import locale
from gcmfeeds.language.words import bundled_phrases, find_phrases
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.event import Event
from gcmfeeds.model.people import Organizer
from gcmfeeds.model.phrases import Phrases
from gcmfeeds.model.text import Text, clean_text, without_controls
from gcmfeeds.zone import in_geneva

MOST_EVENTS = 20_000
"""How many events a file may have that somebody imports, and so knows; to read them takes some ten seconds."""


@attrs.frozen(kw_only=True)
class Imported:
    """Hold what was made of a file that others wrote.

    Args:
        catalogue: Can be built; it has words of its own for each language that gcmfeeds has none for.
        report: What could not be carried.
    """

    catalogue: Catalogue
    report: ImportReport


def import_calendar(
    data: bytes,
    *,
    moment: dt.datetime,
    name: str = "",
    language: str | None = None,
    authority: str | None = None,
    since: str | None = None,
    base_url: str | None = None,
    published: dt.datetime | None = None,
) -> Imported:
    """Make a catalogue of an iCalendar file.

    Args:
        data: The file.
        moment: When it first went out if nothing says when, aware.
        name: What it is called if the file does not say: its name.
        language: What its texts are in where it does not say, BCP 47.
        authority: A domain that the publisher holds; None for the one that most UIDs have.
        since: A day, month or year in which it was held (:rfc:`4151#section-2.1`); None for the day of `published`:
            ids were made with it then, but never for one to come.
        base_url: Where the published tree will stand; None for ``calendar/`` on the authority.
        published: When it first went out, aware; None for the first date that an event has.

    Raises:
        ForeignFileError: It is no iCalendar file, or too large.
        ModelError: What was given besides cannot be true.
    """
    events, report = from_ics(data, language=language, most_events=MOST_EVENTS)
    authority = authority or report.authority
    dates = [date for event in events for date in (event.published, event.updated) if date]
    published = published or min(dates, default=moment)
    title = report.title or Text({report.languages[0]: _shown(name)})
    catalogue = Catalogue(
        title=title,
        abstract=report.description,
        publisher=_common_organizer(events) or Organizer(name=title, url=report.url and Text(report.url)),
        languages=report.languages,
        fallback=report.languages,
        base_url=base_url or f"https://{authority}/calendar/",
        authority=authority,
        since=since or f"{min(published, in_geneva(moment)):%Y-%m-%d}",
        published=published,
        color=report.color,
        topics=report.topics,
        events=events,
        phrases=_missing_words(report.languages),
    )
    return Imported(catalogue=catalogue, report=report)


def read_foreign(path: Path) -> bytes:
    """Read a file that others wrote, if it is no larger than a calendar may be.

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


def _shown(name: str) -> str:
    try:
        return clean_text(without_controls(name))
    except ModelError:
        return "Calendar"


def _common_organizer(events: Iterable[Event]) -> Organizer | None:
    """Give the one organizer that events name, if they name no other."""
    found = {event.organizer for event in events if event.organizer}
    return found.pop() if len(found) == 1 else None


def _missing_words(languages: Sequence[str]) -> Iterator[Phrases]:
    """Give English words for languages that there are none for, with their own dates if CLDR has them."""
    english = bundled_phrases()["en"]
    for language in languages:
        try:
            find_phrases((), language)
        except MissingTextError:
            yield attrs.evolve(english, language=language, locale="" if locale(language) else english.locale)
