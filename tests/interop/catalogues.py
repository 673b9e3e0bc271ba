"""Catalogues: the launch, texts and times that clients stumble over, and every odd hour of the zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from html import escape
from zoneinfo import ZoneInfo

import attrs

import gcmfeeds as gf

PAGE = "https://migrationnetwork.un.org/sg-report-promise-action"
_DAY, _STEP, _HOUR = dt.timedelta(days=1), dt.timedelta(minutes=30), dt.timedelta(hours=1)

_SEASONS = {"winter": 1, "summer": 7}


def launch_catalogue() -> gf.Catalogue:
    """Make the launch of 1 December 2020 and what announced it, in six languages."""
    network = gf.Organizer(
        name={
            "en": "United Nations Network on Migration",
            "fr": "Réseau des Nations Unies sur les migrations",
            "es": "Red de las Naciones Unidas sobre la Migración",
            "ru": "Сеть ООН по вопросам миграции",
            "ar": "شبكة الأمم المتحدة المعنية بالهجرة",
        },
        url="https://migrationnetwork.un.org",
    )
    launch = gf.Event(
        key="sg-report-2020",
        title={
            "en": "From Promise to Action: The Global Compact for Safe, Orderly and Regular Migration",
            "fr": "De la promesse à l’action : le Pacte mondial pour des migrations sûres, ordonnées et régulières",
            "es": "De la promesa a la acción: el Pacto Mundial para la Migración Segura, Ordenada y Regular",
            "ru": "От обещаний к делу: Глобальный договор о безопасной, упорядоченной и легальной миграции",
            "ar": "من الوعود إلى العمل: الاتفاق العالمي من أجل الهجرة الآمنة والمنظمة والنظامية",
            "zh": "从承诺到行动：安全、有序和正常移民全球契约",
        },
        start=dt.date(2020, 12, 1),
        venue=gf.Venue(name={"en": "Geneva", "fr": "Genève", "es": "Ginebra", "ru": "Женева"}, country="CH"),
        url=PAGE,
        streams=[gf.Stream(url=PAGE, languages=["en", "es", "fr"])],
        programme=[
            gf.Slot(
                title={"en": "Opening message", "fr": "Message d’ouverture"},
                speakers=[gf.Speaker(name="António Guterres", role={"en": "Secretary-General of the United Nations"})],
            ),
            gf.Slot(speakers=[gf.Speaker(name="António Vitorino"), gf.Speaker(name="Sylvia Lopez-Ekra")]),
        ],
        documents=[gf.Document(symbol="A/75/542", title={"en": "Report of the Secretary-General"})],
        topics=["report"],
        published=gf.geneva(2020, 11, 24, 10),
    )
    announcement = gf.Announcement(
        key="launch-announced",
        title={
            "en": "The first report on the Compact is launched on Tuesday",
            "fr": "Le premier rapport sur le Pacte est lancé mardi",
        },
        abstract={"fr": "De Genève, en direct, en trois langues."},
        body={"fr": "<p>Le Secrétaire général ouvre le débat.<br>Suivent António Vitorino et Sylvia Lopez-Ekra.</p>"},
        url={"fr": f"{PAGE}/fr"},
        published=gf.geneva(2020, 11, 30, 20, 33),
        events=["sg-report-2020"],
        topics=["report"],
    )
    return gf.Catalogue(
        title={"en": "Global Compact for Migration", "fr": "Pacte mondial pour les migrations"},
        publisher=network,
        languages=["en", "fr", "es", "ar", "zh", "ru"],
        fallback=["en", "fr"],
        base_url="https://migrationnetwork.un.org/calendar/",
        authority="migrationnetwork.un.org",
        since="2020",
        published=gf.geneva(2020, 11, 20, 9),
        topics=[gf.Topic(key="report", label={"en": "Report", "fr": "Rapport", "zh": "报告"})],
        channels=[gf.Channel(key="reports", title={"en": "Reports", "fr": "Rapports"}, topics=["report"])],
        events=[launch],
        announcements=[announcement],
    )


HOSTILE = {
    "commas": "Safe, orderly and regular; one,two;three:four",
    "backslash": r"\, \; \\ and a last \\",
    "path": r"C:\New\names",
    "quotes": "“Both”, \"double\", ‘single’ and 'straight'",
    "carets": "2^8 ^n ^^ ^' ^",
    "emoji": "🚀 👩🏽‍💻 👨‍👩‍👧‍👦 🇨🇭 e\u0301",
    "cdata": "]]> <![CDATA[ ]]>",
    "markup": "<b>Bold</b> & <i>thin</i> &amp; &lt;b&gt; 1 < 2 > 0",
    "both-ways": "الهجرة GCM 2020: جنيف (Genève, 1–3)؛ حوار",
    "two-octets": "é" * 300,
    "three-octets": "漢" * 300,
    "four-octets": "🧭" * 300,
    "lines": "BEGIN:VEVENT\r\nATTENDEE:mailto:a@example.org\rEND:VEVENT\u2028X",
    "braces": "{title} {0} %s %(x)s ${HOME}",
}
"""Texts that are legal and go wrong."""


def hostile_catalogue() -> gf.Catalogue:
    """Make an event of each kind for each hostile text, and an announcement of each, the text in every field."""
    return gf.Catalogue(
        title={"en": " ".join(text for name, text in HOSTILE.items() if name != "markup"), "fr": HOSTILE["path"]},
        abstract={"en": HOSTILE["markup"], "fr": HOSTILE["backslash"]},
        rights=HOSTILE["quotes"],
        publisher=gf.Organizer(name=HOSTILE["quotes"], url="https://example.org/?a=1,2;b=3&c='4'"),
        languages=["en", "fr", "ar"],
        fallback=["en"],
        base_url="https://example.org/calendar/",
        authority="example.org",
        since="2020-01-01",
        published=gf.geneva(2020, 1, 1),
        color="steelblue",
        topics=[
            gf.Topic(key=name, label=text, scheme="https://example.org/t?a=1,2;b#c") for name, text in HOSTILE.items()
        ],
        channels=[
            gf.Channel(key="odd", title={"en": HOSTILE["cdata"]}, topics=["cdata", "commas", "markup"], color="red")
        ],
        events=list(_hostile_events()),
        announcements=list(_hostile_announcements()),
    )


def _hostile_events() -> Iterator[gf.Event]:
    start = gf.geneva(2026, 3, 27, 15, 30)
    kinds = {
        "timed": {"start": start, "end": start + _HOUR},
        "night": {"start": start, "end": gf.geneva(2026, 3, 30, 9)},
        "moment": {"start": start},
        "day": {"start": dt.date(2026, 3, 29)},
        "days": {"start": dt.date(2026, 8, 31), "end": dt.date(2026, 9, 1)},
        "cancelled": {"start": start, "end": start + _HOUR, "status": "cancelled", "sequence": 3},
        "postponed": {"start": dt.date(2026, 5, 10), "status": "postponed", "sequence": 1},
        "tentative": {"start": start, "status": "tentative", "previous_start": dt.date(2026, 3, 1)},
    }
    addresses = [None, "https://example.org/e?a=1,2;b=%5C&c='x'#y", {"fr": "https://example.org/fr"}]
    for number, (name, text) in enumerate(HOSTILE.items()):
        here = gf.Venue(name=text, address=text, city="Genève", country="CH", latitude=-0.00001, longitude=180)
        venues = [here, None, gf.Venue(city=text)]
        for place, (kind, facts) in enumerate(kinds.items()):
            yield gf.Event(
                key=f"{name}-{kind}",
                title={"en": text, "fr": f"Fr {text}"} if number % 2 else {"en": text, "ar": f"مرحبا {text}"},
                **facts,
                abstract={"en": text},
                body={"en": f"<p>{escape(text)}</p>{text}", "fr": f"<ul><li>{escape(text)}</ul>"},
                url=addresses[(number + place) % 3],
                venue=venues[place % 3],
                streams=[gf.Stream(url="https://example.org/live?a=1,2;b=3", languages=["en", "ar"], title=text)],
                programme=[gf.Slot(title=text, speakers=[gf.Speaker(name=text, role=text, organization=text)])],
                organizer=gf.Organizer(name=text, address="office@example.org" if place % 2 else None),
                documents=[
                    gf.Document(
                        title=text, url="https://example.org/a,b;c.pdf", media_type="application/pdf", length=9
                    ),
                    gf.Document(title=text, symbol="A/75/542"),
                ],
                image=gf.Image(url="https://example.org/a.png", alt=text, media_type="image/png"),
                topics=[name, "emoji"] if name != "emoji" else ["commas", "emoji"],
                published=gf.geneva(2026, 1, 1 + number, 9, place) if place % 2 else None,
                related=[gf.Relation(event=f"{name}-day", kind="next")] if kind != "day" else [],
                alarms=[gf.Alarm(days=1, minutes=15), gf.Alarm()] if place % 2 else [],
            )


def _hostile_announcements() -> Iterator[gf.Announcement]:
    addresses = [
        "https://example.org/n?a=1&b=2",
        None,
        {"en": "https://example.org/en"},
        {"fr": "https://example.org/f"},
    ]
    for number, (name, text) in enumerate(HOSTILE.items()):
        yield gf.Announcement(
            key=name,
            title={"en": text} if number % 2 else {"en": text, "fr": f"Fr {text}", "ar": f"مرحبا {text}"},
            published=gf.geneva(2026, 3, 29, 3, number),
            updated=gf.geneva(2026, 10, 25, 2, number, fold=number % 2),
            abstract={"en": text},
            body={"en": f"<p>{escape(text)}</p>{text}"} if number % 3 else None,
            url=addresses[number % 4],
            author=gf.Organizer(name=text, address="press@example.org" if number % 2 else None),
            source=gf.Source(title=text, url="https://example.org/s?a=1&b=2"),
            image=gf.Image(url="https://example.org/b.png", alt=text, media_type="image/png", length=9),
            documents=[
                gf.Document(
                    title=text,
                    url={"en": "https://example.org/en.pdf", "fr": "https://example.org/fr.pdf"},
                    media_type="application/pdf",
                )
            ],
            topics=[name],
            events=[f"{name}-timed", f"{name}-day"],
        )
    yield gf.Announcement(
        key="taken-back",
        title={"en": "Taken back"},
        published=gf.geneva(2026, 2, 1),
        withdrawn=gf.geneva(2026, 2, 2),
    )


def archives_catalogue() -> gf.Catalogue:
    """Make announcements of four years, of which some were translated, changed or withdrawn later."""
    return attrs.evolve(
        launch_catalogue(),
        languages=["en", "fr", "ar"],
        published=gf.geneva(2020, 1, 1),
        events=[],
        announcements=[*_yearly(2020, 3), *_yearly(2021, 40), *_yearly(2022, 30), *_yearly(2023, 12)],
    )


def _yearly(year: int, count: int) -> Iterator[gf.Announcement]:
    for number in range(count):
        published = gf.geneva(year, 12, 31, 23, 30) - number * 9 * _DAY
        yield gf.Announcement(
            key=f"n-{year}-{number}",
            title={"en": f"News {number} of {year}", **({"fr": f"Nouvelle {number} de {year}"} if number % 2 else {})},
            body={"en": "<p>Body</p>"},
            published=published,
            updated=published + 400 * _DAY if number % 10 == 3 else None,
            withdrawn=gf.geneva(2024, 3, 1) if number % 10 == 2 else None,
            topics=["report"] if number % 3 else [],
        )


YEARS = range(1981, 2101)
"""Those in which Geneva has had summer time, to the end of the century."""


def zone_catalogue(first: int, last: int) -> gf.Catalogue:
    """Make an event of an hour for each half hour of each day on which Geneva's clocks change, both years included."""
    starts = [
        day + step * _STEP for year in range(first, last + 1) for day in changing_days(year) for step in range(48)
    ]
    return _clocks(f"{first}–{last}", {f"{start:%Y-%m-%d-%H%M}": start for start in starts})


