"""Keys: the short names of events, topics and of who publishes, made of what a file has."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Collection, Iterable

_LENGTH = 120
_TAIL = 10
_KEY = re.compile("[a-z0-9][a-z0-9-]{0,119}")
_OTHERS = re.compile("[^a-z0-9]+")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
NO_AUTHORITY = "example.org"


def key_of(uid: str, others: Collection[str]) -> str:
    """Make the key of an event of its UID: what stands before the @, if it is one.

    Where that is no key, or an event before it in the file has it, its letters and digits are, with a check number of
    the whole UID.

    Args:
        uid: The UID.
        others: The keys that are given already.
    """
    name, _, _ = uid.rpartition("@") if "@" in uid else (uid, "", "")
    if _KEY.fullmatch(name) and name not in others:
        return name
    return with_check(slug(name), uid, others)


def slug(words: str) -> str:
    """Make a short name of words: their letters without accents and their digits; empty where there are none."""
    plain = unicodedata.normalize("NFKD", words).casefold().encode("ascii", "ignore").decode()
    return _OTHERS.sub("-", plain).strip("-")[: _LENGTH - _TAIL].strip("-")


def topic_key(label: str, others: Collection[str]) -> str:
    """Make the key of a topic of its label."""
    short = slug(label)
    return short if short and short not in others else with_check(short or "topic", label, others)


def authority_of(uids: Iterable[str]) -> str:
    """Find the domain that most UIDs have after their @; an IP address is none."""
    found = Counter(
        domain for uid in uids if _DOMAIN.fullmatch(domain := uid.rpartition("@")[2].lower()) and "@" in uid
    )
    fit = [domain for domain in found if len(domain) <= _LENGTH and not domain.rpartition(".")[2].isdecimal()]
    return min(fit, key=lambda domain: (-found[domain], domain), default=NO_AUTHORITY)


def with_check(short: str, whole: str, others: Collection[str]) -> str:
    """Make a key of a short name and a check number of the whole, which may be any text."""
    number = zlib.crc32(whole.encode("utf-8", "replace"))
    while True:
        key = f"{short}-{number:08x}".strip("-")
        if key not in others:
            return key
        number = (number + 1) % 2**32
