"""Content: what an item says of itself, once, as plain text for calendars and as HTML for feeds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from html import escape

import attrs

from gcmfeeds.language.choose import Chosen
from gcmfeeds.language.dates import (
    country_name,
    enumerated,
    language_name,
    listed,
    local_time_in_words,
    span_in_words,
    time_in_words,
)
from gcmfeeds.language.html import clean_html, plain_text, tagged_html, tagged_span
from gcmfeeds.model.documents import Document
from gcmfeeds.model.event import Event, Slot
from gcmfeeds.model.occurrences import occurrence_of
from gcmfeeds.model.people import Speaker
from gcmfeeds.model.phrases import Phrases
from gcmfeeds.model.places import Venue
from gcmfeeds.model.text import Text
from gcmfeeds.records.reader import Reader


@attrs.frozen
class Line:
    """Hold one line: a label, then texts that follow each other, perhaps with an address behind them.

    Args:
        texts: Each with its own language.
        url: Where they lead; empty for nowhere.
        label: What stands before them, in the entry's language, with its colon and space.
    """

    texts: tuple[Chosen, ...]
    url: str = ""
    label: str = ""


@attrs.frozen
class Paragraph:
    """Hold lines that belong together."""

    lines: tuple[Line, ...]


@attrs.frozen
class Listing:
    """Hold a list under a label; each item is a line, with lines below it."""

    label: str
    items: tuple[tuple[Line, tuple[Line, ...]], ...]
    is_ordered: bool = False


@attrs.frozen
class Prose:
    """Hold HTML that the author wrote, uncleaned."""

    html: Chosen


Block = Paragraph | Listing | Prose

_MOST_TIMES = 10
"""How many times of a series are said in words, and of those beyond how many that are otherwise."""


def when_and_where(event: Event, reader: Reader) -> Paragraph:
    """Say when and where an event is, with what was planned before and how one takes part."""
    phrases = reader.phrases
    times = event.first_occurrences(1 + _MOST_TIMES)  # not every app knows the rule of a series
    shown = [one for one in times[:_MOST_TIMES] if one.status == event.status] or [event]
    first, *lines = [_time_line(one, event, reader) for one in shown]
    lines = [attrs.evolve(first, label=label_of(phrases.when, phrases)), *lines]
    lines += [_line("…")] if len(times) > _MOST_TIMES else []
    lines += _other_times(event, shown, reader)
    if event.previous_start is not None:
        planned = span_in_words(event.previous_start, None, phrases)
        lines.append(_line(phrases.previously.format(when=planned)))
    place = whereabouts(event, reader)
    if place:
        lines.append(_labelled(phrases.where, place, phrases))
    if event.languages:
        spoken = enumerated([language_name(tag, phrases) for tag in event.languages], phrases)
        lines.append(_labelled(phrases.held_in, Chosen(spoken), phrases))
    return Paragraph(tuple(lines))


def _time_line(one: Event, event: Event, reader: Reader) -> Line:
    """Say when an event is, or one occurrence of it, and what is otherwise about that one."""
    words, phrases = when(one, reader), reader.phrases
    mark = mark_of(one.status, phrases) if one.status != event.status else ""
    said = [Chosen(phrases.marked.format(mark=mark, title=words.value)) if mark else words]
    if one.previous_start not in (None, event.previous_start):
        planned = span_in_words(one.previous_start, None, phrases)
        said.append(Chosen(phrases.previously.format(when=planned)))
    place, title = (venue_line(one.venue, reader), reader.any_of(one.title))
    said += [place] if place and place != venue_line(event.venue, reader) else []
    said += [title] if title != reader.any_of(event.title) else []
    return Line(joined(said, Chosen(" – ")))


def _other_times(event: Event, shown: Sequence[Event], reader: Reader) -> list[Line]:
    """Say which occurrences of a series are otherwise than its rule says, in order of time: but what is shown already.

    What readers of another language alone are told is none of them.
    """
    found = [
        (one.start, line)
        for original, one in event.changed_occurrences()
        if one not in shown
        and (line := _time_line(one, event, reader)) != _time_line(occurrence_of(event, original), event, reader)
    ]
    lines = [line for _, line in sorted(found, key=lambda pair: pair[0])]
    return [*lines[:_MOST_TIMES], _line("…")] if len(lines) > _MOST_TIMES else lines


def mark_of(status: str, phrases: Phrases) -> str:
    """Give the word for a status; empty for a confirmed event."""
    return {"cancelled": phrases.cancelled, "postponed": phrases.postponed, "tentative": phrases.tentative}.get(
        status, ""
    )


def when(event: Event, reader: Reader) -> Chosen:
    """Say when an event is, in Geneva's time, and in the venue's own where that is another."""
    words = span_in_words(event.start, event.end, reader.phrases)
    venue = event.venue
    name = venue and (venue.city or venue.name or venue.address)
    if venue and venue.zone and name and isinstance(event.start, dt.datetime) and venue.zone != "Europe/Zurich":
        place = reader.any_of(name)
        words = f"{words} ({local_time_in_words(event.start, venue.zone, place.value, reader.phrases)})"
    return Chosen(words)


def whereabouts(event: Event, reader: Reader) -> Chosen | None:
    """Say where an event is and how one takes part, as one line."""
    manner = {"online": reader.phrases.online, "mixed": reader.phrases.mixed}.get(event.attendance or "")
    place = venue_line(event.venue, reader)
    if place is None:
        return Chosen(manner) if manner else Chosen(reader.phrases.online) if event.streams else None
    return Chosen(f"{place.value} ({manner})", place.language) if manner else place


def venue_line(venue: Venue | None, reader: Reader) -> Chosen | None:
    """Say a venue as an address on one line; its language is empty where its parts are in several."""
    if venue is None:
        return None
    parts = _venue_parts(venue, reader)
    languages = {part.language for part in parts if part.language}
    line = listed(_distinct(parts), reader.phrases)
    return Chosen(line, languages.pop() if len(languages) == 1 else "")


def venue_title_and_address(venue: Venue, reader: Reader) -> tuple[str, str]:
    """Give the line of a venue in two: its first part, and the rest, which may be empty."""
    first, *rest = _distinct(_venue_parts(venue, reader))
    return first, listed(rest, reader.phrases) if rest else ""


def event_blocks(event: Event, reader: Reader) -> list[Block]:
    """Give all that a calendar says of an event in words: what the author wrote, then what the fields say."""
    return [*prose(event.abstract, event.body, reader), when_and_where(event, reader), *details(event, reader)]


def prose(abstract: Text | None, body: Text | None, reader: Reader) -> list[Block]:
    """Give the abstract as a paragraph and the body as it is."""
    blocks: list[Block] = []
    if chosen := reader.choose(abstract):
        blocks.append(Paragraph((Line((chosen,)),)))
    if chosen := reader.choose(body):
        blocks.append(Prose(chosen))
    return blocks


def details(event: Event, reader: Reader) -> list[Block]:
    """Give what stands below an event's prose: programme, streams, documents, organizer, address."""
    phrases = reader.phrases
    blocks: list[Block] = []
    if event.programme:
        points = tuple(_point(slot, event, reader) for slot in event.programme)
        blocks.append(Listing(phrases.programme, points, is_ordered=True))
    if event.streams:
        blocks.append(Listing(phrases.watch, tuple((line, ()) for line in _stream_lines(event, reader))))
    blocks += document_list(event.documents, reader)
    lines = []
    if event.organizer:
        name, url = reader.any_of(event.organizer.name), _address(event.organizer.url, reader)
        lines.append(Line((name,), url, label_of(phrases.organizer, phrases)))
    if url := reader.own(event.url):
        lines.append(Line((Chosen(url),), url, label_of(phrases.more, phrases)))
    return [*blocks, Paragraph(tuple(lines))] if lines else blocks


