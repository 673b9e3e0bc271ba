"""Samples: small values of the model that tests begin with."""

import datetime as dt

import gcmfeeds as gf
from gcmfeeds.language.words import bundled_phrases

PUBLISHED = gf.geneva(2020, 11, 20, 9)
NOON = gf.geneva(2020, 10, 20, 12)
PAGE = "https://migrationnetwork.un.org/sg-report-promise-action"

CATALOGUE = """\
authority = "un.org"
since = "2020"
base_url = "https://un.org/calendar/"
languages = ["en", "fr"]
published = 2020-11-20T09:00:00
title = { en = "Compact", fr = "Pacte" }
publisher = { name = "Network" }
"""


def source_of(folder, launch):
    """Write a small catalogue with one event, of which the TOML is given; give its folder."""
    (folder / "gcm" / "events").mkdir(parents=True)
    (folder / "gcm" / "catalogue.toml").write_text(CATALOGUE)
    (folder / "gcm" / "events" / "launch.toml").write_text(launch)
    return folder / "gcm"


def event(**changes):
    """Give an event of one day, with changes."""
    facts = {"key": "launch", "title": {"en": "Launch", "fr": "Lancement"}, "start": dt.date(2020, 12, 1)}
    return gf.Event(**{**facts, **changes})


def announcement(**changes):
    """Give an announcement, with changes."""
    facts = {"key": "news", "title": {"en": "News", "fr": "Nouvelle"}, "published": gf.geneva(2020, 11, 30, 20, 33)}
    return gf.Announcement(**{**facts, **changes})


def catalogue(*items, **changes):
    """Give a catalogue in English and French of these items, with changes."""
    facts = {
        "title": {"en": "Compact", "fr": "Pacte"},
        "publisher": gf.Organizer(name={"en": "Network", "fr": "Réseau"}, url="https://migrationnetwork.un.org"),
        "languages": ["en", "fr"],
        "fallback": ["en", "fr"],
        "base_url": "https://migrationnetwork.un.org/calendar/",
        "authority": "migrationnetwork.un.org",
        "since": "2020",
        "published": PUBLISHED,
        "events": [item for item in items if isinstance(item, gf.Event)],
        "announcements": [item for item in items if isinstance(item, gf.Announcement)],
    }
    return gf.Catalogue(**{**facts, **changes})


def full_event(**changes):
    """Give an event that says everything an event can say, in English and French."""
    facts = {
        "key": "launch",
        "title": {"en": "Launch, of; the report", "fr": "Lancement du rapport"},
        "start": gf.geneva(2020, 12, 1, 15),
        "end": gf.geneva(2020, 12, 1, 16, 30),
        "status": "confirmed",
        "previous_start": gf.geneva(2020, 11, 24, 15),
        "abstract": {"en": "An abstract.", "fr": "Un résumé."},
        "body": {"en": "<p>The <b>body</b>.</p>", "fr": "<p>Le <b>corps</b>.</p>"},
        "url": {"en": PAGE, "fr": f"{PAGE}/fr"},
        "venue": gf.Venue(
            name={"en": "Room 1", "fr": "Salle 1"},
            address={"en": "Avenue de la Paix 14"},
            city={"en": "Geneva", "fr": "Genève"},
            country="CH",
            latitude=46.2266,
            longitude=6.1406,
            zone="Africa/Casablanca",
        ),
        "attendance": "mixed",
        "languages": ["en", "fr"],
        "streams": [
            gf.Stream(url=PAGE, languages=["es", "fr"]),
            gf.Stream(url=f"{PAGE}/2", title={"en": "Second stream", "fr": "Second flux"}),
        ],
        "programme": [
            gf.Slot(
                title={"en": "Opening", "fr": "Ouverture"},
                start=gf.geneva(2020, 12, 1, 15),
                speakers=[
                    gf.Speaker(
                        name="António Guterres",
                        role={"en": "Secretary-General", "fr": "Secrétaire général"},
                        organization={"en": "United Nations", "fr": "Nations Unies"},
                        url="https://www.un.org/sg",
                    ),
                    gf.Speaker(name="Sylvia Lopez-Ekra"),
                ],
            ),
            gf.Slot(speakers=[gf.Speaker(name="António Vitorino")]),
        ],
        "organizer": gf.Organizer(name={"en": "Organizer", "fr": "Organisateur"}, address="press@un.org"),
        "documents": [
            gf.Document(
                title={"en": "Report", "fr": "Rapport"},
                symbol="A/75/542",
                url={"en": "https://undocs.org/en/A/75/542", "fr": "https://undocs.org/fr/A/75/542"},
                media_type="application/pdf",
                length=1234,
            ),
            gf.Document(symbol="A/RES/73/195"),
        ],
        "image": gf.Image(
            url="https://un.org/a.jpg", alt={"en": "A picture", "fr": "Une image"}, media_type="image/jpeg", length=99
        ),
        "topics": ["report", "region"],
        "published": gf.geneva(2020, 11, 25, 10),
        "updated": gf.geneva(2020, 11, 26, 10),
        "sequence": 2,
        "alarms": [gf.Alarm(days=1), gf.Alarm(minutes=15)],
    }
    return gf.Event(**{**facts, **changes})


