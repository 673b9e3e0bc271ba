"""Page records: what the page of an item, and the first page of an edition, say in one language."""

import datetime as dt

import pytest

import gcmfeeds as gf
from gcmfeeds.language.choose import Chosen
from gcmfeeds.records.edition import edition_record
from gcmfeeds.records.index import MOST_ELSE, MOST_UPCOMING, index_record, root_record
from gcmfeeds.records.page import Picture, page_record
from samples import PAGE, announcement, catalogue, event, full_announcement, full_catalogue, full_event

BASE = "https://migrationnetwork.un.org/calendar/"


def page_of(item, *others, language="en", **changes):
    """Give the page record of an item of a catalogue with others."""
    return page_record(item, edition_record(full_catalogue(item, *others, **changes), language=language))


def index_of(*items, language="en", channel=None, past=(), **changes):
    """Give the index record of these items."""
    made = catalogue(*items, **changes) if items else full_catalogue(**changes)
    return index_record(edition_record(made, language=language, channel=channel), past)


def test_the_page_of_an_event():
    """It says when and where first, then what the author wrote, then the rest, and leads to the event's file."""
    page = page_of(full_event(), language="fr")
    assert (page.title, page.name, page.mark) == ("Lancement du rapport", "Lancement du rapport", "")
    assert page.facts.startswith("<p>Date\u00a0: mardi 1er décembre 2020, 15:00 – 16:30, heure de Genève")
    assert page.prose == "<p>Un résumé.</p><p>Le <b>corps</b>.</p>"
    assert page.details.startswith("<p>Programme\u00a0:</p><ol><li>15:00, Ouverture")
    assert "https://undocs.org/fr/A/75/542" in page.details
    assert page.image == Picture(src="https://un.org/a.jpg", alt=Chosen("Une image", "fr"))
    assert page.topics == (Chosen("Rapport", "fr"), Chosen("UNECE"))
    assert page.file == "../../fr/events/launch.ics"


@pytest.mark.parametrize(
    ("status", "mark"), [("cancelled", "Annulé"), ("postponed", "Reporté"), ("tentative", "À confirmer")]
)
def test_a_mark(status, mark):
    """What does not take place as planned says so: beside its title, and in what the browser calls the page."""
    page = page_of(full_event(status=status), language="fr")
    assert (page.title, page.mark) == ("Lancement du rapport", mark)
    assert page.name == f"{mark}\u00a0: Lancement du rapport"


def test_the_page_of_an_announcement():
    """It says when it went out, and leads to the pages of the events that it is about."""
    page = page_of(full_announcement(), full_event(status="cancelled"), language="fr")
    assert page.published == ("2020-11-30T20:33:00+01:00", "Publié le lundi 30 novembre 2020")
    assert page.prose == "<p>Un résumé.</p><p>Le <b>corps</b>.</p>"
    assert "https://un.org/annex.pdf" in page.details
    (row,) = page.events
    assert (row.href, row.title.value, row.mark) == ("../../fr/events/launch.html", "Lancement du rapport", "Annulé")
    assert (page.facts, page.file) == ("", "")


def test_a_withdrawn_announcement():
    """Its page says that it was withdrawn, and when; nothing that it said stands there."""
    withdrawn = full_announcement(withdrawn=gf.geneva(2020, 12, 1, 9))
    page = page_of(withdrawn, full_event(), language="fr")
    assert page.title == page.name == "Cette annonce a été retirée le mardi 1er décembre 2020"
    assert page.is_withdrawn
    assert (page.prose, page.details, page.image, page.topics, page.events, page.data) == ("", "", None, (), (), None)


def test_translations():
    """A page leads to its pages in the languages that the item has, in their own names, and to no copy."""
    made = catalogue(event(), languages=["en", "fr", "ar"], fallback=["en"], base_url=BASE)
    frames = {tag: page_record(made.events[0], edition_record(made, language=tag)).frame for tag in made.languages}
    assert [(one.language, one.name, one.href) for one in frames["ar"].translations] == [
        ("en", "English", "../../en/events/launch.html"),
        ("fr", "Français", "../../fr/events/launch.html"),
    ]
    assert [one.address for one in frames["en"].translations] == [f"{BASE}fr/events/launch.html"]
    assert {tag: one.canonical for tag, one in frames.items()} == {
        "en": f"{BASE}en/events/launch.html",
        "fr": f"{BASE}fr/events/launch.html",
        "ar": f"{BASE}en/events/launch.html",
    }


def test_a_text_of_no_edition():
    """Where a text is in a language that has no edition, its page is the edition's own."""
    made = catalogue(event(title={"es": "Lanzamiento"}), fallback=["es"])
    frame = page_record(made.events[0], edition_record(made, language="fr")).frame
    assert (frame.canonical, frame.translations) == (f"{BASE}fr/events/launch.html", ())


def test_subscriptions():
    """The page's own language stands first, without a language; the others say theirs."""
    subscriptions = page_of(full_event(), language="fr").frame.subscriptions
    assert [(one.hreflang, one.title, one.address.removeprefix(BASE)) for one in subscriptions[:5]] == [
        ("", "Calendrier – Français", "fr/calendar.ics"),
        ("", "Atom – Français", "fr/feed.atom"),
        ("", "RSS – Français", "fr/feed.rss"),
        ("", "JSON Feed – Français", "fr/feed.json"),
        ("en", "Calendrier – English", "en/calendar.ics"),
    ]


