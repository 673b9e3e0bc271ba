"""Frame: what stands around a page of an edition: what it belongs to, in which languages it is, where to subscribe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs

from gcmfeeds.language.choose import Chosen
from gcmfeeds.language.dates import own_name
from gcmfeeds.model.phrases import Phrases
from gcmfeeds.records.edition import Edition
from gcmfeeds.records.ids import HOME, STYLE, address, document_path, way
from gcmfeeds.records.reader import edition_reader

DOCUMENTS = (
    ("calendar.ics", "", "text/calendar"),
    ("feed.atom", "Atom", "application/atom+xml"),
    ("feed.rss", "RSS", "application/rss+xml"),
    ("feed.json", "JSON Feed", "application/feed+json"),
)
"""What one can subscribe to in an edition: file, name (of the calendar in `Phrases`), media type."""


@attrs.frozen(kw_only=True)
class Translation:
    """Point to the same page in another language.

    Args:
        language: Its tag.
        name: What the language calls itself.
        href: The way there.
        address: Where it stands.
    """

    language: str
    name: str
    href: str
    address: str


@attrs.frozen(kw_only=True)
class Subscription:
    """Point to a document that one can subscribe to.

    Args:
        name: Calendar, Atom, RSS.
        title: The name, and what its language calls itself.
        type: Its media type.
        hreflang: Its language, if that is not the page's.
        href: The way there.
        address: Where it stands.
    """

    name: str
    title: str
    type: str
    hreflang: str
    href: str
    address: str


@attrs.frozen(kw_only=True)
class Frame:
    """Hold what stands around a page.

    Args:
        language: The edition's, in which all of this is.
        phrases: Its fixed words.
        site: What the whole is called.
        home: The way to the first page of the edition.
        style: The way to the style sheet.
        canonical: Where the page stands: the one that others are copies of.
        publisher: Who publishes it.
        publisher_url: The publisher's own address; empty for none.
        translations: The page in other languages, in the catalogue's order.
        subscriptions: Those of the edition, then those of the others.
    """

    language: str
    phrases: Phrases
    site: Chosen
    home: str
    style: str
    canonical: str
    publisher: Chosen
    publisher_url: str
    translations: tuple[Translation, ...]
    subscriptions: tuple[Subscription, ...]

    @property
    def own_subscriptions(self) -> tuple[Subscription, ...]:
        """Those of the edition."""
        return tuple(one for one in self.subscriptions if not one.hreflang)


def frame(edition: Edition, path_in: Callable[[str], str], shown_in: str, languages: Iterable[str]) -> Frame:
    """Say what stands around a page.

    Args:
        edition: Of which it is a page.
        path_in: Gives its path in the tree by language.
        shown_in: The language that it is shown in: its page there is the one that this may be a copy of.
        languages: Those that there is a page in, this one too.
    """
    catalogue, path = edition.catalogue, path_in(edition.language)
    whole = attrs.evolve(edition, channel=None)
    reader = edition_reader(edition, edition.language)
    original = path_in(shown_in if shown_in in catalogue.languages else edition.language)
    others = [tag for tag in languages if tag != edition.language]
    return Frame(
        language=edition.language,
        phrases=edition.phrases,
        site=whole.title(),
        home=way(path, document_path(edition.language, "", HOME)),
        style=way(path, STYLE),
        canonical=address(catalogue, original),
        publisher=reader.any_of(catalogue.publisher.name),
        publisher_url=reader.any_of(catalogue.publisher.url).value if catalogue.publisher.url else "",
        translations=tuple(
            Translation(language=tag, name=own_name(tag), href=way(path, there), address=address(catalogue, there))
            for tag in others
            if (there := path_in(tag))
        ),
        subscriptions=tuple(_subscriptions(edition, path)),
    )


def _subscriptions(edition: Edition, path: str) -> Iterator[Subscription]:
    """Give what one can subscribe to in each language, the edition's first."""
    own, catalogue = edition.language, edition.catalogue
    for tag in (own, *(tag for tag in catalogue.languages if tag != own)):
        for file, name, media_type in DOCUMENTS:
            there = document_path(tag, edition.channel_key, file)
            called = name or edition.phrases.calendar
            yield Subscription(
                name=called,
                title=f"{called} – {own_name(tag)}",
                type=media_type,
                hreflang="" if tag == own else tag,
                href=way(path, there),
                address=address(catalogue, there),
            )
