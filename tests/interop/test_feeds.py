"""Feeds: feedparser reads what the model says, and Atom follows the schema."""

import re
from pathlib import Path

import pytest
from lxml import etree

from interop.expected import expected_feed, where_they_differ


@pytest.fixture(scope="module")
def schema():
    return etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


@pytest.fixture(scope="module")
def atom_feeds(feeds):
    return [document for document in feeds if document.path.suffix == ".atom"]


@pytest.fixture(scope="module")
def launch(atom_feeds):
    """Give the launch as an Atom feed, to spoil."""
    (body,) = (document.path.read_text("utf-8") for document in atom_feeds if document.name == "launch/fr/all.atom")
    return body


def test_feeds_are_well_formed(feed_reader, feeds):
    """Feedparser complains of no feed."""
    expected = {document.name: [] for document in feeds}
    actual = {document.name: feed_reader.complaints[document.path] for document in feeds}
    assert expected == actual


def test_feeds_are_read_as_the_model_says(feed_reader, feeds):
    """Feedparser sees each feed's id, title, language and address as the model has them, and as many entries."""
    expected = {document.name: about(feed_reader.misread(expected_feed(document))) for document in feeds}
    actual = {document.name: about(feed_reader.saw[document.path]) for document in feeds}
    assert expected == actual


def test_entries_are_read_as_the_model_says(feed_reader, feeds):
    """Feedparser sees each entry's id, title, language, permalink, dates and related links as the model has them."""
    expected = {document.name: feed_reader.misread(expected_feed(document)) for document in feeds}
    actual = {document.name: feed_reader.saw[document.path] for document in feeds}
    expected, actual = where_they_differ(numbered(expected), numbered(actual))
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


def about(feed):
    """Give what is seen of a feed itself."""
    return (feed.id, feed.title, feed.language, feed.self_link, len(feed.entries))


def numbered(feeds):
    """Give the entries by feed and place."""
    return {(name, number): entry for name, feed in feeds.items() for number, entry in enumerate(feed.entries)}
