"""Atom and RSS: laws that hold for every feed."""

from concurrent.futures import ThreadPoolExecutor
from html import escape, unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import gcmfeeds as gf
from gcmfeeds.interop.feed import ATOM, alternates
from gcmfeeds.records.edition import edition_record
from gcmfeeds.records.entry import Link
from gcmfeeds.records.feed import feed_record
from gcmfeeds.writers import atom
from samples import announcement, catalogue, full_announcement, full_catalogue, full_event
from strategies import HOSTILE, TAGS, catalogues

NAMES = {"a": ATOM, "content": "http://purl.org/rss/1.0/modules/content/"}
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "interop" / "atom.rng"))


@given(catalogues())
def test_every_text_survives(made):
    """Both feeds are well-formed, Atom by its schema, and say titles, contents, ids and pages as the record does."""
    for language in TAGS:
        record = feed_record(edition_record(made, language=language))
        atom = etree.fromstring(gf.to_atom(made, language=language))
        rss = etree.fromstring(gf.to_rss(made, language=language))
        SCHEMA.assertValid(atom)
        assert atom.findtext("a:title", namespaces=NAMES) == rss.findtext("channel/title") == record.title.value
        rights = record.rights.value if record.rights else None
        assert atom.findtext("a:rights", namespaces=NAMES) == rss.findtext("channel/copyright") == rights
        entries = atom.findall("a:entry", namespaces=NAMES)
        items = rss.findall("channel/item")
        for entry, item, expected in zip(entries, items, record.entries, strict=True):
            assert entry.findtext("a:id", namespaces=NAMES) == item.findtext("guid") == expected.id
            assert entry.findtext("a:title", namespaces=NAMES) == item.findtext("title") == expected.title
            assert entry.findtext("a:content", namespaces=NAMES) == expected.content
            assert entry.findtext("a:published", namespaces=NAMES) == expected.published.isoformat()
            assert pages(entry)[0] == pages(entry)[-1] == item.findtext("link") == expected.alternate
            assert item.find("author") is None
            assert len(item.findall("enclosure")) <= 1


def pages(entry):
    """Give the addresses of the alternates of an entry, in order."""
    return [link.get("href") for link in entry.findall("a:link[@rel='alternate']", namespaces=NAMES)]


@given(catalogues())
def test_ids_are_unique_and_order_is_newest_first(made):
    """No id stands twice in a feed, its entries go back in time, and it changed when its last part did."""
    for language in TAGS:
        record = feed_record(edition_record(made, language=language))
        ids = [entry.id for entry in record.entries] + [stone.ref for stone in record.tombstones]
        assert len(set(ids)) == len(ids)
        moments = [entry.published for entry in record.entries]
        assert moments == sorted(moments, reverse=True)
        changes = [entry.updated for entry in record.entries] + [stone.when for stone in record.tombstones]
        assert record.updated == max(changes, default=made.published)


@given(catalogues())
def test_ids_differ_between_editions(made):
    """An id that stands in two editions is of the same entry in the same language, and has the same page and words."""
    seen = {}
    for language in TAGS:
        for entry in feed_record(edition_record(made, language=language)).entries:
            said = (entry.language, entry.title, entry.content, entry.links, entry.translations)
            assert seen.setdefault(entry.id, said) == said


@given(catalogues(), st.sampled_from(TAGS), st.sampled_from([gf.to_atom, gf.to_rss]))
def test_the_same_bytes_twice(made, language, write):
    """The second time gives what the first gave."""
    assert write(made, language=language) == write(made, language=language)


def test_the_same_bytes_in_eight_threads(gcm):
    """Eight threads at once write what one writes."""
    tasks = [(write, language) for write in (gf.to_atom, gf.to_rss) for language in gcm.languages] * 4
    expected = [write(gcm, language=language) for write, language in tasks]
    with ThreadPoolExecutor(8) as pool:
        actual = list(pool.map(lambda task: task[0](gcm, language=task[1]), tasks, timeout=120))
    assert actual == expected


