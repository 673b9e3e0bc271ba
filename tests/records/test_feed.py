"""Feed and entry records: what a feed and its entries say."""

import re

import pytest

import gcmfeeds as gf
from gcmfeeds.language.choose import Chosen
from gcmfeeds.records.edition import edition_record
from gcmfeeds.records.entry import Category, Link, Person, entry_record
from gcmfeeds.records.feed import Sibling, feed_record
from gcmfeeds.records.history import Tombstone
from gcmfeeds.records.occasion import Occasion
from samples import PAGE, announcement, catalogue, event, full_announcement, full_catalogue, full_event

BASE = "https://migrationnetwork.un.org/calendar/"
IDS = "tag:migrationnetwork.un.org,2020:"


def feed_of(*items, language="en", **changes):
    """Give the feed record of these items."""
    return feed_record(edition_record(full_catalogue(*items, **changes), language=language))


def test_what_is_news():
    """Every announcement is, and each event with a date of publication; newest first, then by key."""
    early = gf.geneva(2020, 11, 25)
    items = [
        event(),
        event(key="b", published=early),
        event(key="a", published=early),
        announcement(key="c", published=early),
        announcement(),
    ]
    ids = [f"{IDS}announcement/news/en", f"{IDS}event/a/en", f"{IDS}event/b/en", f"{IDS}announcement/c/en"]
    assert [entry.id for entry in feed_of(*items).entries] == ids


def test_the_entry_of_an_event():
    """It is dated by its publication, says when and where in its text, and points to its file."""
    (entry,) = feed_of(full_event(), language="fr").entries
    assert (entry.published, entry.updated) == (gf.geneva(2020, 11, 25, 10), gf.geneva(2020, 11, 26, 10))
    assert (entry.title, entry.summary) == ("Lancement du rapport", Chosen("Un résumé.", "fr"))
    first_paragraph = entry.content.split("</p>")[0].replace("\u00a0", " ")
    assert first_paragraph == (
        '<div lang="fr" dir="ltr"><p>Date : mardi 1er décembre 2020, 15:00 – 16:30, heure de Genève (15:00 à Genève)'
        "<br>Date prévue auparavant : mardi 24 novembre 2020, 15:00, heure de Genève"
        "<br>Lieu : Salle 1, Avenue de la Paix 14, Genève, Suisse"
        " (Sur place et en ligne)<br>Langues : anglais et français"
    )
    assert entry.links == (
        Link(rel="alternate", href=f"{PAGE}/fr", type="text/html", hreflang="fr"),
        Link(
            rel="related",
            href=f"{BASE}fr/events/launch.ics",
            type="text/calendar",
            hreflang="fr",
            title="Lancement du rapport",
        ),
        Link(
            rel="related",
            href="https://undocs.org/fr/A/75/542",
            type="application/pdf",
            hreflang="fr",
            title="Rapport, A/75/542",
            length=1234,
        ),
        Link(rel="enclosure", href="https://un.org/a.jpg", type="image/jpeg", title="Une image", length=99),
    )
    assert entry.alternate == f"{PAGE}/fr"
    assert entry.authors == (Person(name="Organisateur", uri="", email="press@un.org"),)
    assert entry.categories == (
        Category(term="report", label="Rapport", scheme="https://un.org/topics"),
        Category(term="region", label="UNECE", scheme=""),
    )
    assert entry.occasion == Occasion(
        startdate="2020-12-01T15:00:00+01:00",
        enddate="2020-12-01T16:30:00+01:00",
        location="Salle 1, Avenue de la Paix 14, Genève, Suisse",
        organizer="Organisateur",
    )


def test_the_entry_of_a_day():
    """An event without time, place or organizer says its day; its author is the publisher."""
    (entry,) = feed_of(event(published=gf.geneva(2020, 11, 25))).entries
    assert entry.occasion == Occasion(startdate="2020-12-01", enddate="2020-12-01", location="", organizer="")
    assert entry.authors == (Person(name="Network", uri="https://migrationnetwork.un.org", email=""),)


