"""Report: what publishing did, in plain words and numbers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from gcmfeeds.publisher.diff import Difference


@attrs.frozen(kw_only=True)
class Lapse:
    """Say that an item is not shown in an edition's language.

    Args:
        language: The edition's.
        kind: ``event`` or ``announcement``.
        key: The item's.
        shown_in: The language it is shown in; empty if it is left out.
    """

    language: str
    kind: str
    key: str
    shown_in: str


@attrs.frozen(kw_only=True)
class Report:
    """Say what publishing did; in a dry run, what it would have done.

    Args:
        languages: The editions that were published.
        written: The paths of the files that were new or changed, sorted; one in a folder begins with its
            edition's language.
        unchanged: The paths of the files that already stood there with the same bytes, sorted.
        removed: The paths of the files that nothing makes any more, sorted.
        warnings: What was done about a calendar that is too large, and where that was not enough, a line each.
        lapses: The items shown in another language than the edition's, or left out of it.
        held_back: Kind and key of the items whose `published` is still to come.
        changes: What subscribers see of it, where there is a ledger that knows what was before.
        until: When something may change next though the source does not, aware, Geneva: what is held back goes out,
            an event is over … None for never.
    """

    languages: tuple[str, ...]
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    warnings: tuple[str, ...]
    lapses: tuple[Lapse, ...]
    held_back: tuple[tuple[str, str], ...]
    changes: tuple[Difference, ...]
    until: dt.datetime | None