@given(st.lists(st.sampled_from("fr es ar".split()), unique=True))
def test_the_page_of_an_entry_stands_at_both_ends(tags):
    """Whoever takes the first alternate, and whoever takes the last, has the entry's own page; none stands twice."""
    own = Link(rel="alternate", href="https://un.org/en", type="text/html", hreflang="en")
    others = [Link(rel="alternate", href=f"https://un.org/{tag}", type="text/html", hreflang=tag) for tag in tags]
    links = alternates(own, others)
    assert links[0].href == links[-1].href == own.href
    assert len({(link.type, link.hreflang) for link in links}) == len(links)


@pytest.mark.parametrize("text", [*HOSTILE, "AT&amp;T & Co", "&lt;b&gt;", "<![CDATA[a]]>", "&#38;amp;"])
def test_nothing_is_escaped_twice(text):
    """What is plain stays plain in Atom; RSS readers take it for HTML, so there it is escaped for them, once."""
    made = catalogue(announcement(title={"en": text}, abstract={"en": text}, body={"en": f"<p>{escape(text)}</p>"}))
    atom = etree.fromstring(gf.to_atom(made, language="en")).find("a:entry", namespaces=NAMES)
    item = etree.fromstring(gf.to_rss(made, language="en")).find("channel/item")
    assert atom.findtext("a:title", namespaces=NAMES) == item.findtext("title") == text
    assert atom.findtext("a:summary", namespaces=NAMES) == unescape(item.findtext("description")) == text
    content = atom.findtext("a:content", namespaces=NAMES)
    assert item.findtext("content:encoded", namespaces=NAMES) == content
    assert etree.fromstring(content.replace("&nbsp;", "\u00a0")).xpath("string(p[2])") == text


@pytest.mark.parametrize("write", [gf.to_atom, gf.to_rss])
def test_no_cdata(write):
    """No feed has a CDATA section, which a text could close."""
    assert b"<![CDATA[" not in write(full_catalogue(), language="en")


def archives_of(*years, **changes):
    """Give the archives of announcements of these years; one of them is changed."""
    changed = {year: changes if year == 2019 else {} for year in years}
    news = [announcement(key=f"in-{year}", published=gf.geneva(year, 6, 1), **changed[year]) for year in years]
    made = catalogue(*news)
    return {year: gf.to_atom(made, language="en", archive=year).decode().splitlines() for year in years[:-1]}


def test_an_archive_changes_with_its_entries():
    """An edit or a withdrawal changes the archive of its year alone."""
    before = archives_of(2018, 2019, 2020, 2021)
    for change in ({"title": {"en": "Other"}}, {"withdrawn": gf.geneva(2021, 1, 1)}):
        after = archives_of(2018, 2019, 2020, 2021, **change)
        assert [year for year in before if before[year] != after[year]] == [2019]


def test_an_archive_is_tied_to_the_next_once():
    """When the next year gets its archive, a link to it is all that comes; what comes later changes nothing."""
    before, after, later = (archives_of(*range(2018, last)) for last in (2021, 2022, 2023))
    address = "https://migrationnetwork.un.org/calendar/en/archive/2020.atom"
    link = f'  <link rel="next-archive" type="application/atom+xml" href="{address}"/>'
    assert [line for line in after[2019] if line not in before[2019]] == [link]
    assert [line for line in after[2019] if line != link] == before[2019]
    assert (before[2018], after[2019]) == (after[2018], later[2019])


def test_an_entry_is_the_same_in_feed_and_archive():
    """What stands in the feed and in an archive has the same bytes in both."""
    made = full_catalogue(full_event(), full_announcement(), announcement(key="b", published=gf.geneva(2021, 1, 1)))
    for language in made.languages:
        feed = atom.SHAPE.written_entries(gf.to_atom(made, language=language))
        archive = atom.SHAPE.written_entries(gf.to_atom(made, language=language, archive=2020))
        assert len(archive) == 2
        assert archive.items() < feed.items()


def test_rss_has_no_archives():
    """The RSS feed holds what the Atom feed does, and points to no archive; complete it says so."""
    years = [announcement(key=f"in-{year}", published=gf.geneva(year, 6, 1)) for year in (2019, 2020)]
    whole, part = (gf.to_rss(catalogue(*items), language="en") for items in (years[:1], years))
    assert (whole.count(b"<fh:complete/>"), part.count(b"fh:"), part.count(b"archive")) == (1, 0, 0)
    assert part.count(b"<item ") == 2
