"""OPML: the list of a catalogue's feeds."""

import attrs
from hypothesis import given, settings
from lxml import etree

import gcmfeeds as gf
from samples import catalogue, full_catalogue
from strategies import TAGS, catalogues

BASE = "https://migrationnetwork.un.org/calendar/"


def outlines(body):
    """Give the outlines of each folder, as their attributes."""
    root = etree.fromstring(body)
    return {folder.get("text"): [dict(outline.attrib) for outline in folder] for folder in root.find("body")}


def test_each_edition_stands_once():
    """Each language is a folder by its own name, with the feed of everything, then of each channel; Atom, not RSS."""
    assert outlines(gf.to_opml(full_catalogue()))["français"] == [
        {
            "type": "rss",
            "text": title,
            "title": title,
            "language": "fr",
            "htmlUrl": f"{BASE}fr/{path}index.html",
            "xmlUrl": f"{BASE}fr/{path}feed.atom",
        }
        for title, path in (("Pacte", ""), ("Reports", "channels/reports/"))
    ]


def test_the_document():
    """It is OPML 2.0, says what it is, and has no time at which it was made."""
    root = etree.fromstring(gf.to_opml(full_catalogue(languages=["fr", "en"])))
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert [(part.tag, part.text) for part in root.find("head")] == [
        ("title", "Pacte"),
        ("docs", "http://opml.org/spec2.opml"),
    ]


def test_items_do_not_matter():
    """A catalogue without items has the same feeds."""
    made = full_catalogue()
    assert gf.to_opml(attrs.evolve(made, events=[], announcements=[])) == gf.to_opml(made)


@given(catalogues())
@settings(max_examples=30)
def test_every_title_survives(made):
    """Each outline says of its edition what the Atom feed says of itself, whatever the words."""
    (folders, editions) = (outlines(gf.to_opml(made)).values(), {})
    for language in TAGS:
        feed = etree.fromstring(gf.to_atom(made, language=language))
        links = [feed.find(f"{{*}}link[@rel='{rel}']").get("href") for rel in ("alternate", "self")]
        editions[language] = (feed.findtext("{*}title"), *links)
    assert {one["language"]: (one["text"], one["htmlUrl"], one["xmlUrl"]) for (one,) in folders} == editions


def test_a_title_with_signs():
    """Signs of XML in a title are that title."""
    made = catalogue(title={"en": "A \"b\" <c> & 'd' ]]>"})
    assert {one["title"] for (one,) in outlines(gf.to_opml(made)).values()} == {"A \"b\" <c> & 'd' ]]>"}
