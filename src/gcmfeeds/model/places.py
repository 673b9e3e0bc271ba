"""Places: where an event happens, and where it can be watched."""

from __future__ import annotations

import re
from typing import Any

import attrs

from gcmfeeds.errors import ModelError, refuse
from gcmfeeds.model.given import as_line, as_tags
from gcmfeeds.model.rules import a_number, a_text, a_web_address, fault, optional, tags
from gcmfeeds.model.text import Text
from gcmfeeds.zone import is_zone

_COUNTRY = re.compile("[A-Z]{2}")


def _a_country(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if not (isinstance(value, str) and _COUNTRY.fullmatch(value)):
        raise fault(instance, attribute.name, "must be a country code such as CH (ISO 3166-1 alpha-2)", value)


def _a_zone(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if not (isinstance(value, str) and is_zone(value)):
        raise fault(instance, attribute.name, "must be an IANA zone such as Asia/Bangkok", value)


@attrs.frozen(kw_only=True)
class Venue:
    """Name the place of an event (schema.org ``Place``).

    Args:
        name: The place in one line: ``Palais des Nations``.
        address: Street and number, in one line.
        city: The city, in one line.
        country: ISO 3166-1 alpha-2, such as ``CH``.
        latitude: Degrees north, -90 to 90 (WGS 84); given together with `longitude`.
        longitude: Degrees east, -180 to 180.
        zone: The place's IANA zone, only to say its local time in words; times themselves are Geneva's.

    Raises:
        ModelError: A field cannot be true, or there is neither name, address nor city.
    """

    name: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_line), validator=optional(a_text)
    )
    address: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_line), validator=optional(a_text)
    )
    city: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_line), validator=optional(a_text)
    )
    country: str | None = attrs.field(default=None, validator=optional(_a_country))
    latitude: float | None = attrs.field(default=None, validator=optional(a_number(-90, 90)))
    longitude: float | None = attrs.field(default=None, validator=optional(a_number(-180, 180)))
    zone: str | None = attrs.field(default=None, validator=optional(_a_zone))

    def __attrs_post_init__(self) -> None:
        """Refuse what the fields together show."""
        refuse(self.faults())

    @property
    def coordinates(self) -> tuple[float, float] | None:
        """Its degrees north and east, if they are known."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)

    def faults(self) -> list[ModelError]:
        """Find what the fields together show to be wrong."""
        faults = []
        if not (self.name or self.address or self.city):
            faults.append(fault(self, "name", "must be given, or address, or city", self.name))
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            faults.append(fault(self, missing, "must be given together with the other coordinate", None))
        return faults


@attrs.frozen(kw_only=True)
class Stream:
    """Say where an event can be watched, and in which languages (schema.org ``VirtualLocation``).

    Args:
        url: The web address.
        languages: The languages in which it can be heard, BCP 47 tags; empty if that is not known.
        title: One line, where there is more to say than "live".

    Raises:
        ModelError: A field cannot be true.
    """

    url: str = attrs.field(validator=a_web_address)
    languages: tuple[str, ...] = attrs.field(default=(), converter=as_tags, validator=tags)
    title: Text | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_line), validator=optional(a_text)
    )
