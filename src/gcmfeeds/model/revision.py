"""Revision: how often an item changed, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import ItemsView, Mapping
from typing import Any, TypeAlias

import attrs

from gcmfeeds.errors import ModelError, refuse
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.event import Event
from gcmfeeds.model.given import as_moment, as_tag
from gcmfeeds.model.rules import a_count, a_moment, fault
from gcmfeeds.model.text import is_tag

Item: TypeAlias = Event | Announcement
"""What has a key, and revisions."""

Revisions: TypeAlias = "Mapping[tuple[str, str], Revision]"
"""The revision of each item by its kind and key: ``("event", "sg-report-2020")``."""


def _by_language(value: Mapping[str, dt.datetime] | tuple[tuple[str, dt.datetime], ...]) -> Any:
    pairs = value.items() if isinstance(value, Mapping) else value
    if not isinstance(pairs, ItemsView | tuple) or not all(isinstance(pair, tuple) for pair in pairs):
        return value
    return tuple(sorted((as_tag(tag), as_moment(moment)) for tag, moment in pairs))


def _moments(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, tuple):
        raise fault(instance, attribute.name, "must be a table of moments by language", value)
    for tag, moment in value:
        if not is_tag(tag):
            raise fault(instance, attribute.name, "must be a table by language tags", tag)
        a_moment(instance, attribute.evolve(name=f"{attribute.name}.{tag}"), moment)


def events_named(item: Item) -> tuple[str, ...]:
    """Give the keys of the events that an item names, in its order: those it is about, or those it stands to."""
    if isinstance(item, Announcement):
        return item.events
    return tuple(relation.event for relation in item.related)


@attrs.frozen(kw_only=True)
class Revision:
    """Say how often an item changed, and when.

    Args:
        sequence: How often its time, place or status changed (:rfc:`5545#section-3.8.7.4`).
        published: When it first went out, aware.
        announced: When it became news in a language, by language, aware: from then on it stands in feeds. Nothing for
            an event that is only in calendars; where a language is missing of an announcement, or of an event with a
            `published` of its own, that is `published` here.
        updated: When what it says in a language last changed, by language, aware; where a language
            is missing, that is `published`.

    Raises:
        ModelError: A field cannot be true, or news or an update stands before publication.
    """

    sequence: int = attrs.field(default=0, validator=a_count)
    published: dt.datetime = attrs.field(converter=as_moment, validator=a_moment)
    announced: tuple[tuple[str, dt.datetime], ...] = attrs.field(default=(), converter=_by_language, validator=_moments)
    updated: tuple[tuple[str, dt.datetime], ...] = attrs.field(default=(), converter=_by_language, validator=_moments)

    def __attrs_post_init__(self) -> None:
        """Refuse what the fields together show."""
        refuse(self.faults())

    def updated_in(self, language: str) -> dt.datetime:
        """Give the moment of the last change in a language, aware."""
        return dict(self.updated).get(language, self.published)

    def faults(self) -> list[ModelError]:
        """Find what the fields together show to be wrong."""
        return [
            fault(self, f"{field}.{tag}", f"must not be before {self.published}", moment)
            for field in ("announced", "updated")
            for tag, moment in getattr(self, field)
            if moment < self.published
        ]


def initial_revision(item: Item, catalogue: Catalogue) -> Revision:
    """Give the revision that an item states itself, or that the catalogue states for it.

    Args:
        item: An item of `catalogue`.
        catalogue: Gives the date where the item has none.

    Returns:
        The item's `sequence`, `published` and `updated`, in every language; without them 0 and the catalogue's
        `published`. What was last edited before it first went out was last changed then. It is news if it has a
        `published` of its own.
    """
    published = item.published or catalogue.published
    updated = max(item.updated or published, published)
    return Revision(
        sequence=item.sequence,
        published=published,
        announced=dict.fromkeys(item.title.languages, published) if item.published else {},
        updated=dict.fromkeys((*item.title.languages, *catalogue.languages), updated),
    )
