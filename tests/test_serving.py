"""Serving: the documents of a catalogue, one by one."""

import itertools
import json
import re

import attrs
import pytest
from hypothesis import given, settings
from lxml import etree

import gcmfeeds as gf
from gcmfeeds import serving
from gcmfeeds.publisher.plan import plan
from gcmfeeds.publisher.select import select
from samples import announcement, event, full_announcement, full_catalogue, full_event
from strategies import catalogues

BASE = "https://migrationnetwork.un.org/calendar/"
LINK = re.compile(r'<(https://[!-;=?-~]+)>; rel="([a-z]+)"(?:; type="([a-z+/-]+)")?(?:; hreflang="([A-Za-z0-9-]+)")?')


def links(output):
    """Give the links of a document: relation, path, type, language."""
    found = [LINK.fullmatch(link).groups("") for link in output.links]
    return [(rel, url.removeprefix(BASE), media_type, language) for url, rel, media_type, language in found]


def test_every_document_of_the_tree():
    """There is each document that is published but pages, with the bytes and the type that it is published with."""
    made = full_catalogue()
    planned = list(plan(select(made, {}, gf.geneva(2020, 12, 1)), made.languages))
    revisions = select(made, {}, gf.geneva(2020, 12, 1)).revisions
    expected = [
        (one.path, one.media_type, one.render({}, ())[0]) for one in planned if not one.path.endswith((".html", ".css"))
    ]
    actual = [(one.path, one.media_type, one.body) for one in gf.outputs(made, revisions=revisions)]
    assert expected == actual


def test_one_document():
    """A document by its path is that of all documents."""
    made = full_catalogue()
    for output in gf.outputs(made):
        assert gf.to_output(made, output.path) == output


def test_documents_are_what_to_gives():
    """Each is what the function of its format writes."""
    made = full_catalogue()
    assert gf.to_output(made, "fr/feed.json").body == gf.to_json_feed(made, language="fr")
    assert gf.to_output(made, "fr/calendar.ics").body == gf.to_ics(made, language="fr")
    assert gf.to_output(made, "fr/events/launch.ics").body == gf.to_ics(made, language="fr", key="launch")
    assert gf.to_output(made, "fr/channels/reports/feed.rss").body == gf.to_rss(made, language="fr", channel="reports")
    assert gf.to_output(made, "feeds.opml").body == gf.to_opml(made)


@pytest.mark.parametrize(
    "path", ["", "/fr/feed.atom", "de/feed.atom", "fr/events/x.ics", "fr/channels/x/feed.atom", "fr"]
)
def test_no_such_document(path):
    """A path at which nothing stands is an error."""
    with pytest.raises(gf.ModelError, match="'path' must be that of a document"):
        gf.to_output(full_catalogue(), path)


def test_an_event_that_an_edition_leaves_out_has_no_file():
    """What has no title to show in an edition is no document there."""
    made = full_catalogue(event(title={"en": "Launch"}), fallback=[])
    assert [one.path for one in gf.outputs(made) if "/events/" in one.path] == ["en/events/launch.ics"]


def test_documents_are_made_when_they_are_asked_for(monkeypatch):
    """One document makes no other, and selects one edition once."""
    asked = []
    edition_record = serving.edition_record
    monkeypatch.setattr(
        serving, "edition_record", lambda *args, **how: asked.append(how) or edition_record(*args, **how)
    )
    made = full_catalogue()
    first = list(itertools.islice(gf.outputs(made), 3))
    assert [one.path for one in first] == ["en/calendar.ics", "en/calendar-all.ics", "en/feed.atom"]
    assert [(how["language"], how["channel"]) for how in asked] == [("en", None)]
    gf.to_output(made, "fr/feed.rss")
    assert [(how["language"], how["channel"]) for how in asked[1:]] == [("fr", None)]


def test_the_links_of_a_feed():
    """A feed links to itself, its hubs, the same feed in each other language, and the same in other formats."""
    hubs = [("hub", "https://hub.un.org/", "", ""), ("hub", "https://hub.example.org/push", "", "")]
    atom, rss, json_feed = "application/atom+xml", "application/rss+xml", "application/feed+json"
    assert links(gf.to_output(full_catalogue(), "fr/feed.atom")) == [
        ("self", "fr/feed.atom", atom, ""),
        *hubs,
        ("alternate", "en/feed.atom", atom, "en"),
        ("alternate", "fr/feed.rss", rss, ""),
        ("alternate", "fr/feed.json", json_feed, ""),
    ]
    assert links(gf.to_output(full_catalogue(), "en/channels/reports/feed.json")) == [
        ("self", "en/channels/reports/feed.json", json_feed, ""),
        *hubs,
        ("alternate", "fr/channels/reports/feed.json", json_feed, "fr"),
        ("alternate", "en/channels/reports/feed.atom", atom, ""),
        ("alternate", "en/channels/reports/feed.rss", rss, ""),
    ]


