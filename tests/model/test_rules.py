"""Rules: what a field may hold."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmfeeds.errors import ModelError, refuse
from gcmfeeds.model.channel import Channel
from gcmfeeds.model.people import Organizer, Speaker
from gcmfeeds.model.places import Stream
from gcmfeeds.model.rules import is_web_address
from gcmfeeds.model.text import Text


@pytest.mark.parametrize(
    "url",
    [
        "https://migrationnetwork.un.org/sg-report-promise-action",
        "http://localhost:8000/a?b=c,d;e#f",
        "https://[2001:db8::1]/x",
        "https://example.org/%C3%A9",
        "https://EXAMPLE.org",
    ],
)
def test_a_web_address(url):
    """Absolute http and https URLs in ASCII are taken."""
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "//example.org/x",
        "/relative",
        "https://",
        "https:///x",
        "https://user:secret@example.org/",
        "https://exa mple.org/",
        "https://example.org/\r\nX: y",
        'https://example.org/"x',
        "https://example.org/é",
        "https://example.org/%zz",
        "https://example.org:99999/",
        "https://-x-.org/",
        "https://[::1/",
        "",
        None,
        3,
    ],
)
def test_not_a_web_address(url):
    """Anything else is not: scripts, relative ones, passwords, blanks, quotes, non-ASCII, half escapes."""
    assert not is_web_address(url)


@given(st.text())
def test_no_web_address_can_break_a_line_or_an_attribute(url):
    """What is taken holds no blank, control or quote, whatever is tried."""
    if is_web_address(f"https://example.org/{url}"):
        assert not set(url) & set(' \r\n\t"<>\\^`{|}')
        assert url.isascii()


@pytest.mark.parametrize("address", ["press@un.org", "first.last+tag@sub.example.org"])
def test_a_mail_address(address):
    """An addr-spec in ASCII is taken."""
    assert Organizer(name="x", address=address).address == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "x@y",
        "x@-y.org",
        "a b@un.org",
        "x@un.org\r\nBcc: y",
        "<x@un.org>",
        "é@un.org",
        "a..b@un.org",
        ".a@un.org",
        "a?cc=x@un.org",
        "a%0A@un.org",
        f"{'a' * 120}@un.org",
        3,
    ],
)
def test_not_a_mail_address(address):
    """Anything else is refused."""
    with pytest.raises(ModelError, match="'address' must be a mail address"):
        Organizer(name="x", address=address)


@pytest.mark.parametrize(
    ("languages", "message"),
    [
        ("fr", "'languages' must be a list of language tags"),
        (3, "'languages' must be a list of language tags"),
        (["fr", "FR"], r"'languages\[1\]' must stand once"),
        (["fr", "zh_CN"], r"'languages\[1\]' must be a language tag"),
        ([3], r"'languages\[0\]' must be a language tag"),
    ],
)
def test_lists_of_tags(languages, message):
    """A list of tags holds each once, canonical; one string is no list."""
    with pytest.raises(ModelError, match=message):
        Stream(url="https://example.org/", languages=languages)


def test_tags_become_canonical():
    """A list of tags is kept in the author's order, canonical."""
    assert Stream(url="https://example.org/", languages=["ZH-hant", "iw"]).languages == ("zh-Hant", "he")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (None, "'name' must be given"),
        (3, "'name' must be one text, or a table of texts by language"),
        ({"fr": " "}, "'name.fr' must not be empty"),
        ({}, "'name' must stand in at least one language"),
        ({"zh_CN": "x"}, "'name.zh_CN' must be a language tag"),
    ],
)
def test_a_text_field_names_itself(name, message):
    """A text that cannot be is refused under the field's name."""
    with pytest.raises(ModelError, match=f"{message}.* in speaker"):
        Speaker(name=name)


def test_addresses_by_language():
    """An address can be given by language, and the language at fault is named."""
    assert Speaker(name="x", url="https://un.org").url == Text("https://un.org")
    with pytest.raises(ModelError, match=r"'url\.fr' must be an absolute http"):
        Speaker(name="x", url={"en": "https://un.org", "fr": "/fr"})
    with pytest.raises(ModelError, match="'url' must be an absolute http"):
        Speaker(name="x", url="un.org")


def test_refuse_keeps_the_others():
    """The first fault is raised, the others stand beside it; no fault, no error."""
    faults = [ModelError("a", "must be x", 1), ModelError("b", "must be y", 2)]
    with pytest.raises(ModelError) as caught:
        refuse(faults)
    assert caught.value is faults[0]
    assert caught.value.also == (faults[1],)
    refuse([])


def test_values_are_frozen():
    """A value of the model is never changed, only evolved."""
    organizer = Organizer(name="x")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        organizer.name = Text("y")
    assert attrs.evolve(organizer, name="y").name == Text("y")


@pytest.mark.parametrize("color", ["#4682b4", "SteelBlue", "rebeccapurple", "", 3, ["red"]])
def test_not_a_color(color):
    """A color is one of the names of CSS 3, in lower case; what came with CSS 4 is none (RFC 7986, section 5.9)."""
    with pytest.raises(ModelError, match=r"'color' must be the name that CSS 3 has .* in channel 'talks'"):
        Channel(key="talks", title={"en": "Talks"}, topics=["talk"], color=color)
    assert Channel(key="talks", title={"en": "Talks"}, topics=["talk"], color="steelblue").color == "steelblue"
