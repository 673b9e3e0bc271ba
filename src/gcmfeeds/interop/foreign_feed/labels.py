"""Labels: what entries are about, as topics, each once for all entries."""

from __future__ import annotations

from collections.abc import Iterable

from gcmfeeds.interop.foreign.keys import slug, topic_key
from gcmfeeds.interop.foreign.texts import cleaned
from gcmfeeds.interop.foreign_feed.said import Label
from gcmfeeds.interop.foreign_feed.texts import Speech
from gcmfeeds.model.channel import Topic
from gcmfeeds.model.rules import is_web_address
from gcmfeeds.model.text import Text, one_line


class Labels:
    """Collect the topics of a feed in the order in which they are met."""

    def __init__(self) -> None:
        self._topics: dict[str, Topic] = {}
        self._keys: dict[tuple[str, str], str] = {}

    def all(self) -> tuple[Topic, ...]:
        """Give all of them."""
        return tuple(self._topics.values())

    def taken(self, labels: Iterable[Label], speech: Speech) -> list[str]:
        """Take the categories of an entry: the keys of its topics, in order, each once."""
        found: dict[str, None] = {}
        for label in labels:
            words = one_line(cleaned(label.label)) or one_line(cleaned(label.term))
            if not words:
                speech.note("category", label.term, "there is nothing to see in it")
                continue
            is_list = is_web_address(label.scheme)
            if label.scheme and not is_list:
                speech.note("category", label.scheme, "the list it is from has no http(s) address", is_common=True)
            found[self._key(label.term or words, words, label.scheme if is_list else "", speech.language)] = None
        return list(found)

    def _key(self, term: str, words: str, scheme: str, language: str) -> str:
        """Give the key of a topic: its term, if that is one; a topic is called as where it is met first."""
        name = (term, scheme)
        if name not in self._keys:
            fits = slug(term) == term and term not in self._topics
            key = term if fits else topic_key(words, self._topics)
            self._keys[name] = key
            self._topics[key] = Topic(key=key, label=Text({language: words}), scheme=scheme or None)
        return self._keys[name]
