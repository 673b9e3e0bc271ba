"""Rules: what a field may hold, shared by the types of the model.

A rule is an attrs validator, or makes one. It refuses with a :class:`~gcmfeeds.errors.ModelError` that names
field and item; where several things are wrong, the others stand beside the first.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, cast
from urllib.parse import urlsplit

import attrs

from gcmfeeds.errors import ModelError, refuse
from gcmfeeds.model.colors import COLORS
from gcmfeeds.model.text import Text, is_tag
from gcmfeeds.zone import FIRST_YEAR, LAST_YEAR, in_geneva

Rule: TypeAlias = "Callable[[Any, attrs.Attribute[Any], Any], None]"

STATUSES = ("tentative", "confirmed", "postponed", "cancelled")
"""What may be known of an event: schema.org's ``eventStatus`` and :rfc:`5545#section-3.8.1.11` have no other."""

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
BY_DAY = re.compile(rf"(?P<nth>[+-]?[1-9]\d?)?(?P<day>{'|'.join(WEEKDAYS)})")
"""A weekday, perhaps with which one of a month or year it is (:rfc:`5545#section-3.3.10`)."""

_KEY = re.compile("[a-z0-9][a-z0-9-]{0,119}")
_URL = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}|\[[0-9a-f:.]+\]")
_ATOM = "[A-Za-z0-9!$'*+_~-]+"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}")
_ADDRESS_LENGTH = 120
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")


def fault(instance: object, field: str, rule: str, value: object) -> ModelError:
    """Make the error that names the instance's kind and key."""
    kind = "" if instance is None else type(instance).__name__.lower()
    return ModelError(field, rule, value, kind=kind, key=str(getattr(instance, "key", "")))


def renamed(error: ModelError, instance: object, field: str) -> ModelError:
    """Make the same error of a part's under the whole's name."""
    named = fault(instance, field, error.rule, error.value)
    return type(error)(field, error.rule, error.value, kind=named.kind, key=named.key)


