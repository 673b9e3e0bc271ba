"""Context: what the events of one file have in common while they are read."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import attrs

from gcmfeeds.errors import MissingTextError
from gcmfeeds.interop.foreign.effort import Effort
from gcmfeeds.interop.foreign.report import Notes, Subject
from gcmfeeds.interop.foreign.topics import Topics
from gcmfeeds.interop.foreign.zones import Zones
from gcmfeeds.language.words import find_phrases
from gcmfeeds.model.phrases import Phrases


@attrs.frozen(kw_only=True)
class Context:
    """Hold what reading an event needs besides it.

    Args:
        language: What a text without a language is in.
        is_ours: Whether the file says that gcmfeeds wrote it.
        keys: The key of each UID of the file.
        zones: What a TZID means.
        topics: Those that were met so far.
        effort: What is left to spend on series.
        notes: Where notes go.
    """

    language: str
    is_ours: bool
    keys: Mapping[str, str]
    zones: Zones
    topics: Topics
    effort: Effort
    notes: Notes

    def subject(self, uid: str) -> Subject:
        """Say whom the notes of an event are about."""
        return Subject(self.keys[uid], uid)


@functools.lru_cache(maxsize=256)
def words_of(language: str) -> Phrases | None:
    """Give the fixed words of a language, if gcmfeeds has any."""
    try:
        return find_phrases((), language)
    except MissingTextError:
        return None
