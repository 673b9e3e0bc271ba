"""ical.js: the parser of Thunderbird and Nextcloud, run once in node."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from interop.clients import Client, event_in_json, read_in_node

PACKAGE, MODULE = "ical.js", "dist/ical.js"


def start(paths: Sequence[Path]) -> Client:
    """Let ical.js read every file."""
    version, said = read_in_node(PACKAGE, MODULE, "icaljs.mjs", paths)
    saw = {path: [event_in_json(event) for event in said[str(path)]] for path in paths}
    return Client(name="ical.js", version=version, saw=saw)
