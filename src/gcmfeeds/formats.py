"""Formats: the short way from a catalogue to a document."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from gcmfeeds.errors import ModelError
from gcmfeeds.interop.calendar import Calendar, to_calendar
from gcmfeeds.interop.feed import FeedGenerator, to_feed
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.revision import Item, Revision
from gcmfeeds.records.calendar import (
    CalendarRecord,
    calendar_events,
    calendar_head,
    calendar_record,
    event_of,
    single_event_record,
)
from gcmfeeds.records.edition import edition_record
from gcmfeeds.records.feed import FeedRecord, feed_record
from gcmfeeds.records.index import index_record
from gcmfeeds.records.opml import opml_record
from gcmfeeds.records.page import page_record
from gcmfeeds.writers import atom, ics, jsonfeed, opml, page, rss


def to_ics(
    catalogue: Catalogue,
    *,
    language: str,
    key: str | None = None,
    channel: str | None = None,
    revisions: Mapping[tuple[str, str], Revision] | None = None,
) -> bytes:
    """Write a calendar in one language.

    Args:
        catalogue: The whole.
        language: One of its languages, BCP 47.
        key: The key of an event: its own file, which says everything; None for the calendar to subscribe to.
        channel: The key of a channel: its events only.
        revisions: By kind and key, standing in for what items and catalogue state.

    Returns:
        :rfc:`5545`: UTF-8, CRLF; times in Geneva's zone, or in UTC where not every client reads those right.
        The same bytes for the same input, always.

    Raises:
        MissingTextError: The catalogue has no such edition.
        ModelError: There is no such event or channel.
    """
    return ics.render(_calendar(catalogue, language, key, channel, revisions))


def iter_ics(
    catalogue: Catalogue,
    *,
    language: str,
    channel: str | None = None,
    revisions: Mapping[tuple[str, str], Revision] | None = None,
) -> Iterator[bytes]:
    """Write a calendar to subscribe to piece by piece, so that it is never in memory as a whole.

    Its arguments and errors are those of :func:`to_ics`; the errors are raised at once.

    Returns:
        Pieces that are together the bytes of :func:`to_ics`: each event is one of its own.
    """
    edition = edition_record(catalogue, language=language, channel=channel, revisions=revisions)
    return ics.iter_render(calendar_head(edition), calendar_events(edition))


def to_icalendar(
    catalogue: Catalogue,
    *,
    language: str,
    key: str | None = None,
    channel: str | None = None,
    revisions: Mapping[tuple[str, str], Revision] | None = None,
) -> Calendar:
    """Make the calendar of :func:`to_ics` as an ``icalendar.Calendar``, to extend.

    Args:
        catalogue: The whole.
        language: One of its languages, BCP 47.
        key: The key of an event, or None for all.
        channel: The key of a channel, or None for all.
        revisions: By kind and key, standing in for what items and catalogue state.

    Raises:
        MissingTextError: The catalogue has no such edition.
        ModelError: There is no such event or channel.
    """
    return to_calendar(_calendar(catalogue, language, key, channel, revisions))


def to_atom(
    catalogue: Catalogue,
    *,
    language: str,
    channel: str | None = None,
    archive: int | None = None,
    revisions: Mapping[tuple[str, str], Revision] | None = None,
) -> bytes:
    """Write an Atom feed, or the archive of a year of it, in one language.

    Args:
        catalogue: The whole.
        language: One of its languages, BCP 47.
        channel: The key of a channel, or None for all.
        archive: The year whose archive is meant; None for the feed to subscribe to.
        revisions: By kind and key, standing in for what items and catalogue state.

    Returns:
        :rfc:`4287` in UTF-8: announcements, and the events that are news, newest first by when they were announced.
        The feed holds the newest 50, all of the newest one's year, and what changed since the oldest of these was
        announced; each earlier year has an archive that holds all of it (:rfc:`5005#section-4`).
        The same bytes for the same input, always.

    Raises:
        MissingTextError: The catalogue has no such edition.
        ModelError: There is no such channel, or no archive of that year.
    """
    return atom.render(_feed(catalogue, language, channel, revisions, archive))


def to_rss(
    catalogue: Catalogue,
    *,
    language: str,
    channel: str | None = None,
    revisions: Mapping[tuple[str, str], Revision] | None = None,
) -> bytes:
    """Write an RSS 2.0 feed in one language, of the entries of :func:`to_atom`; it has no archives.

    Its other arguments and its errors are those of :func:`to_atom`.
    """
    return rss.render(_feed(catalogue, language, channel, revisions))


def to_json_feed(
    catalogue: Catalogue,
    *,
    language: str,
    channel: str | None = None,
    revisions: Mapping[tuple[str, str], Revision] | None = None,
) -> bytes:
    """Write a JSON Feed 1.1 in one language; its arguments, order and errors are those of :func:`to_atom`."""
    return jsonfeed.render(_feed(catalogue, language, channel, revisions))


def to_opml(catalogue: Catalogue) -> bytes:
    """Write the list of all feeds, to import into a reader.

    Args:
        catalogue: The whole; its items do not matter.

    Returns:
        OPML 2.0 in UTF-8: for each language the Atom feed of everything, then that of each channel.
        The same bytes for the same input, always.

    Raises:
        MissingTextError: There are no words in one of its languages.
    """
    return opml.render(opml_record(catalogue))


def to_feedgen(
    catalogue: Catalogue,
    *,
    language: str,
    channel: str | None = None,
    revisions: Mapping[tuple[str, str], Revision] | None = None,
) -> FeedGenerator:
    """Make the feed of :func:`to_atom` and :func:`to_rss` as a feedgen ``FeedGenerator``, to extend.

    Add entries of your own with ``order="append"``: feedgen puts them first otherwise.
    """
    return to_feed(_feed(catalogue, language, channel, revisions))


def to_page(
    catalogue: Catalogue,
    *,
    language: str,
    key: str,
    kind: str = "event",
    revisions: Mapping[tuple[str, str], Revision] | None = None,
) -> bytes:
    """Write the page of one event or announcement in one language.

    Args:
        catalogue: The whole.
        language: One of its languages, BCP 47.
        key: The item's.
        kind: ``event`` or ``announcement``.
        revisions: By kind and key, standing in for what items and catalogue state.

    Returns:
        HTML in UTF-8, as it stands in a published tree: it needs the style sheet there.
        The same bytes for the same input, always.

    Raises:
        MissingTextError: The catalogue has no such edition.
        ModelError: There is no such item, or no title of it to show.
        PublishError: jinja2 is not installed: it comes with the extra ``publish``.
    """
    edition = edition_record(catalogue, language=language, revisions=revisions)
    items: tuple[Item, ...] = (*edition.events, *edition.announcements)
    for item in items:
        if (item.kind, item.key) == (kind, key):
            return page.render(page_record(item, edition))
    raise ModelError("key", f"must be the key of an {kind} of the edition in {edition.language!r}", key)


def to_index(
    catalogue: Catalogue,
    *,
    language: str,
    channel: str | None = None,
    past: Collection[str] = (),
    revisions: Mapping[tuple[str, str], Revision] | None = None,
) -> bytes:
    """Write the first page of an edition: what is next, what is new, and where to subscribe.

    Its other arguments, what it returns, and its errors are those of :func:`to_page`.

    Args:
        catalogue: The whole.
        language: One of its languages, BCP 47.
        channel: The key of a channel, or None for all.
        past: The keys of the events that are over, those that ended first before the others.
        revisions: By kind and key, standing in for what items and catalogue state.
    """
    edition = edition_record(catalogue, language=language, channel=channel, revisions=revisions)
    return page.render_index(index_record(edition, past))


def _calendar(
    catalogue: Catalogue,
    language: str,
    key: str | None,
    channel: str | None,
    revisions: Mapping[tuple[str, str], Revision] | None,
) -> CalendarRecord:
    edition = edition_record(catalogue, language=language, channel=channel, revisions=revisions)
    return calendar_record(edition) if key is None else single_event_record(edition, event_of(edition, key))


def _feed(
    catalogue: Catalogue,
    language: str,
    channel: str | None,
    revisions: Mapping[tuple[str, str], Revision] | None,
    archive: int | None = None,
) -> FeedRecord:
    return feed_record(edition_record(catalogue, language=language, channel=channel, revisions=revisions), archive)
