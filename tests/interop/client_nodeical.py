"""node-ical: the parser of Node's dashboards and bots, run once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import attrs

import gcmfeeds as gf
from interop.clients import (
    Client,
    Expansion,
    SeenEvent,
    SeenTime,
    event_in_json,
    in_span,
    read_in_node,
    times_in_json,
)
from interop.expected import changed_times, times_by_rule


def start(paths: Sequence[Path]) -> Client:
    """Let node-ical read every file."""
    version, said = read_in_node("node-ical", "node-ical.js", "nodeical.mjs", paths)
    saw = {path: [event_in_json(event) for event in said[str(path)]] for path in paths}
    return Client(name="node-ical", version=version, saw=saw, misread=_unescaped_in_turn)


def expand(paths: Sequence[Path]) -> Expansion:
    """Let node-ical expand every file: what it throws is seen in place of an end."""
    version, said = read_in_node("node-ical", "node-ical.js", "nodeical_series.mjs", paths)
    saw = {path: in_span(times_in_json(said[str(path)])) for path in paths}
    return Expansion(name="node-ical", version=version, saw=saw, sees=_by_rule_alone)


def _by_rule_alone(event: gf.Event, uid: str) -> list[SeenTime]:
    """Leave out the dates besides the rule, which node-ical 0.27.2 does not read (it has no RDATE)."""
    extra = event.recurrence.extra if event.recurrence else ()
    times = {original: time for original, time in times_by_rule(event, uid).items() if original not in extra}
    return in_span({**times, **changed_times(event, uid)}.values())


def _unescaped_in_turn(event: SeenEvent) -> SeenEvent:
    r"""Misread texts as node-ical 0.27.2 does, and give an event without an end its start for one.

    ``text`` in its ``lib/ical-parser-utils.js`` takes one kind of escape after the other away, so that ``C:\new``, well
    escaped, gets a line break; and it takes off quotation marks around a text. Around a category it takes away every
    blank, one that does not break too (``category.trim()``). (That a moment ends when it starts is
    what :rfc:`5545#section-3.6.1` says.)

    Until 0.26.1 zoned summers from ten years ahead on were an hour late, in 2026 those of 2036 and 2037
    (temporal-polyfill 0.3.2: ``maxPossibleTransition``), and categories were split at escaped commas.
    """
    return attrs.evolve(
        event,
        end=event.end or event.start,
        summary=_text(_escaped(event.summary)),
        description=_text(_escaped(event.description)),
        location=_text(_escaped(event.location)),
        categories=tuple(_text(_escaped(category).strip()) for category in event.categories),
    )


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", r"\n")


def _text(value: str) -> str:
    value = value.replace(r"\,", ",").replace(r"\;", ";")
    value = re.sub(r"\\[nN]", "\n", value).replace("\\\\", "\\")
    return re.sub(r'\A"(.*)"\Z', r"\1", value)
