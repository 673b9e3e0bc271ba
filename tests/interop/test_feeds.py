"""Feeds: readers see what the model says, and Atom follows the schema."""

import re
from pathlib import Path

import attrs
import pytest
from lxml import etree

from interop.clients import SeenEntry, SeenFeed
from interop.expected import where_they_differ
from interop.expected_feeds import expected_feed


@pytest.fixture(scope="module")
def schema():
    return etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


NOT_YET = {
    ("feedparser rss-parser feedsmith newsboat", ".atom .rss", "link"): "an item without an address has no page",
    ("feedparser feedsmith", ".atom .rss", "editions"): "a feed does not name its other editions",
    ("feedparser feedsmith", ".atom", "translations"): "an entry does not name its translations",
    ("feedparser feedsmith", ".rss", "related"): "an entry does not name its translations",
    ("feedparser newsboat", ".rss", "authors"): "feedgen writes an <author> beside dc:creator",
}
"""What feeds do not yet say: readers, formats and fields, and why. A test that passes all the same fails."""


@pytest.fixture(scope="module")
def feeds_by_suffix(feeds):
    """Give each feed with what the model says of it, by format."""
    told = [(document, expected_feed(document)) for document in feeds]
    return {suffix: [one for one in told if one[0].path.suffix == suffix] for suffix in (".atom", ".rss")}


@pytest.fixture(params=[".atom", ".rss"])
def suffix(request):
    """Give each format in turn."""
    return request.param


@pytest.fixture
def expected(feed_reader, suffix, feeds_by_suffix):
    """Say what a reader must see, by feed."""
    return {document.name: feed_reader.misread(feed) for document, feed in feeds_by_suffix[suffix]}


@pytest.fixture
def seen(feed_reader, suffix, feeds_by_suffix):
    """Say what it saw, by feed."""
    return {document.name: feed_reader.saw[document.path] for document, _ in feeds_by_suffix[suffix]}


@pytest.fixture(scope="module")
def atom_feeds(feeds):
    return [document for document in feeds if document.path.suffix == ".atom"]


@pytest.fixture(scope="module")
def launch(atom_feeds):
    """Give the launch as an Atom feed, to spoil."""
    (body,) = (document.path.read_text("utf-8") for document in atom_feeds if document.name == "launch/fr/all.atom")
    return body


def test_feeds_are_well_formed(feed_reader, feeds):
    """A reader complains of no feed."""
    assert {document.name: () for document in feeds if feed_reader.complaints.get(document.path)} == {}


@pytest.mark.parametrize("field", [name for name in attrs.fields_dict(SeenFeed) if name != "entries"])
def test_feeds_are_read_as_the_model_says(request, expected, seen, field):
    """A reader sees of each feed what the model says of it."""
    expect_not_yet(request, field)
    expected, actual = where_they_differ(
        *({name: getattr(feed, field) for name, feed in feeds.items()} for feeds in (expected, seen))
    )
    assert expected == actual


@pytest.mark.parametrize("field", attrs.fields_dict(SeenEntry))
def test_entries_are_read_as_the_model_says(request, expected, seen, field):
    """A reader sees of each entry what the model says of it, and as many entries."""
    expect_not_yet(request, field)
    expected, actual = where_they_differ(numbered(expected, field), numbered(seen, field))
    assert expected == actual


def test_atom_follows_the_schema(schema, atom_feeds):
    """Each Atom feed is valid against RFC 4287."""
    actual = {document.name: faults(schema, document.path.read_bytes()) for document in atom_feeds}
    assert {document.name: [] for document in atom_feeds} == actual


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        pytest.param("<id>.*?</id>", "", id="no id"),
        pytest.param("(<title>.*?</title>)", r"\1\1", id="two titles"),
        pytest.param("(<entry.*?)<id>.*?</id>", r"\1", id="entry without id"),
        pytest.param("(<entry.*?)(<title>.*?</title>)", r"\1\2\2", id="entry with two titles"),
        pytest.param(r"(<updated>.*?)\+01:00", r"\1", id="time without zone"),
        pytest.param("<link href=", "<link src=", id="link without address"),
        pytest.param('hreflang="fr"', 'hreflang="zh_CN"', id="no language tag"),
        pytest.param('type="html"', 'type="CDATA"', id="no media type"),
        pytest.param("<generator>.*?</generator>", "<maker/>", id="unknown element"),
    ],
)
def test_schema_refuses(schema, launch, pattern, replacement):
    """The schema refuses what RFC 4287 forbids."""
    spoilt = re.sub(pattern, replacement, launch, count=1, flags=re.DOTALL)
    assert spoilt != launch
    assert faults(schema, spoilt.encode()) != []


def test_schema_takes_extensions(schema, launch):
    """The schema takes elements of other namespaces."""
    extended = launch.replace("<entry", '<x xmlns="http://example.org/x" y="1">a<z/></x><entry', 1)
    assert extended != launch
    assert faults(schema, extended.encode()) == []


def faults(schema, body):
    """Give what the schema finds wrong."""
    schema.validate(etree.fromstring(body))
    return [error.message for error in schema.error_log]


def numbered(feeds, field):
    """Give a field of the entries by feed and place."""
    return {
        (name, number): getattr(entry, field)
        for name, feed in feeds.items()
        for number, entry in enumerate(feed.entries)
    }


def expect_not_yet(request, field):
    """Expect the test to fail where feeds do not yet say what the model says."""
    reader, suffix = (request.node.callspec.params[name] for name in ("feed_reader", "suffix"))
    for (readers, formats, fields), why in NOT_YET.items():
        if reader in readers.split() and suffix in formats.split() and field in fields.split():
            request.applymarker(pytest.mark.xfail(reason=why, strict=True))
