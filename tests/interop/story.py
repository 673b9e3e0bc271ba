"""Story: the International Migration Review Forum of 2022, day by day, and what each kind of client sees of it.

A table gives for each day, and in each edition, what differs from the day before; None stands for what is gone.
"""

from __future__ import annotations

import datetime as dt

import attrs

import gcmfeeds as gf
from samples import announcement, event

FORUM = "International Migration Review Forum"
FORUM_FR = "Forum d’examen des migrations internationales"

_TALK = event(
    key="talk",
    title={"en": "Talk", "fr": "Débat"},
    start=gf.geneva(2022, 3, 8, 15),
    end=gf.geneva(2022, 3, 8, 16),
)
_HEARING = event(
    key="hearing",
    title={"en": "Hearing", "fr": "Audition"},
    start=dt.date(2022, 4, 5),
    published=gf.geneva(2022, 1, 6, 9),
)
_ROOMS = announcement(
    key="rooms",
    title={"en": "The rooms are booked", "fr": "Les salles sont réservées"},
    published=gf.geneva(2022, 1, 4, 9),
)


def forum(title: dict[str, str], first: int, last: int) -> gf.Event:
    """Make the Forum on these days of May."""
    return event(key="imrf", title=title, start=dt.date(2022, 5, first), end=dt.date(2022, 5, last))


STORY = {
    # The catalogue is published for the first time; the Forum and the talk are not news.
    "2022-01-10": {
        "imrf": forum({"en": FORUM}, 10, 13),
        "talk": _TALK,
        "hearing": _HEARING,
        "briefing": event(
            key="briefing", title={"en": "Briefing"}, start=dt.date(2022, 4, 1), published=gf.geneva(2022, 1, 7, 9)
        ),
        "rooms": _ROOMS,
        "registration": announcement(
            key="registration", title={"en": "Registration is open"}, published=gf.geneva(2022, 1, 5, 9)
        ),
    },
    # Nothing changes.
    "2022-01-11": {},
    # The Forum moves by a week.
    "2022-02-01": {"imrf": forum({"en": FORUM}, 17, 20)},
    # Its title is translated into French.
    "2022-02-10": {"imrf": forum({"en": FORUM, "fr": FORUM_FR}, 17, 20)},
    # The talk is cancelled.
    "2022-02-20": {"talk": attrs.evolve(_TALK, status="cancelled")},
    # The hearing is postponed.
    "2022-03-01": {"hearing": attrs.evolve(_HEARING, status="postponed")},
    # An announcement is withdrawn.
    "2022-03-10": {"rooms": attrs.evolve(_ROOMS, withdrawn=gf.geneva(2022, 3, 10, 9))},
    # The hearing gets its new date.
    "2022-03-15": {"hearing": attrs.evolve(_HEARING, start=dt.date(2022, 4, 26))},
    # An announcement and an event are deleted from the source.
    "2022-03-20": {"registration": None, "briefing": None},
    # They are still shown, as withdrawn and as cancelled.
    "2022-04-18": {},
    # The announcement was withdrawn 30 days ago: its tombstone stays.
    "2022-04-20": {},
    # The event ended 30 days ago.
    "2022-05-03": {},
}

