"""Foreign: files of others as events of the model, and a report of what could not be carried."""

from gcmfeeds.interop.foreign.read import from_ics
from gcmfeeds.interop.foreign.report import ImportNote, ImportReport

__all__ = ["ImportNote", "ImportReport", "from_ics"]
