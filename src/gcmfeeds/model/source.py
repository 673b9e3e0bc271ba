"""Source: where an announcement stood first."""

from __future__ import annotations

import attrs

from gcmfeeds.model.given import as_line, as_text
from gcmfeeds.model.rules import a_text, web_addresses
from gcmfeeds.model.text import Text


@attrs.frozen(kw_only=True)
class Source:
    """Name what an announcement was republished from (schema.org ``isBasedOn``).

    Args:
        title: Who published it first, or what it was called there, in one line; bare or by language.
        url: Where it stood first: one web address, or a table by language.

    Raises:
        ModelError: A field cannot be true.
    """

    title: Text = attrs.field(converter=as_line, validator=a_text)
    url: Text = attrs.field(converter=as_text, validator=web_addresses)
