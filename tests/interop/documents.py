"""Documents: every file that the clients read, and what it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

import gcmfeeds as gf
from gcmfeeds.language.choose import choose

_WRITERS = {".ics": gf.to_ics, ".atom": gf.to_atom, ".rss": gf.to_rss}


@attrs.frozen(kw_only=True)
class Document:
    """Hold where a file stands and what it was made of.

    Args:
        path: Where it was written; the suffix says the format.
        name: The path without what is before it, for messages.
        catalogue: Of which it is a document.
        language: Its edition.
        channel: Its channel, or None for everything.
        key: The event whose own file it is, or None.
        archive: The year whose archive of the feed it is, or None.
    """

    path: Path
    name: str
    catalogue: gf.Catalogue
    language: str
    channel: str | None
    key: str | None
    archive: int | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """Those in which its readers are shown something, the dearest first."""
        return (self.language, *self.catalogue.fallback)

    @property
    def items(self) -> tuple[gf.Event | gf.Announcement, ...]:
        """The items that it may show."""
        if self.key:
            return tuple(event for event in self.catalogue.events if event.key == self.key)
        topics = {
            topic for channel in self.catalogue.channels if channel.key == self.channel for topic in channel.topics
        }
        return tuple(item for item in self.catalogue.items if self.channel is None or topics & set(item.topics))


def write_all(folder: Path, catalogue: gf.Catalogue, *, keys: Sequence[str] = (), feeds: bool = True) -> list[Document]:
    """Write every edition of a catalogue: calendars, feeds and archives of it and of its channels, and events' files.

    Args:
        folder: An empty one.
        catalogue: What to write.
        keys: The events whose own files are written too.
        feeds: Whether to write feeds.
    """
    written = [
        _write(folder, catalogue, language, what)
        for language in catalogue.languages
        for what in _plan(catalogue, keys, ".ics .atom .rss".split() if feeds else [".ics"])
    ]
    feeds_of = [document for document in written if document.path.suffix == ".atom"]
    return [*written, *(archive for feed in feeds_of for archive in _write_archives(folder, feed))]


def _plan(
    catalogue: gf.Catalogue, keys: Sequence[str], suffixes: Sequence[str]
) -> Iterator[tuple[str | None, str | None, str]]:
    """Give channel, key and suffix of each file of an edition."""
    for channel in (None, *(channel.key for channel in catalogue.channels)):
        yield from ((channel, None, suffix) for suffix in suffixes)
    yield from ((None, key, ".ics") for key in keys)


def _write(folder: Path, catalogue: gf.Catalogue, language: str, what: tuple[str | None, str | None, str]) -> Document:
    channel, key, suffix = what
    path = folder / language / f"{key or channel or 'all'}{'-alone' if key else ''}{suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    only = {"key": key} if key else {"channel": channel}
    path.write_bytes(_WRITERS[suffix](catalogue, language=language, **only))
    name = path.relative_to(folder.parent).as_posix()
    return Document(path=path, name=name, catalogue=catalogue, language=language, channel=channel, key=key)


def _write_archives(folder: Path, feed: Document) -> Iterator[Document]:
    """Write the archive of each year but the last in which something of a feed was announced."""
    told = [item for item in feed.items if item.published and choose(item.title, feed.languages)]
    for year in sorted({item.published.year for item in told if item.published})[:-1]:
        path = feed.path.with_name(f"{feed.path.stem}-{year}.atom")
        path.write_bytes(gf.to_atom(feed.catalogue, language=feed.language, channel=feed.channel, archive=year))
        yield attrs.evolve(feed, path=path, name=path.relative_to(folder.parent).as_posix(), archive=year)
