"""Relation: how an event stands to another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import attrs

from gcmfeeds.model.given import many
from gcmfeeds.model.rules import a_key, one_of

RELATIONS = ("parent", "child", "sibling", "first", "next")
"""What another event may be to one: :rfc:`5545#section-3.2.15` has the first three, :rfc:`9253#section-5` the others.

There is no word for the one before. How one task waits for another (:rfc:`9253#section-4`) is nothing that events do.
"""


def as_relations(value: Iterable[Relation]) -> tuple[Relation, ...]:
    """Take a list of relations."""
    return cast("tuple[Relation, ...]", many(value))


@attrs.frozen(kw_only=True)
class Relation:
    """Say how an event stands to another (:rfc:`5545#section-3.8.4.5`).

    Args:
        event: The key of the other one.
        kind: What the other one is to it: its ``parent``, of which it is a part, a ``child``, a ``sibling``, or in a
            row of events the ``first`` or the ``next``.

    Raises:
        ModelError: A field cannot be true.
    """

    event: str = attrs.field(validator=a_key)
    kind: str = attrs.field(validator=one_of(*RELATIONS))