def document_list(documents: Sequence[Document], reader: Reader) -> list[Block]:
    """Give the documents as a list, if there are any."""
    if not documents:
        return []
    lines = [(Line(_document_texts(document, reader), _address(document.url, reader)), ()) for document in documents]
    return [Listing(reader.phrases.documents, tuple(lines))]


def document_title(document: Document, reader: Reader) -> str:
    """Say a document in one line: title and symbol."""
    return "".join(text.value for text in _document_texts(document, reader))


def speaker_texts(speaker: Speaker, reader: Reader) -> tuple[Chosen, ...]:
    """Give a speaker's name with the office, each part in its language."""
    others = [part for text in (speaker.role, speaker.organization) if (part := reader.choose(text))]
    return joined([reader.any_of(speaker.name), *others], _comma(reader.phrases))


def as_plain(blocks: Iterable[Block], reader: Reader) -> str:
    r"""Write blocks as plain text, ``\n`` line ends, an empty line between blocks."""
    written = (_plain_block(block, reader) for block in blocks)
    return "\n\n".join(text for text in written if text)


def as_html(blocks: Iterable[Block], reader: Reader) -> str:
    """Write blocks as clean HTML; what is in another language than the entry says so."""
    return "".join(_html_block(block, reader) for block in blocks)


def _plain_block(block: Block, reader: Reader) -> str:
    if isinstance(block, Prose):
        return plain_text(block.html.value, reader.base_url)
    if isinstance(block, Paragraph):
        return "\n".join(_plain_line(line) for line in block.lines)
    lines = [label_of(block.label, reader.phrases).rstrip()]
    for number, (line, below) in enumerate(block.items, 1):
        lines.append(f"{number}. {_plain_line(line)}" if block.is_ordered else f"- {_plain_line(line)}")
        lines += [f"   - {_plain_line(lower)}" for lower in below]
    return "\n".join(lines)


