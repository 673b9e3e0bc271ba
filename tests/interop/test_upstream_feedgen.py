"""feedgen: each fault that is worked round, shown as it is upstream, and as it is here.

A test that fails when feedgen mends its fault says that the workaround can go.
"""

import datetime as dt
import locale

import pytest
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

import gcmfeeds as gf
from gcmfeeds.interop.feed import ATOM, DC, EV, FH, MEDIA, TOMBSTONES, XML_LANG
from samples import announcement, catalogue, full_announcement, full_catalogue, full_event

MOMENT = gf.geneva(2020, 12, 1, 15)


def upstream(**entry):
    """Give a feed as feedgen's documentation says, with one entry."""
    feed = FeedGenerator()
    feed.id("tag:un.org,2020:x")
    feed.title("x")
    feed.link(href="https://un.org/")
    feed.description("x")
    feed.updated(MOMENT)
    made = feed.add_entry()
    made.id("tag:un.org,2020:y")
    made.title("y")
    made.updated(MOMENT)
    made.content("z", type="html")
    for name, value in entry.items():
        getattr(made, name)(value)
    return feed


def atom_of(*items, language="en", **changes):
    """Give our Atom feed, parsed."""
    return etree.fromstring(gf.to_atom(full_catalogue(*items, **changes), language=language))


def rss_of(*items, language="en", **changes):
    """Give our RSS feed, parsed."""
    return etree.fromstring(gf.to_rss(full_catalogue(*items, **changes), language=language))


def test_links_of_an_entry():
    """Upstream writes nothing of an entry's link but its address; here all that is said of it stands."""
    link = {"href": "https://un.org/", "rel": "related", "type": "text/html", "hreflang": "fr", "title": "x"}
    (written,) = etree.fromstring(upstream(link=link).atom_str()).findall(f"{{{ATOM}}}entry/{{{ATOM}}}link")
    assert dict(written.attrib) == {"href": "https://un.org/"}
    ours = atom_of(full_event()).findall(f"{{{ATOM}}}entry/{{{ATOM}}}link")
    (report,) = (link for link in ours if link.get("type") == "application/pdf")
    assert dict(report.attrib) == {
        "rel": "related",
        "type": "application/pdf",
        "hreflang": "en",
        "title": "Report, A/75/542",
        "href": "https://undocs.org/en/A/75/542",
        "length": "1234",
    }


def test_hubs():
    """Upstream drops the hubs of an RSS feed; here both formats name them, as W3C's WebSub asks in section 4."""
    feed = upstream()
    feed.link([{"href": "https://hub.un.org/", "rel": "hub"}, {"href": "https://un.org/", "rel": "alternate"}])
    assert b"hub" in feed.atom_str()
    assert b"hub" not in feed.rss_str()
    hubs = ["https://hub.un.org/", "https://hub.example.org/push"]
    atom, rss = atom_of(hubs=hubs), rss_of(hubs=hubs)
    for links in (atom.findall(f"{{{ATOM}}}link"), rss.findall(f"channel/{{{ATOM}}}link")):
        assert [dict(link.attrib) for link in links if link.get("rel") == "hub"] == [
            {"rel": "hub", "href": hub} for hub in hubs
        ]
    assert atom_of(hubs=[]).xpath("//*[@rel='hub']") == rss_of(hubs=[]).xpath("//*[@rel='hub']") == []


def test_order():
    """Upstream puts each new entry first; here the newest is first, whatever the order they came in."""
    feed = upstream()
    feed.add_entry().id("tag:un.org,2020:second")
    assert [entry.id() for entry in feed.entry()] == ["tag:un.org,2020:second", "tag:un.org,2020:y"]
    items = [announcement(key="old", published=gf.geneva(2020, 1, 1)), announcement()]
    ids = [element.text for element in atom_of(*items).findall(f"{{{ATOM}}}entry/{{{ATOM}}}id")]
    assert [id_.split("/")[1] for id_ in ids] == ["news", "old"]


def test_the_clock():
    """Upstream says that a feed changed now; here it changed when its last entry did, or the catalogue went out."""
    feed = FeedGenerator()
    assert abs(feed.updated() - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=5)  # noqa: TID251  # upstream's clock
    assert atom_of(announcement()).findtext(f"{{{ATOM}}}updated") == "2020-11-30T20:33:00+01:00"
    assert etree.fromstring(gf.to_atom(catalogue(), language="en")).findtext(f"{{{ATOM}}}updated") == (
        "2020-11-20T09:00:00+01:00"
    )


