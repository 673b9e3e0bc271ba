"""JSON Feed: what each key says, and laws that hold for every feed."""

import datetime as dt
import json

import attrs
import pytest
from hypothesis import given, settings

import gcmfeeds as gf
from gcmfeeds.records.edition import edition_record
from gcmfeeds.records.feed import feed_record
from gcmfeeds.writers import jsonfeed
from interop.jsonfeed import faults, parsed
from samples import announcement, catalogue, event, full_announcement, full_catalogue, full_event
from strategies import TAGS, catalogues

BASE = "https://migrationnetwork.un.org/calendar/"


def feed_of(*items, language="fr", **changes):
    """Give a feed, parsed."""
    return json.loads(gf.to_json_feed(full_catalogue(*items, **changes), language=language))


@given(catalogues())
def test_every_text_survives(made):
    """Each feed is valid, and says of each item what the record says."""
    for language in TAGS:
        record = feed_record(edition_record(made, language=language))
        document = parsed(gf.to_json_feed(made, language=language))
        assert faults(document) == []
        assert (document["title"], document["language"]) == (record.title.value, language)
        for item, entry in zip(document["items"], record.entries, strict=True):
            facts = (item["id"], item["title"], item["content_html"], item["language"], item.get("summary", ""))
            summary = entry.summary.value if entry.summary else ""
            assert facts == (entry.id, entry.title, entry.content, entry.language, summary)
            moments = [dt.datetime.fromisoformat(item[name]) for name in ("date_published", "date_modified")]
            assert moments == [entry.published, entry.updated]
            assert item.get("_gcmfeeds", {}).get("translations", {}) == {
                link.hreflang: link.href for link in entry.translations
            }
            assert ("event" in item.get("_gcmfeeds", {})) == (entry.occasion is not None)


@given(catalogues())
@settings(max_examples=30)
def test_each_item_is_a_line(made):
    """Whatever its words, an item is one line, and cut out and put together again the feed has the same bytes."""
    body = gf.to_json_feed(made, language="fr")
    items = jsonfeed.SHAPE.written_entries(body)
    empty = gf.to_json_feed(catalogue(title=made.title, fallback=made.fallback), language="fr")
    assert list(items) == [item["id"] for item in json.loads(body)["items"]]
    assert jsonfeed.SHAPE.with_entries(body, items, {}) == body
    assert json.loads(jsonfeed.SHAPE.with_entries(empty, items, items))["items"] == json.loads(body)["items"]


@pytest.mark.parametrize("keep", [0, 1, 2, 3])
def test_cut_and_put_together(keep):
    """A feed with some of its items, and the others cut out of it, are the feed again, whatever their words."""
    words = '"items": [\n]\n}\n{"id": "x"},\n\u2028\x85'
    items = [announcement(key=f"n{number}", title={"fr": words}, body={"fr": f"<p>{words}</p>"}) for number in range(2)]
    made = full_catalogue(event(published=gf.geneva(2020, 12, 1), title={"fr": words}), *items, title={"fr": words})
    whole = gf.to_json_feed(made, language="fr")
    lines = jsonfeed.SHAPE.written_entries(whole)
    assert [id_.split(":", 2)[2] for id_ in lines] == ["event/launch/fr", "announcement/n0/fr", "announcement/n1/fr"]
    some = jsonfeed.SHAPE.with_entries(whole, list(lines)[:keep], lines)
    assert len(json.loads(some)["items"]) == keep
    assert jsonfeed.SHAPE.with_entries(some, lines, lines) == whole


def test_the_feed():
    """A feed says what it is, where it stands, who answers for it, and where the other editions stand."""
    document = feed_of()
    assert list(document) == [
        *("version", "title", "description", "home_page_url", "feed_url"),
        *("language", "authors", "hubs", "_gcmfeeds", "items"),
    ]
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert (document["title"], document["description"]) == ("Pacte", "À ce sujet.")
    assert document["feed_url"] == f"{BASE}fr/feed.json"
    assert document["authors"] == [{"name": "Réseau", "url": "https://migrationnetwork.un.org"}]
    assert document["_gcmfeeds"] == {
        "about": jsonfeed.ABOUT,
        "editions": {"fr": f"{BASE}fr/feed.json", "en": f"{BASE}en/feed.json"},
    }


def test_a_channel():
    """A channel's feed points to the feeds of the same channel, and holds its items only."""
    made = full_catalogue(full_event(topics=[]), full_announcement())
    document = json.loads(gf.to_json_feed(made, language="fr", channel="reports"))
    assert document["feed_url"] == f"{BASE}fr/channels/reports/feed.json"
    assert document["_gcmfeeds"]["editions"]["en"] == f"{BASE}en/channels/reports/feed.json"
    assert [item["id"].split(":")[2] for item in document["items"]] == ["announcement/news/fr"]


