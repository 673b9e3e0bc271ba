"""rss-parser: the parser of most bots of Node that follow feeds, run once; of several alternates it takes the first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

from interop.clients import Client, SeenFeed, feed_in_json, read_in_node, unseen


def start(paths: Sequence[Path]) -> Client:
    """Let rss-parser read every file."""
    version, said = read_in_node("rss-parser", "index.js", "rssparser.mjs", paths)
    saw = {path: feed_in_json(said[str(path)]) for path in paths}
    return Client(name="rss-parser", version=version, saw=saw, misread=_half_seen)


def _half_seen(feed: SeenFeed) -> SeenFeed:
    """Leave out what rss-parser 3.13.0 does not show: of Atom neither languages nor categories, files or rights."""
    seen = attrs.evolve(unseen(feed, *"updated related translations editions source start".split()), id=None)
    return unseen(seen, "language", "categories", "enclosures", "rights") if feed.id else seen
