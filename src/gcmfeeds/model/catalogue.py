"""Catalogue: all that is published together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, cast

import attrs

from gcmfeeds.errors import ModelError, refuse
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.channel import Channel, Topic
from gcmfeeds.model.event import Event
from gcmfeeds.model.given import as_line, as_moment, as_tags, as_words, many
from gcmfeeds.model.people import Organizer
from gcmfeeds.model.phrases import Phrases
from gcmfeeds.model.rules import (
    a_color,
    a_count,
    a_moment,
    a_part,
    a_tagged_text,
    a_text,
    a_web_address,
    fault,
    members,
    optional,
    tags,
    web_address_list,
)
from gcmfeeds.model.text import Text

_AUTHORITY = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_SINCE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)
_AUTHORITY_LENGTH = 120


def _topics(value: Iterable[Topic]) -> tuple[Topic, ...]:
    return cast("tuple[Topic, ...]", many(value))


def _channels(value: Iterable[Channel]) -> tuple[Channel, ...]:
    return cast("tuple[Channel, ...]", many(value))


def _events(value: Iterable[Event]) -> tuple[Event, ...]:
    return cast("tuple[Event, ...]", many(value))


def _announcements(value: Iterable[Announcement]) -> tuple[Announcement, ...]:
    return cast("tuple[Announcement, ...]", many(value))


def _phrases(value: Iterable[Phrases]) -> tuple[Phrases, ...]:
    return cast("tuple[Phrases, ...]", many(value))


def _as_day(value: str | int | dt.date) -> str:
    """Take what TOML makes of ``2020`` and ``2020-12-01`` without quotes."""
    is_year = isinstance(value, int) and not isinstance(value, bool) and dt.MINYEAR <= value <= dt.MAXYEAR
    is_day = isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    return str(value) if is_year or is_day else cast("str", value)


def _with_slash(url: str) -> str:
    return url if not isinstance(url, str) or url.endswith("/") else f"{url}/"


def _a_folder_url(instance: object, attribute: attrs.Attribute[Any], value: str) -> None:
    a_web_address(instance, attribute, value)
    if "?" in value or "#" in value:
        raise fault(instance, attribute.name, "must have no query and no fragment: paths are put behind it", value)


def _an_authority(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if not (isinstance(value, str) and len(value) <= _AUTHORITY_LENGTH and _AUTHORITY.fullmatch(value)):
        rule = "must be a domain name in lower case that you hold, such as example.org (RFC 4151)"
        raise fault(instance, attribute.name, rule, value)


def _a_past_day(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    try:
        if isinstance(value, str) and _SINCE.fullmatch(value):
            dt.date.fromisoformat(value + "-01-01"[len(value) - 4 :])
            return
    except ValueError:
        pass  # the error below says the same
    rule = "must be a year, month or day such as 2020 or 2020-12-01, on which you held the authority (RFC 4151)"
    raise fault(instance, attribute.name, rule, value)


def _languages(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    tags(instance, attribute, value)
    if not value:
        raise fault(instance, attribute.name, "must name at least one language", value)


@attrs.frozen(kw_only=True)
class Catalogue:
    """Hold all that is published together.

    Args:
        title: One line, by language.
        abstract: A paragraph, plain, by language.
        rights: Who may do what with its texts, one line, bare or by language.
        publisher: Who publishes it; answers for each item that names nobody.
        languages: The editions, BCP 47 tags; the first is the default.
        fallback: The languages tried, in order, where a text does not stand in the edition's; empty to leave
            such items out.
        base_url: Where the published tree will stand; ends in a slash.
        authority: A domain name that the publisher holds, lower case; part of every id.
        since: A year, month or day on which it was held (:rfc:`4151#section-2.1`); part of every id.
        published: When this catalogue first went out, aware; never moves.
        color: How calendars are shown, a name of CSS 3 such as ``steelblue``; None leaves it to the app.
        topics: What items may be about, in order.
        channels: Selections by topics, in order.
        events: What happens, in any order.
        announcements: What is news, in any order.
        phrases: Fixed words for languages that gcmfeeds has none for, or other words for those it has.
        max_events: How many events a calendar to subscribe to may hold; past which Google and others lose some. The
            past events that ended first leave it, never one that is running or to come.
        max_octets: How large it may be, likewise.
        hubs: The addresses of WebSub hubs: whoever follows a feed is told at once there what is new in it.

    Raises:
        ModelError: Something of it cannot be true: a doubled key, a key that names nothing …
    """

    title: Text = attrs.field(converter=as_line, validator=a_tagged_text)
    abstract: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_line), validator=optional(a_tagged_text)
    )
    rights: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_line), validator=optional(a_text)
    )
    publisher: Organizer = attrs.field(validator=a_part(Organizer))
    languages: tuple[str, ...] = attrs.field(converter=as_tags, validator=_languages)
    fallback: tuple[str, ...] = attrs.field(default=(), converter=as_tags, validator=tags)
    base_url: str = attrs.field(converter=_with_slash, validator=_a_folder_url)
    authority: str = attrs.field(validator=_an_authority)
    since: str = attrs.field(converter=_as_day, validator=_a_past_day)
    published: dt.datetime = attrs.field(converter=as_moment, validator=a_moment)
    color: str | None = attrs.field(default=None, validator=optional(a_color))
    topics: tuple[Topic, ...] = attrs.field(default=(), converter=_topics, validator=members(Topic, unique="key"))
    channels: tuple[Channel, ...] = attrs.field(
        default=(), converter=_channels, validator=members(Channel, unique="key")
    )
    events: tuple[Event, ...] = attrs.field(default=(), converter=_events, validator=members(Event, unique="key"))
    announcements: tuple[Announcement, ...] = attrs.field(
        default=(), converter=_announcements, validator=members(Announcement, unique="key")
    )
    phrases: tuple[Phrases, ...] = attrs.field(
        default=(), converter=_phrases, validator=members(Phrases, unique="language")
    )
    max_events: int = attrs.field(default=1000, validator=a_count)
    max_octets: int = attrs.field(default=1_000_000, validator=a_count)
    hubs: tuple[str, ...] = attrs.field(default=(), converter=as_words, validator=web_address_list)

    def __attrs_post_init__(self) -> None:
        """Refuse what the fields together show."""
        refuse(self.faults())

    def faults(self) -> list[ModelError]:
        """Find what the fields together show to be wrong."""
        topics = {topic.key for topic in self.topics}
        events = {event.key for event in self.events}
        faults = [
            fault(self, f"channels[{number}].topics{path}", rule, key)
            for number, channel in enumerate(self.channels)
            for path, rule, key in unknown_keys(channel.topics, topics, "topic")
        ]
        for item in self.items:
            faults += [
                fault(item, f"topics{path}", *rest) for path, *rest in unknown_keys(item.topics, topics, "topic")
            ]
        for item in self.events:
            named = [relation.event for relation in item.related]
            faults += [
                fault(item, f"related{path}.event", *rest) for path, *rest in unknown_keys(named, events, "event")
            ]
        for item in self.announcements:
            faults += [
                fault(item, f"events{path}", *rest) for path, *rest in unknown_keys(item.events, events, "event")
            ]
        if self.since > self.published.isoformat()[: len(self.since)]:
            rule = f"must not be after the catalogue's published, {self.published:%Y-%m-%d}"
            faults.append(fault(self, "since", rule, self.since))
        return faults

    @property
    def items(self) -> tuple[Event | Announcement, ...]:
        """The events, then the announcements."""
        return (*self.events, *self.announcements)


def unknown_keys(keys: Iterable[str], known: Collection[str], noun: str) -> Iterator[tuple[str, str, str]]:
    """Find the keys that name nothing.

    Args:
        keys: What is named, in order.
        known: What can be named.
        noun: What the keys name: ``topic`` or ``event``.

    Yields:
        Its place such as ``[1]``, the rule, and the key.
    """
    for index, key in enumerate(keys):
        if key not in known:
            article = "an" if noun == "event" else "a"
            yield f"[{index}]", f"must be the key of {article} {noun} of the catalogue", key
