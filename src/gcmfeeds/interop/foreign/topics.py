"""Topics: what events of others are about, each label once for all events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from gcmfeeds.interop.foreign.keys import slug, topic_key
from gcmfeeds.interop.foreign.properties import MOST_COMPARED, Properties, text_of
from gcmfeeds.interop.foreign.texts import cleaned, language_of
from gcmfeeds.model.channel import Topic
from gcmfeeds.model.rules import is_web_address
from gcmfeeds.model.text import Text, one_line


class Topics:
    """Collect the topics of a file in the order in which they are met."""

    def __init__(self) -> None:
        self._topics: dict[str, Topic] = {}
        self._keys: dict[tuple[str, str, str], list[str]] = {}

    def all(self) -> tuple[Topic, ...]:
        """Give all of them."""
        return tuple(self._topics.values())

    def taken(self, properties: Properties) -> list[str]:
        """Take CATEGORIES and CONCEPT of an event: the keys of its topics, in order."""
        labels = list(self._labels(properties))[:MOST_COMPARED]
        concepts = [uri for value in properties.take("CONCEPT") if (uri := _concept(properties, value))]
        found: list[str] = []
        for (label, tag), uri in zip(*_paired(labels, concepts), strict=True):
            key = self._key(label, tag, uri, found)
            found.append(key)
            if uri and uri.rpartition("#")[2] != key:
                properties.note("CONCEPT", uri, f"its topic has the key {key!r} here")
        return found

    @staticmethod
    def _labels(properties: Properties) -> Iterator[tuple[str, str]]:
        """Give the labels of CATEGORIES with their languages."""
        for value in properties.take("CATEGORIES"):
            tag, members = language_of(properties, "CATEGORIES", value), list(value)
            if len(members) > MOST_COMPARED:
                properties.note("CATEGORIES", "", f"the first {MOST_COMPARED} of {len(members)} were looked at")
            for member in members[:MOST_COMPARED]:
                label = one_line(cleaned(str(member)))
                if label:
                    yield label, tag
                else:
                    properties.note("CATEGORIES", member, "there is nothing to see in it")

    def _key(self, label: str, tag: str, uri: str, used: list[str]) -> str:
        """Give the key of a topic; one event has no topic twice."""
        keys = self._keys.setdefault((label, tag, uri), [])
        key = next((known for known in keys if known not in used), None)
        if key is None:
            end = _end(uri)
            key = end if slug(end) == end and end and end not in self._topics else topic_key(label, self._topics)
            text = Text({tag: label}) if tag else Text(label)
            self._topics[key] = Topic(key=key, label=text, scheme=uri.partition("#")[0] or None)
            keys.append(key)
        return key


def _concept(properties: Properties, value: Any) -> str:
    """Give the address of a concept with a fragment; of one without, its last part is that."""
    uri = text_of(value)
    if not is_web_address(uri):
        properties.note("CONCEPT", uri, "it is no http(s) address")
        return ""
    if "#" in uri:
        return uri
    if not urlsplit(uri).path.strip("/"):
        properties.note("CONCEPT", uri, "it has no last part that could be a topic")
        return ""
    properties.note("CONCEPT", uri, "its last part was taken for the topic, and what is before it for the list")
    return "#".join(uri.rstrip("/").rsplit("/", 1))


def _end(uri: str) -> str:
    return uri.partition("#")[2]


def _paired(labels: list[tuple[str, str]], concepts: list[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Pair labels with addresses, in order: the one that is called alike, else the next; each label has one or none."""
    labels = [*labels, *((_end(uri) or uri, "") for uri in concepts[len(labels) :])]
    names = [slug(label) for label, _ in labels]
    found, place = [""] * len(labels), 0
    for number, uri in enumerate(concepts):
        last = len(labels) - (len(concepts) - number)  # beyond it the other concepts would have no label
        at = next((at for at in range(place, last + 1) if names[at] == _end(uri)), place)
        found[at] = uri
        place = at + 1
    return labels, found