def _plain_line(line: Line) -> str:
    text = "".join(part.value for part in line.texts)
    shown = text if line.url in ("", text) else f"{text} – {line.url}"
    return line.label + shown


def _html_block(block: Block, reader: Reader) -> str:
    if isinstance(block, Prose):
        html = clean_html(block.html.value, reader.base_url)
        tag = block.html.language
        return html if tag == reader.language else tagged_html(html, tag)
    if isinstance(block, Paragraph):
        return f"<p>{'<br>'.join(_html_line(line, reader) for line in block.lines)}</p>"
    element = "ol" if block.is_ordered else "ul"
    items = ""
    for line, below in block.items:
        lower = "".join(f"<li>{_html_line(part, reader)}</li>" for part in below)
        items += f"<li>{_html_line(line, reader)}{f'<ul>{lower}</ul>' if lower else ''}</li>"
    label = escape(label_of(block.label, reader.phrases).rstrip(), quote=False)
    return f"<p>{label}</p><{element}>{items}</{element}>"


def _html_line(line: Line, reader: Reader) -> str:
    text = "".join(tagged_span(part, reader.language) for part in line.texts)
    shown = f'<a href="{escape(line.url)}">{text}</a>' if line.url else text
    return escape(line.label, quote=False) + shown


def _venue_parts(venue: Venue, reader: Reader) -> list[Chosen]:
    parts = [reader.any_of(text) for text in (venue.name, venue.address, venue.city) if text]
    if venue.country:
        parts.append(Chosen(country_name(venue.country, reader.phrases), reader.language))
    return parts


def _distinct(parts: Iterable[Chosen]) -> list[str]:
    return list(dict.fromkeys(part.value for part in parts))


def _point(slot: Slot, event: Event, reader: Reader) -> tuple[Line, tuple[Line, ...]]:
    """Give a point's own line, and its speakers below; without a title the first speaker is the line."""
    time = [Chosen(_point_time(slot.start, event, reader.phrases))] if slot.start else []
    lines = [Line(speaker_texts(speaker, reader), _address(speaker.url, reader)) for speaker in slot.speakers]
    if slot.title:
        lines.insert(0, Line((reader.any_of(slot.title),)))
    first, *below = lines
    texts = joined([*time, *first.texts[:1]], _comma(reader.phrases)) + first.texts[1:]
    return attrs.evolve(first, texts=texts), tuple(below)


def _point_time(start: dt.datetime, event: Event, phrases: Phrases) -> str:
    """Say when a point begins: the time alone where the event's own words have day and zone already."""
    if isinstance(event.start, dt.datetime) and event.start.date() == start.date():
        return time_in_words(start, phrases)
    return span_in_words(start, None, phrases)


def _stream_lines(event: Event, reader: Reader) -> Iterable[Line]:
    for stream in event.streams:
        title = reader.choose(stream.title)
        spoken = [language_name(tag, reader.phrases) for tag in stream.languages]
        name = reader.phrases.watch_in.format(language=enumerated(spoken, reader.phrases)) if spoken else None
        yield Line((title or Chosen(name or reader.phrases.watch),), stream.url)


def _document_texts(document: Document, reader: Reader) -> tuple[Chosen, ...]:
    title = [reader.any_of(document.title)] if document.title else []
    symbol = [Chosen(document.symbol)] if document.symbol else []
    return joined([*title, *symbol], _comma(reader.phrases))


def _address(text: Text | None, reader: Reader) -> str:
    return reader.any_of(text).value if text else ""


def _comma(phrases: Phrases) -> Chosen:
    """Give what stands between two parts of a line, as `listed` has it."""
    return Chosen(phrases.listed.format(one="", next=""))


def joined(parts: Sequence[Chosen], between: Chosen) -> tuple[Chosen, ...]:
    """Put parts on one line, each still in its own language."""
    texts: list[Chosen] = []
    for part in parts:
        texts += [between, part] if texts else [part]
    return tuple(texts)


def _line(text: str) -> Line:
    return Line((Chosen(text),))


def _labelled(label: str, text: Chosen, phrases: Phrases) -> Line:
    return Line((text,), label=label_of(label, phrases))


def label_of(label: str, phrases: Phrases) -> str:
    """Give a label as it stands before its text."""
    return phrases.labelled.format(label=label, text="")
