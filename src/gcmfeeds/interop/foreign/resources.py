"""Resources: an event's page, documents and picture, and who answers for it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from icalendar.prop import vBinary

from gcmfeeds.errors import ModelError
from gcmfeeds.interop.foreign.properties import Properties, parameter, text_of
from gcmfeeds.interop.foreign.texts import cleaned, language_of, taken_text
from gcmfeeds.model.documents import Document, Image
from gcmfeeds.model.people import Organizer
from gcmfeeds.model.rules import is_web_address
from gcmfeeds.model.text import Text

NO_ALT = "nothing says what it shows: it is called by the event's title"
_NO_WEB = "it is no http(s) address"
_TYPES = {"gif": "image/gif", "jpeg": "image/jpeg", "jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
_CONTACT = re.compile(r"(?P<name>.*\S) – (?P<where>\S+)")


def taken_pages(properties: Properties, language: str) -> tuple[Text | None, list[Document]]:
    """Take URL and LINK: the event's page, in other languages too, and what describes it."""
    value = properties.one("URL")
    own = _web(properties, "URL", value) if value is not None else ""
    pages: dict[str, str] = {}
    documents = []
    for link in properties.take("LINK"):
        url, relation, tag = text_of(link), parameter(link, "LINKREL").lower(), parameter(link, "LANGUAGE")
        if not is_web_address(url):
            properties.note("LINK", url, _NO_WEB)
        elif relation == "alternate" and tag:
            pages[language_of(properties, "LINK", link) or language] = url
        elif relation in {"describedby", "enclosure", "related"}:
            documents.append(_document(link, url, parameter(link, "LABEL")))
        else:
            properties.note("LINK", url, f"nothing in an event says the relation {relation!r}")
    if own and not pages:
        return Text(own), documents
    table = {**pages, **({language: own} if own else {})}
    return Text(table) if table else None, documents


def taken_documents(properties: Properties) -> list[Document]:
    """Take ATTACH: what stands on the web; what the file holds itself is noted."""
    found = []
    for value in properties.take("ATTACH"):
        url = text_of(value)
        if isinstance(value, vBinary) or parameter(value, "ENCODING"):
            properties.note("ATTACH", "", f"it is in the file itself ({len(url)} octets): put it on the web")
        elif not is_web_address(url):
            properties.note("ATTACH", url, _NO_WEB)
        else:
            names = (parameter(value, name) for name in ("X-FILENAME", "FILENAME", "X-LABEL", "LABEL"))
            found.append(_document(value, url, next(filter(None, names), "")))
    return found


def distinct(documents: list[Document]) -> list[Document]:
    """Leave out a document that stands there already, by its address: LINK and ATTACH name the same."""
    found: dict[Text | None, Document] = {}
    for document in documents:
        found.setdefault(document.url, document)
    return list(found.values())


def taken_image(properties: Properties, title: Text) -> Image | None:
    """Take IMAGE, called by the event's title: the file does not say what it shows."""
    value = properties.one("IMAGE")
    url = _web(properties, "IMAGE", value) if value is not None else ""
    if not url:
        return None
    kind = _media_type(value) or _TYPES.get(url.rpartition(".")[2].lower())
    if kind is None:
        properties.note("IMAGE", url, "it does not say its media type (FMTTYPE)")
        return None
    properties.note("IMAGE", url, NO_ALT, is_common=True)
    return Image(url=Text(url), alt=title, media_type=kind)


def taken_organizer(properties: Properties, language: str) -> Organizer | None:
    """Take ORGANIZER, or CONTACT where there is none: a name, perhaps with an address."""
    found = _taken_organizer(properties)
    if found is not None:
        return found
    text = taken_text(properties, "CONTACT", language, is_bare=True)
    match = _CONTACT.fullmatch(text.values[0]) if text is not None and len(text.values) == 1 else None
    if text is None or match is None:
        return None if text is None else Organizer(name=text)
    name = _tagged(match["name"], text.languages[0])
    if is_web_address(match["where"]):
        return Organizer(name=name, url=Text(match["where"]))
    try:
        return Organizer(name=name, address=match["where"])
    except ModelError:
        return Organizer(name=text)


def _taken_organizer(properties: Properties) -> Organizer | None:
    value = properties.one("ORGANIZER")
    if value is None:
        return None
    address = text_of(value)
    if address.lower().startswith("mailto:"):
        address = address[len("mailto:") :]
    for name in ("SENT-BY", "DIR"):
        if parameter(value, name):
            properties.note(f"ORGANIZER;{name}", parameter(value, name), "who answers for an event is one")
    found = _organizer(cleaned(parameter(value, "CN")) or cleaned(address), address)
    if found is None:
        properties.note("ORGANIZER", address, "it has no name and no address")
    elif found.address is None:
        properties.note("ORGANIZER", address, "it is no mail address: the name alone was carried")
    return found


def _organizer(name: str, address: str) -> Organizer | None:
    for given in (address, None):
        try:
            return Organizer(name=Text(name), address=given)
        except ModelError:
            continue
    return None


def _document(value: Any, url: str, name: str) -> Document:
    """Make a document, called by its name, or by the end of its address."""
    end = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    title = cleaned(name) or cleaned(end) or url
    tag = parameter(value, "LANGUAGE")
    return Document(title=Text(title), url=_tagged(url, tag), media_type=_media_type(value))


def _tagged(text: str, tag: str) -> Text:
    try:
        return Text({tag: text})
    except ModelError:
        return Text(text)


def _media_type(value: Any) -> str | None:
    kind = parameter(value, "FMTTYPE").lower()
    return kind if _MEDIA_TYPE.fullmatch(kind) else None


def _web(properties: Properties, name: str, value: Any) -> str:
    url = text_of(value).strip()
    if is_web_address(url):
        return url
    properties.note(name, url, _NO_WEB)
    return ""
