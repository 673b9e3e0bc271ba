"""Serving: the documents of a catalogue one by one, for a server that makes them when they are asked for."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from gcmfeeds.errors import ModelError
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.event import Event
from gcmfeeds.model.revision import Revision
from gcmfeeds.output import Output
from gcmfeeds.records.calendar import calendar_record, single_event_record
from gcmfeeds.records.edition import Edition, edition_record, entry_language
from gcmfeeds.records.feed import FeedRecord, feed_record
from gcmfeeds.records.ids import address, document_path, event_path
from gcmfeeds.records.opml import PATH as OPML_PATH
from gcmfeeds.records.opml import opml_record
from gcmfeeds.writers import atom, ics, jsonfeed, opml, rss


class Writer(Protocol):
    """What a format of feeds has."""

    MEDIA_TYPE: str
    SUFFIX: str

    def render(self, record: FeedRecord, /) -> bytes:
        """Write a feed."""


_FEEDS: dict[str, Writer] = {f"feed{writer.SUFFIX}": writer for writer in (atom, rss, jsonfeed)}


def outputs(catalogue: Catalogue, *, revisions: Mapping[tuple[str, str], Revision] | None = None) -> Iterator[Output]:
    """Make every document of a catalogue that apps and readers subscribe to, each when it is asked for.

    Pages and the archives of feeds are not among them: :func:`gcmfeeds.to_page`, :func:`gcmfeeds.to_index` and
    :func:`gcmfeeds.to_atom` make those. What depends on the day is not decided here: all that the catalogue holds is
    shown, and a calendar has no limit.

    Args:
        catalogue: The whole.
        revisions: By kind and key, standing in for what items and catalogue state.

    Yields:
        Calendars, feeds and the files of single events of each edition, by language; the list of feeds. Each path of
        the published tree once, always in the same order.

    Raises:
        MissingTextError: There are no words in one of the catalogue's languages.
    """
    for _, make in _documents(catalogue, revisions):
        yield make()


def to_output(
    catalogue: Catalogue, path: str, *, revisions: Mapping[tuple[str, str], Revision] | None = None
) -> Output:
    """Make one document of a catalogue, by its path in the published tree.

    Args:
        catalogue: The whole.
        path: Such as ``fr/feed.atom`` or ``fr/events/sg-report-2020.ics``, without a slash before it.
        revisions: By kind and key, standing in for what items and catalogue state.

    Raises:
        ModelError: There is no such document.
        MissingTextError: There are no words in its language.
    """
    for found, make in _documents(catalogue, revisions):
        if found == path:
            return make()
    raise ModelError("path", "must be that of a document of the catalogue", path)


def _documents(
    catalogue: Catalogue, revisions: Mapping[tuple[str, str], Revision] | None
) -> Iterator[tuple[str, Callable[[], Output]]]:
    """Give the path of each document, and what makes it; an edition is selected once, when it is needed."""
    for language in catalogue.languages:
        for channel in (None, *(channel.key for channel in catalogue.channels)):
            select = functools.partial(
                edition_record, catalogue, language=language, channel=channel, revisions=revisions
            )
            edition = functools.cache(select)
            for name in ("calendar.ics", "calendar-all.ics"):
                path = document_path(language, channel or "", name)
                yield path, functools.partial(_calendar, path, name, edition)
            for name in _FEEDS:
                path = document_path(language, channel or "", name)
                yield path, functools.partial(_feed, path, name, edition)
            if channel is None:
                for event in catalogue.events:
                    if entry_language(event, catalogue, language):
                        path = event_path(language, event.key)
                        yield path, functools.partial(_file, path, event, edition)
    yield OPML_PATH, functools.partial(_feed_list, catalogue)


def _calendar(path: str, name: str, edition: Callable[[], Edition]) -> Output:
    selected = edition()
    record = calendar_record(selected, name.removesuffix(ics.SUFFIX))
    return Output(
        path=path,
        media_type=ics.MEDIA_TYPE,
        body=ics.render(record),
        updated=record.last_modified,
        links=_links(selected.catalogue, path, ics.MEDIA_TYPE, _editions(selected, name)),
    )


def _feed(path: str, name: str, edition: Callable[[], Edition]) -> Output:
    selected = edition()
    writer, record = _FEEDS[name], feed_record(selected)
    forms = [
        (document_path(selected.language, selected.channel_key, other), found.MEDIA_TYPE)
        for other, found in _FEEDS.items()
    ]
    return Output(
        path=path,
        media_type=writer.MEDIA_TYPE,
        body=writer.render(record),
        updated=record.updated,
        links=_links(
            selected.catalogue, path, writer.MEDIA_TYPE, _editions(selected, name), forms=forms, hubs=record.hubs
        ),
    )


def _file(path: str, event: Event, edition: Callable[[], Edition]) -> Output:
    selected = edition()
    catalogue, record = selected.catalogue, single_event_record(selected, event)
    return Output(
        path=path,
        media_type=ics.MEDIA_TYPE,
        body=ics.render(record),
        updated=record.last_modified,
        links=_links(catalogue, path, ics.MEDIA_TYPE, _files(event, catalogue)),
    )


def _feed_list(catalogue: Catalogue) -> Output:
    """Make the list of feeds; nothing says when a catalogue's channels last changed."""
    return Output(
        path=OPML_PATH,
        media_type=opml.MEDIA_TYPE,
        body=opml.render(opml_record(catalogue)),
        links=_links(catalogue, OPML_PATH, opml.MEDIA_TYPE, ()),
    )


def _editions(edition: Edition, name: str) -> list[tuple[str, str]]:
    """Give language and path of a document in every edition."""
    return [(tag, document_path(tag, edition.channel_key, name)) for tag in edition.catalogue.languages]


def _files(event: Event, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Give the languages that an event is shown in, and the path of its file in each; not those of fall-backs."""
    for tag in catalogue.languages:
        shown = entry_language(event, catalogue, tag)
        if shown == tag or (shown and shown not in catalogue.languages):
            yield shown, event_path(tag, event.key)


def _links(
    catalogue: Catalogue,
    path: str,
    media_type: str,
    editions: Iterable[tuple[str, str]],
    *,
    forms: Iterable[tuple[str, str]] = (),
    hubs: Iterable[str] = (),
) -> Iterator[str]:
    """Link a document to itself and its hubs, as subscribers of WebSub look for them, and to its like.

    Args:
        catalogue: Whose it is.
        path: Its own.
        media_type: Likewise.
        editions: Language and path of the same in each language.
        forms: Path and media type of the same in each format.
        hubs: Their addresses.
    """
    yield _link(address(catalogue, path), "self", media_type)
    yield from (_link(hub, "hub") for hub in hubs)
    for language, other in editions:
        if other != path:
            yield _link(address(catalogue, other), "alternate", media_type, language)
    for other, its_type in forms:
        if other != path:
            yield _link(address(catalogue, other), "alternate", its_type)


def _link(url: str, rel: str, media_type: str = "", language: str = "") -> str:
    """Write one value of the header, without a title: all of it is ASCII, and nothing in it needs escaping.

    An address is a URL of ASCII without ``<`` and ``>``, a language a tag: the model holds no others.
    """
    facts = {"rel": rel, "type": media_type.partition(";")[0], "hreflang": language}
    return "; ".join([f"<{url}>", *(f'{name}="{value}"' for name, value in facts.items() if value)])