def full_announcement(**changes):
    """Give an announcement that says everything an announcement can say, in English and French."""
    facts = {
        "key": "news",
        "title": {"en": "News of the report", "fr": "Nouvelle du rapport"},
        "published": gf.geneva(2020, 11, 30, 20, 33),
        "updated": gf.geneva(2020, 11, 30, 21, 0),
        "abstract": {"en": "An abstract.", "fr": "Un résumé."},
        "body": {"en": "<p>The <b>body</b>.</p>", "fr": "<p>Le <b>corps</b>.</p>"},
        "url": {"fr": "https://un.org/fr/news"},
        "source": gf.Source(title={"en": "IOM", "fr": "OIM"}, url="https://iom.int/news"),
        "author": gf.Organizer(name="An author", address="author@un.org", url="https://un.org"),
        "documents": [gf.Document(title={"en": "Annex"}, url="https://un.org/annex.pdf", media_type="application/pdf")],
        "image": gf.Image(url="https://un.org/b.png", alt={"en": "B"}, media_type="image/png"),
        "topics": ["report"],
        "events": ["launch"],
        "sequence": 1,
    }
    return gf.Announcement(**{**facts, **changes})


def full_catalogue(*items, **changes):
    """Give a catalogue that says everything, of these items or of the full ones."""
    facts = {
        "abstract": {"en": "About it.", "fr": "À ce sujet."},
        "rights": {"en": "© United Nations", "fr": "© Nations Unies"},
        "color": "steelblue",
        "hubs": ["https://hub.un.org/", "https://hub.example.org/push"],
        "topics": [
            gf.Topic(key="report", label={"en": "Report", "fr": "Rapport"}, scheme="https://un.org/topics"),
            gf.Topic(key="region", label="UNECE"),
        ],
        "phrases": [bundled_phrases()["en"]],
        "channels": [gf.Channel(key="reports", title={"en": "Reports"}, topics=["report"], abstract={"en": "Them."})],
    }
    return catalogue(*(items or (full_event(), full_announcement())), **{**facts, **changes})


def series(start=NOON, **parts):
    """Give an event with a recurrence."""
    return event(start=start, recurrence=gf.Recurrence(**parts))


def walls(made, first=(2020, 1, 1), last=(2022, 1, 1)):
    """Give the starts of a series between two days, without their zone."""
    found = made.occurrences(gf.geneva(*first), gf.geneva(*last))
    return [f"{one.start:%m-%d}" if one.is_all_day else f"{one.start:%m-%d %H:%M}" for one in found]
