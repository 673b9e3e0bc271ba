"""ical.js: the parser of Thunderbird and Nextcloud, run once in node."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import attrs

import gcmfeeds as gf
from gcmfeeds.errors import SkippedTimeError
from gcmfeeds.records.event import written_times
from gcmfeeds.zone import from_wall
from interop.clients import Client, Expansion, SeenTime, event_in_json, in_span, read_in_node, times_in_json
from interop.expected import changed_times, times_by_rule, times_of

PACKAGE, MODULE = "ical.js", "dist/ical.js"


def start(paths: Sequence[Path]) -> Client:
    """Let ical.js read every file."""
    version, said = read_in_node(PACKAGE, MODULE, "icaljs.mjs", paths)
    saw = {path: [event_in_json(event) for event in said[str(path)]] for path in paths}
    return Client(name="ical.js", version=version, saw=saw)


def expand(paths: Sequence[Path]) -> Expansion:
    """Let ical.js expand every file: rules, dates and exceptions, with what is changed."""
    version, said = read_in_node(PACKAGE, MODULE, "icaljs_series.mjs", paths)
    saw = {path: in_span(times_in_json(said[str(path)])) for path in paths}
    return Expansion(name="ical.js", version=version, saw=saw, sees=_with_length_on_the_wall)


def _with_length_on_the_wall(event: gf.Event, uid: str) -> list[SeenTime]:
    """Add the true length of the first time to the wall time of each, of an only one too, as ical.js 2.2.1 does.

    So an hour that begins just before the clocks change has no length, or two hours (``getOccurrenceDetails``, which
    adds ``duration`` to a clone of the start).
    """
    if event.is_all_day or event.end is None or written_times(event)[0].tzinfo is dt.UTC:
        return times_of(event, uid)
    length = event.end - event.start
    ends = {original: _moment(original.replace(tzinfo=None) + length) for original in times_by_rule(event, uid)}
    times = {original: attrs.evolve(time, end=ends[original]) for original, time in times_by_rule(event, uid).items()}
    return in_span({**times, **changed_times(event, uid)}.values())


def _moment(wall: dt.datetime) -> dt.datetime:
    """Read a wall time as it does: a repeated one is the second, a skipped one stands on summer's clocks."""
    try:
        return from_wall(wall, fold=1).astimezone(dt.UTC)
    except SkippedTimeError:
        return (wall - dt.timedelta(hours=2)).replace(tzinfo=dt.UTC)
