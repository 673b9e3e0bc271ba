"""Entry: what an entry says, as an announcement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

import attrs

from gcmfeeds.errors import ModelError
from gcmfeeds.interop.foreign.report import Subject
from gcmfeeds.interop.foreign.texts import cleaned
from gcmfeeds.interop.foreign_feed.dates import Date, read_date
from gcmfeeds.interop.foreign_feed.files import taken_files
from gcmfeeds.interop.foreign_feed.labels import Labels
from gcmfeeds.interop.foreign_feed.own import own_body, own_id
from gcmfeeds.interop.foreign_feed.said import Page, Person, SaidEntry, SaidFeed, Words, absolute
from gcmfeeds.interop.foreign_feed.texts import Speech
from gcmfeeds.model.announcement import Announcement
from gcmfeeds.model.people import Organizer
from gcmfeeds.model.rules import is_web_address
from gcmfeeds.model.text import Text, one_line
from gcmfeeds.records.ids import page_path

_LONGEST_TITLE = 80


def read_entry(said: SaidEntry, feed: SaidFeed, key: str, labels: Labels, speech: Speech) -> Announcement | None:
    """Read an entry; None, which is noted, where it has no date or nothing to say.

    Args:
        said: The entry.
        feed: What it stands in: it has a date and an author where the entry has none.
        key: The announcement's.
        labels: The topics that were met so far.
        speech: For texts that name no language: of the feed, without a subject.
    """
    speech = attrs.evolve(speech, subject=Subject(key, said.id))
    for remark in said.remarks:
        speech.note(remark.name, remark.value, remark.reason, is_common=True)
    speech = attrs.evolve(speech, language=speech.tag("language", said.language))
    url = _taken_url(_pages(said), speech)
    speech = attrs.evolve(speech, base=url.values[0] if url else speech.base)
    (title, tag), (abstract, content) = _title(said, speech), _abstract_and_content(said, speech)
    dates = _taken_dates(said, feed, speech)
    if not title or dates is None:
        what = "there are no words in it" if not title else "nothing says when it went out"
        speech.note("entry", title or said.id, f"it was not carried: {what}")
        return None
    speech = attrs.evolve(speech, language=tag)
    documents, image = taken_files(said.attachments, Text({tag: title}), speech)
    announcement = Announcement(
        key=key,
        title={tag: title},
        published=dates[0],
        updated=dates[1],
        withdrawn=_taken_withdrawal(feed.buried.get(said.id, ""), dates[0], speech),
        abstract=abstract,
        url=url,
        author=_taken_author(said.people or feed.people, speech),
        documents=documents,
        image=image,
    )
    if content and own_id(said.id) and (found := own_body(announcement, content.value, tag)) is not None:
        content = attrs.evolve(content, value=found)
    body, body_tag = speech.html(content)
    topics = labels.taken(said.labels, speech)
    return attrs.evolve(announcement, body={body_tag: body} if body else None, topics=topics)


def short_name(said: SaidEntry) -> str:
    """Give the words that the key of an entry is made of: the end of its page's address, else its title."""
    path = next((urlsplit(page.url).path for page in said.pages if _is_fit(page.url)), "")
    end = path.rstrip("/").rpartition("/")[2].partition(".")[0]
    return end or (said.title.value if said.title else "")


def _pages(said: SaidEntry) -> list[Page]:
    """Give the pages of an entry that are not made of what it says."""
    own = own_id(said.id)
    made = page_path("", own.kind, own.key) if own else ""
    return [page for page in said.pages if not (made and page.url.endswith(made))]


def _is_fit(url: str) -> bool:
    try:
        return bool(urlsplit(url))
    except ValueError:
        return False


def _abstract_and_content(said: SaidEntry, speech: Speech) -> tuple[Text | None, Words | None]:
    """Give what an entry says in short, and what it says: of what has no content but a summary, HTML is the content."""
    summary, content = said.summary, said.content
    if summary and not content and summary.is_html and "<" in speech.html(summary)[0]:
        return None, summary
    if summary and content and summary.value.strip() == content.value.strip():
        return None, content
    line, tag = speech.line(summary)
    return Text({tag: line}) if line else None, content


def _title(said: SaidEntry, speech: Speech) -> tuple[str, str]:
    """Give the title; what has none is called by its first words, which is noted."""
    title, tag = speech.line(said.title)
    if title:
        return title, tag
    for words in (said.summary, said.content):
        text, tag = speech.line(words)
        if text:
            cut = text[:_LONGEST_TITLE]
            short = text if text == cut else f"{cut.rpartition(' ')[0] or cut}…"
            speech.note("title", short, "it has none: its first words stand for it")
            return short, tag
    return "", tag


def _taken_url(pages: Iterable[Page], speech: Speech) -> Text | None:
    """Take the address of its page, or one for each language; the one without stands last, and is that of its own."""
    table: dict[str, str] = {}
    for page in pages:
        url = absolute(speech.base, page.url)
        tag = speech.tag("link", page.language) if page.language else ""
        if not is_web_address(url):
            speech.note("link", page.url, "it is no http(s) address")
        elif tag in table and table[tag] != url:
            speech.note("link", url, "it stands more than once in a language")
        else:
            table[tag] = url
    own = table.pop("", None)
    if own and own not in table.values():
        if not table:
            return Text(own)
        table.setdefault(speech.language, own)
    return Text(table) if table else None


def _taken_dates(said: SaidEntry, feed: SaidFeed, speech: Speech) -> tuple[dt.datetime, dt.datetime | None] | None:
    """Take when it went out, and when it last changed if that was later; None if nothing says when it went out."""
    published, updated = _moment(said.published, speech), _moment(said.updated, speech)
    if published is None and updated is None:
        published = _moment(feed.updated, attrs.evolve(speech, notes=type(speech.notes)()))
        if published is not None:
            speech.note("published", published, "it has no date: that of the feed stands for it", is_common=True)
    published = published or updated
    if published is None:
        return None
    if updated is not None and updated < published:
        speech.note("updated", updated, "it is before it went out", is_common=True)
    return published, updated if updated is not None and updated > published else None


def _moment(date: Date | None, speech: Speech) -> dt.datetime | None:
    if date is None:
        return None
    moment, reason = read_date(date)
    if reason:
        speech.note(date.name, date.raw, reason, is_common=True)
    return moment


def _taken_withdrawal(raw: str, published: dt.datetime, speech: Speech) -> dt.datetime | None:
    """Take when it was withdrawn, if the file has it all the same."""
    moment = _moment(Date(name="at:deleted-entry", raw=raw), speech) if raw else None
    if moment is not None and moment < published:
        speech.note("at:deleted-entry", raw, "it is before it went out")
        return None
    return moment


def _taken_author(people: Iterable[Person], speech: Speech) -> Organizer | None:
    """Take the first who wrote it; an announcement has one author."""
    first: Person | None = None
    for person in people:
        if first is not None:
            speech.note("author", person.name or person.address, "an announcement has one author: the first")
        first = first or person
    if first is None:
        return None
    name = one_line(cleaned(first.name)) or one_line(cleaned(first.address)) or one_line(cleaned(first.url))
    if not name:
        speech.note("author", "", "there is nothing to see in it")
        return None
    url = absolute(speech.base, first.url) if first.url else ""
    if url and not is_web_address(url):
        speech.note("author", url, "it is no http(s) address")
    author = Organizer(name=name, url=Text(url) if is_web_address(url) else None)
    try:
        return attrs.evolve(author, address=first.address or None)
    except ModelError:
        speech.note("author", first.address, "it is no mail address")
        return author
