"""Select: what of a catalogue is out at a moment."""

import datetime as dt

import pytest

import gcmfeeds as gf
from gcmfeeds.errors import ModelError
from gcmfeeds.publisher.select import select
from samples import announcement, catalogue, event, full_catalogue

NOON = gf.geneva(2020, 12, 1, 12)


def test_what_is_to_come_is_held_back():
    """An item is out from its very moment of publication on; one without is out."""
    items = [event(), event(key="b", published=NOON), announcement(published=NOON)]
    before = select(catalogue(*items), NOON - dt.timedelta(seconds=1))
    assert [item.key for item in before.catalogue.items] == ["launch"]
    assert [item.key for item in before.held_back] == ["b", "news"]
    assert select(catalogue(*items), NOON).held_back == ()


def test_the_same_catalogue_when_all_is_out():
    """Nothing is changed where there is nothing to hold back."""
    assert select(full_catalogue(), gf.geneva(2026, 1, 1)).catalogue == full_catalogue()


def test_no_pointer_to_what_is_held_back():
    """An announcement does not point to an event that is not out."""
    items = [event(published=gf.geneva(2021, 1, 1)), announcement(events=["launch"])]
    (news,) = select(catalogue(*items), NOON).catalogue.announcements
    assert news.events == ()


def test_a_withdrawal_to_come():
    """An announcement is withdrawn from its very moment on."""
    made = catalogue(announcement(withdrawn=NOON))
    before, after = (select(made, NOON - dt.timedelta(seconds=gap)).catalogue.announcements[0] for gap in (1, 0))
    assert (before.withdrawn, after.withdrawn) == (None, NOON)


def test_a_naive_moment_is_refused():
    """A moment without zone says nothing."""
    with pytest.raises(ModelError, match="must have a zone"):
        select(catalogue(), dt.datetime(2020, 12, 1))
