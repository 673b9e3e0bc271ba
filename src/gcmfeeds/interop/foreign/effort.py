"""Effort: what may be spent on one file."""

from __future__ import annotations


class Effort:
    """Count what may be spent on one file beyond going through it: single steps, some 50 µs each."""

    def __init__(self, steps: int = 20_000) -> None:
        self._left = steps

    def spend(self, steps: int) -> bool:
        """Say whether there is enough left, and take it."""
        if steps > self._left:
            return False
        self._left -= steps
        return True
