"""Revision: how often an item changed, and when."""

import datetime as dt

import pytest

import gcmfeeds as gf
from gcmfeeds.errors import ModelError
from samples import PUBLISHED, announcement, catalogue, event


def test_an_item_states_its_own():
    """An item's own dates and sequence count."""
    item = event(published=gf.geneva(2020, 11, 25), updated=gf.geneva(2020, 11, 26), sequence=3)
    revision = gf.initial_revision(item, catalogue(item))
    assert (revision.sequence, revision.published) == (3, gf.geneva(2020, 11, 25))
    assert revision.updated_in("fr") == gf.geneva(2020, 11, 26)


def test_the_catalogue_states_it_otherwise():
    """Without dates of its own an item went out with the catalogue."""
    revision = gf.initial_revision(event(), catalogue(event()))
    assert (revision.sequence, revision.published, revision.updated_in("fr")) == (0, PUBLISHED, PUBLISHED)


def test_an_update_counts_in_every_language():
    """An item's own update is one of each language that it may be shown in."""
    item = event(title={"ar": "إطلاق"}, updated=gf.geneva(2020, 12, 26))
    revision = gf.initial_revision(item, catalogue(item))
    assert {revision.updated_in(tag) for tag in ("en", "fr", "ar")} == {gf.geneva(2020, 12, 26)}


def test_an_update_before_all_was_published():
    """What was last edited before it first went out was last changed then."""
    item = event(updated=gf.geneva(2020, 1, 1))
    assert gf.initial_revision(item, catalogue(item)).updated_in("fr") == PUBLISHED


def test_an_announcement_never_changed():
    """An announcement without an update was last changed when it was published."""
    revision = gf.initial_revision(announcement(), catalogue(announcement()))
    assert revision.updated_in("fr") == gf.geneva(2020, 11, 30, 20, 33)


def test_languages_change_apart():
    """Each language has its own last change, kept as Geneva's moment."""
    updated = {"FR": dt.datetime(2020, 12, 1, 9, tzinfo=dt.UTC)}
    revision = gf.Revision(published=PUBLISHED, updated=updated)
    assert revision.updated_in("fr") == gf.geneva(2020, 12, 1, 10)
    assert revision.updated_in("en") == PUBLISHED


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"published": None}, "'published' must be a date and time"),
        ({"published": PUBLISHED, "sequence": -1}, "'sequence' must be a whole number"),
        ({"published": PUBLISHED, "updated": {"fr": gf.geneva(2020, 1, 1)}}, "'updated.fr' must not be before"),
        ({"published": PUBLISHED, "updated": {"fr": dt.datetime(2020, 12, 1)}}, "must have a zone"),
        ({"published": PUBLISHED, "updated": {"fr": 3}}, "'updated.fr' must be a date and time"),
        ({"published": PUBLISHED, "updated": {"zh_CN": PUBLISHED}}, "'updated' must be a table by language tags"),
        ({"published": PUBLISHED, "updated": 5}, "'updated' must be a table of moments by language"),
        ({"published": PUBLISHED, "updated": None}, "'updated' must be a table of moments by language"),
        ({"published": PUBLISHED, "updated": ["fr"]}, "'updated' must be a table of moments by language"),
    ],
)
def test_what_cannot_be_true(facts, message):
    """A revision that goes back in time, or has no date, is refused."""
    with pytest.raises(ModelError, match=message):
        gf.Revision(**facts)


def test_it_evolves():
    """A revision can be evolved, as any value of the model."""
    import attrs  # noqa: PLC0415  # beside what it tests

    revision = gf.Revision(published=PUBLISHED, updated={"fr": PUBLISHED})
    assert attrs.evolve(revision, sequence=1).updated == revision.updated
