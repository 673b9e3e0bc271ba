"""Hostile feeds: a clear error, or a right result, soon, in little memory, and without a look at anything else."""

import importlib
import itertools
import sys
from pathlib import Path

import pytest

import gcmfeeds as gf
from gcmfeeds.interop.foreign_feed import limits, markup, parse
from interop.foreign_feed.feeds import DATE, atom, item, one, rss
from interop.hostile import read_apart


def channel(source):
    """Give the source of an RSS feed around octets of which the source is given."""
    return f"b'<rss version=\"2.0\"><channel>' + {source} + b'</channel></rss>'"


def entry(source):
    """Give the source of an RSS feed with one item."""
    return channel(f"b'<item><title>a</title>{DATE}' + {source} + b'</item>'")


def items(number, lines):
    """Give the source of an RSS feed with so many items."""
    lines = f"<item><title>a</title><guid>%d</guid>{DATE}{lines}</item>"
    return channel(f"b''.join(b'{lines}' % n for n in range({number}))")


LAUGHS = b'<!DOCTYPE a [<!-- <a> --><!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (after, b"&%c;" % before * 10) for before, after in itertools.pairwise(b"abcdefghi")
)
HOSTILE = {
    "a billion laughs": (
        repr(LAUGHS + b"]><rss x='&i;'><channel><title>&i;</title></channel></rss>"),
        "must declare no entities",
    ),
    "a line of ten megabytes": (entry("b'a' * 10_000_000"), "at most 5000000 octets"),
    "a text of five megabytes": (entry("b'<description>' + b'a' * 4_900_000 + b'</description>'"), "1 announcements"),
    "a name of five megabytes": (entry("b'<author>' + b'a' * 4_900_000 + b'</author>'"), "1 announcements"),
    "long names": (items(2000, f"<author>{'a' * 1900}</author>"), "2000 announcements"),
    "long dates": (channel("b'<item><pubDate>' + b'1 ' * 2_400_000 + b'</pubDate></item>'"), "0 announcements"),
    "many categories": (entry("b''.join(b'<category>%d</category>' % n for n in range(39_000))"), "1 announcements"),
    "a million elements": (channel("b'<a/>' * 1_200_000"), "at most 300000 tags"),
    "many elements": (channel("b'<a/>' * 100_000"), "at most 40000 elements"),
    "a hundred thousand in each other": (entry("b'<a>' * 100_000"), "at most 100 elements in each other"),
    "many attributes": (
        "b'<rss ' + b' '.join(b'a%d=\"\"' % n for n in range(100_000)) + b'><channel/></rss>'",
        "at most 100 attributes of an element",
    ),
    "many namespaces": (
        channel("b''.join(b'<x:a xmlns:x=\"urn:%d\">y</x:a>' % n for n in range(39_000))"),
        "0 announcements",
    ),
    "ampersands": (entry("b'&' * 4_000_000"), "at most 500000 ampersands"),
    "references": (entry("b'<description>' + b'&nbsp;' * 490_000 + b'</description>'"), "1 announcements"),
    "sections without an end": (entry("b'<![CDATA[' * 290_000"), "1 announcements"),
    "too many entries": (items(2001, ""), "at most 2000 entries"),
    "as many of ours as may be": (
        items(2000, "").replace("%d</guid>", "tag:un.org,2020:announcement/a%d/en</guid>"),
        "2000 announcements",
    ),
    "blocks in each other": (entry("b'<description>' + b'&lt;div&gt;' * 9_000 + b'</description>'"), "1 announcements"),
    "many objects": (
        "b'{\"version\":\"https://jsonfeed.org/version/1\",\"_x\":[' + b'{},' * 1_600_000 + b'{}]}'",
        "0 announcements",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_feed(name):
    """It is refused or read soon, and within two hundred megabytes, measured in a process of its own."""
    source, expected = HOSTILE[name]
    assert expected in read_apart("from_feed", source, "announcements")


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"<html><body/></html>", b"\x00" * 9, b"<", b"<rss/>", b"<!DOCTYPE a", b"<item/>"]
)
def test_what_is_no_feed(data):
    """What is no feed is refused in one line."""
    with pytest.raises(gf.ForeignFileError, match="must be a feed: RSS, Atom or JSON Feed"):
        gf.from_feed(data)


