"""Phrases: the fixed words of one language."""

import attrs
import pytest

from gcmfeeds.errors import ModelError
from gcmfeeds.language.words import bundled_phrases

ENGLISH = bundled_phrases()["en"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"language": "e"}, "'language' must be a language tag"),
        ({"locale": "en_GB"}, "'locale' must be a language tag"),
        ({"cancelled": " "}, "'cancelled' must not be empty"),
        ({"cancelled": "{x}"}, "'cancelled' must hold no brace"),
        ({"geneva_time": "Geneva time"}, r"'geneva_time' must hold \{time\} once, and no other brace"),
        ({"date_range": "{start} {start} {end}"}, r"'date_range' must hold \{start\} and \{end\} once"),
        ({"date_range": "{start} {end.year}"}, r"'date_range' must hold \{start\} and \{end\} once"),
        ({"date_range": "{start} {end} }"}, r"'date_range' must hold \{start\} and \{end\} once"),
    ],
)
def test_what_cannot_be_a_phrase(changes, message):
    """A word that is empty, or whose places are not there once, is refused."""
    with pytest.raises(ModelError, match=message):
        attrs.evolve(ENGLISH, **changes)
