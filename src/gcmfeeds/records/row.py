"""Row: an item as it stands in the lists of pages: what, when and where, on a line that leads to its page."""

from __future__ import annotations

import attrs

from gcmfeeds.language.choose import Chosen
from gcmfeeds.language.dates import span_in_short
from gcmfeeds.model.event import Event
from gcmfeeds.model.revision import Item
from gcmfeeds.records.content import mark_of, whereabouts
from gcmfeeds.records.edition import Edition
from gcmfeeds.records.ids import page_path, way
from gcmfeeds.records.reader import edition_reader


@attrs.frozen(kw_only=True)
class Row:
    """Hold an item as it stands in a list.

    Args:
        id: Its name in the page: kind and key.
        language: The edition's.
        href: The way to its page.
        title: In the language that the item is shown in.
        mark: The word for a status that is not "confirmed", in the edition's language; empty for none.
        start: For machines, as ISO 8601.
        when: The day in words; of a series the first, with an ellipsis.
        where: The place, if there is one.
    """

    id: str
    language: str
    href: str
    title: Chosen
    mark: str
    start: str
    when: str
    where: Chosen | None


def row_record(item: Item, edition: Edition, path: str) -> Row:
    """Say what the row of one of an edition's items says.

    Args:
        item: The item.
        edition: Its words are used.
        path: Of the page in which it stands.
    """
    reader = edition_reader(edition, edition.language)
    if isinstance(item, Event):
        start, mark, where = item.start, mark_of(item.status, edition.phrases), whereabouts(item, reader)
        when = span_in_short(item.start, item.end, edition.phrases) + (" …" if item.recurrence else "")
    else:
        start = (edition.announced(item) or item.published).date()
        when, mark, where = span_in_short(start, None, edition.phrases), "", None
    return Row(
        id=row_id(item.kind, item.key),
        language=edition.language,
        href=way(path, page_path(edition.language, item.kind, item.key)),
        title=reader.any_of(item.title),
        mark=mark,
        start=start.isoformat(),
        when=when,
        where=where,
    )


def row_id(kind: str, key: str) -> str:
    """Give the name of an item's row in its page."""
    return f"{kind}-{key}"
