"""Generated feeds: of each catalogue that Hypothesis draws, one edition in both formats is judged, and thrown away."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import attrs
from lxml import etree

import gcmfeeds as gf
from feed_strategies import feeds
from interop.agreement import Outcome
from interop.clients import client_module
from interop.feed_rules import Element, entries
from interop.generated import draw
from interop.rulebook import broken_rules

_WRITERS = {".atom": gf.to_atom, ".rss": gf.to_rss}
_MOST = 20
"""How many complaints of a judge and batch are told."""

Judge = Callable[["Feed"], Iterator[str]]


@attrs.frozen(kw_only=True)
class Feed:
    """Hold a feed that was drawn.

    Args:
        name: Its seed, catalogue, language and format, for messages.
        suffix: Its format.
        body: As it is written.
        root: As it is read, which it is only if it is well-formed.
    """

    name: str
    suffix: str
    body: bytes
    root: Element


_SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


def _follows_the_schema(feed: Feed) -> Iterator[str]:
    if feed.suffix == ".atom" and not _SCHEMA.validate(feed.root):
        yield from (error.message for error in _SCHEMA.error_log)


def _keeps_the_rules(feed: Feed) -> Iterator[str]:
    return broken_rules(feed.root, feed.suffix)


def _is_read(feed: Feed) -> Iterator[str]:
    """Let feedparser read it: it complains of nothing, and sees each entry."""
    parsed = client_module("feedparser").parse(feed.body)
    if parsed.bozo:
        yield repr(parsed.bozo_exception)
    if len(parsed.entries) != len(entries(feed.root)):
        yield f"saw {len(parsed.entries)} entries"


JUDGES: dict[str, Judge] = {
    "Atom's schema": _follows_the_schema,
    "rules of feeds": _keeps_the_rules,
    "feedparser, drawn feeds": _is_read,
}
"""Who looks at each feed."""


def judge_batch(seeds: Sequence[int]) -> list[Outcome]:
    """Draw the catalogues of some seeds, write an edition of each, and let each judge look at it."""
    began = time.perf_counter()
    drawn = [feed for number in seeds for feed in _written(number)]
    outcomes = [Outcome(name="feeds drawn and written", files=len(drawn), seconds=time.perf_counter() - began)]
    for name, judge in JUDGES.items():
        began = time.perf_counter()
        complaints = [f"{name} of {feed.name}: {what}" for feed in drawn for what in judge(feed)]
        outcomes.append(
            Outcome(
                name=name,
                files=len(drawn),
                events=sum(len(entries(feed.root)) for feed in drawn),
                seconds=time.perf_counter() - began,
                disagreements=tuple(complaints[:_MOST]),
            )
        )
    return outcomes


def _written(number: int) -> Iterator[Feed]:
    for place, made in enumerate(draw(number, feeds()), 1):
        language = made.languages[place % len(made.languages)]
        for suffix, write in _WRITERS.items():
            body = write(made, language=language)
            name = f"seed {number}, catalogue {place} in {language}, {suffix}"
            yield Feed(name=name, suffix=suffix, body=body, root=etree.fromstring(body))
