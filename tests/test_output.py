"""Output: what a server says of a document, and to whom it need not send it again."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gcmfeeds as gf

UPDATED = gf.geneva(1994, 11, 6, 9, 49, 37)
OUTPUT = gf.Output(path="x", media_type="text/plain", body=b"x", updated=UPDATED, links=["<https://un.org/>; rel=self"])
UNDATED = gf.Output(path="x", media_type="text/plain", body=b"x")
TAG = '"2d711642b726b04401627ca9fbac32f5"'
DATE = "Sun, 06 Nov 1994 08:49:37 GMT"


def test_headers():
    """The headers say type, strong tag and links, and no date: it does not move with every byte."""
    assert OUTPUT.headers == {
        "Content-Type": "text/plain",
        "ETag": TAG,
        "Link": "<https://un.org/>; rel=self",
    }
    assert (OUTPUT.etag, OUTPUT.last_modified) == (TAG, DATE)


def test_what_nobody_knows():
    """Of what nothing says when it changed there is no date; what has no links has no header for them."""
    assert UNDATED.last_modified is None
    assert UNDATED.headers == {"Content-Type": "text/plain", "ETag": TAG}


def test_two_links_are_one_header():
    """Links stand behind each other in one header."""
    links = ("<https://un.org/a>", "<https://un.org/b>")
    output = gf.Output(path="x", media_type="text/plain", body=b"", links=links)
    assert output.headers["Link"] == "<https://un.org/a>, <https://un.org/b>"


def test_other_bytes_have_another_tag():
    """A tag is that of the bytes alone."""
    one, two = (gf.Output(path="x", media_type="text/plain", body=body) for body in (b"x", b"y"))
    assert one.etag == OUTPUT.etag != two.etag


def test_a_naive_time_is_refused():
    """A time without a zone could be any."""
    with pytest.raises(gf.ModelError, match="'updated' must"):
        gf.Output(path="x", media_type="text/plain", body=b"", updated=dt.datetime(2020, 12, 1))


@pytest.mark.parametrize(
    "asked",
    [
        TAG,
        f"W/{TAG}",
        f'"a", {TAG}',
        f'"a",{TAG},"b"',
        f'W/"a" ,\t W/{TAG}',
        f", ,{TAG} ,, ",
        f'"a,b", {TAG}',
        f'"", {TAG}',
        f'"\xe9", {TAG}',
        f'W/"a",W/"b" , {TAG}',
        "*",
        " * ",
    ],
)
def test_a_tag_that_is_had(asked):
    """Who has one of these tags, strong or weak, or asks for any, has it."""
    assert OUTPUT.is_not_modified(if_none_match=asked)


@pytest.mark.parametrize(
    "asked",
    [
        "",
        '"a"',
        TAG.strip('"'),
        TAG[:-1],
        f"w/{TAG}",
        f"W /{TAG}",
        f'"a" {TAG}',
        f"{TAG};",
        f"*, {TAG}",
        f'" {TAG}',
        f'"a b", {TAG}',
        f'"\u0101", {TAG}',
        f"{TAG}\n",
        f'"{TAG}"',
        TAG.upper(),
    ],
)
def test_a_tag_that_is_not_had(asked):
    """Other tags, and what is no list of tags (RFC 9110, section 8.8.3), are not that of these bytes."""
    assert not OUTPUT.is_not_modified(if_none_match=asked)


@pytest.mark.parametrize(
    "since",
    [
        DATE,
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun, 06 Nov 1994 08:49:38 GMT",
        f" {DATE}\t",
    ],
)
def test_a_time_since_which_nothing_changed(since):
    """A time of the last change or later, in any of the three forms, says that it is had."""
    assert OUTPUT.is_not_modified(if_modified_since=since)


@pytest.mark.parametrize(
    "since",
    [
        "Sun, 06 Nov 1994 08:49:36 GMT",
        "",
        "yesterday",
        "Wed, 30 Feb 2000 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:60 GMT",
        "Sun, 06 Xxx 1995 08:49:37 GMT",
        "Sun, 06 Nov 1995 08:49:37 +0100",
        "Sun, 06 Nov 1995 08:49:37 gmt",
        "Sun, 06 Nov 0000 08:49:37 GMT",
        "Sun, ٠٦ Nov 1995 08:49:37 GMT",
        "1995-11-06T08:49:37Z",
    ],
)
def test_a_time_that_does_not_count(since):
    """An earlier time, and what is no date of HTTP, do not say that it is had."""
    assert not OUTPUT.is_not_modified(if_modified_since=since)


def test_fractions_of_a_second_do_not_count():
    """HTTP has whole seconds: what changed within one was had from its beginning."""
    output = gf.Output(path="x", media_type="text/plain", body=b"", updated=UPDATED.replace(microsecond=500_000))
    assert output.is_not_modified(if_modified_since=output.last_modified)


def test_tags_beat_times():
    """Where there are tags, no time counts; where nothing says when it changed, none does either."""
    assert not OUTPUT.is_not_modified(if_none_match='"a"', if_modified_since=DATE)
    assert not OUTPUT.is_not_modified(if_none_match="", if_modified_since=DATE)
    assert OUTPUT.is_not_modified(if_none_match=TAG, if_modified_since="Sun, 06 Nov 1994 08:49:36 GMT")
    assert not UNDATED.is_not_modified(if_modified_since="Sun, 06 Nov 2094 08:49:37 GMT")
    assert not OUTPUT.is_not_modified()


HEADERS = st.none() | st.text(max_size=40) | st.text(st.sampled_from('W/"a, \t*:GMTSun0169Nov-'), max_size=40)


@given(HEADERS, HEADERS)
def test_no_header_is_an_error(if_none_match, if_modified_since):
    """Whatever a client sends, there is an answer."""
    assert OUTPUT.is_not_modified(if_none_match, if_modified_since) in (True, False)


def test_a_long_header_is_read_in_a_moment():
    """No header makes a server think for long."""
    began = time.process_time()
    for asked in ('"a"' + ", " * 30_000 + "x", "," * 60_000 + "x", '"a",' * 20_000 + "x", '"' + "a" * 60_000):
        assert not OUTPUT.is_not_modified(if_none_match=asked)
    assert time.process_time() - began < 2
