"""Rulebook: every rule of a feed by its format, and those that our feeds do not yet keep."""

from __future__ import annotations

from collections.abc import Iterator

from interop import atom_rules, feed_rules, rss_rules, time_rules

_BOTH = (*feed_rules.RULES, *time_rules.RULES)
RULES = {".atom": (*_BOTH, *atom_rules.RULES), ".rss": (*_BOTH, *rss_rules.RULES)}
IN_PROSE = (feed_rules.undeclared_html,)
"""What a title may hold that means it, so that these ask nothing of the hostile texts."""

NOT_YET = {
    ("authors_in_rss", ".rss"): "feedgen writes <author> where there is a mail address",
    ("tombstones_declared_in_vain", ".rss"): "RSS declares what Atom needs",
}
"""Rules that feeds do not yet keep, and why."""


def broken_rules(feed: feed_rules.Element, suffix: str) -> Iterator[str]:
    """Tell what a feed breaks of the rules that feeds keep, whatever their texts.

    Args:
        feed: The root.
        suffix: Its format.
    """
    for rule in RULES[suffix]:
        if (rule.__name__, suffix) not in NOT_YET:
            yield from (f"{rule.__name__}: {found}" for found in rule(feed))