def years_catalogue() -> gf.Catalogue:
    """Make four events of an hour for each year: winter, the change to summer, summer, and the change back.

    The clocks change at 01:00 UTC, in the midst of an event.
    """
    starts = {}
    for year in YEARS:
        seasons = {name: dt.datetime(year, month, 15, 11, tzinfo=dt.UTC) for name, month in _SEASONS.items()}
        changes = {name: day + _STEP for name, day in zip(("spring", "autumn"), changing_days(year), strict=True)}
        starts |= {f"{year}-{name}": start for name, start in (seasons | changes).items()}
    return _clocks(f"{YEARS[0]}–{YEARS[-1]}", starts)


def _clocks(title: str, starts: Mapping[str, dt.datetime]) -> gf.Catalogue:
    return gf.Catalogue(
        title={"en": title},
        publisher=gf.Organizer(name="Clocks"),
        languages=["en"],
        base_url="https://example.org/",
        authority="example.org",
        since="2020",
        published=gf.geneva(2020, 1, 1),
        events=[
            gf.Event(key=key, title={"en": f"{start:%H:%M} UTC"}, start=start, end=start + _HOUR)
            for key, start in starts.items()
        ],
    )


def changing_days(year: int) -> list[dt.datetime]:
    """Give the days of a year, from 00:00 UTC, in which zoneinfo has Geneva's offset change; pytz stops at 2037."""
    zone = ZoneInfo("Europe/Zurich")
    days = [dt.datetime(year, 1, 1, tzinfo=dt.UTC) + number * _DAY for number in range(365)]
    return [day for day in days if day.astimezone(zone).utcoffset() != (day + _DAY).astimezone(zone).utcoffset()]
