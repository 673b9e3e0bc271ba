"""XML: entries are cut out of a feed and put into another."""

import pytest

import gcmfeeds as gf
from gcmfeeds.writers import atom, rss
from samples import announcement, event, full_catalogue


@pytest.mark.parametrize(("write", "shape"), [(gf.to_atom, atom.SHAPE), (gf.to_rss, rss.SHAPE)])
@pytest.mark.parametrize("keep", [0, 1, 2, 3])
def test_cut_and_put_together(write, shape, keep):
    """A feed with some of its entries, and the others cut out of it, are the feed again, whatever their words."""
    words = "  <entry <item> </feed>\n    <item xml:lang>\n<id>x</id> ]]>"
    items = [announcement(key=f"n{number}", title={"fr": words}, body={"fr": f"<p>{words}</p>"}) for number in range(2)]
    whole = write(full_catalogue(event(published=gf.geneva(2020, 12, 1), title={"fr": words}), *items), language="fr")
    entries = shape.written_entries(whole)
    assert [id_.split(":", 2)[2] for id_ in entries] == ["event/launch/fr", "announcement/n0/fr", "announcement/n1/fr"]
    head = whole.partition(shape.begin)[0]
    some = b"".join([head, *list(entries.values())[:keep], shape.foot])
    assert shape.with_entries(some, entries, entries) == whole


@pytest.mark.parametrize(("write", "shape"), [(gf.to_atom, atom.SHAPE), (gf.to_rss, rss.SHAPE)])
def test_a_feed_without_entries(write, shape):
    """There is nothing to cut out of a feed that holds nothing."""
    empty = write(full_catalogue(event()), language="fr")
    assert shape.written_entries(empty) == {}
    assert shape.with_entries(empty, [], {}) == empty
