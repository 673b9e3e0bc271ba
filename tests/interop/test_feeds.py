"""Feeds: readers see what the model says, and Atom follows the schema."""

import itertools
import os
import re
from pathlib import Path

import attrs
import pytest
from lxml import etree

from gcmfeeds.interop.feed import FH
from interop.clients import SeenEntry, SeenFeed
from interop.expected import shown_title, where_they_differ
from interop.expected_feeds import expected_feed


@pytest.fixture(scope="module")
def schema():
    return etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


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
def test_feeds_are_read_as_the_model_says(expected, seen, field):
    """A reader sees of each feed what the model says of it."""
    expected, actual = where_they_differ(
        *({name: getattr(feed, field) for name, feed in feeds.items()} for feeds in (expected, seen))
    )
    assert expected == actual


@pytest.mark.parametrize("field", attrs.fields_dict(SeenEntry))
def test_entries_are_read_as_the_model_says(expected, seen, field):
    """A reader sees of each entry what the model says of it, and as many entries."""
    expected, actual = where_they_differ(numbered(expected, field), numbered(seen, field))
    assert expected == actual


def test_archives_are_tied_together(atom_feeds):
    """Whoever goes from a feed back through its archives, as RFC 5005 says, finds all that was told."""
    archived = [document for document in atom_feeds if document.archive]
    assert {document.name.split("/")[0] for document in archived} == {"archives", "gcm"}
    for feed in (document for document in atom_feeds if not document.archive):
        path = f"{feed.path.stem}-*.atom"
        roots = {link(root, "self"): root for root in map(root_of, [feed.path, *feed.path.parent.glob(path)])}
        visited = [root_of(feed.path)]
        while address := link(visited[-1], "prev-archive"):
            visited.append(roots[address])
        assert len(visited) == len(roots)
        assert [link(root, "current") for root in visited[1:]] == [link(visited[0], "self")] * (len(roots) - 1)
        for later, earlier in itertools.pairwise(visited):
            assert link(earlier, "next-archive") == ("" if later is visited[0] else link(later, "self"))
        kinds = ["archive" if number else "" for number in range(len(visited))]
        assert [marked(root) for root in visited] == (kinds if len(visited) > 1 else ["complete"])
        found = {id_ for root in visited for id_ in root.xpath("//*[local-name()='entry']/*[local-name()='id']/text()")}
        assert found == everything(feed)


def test_newsboat_reads_archives(start_client, atom_feeds):
    """Newsboat, given the archives after each other and then the feed, has everything."""
    history = [document for document in atom_feeds if re.fullmatch(r"archives/fr/all(-\d+)?\.atom", document.name)]
    paths = [document.path for document in sorted(history, key=lambda one: one.archive or 9999)]
    for number, path in enumerate(paths):
        os.utime(path, (number, number))  # each is newer than the one before it
    shelf = start_client("newsboat day by day", paths).saw[paths[-1]]
    assert {item.id for item in shelf.entries} == everything(history[0])


def root_of(path):
    """Read a feed."""
    return etree.parse(path).getroot()


def link(root, rel):
    """Give where a feed's link goes; empty for none."""
    return next((one.get("href") for one in root.findall("{*}link") if one.get("rel") == rel), "")


def marked(root):
    """Say what RFC 5005 has a feed be called."""
    return "".join(name for name in ("complete", "archive") if root.find(f"{{{FH}}}{name}") is not None)


def everything(feed):
    """Give the ids of all that is news and was not withdrawn."""
    made, news = feed.catalogue, [item for item in feed.items if item.published and not getattr(item, "withdrawn", 0)]
    shown = {item: title.language for item in news if (title := shown_title(item, feed))}
    return {f"tag:{made.authority},{made.since}:{item.kind}/{item.key}/{tag}" for item, tag in shown.items()}


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