# (sequence, status, start, title)
CALENDARS = {
    "2022-01-10": {
        "en": {
            "imrf": (0, "CONFIRMED", "2022-05-10", FORUM),
            "talk": (0, "CONFIRMED", "2022-03-08 15:00", "Talk"),
            "hearing": (0, "CONFIRMED", "2022-04-05", "Hearing"),
            "briefing": (0, "CONFIRMED", "2022-04-01", "Briefing"),
        },
        "fr": {
            "imrf": (0, "CONFIRMED", "2022-05-10", FORUM),
            "talk": (0, "CONFIRMED", "2022-03-08 15:00", "Débat"),
            "hearing": (0, "CONFIRMED", "2022-04-05", "Audition"),
            "briefing": (0, "CONFIRMED", "2022-04-01", "Briefing"),
        },
    },
    "2022-01-11": {"en": {}, "fr": {}},
    "2022-02-01": {
        "en": {"imrf": (1, "CONFIRMED", "2022-05-17", FORUM)},
        "fr": {"imrf": (1, "CONFIRMED", "2022-05-17", FORUM)},
    },
    "2022-02-10": {"en": {}, "fr": {"imrf": (1, "CONFIRMED", "2022-05-17", FORUM_FR)}},
    "2022-02-20": {
        "en": {"talk": (1, "CANCELLED", "2022-03-08 15:00", "Cancelled: Talk")},
        "fr": {"talk": (1, "CANCELLED", "2022-03-08 15:00", "Annulé\u00a0: Débat")},
    },
    "2022-03-01": {
        "en": {"hearing": (1, "TENTATIVE", "2022-04-05", "Postponed: Hearing")},
        "fr": {"hearing": (1, "TENTATIVE", "2022-04-05", "Reporté\u00a0: Audition")},
    },
    "2022-03-10": {"en": {}, "fr": {}},
    "2022-03-15": {
        "en": {"hearing": (2, "CONFIRMED", "2022-04-26", "Hearing")},
        "fr": {"hearing": (2, "CONFIRMED", "2022-04-26", "Audition")},
    },
    "2022-03-20": {
        "en": {"briefing": (1, "CANCELLED", "2022-04-01", "Cancelled: Briefing")},
        "fr": {"briefing": (1, "CANCELLED", "2022-04-01", "Cancelled: Briefing")},
    },
    "2022-04-18": {"en": {}, "fr": {}},
    "2022-04-20": {"en": {}, "fr": {}},
    "2022-05-03": {"en": {"briefing": None}, "fr": {"briefing": None}},
}

# (title, published, updated)
FEEDS = {
    "2022-01-10": {
        "en": {
            "event/hearing/en": ("Hearing", "2022-01-06", "2022-01-06"),
            "event/briefing/en": ("Briefing", "2022-01-07", "2022-01-07"),
            "announcement/rooms/en": ("The rooms are booked", "2022-01-04", "2022-01-04"),
            "announcement/registration/en": ("Registration is open", "2022-01-05", "2022-01-05"),
        },
        "fr": {
            "event/hearing/fr": ("Audition", "2022-01-06", "2022-01-06"),
            "event/briefing/en": ("Briefing", "2022-01-07", "2022-01-07"),
            "announcement/rooms/fr": ("Les salles sont réservées", "2022-01-04", "2022-01-04"),
            "announcement/registration/en": ("Registration is open", "2022-01-05", "2022-01-05"),
        },
    },
    "2022-01-11": {"en": {}, "fr": {}},
    "2022-02-01": {
        "en": {"event/imrf/en": (FORUM, "2022-02-01", "2022-02-01")},
        "fr": {"event/imrf/en": (FORUM, "2022-02-01", "2022-02-01")},
    },
    "2022-02-10": {
        "en": {},
        "fr": {"event/imrf/en": None, "event/imrf/fr": (FORUM_FR, "2022-02-10", "2022-02-10")},
    },
    "2022-02-20": {
        "en": {"event/talk/en": ("Cancelled: Talk", "2022-02-20", "2022-02-20")},
        "fr": {"event/talk/fr": ("Annulé\u00a0: Débat", "2022-02-20", "2022-02-20")},
    },
    "2022-03-01": {
        "en": {"event/hearing/en": ("Postponed: Hearing", "2022-01-06", "2022-03-01")},
        "fr": {"event/hearing/fr": ("Reporté\u00a0: Audition", "2022-01-06", "2022-03-01")},
    },
    "2022-03-10": {"en": {"announcement/rooms/en": None}, "fr": {"announcement/rooms/fr": None}},
    "2022-03-15": {
        "en": {"event/hearing/en": ("Hearing", "2022-01-06", "2022-03-15")},
        "fr": {"event/hearing/fr": ("Audition", "2022-01-06", "2022-03-15")},
    },
    "2022-03-20": {
        "en": {
            "event/briefing/en": ("Cancelled: Briefing", "2022-01-07", "2022-03-20"),
            "announcement/registration/en": None,
        },
        "fr": {
            "event/briefing/en": ("Cancelled: Briefing", "2022-01-07", "2022-03-20"),
            "announcement/registration/en": None,
        },
    },
    "2022-04-18": {"en": {}, "fr": {}},
    "2022-04-20": {"en": {}, "fr": {}},
    "2022-05-03": {"en": {"event/briefing/en": None}, "fr": {"event/briefing/en": None}},
}

