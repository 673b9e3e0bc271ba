"""ical.js: the parser of Thunderbird and Nextcloud, run once in node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from interop.clients import Client, SeenEvent, missing, utc_from_text

_HERE = Path(__file__).parent
_PACKAGE = _HERE.parents[1] / ".ci" / "clients" / "node_modules" / "ical.js"


def start(paths: Sequence[Path]) -> Client:
    """Let ical.js read every file."""
    node = shutil.which("node")
    if node is None:
        missing("node, which runs ical.js")
    if not _PACKAGE.exists():
        missing("ical.js (npm ci --prefix .ci/clients)")
    ran = subprocess.run(
        [node, str(_HERE / "icaljs.mjs"), (_PACKAGE / "dist" / "ical.js").as_uri()],
        input=json.dumps([str(path) for path in paths]),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )
    if ran.returncode:
        raise RuntimeError(ran.stderr)
    said = json.loads(ran.stdout)
    facts = json.loads((_PACKAGE / "package.json").read_text(encoding="utf-8"))
    saw = {path: [_event(event) for event in said[str(path)]] for path in paths}
    return Client(name="ical.js", version=facts["version"], saw=saw)


def _event(said):
    times = {name: utc_from_text(said[name]) for name in ("start", "end")}
    return SeenEvent(**{**said, **times, "categories": tuple(said["categories"])})