def test_hubs():
    """A feed names its hubs, each with its protocol."""
    record = feed_record(edition_record(full_catalogue(), language="fr"))
    hubs = ("https://hub.un.org/", "https://hub.un.org/2")
    document = json.loads(jsonfeed.render(attrs.evolve(record, hubs=hubs)))
    assert faults(document) == []
    assert document["hubs"] == [{"type": "WebSub", "url": hub} for hub in hubs]


def test_an_event():
    """An event says when and where it is, its tags in its language, and gives its files."""
    (item,) = feed_of(full_event())["items"]
    assert list(item) == [
        *("id", "url", "title", "summary", "content_html", "date_published", "date_modified"),
        *("language", "authors", "tags", "image", "attachments", "_gcmfeeds"),
    ]
    assert (item["url"], item["image"]) == (
        "https://migrationnetwork.un.org/sg-report-promise-action/fr",
        "https://un.org/a.jpg",
    )
    assert item["tags"] == ["Rapport", "UNECE"]
    assert item["authors"] == [{"name": "Organisateur"}]
    assert item["attachments"] == [
        {
            "url": f"{BASE}fr/events/launch.ics",
            "mime_type": "text/calendar",
            "title": "Lancement du rapport",
        },
        {
            "url": "https://undocs.org/fr/A/75/542",
            "mime_type": "application/pdf",
            "title": "Rapport, A/75/542",
            "size_in_bytes": 1234,
        },
    ]
    assert item["_gcmfeeds"] == {
        "translations": {"en": "https://migrationnetwork.un.org/sg-report-promise-action"},
        "event": {
            "start": "2020-12-01T15:00:00+01:00",
            "end": "2020-12-01T16:30:00+01:00",
            "place": "Salle 1, Avenue de la Paix 14, Genève, Suisse",
            "organizer": "Organisateur",
            "calendar": f"{BASE}fr/events/launch.ics",
        },
    }


def test_an_event_of_a_day():
    """An event of whole days gives its first and last day as dates."""
    (item,) = feed_of(event(published=gf.geneva(2020, 11, 25)))["items"]
    assert item["_gcmfeeds"]["event"] == {
        "start": "2020-12-01",
        "end": "2020-12-01",
        "calendar": f"{BASE}fr/events/launch.ics",
    }


def test_a_withdrawn_announcement_is_not_there():
    """What was taken back leaves the feed without a trace."""
    assert feed_of(full_event(published=None), full_announcement(withdrawn=gf.geneva(2020, 12, 2)))["items"] == []


def test_an_item_in_another_language():
    """What has no French words says which language it is in, and whom to thank, and translations it is not."""
    news = full_announcement(title={"en": "News", "ar": "خبر"}, url={"en": "https://un.org/news"})
    (item,) = feed_of(full_event(published=None), news, languages=["en", "fr", "ar"])["items"]
    assert (item["language"], item["url"]) == ("en", "https://un.org/news")
    assert {name: value for name, value in item["_gcmfeeds"].items() if name != "event"} == {
        "translations": {"ar": f"{BASE}ar/announcements/news.html"}
    }


def test_one_address_in_every_language_is_no_translation():
    """Where an item has one page for everybody, there is nothing to point to."""
    news = full_announcement(url="https://un.org/news")
    (item,) = feed_of(full_event(published=None), news)["items"]
    assert list(item["_gcmfeeds"]) == ["event"]


def test_two_files_of_one_title():
    """Attachments never share a title, by which readers would take them for two forms of one thing."""
    files = [
        gf.Document(title={"en": "Annex"}, url=f"https://un.org/{name}.pdf", media_type="application/pdf")
        for name in "abc"
    ]
    pages = [gf.Document(title={"en": "P"}, url="https://un.org/", media_type="text/html")]
    (item,) = feed_of(announcement(documents=[*files, *pages]))["items"]
    assert [file.get("title") for file in item["attachments"]] == ["Annex", None, None]


def test_from_right_to_left():
    """A text from right to left says so in its content; it stands in UTF-8 as it is, not escaped."""
    made = full_catalogue(announcement(title={"ar": "خبر"}), languages=["ar"])
    body = gf.to_json_feed(made, language="ar")
    assert '"content_html": "<div lang=\\"ar\\" dir=\\"rtl\\"><p>خبر</p></div>"' in body.decode()
    assert body.endswith(b"}\n]\n}\n")


@pytest.mark.parametrize(
    ("facts", "error"), [({"language": "de"}, gf.MissingTextError), ({"language": "fr", "channel": "x"}, gf.ModelError)]
)
def test_what_is_not_there(facts, error):
    """What cannot be written as Atom cannot be written as JSON."""
    for write in (gf.to_atom, gf.to_json_feed):
        with pytest.raises(error):
            write(full_catalogue(), **facts)