# (title, published, whether newsboat shows it as new)
NEWSBOAT = {
    "2022-01-10": {
        "en": {
            "event/hearing/en": ("Hearing", "2022-01-06", True),
            "event/briefing/en": ("Briefing", "2022-01-07", True),
            "announcement/rooms/en": ("The rooms are booked", "2022-01-04", True),
            "announcement/registration/en": ("Registration is open", "2022-01-05", True),
        },
        "fr": {
            "event/hearing/fr": ("Audition", "2022-01-06", True),
            "event/briefing/en": ("Briefing", "2022-01-07", True),
            "announcement/rooms/fr": ("Les salles sont réservées", "2022-01-04", True),
            "announcement/registration/en": ("Registration is open", "2022-01-05", True),
        },
    },
    "2022-01-11": {"en": {}, "fr": {}},
    "2022-02-01": {
        "en": {"event/imrf/en": (FORUM, "2022-02-01", True)},
        "fr": {"event/imrf/en": (FORUM, "2022-02-01", True)},
    },
    "2022-02-10": {"en": {}, "fr": {"event/imrf/fr": (FORUM_FR, "2022-02-10", True)}},
    "2022-02-20": {
        "en": {"event/talk/en": ("Cancelled: Talk", "2022-02-20", True)},
        "fr": {"event/talk/fr": ("Annulé\u00a0: Débat", "2022-02-20", True)},
    },
    "2022-03-01": {
        "en": {"event/hearing/en": ("Postponed: Hearing", "2022-01-06", False)},
        "fr": {"event/hearing/fr": ("Reporté\u00a0: Audition", "2022-01-06", False)},
    },
    "2022-03-10": {"en": {}, "fr": {}},
    "2022-03-15": {
        "en": {"event/hearing/en": ("Hearing", "2022-01-06", False)},
        "fr": {"event/hearing/fr": ("Audition", "2022-01-06", False)},
    },
    "2022-03-20": {
        "en": {"event/briefing/en": ("Cancelled: Briefing", "2022-01-07", False)},
        "fr": {"event/briefing/en": ("Cancelled: Briefing", "2022-01-07", False)},
    },
    "2022-04-18": {"en": {}, "fr": {}},
    "2022-04-20": {"en": {}, "fr": {}},
    "2022-05-03": {"en": {}, "fr": {}},
}

# Of the Atom feed alone: when each entry was withdrawn, on the days on which that differs.
TOMBSTONES = {
    "2022-03-10": {
        "en": {"announcement/rooms/en": "2022-03-10"},
        "fr": {"announcement/rooms/fr": "2022-03-10", "announcement/rooms/en": "2022-03-10"},
    },
    "2022-03-20": {
        "en": {"announcement/registration/en": "2022-03-20"},
        "fr": {"announcement/registration/en": "2022-03-20"},
    },
}

# Which of calendar.ics, feed.atom and feed.rss are other than the day before.
FILES = {
    "2022-01-10": {"en": "ics atom rss", "fr": "ics atom rss"},
    "2022-01-11": {"en": "", "fr": ""},
    "2022-02-01": {"en": "ics atom rss", "fr": "ics atom rss"},
    "2022-02-10": {"en": "atom rss", "fr": "ics atom rss"},  # a link to the translation is new
    "2022-02-20": {"en": "ics atom rss", "fr": "ics atom rss"},
    "2022-03-01": {"en": "ics atom rss", "fr": "ics atom rss"},
    "2022-03-10": {"en": "atom rss", "fr": "atom rss"},
    "2022-03-15": {"en": "ics atom rss", "fr": "ics atom rss"},
    "2022-03-20": {"en": "ics atom rss", "fr": "ics atom rss"},
    "2022-04-18": {"en": "", "fr": ""},
    "2022-04-20": {"en": "", "fr": ""},
    "2022-05-03": {"en": "ics atom rss", "fr": "ics atom rss"},
}
