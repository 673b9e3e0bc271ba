"""Plan: which files a catalogue becomes, and what each is made from; pure, nothing is written here."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import attrs

from gcmfeeds.model.event import Event
from gcmfeeds.model.revision import Item, events_named
from gcmfeeds.plain import to_plain
from gcmfeeds.publisher.card import Card, Cards
from gcmfeeds.publisher.entry import as_json
from gcmfeeds.publisher.manifest import File
from gcmfeeds.publisher.news import Splicer, history_of, render_volume
from gcmfeeds.publisher.pages import render_index, shown_on_index
from gcmfeeds.publisher.report import Lapse
from gcmfeeds.publisher.select import Selection
from gcmfeeds.publisher.size import render_calendar, within_events
from gcmfeeds.records.calendar import single_event_record
from gcmfeeds.records.edition import Edition, edition_record
from gcmfeeds.records.history import Volume
from gcmfeeds.records.ids import (
    FEED_STYLE,
    HOME,
    STYLE,
    archive_path,
    document_path,
    event_path,
    page_path,
)
from gcmfeeds.records.index import index_path, root_record
from gcmfeeds.records.opml import PATH as OPML_PATH
from gcmfeeds.records.opml import opml_record
from gcmfeeds.records.page import page_record
from gcmfeeds.writers import atom, ics, jsonfeed, opml, page, rss


@attrs.frozen(kw_only=True)
class Promise:
    """Promise one file.

    Args:
        path: Where it stands in the published tree, with slashes.
        language: The edition it belongs to; empty for what is about all of them.
        media_type: What it is served as.
        made_from: The digest of all that decides its bytes.
        events: How many events are in it before it is rendered; 0 where that has no limit.
        left: How many past events have left it by then.
        max_octets: The size past which more of them leave it; None for no limit.
        key: Of the event whose own file or page it is; empty for the documents of an edition.
        parts_of: The path of the document that held all its parts when it was last published; empty where it has none.
        cut: Takes the parts out of that document, by UID or id.
        render: Gives its bytes, and how many more events left. It is given the parts as they were published, and the
            kind and key of what is new since then: nothing else is made again.
    """

    path: str
    language: str
    media_type: str
    made_from: str
    events: int = 0
    left: int = 0
    max_octets: int | None = None
    key: str = ""
    parts_of: str = ""
    cut: Callable[[bytes], Mapping[str, bytes]] = lambda _: {}
    render: Callable[[Mapping[str, bytes], Collection[tuple[str, str]]], tuple[bytes, int]]

    def is_made(self, file: File) -> bool:
        """Say whether rendering would give the bytes of a file that was published before.

        Where a calendar was too large, it depends on the day which events leave, so that it is made again.
        """
        is_too_large = self.max_octets is not None and file.octets > self.max_octets
        return file.made_from == self.made_from and file.left == self.left and not is_too_large


def plan(selection: Selection, languages: Sequence[str], maker: str = "") -> Iterator[Promise]:
    """List the files of a catalogue.

    Each edition, and each channel in it, has two calendars, three feeds, an archive for each year but the last, and a
    first page; each event has a file and a page, each announcement a page. What is about all stands beside them.

    Args:
        selection: What is published.
        languages: The editions to write, canonical tags of the catalogue's.
        maker: What the bytes depend on besides: the digest of the program.

    Yields:
        Each path once, always in the same order.

    Raises:
        MissingTextError: The catalogue has no edition in one of the languages.
    """
    catalogue, revisions = selection.catalogue, selection.revisions
    maker = _digest([maker, as_json(to_plain(attrs.evolve(catalogue, events=(), announcements=())))])
    starts = sorted((card.start, card.name) for card in selection.cards.values() if card.start)
    cards = [selection.cards[name] for _, name in starts]
    cards += [card for card in selection.cards.values() if not card.start]
    for language in languages:
        for channel in (None, *(channel.key for channel in catalogue.channels)):
            edition = edition_record(catalogue, language=language, channel=channel, revisions=revisions)
            yield from _documents(edition, _shown(cards, edition), selection, maker)
            if channel is None:
                for event in edition.events:
                    yield _file(event, edition, selection.cards, maker)
                yield from (_page(event, edition, selection.cards, maker) for event in edition.events)
                yield from (_page(news, edition, selection.cards, maker) for news in edition.announcements)
    yield _of_all(OPML_PATH, opml.MEDIA_TYPE, maker, lambda: opml.render(opml_record(catalogue)))
    yield _of_all(HOME, page.MEDIA_TYPE, maker, lambda: page.render_root(root_record(catalogue)))
    for path in (STYLE, FEED_STYLE):
        yield _of_all(path, page.STYLE_MEDIA_TYPE, maker, functools.partial(page.style_sheet, path))


def lapses(cards: Cards, languages: Sequence[str]) -> Iterator[Lapse]:
    """List the items that an edition shows in another language, or not at all: events first, by key.

    Of what was withdrawn no translation is missing.
    """
    names = [name for name in sorted(cards, key=events_first) if not cards[name].is_withdrawn]
    places = [(name, cards[name].places) for name in names]
    for language in languages:
        for (kind, key), by_language in places:
            place = by_language.get(language)
            if place is None or place.language != language:
                yield Lapse(language=language, kind=kind, key=key, shown_in=place.language if place else "")


def events_first(name: tuple[str, str]) -> tuple[bool, str]:
    """Order kinds and keys: events before announcements, then by key."""
    kind, key = name
    return kind != Event.kind, key


def _shown(cards: Iterable[Card], edition: Edition) -> list[Card]:
    """Find the items that an edition shows."""
    topics = set(edition.channel.topics) if edition.channel else None
    return [
        card
        for card in cards
        if edition.language in card.places and (topics is None or not topics.isdisjoint(card.topics))
    ]


def _documents(edition: Edition, cards: Sequence[Card], selection: Selection, maker: str) -> Iterator[Promise]:
    language, catalogue = edition.language, edition.catalogue
    events = [card for card in cards if card.start]

    def path_of(name: str) -> str:
        return document_path(language, edition.channel_key, name)

    def calendar(name: str, shown: Sequence[Card], max_octets: int | None) -> Promise:
        def render(written: Mapping[str, bytes], new: Collection[tuple[str, str]]) -> tuple[bytes, int]:
            return render_calendar(
                edition, name, shown, past=selection.past, written=written, new=new, max_octets=max_octets
            )

        path = path_of(f"{name}{ics.SUFFIX}")
        return Promise(
            path=path,
            language=language,
            media_type=ics.MEDIA_TYPE,
            made_from=_made_from(maker, path, shown),
            events=0 if max_octets is None else len(shown),
            left=len(events) - len(shown),
            max_octets=max_octets,
            parts_of=path_of(f"calendar-all{ics.SUFFIX}"),
            cut=ics.written_events,
            render=render,
        )

    def news(writer: Splicer, volume: Volume) -> Promise:
        def render(written: Mapping[str, bytes], new: Collection[tuple[str, str]]) -> tuple[bytes, int]:
            return render_volume(edition, writer, volume, cards=selection.cards, written=written, new=new), 0

        archive = archive_path(language, edition.channel_key, volume.year or 0, writer.SUFFIX)
        path = archive if volume.year else path_of(f"feed{writer.SUFFIX}")
        told = [selection.cards[name] for name in volume.entries]
        about = [selection.cards[Event.kind, key] for card in told for key in card.events]
        besides = as_json([volume.previous, volume.following, *map(attrs.astuple, volume.tombstones)])
        return Promise(
            path=path,
            language=language,
            media_type=writer.MEDIA_TYPE,
            made_from=_made_from(_digest([maker, besides]), path, [*told, *about]),
            parts_of=path,
            cut=writer.SHAPE.written_entries,
            render=render,
        )

    yield calendar("calendar", within_events(events, selection.past, catalogue.max_events), catalogue.max_octets)
    yield calendar("calendar-all", events, None)
    volumes = history_of(cards, language).volumes()
    yield from (news(atom, volume) for volume in volumes)
    yield news(rss, volumes[0])
    yield news(jsonfeed, volumes[0])
    yield _index(edition, cards, selection, maker)


def _file(event: Event, edition: Edition, cards: Cards, maker: str) -> Promise:
    path = event_path(edition.language, event.key)
    named = (event.key, *events_named(event))
    return Promise(
        path=path,
        language=edition.language,
        media_type=ics.MEDIA_TYPE,
        made_from=_made_from(maker, path, [cards[Event.kind, key] for key in named]),
        key=event.key,
        render=lambda _before, _new: (ics.render(single_event_record(edition, event)), 0),
    )


def _index(edition: Edition, cards: Iterable[Card], selection: Selection, maker: str) -> Promise:
    path = index_path(edition)
    shown = shown_on_index(cards, selection.past, edition.language)

    def render(written: Mapping[str, bytes], new: Collection[tuple[str, str]]) -> tuple[bytes, int]:
        return render_index(edition, shown, written, new), 0

    return Promise(
        path=path,
        language=edition.language,
        media_type=page.MEDIA_TYPE,
        made_from=_digest([maker, path, *(_digest(card.digest for card in group) for group in shown)]),
        parts_of=path,
        cut=page.written_rows,
        render=render,
    )


def _page(item: Item, edition: Edition, cards: Cards, maker: str) -> Promise:
    path = page_path(edition.language, item.kind, item.key)
    named = () if isinstance(item, Event) else item.events
    return Promise(
        path=path,
        language=edition.language,
        media_type=page.MEDIA_TYPE,
        made_from=_made_from(maker, path, [cards[item.kind, item.key], *(cards[Event.kind, key] for key in named)]),
        key=item.key if isinstance(item, Event) else "",
        render=lambda _before, _new: (page.render(page_record(item, edition)), 0),
    )


def _of_all(path: str, media_type: str, maker: str, made: Callable[[], bytes]) -> Promise:
    """Promise a file that belongs to every edition."""
    return Promise(
        path=path,
        language="",
        media_type=media_type,
        made_from=_made_from(maker, path, []),
        render=lambda _before, _new: (made(), 0),
    )


def _made_from(maker: str, path: str, cards: Iterable[Card]) -> str:
    return _digest([maker, path, *(card.digest for card in cards)])


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
