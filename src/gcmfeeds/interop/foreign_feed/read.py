"""Read: a feed of others as announcements, with a report of what could not be carried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from gcmfeeds.errors import ForeignFileError
from gcmfeeds.interop.foreign.keys import authority_of, slug, with_check
from gcmfeeds.interop.foreign.limits import at_most, most_for
from gcmfeeds.interop.foreign.report import ImportReport, Notes, Subject
from gcmfeeds.interop.foreign_feed.dates import read_date
from gcmfeeds.interop.foreign_feed.decode import decoded
from gcmfeeds.interop.foreign_feed.entry import read_entry, short_name
from gcmfeeds.interop.foreign_feed.jsonfeed import read_json
from gcmfeeds.interop.foreign_feed.labels import Labels
from gcmfeeds.interop.foreign_feed.limits import MOST_ENTRIES, MOST_OCTETS
from gcmfeeds.interop.foreign_feed.markup import read_xml
from gcmfeeds.interop.foreign_feed.own import own_id
from gcmfeeds.interop.foreign_feed.said import SaidEntry, SaidFeed
from gcmfeeds.interop.foreign_feed.texts import Speech
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.rules import is_web_address
from gcmfeeds.model.text import Text, canonical_tag

_DEFAULT = "en"
_LONGEST = 60
_AN_EVENT = "it is an event of ours, of which a feed says too little: import its calendar"
_TRANSLATED = "the file has it in another language: put the two together by hand"
_GONE = "it was withdrawn, and nothing else is said of it"


def from_feed(
    data: bytes, *, language: str | None = None, most_entries: int = MOST_ENTRIES
) -> tuple[tuple[Announcement, ...], ImportReport]:
    """Read the entries of any RSS (0.9x, 1.0, 2.0), Atom or JSON Feed, as far as the model can say them.

    Which it is, and in which encoding, its content says. Announcements of a feed that gcmfeeds wrote keep their keys.

    Args:
        data: The file; nothing that it names is fetched.
        language: What a text is in where the file does not say, BCP 47; by default English.
        most_entries: How many entries the file may have. As it stands, whatever anybody sends is read or refused in
            about two seconds; let a file that you know have more.

    Returns:
        The announcements in the file's order; and the report, which has a note for whatever was not carried, or was
        changed.

    Raises:
        ForeignFileError: It is no such feed, or asks more than a feed does: octets, elements, entries …
        ModelError: `language` is no language tag.
    """
    given = canonical_tag(language) if language is not None else None
    at_most("octets", most_for(most_entries, MOST_OCTETS), len(data))
    notes = Notes()
    text = decoded(data, notes)
    if text[:1] not in ("{", "<"):
        raise ForeignFileError("must be a feed: RSS, Atom or JSON Feed", text[:80])
    feed = read_json(text, most_entries) if text[0] == "{" else read_xml(text, most_entries, notes)
    for remark in feed.remarks:
        notes.add(Subject(), remark.name, remark.value, remark.reason, is_common=True)
    speech = Speech(
        language=given or _DEFAULT,
        base=feed.base if is_web_address(feed.base) else "",
        subject=Subject(),
        notes=notes,
    )
    main = speech.tag("language", feed.language)
    labels, said = Labels(), _distinct(feed.entries, notes)
    entry_speech = Speech(language=main, base=speech.base, subject=Subject(), notes=notes)
    read = (read_entry(entry, feed, key, labels, entry_speech) for key, entry in _keyed(said, notes).items())
    announcements = tuple(filter(None, read))
    _note_the_gone(feed, said, notes)
    owns = [own for entry in feed.entries if (own := own_id(entry.id))]
    title, title_tag = entry_speech.line(feed.title)
    subtitle, subtitle_tag = entry_speech.line(feed.subtitle)
    return announcements, ImportReport(
        title=Text({title_tag: title}) if title else None,
        description=Text({subtitle_tag: subtitle}) if subtitle else None,
        languages=tuple(dict.fromkeys([*_languages(announcements), title_tag if title else main])),
        authority=_authority(feed),
        since=min((own.since for own in owns), default=None),
        url=feed.url if is_web_address(feed.url) else None,
        color=None,
        topics=labels.all(),
        notes=notes.all(),
    )


def _distinct(entries: Iterable[SaidEntry], notes: Notes) -> list[SaidEntry]:
    """Give the newest of the entries of each id, in the file's order; what has none is one by itself."""
    found: dict[str, SaidEntry] = {}
    for number, entry in enumerate(entries):
        name = entry.id or f"#{number}"
        if name in found:
            older, newer = sorted((found[name], entry), key=_age)
            shown = older.title.value if older.title else older.id
            notes.add(Subject("", entry.id), "entry", shown, "the file has a newer one with its id")
            found[name] = newer
        else:
            found[name] = entry
    return list(found.values())


def _age(entry: SaidEntry) -> float:
    moments = (read_date(date)[0] for date in (entry.updated, entry.published) if date)
    return next((moment.timestamp() for moment in moments if moment), 0.0)


def _keyed(entries: list[SaidEntry], notes: Notes) -> dict[str, SaidEntry]:
    """Give the entries that are announcements by their keys: those of ours, else made of address, title and id."""
    keyed: dict[str, SaidEntry] = {}
    taken = {own.key for entry in entries if (own := own_id(entry.id))}
    for entry in entries:
        own = own_id(entry.id)
        if own and own.kind == "event":
            notes.add(Subject("", entry.id), "entry", entry.id, _AN_EVENT, is_common=True)
        elif own and own.key in keyed:
            notes.add(Subject(own.key, entry.id), "entry", entry.id, _TRANSLATED)
        else:
            key = own.key if own else _made_key(entry, taken)
            taken.add(key)
            keyed[key] = entry
    return keyed


def _made_key(entry: SaidEntry, others: set[str]) -> str:
    """Make the key of an entry of others; another file with the same entry gives the same."""
    texts = [words.value for words in (entry.title, entry.summary, entry.content) if words]
    return with_check(slug(short_name(entry))[:_LONGEST].strip("-"), entry.id or "\n".join(texts), others)


def _note_the_gone(feed: SaidFeed, said: Iterable[SaidEntry], notes: Notes) -> None:
    there = {entry.id for entry in said}
    for ref, when in feed.buried.items():
        if ref not in there:
            notes.add(Subject("", ref), "at:deleted-entry", f"{ref} {when}", _GONE)


def _authority(feed: SaidFeed) -> str:
    """Give the domain that most ids have, or most pages."""
    domains = [own.authority if (own := own_id(entry.id)) else _host(entry) for entry in feed.entries]
    return authority_of(f"@{domain.removeprefix('www.')}" for domain in [*domains, _host_of(feed.url)] if domain)


def _host(entry: SaidEntry) -> str:
    return next((host for page in entry.pages if (host := _host_of(page.url))), "")


def _host_of(url: str) -> str:
    return urlsplit(url).hostname or "" if is_web_address(url) else ""


def _languages(announcements: Iterable[Announcement]) -> tuple[str, ...]:
    """Give the languages of the texts, the most used first."""
    found = Counter(tag for announcement in announcements for tag in _tags(announcement))
    return tuple(sorted(found, key=lambda tag: (-found[tag], tag)))


def _tags(announcement: Announcement) -> Iterator[str]:
    for text in (announcement.title, announcement.abstract, announcement.body):
        yield from text.languages if text else ()
