"""Channel: a named selection of a catalogue by topics."""

from __future__ import annotations

from typing import Any

import attrs

from gcmfeeds.model.given import as_line, as_words
from gcmfeeds.model.rules import a_color, a_key, a_tagged_text, a_text, a_web_address, fault, keys, optional
from gcmfeeds.model.text import Text


def _at_least_one(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    keys(instance, attribute, value)
    if not value:
        raise fault(instance, attribute.name, "must name at least one topic", value)


@attrs.frozen(kw_only=True)
class Topic:
    """Name what an item is about; a region is a topic too (schema.org ``about``).

    Args:
        key: Its short name, the ``term`` of :rfc:`4287#section-4.2.2`.
        label: One line, bare or by language.
        scheme: The web address of the list it comes from.

    Raises:
        ModelError: A field cannot be true.
    """

    key: str = attrs.field(validator=a_key)
    label: Text = attrs.field(converter=as_line, validator=a_text)
    scheme: str | None = attrs.field(default=None, validator=optional(a_web_address))


@attrs.frozen(kw_only=True)
class Channel:
    """Name a selection by topics, with a calendar and feeds of its own.

    Args:
        key: Its short name for ever, part of addresses.
        title: One line, by language.
        topics: Keys of topics; an item with any of them is in the channel.
        abstract: A paragraph, plain.
        color: How its calendar is shown, a name of CSS 3; the catalogue's by default.

    Raises:
        ModelError: A field cannot be true.
    """

    key: str = attrs.field(validator=a_key)
    title: Text = attrs.field(converter=as_line, validator=a_tagged_text)
    topics: tuple[str, ...] = attrs.field(converter=as_words, validator=_at_least_one)
    abstract: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_line), validator=optional(a_tagged_text)
    )
    color: str | None = attrs.field(default=None, validator=optional(a_color))
