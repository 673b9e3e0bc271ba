"""feedsmith: the package of Node that reads every format of a feed with its namespaces, run once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from interop.clients import Client, feed_in_json, read_in_node


def start(paths: Sequence[Path]) -> Client:
    """Let feedsmith read every file."""
    version, said = read_in_node("feedsmith", "dist/index.mjs", "feedsmith.mjs", paths)
    return Client(name="feedsmith", version=version, saw={path: feed_in_json(said[str(path)]) for path in paths})
