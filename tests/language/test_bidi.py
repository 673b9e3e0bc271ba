"""Bidi: in which direction a text is shown, and how that is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmfeeds.language.bidi import as_written, first_strong, isolated
from gcmfeeds.language.choose import Chosen
from gcmfeeds.model.text import without_controls


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a", "ltr"), ("2020: «ب»", "rtl"), ("(א) a", "rtl"), ("2020 – 21", ""), ("", ""), ("漢 ב", "ltr")],
)
def test_the_first_letter_decides(text, expected):
    """The first letter that has a direction gives it; digits and signs have none."""
    assert first_strong(text) == expected


def test_only_what_would_be_misread_is_isolated():
    """A text whose first letter runs against its language is isolated in its language's direction; no other is."""
    assert isolated(Chosen("GCM: حوار", "ar")) == "\u200f\u2067GCM: حوار\u2069"
    assert isolated(Chosen("מה is what?", "en")) == "\u200e\u2066מה is what?\u2069"
    for text in (Chosen("حوار GCM", "ar"), Chosen("2020", "ar"), Chosen("GCM", "en"), Chosen("حوار")):
        assert isolated(text) == text.value


@given(st.text(), st.sampled_from(["ar", "en", "he", "zh-Hant", ""]))
def test_nothing_else_is_added(text, language):
    """What is added is closed again, and is all that is."""
    shown = isolated(Chosen(text, language))
    assert shown == text or (shown[2:-1] == text and shown[0] in "\u200e\u200f" and shown[-1] == "\u2069")
    assert as_written(shown) in (text, as_written(text))
    assert without_controls(text) in without_controls(shown)