def test_the_links_of_a_feed_with_hubs(monkeypatch):
    """A feed links to its hubs, which ask for nothing else."""
    hubs = ("https://hub.un.org/",)
    feed_record = serving.feed_record
    monkeypatch.setattr(serving, "feed_record", lambda edition: attrs.evolve(feed_record(edition), hubs=hubs))
    assert links(gf.to_output(full_catalogue(), "fr/feed.atom"))[1] == ("hub", "https://hub.un.org/", "", "")


def test_the_links_of_a_calendar():
    """A calendar links to itself, and to the same in each other language."""
    for name in ("calendar.ics", "calendar-all.ics", "channels/reports/calendar.ics"):
        assert links(gf.to_output(full_catalogue(), f"fr/{name}")) == [
            ("self", f"fr/{name}", "text/calendar", ""),
            ("alternate", f"en/{name}", "text/calendar", "en"),
        ]


def test_the_links_of_an_event():
    """An event's file links to those that show it in other languages, and to none that shows it in a fall-back."""
    made = full_catalogue(event(), event(key="b", title={"en": "B"}), languages=["en", "fr", "ar"])
    assert links(gf.to_output(made, "fr/events/launch.ics")) == [
        ("self", "fr/events/launch.ics", "text/calendar", ""),
        ("alternate", "en/events/launch.ics", "text/calendar", "en"),
    ]
    assert links(gf.to_output(made, "ar/events/b.ics")) == [
        ("self", "ar/events/b.ics", "text/calendar", ""),
        ("alternate", "en/events/b.ics", "text/calendar", "en"),
    ]


def test_a_language_that_no_edition_has():
    """A title in traditional characters stands in the Chinese edition, and is linked by the language that it is in."""
    made = full_catalogue(event(title={"zh-Hant": "發佈", "fr": "Lancement"}), languages=["zh", "fr"], fallback=[])
    assert links(gf.to_output(made, "fr/events/launch.ics"))[1] == (
        "alternate",
        "zh/events/launch.ics",
        "text/calendar",
        "zh-Hant",
    )


def test_when_a_document_changed():
    """A feed and a calendar changed when the last of what they show did; of the list of feeds nothing says when."""
    made = full_catalogue()
    news, launch = gf.geneva(2020, 11, 30, 21), gf.geneva(2020, 11, 26, 10)
    for path, updated in [
        ("fr/feed.atom", news),
        ("fr/feed.json", news),
        ("fr/calendar.ics", launch),
        ("fr/events/launch.ics", launch),
        ("feeds.opml", None),
    ]:
        assert gf.to_output(made, path).updated == updated


def test_revisions():
    """Revisions stand in for what items and catalogue state."""
    revision = gf.Revision(published=gf.geneva(2020, 12, 2), announced={"fr": gf.geneva(2020, 12, 2)})
    made = full_catalogue(event())
    revisions = {("event", "launch"): revision}
    assert json.loads(gf.to_output(made, "fr/feed.json").body)["items"] == []
    assert len(json.loads(gf.to_output(made, "fr/feed.json", revisions=revisions).body)["items"]) == 1


@given(catalogues())
@settings(max_examples=20)
def test_headers_are_ascii(made):
    """Whatever the words, each header is one line of ASCII, and each link the address of a document that is there."""
    documents = list(gf.outputs(made))
    paths = {document.path for document in documents}
    for document in documents:
        for value in document.headers.values():
            assert value.isascii()
            assert value.isprintable()
        assert {path for rel, path, _, _ in links(document) if rel != "hub"} <= paths


def test_links_name_what_atom_names():
    """The header's own address is that of the feed's own link."""
    made = full_catalogue(full_event(), full_announcement(), announcement(key="c"))
    output = gf.to_output(made, "fr/feed.atom")
    feed = etree.fromstring(output.body)
    assert feed.find("{*}link[@rel='self']").get("href") == BASE + links(output)[0][1]
