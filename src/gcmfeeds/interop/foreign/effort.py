"""Effort: what may be spent on one file."""

from __future__ import annotations

_STEPS = 10


class Effort:
    """Count what may be spent on one file beyond going through it: steps of some 50 µs, ten for each possible event."""

    def __init__(self, most_events: int) -> None:
        self._left = _STEPS * max(most_events, 1)

    def spend(self, steps: int) -> bool:
        """Say whether there is enough left, and take it."""
        if steps > self._left:
            return False
        self._left -= steps
        return True
