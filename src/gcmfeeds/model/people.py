"""People: who answers for an event, and who speaks at it."""

from __future__ import annotations

import attrs

from gcmfeeds.model.given import as_line, as_text
from gcmfeeds.model.rules import a_mail_address, a_text, optional, web_addresses
from gcmfeeds.model.text import Text


@attrs.frozen(kw_only=True)
class Organizer:
    """Name who answers for an event or publishes a catalogue (schema.org ``organizer``).

    Args:
        name: One line, bare or by language.
        address: A mail address in ASCII; without one there is no ORGANIZER but a CONTACT
            (:rfc:`5545#section-3.8.4.3`).
        url: One web address, or a table by language.

    Raises:
        ModelError: A field cannot be true.
    """

    name: Text = attrs.field(converter=as_line, validator=a_text)
    address: str | None = attrs.field(default=None, validator=optional(a_mail_address))
    url: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_text), validator=optional(web_addresses)
    )


@attrs.frozen(kw_only=True)
class Speaker:
    """Name a person who speaks (schema.org ``performer``).

    Args:
        name: One line; bare, or by language where scripts differ.
        role: The office held, one line.
        organization: Whom they speak for, one line.
        url: One web address, or a table by language.

    Raises:
        ModelError: A field cannot be true.
    """

    name: Text = attrs.field(converter=as_line, validator=a_text)
    role: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_line), validator=optional(a_text)
    )
    organization: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_line), validator=optional(a_text)
    )
    url: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_text), validator=optional(web_addresses)
    )
