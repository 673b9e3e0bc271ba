"""Plan: which files a catalogue becomes; pure, nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs

from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.revision import Item, Revision
from gcmfeeds.records.calendar import calendar_record, single_event_record
from gcmfeeds.records.edition import Edition, edition_record
from gcmfeeds.records.feed import feed_record
from gcmfeeds.records.ids import document_path, event_path
from gcmfeeds.writers import atom, ics, rss


@attrs.frozen(kw_only=True)
class Output:
    """Promise one file.

    Args:
        path: Where it stands in the published tree, with slashes.
        language: The edition it belongs to.
        media_type: What it is served as.
        render: Gives its bytes.
    """

    path: str
    language: str
    media_type: str
    render: Callable[[], bytes]


@attrs.frozen(kw_only=True)
class Lapse:
    """Say that an item is not shown in an edition's language.

    Args:
        language: The edition's.
        item: Which item.
        shown_in: The language it is shown in; empty if it is left out.
    """

    language: str
    item: Item
    shown_in: str


def plan(
    catalogue: Catalogue, languages: Sequence[str], revisions: Mapping[tuple[str, str], Revision] | None = None
) -> Iterator[Output]:
    """List the files of a catalogue: for each edition a calendar, two feeds, the same for each channel, each event.

    Args:
        catalogue: What is out.
        languages: The editions to write, canonical tags of the catalogue's.
        revisions: By kind and key, standing in for what items and catalogue state.

    Yields:
        Each path once, always in the same order.

    Raises:
        MissingTextError: The catalogue has no edition in one of the languages.
    """
    for language in languages:
        for channel in (None, *(channel.key for channel in catalogue.channels)):
            yield from _edition(edition_record(catalogue, language=language, channel=channel, revisions=revisions))


def lapses(catalogue: Catalogue, languages: Sequence[str]) -> Iterator[Lapse]:
    """List the items that an edition shows in another language, or not at all."""
    for language in languages:
        edition = edition_record(catalogue, language=language)
        for item in catalogue.items:
            shown_in = edition.language_of(item)
            if shown_in != language:
                yield Lapse(language=language, item=item, shown_in=shown_in)


def _edition(edition: Edition) -> Iterator[Output]:
    language = edition.language

    def output(name: str, media_type: str, render: Callable[[], bytes]) -> Output:
        path = document_path(language, edition.channel_key, name)
        return Output(path=path, language=language, media_type=media_type, render=render)

    yield output(f"calendar{ics.SUFFIX}", ics.MEDIA_TYPE, lambda: ics.render(calendar_record(edition)))
    yield output(f"feed{atom.SUFFIX}", atom.MEDIA_TYPE, lambda: atom.render(feed_record(edition)))
    yield output(f"feed{rss.SUFFIX}", rss.MEDIA_TYPE, lambda: rss.render(feed_record(edition)))
    if edition.channel is None:
        for event in edition.events:
            yield Output(
                path=event_path(language, event.key),
                language=language,
                media_type=ics.MEDIA_TYPE,
                render=lambda key=event.key: ics.render(single_event_record(edition, key)),  # type: ignore[misc]  # bound early
            )
