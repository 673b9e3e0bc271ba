"""Words: the fixed words of each language, one TOML file a language, so that a translator can add one."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from importlib import resources

from gcmfeeds.errors import MissingTextError
from gcmfeeds.language.choose import found_tag, locale
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.phrases import Phrases


@functools.cache
def bundled_phrases() -> dict[str, Phrases]:
    """Read the phrases that come with gcmfeeds, by language."""
    files = (file for file in resources.files(__name__).iterdir() if file.name.endswith(".toml"))
    tables = {file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8")) for file in files}
    return {tag: Phrases(language=tag, **tables[tag]) for tag in sorted(tables)}


def phrases_for(catalogue: Catalogue, language: str) -> Phrases:
    """Find the fixed words of a language: the catalogue's own first, then those that come with gcmfeeds.

    Args:
        catalogue: May bring phrases of its own.
        language: A canonical tag; ``zh-Hant`` is served by ``zh``.

    Raises:
        MissingTextError: There are no words, or CLDR has no dates, in this language.
    """
    return find_phrases(catalogue.phrases, language)


def find_phrases(own: Iterable[Phrases], language: str) -> Phrases:
    """Find the fixed words of a language among one's `own`, then among those that come with gcmfeeds.

    Raises:
        MissingTextError: There are no words, or CLDR has no dates, in this language.
    """
    for shelf in ({phrases.language: phrases for phrases in own}, bundled_phrases()):
        if tag := found_tag(language, tuple(shelf)):
            phrases = shelf[tag]
            if locale(phrases.locale or language) is None:
                raise MissingTextError(f"CLDR has no dates in {language!r}: name a `locale` in its phrases")
            return phrases
    raise MissingTextError(f"there are no phrases in {language!r}: add languages/{language}.toml to the catalogue")
