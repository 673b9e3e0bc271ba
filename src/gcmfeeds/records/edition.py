"""Edition: a catalogue, or a channel of it, in one language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from gcmfeeds.errors import MissingTextError, ModelError
from gcmfeeds.language.choose import Chosen, choose
from gcmfeeds.language.words import phrases_for
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.channel import Channel, Topic
from gcmfeeds.model.event import Event
from gcmfeeds.model.phrases import Phrases
from gcmfeeds.model.revision import Item, Revision, initial_revision
from gcmfeeds.model.text import canonical_tag
from gcmfeeds.zone import geneva


@attrs.frozen(kw_only=True)
class Edition:
    """Hold what every document of an edition needs.

    Args:
        catalogue: The whole.
        language: The edition's canonical tag, one of the catalogue's.
        channel: The selection, or None for everything.
        phrases: The fixed words of `language`.
        events: Those of the selection that have a title to show, by start, then key.
        announcements: Likewise, by key; withdrawn ones too.
        revisions: By kind and key; where one is missing, the item and the catalogue state it.
    """

    catalogue: Catalogue
    language: str
    channel: Channel | None
    phrases: Phrases
    events: tuple[Event, ...]
    announcements: tuple[Announcement, ...]
    revisions: Mapping[tuple[str, str], Revision]

    @property
    def channel_key(self) -> str:
        """The channel's key; empty for everything."""
        return self.channel.key if self.channel else ""

    def title(self) -> Chosen:
        """Give what the edition is called."""
        found = choose((self.channel or self.catalogue).title, (self.language, *self.catalogue.fallback))
        return found or _any(self.catalogue, self.channel)

    def abstract(self) -> Chosen | None:
        """Give the paragraph about it, if there is one."""
        return choose((self.channel or self.catalogue).abstract, (self.language, *self.catalogue.fallback))

    @property
    def color(self) -> str:
        """The name of the color of its calendar, the channel's own before the catalogue's; empty for none."""
        own = self.channel.color if self.channel else None
        return own or self.catalogue.color or ""

    def topics_of(self, item: Item) -> tuple[Topic, ...]:
        """Give an item's topics, in its order."""
        known = {topic.key: topic for topic in self.catalogue.topics}
        return tuple(known[key] for key in item.topics)

    def events_of(self, item: Announcement) -> tuple[Event, ...]:
        """Give the events that an announcement is about, in its order."""
        known = {event.key: event for event in self.catalogue.events} if item.events else {}
        return tuple(known[key] for key in item.events)

    def language_of(self, item: Item) -> str:
        """Give the language that an item's title is chosen in; empty if it is left out."""
        return entry_language(item, self.catalogue, self.language)

    def revision_of(self, item: Item) -> Revision:
        """Give an item's revision."""
        return self.revisions.get((item.kind, item.key)) or initial_revision(item, self.catalogue)

    def announced(self, item: Item) -> dt.datetime | None:
        """Say since when an item is news in its language and stands in feeds, aware; None for an event that is not."""
        revision = self.revision_of(item)
        since = dict(revision.announced).get(self.language_of(item))
        return since or (revision.published if item.published else None)

    def updated(self, item: Item) -> dt.datetime:
        """Say when what the edition shows of an item last changed, aware: its words, or in which language they are."""
        revision = self.revision_of(item)
        return max(revision.updated_in(tag) for tag in (self.language_of(item), self.language))


def edition_record(
    catalogue: Catalogue,
    *,
    language: str,
    channel: str | None = None,
    revisions: Mapping[tuple[str, str], Revision] | None = None,
) -> Edition:
    """Select what an edition holds.

    Args:
        catalogue: The whole.
        language: One of the catalogue's languages, BCP 47.
        channel: The key of a channel, or None for everything.
        revisions: By kind and key, standing in for what items and catalogue state.

    Raises:
        MissingTextError: The catalogue has no edition in this language, or there are no words in it or in a fall-back.
        ModelError: There is no such channel, or the language tag is malformed.
    """
    for fallback in catalogue.fallback:
        phrases_for(catalogue, fallback)
    tag = canonical_tag(language)
    if tag not in catalogue.languages:
        editions = ", ".join(catalogue.languages)
        raise MissingTextError(f"the catalogue has no edition in {tag!r}; its languages are {editions}")
    selected = next((found for found in catalogue.channels if found.key == channel), None)
    if channel is not None and selected is None:
        raise ModelError("channel", "must be the key of a channel of the catalogue", channel)
    topics = set(selected.topics) if selected else None
    items = [item for item in catalogue.items if topics is None or topics & set(item.topics)]
    shown = [item for item in items if entry_language(item, catalogue, tag)]
    return Edition(
        catalogue=catalogue,
        language=tag,
        channel=selected,
        phrases=phrases_for(catalogue, tag),
        events=tuple(sorted((item for item in shown if isinstance(item, Event)), key=_by_start)),
        announcements=tuple(sorted((item for item in shown if isinstance(item, Announcement)), key=_by_key)),
        revisions=revisions or {},
    )


def entry_language(item: Item, catalogue: Catalogue, language: str) -> str:
    """Give the language that an item is shown in: its title's; empty if it has none to show."""
    title = choose(item.title, (language, *catalogue.fallback))
    return title.language if title else ""


def _any(catalogue: Catalogue, channel: Channel | None) -> Chosen:
    text = (channel or catalogue).title
    return Chosen(text.values[0], text.languages[0])


def start_of(event: Event) -> dt.datetime:
    """Give the moment at which an event begins, aware, UTC; a day begins at midnight in Geneva."""
    start = event.start if isinstance(event.start, dt.datetime) else geneva(*event.start.timetuple()[:3])
    return start.astimezone(dt.UTC)


def _by_start(event: Event) -> tuple[dt.datetime, str]:
    return (start_of(event), event.key)


def _by_key(item: Item) -> str:
    return item.key
