"""Event record: what a VEVENT says in one language."""

import datetime as dt

import pytest

import gcmfeeds as gf
from gcmfeeds.language.choose import Chosen
from gcmfeeds.records.edition import edition_record
from gcmfeeds.records.event import Conference, MapPoint, event_record, event_records
from samples import PAGE, catalogue, event, full_catalogue, full_event


def record_of(item, language="en", **changes):
    """Give the record of one event."""
    edition = edition_record(full_catalogue(item, **changes), language=language)
    return event_record(edition.events[0], edition)


def test_everything_is_said_once_in_the_description():
    """The description holds all that an app does not show otherwise, in the entry's language."""
    assert record_of(full_event(), "fr").description.value.replace("\u00a0", " ").split("\n") == [
        "Un résumé.",
        "",
        "Le corps.",
        "",
        "Date : mardi 1er décembre 2020, 15:00 – 16:30, heure de Genève (15:00 à Genève)",
        "Date prévue auparavant : mardi 24 novembre 2020, 15:00, heure de Genève",
        "Lieu : Salle 1, Avenue de la Paix 14, Genève, Suisse (Sur place et en ligne)",
        "Langues : anglais et français",
        "",
        "Programme :",
        "1. 15:00, Ouverture",
        "   - António Guterres, Secrétaire général, Nations Unies – https://www.un.org/sg",
        "   - Sylvia Lopez-Ekra",
        "2. António Vitorino",
        "",
        "À suivre en direct :",
        f"- En direct (espagnol et français) – {PAGE}",
        f"- Second flux – {PAGE}/2",
        "",
        "Documents :",
        "- Rapport, A/75/542 – https://undocs.org/fr/A/75/542",
        "- A/RES/73/195",
        "",
        "Organisateur : Organisateur",
        f"En savoir plus : {PAGE}/fr",
    ]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (dt.date(2020, 12, 1), None, ("2020-12-01", "2020-12-02")),
        (dt.date(2020, 12, 1), dt.date(2020, 12, 3), ("2020-12-01", "2020-12-04")),
        (
            gf.geneva(2020, 12, 1, 15),
            gf.geneva(2020, 12, 1, 16),
            ("2020-12-01T15:00:00+01:00", "2020-12-01T16:00:00+01:00"),
        ),
        (gf.geneva(2020, 12, 1, 15), None, ("2020-12-01T15:00:00+01:00", None)),
        (gf.geneva(1995, 7, 1, 15), None, ("1995-07-01T13:00:00+00:00", None)),
        (gf.geneva(2040, 7, 1, 15), None, ("2040-07-01T13:00:00+00:00", None)),
        (
            gf.geneva(2020, 10, 25, 1),
            gf.geneva(2020, 10, 25, 2, 30, fold=1),
            ("2020-10-24T23:00:00+00:00", "2020-10-25T01:30:00+00:00"),
        ),
    ],
)
def test_the_written_times(start, end, expected):
    """Ends are exclusive; times that not every client reads right, and repeated hours, are in UTC."""
    record = record_of(event(start=start, end=end))
    assert (record.dtstart.isoformat(), record.dtend and record.dtend.isoformat()) == expected


@pytest.mark.parametrize(
    ("status", "summary", "expected"),
    [
        ("confirmed", "Lancement", "CONFIRMED"),
        ("cancelled", "Annulé\u00a0: Lancement", "CANCELLED"),
        ("postponed", "Reporté\u00a0: Lancement", "TENTATIVE"),
        ("tentative", "À confirmer\u00a0: Lancement", "TENTATIVE"),
    ],
)
def test_status_and_mark(status, summary, expected):
    """A status that is news stands in the title too, for clients that show no STATUS."""
    record = record_of(event(status=status), "fr")
    assert (record.summary, record.status) == (Chosen(summary, "fr"), expected)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"start": gf.geneva(2020, 12, 1, 15)}, False),
        ({"start": gf.geneva(2020, 12, 1, 15), "status": "cancelled"}, True),
    ],
)
def test_whether_it_takes_time(changes, expected):
    """A day or a cancelled event leaves one's time free."""
    assert record_of(event(**changes)).is_transparent is expected


