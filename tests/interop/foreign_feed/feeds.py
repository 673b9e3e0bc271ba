"""Feeds: small files of others, made of the lines that a test is about."""

import gcmfeeds as gf

NAMESPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "atom": "http://www.w3.org/2005/Atom",
    "ev": "http://purl.org/rss/1.0/modules/event/",
    "x": "urn:x",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
DATE = "<pubDate>Tue, 01 Dec 2020 15:00:00 +0100</pubDate>"
UPDATED = "<updated>2020-12-01T15:00:00+01:00</updated>"
LAUNCH = gf.geneva(2020, 12, 1, 15)


def rss(*items, head=""):
    """Give an RSS 2.0 feed with these items, each of its lines."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0" {DECLARED}><channel>{head}{inside}</channel></rss>'.encode()


def atom(*entries, head="", attributes=""):
    """Give an Atom feed with these entries, each of its lines."""
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    at = 'xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:media="http://search.yahoo.com/mrss/"'
    return f'<feed xmlns="{NAMESPACES["atom"]}" {at} {attributes}>{head}{inside}</feed>'.encode()


def item(lines, **options):
    """Read an RSS feed with one item that has a title and a date: it, and name, value and reason of each note."""
    return one(rss(f"<title>A</title>{DATE}{lines}"), **options)


def entry(lines, **options):
    """Read an Atom feed with one entry that has a title and a date: it, and name, value and reason of each note."""
    return one(atom(f"<id>urn:a</id><title>A</title>{UPDATED}{lines}"), **options)


def one(data, **options):
    """Read a feed with one entry: it, or None, and name, value and reason of each note."""
    announcements, report = gf.from_feed(data, **options)
    notes = [(note.property, note.value, note.reason) for note in report.notes]
    return (announcements[0] if announcements else None), notes
