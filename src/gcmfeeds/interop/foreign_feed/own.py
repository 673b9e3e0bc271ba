"""Own: entries that gcmfeeds wrote: their keys, and what in their content is the author's."""

from __future__ import annotations

import re

import attrs

from gcmfeeds.interop.foreign.context import words_of
from gcmfeeds.language.html import as_html
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.people import Organizer
from gcmfeeds.model.text import Text
from gcmfeeds.records.edition import edition_record
from gcmfeeds.records.entry import entry_record

_ID = re.compile(
    r"tag:(?P<authority>[a-z0-9.-]{1,120}),(?P<since>\d{4}(?:-\d\d(?:-\d\d)?)?)"
    r":(?P<kind>event|announcement)/(?P<key>[a-z0-9][a-z0-9-]{0,119})/[A-Za-z0-9-]+",
    re.ASCII,
)
_MARK = "the-body-stands-here"


@attrs.frozen
class OwnId:
    """Hold what an id of ours says: whose, since when, ``event`` or ``announcement``, and the key."""

    authority: str
    since: str
    kind: str
    key: str


def own_id(id_: str) -> OwnId | None:
    """Take an id apart that has the shape of ours; None for any other."""
    match = _ID.fullmatch(id_)
    return OwnId(match["authority"], match["since"], match["kind"], match["key"]) if match else None


def own_body(announcement: Announcement, html: str, language: str) -> str | None:
    """Give what the author wrote of a content, without what an entry says in words of other fields.

    It is found by writing the entry again. Where that gives other words than stand there, nothing is taken off.

    Args:
        announcement: Without body and topics.
        html: The content as it stands in the file.
        language: That of the entry.

    Returns:
        The body; empty if there is none, None if it is not such a content.
    """
    if words_of(language) is None:
        return None
    before, _, after = _content(attrs.evolve(announcement, body={language: _MARK}), language).partition(_MARK)
    if not (html.startswith(before) and html.removeprefix(before).endswith(after)):
        return None
    body = html[len(before) : len(html) - len(after)]
    # What says nothing else says its title.
    is_bare = not announcement.abstract and not announcement.documents
    return "" if is_bare and body == as_html(announcement.title.values[0]) else body


def _content(announcement: Announcement, language: str) -> str:
    """Write the content of an entry; nothing of the catalogue stands in it."""
    catalogue = Catalogue(
        title=Text({language: "-"}),
        publisher=Organizer(name="-"),
        languages=(language,),
        fallback=announcement.title.languages,
        base_url="https://example.org/",
        authority="example.org",
        since="1902",
        published=announcement.published,
        announcements=(announcement,),
    )
    return entry_record(announcement, edition_record(catalogue, language=language)).content
