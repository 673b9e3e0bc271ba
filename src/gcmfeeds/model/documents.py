"""Documents: the report that is launched, the picture that goes with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

import attrs

from gcmfeeds.errors import ModelError, refuse
from gcmfeeds.model.given import as_line, as_text, many
from gcmfeeds.model.rules import a_count, a_media_type, a_text, fault, optional, web_addresses
from gcmfeeds.model.text import Text

_SYMBOL = re.compile(r"[A-Za-z0-9][A-Za-z0-9./()\[\]-]*(?: [A-Za-z0-9./()\[\]-]+)*")


def _a_symbol(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if not (isinstance(value, str) and _SYMBOL.fullmatch(value)):
        raise fault(instance, attribute.name, "must be a document symbol such as A/75/542", value)


@attrs.frozen(kw_only=True)
class Document:
    """Name a document that goes with an item (schema.org ``workFeatured``).

    Args:
        title: One line.
        symbol: The official number, such as ``A/75/542``; it has no language.
        url: One web address, or a table by language.
        media_type: What stands at `url`, such as ``application/pdf``.
        length: Its size in octets, where known.

    Raises:
        ModelError: A field cannot be true, or there is neither title nor symbol.
    """

    title: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_line), validator=optional(a_text)
    )
    symbol: str | None = attrs.field(default=None, validator=optional(_a_symbol))
    url: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_text), validator=optional(web_addresses)
    )
    media_type: str | None = attrs.field(default=None, validator=optional(a_media_type))
    length: int | None = attrs.field(default=None, validator=optional(a_count))

    def __attrs_post_init__(self) -> None:
        """Refuse what the fields together show."""
        refuse(self.faults())

    def faults(self) -> list[ModelError]:
        """Find what the fields together show to be wrong."""
        if self.title or self.symbol:
            return []
        return [fault(self, "title", "must be given, or symbol", self.title)]


@attrs.frozen(kw_only=True)
class Image:
    """Name a picture that goes with an item.

    Args:
        url: One web address, or a table by language.
        alt: What it shows, in one line, for those who do not see it.
        media_type: Such as ``image/jpeg``.
        length: Its size in octets, where known.

    Raises:
        ModelError: A field cannot be true.
    """

    url: Text = attrs.field(converter=as_text, validator=web_addresses)
    alt: Text = attrs.field(converter=as_line, validator=a_text)
    media_type: str = attrs.field(validator=a_media_type)
    length: int | None = attrs.field(default=None, validator=optional(a_count))


def as_documents(value: Iterable[Document]) -> tuple[Document, ...]:
    """Take a list of documents."""
    return cast("tuple[Document, ...]", many(value))
