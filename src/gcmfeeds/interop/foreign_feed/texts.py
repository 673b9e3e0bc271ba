"""Texts: what a feed says in words, as the model takes it."""

from __future__ import annotations

import attrs

from gcmfeeds.interop.foreign.report import Notes, Subject
from gcmfeeds.interop.foreign.texts import cleaned, tag_of
from gcmfeeds.interop.foreign_feed.said import Words
from gcmfeeds.language.bidi import as_written
from gcmfeeds.language.html import as_html, clean_html, plain_text
from gcmfeeds.model.text import one_line, without_controls

_MOST = 100_000


@attrs.frozen(kw_only=True)
class Speech:
    """Say in which language an entry's texts are, and whom notes are about.

    Args:
        language: What a text without a language is in, a canonical tag.
        base: What relative addresses are relative to; empty if nothing says so.
        subject: Whom notes are about.
        notes: Where they go.
    """

    language: str
    base: str
    subject: Subject
    notes: Notes

    def note(self, name: str, value: object, reason: str, *, is_common: bool = False) -> None:
        """Say that a part was not carried, or how it was changed."""
        self.notes.add(self.subject, name, value, reason, is_common=is_common)

    def tag(self, name: str, language: str) -> str:
        """Give a language that is written in the file as a canonical tag, else that of the entry."""
        tag = tag_of(language.replace("_", "-")) if language else ""
        if language and not tag:
            self.note(name, language, "it is no language tag", is_common=True)
        return tag or self.language

    def line(self, words: Words | None) -> tuple[str, str]:
        """Give a text as plain words on one line, with its language; empty for none."""
        if words is None:
            return "", self.language
        words = attrs.evolve(words, value=as_written(words.value))
        text = plain_text(self._checked(words)) if words.is_html else self._checked(words)
        return one_line(cleaned(text)), self.tag(words.name, words.language)

    def html(self, words: Words | None) -> tuple[str, str]:
        """Give a text as clean HTML with absolute addresses, with its language; empty where there is nothing to see."""
        if words is None:
            return "", self.language
        value = self._checked(words)
        html = clean_html(value, words.base or self.base) if words.is_html else as_html(cleaned(value))
        return (cleaned(html) if plain_text(html) or "<img" in html else ""), self.tag(words.name, words.language)

    def _checked(self, words: Words) -> str:
        """Give a text of a length that the model takes, and note what had to go."""
        if len(words.value) > _MOST:
            self.note(words.name, words.value, f"it was cut after {_MOST} characters")
        elif without_controls(words.value) != words.value and "\r" not in words.value:
            self.note(words.name, words.value, "characters that no reader shows were taken out")
        return words.value[:_MOST]
