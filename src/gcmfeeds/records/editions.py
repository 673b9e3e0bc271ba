"""Editions: where the others stand of what is published in several languages."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.revision import Item
from gcmfeeds.records.edition import Edition, entry_language
from gcmfeeds.records.ids import address, document_path
from gcmfeeds.records.permalink import permalink
from gcmfeeds.records.reader import edition_reader


@attrs.frozen(kw_only=True)
class EditionFeeds:
    """Say where the feeds of one edition stand; `language` is the edition's."""

    language: str
    atom_url: str
    rss_url: str
    json_url: str


def edition_feeds(catalogue: Catalogue, channel: str) -> tuple[EditionFeeds, ...]:
    """Say where the feeds of every edition stand, in the order of the catalogue's languages.

    Args:
        catalogue: The whole.
        channel: The key of a channel; empty for everything.
    """

    def url(language: str, name: str) -> str:
        return address(catalogue, document_path(language, channel, name))

    return tuple(
        EditionFeeds(
            language=tag,
            atom_url=url(tag, "feed.atom"),
            rss_url=url(tag, "feed.rss"),
            json_url=url(tag, "feed.json"),
        )
        for tag in catalogue.languages
    )


def translated(item: Item, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Find the editions that show an item in a language of their own, and not in that of another edition.

    Yields:
        The edition's language, and the one that the item is shown in there: of a title in ``zh-Hant`` the edition in
        ``zh`` shows that.
    """
    for tag in catalogue.languages:
        shown = entry_language(item, catalogue, tag)
        if shown == tag or (shown and shown not in catalogue.languages):
            yield tag, shown


def translations_of(item: Item, edition: Edition) -> tuple[tuple[str, str], ...]:
    """Find where an item can be read in other languages than the one that an edition shows it in.

    Returns:
        Languages and addresses, in the order of the catalogue's languages; none of them is the item's address here.
    """
    own = edition.language_of(item)
    here = permalink(item, edition, edition_reader(edition, own))
    found: dict[str, str] = {}
    for tag, shown in translated(item, edition.catalogue):
        there = permalink(item, attrs.evolve(edition, language=tag), edition_reader(edition, shown))
        if shown != own and there != here:
            found.setdefault(shown, there)
    return tuple(found.items())