def test_nothing_is_fetched(tmp_path):
    """What is the name of a file or an address is octets like any other, and no entity reads a file."""
    (tmp_path / "feed").write_bytes(rss(f"<title>A</title>{DATE}"))
    for data in (str(tmp_path / "feed").encode(), b"http://127.0.0.1:9/feed"):
        with pytest.raises(gf.ForeignFileError, match="must be a feed: RSS"):
            gf.from_feed(data)
        with pytest.raises(gf.ForeignFileError, match="must be a feed in XML"):
            parse.parse_feed(data)
    secret = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{tmp_path}/feed">]>'.encode()
    with pytest.raises(gf.ForeignFileError, match="must declare no entities"):
        gf.from_feed(secret + rss("<title>&x;</title>"))
    elsewhere = f'<!DOCTYPE r SYSTEM "file://{tmp_path}/feed">'.encode()
    assert one(elsewhere + rss(f"<title>A&nbsp;B</title>{DATE}"))[0].title == gf.Text(en="A\xa0B")


def test_what_is_malformed():
    """A malformed feed is read as far as it goes, and says where it is so; prefixes and ampersands are mended."""
    found, notes = one(b"<rss><channel><item><title>A & B &foo; &amp;</title>" + DATE.encode() + b"<description>x")
    assert (found.title, found.abstract) == (gf.Text(en="A & B &foo; &"), gf.Text(en="x"))
    assert (notes[0][0], notes[0][2]) == ("line 1", "it is malformed there, and was read as far as can be")
    undeclared = f"<title>A</title>{DATE}<dc:creator y:z='1'>Awa</dc:creator><q:r:s>t</q:r:s>"
    undeclared = f"<rss><channel><item>{undeclared}</item></channel></rss>"
    found, notes = one(undeclared.encode())
    assert found.author == gf.Organizer(name="Awa")
    assert notes[1:] == [("q:r_s", "t", "nothing in an announcement says this")]


def test_addresses_that_are_none():
    """What looks like an address and is none is noted, wherever it stands."""
    link = '<link href="http://[x"/><link rel="enclosure" href="http://[x"/>'
    data = atom(
        f"<title>A</title><updated>2020-12-01T00:00:00Z</updated>{link}", attributes='xml:base="https://un.org/"'
    )
    assert [name for name, _, _ in one(data)[1]] == ["link", "link enclosure"]


def test_entries_where_none_can_be():
    """An entry in another, or in another format's place, is noted: it is not an entry to anybody."""
    _, report = gf.from_feed(rss(f"<title>A</title>{DATE}<description>x</description><item><title>B</title></item>"))
    assert [(note.property, note.reason) for note in report.notes] == [("item", "it stands where no entry can")]
    assert one(atom("<title>A</title><updated>2020-12-01T00:00:00Z</updated><x><entry>b</entry></x>"))[1] == [
        ("entry", "b", "it stands where no entry can")
    ]


def test_what_feedparser_sees_otherwise(monkeypatch):
    """If feedparser finds other entries than stand in the file, nothing is read wrongly."""
    monkeypatch.setattr(markup, "parse_feed", lambda _: ({}, []))
    with pytest.raises(gf.ForeignFileError, match="must have as many entries as feedparser finds"):
        item("")


def test_a_time_that_is_none():
    """A time of feedparser's that no calendar has is none."""
    assert parse.moment_of((2020, 2, 31, 0, 0, 0)) is None


def test_feedparser_is_in_the_extra(monkeypatch):
    """Without feedparser the command that installs it is said."""
    monkeypatch.setitem(sys.modules, "feedparser", None)
    monkeypatch.delitem(sys.modules, parse.__name__)
    with pytest.raises(ImportError, match=r"pip install 'gcmfeeds\[publish\]'"):
        importlib.import_module(parse.__name__)


def test_each_limit_is_documented():
    """The limits that the reference names are those of the code."""
    page = (Path(__file__).parents[3] / "docs" / "reference" / "reading-feeds.md").read_text(encoding="utf-8")
    for name in vars(limits):
        if name.startswith("MOST_"):
            assert f"{getattr(limits, name):,}" in page, name