def test_the_entrys_language_comes_first():
    """Streams in the entry's language stand first; labels are in its words."""
    conferences = record_of(full_event(), "fr").conferences
    assert conferences == (
        Conference(uri=PAGE, label="En direct (français)", language="fr"),
        Conference(uri=PAGE, label="En direct (espagnol)", language="es"),
        Conference(uri=f"{PAGE}/2", label="Second flux", language=""),
    )
    untitled = event(streams=[gf.Stream(url=PAGE)])
    assert record_of(untitled).conferences == (Conference(uri=PAGE, label="Watch live", language=""),)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"attendance": "online"}, Chosen("Online", "en")),
        (
            {"streams": [gf.Stream(url=PAGE, languages=["fr"]), gf.Stream(url=f"{PAGE}/en", languages=["en"])]},
            Chosen(f"{PAGE}/en"),
        ),
        ({"venue": gf.Venue(city={"en": "Geneva", "fr": "Genève"}, country="CH")}, Chosen("Geneva, Switzerland", "en")),
        ({"venue": gf.Venue(name={"ar": "جنيف"})}, Chosen("جنيف", "ar")),
        ({"venue": gf.Venue(name={"ar": "جنيف"}, country="CH")}, Chosen("جنيف, Switzerland", "")),
        ({"venue": gf.Venue(name="Palexpo", city="Palexpo")}, Chosen("Palexpo", "")),
    ],
)
def test_the_place(changes, expected):
    """A venue is one line; without one, an online event is where it can be watched in the entry's language."""
    assert record_of(event(**changes)).location == expected


def test_where_one_takes_part():
    """How one takes part stands in the text, with or without a place."""
    for changes, expected in (
        ({"attendance": "online"}, "Where: Online"),
        ({"attendance": "mixed", "venue": gf.Venue(city="Geneva")}, "Where: Geneva (In person and online)"),
        ({"attendance": "in-person", "venue": gf.Venue(city="Geneva")}, "Where: Geneva"),
        ({"streams": [gf.Stream(url=PAGE)]}, "Where: Online"),
    ):
        assert f"{expected}\n" in f"{record_of(event(**changes)).description.value}\n"
    assert "Where" not in record_of(event()).description.value


def test_who_answers_for_it():
    """With a mail address there is an organizer; one can ask that one, or the publisher, who organizes nothing."""
    record = record_of(full_event())
    assert record.organizer == ("Organizer", "press@un.org")
    assert record.contact == Chosen("Organizer – press@un.org", "en")
    record = record_of(event())
    assert (record.organizer, record.contact) == (None, Chosen("Network – https://migrationnetwork.un.org", "en"))
    assert "Organized by" not in record.description.value
    record = record_of(event(organizer=gf.Organizer(name="Somebody")))
    assert (record.organizer, record.contact) == (None, Chosen("Somebody", ""))
    assert record.description.value.endswith("Organized by: Somebody")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"name": "Room 1", "address": "Street 2", "country": "CH"}, ("Room 1", "Street 2, Switzerland")),
        ({"name": "Geneva", "city": "Geneva"}, ("Geneva", "")),
    ],
)
def test_the_point_on_the_map(facts, expected):
    """Title and address together are the text of the place: without that Apple shows no map."""
    record = record_of(event(venue=gf.Venue(**facts, latitude=46.2, longitude=6.1)))
    title, address = expected
    assert record.map_point == MapPoint(title=title, address=address, geo=(46.2, 6.1))
    assert record.location.value == ", ".join(part for part in expected if part)


def test_a_place_without_degrees_is_on_no_map():
    """What is not known is not guessed from the address."""
    assert record_of(event(venue=gf.Venue(city="Geneva"))).map_point is None


def test_the_name_of_a_documents_file():
    """A document's file has no slash in its name, and the suffix of its type."""
    names = [attachment.filename for attachment in record_of(full_event()).attachments]
    assert names == ["Report, A-75-542.pdf"]


