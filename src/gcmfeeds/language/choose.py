"""Choose: which of a text's languages one is shown, and in which direction."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from babel import Locale, UnknownLocaleError

from gcmfeeds.model.text import Text

_RIGHT_TO_LEFT_SCRIPTS = {"Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}
_RIGHT_TO_LEFT = {"apc", "arc", "bal", "dv", "nqo", "prs", "syr"}
"""Languages written from right to left that CLDR may not know."""


@attrs.frozen
class Chosen:
    """Hold one text in one language.

    Args:
        value: The text.
        language: Its canonical tag; empty for a name or a symbol, which has none.
    """

    value: str
    language: str = ""


def choose(text: Text | None, languages: Sequence[str]) -> Chosen | None:
    """Choose the text to show to one who reads these languages.

    Each language in turn is looked up as :rfc:`4647#section-3.4` says (``zh-Hant-TW`` finds ``zh-Hant``, then ``zh``);
    then a narrower one will do (``fr`` finds ``fr-CH``, the filtering of section 3.3.1).

    Args:
        text: The text, or nothing.
        languages: Canonical tags, the dearest first.

    Returns:
        The text and its own language, or None where none of the languages has it.

    >>> choose(Text(fr="Genève", en="Geneva"), ["es", "fr"])
    Chosen(value='Genève', language='fr')
    """
    if text is None:
        return None
    if text.is_bare:
        return Chosen(text.values[0])
    for language in languages:
        tag = found_tag(language, text.languages)
        if tag:
            return Chosen(text.get(tag) or "", tag)
    return None


def found_tag(language: str, tags: Sequence[str]) -> str:
    """Find the tag that serves a reader of `language`; empty if none does."""
    range_ = language
    while range_:
        if range_ in tags:
            return range_
        range_ = range_.rpartition("-")[0]
    return next((tag for tag in tags if tag.startswith(f"{language}-")), "")


def direction(tag: str) -> str:
    """Give the direction of a language's writing: ``rtl`` or ``ltr``.

    Args:
        tag: A canonical tag, in which only a script is in title case; its script subtag decides where there is one.
    """
    language, *subtags = tag.split("-")
    script = next((subtag for subtag in subtags if subtag.istitle()), "")
    known = locale(language)
    if script or known is None:
        return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS or (not script and language in _RIGHT_TO_LEFT) else "ltr"
    return str(known.text_direction)


def locale(tag: str) -> Locale | None:
    """Give what CLDR knows of a language, of its parent where it knows nothing of it, or None."""
    while tag:
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):  # ValueError: more variants than Babel can read
            tag = tag.rpartition("-")[0]
    return None
