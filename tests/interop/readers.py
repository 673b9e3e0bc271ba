"""Readers: which of the generated files each calendar client is given, so that an event costs it little."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence

import attrs

from interop import (
    client_calcurse,
    client_dateutil,
    client_ical,
    client_icalendar,
    client_icaljs,
    client_khal,
    client_libical,
    client_nodeical,
    client_radicale,
)
from interop.clients import Expand, Expansion, SeenTime, Start
from interop.generated import BLOCK, Batch, Paper, Told


@attrs.frozen(kw_only=True)
class Reader:
    """Hold how a client reads a batch, and which files of it.

    Args:
        start: Starts it to read.
        expand: Starts it to expand series.
        reads: Gives what it reads.
        expands: Gives what it expands.
        sees: Counts the times that it is to see of some events.
    """

    start: Start
    expand: Expand
    reads: Callable[[Batch], Sequence[Paper]]
    expands: Callable[[Batch], Sequence[Paper]]
    sees: Callable[[Expansion, Sequence[Told]], Counter[SeenTime]]


def _calendars(batch: Batch) -> Sequence[Paper]:
    return batch.calendars


def _with_series(batch: Batch) -> Sequence[Paper]:
    return [paper for paper in batch.calendars if any(one.event.recurrence for one in paper.told)]


def _happens_once(one: Told) -> bool:
    return one.event.recurrence is None


def _happens_again(one: Told) -> bool:
    return one.event.recurrence is not None


def _every_time(expansion: Expansion, told: Sequence[Told]) -> Counter[SeenTime]:
    return Counter(time for one in told for time in expansion.sees(one.event, one.uid))


def _each_moment_once(expansion: Expansion, told: Sequence[Told]) -> Counter[SeenTime]:
    """Count once what begins and ends at the same moments: calcurse shows it on each day, and not of what it is."""
    every = _every_time(expansion, told)
    return Counter({time: 1 if isinstance(time.start, dt.datetime) else count for time, count in every.items()})


def _reader(start: Start, expand: Expand, **parts: object) -> Reader:
    usual = {"reads": _calendars, "expands": _with_series, "sees": _every_time}
    return Reader(start=start, expand=expand, **{**usual, **parts})


def _few_for_calcurse(batch: Batch, turn: int) -> Paper:
    """Give it few series at once: for hundreds, in one file, half a century of days takes it minutes."""
    return batch.merged(
        f"calcurse-{turn}",
        lambda one: one.turn == turn and _happens_again(one) and client_calcurse.expands(one.event),
    )


_MERGED = {
    "reads": lambda batch: [batch.merged("singles", _happens_once)],
    "expands": lambda batch: [batch.merged("series", _happens_again)],
}
_FOR_CALCURSE = {
    **_MERGED,
    "expands": lambda batch: [paper for turn in range(1, BLOCK + 1) if (paper := _few_for_calcurse(batch, turn)).told],
    "sees": _each_moment_once,
}


def _in_turn(number: int) -> dict[str, object]:
    """Give khal each series in one of its zones: it reads all of an event again for each of its times."""
    zones = len(client_khal.ZONES)
    return {
        **_MERGED,
        "expands": lambda batch: [
            batch.merged(f"series-{number}", lambda one: _happens_again(one) and one.turn % zones == number)
        ],
    }


_ONE_BY_ONE = {
    "reads": lambda batch: batch.alone,
    "expands": lambda batch: batch.split("series", _happens_again),
}
READERS = {
    "icalendar": _reader(client_icalendar.start, client_icalendar.expand),
    "ical": _reader(client_ical.start, client_ical.expand),
    "ical.js": _reader(client_icaljs.start, client_icaljs.expand),
    "node-ical": _reader(client_nodeical.start, client_nodeical.expand),
    "libical": _reader(client_libical.start, client_libical.expand),
    "dateutil": _reader(client_dateutil.start, client_dateutil.expand),
    "calcurse": _reader(client_calcurse.start, client_calcurse.expand, **_FOR_CALCURSE),
    "Radicale": _reader(client_radicale.start, client_radicale.expand, **_ONE_BY_ONE),
    **{
        f"khal in {zone}": _reader(client_khal.search_in(zone), client_khal.search_times_in(zone), **_in_turn(number))
        for number, zone in enumerate(client_khal.ZONES)
    },
}
"""Every calendar client."""
