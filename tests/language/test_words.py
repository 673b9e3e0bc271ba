"""Words: the fixed words of each language."""

import attrs
import pytest

from gcmfeeds.errors import MissingTextError
from gcmfeeds.language.words import bundled_phrases, phrases_for
from samples import catalogue

GERMAN = attrs.evolve(bundled_phrases()["en"], language="de", locale="", geneva_time="{time}, Genfer Zeit")


def test_six_languages_come_with_gcmfeeds():
    """The official languages of the United Nations are there, each word of its own."""
    assert list(bundled_phrases()) == ["ar", "en", "es", "fr", "ru", "zh"]
    for name in ("cancelled", "postponed", "geneva_time", "when", "where", "organizer"):
        assert len({getattr(phrases, name) for phrases in bundled_phrases().values()}) >= 5


@pytest.mark.parametrize(("language", "expected"), [("fr", "fr"), ("fr-CH", "fr"), ("zh-Hant", "zh")])
def test_a_narrower_language_is_served(language, expected):
    """A regional or scripted language takes its parent's words."""
    assert phrases_for(catalogue(languages=[language]), language).language == expected


def test_a_catalogue_brings_its_own():
    """A catalogue's own words come first."""
    mine = catalogue(languages=["de", "en"], phrases=[GERMAN])
    assert phrases_for(mine, "de").geneva_time == "{time}, Genfer Zeit"
    assert phrases_for(mine, "en") == bundled_phrases()["en"]


def test_no_words():
    """A language without words says which file to add."""
    with pytest.raises(MissingTextError, match=r"add languages/de\.toml"):
        phrases_for(catalogue(languages=["de"]), "de")


def test_no_dates():
    """A language that CLDR does not know needs another's dates, and may name it."""
    strange = attrs.evolve(GERMAN, language="xx")
    with pytest.raises(MissingTextError, match="CLDR has no dates in 'xx': name a `locale`"):
        phrases_for(catalogue(languages=["xx"], phrases=[strange]), "xx")
    known = attrs.evolve(strange, locale="de")
    assert phrases_for(catalogue(languages=["xx"], phrases=[known]), "xx") == known
