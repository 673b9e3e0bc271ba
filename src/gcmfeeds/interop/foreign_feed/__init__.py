"""Foreign feeds: RSS, Atom and JSON Feed of others as announcements, and a report of what could not be carried."""

from gcmfeeds.interop.foreign_feed.read import from_feed

__all__ = ["from_feed"]
