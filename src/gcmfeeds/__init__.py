"""gcmfeeds: events and announcements, written once, as calendars and feeds in each language.

The names below are the public face. Each is loaded when it is first asked for: ``import gcmfeeds`` itself
loads nothing, and the model asks for attrs and pytz alone.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gcmfeeds.errors import CatalogueError as CatalogueError
    from gcmfeeds.errors import ForeignFileError as ForeignFileError
    from gcmfeeds.errors import GcmFeedsError as GcmFeedsError
    from gcmfeeds.errors import LedgerError as LedgerError
    from gcmfeeds.errors import MissingTextError as MissingTextError
    from gcmfeeds.errors import ModelError as ModelError
    from gcmfeeds.errors import PublishError as PublishError
    from gcmfeeds.errors import RepeatedTimeError as RepeatedTimeError
    from gcmfeeds.errors import SkippedTimeError as SkippedTimeError
    from gcmfeeds.errors import SourceFault as SourceFault
    from gcmfeeds.errors import StoreError as StoreError
    from gcmfeeds.formats import iter_ics as iter_ics
    from gcmfeeds.formats import to_atom as to_atom
    from gcmfeeds.formats import to_feedgen as to_feedgen
    from gcmfeeds.formats import to_icalendar as to_icalendar
    from gcmfeeds.formats import to_ics as to_ics
    from gcmfeeds.formats import to_index as to_index
    from gcmfeeds.formats import to_json_feed as to_json_feed
    from gcmfeeds.formats import to_opml as to_opml
    from gcmfeeds.formats import to_page as to_page
    from gcmfeeds.formats import to_rss as to_rss
    from gcmfeeds.interop.foreign import ImportNote as ImportNote
    from gcmfeeds.interop.foreign import ImportReport as ImportReport
    from gcmfeeds.interop.foreign import from_ics as from_ics
    from gcmfeeds.interop.foreign_feed import from_feed as from_feed
    from gcmfeeds.model.alarm import Alarm as Alarm
    from gcmfeeds.model.announcement import Announcement as Announcement
    from gcmfeeds.model.catalogue import Catalogue as Catalogue
    from gcmfeeds.model.channel import Channel as Channel
    from gcmfeeds.model.channel import Topic as Topic
    from gcmfeeds.model.documents import Document as Document
    from gcmfeeds.model.documents import Image as Image
    from gcmfeeds.model.event import Event as Event
    from gcmfeeds.model.event import Slot as Slot
    from gcmfeeds.model.people import Organizer as Organizer
    from gcmfeeds.model.people import Speaker as Speaker
    from gcmfeeds.model.phrases import Phrases as Phrases
    from gcmfeeds.model.places import Stream as Stream
    from gcmfeeds.model.places import Venue as Venue
    from gcmfeeds.model.recurrence import Change as Change
    from gcmfeeds.model.recurrence import Recurrence as Recurrence
    from gcmfeeds.model.relation import Relation as Relation
    from gcmfeeds.model.revision import Revision as Revision
    from gcmfeeds.model.revision import initial_revision as initial_revision
    from gcmfeeds.model.source import Source as Source
    from gcmfeeds.model.text import Text as Text
    from gcmfeeds.output import Output as Output
    from gcmfeeds.plain import from_plain as from_plain
    from gcmfeeds.plain import to_plain as to_plain
    from gcmfeeds.publisher.build import build as build
    from gcmfeeds.publisher.history import history as history
    from gcmfeeds.publisher.history import restore as restore
    from gcmfeeds.publisher.notify import notify as notify
    from gcmfeeds.publisher.publish import diff as diff
    from gcmfeeds.publisher.publish import publish as publish
    from gcmfeeds.serving import outputs as outputs
    from gcmfeeds.serving import to_output as to_output
    from gcmfeeds.sources.load import load as load
    from gcmfeeds.sources.write import save as save
    from gcmfeeds.zone import GENEVA as GENEVA
    from gcmfeeds.zone import geneva as geneva
    from gcmfeeds.zone import in_geneva as in_geneva

_HOMES = {
    "errors": "CatalogueError ForeignFileError GcmFeedsError LedgerError MissingTextError ModelError PublishError "
    "RepeatedTimeError SkippedTimeError SourceFault StoreError",
    "formats": "iter_ics to_atom to_feedgen to_icalendar to_ics to_index to_json_feed to_opml to_page to_rss",
    "interop.foreign": "ImportNote ImportReport from_ics",
    "interop.foreign_feed": "from_feed",
    "model.alarm": "Alarm",
    "model.announcement": "Announcement",
    "model.catalogue": "Catalogue",
    "model.channel": "Channel Topic",
    "model.documents": "Document Image",
    "model.event": "Event Slot",
    "model.people": "Organizer Speaker",
    "model.phrases": "Phrases",
    "model.places": "Stream Venue",
    "model.recurrence": "Change Recurrence",
    "model.relation": "Relation",
    "model.revision": "Revision initial_revision",
    "model.source": "Source",
    "model.text": "Text",
    "output": "Output",
    "plain": "from_plain to_plain",
    "publisher.build": "build",
    "publisher.history": "history restore",
    "publisher.notify": "notify",
    "publisher.publish": "diff publish",
    "serving": "outputs to_output",
    "sources.load": "load",
    "sources.write": "save",
    "zone": "GENEVA geneva in_geneva",
}
_HOME_OF = {name: f"gcmfeeds.{home}" for home, names in _HOMES.items() for name in names.split()}

__all__ = tuple(sorted(_HOME_OF))  # the tests compare it with the imports above


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'gcmfeeds' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME_OF})
