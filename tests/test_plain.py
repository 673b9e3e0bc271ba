"""Plain data: the model as dicts, and every fault of them."""

import datetime as dt

import pytest
from hypothesis import given

import gcmfeeds as gf
from gcmfeeds.errors import ModelError
from samples import full_catalogue
from strategies import catalogues

EVENT = {"key": "launch", "title": {"en": "Launch"}, "start": dt.date(2020, 12, 1)}


def faults_of(data, kind=gf.Event):
    """Give field and fault of everything wrong with plain data."""
    with pytest.raises(ModelError) as caught:
        gf.from_plain(data, kind)
    return [(fault.field, fault.fault) for fault in (caught.value, *caught.value.also)]


@given(catalogues())
def test_any_catalogue_comes_back(catalogue):
    """What becomes plain data becomes the same catalogue again."""
    assert gf.from_plain(gf.to_plain(catalogue), gf.Catalogue) == catalogue


def test_a_full_catalogue_comes_back():
    """Every field survives."""
    assert gf.from_plain(gf.to_plain(full_catalogue()), gf.Catalogue) == full_catalogue()


def test_defaults_are_left_out():
    """Plain data says only what is not the default; a text is a table, a bare one a string."""
    event = gf.Event(**EVENT, venue=gf.Venue(city="Geneva"))
    assert gf.to_plain(event) == {**EVENT, "venue": {"city": "Geneva"}}


@pytest.mark.parametrize(
    ("given_start", "expected"),
    [
        ("2020-12-01", dt.date(2020, 12, 1)),
        ("2020-12-01T15:00", gf.geneva(2020, 12, 1, 15)),
        ("2020-12-01T15:00:00+07:00", gf.geneva(2020, 12, 1, 9)),
        ("2020-12-01T15:00:00Z", gf.geneva(2020, 12, 1, 16)),
        (dt.datetime(2020, 12, 1, 15), gf.geneva(2020, 12, 1, 15)),
        (dt.datetime(2040, 7, 1, 15), gf.geneva(2040, 7, 1, 15)),
    ],
)
def test_times_may_be_strings(given_start, expected):
    """A date or time is one of TOML or a string of ISO 8601; without an offset it is Geneva's."""
    assert gf.from_plain({**EVENT, "start": given_start}, gf.Event).start == expected


@pytest.mark.parametrize(("zone", "is_fault"), [("Asia/Bangkok", True), ("Europe/Paris", False)])
def test_one_occurrence_elsewhere(zone, is_fault):
    """A local time of one occurrence beside its own venue elsewhere does not say whose clock is meant."""
    venue = {"city": "There", "zone": zone}
    change = {"original": "2020-12-08T09:00", "start": "2020-12-09T11:00", "venue": venue}
    recurrence = {"frequency": "weekly", "changes": [3, change]}
    with pytest.raises(gf.ModelError) as caught:
        gf.from_plain({**EVENT, "start": "2020-12-01T09:00", "recurrence": recurrence}, gf.Event)
    fields = {fault.field for fault in (caught.value, *caught.value.also)}
    assert fields == {"recurrence.changes[0]", *(["recurrence.changes[1].start"] if is_fault else [])}


def test_every_fault_has_its_path():
    """All faults come at once, each with the path to it."""
    data = {
        "key": "Launch",
        "title": {"fr": "", "en": "Launch"},
        "strat": dt.date(2020, 12, 1),
        "venue": {"nam": "Geneva", "country": "Ch"},
        "programme": [{"title": "Opening", "speakers": [{"name": "A"}, {"name": " "}, 3]}],
        "streams": "https://un.org/",
        "topics": ["a", "a"],
        "sequence": "1",
    }
    assert faults_of(data) == [
        ("key", "must be made of a-z, 0-9 and hyphens, at most 120, a letter or digit first (got 'Launch')"),
        ("title.fr", "must not be empty (got '')"),
        ("venue.country", "must be a country code such as CH (ISO 3166-1 alpha-2) (got 'Ch')"),
        ("venue.nam", "must be left out, there is no such field; did you mean 'name'? (got 'nam')"),
        ("streams", "must be a list (got 'https://un.org/')"),
        ("programme[0].speakers[1].name", "must not be empty (got ' ')"),
        ("programme[0].speakers[2]", "must be a table of the fields of Speaker, such as { name = … } (got 3)"),
        ("topics[1]", "must stand once (got 'a')"),
        ("sequence", "must be a whole number from 0 to 2147483647 (got '1')"),
        ("strat", "must be left out, there is no such field; did you mean 'start'? (got 'strat')"),
    ]


def test_what_must_be_given():
    """A field that must be given and is not is a fault, once, even where it is misspelt."""
    assert faults_of({"key": "launch", "title": {"en": "Launch"}}) == [("start", "must be given")]


def test_a_field_that_resembles_nothing():
    """An unknown field that is like no other is answered with all there are."""
    ((field, fault),) = faults_of({"title": "x", "zzz": 1}, gf.Slot)
    assert field == "zzz"
    assert "known are title, start, speakers" in fault


def test_what_fields_do_not_show_each_is_there_too():
    """Faults between fields are found once each field is right."""
    data = {**EVENT, "end": dt.date(2020, 11, 30), "previous_start": dt.date(2020, 12, 1)}
    assert [field for field, _ in faults_of(data)] == ["end", "previous_start"]