def test_the_entry_of_an_announcement():
    """It points to the files of its events, its documents and its picture."""
    event_entry, entry = feed_of(
        full_event(published=gf.geneva(2020, 12, 1), updated=None), full_announcement()
    ).entries
    assert event_entry.id == f"{IDS}event/launch/en"
    assert [(link.rel, link.href) for link in entry.links] == [
        ("alternate", f"{BASE}en/announcements/news.html"),
        ("related", f"{BASE}en/events/launch.ics"),
        ("related", "https://un.org/annex.pdf"),
        ("via", "https://iom.int/news"),
        ("enclosure", "https://un.org/b.png"),
    ]
    assert entry.alternate == f"{BASE}en/announcements/news.html"
    assert entry.content.replace("\u00a0", " ") == (
        '<div lang="en" dir="ltr"><p>When: '
        f'<a href="{PAGE}">Tuesday, 1 December 2020, 15:00 – 16:30, Geneva time (15:00 in Geneva) – Room 1, Avenue de'
        " la Paix 14, Geneva, Switzerland (In person and online) – Launch, of; the report</a></p>"
        "<p>An abstract.</p><p>The <b>body</b>.</p><p>Documents:</p>"
        '<ul><li><a href="https://un.org/annex.pdf">Annex</a></li></ul></div>'
    )
    assert entry.authors == (Person(name="An author", uri="https://un.org", email="author@un.org"),)


def test_an_entry_without_words_still_has_content():
    """A reader is shown the title where there is nothing else: an Atom entry needs content or a page."""
    (entry,) = feed_of(announcement(title={"en": "A & B"})).entries
    assert entry.content == '<div lang="en" dir="ltr"><p>A &amp; B</p></div>'


def test_a_fall_back_is_what_its_own_edition_says():
    """An entry shown in another language has that language's id, words and direction, whatever the edition."""
    item = event(title={"ar": "إطلاق"}, published=gf.geneva(2020, 11, 25))
    changes = {"languages": ["en", "ar"], "fallback": ["ar"]}
    (english,) = feed_of(item, **changes).entries
    (arabic,) = feed_of(item, language="ar", **changes).entries
    assert english == arabic
    assert english.id == f"{IDS}event/launch/ar"
    assert english.content.startswith('<div lang="ar" dir="rtl"><p>التاريخ: ')


def test_a_field_in_another_language_says_so():
    """A body in a fall-back language stands in a block of its own, with its language and direction."""
    item = event(abstract={"fr": "Un résumé."}, body={"fr": "<p>Corps</p>"}, published=gf.geneva(2020, 11, 25))
    (entry,) = feed_of(item).entries
    assert '<p><span lang="fr" dir="ltr">Un résumé.</span></p>' in entry.content
    assert '<div lang="fr" dir="ltr"><p>Corps</p></div>' in entry.content
    assert entry.summary == Chosen("Un résumé.", "fr")


def test_the_file_of_an_event_in_the_entrys_language():
    """The file linked is in the entry's language where there is such an edition, else in the feed's."""
    item = event(title={"ar": "إطلاق"}, published=gf.geneva(2020, 11, 25))
    (entry,) = feed_of(item, fallback=["ar"]).entries
    assert [link.href for link in entry.links] == [f"{BASE}en/events/launch.html", f"{BASE}en/events/launch.ics"]
    assert [link.hreflang for link in entry.links] == ["ar", "ar"]


def test_a_file_that_is_not_there_is_not_linked():
    """An announcement does not speak of an event that its language's edition leaves out."""
    items = [event(title={"ar": "إطلاق"}), announcement(events=["launch"])]
    (entry,) = feed_of(*items).entries
    assert [link.rel for link in entry.links] == ["alternate"]
    assert entry.content == '<div lang="en" dir="ltr"><p>News</p></div>'
    assert entry.occasion is None


def test_withdrawals():
    """A withdrawn announcement leaves the entries and becomes a tombstone; the feed changed then."""
    withdrawn = announcement(withdrawn=gf.geneva(2020, 12, 2))
    feed = feed_of(withdrawn)
    assert feed.entries == ()
    ids = [f"{IDS}announcement/news/{tag}" for tag in ("en", "fr")]  # its own, and that of a fall-back
    dates = {"when": gf.geneva(2020, 12, 2), "announced": withdrawn.published}
    assert feed.tombstones == tuple(Tombstone(ref=ref, **dates) for ref in ids)
    assert feed.updated == gf.geneva(2020, 12, 2)


def test_a_translation_is_buried_in_its_own_year():
    """A withdrawn announcement was told of in each language when that appeared, and its tombstones stand there."""
    news = announcement(published=gf.geneva(2019, 6, 1), withdrawn=gf.geneva(2022, 6, 1))
    revision = gf.Revision(published=news.published, announced={"en": news.published, "fr": gf.geneva(2021, 2, 1)})
    edition = edition_record(catalogue(news), language="fr", revisions={("announcement", "news"): revision})
    stones = {year: [stone.ref[-2:] for stone in feed_record(edition, year).tombstones] for year in (None, 2019)}
    assert stones == {None: ["en", "fr"], 2019: ["en"]}


