"""Choose: which of a text's languages one is shown, and in which direction."""

import pytest

from gcmfeeds.language.choose import Chosen, choose, direction, found_tag, locale
from gcmfeeds.model.text import Text

TEXT = Text({"zh-Hant": "漢", "fr-CH": "fr", "en": "en", "ar": "ar"})


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        (["en"], Chosen("en", "en")),
        (["zh-Hant-TW", "en"], Chosen("漢", "zh-Hant")),
        (["zh", "en"], Chosen("漢", "zh-Hant")),
        (["fr", "en"], Chosen("fr", "fr-CH")),
        (["es", "ar", "en"], Chosen("ar", "ar")),
        (["es"], None),
        ([], None),
    ],
)
def test_the_dearest_language_that_there_is(languages, expected):
    """A language is looked up from narrow to wide, then a narrower one will do, then the next is tried."""
    assert choose(TEXT, languages) == expected


def test_a_bare_text_is_for_everybody():
    """A text without language is chosen by all; no text by none."""
    assert choose(Text("A/75/542"), []) == Chosen("A/75/542", "")
    assert choose(None, ["en"]) is None


def test_no_tag_is_found_in_none():
    """Nothing serves a reader where there is nothing."""
    assert found_tag("fr", ()) == ""


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ar", "rtl"),
        ("ar-Latn", "ltr"),
        ("az-Arab-IR", "rtl"),
        ("he-IL", "rtl"),
        ("fr-CH", "ltr"),
        ("zh-Hant", "ltr"),
        ("ks", "rtl"),
        ("nqo", "rtl"),
        ("xx", "ltr"),
    ],
)
def test_direction(tag, expected):
    """A script decides where there is one, else the language."""
    assert direction(tag) == expected


def test_what_cldr_knows():
    """A language CLDR does not know is served by its parent, or not at all."""
    assert str(locale("fr-CH")) == "fr_CH"
    assert str(locale("de-CH-1996")) == "de_CH"
    assert locale("xx") is None
    assert str(locale("sl-rozaj-biske")) == "sl"