def test_its_revision():
    """Sequence and moments come from the revision, in UTC."""
    record = record_of(full_event())
    assert record.sequence == 2
    assert record.created.isoformat() == "2020-11-25T09:00:00+00:00"
    assert record.last_modified.isoformat() == "2020-11-26T09:00:00+00:00"


def test_what_is_not_there():
    """Without place, picture or documents the record has none."""
    record = record_of(event())
    assert (record.geo, record.picture, record.attachments, record.url) == (None, None, (), "")
    assert record_of(full_event()).geo == (46.2266, 6.1406)


def test_a_point_on_another_day():
    """A point of the programme says its day where the event's own start does not."""
    later = [gf.Slot(title={"en": "Closing"}, start=gf.geneva(2020, 12, 2, 9))]
    for start, end in (
        (dt.date(2020, 12, 1), dt.date(2020, 12, 2)),
        (gf.geneva(2020, 12, 1, 15), gf.geneva(2020, 12, 2, 15)),
    ):
        text = record_of(event(start=start, end=end, programme=later)).description.value
        assert "1. Wednesday, 2 December 2020, 09:00, Geneva time, Closing" in text


def test_the_url_of_another_language_is_not_its_page():
    """Only the address in the entry's own language is its page; one without language is everybody's."""
    assert record_of(event(url={"fr": PAGE}), "en").url == ""
    assert record_of(event(url=PAGE), "en").url == PAGE


def test_texts_that_nobody_can_read_are_left_out():
    """An abstract in neither the entry's language nor a fall-back is not shown, a name is."""
    item = event(abstract={"ar": "ملخص"}, organizer=gf.Organizer(name={"ar": "الشبكة"}))
    edition = edition_record(catalogue(item), language="en")
    text = event_record(item, edition).description.value
    assert "ملخص" not in text
    assert "الشبكة" in text


def test_a_series():
    """A series has its rule in the RFC's words; behind it stands what is otherwise, under the same UID and sequence."""
    until = gf.geneva(2021, 3, 30, 15)
    recurrence = gf.Recurrence(
        frequency="monthly",
        interval=2,
        until=until,
        by_day=["1TU"],
        by_month=[2, 10, 12],
        week_start="SU",
        extra=[gf.geneva(2020, 12, 24, 9)],
        excluded=[gf.geneva(2021, 2, 2, 15)],
        changes=[gf.Change(original=gf.geneva(2020, 12, 1, 15), status="cancelled")],
    )
    made = event(start=gf.geneva(2020, 10, 6, 15), recurrence=recurrence, sequence=3)
    series, cancelled = event_records(made, edition_record(catalogue(made), language="en"))
    assert series.rrule == (
        ("FREQ", ("MONTHLY",)),
        ("UNTIL", (until.astimezone(dt.UTC),)),
        ("INTERVAL", (2,)),
        ("BYDAY", ("1TU",)),
        ("BYMONTH", (2, 10, 12)),
        ("WKST", ("SU",)),
    )
    assert (series.rdates, series.exdates) == (recurrence.extra, recurrence.excluded)
    assert (series.recurrence_id, series.status, cancelled.status) == (None, "CONFIRMED", "CANCELLED")
    assert (cancelled.recurrence_id, cancelled.rrule) == (gf.geneva(2020, 12, 1, 15), ())
    assert (cancelled.uid, cancelled.sequence) == (series.uid, series.sequence) == ("launch@migrationnetwork.un.org", 3)


@pytest.mark.parametrize(
    ("start", "recurrence", "expected"),
    [
        (dt.date(2020, 2, 29), gf.Recurrence(frequency="yearly", count=2), "FREQ COUNT BYMONTHDAY BYMONTH"),
        (dt.date(2020, 1, 31), gf.Recurrence(frequency="monthly"), "FREQ BYMONTHDAY"),
        (dt.date(2020, 1, 31), gf.Recurrence(frequency="weekly"), "FREQ"),
        (dt.date(2020, 1, 28), gf.Recurrence(frequency="monthly"), "FREQ"),
        (dt.date(2020, 1, 28), gf.Recurrence(extra=[dt.date(2020, 3, 1)]), "FREQ COUNT"),
    ],
)
def test_what_a_rule_says_for_every_app(start, recurrence, expected):
    """A day that not every month has is said, and a series without a rule has one for its first day."""
    made = event(start=start, recurrence=recurrence)
    (record,) = event_records(made, edition_record(catalogue(made), language="en"))
    assert " ".join(name for name, _ in record.rrule) == expected


