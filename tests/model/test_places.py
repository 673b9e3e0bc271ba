"""Places, documents and pictures: what they must say."""

import pytest

import gcmfeeds as gf
from gcmfeeds.errors import ModelError


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({}, "'name' must be given, or address, or city"),
        ({"name": "x", "country": "Switzerland"}, "'country' must be a country code"),
        ({"name": "x", "latitude": 246.2, "longitude": 6.1}, "'latitude' must be a number from -90 to 90"),
        ({"name": "x", "latitude": float("nan"), "longitude": 6.1}, "'latitude' must be a number"),
        ({"name": "x", "latitude": True, "longitude": 6.1}, "'latitude' must be a number"),
        ({"name": "x", "latitude": 46.2, "longitude": "6.1"}, "'longitude' must be a number from -180 to 180"),
        ({"name": "x", "latitude": 46.2}, "'longitude' must be given together"),
        ({"name": "x", "longitude": 6.1}, "'latitude' must be given together"),
        ({"name": "x", "zone": "CET"}, "'zone' must be an IANA zone"),
        ({"name": "x", "zone": 3}, "'zone' must be an IANA zone"),
    ],
)
def test_what_cannot_be_a_venue(facts, message):
    """A venue that nobody could find is refused."""
    with pytest.raises(ModelError, match=f"{message}.* in venue"):
        gf.Venue(**facts)


def test_a_venue_lies_on_the_globe():
    """Its coordinates may be whole numbers, and lie at the edge."""
    assert gf.Venue(city="x", latitude=-90, longitude=180).longitude == 180


def test_a_stream_has_an_address():
    """A stream without a web address is refused."""
    with pytest.raises(ModelError, match=r"'url' must be an absolute http.* in stream"):
        gf.Stream(url="un.org/live")


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({}, "'title' must be given, or symbol"),
        ({"symbol": "A/75/542\r\nX: y"}, "'symbol' must be a document symbol"),
        ({"symbol": ""}, "'symbol' must be a document symbol"),
        ({"symbol": "A", "media_type": "PDF"}, "'media_type' must be a media type"),
        ({"symbol": "A", "media_type": "text/html; charset=x"}, "'media_type' must be a media type"),
        ({"symbol": "A", "length": 1.5}, "'length' must be a whole number"),
        ({"symbol": "A", "url": "A/75/542"}, "'url' must be an absolute http"),
    ],
)
def test_what_cannot_be_a_document(facts, message):
    """A document without name, or with a wrong number, type, size or address, is refused."""
    with pytest.raises(ModelError, match=f"{message}.* in document"):
        gf.Document(**facts)


def test_a_picture_says_what_it_shows():
    """A picture without words for those who do not see it is refused."""
    with pytest.raises(ModelError, match=r"'alt' must not be empty"):
        gf.Image(url="https://un.org/a.png", alt="", media_type="image/png")