def test_data_of_an_event():
    """For machines it is a schema.org Event, in the same instants, that leads to the event's own address."""
    data = page_of(full_event()).data
    assert (data["@context"], data["@type"], data["url"]) == ("https://schema.org", "Event", PAGE)
    assert (data["startDate"], data["endDate"]) == ("2020-12-01T15:00:00+01:00", "2020-12-01T16:30:00+01:00")
    assert page_of(event()).data["url"] == f"{BASE}en/events/launch.html"


def test_data_of_an_announcement():
    """For machines it is a schema.org NewsArticle with its dates, author, publisher and what it is about."""
    data = page_of(full_announcement(), full_event()).data
    assert data == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "News of the report",
        "abstract": "An abstract.",
        "url": f"{BASE}en/announcements/news.html",
        "datePublished": "2020-11-30T20:33:00+01:00",
        "dateModified": "2020-11-30T21:00:00+01:00",
        "inLanguage": "en",
        "author": {
            "@type": "Organization",
            "name": "An author",
            "url": "https://un.org",
            "email": "author@un.org",
        },
        "publisher": {"@type": "Organization", "name": "Network", "url": "https://migrationnetwork.un.org"},
        "image": "https://un.org/b.png",
        "citation": [{"@type": "CreativeWork", "name": "Annex", "url": "https://un.org/annex.pdf"}],
        "about": [{"@type": "Thing", "name": "Launch, of; the report"}, {"@type": "Thing", "name": "Report"}],
    }
    assert page_of(announcement()).data["author"] == data["publisher"]


def test_an_index():
    """It lists what is next by start, what is new by date, and what is over backwards; each in its day's words."""
    days = [dt.date(2020, 12, 1), dt.date(2021, 1, 5), dt.date(2021, 2, 1)]
    events = [event(key=f"e{number}", start=day) for number, day in enumerate(days)]
    news = [announcement(key="old", published=gf.geneva(2020, 11, 21)), announcement()]
    index = index_of(*events, *news, past=("e0", "e1"))
    assert [(row.id, row.when) for row in index.upcoming] == [("event-e2", "1 Feb 2021")]
    assert [row.id for row in index.announcements] == ["announcement-news", "announcement-old"]
    assert [row.id for row in index.past] == ["event-e1", "event-e0"]
    assert index.announcements[0].when == "30 Nov 2020"


def test_what_stands_on_no_index():
    """A withdrawn announcement does not; neither does more than fits."""
    events = [event(key=f"e{number}") for number in range(MOST_UPCOMING + MOST_ELSE + 2)]
    past = tuple(one.key for one in events[: MOST_ELSE + 1])
    index = index_of(*events, announcement(withdrawn=gf.geneva(2020, 12, 1)), past=past)
    assert (len(index.upcoming), index.announcements, len(index.past)) == (MOST_UPCOMING, (), MOST_ELSE)
    assert index.past[0].id == f"event-{past[-1]}"


def test_a_row_of_a_series():
    """A series says its first time, and that there are more."""
    made = event(start=gf.geneva(2020, 10, 20, 12), recurrence=gf.Recurrence(frequency="weekly", count=3))
    assert index_of(made).upcoming[0].when == "20 Oct 2020, 12:00 …"


def test_the_index_of_a_channel():
    """It holds what the channel does, leads to the other channels, and to the same channel in other languages."""
    channels = [gf.Channel(key=key, title={"en": key.upper()}, topics=["report"]) for key in ("a", "b")]
    index = index_of(channel="a", channels=channels)
    assert (index.title.value, index.is_channel, index.frame.home) == ("A", True, "../../../en/index.html")
    assert [(one.title.value, one.href) for one in index.channels] == [("B", "../../../en/channels/b/index.html")]
    assert [one.href for one in index.frame.translations] == ["../../../fr/channels/a/index.html"]
    assert index.upcoming[0].href == "../../../en/events/launch.html"
    assert index.frame.subscriptions[0].address == f"{BASE}en/channels/a/calendar.ics"
    assert index.frame.site.value == "Compact"


def test_the_root():
    """It leads to every edition, each called as it calls itself."""
    root = root_record(catalogue(languages=["fr", "ar", "en"]))
    assert (root.language, root.canonical, root.title.value) == ("fr", f"{BASE}index.html", "Pacte")
    assert [(one.language, one.name, one.href, one.title.value) for one in root.editions] == [
        ("fr", "Français", "fr/index.html", "Pacte"),
        ("ar", "العربية", "ar/index.html", "Compact"),
        ("en", "English", "en/index.html", "Compact"),
    ]
    assert root_record(catalogue(languages=["ar"], fallback=[])).title == Chosen("Compact", "en")


def test_a_publisher_without_an_address():
    """It is named all the same."""
    made = catalogue(event(), publisher=gf.Organizer(name="Network"))
    frame = page_record(made.events[0], edition_record(made, language="fr")).frame
    assert (frame.publisher, frame.publisher_url) == (Chosen("Network"), "")
