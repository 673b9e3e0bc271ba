"""Atom and RSS: laws that hold for every feed."""

from hypothesis import given
from lxml import etree

import gcmfeeds as gf
from gcmfeeds.interop.feed import ATOM
from gcmfeeds.records.edition import edition_record
from gcmfeeds.records.feed import feed_record
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
