"""Select: what of a catalogue is out at a moment; all that depends on the day is decided here."""

from __future__ import annotations

import datetime as dt

import attrs

from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.revision import Item
from gcmfeeds.zone import in_geneva


@attrs.frozen(kw_only=True)
class Selection:
    """Hold what is out, and what is not yet.

    Args:
        catalogue: The catalogue without what is held back.
        held_back: The items whose `published` lies after the moment.
    """

    catalogue: Catalogue
    held_back: tuple[Item, ...]


def select(catalogue: Catalogue, moment: dt.datetime) -> Selection:
    """Hold back what is not published yet, and withdrawals that are still to come.

    Args:
        catalogue: The whole.
        moment: Aware. What is published, or withdrawn, exactly then is so.

    Returns:
        The same for every moment between two of the catalogue's own dates.

    Raises:
        ModelError: The moment is naive.
    """
    now = in_geneva(moment)
    events = tuple(event for event in catalogue.events if not event.published or event.published <= now)
    keys = {event.key for event in events}
    announcements = tuple(
        attrs.evolve(
            item,
            events=tuple(key for key in item.events if key in keys),
            withdrawn=item.withdrawn if item.withdrawn and item.withdrawn <= now else None,
        )
        for item in catalogue.announcements
        if item.published <= now
    )
    out = attrs.evolve(catalogue, events=events, announcements=announcements)
    shown = {(item.kind, item.key) for item in out.items}
    return Selection(
        catalogue=out, held_back=tuple(item for item in catalogue.items if (item.kind, item.key) not in shown)
    )
