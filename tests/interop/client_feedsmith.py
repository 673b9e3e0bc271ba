"""feedsmith: the package of Node that reads every format of a feed with its namespaces, run once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from interop.clients import Client, SeenFeed, feed_in_json, read_in_node, unseen


def start(paths: Sequence[Path]) -> Client:
    """Let feedsmith read every file."""
    version, said = read_in_node("feedsmith", "dist/index.mjs", "feedsmith.mjs", paths)
    saw = {path: feed_in_json(said[str(path)]) for path in paths}
    return Client(name="feedsmith", version=version, saw=saw, misread=_without_events)


def _without_events(feed: SeenFeed) -> SeenFeed:
    """Leave out what feedsmith does not know: the event of an entry."""
    return unseen(feed, "start")
