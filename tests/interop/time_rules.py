"""Time rules: what validators and readers ask of the moments of every feed."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

from interop.feed_rules import ATOM, EV, STONES, Element, Rule, entries, id_of, is_atom


def invalid_event_dates(feed: Element) -> Iterator[str]:
    """Find dates of events that are not ISO 8601, or end before they begin."""
    for entry in entries(feed):
        dates = [entry.findtext(f"{EV}{name}") for name in ("startdate", "enddate")]
        try:
            start, end = (one and (dt.datetime if "T" in one else dt.date).fromisoformat(one) for one in dates)
            if start and end and (end < start or (isinstance(start, dt.datetime) and start.tzinfo is None)):
                yield f"{dates}"
        except ValueError:
            yield f"{dates}"


def published(entry: Element) -> dt.datetime:
    """Give the moment at which an entry went out."""
    text = entry.findtext(f"{ATOM}published")
    return dt.datetime.fromisoformat(text) if text else parsedate_to_datetime(entry.findtext("pubDate", ""))


def oldest_first(feed: Element) -> Iterator[str]:
    """Find entries that do not stand newest first."""
    moments = [published(entry) for entry in entries(feed)]
    yield from (f"{one}" for one, after in itertools.pairwise(moments) if one < after)


def missing_dates(feed: Element) -> Iterator[str]:
    """Find entries without the moment at which they went out, or last changed."""
    needed = [f"{ATOM}updated", f"{ATOM}published"] if is_atom(feed) else [f"{ATOM}updated", "pubDate"]
    yield from (f"{name} of {id_of(entry)}" for entry in entries(feed) for name in needed if not entry.findtext(name))


def updated_before_published(feed: Element) -> Iterator[str]:
    """Find entries that changed before they were there."""
    for entry in entries(feed):
        if dt.datetime.fromisoformat(entry.findtext(f"{ATOM}updated", "")) < published(entry):
            yield id_of(entry)


def updated_is_not_the_latest(feed: Element) -> Iterator[str]:
    """Find a feed that does not say of its last change when that was: its entries', or in Atom its tombstones'."""
    moments = [dt.datetime.fromisoformat(entry.findtext(f"{ATOM}updated", "")) for entry in entries(feed)]
    moments += [dt.datetime.fromisoformat(stone.get("when", "")) for stone in feed.iter(f"{STONES}deleted-entry")]
    said = feed.findtext(f"{ATOM}updated")
    moment = (
        dt.datetime.fromisoformat(said) if said else parsedate_to_datetime(feed.findtext("channel/lastBuildDate", ""))
    )
    is_wrong = moment != max(moments) if is_atom(feed) and moments else moment < max(moments, default=moment)
    if is_wrong:  # RSS has no tombstones, so that what it says may be later than all that it shows
        yield f"{moment}"


RULES: tuple[Rule, ...] = (
    invalid_event_dates,
    oldest_first,
    missing_dates,
    updated_before_published,
    updated_is_not_the_latest,
)
