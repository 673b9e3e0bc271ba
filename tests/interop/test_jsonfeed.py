"""JSON Feed: every feed follows the schema, and the schema refuses what the specification forbids."""

import copy
import operator

import attrs
import pytest

import gcmfeeds as gf
from interop.catalogues import hostile_catalogue, launch_catalogue
from interop.jsonfeed import faults, parsed
from samples import full_catalogue


@pytest.fixture
def full():
    """Give a feed that says everything, parsed, to spoil."""
    return parsed(gf.to_json_feed(full_catalogue(), language="fr"))


@pytest.mark.parametrize("made", [launch_catalogue(), hostile_catalogue(), full_catalogue()])
def test_feeds_follow_the_schema(made):
    """Each feed of each edition and channel is valid."""
    for language in made.languages:
        for channel in (None, *(channel.key for channel in made.channels)):
            assert faults(parsed(gf.to_json_feed(made, language=language, channel=channel))) == []


def test_the_real_catalogue_follows_the_schema(gcm):
    """Each feed of the real catalogue is valid, and holds as many items as Atom has entries."""
    for language in gcm.languages:
        document = parsed(gf.to_json_feed(gcm, language=language))
        assert faults(document) == []
        assert len(document["items"]) == gf.to_atom(gcm, language=language).count(b"<entry")


def changed(name, *path):
    """Give what puts a value at a place."""
    return lambda document, value: operator.setitem(place(document, path), name, value)


def place(document, path):
    """Go down into a document."""
    for step in path:
        document = document[step]
    return document


@pytest.mark.parametrize(
    ("change", "value"),
    [
        (changed("version"), "https://jsonfeed.org/version/1"),
        (changed("title"), ""),
        (changed("title"), None),
        (changed("home_page_url"), "/calendar/"),
        (changed("feed_url"), "feed.json"),
        (changed("language"), "zh_CN"),
        (changed("authors"), []),
        (changed("authors"), [{}]),
        (changed("authors"), {"name": "A"}),
        (changed("author"), {"name": "A"}),
        (changed("hubs"), ["https://un.org/hub"]),
        (changed("hubs"), [{"url": "https://un.org/hub"}]),
        (changed("items"), {}),
        (changed("expired"), "true"),
        (changed("extra"), "x"),
        (changed("_x"), "x"),
        (changed("_x"), {"a.b": 1}),
        (changed("_1"), {}),
        (changed("about", "_gcmfeeds"), "docs"),
        (changed("editions", "_gcmfeeds"), {"fr_CH": "https://un.org/"}),
        (changed("other", "_gcmfeeds"), "x"),
        (changed("id", "items", 0), 1),
        (changed("url", "items", 0), "javascript:alert(1)"),
        (changed("external_url", "items", 0), "un.org"),
        (changed("title", "items", 0), ["x"]),
        (changed("content_html", "items", 0), ""),
        (changed("date_published", "items", 0), "2020-11-30"),
        (changed("date_published", "items", 0), "2020-11-30T20:33:00"),
        (changed("date_modified", "items", 0), "2020-11-30 20:33:00+01:00"),
        (changed("language", "items", 0), ""),
        (changed("tags", "items", 0), "report"),
        (changed("tags", "items", 0), [{"label": "report"}]),
        (changed("image", "items", 0), {"url": "https://un.org/a.jpg"}),
        (changed("attachments", "items", 0), [{"url": "https://un.org/a.pdf"}]),
        (changed("attachments", "items", 0), [{"mime_type": "application/pdf"}]),
        (changed("mime_type", "items", 1, "attachments", 0), "pdf"),
        (changed("size_in_bytes", "items", 1, "attachments", 1), "1234"),
        (changed("translations", "items", 1, "_gcmfeeds"), {}),
        (changed("start", "items", 1, "_gcmfeeds", "event"), "2020-12-01T15:00:00"),
        (changed("calendar", "items", 1, "_gcmfeeds", "event"), "launch.ics"),
    ],
)
def test_schema_refuses(full, change, value):
    """The schema refuses what the specification, or our documentation of the extension, forbids."""
    assert faults(full) == []
    change(full, value)
    assert faults(full) != []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        *(((), name) for name in ("version", "title", "home_page_url", "feed_url", "items")),
        (("items", 0), "id"),
        (("items", 0), "content_html"),
        (("items", 1, "attachments", 0), "url"),
        (("_gcmfeeds",), "about"),
    ],
)
def test_schema_misses(full, path, name):
    """The schema misses what must be there."""
    del place(full, path)[name]
    assert faults(full) != []


def test_schema_takes_extensions(full):
    """The schema takes objects of others, anywhere."""
    for path in ((), ("items", 0), ("authors", 0), ("items", 1, "attachments", 0)):
        extended = copy.deepcopy(full)
        place(extended, path)["_blue_shed"] = {"explicit": False}
        assert faults(extended) == []


@pytest.mark.parametrize("body", [b'{"a": 1, "a": 2}', b'{"a": NaN}', b'{"a": "\xff"}'])
def test_what_is_no_json_is_refused(body):
    """A name that stands twice, a number that is none, and bytes that are no UTF-8 are seen."""
    with pytest.raises(ValueError, match=r"stands twice|no JSON|can't decode"):
        parsed(body)


def test_schema_takes_a_feed_without_items(full):
    """A feed that holds nothing is valid."""
    nothing = attrs.evolve(full_catalogue(), events=(), announcements=())
    document = parsed(gf.to_json_feed(nothing, language="fr"))
    assert (faults(document), document["items"], len(full["items"])) == ([], [], 2)
