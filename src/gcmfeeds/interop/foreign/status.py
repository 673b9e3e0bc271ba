"""Status: whether an event of others takes place, and its title without the mark that says so too."""

from __future__ import annotations

from gcmfeeds.interop.foreign.context import words_of
from gcmfeeds.interop.foreign.properties import Properties, text_of
from gcmfeeds.model.phrases import Phrases
from gcmfeeds.model.text import Text

_NO_BREAK = "\u00a0"
"""What French has before a colon; many an app makes a plain space of it."""

_STATUSES = {"TENTATIVE": "tentative", "CONFIRMED": "confirmed", "CANCELLED": "cancelled"}


def taken_status(properties: Properties, title: Text) -> tuple[str, Text]:
    """Take STATUS, and take its mark off the title; a tentative event marked as postponed is postponed.

    Args:
        properties: Of the VEVENT.
        title: SUMMARY.

    Returns:
        The status and the title.
    """
    value = properties.one("STATUS")
    word = text_of(value).strip().upper() if value is not None else "CONFIRMED"
    if word not in _STATUSES:
        properties.note("STATUS", word, "it must be TENTATIVE, CONFIRMED or CANCELLED: it was taken for CONFIRMED")
    status = _STATUSES.get(word, "confirmed")
    for candidate in ("postponed", "tentative") if status == "tentative" else (status,):
        table = {tag: _without_mark(text, candidate, words_of(tag)) for tag, text in title}
        if table != dict(title):
            return candidate, Text(table)
    return status, title


def _without_mark(title: str, status: str, phrases: Phrases | None) -> str:
    if phrases is None or status == "confirmed":
        return title
    before, _, after = phrases.marked.format(mark=getattr(phrases, status), title="\0").partition("\0")
    plain = title.replace(_NO_BREAK, " ")
    if not (plain.startswith(before.replace(_NO_BREAK, " ")) and plain.endswith(after.replace(_NO_BREAK, " "))):
        return title
    return title[len(before) : len(title) - len(after)].strip() or title
