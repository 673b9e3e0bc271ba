"""JSON Feed: the schema of ours, which no document breaks."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

_SCHEMA = json.loads(Path(__file__).with_name("jsonfeed.schema.json").read_text("utf-8"))
Draft202012Validator.check_schema(_SCHEMA)
_VALIDATOR = Draft202012Validator(_SCHEMA)


def faults(document: object) -> list[str]:
    """Give what the schema finds wrong: the place, and what it says."""
    return [f"{error.json_path}: {error.message}" for error in _VALIDATOR.iter_errors(document)]


def parsed(body: bytes) -> dict:
    """Read a document as strictly as JSON is: UTF-8, no name twice, no NaN."""
    return json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise ValueError(f"a name stands twice: {names}")
    return dict(pairs)


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is no JSON")
