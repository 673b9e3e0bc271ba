"""Text: one text in several languages."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

import attrs

from gcmfeeds.errors import ModelError, refuse

_TAG = re.compile(
    r"""(?P<language>[a-z]{2,3})
        (-(?P<script>[a-z]{4}))?
        (-(?P<region>[a-z]{2}|[0-9]{3}))?
        (?P<variants>(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)""",
    re.VERBOSE | re.ASCII,
)
_PREFERRED = {"in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro", "sh": "sr-latn"}
"""The outdated language subtags that are still written, with the registry's preferred values."""

_LENGTH = 100_000
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[ \t\n]+")
ILLEGAL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
"""Controls, bidi controls, lone surrogates and noncharacters: nothing that a reader shows, much that one trips over."""


def canonical_tag(tag: str, field: str = "language") -> str:
    """Give a language tag in its canonical form.

    Args:
        tag: A BCP 47 tag of language, script, region and variants, in any case: ``zh-hant``.
        field: The name for the error.

    Returns:
        The tag with the case of :rfc:`5646#section-2.1.1`, outdated languages replaced: ``zh-Hant``, ``he`` for ``iw``.

    Raises:
        ModelError: The tag is not well-formed, or holds extensions or private use.

    >>> canonical_tag("ZH-hant-tw")
    'zh-Hant-TW'
    """
    if isinstance(tag, str):
        start, hyphen, rest = tag.lower().partition("-")
        if match := _TAG.fullmatch(_PREFERRED.get(start, start) + hyphen + rest):
            script, region = match["script"], match["region"]
            parts = [match["language"], script and script.capitalize(), region and region.upper()]
            return "-".join(part for part in parts if part) + match["variants"]
    raise ModelError(field, "must be a language tag such as fr or zh-Hant (BCP 47)", tag)


def is_tag(value: object) -> bool:
    """Say whether a value is a language tag in its canonical form."""
    try:
        return canonical_tag(value) == value  # type: ignore[arg-type]  # what is no string is refused
    except ModelError:
        return False


def without_controls(text: str) -> str:
    r"""Give a text with ``\n`` as its only line end, and without any character that no reader shows."""
    return ILLEGAL.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """Give a text as one line: line ends and runs of blanks become one space."""
    return _BLANKS.sub(" ", text)


def clean_text(value: str, field: str = "text") -> str:
    r"""Give a text with ``\n`` as its only line end, trimmed.

    Args:
        value: The text.
        field: The name for the error.

    Returns:
        The text; never without something to see.

    Raises:
        ModelError: It is empty, invisible or longer than 100,000 characters, or holds a character that no
            reader shows: a control, a bidi control, a lone surrogate, a noncharacter.
    """
    if not isinstance(value, str):
        raise ModelError(field, "must be a text", value)
    text = _LINE_ENDS.sub("\n", value).strip(" \t\n")
    if not any(character.isprintable() and not character.isspace() for character in text):
        raise ModelError(field, "must not be empty", value)
    if len(text) > _LENGTH:
        raise ModelError(field, f"must have at most {_LENGTH} characters", len(text))
    if match := ILLEGAL.search(text):
        raise ModelError(field, f"must not hold the character U+{ord(match[0]):04X}", value)
    return text


@attrs.frozen(init=False, repr=False)
class Text:
    """Hold one text in several languages, or in none (a name, a symbol).

    Give it as ``Text(fr="…", en="…")``, as ``Text({"zh-Hant": "…"}, en="…")``, or bare: ``Text("António Guterres")``.
    Tags are canonical and sorted, so that equal texts are equal; each value is trimmed and never empty.

    Args:
        text: A table by BCP 47 tag, or one bare string, which has no language.
        tagged: More texts by tag.

    Raises:
        ModelError: No text at all, an empty one, a malformed or doubled tag, or an illegal character.

    >>> Text(fr="Genève", en="Geneva").languages
    ('en', 'fr')
    """

    languages: tuple[str, ...]
    values: tuple[str, ...]

    def __init__(self, text: Mapping[str, str] | str | None = None, /, **tagged: str) -> None:
        if isinstance(text, str) and not tagged:
            table = {"": clean_text(text)}
        elif text is None or isinstance(text, Mapping):
            table = _table([*(text or {}).items(), *tagged.items()])
        else:
            raise ModelError("text", "must be one text, or a table of texts by language", text)
        tags = tuple(sorted(table))
        values = tuple(table[tag] for tag in tags)
        self.__attrs_init__(_shared(tags), values)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Go through (tag, text); the tag of a bare text is empty."""
        return iter(zip(self.languages, self.values, strict=True))

    def __repr__(self) -> str:
        """Show it as it may be written."""
        return f"Text({self.values[0]!r})" if self.is_bare else f"Text({dict(self)!r})"

    @property
    def is_bare(self) -> bool:
        """Whether the text has no language."""
        return self.languages == ("",)

    def get(self, tag: str) -> str | None:
        """Give the text that stands under exactly this canonical tag."""
        return next((value for language, value in self if language == tag), None)


def _table(pairs: list[tuple[str, str]]) -> dict[str, str]:
    table: dict[str, str] = {}
    faults = []
    for tag, value in pairs:
        try:
            canonical = canonical_tag(tag, str(tag))
            if canonical in table:
                faults.append(ModelError(tag, "must stand once: it is the same language as another", value))
            table[canonical] = clean_text(value, canonical)
        except ModelError as error:
            faults.append(error)
    if not pairs:
        faults.append(ModelError("text", "must stand in at least one language", table))
    refuse(faults)
    return table


@functools.lru_cache(maxsize=1024)
def _shared(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Let texts in the same languages hold the same tuple."""
    return tags
