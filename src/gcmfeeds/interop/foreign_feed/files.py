"""Files: what goes with an entry, as documents and a picture."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from gcmfeeds.interop.foreign.texts import cleaned, tag_of
from gcmfeeds.interop.foreign_feed.said import Attachment, absolute
from gcmfeeds.interop.foreign_feed.texts import Speech
from gcmfeeds.model.documents import Document, Image
from gcmfeeds.model.rules import is_web_address
from gcmfeeds.model.text import Text, one_line

_IMAGES = {"gif": "gif", "jpeg": "jpeg", "jpg": "jpeg", "png": "png", "svg": "svg+xml", "webp": "webp"}
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
_MOST = 2**31
_NO_ALT = "nothing says what it shows: it is called as the announcement is"


def taken_files(
    attachments: Iterable[Attachment], title: Text, speech: Speech
) -> tuple[tuple[Document, ...], Image | None]:
    """Take what goes with an entry: the first picture is its image, all else are documents; each address once.

    Args:
        attachments: In the file's order.
        title: What the entry is called: it stands for what a picture shows.
        speech: Whom notes are about.
    """
    documents: list[Document] = []
    image: Image | None = None
    seen: set[str] = set()
    for attachment in attachments:
        url = absolute(speech.base, attachment.url)
        if not is_web_address(url):
            speech.note(attachment.name, attachment.url, "it is no http(s) address")
            continue
        if url in seen:
            continue
        seen.add(url)
        kind = _media_type(attachment, url, speech)
        words, length = one_line(cleaned(attachment.title)), _length(attachment, speech)
        where = Text({tag: url}) if (tag := tag_of(attachment.language)) else Text(url)
        if image is None and kind.startswith("image/"):
            if not words:
                speech.note(attachment.name, url, _NO_ALT, is_common=True)
            image = Image(
                url=where, alt=Text({speech.language: words}) if words else title, media_type=kind, length=length
            )
        elif attachment.is_image:
            speech.note(attachment.name, url, "an announcement has one picture")
        else:
            name = words or one_line(cleaned(unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2]))) or url
            called = Text({speech.language: name}) if words else Text(name)
            documents.append(Document(title=called, url=where, media_type=kind or None, length=length))
    return tuple(documents), image


def _media_type(attachment: Attachment, url: str, speech: Speech) -> str:
    """Give its media type, or that of a picture by the end of its address; empty for none."""
    kind = attachment.media_type.partition(";")[0].strip().lower()
    if _MEDIA_TYPE.fullmatch(kind):
        return kind
    if kind:
        speech.note(attachment.name, kind, "it is no media type")
    end = urlsplit(url).path.rpartition(".")[2].lower()
    return f"image/{_IMAGES[end]}" if attachment.is_image and end in _IMAGES else ""


def _length(attachment: Attachment, speech: Speech) -> int | None:
    """Give its length in octets; 0 is what is written where nobody knows it."""
    raw = attachment.length.strip()
    if raw.isascii() and raw.isdecimal() and len(raw) < len(str(_MOST)) + 1 and int(raw) < _MOST:
        return int(raw) or None
    if raw:
        speech.note(attachment.name, raw, f"it is no length in octets below {_MOST}")
    return None
