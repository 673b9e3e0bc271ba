"""Decoding: a feed in any encoding is the same text, and what was replaced is said."""

import pytest

import gcmfeeds as gf
from interop.foreign_feed.feeds import DATE

WORDS = f"<rss version='2.0'><channel><item><title>Genève</title>{DATE}</item></channel></rss>"
DECLARED = "<?xml version='1.0' encoding='{}'?>"


def read(data):
    """Read a feed: the title of its entry, and value and reason of each note."""
    (found,), report = gf.from_feed(data)
    return found.title.values[0], [(note.value, note.reason) for note in report.notes]


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        b"\xef\xbb\xbf" + WORDS.encode(),
        b" \n" + WORDS.encode(),
        (DECLARED.format("iso-8859-1") + WORDS).encode("iso-8859-1"),
        (DECLARED.format("windows-1252") + WORDS).encode("cp1252"),
        WORDS.encode("utf-16"),
        WORDS.encode("utf-16-le"),
        WORDS.encode("utf-16-be"),
        b"\xfe\xff" + (DECLARED.format("utf-16") + WORDS).encode("utf-16-be"),
        WORDS.encode("utf-32"),
    ],
)
def test_encodings(data):
    """UTF-8, UTF-16, UTF-32 and what the declaration names are read."""
    assert read(data) == ("Genève", [])


def test_a_wrong_declaration():
    """What is UTF-8 is so whatever it says; a codec that is no encoding of feeds is none here."""
    data = (DECLARED.format("iso-8859-1") + WORDS).encode()
    assert read(data) == ("Genève", [("iso-8859-1", "it is UTF-8, whatever it says")])
    for name in ("punycode", "zlib", "no-such"):
        title, notes = read((DECLARED.format(name) + WORDS).encode("iso-8859-1"))
        assert (title, notes[0]) == ("Genve", (name, "octets that are no UTF-8 were taken out"))


def test_octets_that_are_none():
    """Octets that are no UTF-8, and those that no XML may hold, are taken out, and both are said."""
    data = WORDS.encode().replace(b"Gen", b"\xff\x00G\x08en")
    assert read(data) == (
        "Genève",
        [
            ("", "octets that are no UTF-8 were taken out"),
            ("", "characters that no XML may hold were taken out"),
            ("Genève", "characters that no reader shows were taken out"),
        ],
    )
    assert read(b"\xff\xfe" + WORDS.encode("utf-16-le") + b"x")[1][0][1].startswith("octets that are no UTF-16-LE")
