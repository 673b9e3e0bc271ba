"""History: which of an edition's news stand in its feed, and which in the archive of a year (:rfc:`5005#section-4`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import attrs

NEWEST = 50
"""How many entries a feed holds at least, if there are as many: readers that come once a month miss none."""

_BEGINNING = dt.datetime.min.replace(tzinfo=dt.UTC)


class Dates(NamedTuple):
    """Say when an entry was announced, and when it last changed: aware, Geneva, so that their years are Geneva's."""

    announced: dt.datetime
    updated: dt.datetime


@attrs.frozen(kw_only=True)
class Tombstone:
    """Say that an entry was withdrawn (:rfc:`6721`): its id, when, and when it had been announced; aware, Geneva."""

    ref: str
    when: dt.datetime
    announced: dt.datetime


@attrs.frozen(kw_only=True)
class Volume:
    """Hold what stands in one document: the feed that is subscribed to, or the archive of a year.

    Args:
        year: The archive's; None for the feed.
        previous: The year of the archive before it; None for none.
        following: The year of the archive after it; None for none. After the last archive comes the feed.
        entries: When each was announced and changed, by kind and key; newest first by announcement, then by key.
        tombstones: In the order of their ids.
    """

    year: int | None
    previous: int | None
    following: int | None
    entries: Mapping[tuple[str, str], Dates]
    tombstones: tuple[Tombstone, ...]

    @property
    def is_complete(self) -> bool:
        """Whether it is the feed and nothing was ever told but what it holds (:rfc:`5005#section-2`)."""
        return self.year is None and self.previous is None

    def moments(self) -> Iterator[dt.datetime]:
        """Give the moments at which something in it changed."""
        yield from (dates.updated for dates in self.entries.values())
        yield from (stone.when for stone in self.tombstones)


@attrs.frozen(kw_only=True)
class History:
    """Hold all that an edition told.

    Args:
        entries: When each was announced and changed, by kind and key.
        tombstones: Of what was withdrawn, in any order.
    """

    entries: Mapping[tuple[str, str], Dates]
    tombstones: tuple[Tombstone, ...]

    def volumes(self) -> tuple[Volume, ...]:
        """Lay it out: the feed first, then an archive for each year but the last, the latest year first.

        The feed holds the newest entries, all of the last year, and besides what changed since the oldest of these was
        announced: who has an archive already does not ask for it again (:rfc:`5005#section-4.1`). A tombstone stands in
        the archive where its entry stood, and in the feed as a change of when it was withdrawn. The years of tombstones
        count too, so that no archive goes because an entry is withdrawn.
        """
        names = newest_first({name: dates.announced for name, dates in self.entries.items()})
        year_of = {name: self.entries[name].announced.year for name in names}
        tombstones = sorted(self.tombstones, key=lambda stone: stone.ref)
        *archived, last = sorted({*year_of.values(), *(stone.announced.year for stone in tombstones)}) or [0]
        count = max(NEWEST, list(year_of.values()).count(last))
        since = min((self.entries[name].announced for name in names[:count]), default=_BEGINNING)
        changed = [name for name in names[count:] if _is_changed(self.entries[name], since)]
        feed = Volume(
            year=None,
            previous=archived[-1] if archived else None,
            following=None,
            entries=self._of([*names[:count], *changed]),
            tombstones=tuple(one for one in tombstones if one.announced.year == last or one.when >= since),
        )
        archives = [
            Volume(
                year=year,
                previous=previous,
                following=following,
                entries=self._of(name for name in names if year_of[name] == year),
                tombstones=tuple(one for one in tombstones if one.announced.year == year),
            )
            for previous, year, following in zip([None, *archived], archived, [*archived[1:], None], strict=False)
        ]
        return feed, *reversed(archives)

    def _of(self, names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Dates]:
        return {name: self.entries[name] for name in names}


def newest_first(announced: Mapping[tuple[str, str], dt.datetime | None]) -> list[tuple[str, str]]:
    """Put news in their order: the newest first, of one moment by key.

    Args:
        announced: Since when each item is told of, aware, by kind and key; None if it is not.
    """
    news = {name: moment for name, moment in announced.items() if moment}
    by_key = sorted(news, key=lambda name: (name[1], name[0]))
    return sorted(by_key, key=lambda name: news[name], reverse=True)


def _is_changed(dates: Dates, since: dt.datetime) -> bool:
    """Say whether an entry was changed, and not merely announced, since a moment."""
    return dates.updated >= since and dates.updated > dates.announced
