"""Output: one document with all that a server says of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from email.utils import format_datetime, parsedate_to_datetime

import attrs

from gcmfeeds.model.given import as_moment, as_words
from gcmfeeds.model.rules import a_moment, optional

_TAG = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
_OPAQUE_TAG = re.compile(r'"[^"]*"')
_TAGS = re.compile(rf"[ \t,]*{_TAG}(?:[ \t]*,[ \t,]*{_TAG})*[ \t,]*")
_HTTP_DATE = re.compile(
    r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} [1-9]\d{3} \d\d:\d\d:\d\d GMT"
    r"|[A-Z][a-z]+day, \d\d-[A-Z][a-z]{2}-\d\d \d\d:\d\d:\d\d GMT"
    r"|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [1-9]\d{3}",
    re.ASCII,
)


@attrs.frozen(kw_only=True)
class Output:
    """Hold one document, as a server answers with it.

    Args:
        path: Where it stands in the published tree, with slashes.
        media_type: What it is served as, the ``Content-Type``.
        body: Its bytes.
        updated: When what it says last changed, aware, kept as Geneva's; None where nothing says so.
        links: Values of the header ``Link`` (:rfc:`8288#section-3`), ASCII: the document's own address, its hubs, and
            the same in other languages and formats.

    Raises:
        ModelError: The moment is naive.
    """

    path: str
    media_type: str
    body: bytes = attrs.field(repr=False)
    updated: dt.datetime | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_moment), validator=optional(a_moment)
    )
    links: tuple[str, ...] = attrs.field(default=(), converter=as_words)

    @property
    def etag(self) -> str:
        """The entity tag, strong, in its quotes: other bytes have another (:rfc:`9110#section-8.8.3`)."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'

    @property
    def last_modified(self) -> str | None:
        """The time of `updated` as HTTP writes it, GMT (:rfc:`9110#section-5.6.7`); None if that is None."""
        return format_datetime(self.updated.astimezone(dt.UTC), usegmt=True) if self.updated else None

    @property
    def headers(self) -> dict[str, str]:
        """The headers to answer with, whether by 200 or by 304.

        There is no ``Last-Modified``. Not all that changes bytes moves `updated`, and newsboat throws away what has
        another tag but not a later date.
        """
        facts = {"Content-Type": self.media_type, "ETag": self.etag, "Link": ", ".join(self.links)}
        return {name: value for name, value in facts.items() if value}

    def is_not_modified(self, if_none_match: str | None = None, if_modified_since: str | None = None) -> bool:
        """Say whether one who has an earlier answer has this one: 304 is the answer to that (:rfc:`9110#section-13`).

        Args:
            if_none_match: The header ``If-None-Match`` of a GET or HEAD, tags or ``*``; None if there is none. Tags are
                compared weakly, for a proxy that compresses makes them weak. What is no list of tags has none of ours.
            if_modified_since: The header ``If-Modified-Since``, or None. It does not count where there are tags, where
                it is no date of HTTP, or where nothing says when the document changed.
        """
        if if_none_match is not None:
            asked = if_none_match.strip(" \t")
            return asked == "*" or (bool(_TAGS.fullmatch(asked)) and self.etag in _OPAQUE_TAG.findall(asked))
        since = _http_date(if_modified_since or "")
        return self.updated is not None and since is not None and self.updated.replace(microsecond=0) <= since


def _http_date(text: str) -> dt.datetime | None:
    """Read a date of HTTP in any of its three forms, aware, UTC; None for anything else."""
    if not _HTTP_DATE.fullmatch(text.strip(" \t")):
        return None
    try:
        return parsedate_to_datetime(text).replace(tzinfo=dt.UTC)
    except ValueError:  # the thirtieth of February
        return None
