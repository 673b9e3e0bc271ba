"""Dates: days, times and languages in words."""

import datetime as dt

import attrs
import pytest

from gcmfeeds.language.dates import (
    country_name,
    day_in_words,
    enumerated,
    language_name,
    listed,
    local_time_in_words,
    span_in_short,
    span_in_words,
)
from gcmfeeds.language.words import bundled_phrases
from gcmfeeds.zone import geneva

WORDS = bundled_phrases()
DAY = dt.date(2020, 12, 1)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", "الثلاثاء، 1 ديسمبر 2020"),
        ("en", "Tuesday, 1 December 2020"),
        ("es", "martes, 1 de diciembre de 2020"),
        ("fr", "mardi 1er décembre 2020"),
        ("ru", "вторник, 1 декабря 2020\u202fг."),
        ("zh", "2020年12月1日星期二"),
    ],
)
def test_a_day(language, expected):
    """A day is said in full, the first of the month as the language does."""
    assert day_in_words(DAY, WORDS[language]) == expected


def test_a_first_with_a_quote():
    """What is said for the first day may hold a quote."""
    strange = attrs.evolve(WORDS["fr"], first_of_month="1'er d")
    assert day_in_words(DAY, strange) == "mardi 1'er d décembre 2020"


def test_the_repeated_hour():
    """A time that the clocks show twice says its offset."""
    start, end = (geneva(2020, 10, 25, 2, minute, fold=fold) for fold, minute in ((0, 30), (1, 15)))
    expected = "dimanche 25 octobre 2020, 02:30 (UTC+2) – 02:15 (UTC+1), heure de Genève"
    assert span_in_words(start, end, WORDS["fr"]) == expected


def test_only_the_first_is_special():
    """French says the other days as numbers, the 21st too."""
    assert day_in_words(dt.date(2020, 12, 21), WORDS["fr"]) == "lundi 21 décembre 2020"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (DAY, None, "mardi 1er décembre 2020"),
        (DAY, DAY, "mardi 1er décembre 2020"),
        (dt.date(2021, 8, 31), dt.date(2021, 9, 1), "du mardi 31 août 2021 au mercredi 1er septembre 2021"),
        (geneva(2020, 12, 1, 15), None, "mardi 1er décembre 2020, 15:00, heure de Genève"),
        (
            geneva(2020, 12, 1, 15),
            geneva(2020, 12, 1, 16, 30),
            "mardi 1er décembre 2020, 15:00 – 16:30, heure de Genève",
        ),
        (
            geneva(2020, 12, 1, 15),
            geneva(2020, 12, 2, 9),
            "mardi 1er décembre 2020, 15:00 – mercredi 2 décembre 2020, 09:00, heure de Genève",
        ),
        (geneva(2040, 7, 1, 15), None, "dimanche 1er juillet 2040, 15:00, heure de Genève"),
    ],
)
def test_a_span(start, end, expected):
    """A span says its zone, once, where it has times; after 2037 too."""
    assert span_in_words(start, end, WORDS["fr"]) == expected


def test_the_time_elsewhere():
    """The clocks elsewhere are named with the day where it is another one."""
    start = geneva(2020, 12, 1, 5)
    assert local_time_in_words(start, "Asia/Bangkok", "Bangkok", WORDS["en"]) == "11:00 in Bangkok"
    expected = "Monday, 30 November 2020, 23:00 in New York"
    assert local_time_in_words(start, "America/New_York", "New York", WORDS["en"]) == expected


def test_names():
    """Languages and countries have names in each language, and their codes where CLDR has none."""
    assert language_name("fr", WORDS["es"]) == "francés"
    assert language_name("xx", WORDS["es"]) == "xx"
    assert country_name("CH", WORDS["ar"]) == "سويسرا"
    assert country_name("XX", WORDS["ar"]) == "XX"


def test_lists():
    """Words are enumerated as a sentence does, parts of a line with the language's comma."""
    assert enumerated(["anglais", "espagnol", "français"], WORDS["fr"]) == "anglais, espagnol et français"
    assert listed(["a", "b", "c"], WORDS["zh"]) == "a，b，c"
    assert listed([], WORDS["zh"]) == ""


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (DAY, None, "1 Dec 2020"),
        (dt.date(2022, 5, 10), dt.date(2022, 5, 13), "10–13 May 2022"),
        (dt.date(2022, 12, 30), dt.date(2023, 1, 2), "30 Dec 2022 – 2 Jan 2023"),
        (geneva(2020, 12, 1, 15), None, "1 Dec 2020, 15:00"),
        (geneva(2020, 12, 1, 15), geneva(2020, 12, 1, 16, 30), "1 Dec 2020, 15:00 – 16:30"),
        (geneva(2020, 12, 1, 15), geneva(2020, 12, 2, 1), "1 Dec 2020, 15:00 – 2 Dec 2020, 01:00"),
    ],
)
def test_a_span_in_short(start, end, expected):
    """In a list a span takes as little room as it can."""
    assert span_in_short(start, end, WORDS["en"]).replace("\u2009", " ") == expected