def yearly(*years, **changes):
    """Give announcements of these years, each named for its year."""
    return [announcement(key=f"in-{year}", published=gf.geneva(year, 6, 1), **changes) for year in years]


def test_addresses_of_archives():
    """An archive has the feed's id, and says where the feed, itself, and those before and after it stand."""
    edition = edition_record(full_catalogue(*yearly(2018, 2020, 2021, topics=["report"])), language="en")
    feed, last, first = (feed_record(edition, year) for year in (None, 2020, 2018))
    assert {feed.id, last.id, first.id} == {f"{IDS}catalogue/feed/en"}
    assert {feed.atom_url, last.atom_url, first.atom_url} == {f"{BASE}en/feed.atom"}
    archive = f"{BASE}en/archive/"
    assert (feed.archive_url, feed.previous_url, feed.following_url) == ("", f"{archive}2020.atom", "")
    assert (last.archive_url, last.previous_url) == (f"{archive}2020.atom", f"{archive}2018.atom")
    assert (first.previous_url, first.following_url) == ("", f"{archive}2020.atom")
    assert [one.is_complete for one in (feed, last, first)] == [False, False, False]
    channel = edition_record(edition.catalogue, language="en", channel="reports")
    assert feed_record(channel, 2018).archive_url == f"{BASE}en/channels/reports/archive/2018.atom"


def test_what_an_archive_says():
    """An archive holds the entries of its year, and changed when the last of them did."""
    edition = edition_record(catalogue(*yearly(2019, 2021, updated=gf.geneva(2022, 1, 1))), language="en")
    archive = feed_record(edition, 2019)
    assert [entry.id for entry in archive.entries] == [f"{IDS}announcement/in-2019/en"]
    assert (archive.updated, archive.has_entries) == (gf.geneva(2022, 1, 1), True)


def test_a_year_without_an_archive():
    """The last year stands in the feed, and one in which nothing was announced nowhere: both have no archive."""
    edition = edition_record(catalogue(*yearly(2018, 2020, 2021)), language="en")
    for year in (2021, 2019, "2020"):
        with pytest.raises(gf.ModelError, match=r"'archive' must be a year that has an archive \(2020, 2018\)"):
            feed_record(edition, year)
    with pytest.raises(gf.ModelError, match=r"must be a year that has an archive \(there is none\) \(got 2020\)"):
        gf.to_atom(catalogue(*yearly(2020)), language="en", archive=2020)


def test_an_empty_feed():
    """A feed without entries has not changed since the catalogue went out."""
    feed = feed_record(edition_record(catalogue(), language="en"))
    assert (feed.updated, feed.subtitle) == (gf.geneva(2020, 11, 20, 9), None)


def test_ids_and_addresses():
    """Feeds have ids and addresses by language and channel."""
    feed = feed_of(language="fr")
    assert (feed.id, feed.atom_url) == (f"{IDS}catalogue/feed/fr", f"{BASE}fr/feed.atom")
    assert feed.alternate == f"{BASE}fr/index.html"
    edition = edition_record(full_catalogue(), language="fr", channel="reports")
    feed = feed_record(edition)
    assert (feed.id, feed.rss_url) == (f"{IDS}channel/reports/fr", f"{BASE}fr/channels/reports/feed.rss")
    assert feed.alternate == f"{BASE}fr/channels/reports/index.html"
    assert feed.siblings == (
        Sibling(
            language="en",
            alternate=f"{BASE}en/channels/reports/index.html",
            atom_url=f"{BASE}en/channels/reports/feed.atom",
            rss_url=f"{BASE}en/channels/reports/feed.rss",
            json_url=f"{BASE}en/channels/reports/feed.json",
        ),
    )
    assert feed.hubs == ("https://hub.un.org/", "https://hub.example.org/push")
    assert re.fullmatch(r"tag:[a-z.]+,2020:[a-z/]+", feed.id)


def test_an_entry_of_an_edition_alone():
    """A record can be made of one item without its feed."""
    edition = edition_record(full_catalogue(), language="en")
    assert entry_record(edition.events[0], edition).title == "Launch, of; the report"