def test_setlocale(monkeypatch):
    """Upstream sets the process's locale to write an RSS date; here nobody does."""
    calls = []
    monkeypatch.setattr(locale, "setlocale", lambda *arguments: calls.append(arguments))
    upstream().rss_str()
    assert calls
    calls.clear()
    assert b"<pubDate>Mon, 30 Nov 2020 20:33:00 +0100</pubDate>" in gf.to_rss(catalogue(announcement()), language="en")
    assert calls == []


def test_the_site_of_an_rss_feed():
    """Upstream takes the last link for the site, whatever it is; here it is the site, and the feed's own beside it."""
    feed = upstream()
    feed.link(href="https://un.org/feed", rel="self")
    assert etree.fromstring(feed.rss_str()).findtext("channel/link") == "https://un.org/feed"
    ours = rss_of()
    assert ours.findtext("channel/link") == "https://migrationnetwork.un.org/calendar/en/index.html"
    own = ours.find(f"channel/{{{ATOM}}}link")
    assert (own.get("rel"), own.get("href")) == ("self", "https://migrationnetwork.un.org/calendar/en/feed.rss")


def test_authors_in_rss():
    """Upstream drops an author without a mail address and repeats others; here each is a creator, nobody an author."""
    assert etree.fromstring(upstream(author={"name": "x"}).rss_str()).find("channel/item/author") is None
    both = upstream(author=[{"name": name, "email": "x@un.org"} for name in "xy"])
    assert len(etree.fromstring(both.rss_str()).findall("channel/item/author")) == 2
    ours = rss_of(full_announcement(events=[]))
    assert ours.findtext(f"channel/item/{{{DC}}}creator") == "An author"
    assert ours.find("channel/item/author") is None
    ours = rss_of(announcement())
    assert ours.findtext(f"channel/item/{{{DC}}}creator") == "Network"
    assert ours.find("channel/item/author") is None


def test_the_language_of_an_entry():
    """Upstream has none; here each entry says its own, and a summary in another one too."""
    entry = FeedEntry()
    assert not hasattr(entry, "language")
    item = full_announcement(title={"fr": "Nouvelle"}, abstract={"en": "An abstract."}, events=[])
    (ours,) = atom_of(item).findall(f"{{{ATOM}}}entry")
    assert ours.get(XML_LANG) == "fr"
    assert ours.find(f"{{{ATOM}}}summary").get(XML_LANG) == "en"
    assert rss_of(item).findtext(f"channel/item/{{{DC}}}language") == "fr"


def test_a_plain_summary_in_rss():
    """Upstream writes a plain summary as it is, which readers take for HTML; here its signs are escaped for them."""
    entry = upstream()
    entry.entry()[0].description("a <b> c", isSummary=True)
    assert etree.fromstring(entry.rss_str()).findtext("channel/item/description") == "a <b> c"
    item = announcement(abstract={"en": "a <b> & c"})
    assert rss_of(item).findtext("channel/item/description") == "a &lt;b&gt; &amp; c"
    assert atom_of(item).findtext(f"{{{ATOM}}}entry/{{{ATOM}}}summary") == "a <b> & c"


def test_cdata():
    """Upstream can say that content is of the type CDATA, which is none; here it is html, escaped."""
    feed = upstream()
    feed.entry()[0].content("z", type="CDATA")
    assert b'type="CDATA"' in feed.atom_str()
    assert b'<content type="html">&lt;div' in gf.to_atom(catalogue(announcement()), language="en")


def test_a_title_in_another_language():
    """A feed's title and paragraph say their language where it is not the feed's; without one there is no subtitle."""
    feed = atom_of(title={"ar": "الاتفاق"}, abstract={"fr": "À ce sujet."})
    assert feed.find(f"{{{ATOM}}}title").get(XML_LANG) == "ar"
    assert feed.find(f"{{{ATOM}}}subtitle").get(XML_LANG) == "fr"
    feed = etree.fromstring(gf.to_atom(catalogue(), language="en"))
    assert feed.find(f"{{{ATOM}}}title").get(XML_LANG) is None
    assert feed.find(f"{{{ATOM}}}subtitle") is None


