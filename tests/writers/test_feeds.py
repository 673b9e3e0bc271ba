"""Atom and RSS: laws that hold for every feed."""

from hypothesis import given
from lxml import etree

import gcmfeeds as gf
from gcmfeeds.interop.feed import ATOM
from gcmfeeds.records.edition import edition_record
from gcmfeeds.records.feed import feed_record
from gcmfeeds.writers import atom
from samples import announcement, catalogue, full_announcement, full_catalogue, full_event
from strategies import TAGS, catalogues

NAMES = {"a": ATOM}


@given(catalogues())
def test_every_text_survives(made):
    """Both feeds are well-formed, and say titles, contents and ids as the record does."""
    for language in TAGS:
        record = feed_record(edition_record(made, language=language))
        atom = etree.fromstring(gf.to_atom(made, language=language))
        rss = etree.fromstring(gf.to_rss(made, language=language))
        assert atom.findtext("a:title", namespaces=NAMES) == rss.findtext("channel/title") == record.title.value
        entries = atom.findall("a:entry", namespaces=NAMES)
        items = rss.findall("channel/item")
        for entry, item, expected in zip(entries, items, record.entries, strict=True):
            assert entry.findtext("a:id", namespaces=NAMES) == item.findtext("guid") == expected.id
            assert entry.findtext("a:title", namespaces=NAMES) == item.findtext("title") == expected.title
            assert entry.findtext("a:content", namespaces=NAMES) == expected.content
            assert entry.findtext("a:published", namespaces=NAMES) == expected.published.isoformat()


@given(catalogues())
def test_ids_are_unique_and_order_is_newest_first(made):
    """No id stands twice in a feed, and its entries go back in time."""
    for language in TAGS:
        record = feed_record(edition_record(made, language=language))
        assert len({entry.id for entry in record.entries}) == len(record.entries)
        moments = [entry.published for entry in record.entries]
        assert moments == sorted(moments, reverse=True)
        assert record.updated == max([entry.updated for entry in record.entries], default=made.published)


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
    assert part.count(b"<item>") == 2
