"""Announcement: a dated piece of news, and what cannot be one."""

import datetime as dt

import pytest

import gcmfeeds as gf
from gcmfeeds.errors import ModelError
from samples import announcement, full_announcement


def test_it_is_dated():
    """Its moment is kept as Geneva's."""
    item = announcement(published=dt.datetime(2020, 11, 30, 19, 33, tzinfo=dt.UTC))
    assert item.published.isoformat() == "2020-11-30T20:33:00+01:00"
    assert len({full_announcement(), full_announcement()}) == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"published": None}, "'published' must be a date and time"),
        ({"published": dt.datetime(2020, 11, 30)}, "'published' must have a zone"),
        ({"updated": gf.geneva(2020, 11, 29)}, "'updated' must not be before 2020-11-30 20:33:00"),
        ({"withdrawn": gf.geneva(2020, 11, 29)}, "'withdrawn' must not be before 2020-11-30 20:33:00"),
        ({"author": "Network"}, "'author' must be of the type Organizer"),
        ({"events": ["Launch"]}, r"'events\[0\]' must be a key"),
        ({"documents": [3]}, r"'documents\[0\]' must be of the type Document"),
        ({"title": {}}, "'title' must stand in at least one language"),
    ],
)
def test_what_cannot_be_true(changes, message):
    """Each thing that cannot be true is refused."""
    with pytest.raises(ModelError, match=f"{message}.* in announcement 'news'"):
        announcement(**changes)
