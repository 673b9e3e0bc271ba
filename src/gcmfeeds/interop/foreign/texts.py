"""Texts: what properties say in words, by language, as the model takes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from gcmfeeds.errors import ModelError
from gcmfeeds.interop.foreign.properties import Properties, parameter, text_of, values_in
from gcmfeeds.language.html import as_html, clean_html, plain_text
from gcmfeeds.model.text import Text, canonical_tag, clean_text, without_controls

_MOST = 100_000
_MARKUP = re.compile(r"</?(?:a|b|br|div|em|h[1-6]|html|i|li|ol|p|span|strong|table|u|ul)\b[^<>]*>", re.IGNORECASE)
_SAID = (
    "CATEGORIES COMMENT CONTACT DESCRIPTION LOCATION NAME STYLED-DESCRIPTION SUMMARY X-ALT-DESC X-WR-CALDESC "
    "X-WR-CALNAME"
).split()
"""What calendars and events say in words of their own; in the languages of CONFERENCE and LINK one listens or reads."""

_CUT = "what gcmfeeds makes of other properties was cut off; a programme stands nowhere else"


def languages_of(components: Iterable[Any]) -> tuple[str, ...]:
    """Give the languages of the texts of calendars and events, the most used first."""
    values = (value for component in components for name in _SAID for value in values_in(component, name))
    given = Counter(parameter(value, "LANGUAGE") for value in values)
    found: Counter[str] = Counter()
    for tag, number in given.items():
        found[tag_of(tag)] += number
    return tuple(sorted(filter(None, found), key=lambda tag: (-found[tag], tag)))


def tag_of(tag: str) -> str:
    """Give a language tag in its canonical form; empty if it is none."""
    try:
        return canonical_tag(tag)
    except ModelError:
        return ""


def cleaned(value: str) -> str:
    """Give a text that the model takes; empty if there is nothing to see."""
    try:
        return clean_text(without_controls(value)[:_MOST])
    except ModelError:
        return ""


def taken_text(properties: Properties, name: str, language: str, *, is_bare: bool = False) -> Text | None:
    """Take a text in all languages that a property stands in.

    Args:
        properties: Of which component.
        name: The property.
        language: What a text without a language is in.
        is_bare: Whether it may have none.
    """
    table: dict[str, str] = {}
    for value in properties.take(name):
        text, tag = checked_text(properties, name, value), language_of(properties, name, value)
        tag = tag or ("" if is_bare else language)
        if text and (tag in table or (table and "" in {tag, *table})):
            properties.note(name, text, "it stands more than once in a language")
        elif text:
            table[tag] = text
    return Text(table[""]) if "" in table else Text(table) if table else None


def language_of(properties: Properties, name: str, value: Any) -> str:
    """Give the language of a value; empty where it names none, or none that is well-formed, which is noted."""
    given = parameter(value, "LANGUAGE")
    tag = tag_of(given) if given else ""
    if given and not tag:
        properties.note(name, given, "its LANGUAGE is no language tag")
    return tag


def checked_text(properties: Properties, name: str, value: Any) -> str:
    """Give a value as a text that the model takes, and note what had to go."""
    raw = text_of(value)
    if len(raw) > _MOST:
        properties.note(name, raw, f"it was cut after {_MOST} characters")
    text = cleaned(raw)
    if not text:
        properties.note(name, raw, "there is nothing to see in it")
    elif without_controls(raw) != raw and "\r" not in raw:
        properties.note(name, raw, "characters that no reader shows were taken out")
    return text


def taken_body(properties: Properties, language: str, opening: str = "") -> Text | None:
    """Take the text of an event as HTML: where there is HTML that says as much, from there, else from DESCRIPTION.

    Args:
        properties: Of the VEVENT.
        language: What a text without a language is in.
        opening: How the line begins from which on a text is ours; empty where none is.
    """
    plain = taken_text(properties, "DESCRIPTION", language)
    rich = _rich(properties, language)
    table = {}
    for tag, text in plain or ():
        said, found, rest = f"\n\n{text}".rpartition(f"\n\n{opening}") if opening else (text, "", "")
        if found:
            properties.note("DESCRIPTION", f"{opening}{rest}", _CUT, is_common=True)
        else:
            said = text
        if said.strip():
            table[tag] = clean_html(said) if _MARKUP.search(said) and not opening else as_html(said.strip())
    for name, tag, html in rich:
        said, other = _words(plain_text(html)), _words(plain_text(table.get(tag, "")))
        if len(said) < len(other):
            properties.note(name, html, "DESCRIPTION says more")
            continue
        if other and not said.startswith(other[: len(other) // 2]):
            properties.note("DESCRIPTION", plain_text(table[tag]), f"{name} says it otherwise, and as HTML")
        table[tag] = html
    shown = {tag: html for tag, html in table.items() if plain_text(html)}
    return Text({tag: cleaned(html) for tag, html in shown.items()}) if shown else None


def _rich(properties: Properties, language: str) -> list[tuple[str, str, str]]:
    """Take what is said as HTML: property, language and clean HTML."""
    found = []
    for name in ("X-ALT-DESC", "STYLED-DESCRIPTION"):
        for value in properties.take(name):
            kind = parameter(value, "FMTTYPE").lower()
            html = clean_html(cleaned(text_of(value))) if "html" in kind else ""
            if html:
                found.append((name, language_of(properties, name, value) or language, cleaned(html)))
            else:
                properties.note(name, text_of(value), "it is no HTML" if "html" not in kind else "it shows nothing")
    return found


def _words(text: str) -> str:
    return "".join(text.split())
