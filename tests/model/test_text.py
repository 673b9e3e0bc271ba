"""Text: one text in several languages."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmfeeds.errors import ModelError
from gcmfeeds.model.given import as_line
from gcmfeeds.model.text import ILLEGAL, Text, canonical_tag, clean_text


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("FR", "fr"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("iw", "he"),
        ("sh", "sr-Latn"),
        ("de-CH-1996", "de-CH-1996"),
    ],
)
def test_a_canonical_tag(tag, expected):
    """A tag has the case of RFC 5646, outdated languages replaced, and stays as it is then."""
    assert canonical_tag(tag) == expected
    assert canonical_tag(expected) == expected


@pytest.mark.parametrize(
    "tag", ["", "f", "zh_CN", "français", "fr-", "x-private", "en-u-ca-gregory", "fr\n", "fr ", None]
)
def test_a_malformed_tag_is_refused(tag):
    """What is not well-formed is refused, extensions and private use too."""
    with pytest.raises(ModelError, match="must be a language tag"):
        canonical_tag(tag)


def test_equal_texts_are_equal():
    """Order and case of tags make no difference, and equal texts have one hash."""
    one, other = Text(fr="Genève", en="Geneva"), Text({"EN": "Geneva"}, fr=" Genève\n")
    assert one == other
    assert hash(one) == hash(other)
    assert one.languages is other.languages


def test_a_bare_text_has_no_language():
    """A name or a symbol stands in no language."""
    assert dict(Text("A/75/542")) == {"": "A/75/542"}
    assert Text("A/75/542").is_bare
    assert not Text(en="A/75/542").is_bare


def test_get_finds_exactly_that_tag():
    """Only the very tag is found."""
    text = Text(fr="Genève")
    assert text.get("fr") == "Genève"
    assert text.get("fr-CH") is None


def test_it_shows_as_it_may_be_written():
    """The repr can be read back."""
    for text in (Text("A/75/542"), Text(fr="Genève", en="Geneva")):
        assert eval(repr(text)) == text  # noqa: S307  # our own repr


def test_it_can_be_pickled():
    """A text survives a process."""
    text = Text(fr="Genève")
    assert pickle.loads(pickle.dumps(text)) == text  # noqa: S301  # our own


@pytest.mark.parametrize(
    ("arguments", "words", "message"),
    [
        ((), {}, "must stand in at least one language"),
        (({},), {}, "must stand in at least one language"),
        ((" ",), {}, "'text' must not be empty"),
        (("a",), {"fr": "b"}, "must be one text, or a table"),
        ((3,), {}, "must be one text, or a table"),
        ((), {"fr": " \t\n"}, "'fr' must not be empty"),
        ((), {"fr": "\u00a0\u200d\u200f"}, "'fr' must not be empty"),
        ((), {"fr": 3}, "'fr' must be a text"),
        (({"fr": "a", "FR": "b"},), {}, "'FR' must stand once"),
        (({"zh_CN": "a"},), {}, "'zh_CN' must be a language tag"),
        (({3: "a"},), {}, "'3' must be a language tag"),
    ],
)
def test_what_cannot_be_a_text(arguments, words, message):
    """Nothing, nothing but blanks, two kinds at once, and malformed or doubled tags are refused."""
    with pytest.raises(ModelError, match=message):
        Text(*arguments, **words)


@pytest.mark.parametrize(
    "character", ["\x00", "\x1b", "\x7f", "\x9f", "\u202e", "\u2066", "\ud800", "\ufffe", "\U0010ffff"]
)
def test_characters_that_nobody_reads_are_refused(character):
    """Controls, bidi controls, lone surrogates and noncharacters are refused by number."""
    with pytest.raises(ModelError, match=f"must not hold the character U\\+{ord(character):04X}"):
        clean_text(f"a{character}b")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_there_is_one_line_end(end):
    """Every kind of line end becomes the same."""
    assert clean_text(f"a{end}b") == "a\nb"


def test_what_belongs_to_writing_stays():
    """No-break spaces, joiners, direction marks and emoji are text."""
    text = "à\u00a0: می\u200cخواهم \u200f 👩\u200d🚀 🏴󠁧󠁢󠁳󠁣󠁴󠁿"
    assert clean_text(text) == text


def test_a_line_is_one_line():
    """Breaks and runs of blanks become one space; a no-break space stays."""
    assert as_line({"fr": "a \n\t b\u00a0:"}) == Text(fr="a b\u00a0:")
    assert as_line("a\nb") == Text("a b")


@given(st.text())
def test_any_text_survives_or_is_refused(value):
    """What is taken holds no illegal character, is trimmed, and is taken again unchanged."""
    try:
        text = clean_text(value)
    except ModelError:
        return
    assert not ILLEGAL.search(text)
    assert clean_text(text) == text
