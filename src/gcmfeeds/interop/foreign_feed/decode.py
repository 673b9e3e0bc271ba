"""Decode: the octets of a feed as text, whatever encoding it says or has."""

from __future__ import annotations

import codecs
import re

from gcmfeeds.interop.foreign.report import Notes, Subject

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # it begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STARTS = {b"<\0": "utf-16-le", b"{\0": "utf-16-le", b"\0<": "utf-16-be", b"\0{": "utf-16-be"}
_PLAIN = re.compile("ascii|iso8859-[0-9]+|cp125[0-8]|koi8-[ru]|gb2312|gbk|gb18030|big5|euc_jp|shift_jis|euc_kr|utf-.*")
"""What feeds are encoded in; of Python's other codecs some take the square of the length, and some are no encodings."""

_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def decoded(data: bytes, notes: Notes) -> str:
    """Give a feed as text, without byte order mark and declaration, and without what no XML may hold.

    What reads as UTF-8 is UTF-8, whatever it says: nothing else that people write does. Then comes the encoding that
    the file names.

    Args:
        data: The file.
        notes: Get what had to go.
    """
    declared = match[1].decode() if (match := _DECLARED.match(data)) else ""
    encoding, body = _marked(data)
    for candidate in (encoding, "utf-8", declared):
        try:
            text = body.decode(candidate) if _is_plain(candidate) else None
        except UnicodeDecodeError:
            continue
        if text is not None:
            break
    else:
        candidate = encoding or "utf-8"
        text = body.decode(candidate, "replace")
        notes.add(Subject(), "", declared, f"octets that are no {candidate.upper()} were taken out")
    if declared and not body.isascii() and _name(declared) != _name(candidate):
        notes.add(Subject(), "encoding", declared, f"it is {candidate.upper()}, whatever it says")
    legal = _ILLEGAL.sub("", text)
    if legal != text:
        notes.add(Subject(), "", "", "characters that no XML may hold were taken out")
    return _DECLARATION.sub("", legal, count=1).strip() if legal.lstrip().startswith("<?xml") else legal.strip()


def _marked(data: bytes) -> tuple[str, bytes]:
    """Give the encoding that the first octets show, empty if they show none; and what is behind the mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, data.removeprefix(mark)
    return _STARTS.get(data[:2], ""), data


def _is_plain(encoding: str) -> bool:
    return bool(_PLAIN.fullmatch(_name(encoding)))


def _name(encoding: str) -> str:
    """Give Python's name of an encoding; empty for what is none."""
    try:
        return codecs.lookup(encoding).name if encoding else ""
    except LookupError:
        return ""
