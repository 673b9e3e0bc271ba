"""Reader: who reads an entry, in which languages and with which words."""

from __future__ import annotations

import attrs

from gcmfeeds.language.choose import Chosen, choose
from gcmfeeds.language.words import phrases_for
from gcmfeeds.model.phrases import Phrases
from gcmfeeds.model.revision import Item
from gcmfeeds.model.text import Text
from gcmfeeds.records.edition import Edition


@attrs.frozen(kw_only=True)
class Reader:
    """Say who reads an item: in which languages, with which words.

    Args:
        language: The language of the entry.
        languages: `language`, then the fall-backs: the order in which texts are chosen.
        phrases: The fixed words.
        base_url: What relative addresses in bodies are relative to.
    """

    language: str
    languages: tuple[str, ...]
    phrases: Phrases
    base_url: str

    def choose(self, text: Text | None) -> Chosen | None:
        """Choose a text."""
        return choose(text, self.languages)

    def own(self, text: Text | None) -> str:
        """Give the address in the entry's own language; empty if there is none."""
        found = choose(text, (self.language,))
        return found.value if found else ""

    def any_of(self, text: Text) -> Chosen:
        """Choose a text, or take its first: a name or an address in some language is better than none."""
        return self.choose(text) or Chosen(text.values[0], text.languages[0])


def reader_of(item: Item, edition: Edition) -> Reader:
    """Say who reads an entry of an edition."""
    return edition_reader(edition, edition.language_of(item))


def edition_reader(edition: Edition, language: str) -> Reader:
    """Say who reads an entry that stands in `language`."""
    fallback = edition.catalogue.fallback
    return Reader(
        language=language,
        languages=tuple(dict.fromkeys((language, *fallback))),
        phrases=phrases_for(edition.catalogue, language),
        base_url=edition.catalogue.base_url,
    )
