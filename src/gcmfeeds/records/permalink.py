"""Permalink: where an item can be read for ever."""

from __future__ import annotations

from gcmfeeds.model.revision import Item
from gcmfeeds.records.edition import Edition
from gcmfeeds.records.ids import address, page_path
from gcmfeeds.records.reader import Reader


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
