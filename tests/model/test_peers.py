"""Peers: what generators of feeds let through is refused here, with the item's name and the field's."""

import datetime as dt

import pytest

import gcmfeeds as gf
from gcmfeeds.errors import ModelError
from samples import announcement, catalogue, event

LMT = dt.datetime(2020, 11, 30, 20, 33, tzinfo=gf.GENEVA)
PICTURE = {"url": "https://un.org/a.png", "alt": {"en": "A"}}


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        pytest.param({"title": {"en": "a\x0bb\x00"}}, "title.en", "must not hold the character U+0000", id="NUL"),
        pytest.param({"title": {"en": "a\x1b"}}, "title.en", "must not hold the character U+001B", id="control"),
        pytest.param({"abstract": {"en": "\ud83da"}}, "abstract.en", "must not hold the character U+D83D", id="half"),
        pytest.param({"body": {"fr": "a\ufffe"}}, "body.fr", "must not hold the character U+FFFE", id="noncharacter"),
        pytest.param({"title": {"ar": "\u202eab"}}, "title.ar", "must not hold the character U+202E", id="override"),
        pytest.param({"title": {"ar": "\u2067ab"}}, "title.ar", "must not hold the character U+2067", id="isolate"),
        pytest.param({"title": {"en": ""}}, "title.en", "must not be empty", id="empty title"),
        pytest.param({"title": {"en": " \u200b\n"}}, "title.en", "must not be empty", id="unseen title"),
        pytest.param({"title": {"zh_CN": "a"}}, "title.zh_CN", "must be a language tag", id="underscore"),
        pytest.param({"published": dt.datetime(2020, 11, 30)}, "published", "must have a zone", id="naive"),
        pytest.param({"published": LMT}, "published", "must not stand in local mean time", id="LMT"),
        pytest.param({"updated": gf.geneva(2020, 1, 1)}, "updated", "must not be before 2020-11-30", id="too early"),
        pytest.param({"url": "/news/1"}, "url", "must be an absolute http(s) URL", id="relative"),
        pytest.param({"url": {"fr": "javascript:alert(1)"}}, "url.fr", "must be an absolute http(s) URL", id="script"),
        pytest.param({"url": "ftp://un.org/"}, "url", "must be an absolute http(s) URL", id="ftp"),
    ],
)
def test_what_peers_let_through(changes, field, rule):
    """It is refused, of announcements and events alike."""
    for make, kind, key in ((announcement, "announcement", "news"), (event, "event", "launch")):
        with pytest.raises(ModelError) as caught:
            make(**{"published": gf.geneva(2020, 11, 30, 20, 33), **changes})
        fault = caught.value
        assert (fault.kind, fault.key, fault.field) == (kind, key, field)
        assert fault.rule.startswith(rule)


@pytest.mark.parametrize(
    ("make", "field", "rule"),
    [
        pytest.param(lambda: gf.Image(**PICTURE, media_type=None), "media_type", "must be a media type", id="no type"),
        pytest.param(lambda: gf.Image(**PICTURE, media_type="PNG"), "media_type", "must be a media type", id="type"),
        pytest.param(
            lambda: gf.Image(**PICTURE, media_type="image/png", length=-1), "length", "must be a whole", id="length"
        ),
        pytest.param(lambda: gf.Source(title="a", url="un.org"), "url", "must be an absolute http", id="source"),
        pytest.param(lambda: gf.Source(title=" ", url="https://un.org/"), "title", "must not be empty", id="no source"),
        pytest.param(
            lambda: catalogue(announcement(), announcement()), "announcements[1].key", "must stand once", id="same id"
        ),
        pytest.param(lambda: catalogue(languages=["zh_CN"]), "languages[0]", "must be a language tag", id="underscore"),
        pytest.param(lambda: catalogue(languages=[]), "languages", "must", id="no language"),
        pytest.param(lambda: catalogue(rights="\x07"), "rights", "must not be empty", id="rights"),
        pytest.param(lambda: catalogue(publisher=None), "publisher", "must be of the type Organizer", id="no author"),
    ],
)
def test_what_peers_let_through_of_parts(make, field, rule):
    """A part that cannot be true is refused by its field; so are two items of one key, who would have one id."""
    with pytest.raises(ModelError) as caught:
        make()
    assert caught.value.field == field
    assert caught.value.rule.startswith(rule)


def test_an_image_must_say_its_type():
    """A picture without a media type cannot be made: an enclosure must have one."""
    with pytest.raises(TypeError, match="media_type"):
        gf.Image(**PICTURE)
    with pytest.raises(ModelError) as caught:
        gf.from_plain(
            {"key": "news", "title": {"en": "a"}, "published": "2020-11-30", "image": PICTURE}, gf.Announcement
        )
    assert "image.media_type" in {fault.field for fault in (caught.value, *caught.value.also)}