def test_a_last_day():
    """UNTIL is in UTC where a series has times, though its last day is said: the end of that day in Geneva."""
    for day, expected in ((dt.date(2021, 3, 26), 22), (dt.date(2021, 3, 30), 21)):
        made = event(start=gf.geneva(2020, 10, 6, 15), recurrence=gf.Recurrence(frequency="weekly", until=day))
        (record,) = event_records(made, edition_record(catalogue(made), language="en"))
        (until,) = dict(record.rrule)["UNTIL"]
        assert until == dt.datetime(day.year, day.month, day.day, expected, 59, 59, tzinfo=dt.UTC)


def test_a_series_in_words():
    """The first ten times that take place are said in words, for apps that know no rule; then an ellipsis."""
    change = gf.Change(original=dt.date(2020, 12, 2), status="cancelled")
    recurrence = gf.Recurrence(frequency="daily", count=11, changes=[change])
    made = event(start=dt.date(2020, 12, 1), recurrence=recurrence)
    lines = record_of(made, "en").description.value.split("\n")
    assert lines[:2] == ["When: Tuesday, 1 December 2020", "Thursday, 3 December 2020"]
    assert lines[8:] == ["Thursday, 10 December 2020", "…", "Cancelled: Wednesday, 2 December 2020"]
    short = event(start=dt.date(2020, 12, 1), recurrence=gf.Recurrence(frequency="daily", count=10))
    assert record_of(short, "en").description.value.split("\n")[-1] == "Thursday, 10 December 2020"


def test_what_is_otherwise_in_words():
    """What is otherwise about a time is said with it; past the first ten those times alone, in order."""
    hall, bangkok = gf.Venue(city={"en": "Geneva"}), gf.Venue(city={"en": "Bangkok"}, zone="Asia/Bangkok")
    changes = [
        gf.Change(original=gf.geneva(2021, 3, 9, 9), status="cancelled"),
        gf.Change(original=gf.geneva(2021, 3, 2, 9), start=gf.geneva(2021, 3, 3, 5), venue=bangkok),
        gf.Change(original=gf.geneva(2021, 2, 23, 9), title={"fr": "Autre"}),
        gf.Change(original=gf.geneva(2020, 12, 8, 9), title={"en": "Special"}),
    ]
    recurrence = gf.Recurrence(frequency="weekly", count=15, changes=changes)
    made = event(start=gf.geneva(2020, 12, 1, 9), venue=hall, recurrence=recurrence)
    lines = record_of(made, "en").description.value.split("\n")
    assert lines[1] == "Tuesday, 8 December 2020, 09:00, Geneva time – Special"
    moved = "Wednesday, 3 March 2021, 05:00, Geneva time (11:00 in Bangkok)"
    assert lines[10:] == [
        "…",
        f"{moved} – Previously planned for: Tuesday, 2 March 2021, 09:00, Geneva time – Bangkok",
        "Cancelled: Tuesday, 9 March 2021, 09:00, Geneva time",
        "Where: Geneva",
    ]


def test_many_things_are_otherwise():
    """Past the first ten times at most ten others are said."""
    days = [dt.date(2021, 1, 1) + dt.timedelta(days=number) for number in range(11)]
    recurrence = gf.Recurrence(frequency="daily", changes=[gf.Change(original=day, status="cancelled") for day in days])
    lines = record_of(event(recurrence=recurrence), "en").description.value.split("\n")
    assert lines[10:12] == ["…", "Cancelled: Friday, 1 January 2021"]
    assert lines[20:] == ["Cancelled: Sunday, 10 January 2021", "…"]