def test_tombstones():
    """Upstream has none; here a withdrawn announcement leaves one, before the entries."""
    feed = atom_of(announcement(withdrawn=gf.geneva(2020, 12, 2)), announcement(key="other"))
    names = [etree.QName(element).localname for element in feed]
    assert names.index("deleted-entry") < names.index("entry")
    stone = feed.find(f"{{{TOMBSTONES}}}deleted-entry")
    assert dict(stone.attrib) == {
        "ref": "tag:migrationnetwork.un.org,2020:announcement/news/en",
        "when": "2020-12-02T00:00:00+01:00",
    }


def test_namespaces_are_declared_when_they_are_used():
    """A feed without entries, tombstones or the marks of RFC 5005 declares no namespace for them."""
    assert set(atom_of(full_event()).nsmap.values()) == {ATOM, DC, EV, FH, MEDIA}
    assert set(etree.fromstring(gf.to_atom(catalogue(), language="en")).nsmap.values()) == {ATOM, FH}
    years = [announcement(key=f"in-{year}", published=gf.geneva(year, 6, 1)) for year in (2019, 2020)]
    assert set(atom_of(*years).nsmap.values()) == {ATOM, DC, EV, MEDIA}


def test_the_event_of_an_entry():
    """The date, place and organizer of an event stand in the ev: module, in Atom and RSS."""
    for entry in (atom_of(full_event()).find(f"{{{ATOM}}}entry"), rss_of(full_event()).find("channel/item")):
        assert entry.findtext(f"{{{EV}}}startdate") == "2020-12-01T15:00:00+01:00"
        assert entry.findtext(f"{{{EV}}}organizer") == "Organizer"


def test_an_enclosure_of_unknown_length():
    """Upstream says 0 where nobody knows it; here RSS, which must say one, has no enclosure then, and Atom has."""
    feed = upstream(link={"href": "https://un.org/a.png", "rel": "enclosure", "type": "image/png"})
    assert etree.fromstring(feed.rss_str()).find("channel/item/enclosure").get("length") == "0"
    item = full_announcement(events=[])
    assert rss_of(item).find("channel/item/enclosure") is None
    (enclosure,) = atom_of(item).findall(f"{{{ATOM}}}entry/{{{ATOM}}}link[@rel='enclosure']")
    assert dict(enclosure.attrib) == {
        "rel": "enclosure",
        "type": "image/png",
        "title": "B",
        "href": "https://un.org/b.png",
    }


def test_pictures_in_rss():
    """Upstream has Media RSS in groups only; here each picture is one, and an enclosure too if its length is known."""
    measured = rss_of(full_event()).find("channel/item")
    assert dict(measured.find("enclosure").attrib) == {
        "url": "https://un.org/a.jpg",
        "type": "image/jpeg",
        "length": "99",
    }
    for item, length in ((measured, "99"), (rss_of(full_announcement(events=[])).find("channel/item"), None)):
        (picture,) = item.findall(f"{{{MEDIA}}}content")
        assert (picture.get("medium"), picture.get("fileSize")) == ("image", length)
        assert picture.findtext(f"{{{MEDIA}}}title") in ("A picture", "B")


def test_the_source_of_an_entry():
    """Upstream's source has no id and no date, which Atom's must have; here Atom points to it, and RSS names it."""
    feed = upstream()
    feed.entry()[0].source(url="https://iom.int/news", title="IOM")
    (source,) = etree.fromstring(feed.atom_str()).findall(f"{{{ATOM}}}entry/{{{ATOM}}}source")
    assert {etree.QName(element).localname for element in source} == {"title", "link"}
    item = full_announcement(events=[])
    (entry,) = atom_of(item).findall(f"{{{ATOM}}}entry")
    assert entry.find(f"{{{ATOM}}}source") is None
    (via,) = entry.findall(f"{{{ATOM}}}link[@rel='via']")
    assert dict(via.attrib) == {"rel": "via", "href": "https://iom.int/news", "title": "IOM"}
    source = rss_of(item).find("channel/item/source")
    assert (source.get("url"), source.text) == ("https://iom.int/news", "IOM")


