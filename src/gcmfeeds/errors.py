"""Errors: everything gcmfeeds raises on purpose, in one tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class GcmFeedsError(Exception):
    """Be the root of every error that gcmfeeds raises on purpose."""


class ModelError(GcmFeedsError, ValueError):
    """Say that a value cannot be true.

    Args:
        field: The field's name, or a path such as ``title.fr``.
        rule: What must hold, from "must" on: ``must not be empty``.
        value: What was got.
        kind: What the field belongs to: ``event``, ``venue`` …; empty for a bare value.
        key: The item's key, where it has one.
        also: The other rules that the same item breaks, when they were all looked at.
    """

    def __init__(
        self,
        field: str,
        rule: str,
        value: object,
        *,
        kind: str = "",
        key: str = "",
        also: Iterable[ModelError] = (),
    ) -> None:
        self.field = field
        self.rule = rule
        self.value = value
        self.kind = kind
        self.key = key
        self.also = tuple(also)
        super().__init__(field, rule, value)

    def __str__(self) -> str:
        """Give one line: field, rule, value, item."""
        place = f" in {self.kind}" if self.kind else ""
        name = f" {self.key!r}" if self.key else ""
        return f"{self.field!r} {self.fault}{place}{name}"

    @property
    def fault(self) -> str:
        """The rule and what was got, without the field."""
        return self.rule if self.value is None else f"{self.rule} (got {shown(self.value)})"


def refuse(faults: Iterable[ModelError]) -> None:
    """Raise the first of the faults, if there is one, with the others beside it.

    Args:
        faults: What was found wrong with one value, each by itself.
    """
    found = list(faults)
    if found:
        found[0].also = tuple(found[1:])
        raise found[0]


class SkippedTimeError(ModelError):
    """Say that Geneva's clocks skip this local time on the last Sunday of March."""


class RepeatedTimeError(ModelError):
    """Say that Geneva's clocks show this local time twice on the last Sunday of October."""


class MissingTextError(GcmFeedsError):
    """Say that a catalogue has no edition, or no words, in a language that was asked for."""


class SourceFault(GcmFeedsError):  # noqa: N818  # one of many, in a CatalogueError
    """Say what is wrong at one place of one file.

    Args:
        file: The file as the caller named it.
        path: Where in it, such as ``events[3].start``; empty for the whole file.
        fault: What is wrong: rule and value in one line.
    """

    def __init__(self, file: str, path: str, fault: str) -> None:
        self.file = file
        self.path = path
        self.fault = fault
        super().__init__(file, path, fault)

    def __str__(self) -> str:
        """Give one line: file, path, fault; what would break or colour the line is escaped."""
        line = ": ".join(part for part in (self.file, self.path, self.fault) if part)
        return line if line.isprintable() else "".join(one if one.isprintable() else ascii(one)[1:-1] for one in line)


class CatalogueError(GcmFeedsError, ExceptionGroup[SourceFault]):
    """Hold every fault of a source at once, in the order of its files."""

    def derive(self, excs: Sequence[SourceFault]) -> CatalogueError:  # type: ignore[override]  # only faults stand in it
        """Make the same error of fewer faults, as ``except*`` and ``split`` ask."""
        return CatalogueError(self.message, excs)


class ForeignFileError(GcmFeedsError):
    """Say that a file which others wrote cannot be read, and why.

    Args:
        rule: What must hold, from "must" on.
        value: What was got; an empty text where there is nothing to show.
    """

    def __init__(self, rule: str, value: object) -> None:
        self.rule = rule
        self.value = value
        super().__init__(rule, value)

    def __str__(self) -> str:
        """Give one line: rule and value."""
        return f"the file {self.rule}" + ("" if self.value == "" else f" (got {shown(self.value)})")


class PublishError(GcmFeedsError):
    """Say that publishing stopped, and at what."""


class LedgerError(PublishError):
    """Say that the ledger of what was published cannot be used, and why."""


class StoreError(PublishError):
    """Say that an output could not be read or written, and why."""


_SHOWN_BITS = 256


def shown(value: object, limit: int = 120) -> str:
    """Show a value in one short line: dates and numbers as they are written, all else as Python would write it.

    Args:
        value: Any value; control characters come out escaped.
        limit: The longest line, in characters.

    Returns:
        The line, ending in an ellipsis when it was cut.
    """
    if isinstance(value, int) and value.bit_length() > _SHOWN_BITS:
        return f"a number of {value.bit_length()} bits"
    plain = hasattr(value, "isoformat") or (isinstance(value, int | float) and not isinstance(value, bool))
    text = str(value) if plain else ascii(value) if _hostile(value) else repr(value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _hostile(value: object) -> bool:
    return isinstance(value, str) and not value.isprintable()
