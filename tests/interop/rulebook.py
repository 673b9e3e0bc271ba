"""Rulebook: every rule of a feed by its format."""

from __future__ import annotations

from collections.abc import Iterator

from interop import atom_rules, feed_rules, rss_rules, time_rules

_BOTH = (*feed_rules.RULES, *time_rules.RULES)
RULES = {".atom": (*_BOTH, *atom_rules.RULES), ".rss": (*_BOTH, *rss_rules.RULES)}
IN_PROSE = (feed_rules.undeclared_html,)
"""What a title may hold that means it, so that these ask nothing of the hostile texts."""


def broken_rules(feed: feed_rules.Element, suffix: str) -> Iterator[str]:
    """Tell what a feed breaks of the rules, whatever their texts.

    Args:
        feed: The root.
        suffix: Its format.
    """
    for rule in RULES[suffix]:
        yield from (f"{rule.__name__}: {found}" for found in rule(feed))
