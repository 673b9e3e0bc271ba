"""XML: the entries of a feed as pieces of its bytes, so that those that were written before need not be made again.

Where a tag is written it is one: no text and no attribute holds a ``<``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import attrs


@attrs.frozen(kw_only=True)
class Shape:
    """Say how the entries of a format stand in its bytes, as feedgen and lxml write them.

    Args:
        begin: What each begins with, from the start of its line.
        foot: What stands behind the last.
        id: Finds its id.
    """

    begin: bytes
    foot: bytes
    id: re.Pattern[bytes]

    def written_entries(self, body: bytes) -> dict[str, bytes]:
        """Take the entries out of a feed, by id."""
        _, *entries = body.removesuffix(self.foot).split(self.begin)
        return {next(self.id.finditer(entry))[1].decode(): self.begin + entry for entry in entries}

    def with_entries(self, body: bytes, ids: Iterable[str], written: Mapping[str, bytes]) -> bytes:
        """Put entries that were written before into a feed.

        Args:
            body: The feed with its new entries only.
            ids: Of all its entries, in order.
            written: The bytes of those that are not new, by id.
        """
        head = body.removesuffix(self.foot).partition(self.begin)[0]
        entries = {**written, **self.written_entries(body)}
        return b"".join([head, *(entries[id_] for id_ in ids), self.foot])
