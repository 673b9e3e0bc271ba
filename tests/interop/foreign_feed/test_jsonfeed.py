"""JSON Feed: what one says, and what is none."""

import json

import pytest

import gcmfeeds as gf
from interop.foreign_feed.feeds import LAUNCH, one

HEAD = {"version": "https://jsonfeed.org/version/1.1", "title": "T"}
ITEM = {"id": "1", "title": "A", "date_published": "2020-12-01T15:00:00+01:00"}


def read(head=(), **members):
    """Read a feed with one item that has these members: it, and name, value and reason of each note."""
    return one(json.dumps({**HEAD, **dict(head), "items": [{**ITEM, **members}]}).encode())


def test_an_item():
    """Each member that says what an announcement can say is carried."""
    found, notes = read(
        url="https://un.org/a/",
        content_html="<p><a href='b'>x</a></p>",
        summary="S",
        date_modified="2020-12-02T15:00:00+01:00",
        authors=[{"name": "Awa", "url": "https://un.org/awa"}],
        tags=["Report", " ", 7],
        language="fr",
        image="i.png",
        attachments=[{"url": "https://un.org/r.pdf", "mime_type": "application/pdf", "size_in_bytes": 7, "title": "R"}],
    )
    image = gf.Image(url="https://un.org/a/i.png", alt={"fr": "A"}, media_type="image/png")
    document = gf.Document(title={"fr": "R"}, url="https://un.org/r.pdf", media_type="application/pdf", length=7)
    assert found == gf.Announcement(
        key="a-83dcefb7",
        title={"fr": "A"},
        published=LAUNCH,
        updated=gf.geneva(2020, 12, 2, 15),
        abstract={"fr": "S"},
        body={"fr": '<p><a href="https://un.org/a/b">x</a></p>'},
        url="https://un.org/a/",
        author=gf.Organizer(name="Awa", url="https://un.org/awa"),
        documents=[document],
        image=image,
        topics=["report"],
    )
    assert [name for name, _, _ in notes] == ["image"]


def test_plain_text():
    """Plain text becomes paragraphs; beside HTML it is noted, and an author of version 1 is one."""
    assert read(content_text="a\n\nb <c")[0].body == gf.Text(en="<p>a</p><p>b &lt;c</p>")
    reason = "content_html says it as HTML"
    assert read(content_text="a", content_html="<p>a</p>")[1] == [("content_text", "a", reason)]
    assert read(author={"name": "Awa"})[0].author == gf.Organizer(name="Awa")
    assert read(authors=["Awa", {}])[0].author == gf.Organizer(name="Awa")
    other = "an announcement has one author: the first"
    assert read(authors=["Awa", "Bob"])[1] == [("author", "Bob", other)]


def test_what_is_not_carried():
    """What nobody takes, and what is of another type than it must be, is noted."""
    _, notes = read(
        head={"next_url": "https://un.org/2", "icon": "x", "description": 7, "authors": [{"name": "A", "avatar": "y"}]},
        banner_image="b",
        _own={"a": "é"},
        tags="a",
        attachments=["https://un.org/r.pdf", *({"url": f"https://un.org/{n}", "x": 1} for n in range(100))],
        url=["x"],
        external_url=None,
    )
    assert set(notes) == {
        ("authors/avatar", "y", "nothing in an announcement says this"),
        ("next_url", "https://un.org/2", "the file is a part of a feed: import what stands there too"),
        ("icon", "x", "a catalogue says this by itself"),
        ("description", "7", "it must be a text"),
        ("banner_image", "b", "nothing in an announcement says this"),
        ("_own", '{"a": "é"}', "nothing in an announcement says this"),
        ("tags", "a", "it must be a list"),
        ("attachments", "", "the first 100 of 101 were looked at"),
        ("attachments/x", "1", "nothing in an announcement says this (99 times)"),
        ("url", "['x']", "it must be a text"),
    }
    assert gf.from_feed(json.dumps({**HEAD, "items": ["x"]}).encode())[1].notes[0].reason == "an item must be an object"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("{", "the file must be JSON"),
        ('{"a": 1, "a": 2}', "a name stands twice in one object"),
        ("{}", "must be a JSON Feed: its version must begin with https://jsonfeed.org/version/"),
        (json.dumps({**HEAD, "items": {}}), "must have a list of items"),
        (json.dumps({**HEAD, "items": [{}] * 2001}), "must have at most 2000 entries"),
        ('{"a": ' * 100_000, "the file must be JSON"),
        ('{"a": ' + "9" * 5000, "the file must be JSON"),
    ],
)
def test_what_is_no_json_feed(data, message):
    """What is no JSON, no JSON Feed, or too long is refused in one line."""
    with pytest.raises(gf.ForeignFileError, match=message) as caught:
        gf.from_feed(data.encode())
    assert "\n" not in str(caught.value)
