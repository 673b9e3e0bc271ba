"""Phrases: the fixed words of one language."""

from __future__ import annotations

from typing import Any

import attrs

from gcmfeeds.errors import ModelError
from gcmfeeds.model.given import as_tag
from gcmfeeds.model.rules import fault, renamed
from gcmfeeds.model.text import canonical_tag, clean_text, one_line


def _a_tag(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
    try:
        canonical_tag(value)
    except ModelError as error:
        raise renamed(error, None, attribute.name) from None


def _a_locale(instance: object, attribute: attrs.Attribute[Any], value: str) -> None:
    if value:
        _a_tag(instance, attribute, value)


def _a_phrase(_: object, attribute: attrs.Attribute[Any], value: str) -> None:
    try:
        clean_text(value)
    except ModelError as error:
        raise renamed(error, None, attribute.name) from None
    places: tuple[str, ...] = attribute.metadata["places"]
    rest = value
    for place in places:
        rest = rest.replace(f"{{{place}}}", "", 1)
    if len(rest) != len(value) - sum(len(place) + 2 for place in places) or set(rest) & set("{}"):
        wanted = " and ".join(f"{{{place}}}" for place in places)
        rule = f"must hold {wanted} once, and no other brace" if places else "must hold no brace"
        raise fault(None, attribute.name, rule, value)


def _as_phrase(value: str) -> str:
    """Take a phrase as one clean line."""
    try:
        return one_line(clean_text(value))
    except ModelError:
        return value


def _phrase(*places: str, default: Any = attrs.NOTHING) -> Any:
    return attrs.field(default=default, converter=_as_phrase, validator=_a_phrase, metadata={"places": places})


@attrs.frozen(kw_only=True)
class Phrases:
    """Hold the fixed words of one language.

    A word with places, such as ``{name}``, must hold each of them once.

    Args:
        language: BCP 47 tag.
        cancelled: The mark of a cancelled event: "Cancelled".
        postponed: The mark of a postponed one: "Postponed".
        tentative: The mark of one that is not certain: "To be confirmed".
        previously: What it says of one that moved: "Previously planned for: {when}".
        geneva_time: A time with its zone: "{time}, Geneva time".
        local_time: A time elsewhere: "{time} in {place}".
        online: Where something online is: "Online".
        mixed: How one takes part: "In person and online".
        when: Label of date and time.
        where: Label of the place.
        held_in: Label of the languages it is held in.
        watch: Label of a stream.
        watch_in: Label of a stream in one language: "Live in {language}".
        programme: Label of the programme.
        documents: Label of the documents.
        organizer: Label of the organizer.
        more: Label of the page's address.
        labelled: A label before its text: "{label}: {text}".
        marked: A title after a mark: "{mark}: {title}".
        listed: Two parts of one line, a name and an office, a street and a city: "{one}, {next}".
        date_range: Two dates: "{start} to {end}".
        time_range: Two times, or dates with times: "{start} – {end}".
        upcoming: Heading of the events that are running or to come: "Upcoming events".
        past: Heading of those that are over: "Past events".
        events: Heading of the events that an announcement is about.
        announcements: Heading of the newest announcements.
        topics: Label of what an item is about, and heading of the channels.
        subscribe: Heading of the addresses to subscribe to.
        calendar: What the calendar is called among them.
        add: Label of an event's own file: "Add to calendar".
        other_languages: Label of the editions in other languages.
        published_on: When an announcement went out: "Published on {when}".
        withdrawn_on: What is left of a withdrawn one: "This announcement was withdrawn on {when}".
        locale: The tag whose dates and names of CLDR are used; empty for `language` itself.
        first_of_month: How day 1 is said where it is not "1": French "1er"; else left out.

    Raises:
        ModelError: A tag is malformed, a word is empty or lacks a place.
    """

    language: str = attrs.field(converter=as_tag, validator=_a_tag)
    cancelled: str = _phrase()
    postponed: str = _phrase()
    tentative: str = _phrase()
    previously: str = _phrase("when")
    geneva_time: str = _phrase("time")
    local_time: str = _phrase("time", "place")
    online: str = _phrase()
    mixed: str = _phrase()
    when: str = _phrase()
    where: str = _phrase()
    held_in: str = _phrase()
    watch: str = _phrase()
    watch_in: str = _phrase("language")
    programme: str = _phrase()
    documents: str = _phrase()
    organizer: str = _phrase()
    more: str = _phrase()
    labelled: str = _phrase("label", "text")
    marked: str = _phrase("mark", "title")
    listed: str = _phrase("one", "next")
    date_range: str = _phrase("start", "end")
    time_range: str = _phrase("start", "end")
    upcoming: str = _phrase()
    past: str = _phrase()
    events: str = _phrase()
    announcements: str = _phrase()
    topics: str = _phrase()
    subscribe: str = _phrase()
    calendar: str = _phrase()
    add: str = _phrase()
    other_languages: str = _phrase()
    published_on: str = _phrase("when")
    withdrawn_on: str = _phrase("when")
    locale: str = attrs.field(default="", converter=as_tag, validator=_a_locale)
    first_of_month: str = _phrase(default="1")
