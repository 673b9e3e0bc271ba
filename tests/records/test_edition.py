"""Edition: what a catalogue or channel holds in one language."""

import pytest

import gcmfeeds as gf
from gcmfeeds.errors import MissingTextError, ModelError
from gcmfeeds.language.choose import Chosen
from gcmfeeds.records.edition import edition_record
from samples import announcement, catalogue, event, full_catalogue

COLORED = (("own", "red"), ("none", None))


def test_an_item_is_shown_in_its_titles_language():
    """The edition's own language, else the first fall-back that has the title."""
    items = [event(title={"fr": "Lancement"}), announcement(title={"fr": "Nouvelle", "en": "News"})]
    edition = edition_record(catalogue(*items), language="en")
    assert [edition.language_of(item) for item in items] == ["fr", "en"]


def test_without_fall_back_it_is_left_out():
    """``fallback = []`` leaves out what has no title in the edition's language."""
    item = event(title={"fr": "Lancement"})
    edition = edition_record(catalogue(item, fallback=[]), language="en")
    assert edition.events == ()
    assert edition.language_of(item) == ""


def test_events_stand_by_start_then_key():
    """The order does not depend on the order they were given in."""
    items = [event(key="b"), event(key="a"), event(key="c", start=gf.geneva(2020, 11, 30))]
    edition = edition_record(catalogue(*items), language="en")
    assert [item.key for item in edition.events] == ["c", "a", "b"]


def test_a_channel_selects_by_any_of_its_topics():
    """Only items with one of the channel's topics are in it."""
    everything = full_catalogue(event(topics=["report"]), event(key="other"), announcement(topics=["region"]))
    edition = edition_record(everything, language="en", channel="reports")
    assert [item.key for item in edition.events] == ["launch"]
    assert edition.announcements == ()
    assert edition.title() == Chosen("Reports", "en")
    assert edition.abstract() == Chosen("Them.", "en")


def test_what_there_is_not():
    """A language or channel that the catalogue does not have is refused."""
    with pytest.raises(MissingTextError, match="no edition in 'es'; its languages are en, fr"):
        edition_record(catalogue(), language="es")
    with pytest.raises(ModelError, match=r"'channel' must be the key of a channel of the catalogue .got 'x'"):
        edition_record(catalogue(), language="en", channel="x")
    with pytest.raises(ModelError, match="must be a language tag"):
        edition_record(catalogue(), language="en_GB")


def test_the_title_in_some_language():
    """A catalogue whose title stands neither in the edition's language nor in a fall-back shows what it has."""
    edition = edition_record(catalogue(title={"ar": "الاتفاق"}), language="en")
    assert edition.title() == Chosen("الاتفاق", "ar")


def test_revisions_stand_in():
    """A revision that is given counts, else the item's own."""
    one, other = event(), event(key="other", sequence=4)
    given = {("event", "launch"): gf.Revision(sequence=7, published=gf.geneva(2020, 12, 1))}
    edition = edition_record(catalogue(one, other), language="en", revisions=given)
    assert [edition.revision_of(item).sequence for item in (one, other)] == [7, 4]


def test_a_fall_back_without_words():
    """A fall-back without words is refused: its entries would be said in a mix of languages."""
    with pytest.raises(MissingTextError, match="there are no phrases in 'de'"):
        edition_record(catalogue(fallback=["de"]), language="en")


def test_the_repeated_hour_stands_in_order():
    """Events in the hour that the clocks show twice stand by their instants."""
    items = [event(key=key, start=gf.geneva(2020, 10, 25, 2, 30, fold=fold)) for key, fold in (("a", 1), ("b", 0))]
    assert [item.key for item in edition_record(catalogue(*items), language="en").events] == ["b", "a"]


def test_the_color():
    """A channel has its own color, or the catalogue's; there may be none."""
    channels = [gf.Channel(key=key, title={"en": key}, topics=["report"], color=color) for key, color in COLORED]
    everything = full_catalogue(channels=channels)
    found = [edition_record(everything, language="en", channel=key).color for key in (None, "own", "none")]
    assert found == ["steelblue", "red", "steelblue"]
    assert edition_record(catalogue(), language="en").color == ""
