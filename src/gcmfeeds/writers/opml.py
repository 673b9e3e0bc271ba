"""OPML: the record of a catalogue's feeds as the bytes of OPML 2.0."""

from __future__ import annotations

from gcmfeeds.interop.opml import opml_bytes, to_tree
from gcmfeeds.records.opml import OpmlRecord

MEDIA_TYPE = "text/x-opml; charset=utf-8"
SUFFIX = ".opml"


def render(record: OpmlRecord) -> bytes:
    """Write a list of feeds as an OPML document in UTF-8."""
    return opml_bytes(to_tree(record))
