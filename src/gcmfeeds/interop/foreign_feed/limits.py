"""Limits: what a feed of others may ask of us; looked at before feedparser sees it.

feedparser takes some 200 µs for an entry and 10 µs for an element, and compares each category with each other; on long
names of people it spends the square of their length.
"""

from __future__ import annotations

MOST_OCTETS = 5_000_000
MOST_TAGS = 300_000
"""Signs that open a tag, in escaped HTML and CDATA too: before there is a tree."""

MOST_REFERENCES = 500_000
"""Ampersands, each of which begins a reference or becomes one."""

MOST_ELEMENTS = 40_000
MOST_ENTRIES = 2_000
MOST_DEPTH = 100
MOST_OF_ONE = 100
"""How often any element may stand in an entry, what is beyond that is noted; and how many attributes it may have."""

MOST_IN_A_NAME = 200
"""How many characters who wrote something may be called by; what is beyond that is cut off, and noted."""

MOST_IN_A_LINE = 2_000
"""How many an address, a date or a category may have."""