def test_translations_of_an_entry():
    """Upstream makes of them more pages of the entry's own; here its own stands at both ends, and alone in RSS."""
    links = [{"href": f"https://un.org/{tag}", "hreflang": tag} for tag in ("en", "fr")]
    feed = upstream(link=links)
    written = etree.fromstring(feed.atom_str()).findall(f"{{{ATOM}}}entry/{{{ATOM}}}link")
    assert [dict(link.attrib) for link in written] == [{"href": link["href"]} for link in links]
    assert etree.fromstring(feed.rss_str()).findtext("channel/item/link") == "https://un.org/fr"
    own, other = (f"https://migrationnetwork.un.org/calendar/{tag}/announcements/news.html" for tag in ("en", "fr"))
    written = atom_of(announcement()).findall(f"{{{ATOM}}}entry/{{{ATOM}}}link")
    assert [dict(link.attrib) for link in written] == [
        {"rel": "alternate", "type": "text/html", "hreflang": "en", "href": own},
        {"rel": "alternate", "type": "text/html", "hreflang": "fr", "href": other},
        {"rel": "alternate", "type": "text/html", "href": own},
    ]
    item = rss_of(announcement()).find("channel/item")
    assert item.findtext("link") == own
    (link,) = item.findall(f"{{{ATOM}}}link")
    assert dict(link.attrib) == {"rel": "related", "type": "text/html", "hreflang": "fr", "href": other}


def test_the_other_editions_of_a_feed():
    """Upstream writes no link in RSS but the feed's own; here the other editions stand in both, and the site last."""
    feed = upstream()
    feed.link(href="https://un.org/fr", rel="related", hreflang="fr")
    assert etree.fromstring(feed.rss_str()).findall(f"channel/{{{ATOM}}}link") == []
    base = "https://migrationnetwork.un.org/calendar"
    links = atom_of().findall(f"{{{ATOM}}}link[@rel='alternate']")
    assert [(link.get("href"), link.get("type"), link.get("hreflang")) for link in links] == [
        (f"{base}/en/index.html", "text/html", "en"),
        (f"{base}/fr/feed.atom", "application/atom+xml", "fr"),
        (f"{base}/en/index.html", "text/html", None),
    ]
    (_, link, *_) = rss_of().findall(f"channel/{{{ATOM}}}link")
    assert dict(link.attrib) == {
        "rel": "related",
        "type": "application/rss+xml",
        "hreflang": "fr",
        "href": f"{base}/fr/feed.rss",
    }


def test_categories_in_rss():
    """As upstream has it: the scheme is the domain, and the label is the text."""
    found = rss_of(full_announcement(events=[])).findall("channel/item/category")
    assert [(one.get("domain"), one.text) for one in found] == [("https://un.org/topics", "Report")]


def test_rights():
    """Rights stand in both feeds; where they are in another language Atom says so."""
    feed = atom_of(rights={"fr": "© ONU"})
    assert feed.findtext(f"{{{ATOM}}}rights") == rss_of(rights={"fr": "© ONU"}).findtext("channel/copyright") == "© ONU"
    assert feed.find(f"{{{ATOM}}}rights").get(XML_LANG) == "fr"
    assert atom_of(rights=None).find(f"{{{ATOM}}}rights") is None


def test_the_generator():
    """It is named without a version, which would change every feed with every release."""
    assert atom_of().find(f"{{{ATOM}}}generator").attrib == {}
    assert atom_of().findtext(f"{{{ATOM}}}generator") == rss_of().findtext("channel/generator") == "gcmfeeds"


@pytest.mark.parametrize(("write", "name"), [("atom_str", "to_atom"), ("rss_str", "to_rss")])
def test_a_feed_to_extend(write, name):
    """to_feedgen gives feedgen's own object, which writes the same bytes, and takes more entries."""
    feed = gf.to_feedgen(full_catalogue(), language="fr")
    assert getattr(feed, write)(pretty=True) == getattr(gf, name)(full_catalogue(), language="fr")
    entry = feed.add_entry(order="append")
    entry.id("tag:un.org,2020:mine")
    entry.title("Mine")
    entry.content("x")
    entry.updated(MOMENT)
    assert b"tag:un.org,2020:mine" in getattr(feed, write)()
