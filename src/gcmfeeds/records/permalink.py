"""Permalink: where an item can be read for ever."""

from __future__ import annotations

from gcmfeeds.language.choose import choose
from gcmfeeds.model.revision import Item
from gcmfeeds.records.edition import Edition, entry_language
from gcmfeeds.records.ids import address, page_path
from gcmfeeds.records.reader import Reader, reader_of


def permalink(item: Item, edition: Edition, reader: Reader) -> str:
    """Give the address of an item's page: its own, in the language that it is shown in; else the one that we make.

    Args:
        item: One of the edition's.
        edition: Where it is shown.
        reader: Of the item there.
    """
    return reader.own(item.url) or page_address(item, edition, reader.language)


def page_address(item: Item, edition: Edition, language: str) -> str:
    """Give the address of the page that we make: in a language where there is such an edition, else in this one's."""
    folder = language if language in edition.catalogue.languages else edition.language
    return address(edition.catalogue, page_path(folder, item.kind, item.key))


def translations(item: Item, edition: Edition) -> dict[str, str]:
    """Give the addresses at which an item can be read in other languages, in the order of the editions.

    Args:
        item: One of the edition's.
        edition: Where it is shown.

    Returns:
        By the language of its title, of each that another edition shows it in; without those of the same address.
    """
    catalogue, reader = edition.catalogue, reader_of(item, edition)
    here, found = permalink(item, edition, reader), dict[str, str]()
    for folder in catalogue.languages:
        tag = entry_language(item, catalogue, folder)
        if tag not in ("", reader.language, *found):
            own = choose(item.url, (tag,))
            path = page_path(tag if tag in catalogue.languages else folder, item.kind, item.key)
            found[tag] = own.value if own else address(catalogue, path)
    return {tag: url for tag, url in found.items() if url != here}
