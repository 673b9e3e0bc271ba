"""Relation: how an event stands to another, and what cannot be one."""

import pytest

import gcmfeeds as gf
from gcmfeeds.errors import ModelError
from gcmfeeds.model.relation import RELATIONS
from samples import event


@pytest.mark.parametrize("kind", RELATIONS)
def test_as_plain_data(kind):
    """A relation is a table in TOML, and is written as it was."""
    made = event(related=[gf.Relation(event="other", kind=kind)])
    assert gf.to_plain(made)["related"] == [{"event": "other", "kind": kind}]
    assert gf.from_plain(gf.to_plain(made), gf.Event) == made


@pytest.mark.parametrize(
    ("related", "message"),
    [
        (["other"], r"'related\[0\]' must be a table of the fields of Relation"),
        ([{"event": "other", "kind": "previous"}], r"'related\[0\].kind' must be one of parent, child, sibling, first"),
        ([{"event": "Other", "kind": "next"}], r"'related\[0\].event' must be made of a-z"),
        ([{"event": "launch", "kind": "next"}], r"'related\[0\].event' must be another event"),
        ([{"event": "a", "kind": "next"}, {"event": "a", "kind": "first"}], r"'related\[1\].event' must stand once"),
    ],
)
def test_what_cannot_be_a_relation(related, message):
    """The other event is named once, in a way that RFC 5545 or RFC 9253 has."""
    with pytest.raises(ModelError, match=message):
        gf.from_plain({**gf.to_plain(event()), "related": related}, gf.Event)