def test_rights():
    """A feed says the rights of the catalogue in its language, or in one that there is; else nothing."""
    assert feed_of(rights={"fr": "© ONU", "en": "© UN"}).rights == Chosen("© UN", "en")
    assert feed_of(rights={"ar": "© الأمم المتحدة"}).rights == Chosen("© الأمم المتحدة", "ar")
    assert feed_of(rights="© UN").rights == Chosen("© UN")
    assert feed_of(rights=None).rights is None


def test_an_announcement_of_several_events():
    """Each has a line, with its mark and in its language; the ev: module says the first."""
    items = [
        event(key="a", status="cancelled"),
        event(key="b", title={"fr": "Débat"}, venue=gf.Venue(name="ILO")),
        event(key="c", recurrence=gf.Recurrence(frequency="weekly", count=3)),
        announcement(events=["b", "a", "c"]),
    ]
    (entry,) = feed_of(*items).entries
    lines = re.findall(r"(?:<p>|<br>)When: (<a.*?</a>)", entry.content)
    day = "Tuesday, 1 December 2020"
    assert lines == [
        f'<a href="{BASE}fr/events/b.html">{day} – ILO – <span lang="fr" dir="ltr">Débat</span></a>',
        f'<a href="{BASE}en/events/a.html">{day} – Cancelled: Launch</a>',
        f'<a href="{BASE}en/events/c.html">{day} – … – Launch</a>',
    ]
    assert entry.occasion.location == "ILO"


def translations_of(item, language="en", **changes):
    """Give the addresses of an entry's translations by language."""
    (entry,) = feed_of(item, language=language, **changes).entries
    assert {link.rel for link in entry.translations} <= {"alternate"}
    return {link.hreflang: link.href for link in entry.translations}


def test_translations():
    """An entry points to its pages in the other languages that its title has, own or ours, and to no fall-back."""
    item = announcement(title={"en": "a", "fr": "b", "ru": "c"}, url={"fr": "https://un.org/fr/news"})
    editions = {"languages": ["en", "fr", "es", "ru"]}
    pages = {
        "en": f"{BASE}en/announcements/news.html",
        "fr": "https://un.org/fr/news",
        "ru": f"{BASE}ru/announcements/news.html",
    }
    for language, own in {"en": "en", "fr": "fr", "ru": "ru", "es": "en"}.items():
        expected = {tag: url for tag, url in pages.items() if tag != own}
        assert translations_of(item, language, **editions) == expected


def test_no_translation_at_the_same_address():
    """What stands at one address in every language has no translations; a table may have the same one twice."""
    assert translations_of(announcement(url=PAGE)) == {}
    assert translations_of(announcement(url={"en": PAGE, "fr": PAGE})) == {}
    assert translations_of(announcement(title={"en": "a"})) == {}


def test_the_translation_of_a_narrower_language():
    """It stands in the folder of the edition that shows it."""
    item = announcement(title={"en": "a", "zh-Hant": "b"})
    assert translations_of(item, languages=["en", "zh"]) == {"zh-Hant": f"{BASE}zh/announcements/news.html"}


def test_relative_addresses_of_a_body():
    """They are relative to the entry's page, which is another one in each language."""
    links = '<a href="x.pdf">a</a><a href="/x">b</a><a href="#c">c</a><a href="//iom.int/">d</a><img src="?e" alt="">'
    item = announcement(body={"en": links, "fr": links}, url={"en": "https://un.org/news/1"})
    (entry,) = feed_of(item).entries
    assert re.findall('(?:href|src)="(.*?)"', entry.content) == [
        "https://un.org/news/x.pdf",
        "https://un.org/x",
        "https://un.org/news/1#c",
        "https://iom.int/",
        "https://un.org/news/1?e",
    ]
    (entry,) = feed_of(item, language="fr").entries
    assert f'href="{BASE}fr/announcements/x.pdf"' in entry.content


def test_a_title_that_begins_in_another_direction():
    """It is isolated, in every edition that shows it; the content is not, for it says its direction itself."""
    item = announcement(title={"ar": "GCM: حوار"})
    for language in ("en", "ar"):
        feed = feed_of(item, language=language, languages=["en", "ar"], fallback=["ar"], title={"ar": "GCM: أخبار"})
        assert feed.title == Chosen("\u200f\u2067GCM: أخبار\u2069", "ar")
        assert feed.entries[0].title == "\u200f\u2067GCM: حوار\u2069"
        assert feed.entries[0].content == '<div lang="ar" dir="rtl"><p>GCM: حوار</p></div>'
