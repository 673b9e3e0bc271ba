"""Plan: which files a catalogue becomes, and what each is made from; pure, nothing is written here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import attrs

from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.revision import Item
from gcmfeeds.plain import to_plain
from gcmfeeds.publisher.entry import as_json
from gcmfeeds.publisher.manifest import File
from gcmfeeds.publisher.report import Lapse
from gcmfeeds.publisher.select import Selection
from gcmfeeds.publisher.size import render_calendar, within_events
from gcmfeeds.records.calendar import single_event_record
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
        made_from: The digest of all that decides its bytes.
        events: How many events are in it before it is rendered; 0 where that has no limit.
        left: How many past events have left it by then.
        max_octets: The size past which more of them leave it; None for no limit.
        render: Gives its bytes, and how many more events left; of what it is given, the bytes of events that were
            published as they are now, by key, it makes none again.
        is_calendar: Whether it is a calendar to subscribe to, and takes such events.
    """

    path: str
    language: str
    media_type: str
    made_from: str
    events: int = 0
    left: int = 0
    max_octets: int | None = None
    render: Callable[[Mapping[str, bytes]], tuple[bytes, int]]
    is_calendar: bool = False

    def is_made(self, file: File) -> bool:
        """Say whether rendering would give the bytes of a file that was published before.

        Where a calendar was too large, it depends on the day which events leave, so that it is made again.
        """
        is_too_large = self.max_octets is not None and file.octets > self.max_octets
        return file.made_from == self.made_from and file.left == self.left and not is_too_large


def plan(selection: Selection, languages: Sequence[str], maker: str = "") -> Iterator[Output]:
    """List the files of a catalogue: two calendars and two feeds for each edition and each channel, one for each event.

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
    head = attrs.evolve(catalogue, events=(), announcements=())
    digests = {name: entry.digest() for name, entry in selection.entries.items()}
    maker = _digest([maker, as_json(to_plain(head))])
    for language in languages:
        for channel in (None, *(channel.key for channel in catalogue.channels)):
            edition = edition_record(catalogue, language=language, channel=channel, revisions=revisions)
            yield from _edition(edition, selection.past, digests, maker)


def lapses(catalogue: Catalogue, languages: Sequence[str]) -> Iterator[Lapse]:
    """List the items that an edition shows in another language, or not at all."""
    for language in languages:
        edition = edition_record(catalogue, language=language)
        for item in catalogue.items:
            shown_in = edition.language_of(item)
            if shown_in != language:
                yield Lapse(language=language, kind=item.kind, key=item.key, shown_in=shown_in)


def _edition(
    edition: Edition, past: Sequence[str], digests: Mapping[tuple[str, str], str], maker: str
) -> Iterator[Output]:
    language, channel = edition.language, edition.channel_key

    def made_from(path: str, items: Iterable[Item]) -> str:
        return _digest([maker, path, *(digests[item.kind, item.key] for item in items)])

    def output(path: str, media_type: str, items: Iterable[Item], render: Callable[[], bytes]) -> Output:
        return Output(
            path=path,
            language=language,
            media_type=media_type,
            made_from=made_from(path, items),
            render=lambda _: (render(), 0),
        )

    def calendar(name: str, shown: Edition, max_octets: int | None) -> Output:
        path = document_path(language, channel, f"{name}{ics.SUFFIX}")
        return Output(
            path=path,
            language=language,
            media_type=ics.MEDIA_TYPE,
            made_from=made_from(path, shown.events),
            events=0 if max_octets is None else len(shown.events),
            left=len(edition.events) - len(shown.events),
            max_octets=max_octets,
            render=lambda written: render_calendar(shown, name, past, written, max_octets),
            is_calendar=True,
        )

    yield calendar("calendar", within_events(edition, past), edition.catalogue.max_octets)
    yield calendar("calendar-all", edition, None)
    news: list[Item] = [*edition.events, *edition.announcements]
    news += [event for item in edition.announcements for event in edition.events_of(item)]
    path = document_path(language, channel, f"feed{atom.SUFFIX}")
    yield output(path, atom.MEDIA_TYPE, news, lambda: atom.render(feed_record(edition)))
    path = document_path(language, channel, f"feed{rss.SUFFIX}")
    yield output(path, rss.MEDIA_TYPE, news, lambda: rss.render(feed_record(edition)))
    if edition.channel is None:
        for event in edition.events:
            yield output(
                event_path(language, event.key),
                ics.MEDIA_TYPE,
                [event],
                lambda event=event: ics.render(single_event_record(edition, event)),  # type: ignore[misc]  # bound early
            )


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
