"""OPML record: the feeds that a catalogue has, in the words of OPML 2.0."""

from __future__ import annotations

import attrs

from gcmfeeds.language.dates import language_name
from gcmfeeds.language.words import phrases_for
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.records.edition import edition_record
from gcmfeeds.records.feed import feed_record
from gcmfeeds.records.ids import address

PATH = "feeds.opml"
"""Where it stands in the published tree."""


@attrs.frozen(kw_only=True)
class Outline:
    """Name one feed to subscribe to.

    Args:
        text: What it is called.
        language: The edition's.
        html_url: Where the whole can be seen.
        xml_url: Where the Atom feed stands; RSS says the same, and who took both would read everything twice.
    """

    text: str
    language: str
    html_url: str
    xml_url: str


@attrs.frozen(kw_only=True)
class Group:
    """Hold the feeds in one language; `text` is what that language calls itself."""

    text: str
    outlines: tuple[Outline, ...]


@attrs.frozen(kw_only=True)
class OpmlRecord:
    """Hold the feeds that a catalogue has.

    Args:
        title: What the catalogue is called in its first language.
        url: Where this list stands.
        groups: One for each edition, in the catalogue's order. A reader makes a folder of it, so that who reads one
            language finds all of that together; deeper folders are lost in most readers.
    """

    title: str
    url: str
    groups: tuple[Group, ...]


def opml_record(catalogue: Catalogue) -> OpmlRecord:
    """Say which feeds a catalogue has: for each language that of everything, then one for each channel.

    Args:
        catalogue: The whole; its items do not matter.

    Raises:
        MissingTextError: There are no words in one of its languages.
    """
    frame = attrs.evolve(catalogue, events=(), announcements=())
    groups = tuple(_group(frame, language) for language in catalogue.languages)
    return OpmlRecord(title=groups[0].outlines[0].text, url=address(catalogue, PATH), groups=groups)


def _group(catalogue: Catalogue, language: str) -> Group:
    channels = (None, *(channel.key for channel in catalogue.channels))
    return Group(
        text=language_name(language, phrases_for(catalogue, language)),
        outlines=tuple(_outline(catalogue, language, channel) for channel in channels),
    )


def _outline(catalogue: Catalogue, language: str, channel: str | None) -> Outline:
    feed = feed_record(edition_record(catalogue, language=language, channel=channel))
    return Outline(text=feed.title.value, language=language, html_url=feed.alternate, xml_url=feed.atom_url)