def a_text(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Require a text, bare or by language."""
    if value is None:
        raise fault(instance, attribute.name, "must be given", None)
    if not isinstance(value, Text):
        try:
            Text(cast("Mapping[str, str]", value))
        except ModelError as error:
            refuse(
                renamed(one, instance, attribute.name if one.field == "text" else f"{attribute.name}.{one.field}")
                for one in (error, *error.also)
            )


def a_tagged_text(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Require a text that names its languages."""
    a_text(instance, attribute, value)
    if value.is_bare:
        raise fault(instance, attribute.name, "must be a table by language, such as { en = … }", value.values[0])


def a_key(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Require a key: it becomes part of ids, addresses and file names for ever."""
    if not (isinstance(value, str) and _KEY.fullmatch(value)):
        rule = "must be made of a-z, 0-9 and hyphens, at most 120, a letter or digit first"
        # The key is the field itself, so it is not said twice.
        kind = "" if instance is None else type(instance).__name__.lower()
        raise ModelError(attribute.name, rule, value, kind=kind)


def is_web_address(value: object) -> bool:
    """Say whether `value` is an absolute http or https URL in ASCII, without user or password (:rfc:`3986`)."""
    if not (isinstance(value, str) and _URL.fullmatch(value)):
        return False
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return False
    host = parts.netloc if port is None else parts.netloc.rpartition(":")[0]
    return parts.scheme in ("http", "https") and bool(_HOST.fullmatch(host.removesuffix(":")))


WEB_RULE = "must be an absolute http(s) URL, non-ASCII characters percent-encoded"


def a_web_address(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Require one web address."""
    if not is_web_address(value):
        raise fault(instance, attribute.name, WEB_RULE, value)


def web_addresses(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Require one web address, or a table of them by language."""
    a_text(instance, attribute, value)
    refuse(
        fault(instance, f"{attribute.name}.{tag}" if tag else attribute.name, WEB_RULE, url)
        for tag, url in value
        if not is_web_address(url)
    )


def a_mail_address(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Require a mail address of the characters that a mailto: URI holds as they are (:rfc:`6068#section-2`)."""
    if not (isinstance(value, str) and len(value) <= _ADDRESS_LENGTH and _ADDRESS.fullmatch(value)):
        raise fault(instance, attribute.name, "must be a mail address such as name@example.org", value)


def a_media_type(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Require a media type in lower case, without parameters (:rfc:`6838#section-4.2`)."""
    if not (isinstance(value, str) and _MEDIA_TYPE.fullmatch(value)):
        raise fault(instance, attribute.name, "must be a media type such as application/pdf", value)


def a_color(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Require a color by its name in CSS 3, in lower case (:rfc:`7986#section-5.9`)."""
    if not (isinstance(value, str) and value in COLORS):
        raise fault(instance, attribute.name, "must be the name that CSS 3 has for a color, such as steelblue", value)


def one_of(*choices: str) -> Rule:
    """Make the rule that a value is one of these words."""

    def rule(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if value not in choices:
            raise fault(instance, attribute.name, f"must be one of {', '.join(choices)}", value)

    return rule


def a_number(low: float, high: float) -> Rule:
    """Make the rule that a value is a finite number from `low` to `high`, both included."""

    def rule(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise fault(instance, attribute.name, f"must be a number from {low:g} to {high:g}", value)

    return rule


def a_whole_number(lowest: int, highest: int) -> Rule:
    """Make the rule that a value is a whole number from `lowest` to `highest`, both included."""

    def rule(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
            raise fault(instance, attribute.name, f"must be a whole number from {lowest} to {highest}", value)

    return rule


def a_count(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Require a whole number that an iCalendar INTEGER can hold (:rfc:`5545#section-3.3.8`), zero or more."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**31:
        raise fault(instance, attribute.name, "must be a whole number from 0 to 2147483647", value)


def a_part(kind: type) -> Rule:
    """Make the rule that a value is a `kind` of the model."""

    def rule(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if not isinstance(value, kind):
            raise fault(instance, attribute.name, f"must be of the type {kind.__name__}", value)

    return rule


def members(kind: type, *, unique: str = "") -> Rule:
    """Make the rule that a value is a tuple of `kind`, no two with the same attribute `unique`."""

    def rule(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if not isinstance(value, tuple):
            heading = f": write [[{attribute.name}]], with two brackets" if isinstance(value, Mapping) else ""
            raise fault(instance, attribute.name, f"must be a list{heading}", value)
        faults, seen = [], set()
        for index, member in enumerate(value):
            path = f"{attribute.name}[{index}]"
            if not isinstance(member, kind):
                faults.append(fault(instance, path, f"must be of the type {kind.__name__}", member))
            elif unique:
                name = getattr(member, unique)
                if name in seen:
                    faults.append(fault(instance, f"{path}.{unique}", "must stand once", name))
                seen.add(name)
        refuse(faults)

    return rule


def keys(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Require a tuple of keys, each once."""
    _each_once(instance, attribute, value, "keys", lambda key: isinstance(key, str) and bool(_KEY.fullmatch(key)))


def tags(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Require a tuple of canonical language tags, each once."""
    _each_once(instance, attribute, value, "language tags", is_tag)


def web_address_list(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Require a tuple of web addresses, each once."""
    _each_once(instance, attribute, value, "web addresses", is_web_address)


_NOUNS = {
    "keys": "a key (a-z, 0-9, hyphens)",
    "language tags": "a language tag such as fr or zh-Hant (BCP 47)",
    "web addresses": WEB_RULE.removeprefix("must be "),
}


def _each_once(
    instance: object, attribute: attrs.Attribute[Any], value: object, nouns: str, is_one: Callable[[object], bool]
) -> None:
    if not isinstance(value, tuple):
        raise fault(instance, attribute.name, f"must be a list of {nouns}", value)
    faults = []
    for index, member in enumerate(value):
        field = f"{attribute.name}[{index}]"
        if not is_one(member):
            faults.append(fault(instance, field, f"must be {_NOUNS[nouns]}", member))
        elif member in value[:index]:
            faults.append(fault(instance, field, "must stand once", member))
    refuse(faults)


def a_moment(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Require an aware datetime that Geneva's clocks can show."""
    if not isinstance(value, dt.datetime):
        raise fault(instance, attribute.name, "must be a date and time", value)
    try:
        in_geneva(value)
    except ModelError as error:
        raise renamed(error, instance, attribute.name) from None


def a_day_or_moment(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Require a date (all day) in the years that a moment may stand in, or an aware datetime."""
    if isinstance(value, dt.datetime):
        a_moment(instance, attribute, value)
    elif not isinstance(value, dt.date):
        raise fault(instance, attribute.name, "must be a date, or a date and time", value)
    elif not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise fault(instance, attribute.name, f"must be in a year from {FIRST_YEAR} to {LAST_YEAR}", value)


def numbers(highest: int, *, is_signed: bool = True) -> Rule:
    """Make the rule that a value is a tuple of numbers up to `highest`, each once; negative ones count from the end."""
    noun = f"from 1 to {highest}" + (f" or -1 to -{highest}" if is_signed else "")

    def rule(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if not isinstance(value, tuple):
            raise fault(instance, attribute.name, "must be a list of numbers, such as [1]", value)
        refuse(
            fault(instance, f"{attribute.name}[{index}]", f"must be a whole number {noun}, once", number)
            for index, number in enumerate(value)
            if isinstance(number, bool)
            or not isinstance(number, int)
            or not 1 <= (abs(number) if is_signed else number) <= highest
            or number in value[:index]
        )

    return rule


def weekdays(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Require a tuple of weekdays, perhaps with which one of a month or year it is, each once."""
    if not isinstance(value, tuple):
        raise fault(instance, attribute.name, 'must be a list of weekdays, such as ["MO", "TH"]', value)
    rule = f"must be a weekday, {', '.join(WEEKDAYS)}, or with a number such as 1MO or -1SU, once"
    refuse(
        fault(instance, f"{attribute.name}[{index}]", rule, day)
        for index, day in enumerate(value)
        if not (isinstance(day, str) and BY_DAY.fullmatch(day)) or day in value[:index]
    )


def starts(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Require a tuple of dates, or aware datetimes, each once."""
    if not isinstance(value, tuple):
        raise fault(instance, attribute.name, "must be a list of dates, or of dates and times", value)
    seen = set()
    for index, time in enumerate(value):
        a_day_or_moment(instance, attribute.evolve(name=f"{attribute.name}[{index}]"), time)
        if time in seen:
            raise fault(instance, f"{attribute.name}[{index}]", "must stand once", time)
        seen.add(time)


def revision_faults(item: object, published: dt.datetime | None, updated: dt.datetime | None) -> list[ModelError]:
    """Find what cannot be true of an item's two dates; both aware or None."""
    if published is None or updated is None or updated >= published:
        return []
    return [fault(item, "updated", f"must not be before {published}", updated)]


def optional(rule: Rule) -> Rule:
    """Make the rule that a value is nothing, or follows `rule`."""
    return attrs.validators.optional(rule)