def test_a_text_alone():
    """A text is made of plain data too."""
    assert gf.from_plain({"fr": "Genève"}, gf.Text) == gf.Text(fr="Genève")


def test_not_even_a_table():
    """A value that is no table is refused."""
    assert faults_of(3) == [("", "must be a table of the fields of Event, such as { key = … } (got 3)")]


@pytest.mark.parametrize(
    ("start", "message"),
    [
        ("tomorrow", "must be a date such as 2020-12-01"),
        ("2020-12-01T25:00", "must be a date such as 2020-12-01"),
        ("2020-02-30", "must be a date such as 2020-12-01"),
        ("2020-W49-2", "must be a date such as 2020-12-01"),
        ("20201201T15", "must be a date such as 2020-12-01"),
        ("2020-12-01 10:00 CET", "must be a date such as 2020-12-01"),
        ("2020-03-29T02:30", "they skip this hour"),
        ("2020-10-25T02:30", "must say which of two it is"),
        (dt.time(15, 0), "must be a date, or a date and time"),
    ],
)
def test_times_that_are_none(start, message):
    """Words, abbreviations of zones, skipped and repeated hours are refused under the field's name."""
    ((field, fault),) = faults_of({**EVENT, "start": start})
    assert field == "start"
    assert message in fault


def test_a_local_time_beside_a_foreign_venue():
    """Nobody can know whose clock is meant: both readings are printed, and every other fault."""
    data = {**EVENT, "start": "2020-10-28T11:00", "end": "2020-10-28T14:00+07:00", "url": "x"}
    assert faults_of({**data, "venue": {"city": "Bangkok", "zone": "Asia/Bangkok"}}) == [
        ("url", "must be an absolute http(s) URL, non-ASCII characters percent-encoded (got 'x')"),
        (
            "start",
            (
                "must say its offset beside a venue in Asia/Bangkok: 2020-10-28T11:00:00+07:00 there, "
                "2020-10-28T11:00:00+01:00 in Geneva (got 2020-10-28 11:00:00)"
            ),
        ),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"venue": {"city": "Geneva", "zone": "Europe/Zurich"}},
        {"start": dt.date(2020, 10, 28), "venue": {"city": "Bangkok", "zone": "Asia/Bangkok"}},
        {"start": "2020-10-28T11:00+07:00", "venue": {"city": "Bangkok", "zone": "Asia/Bangkok"}},
        {"venue": {"city": "Bangkok"}},
        {"venue": {"city": "Paris", "zone": "Europe/Paris"}},
    ],
)
def test_no_doubt_about_the_clock(changes):
    """A local time is right beside Geneva's own zone or none; a day and an offset are right anywhere."""
    data = {**EVENT, "start": "2020-10-28T11:00", **changes}
    assert gf.from_plain(data, gf.Event).key == "launch"


def test_the_local_times_of_a_series_at_a_foreign_venue():
    """The times of a series are asked for their clock too, one by one; a date is anybody's."""
    series = {
        "until": "2021-12-01T11:00",
        "extra": ["2020-12-02T11:00+07:00", "2020-12-03T11:00"],
        "changes": [{"original": "2020-12-04T11:00", "start": dt.datetime(2020, 12, 4, 12)}],
    }
    data = {
        **EVENT,
        "venue": {"city": "Bangkok", "zone": "Asia/Bangkok"},
        "recurrence": {**series, "frequency": "daily"},
    }
    found = [field for field, message in faults_of(data) if "must say its offset" in message]
    assert found == [
        "recurrence.until",
        "recurrence.extra[1]",
        "recurrence.changes[0].original",
        "recurrence.changes[0].start",
    ]


def test_a_series_in_plain_data():
    """A series is read as it stands in a file, and given back so."""
    series = {
        "frequency": "weekly",
        "by_day": ["TU"],
        "excluded": ["2020-12-08"],
        "changes": [{"original": "2020-12-15", "title": {"en": "Other"}}],
    }
    made = gf.from_plain({**EVENT, "start": "2020-12-01", "recurrence": series}, gf.Event)
    assert made.recurrence.changes[0].title == gf.Text(en="Other")
    assert gf.from_plain(gf.to_plain(made), gf.Event) == made
    assert faults_of({**EVENT, "start": "2020-12-01", "recurrence": {**series, "by_day": ["WE"], "freqency": 1}}) == [
        ("recurrence.freqency", "must be left out, there is no such field; did you mean 'frequency'? (got 'freqency')"),
    ]


def test_a_local_time_in_the_programme_of_a_foreign_venue():
    """The times of a programme are asked for their clock as the event's own are."""
    programme = [{"title": "a", "start": "2020-12-01T11:00"}, {"title": "b"}, 3]
    data = {**EVENT, "venue": {"city": "Bangkok", "zone": "Asia/Bangkok"}, "programme": programme}
    assert [field for field, _ in faults_of(data)] == ["programme[2]", "programme[0].start"]


def test_a_foreign_local_time_alone_is_a_fault():
    """It is refused where everything else is right, and a time that is none is refused as that."""
    venue = {"city": "Bangkok", "zone": "Asia/Bangkok"}
    assert [field for field, _ in faults_of({**EVENT, "start": "2020-10-28T11:00", "venue": venue})] == ["start"]
    ((_, fault),) = faults_of({**EVENT, "start": "2020-03-29T02:30", "venue": venue})
    assert "they skip this hour" in fault
