"""Decide: what a change is to whom, and that nothing ever goes back."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gcmfeeds as gf
from gcmfeeds.publisher.decide import decide, first_entry
from gcmfeeds.publisher.diff import difference_of
from gcmfeeds.publisher.entry import entry_of, redacted
from samples import PUBLISHED, announcement, catalogue, event, full_catalogue, full_event
from strategies import events

NOW = gf.geneva(2020, 11, 28, 12)
LATER = gf.geneva(2020, 11, 29, 12)
CATALOGUE = catalogue()


def decided(before, after, moment=NOW, made=CATALOGUE):
    """Decide on an item that was first published as it stood before."""
    return decide(first_entry(before, made), after, moment, made)


def test_nothing_changed():
    """An unchanged item keeps its very entry, whatever the day."""
    first = first_entry(full_event(), full_catalogue())
    assert decide(first, full_event(), NOW, full_catalogue()) is first


@pytest.mark.parametrize(
    ("changes", "sequence"),
    [
        ({"start": dt.date(2020, 12, 2)}, 1),
        ({"end": dt.date(2020, 12, 2)}, 1),
        ({"status": "cancelled"}, 1),
        ({"status": "postponed"}, 1),
        ({"venue": gf.Venue(city="Geneva")}, 1),
        ({"attendance": "online"}, 1),
        ({"venue": gf.Venue(city={"en": "Bern"}, name={"en": "Hall"})}, 1),
        ({"end": dt.date(2020, 12, 1)}, 0),
        ({"title": {"en": "Other", "fr": "Lancement"}}, 0),
        ({"abstract": {"en": "An abstract."}}, 0),
        ({"topics": ["a"]}, 0),
        ({"url": "https://un.org/"}, 0),
        ({"status": "cancelled", "sequence": 7}, 7),
    ],
)
def test_what_raises_the_sequence(changes, sequence):
    """Time, status and place raise it (RFC 5546, section 2.1.4), no more does; a higher one that is stated counts."""
    assert decided(event(), event(**changes)).revision.sequence == sequence


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": {"en": "Other", "fr": "Lancement"}}, {"en": NOW, "fr": PUBLISHED}),
        ({"abstract": {"fr": "Un résumé."}}, {"en": NOW, "fr": NOW}),
        ({"url": {"fr": "https://un.org/fr", "en": "https://un.org/"}}, {"en": NOW, "fr": NOW}),
        ({"start": dt.date(2020, 12, 2)}, {"en": NOW, "fr": NOW}),
        ({"title": {"en": "Launch", "fr": "Lancement", "ar": "إطلاق"}}, {"en": PUBLISHED, "fr": PUBLISHED, "ar": NOW}),
        ({"updated": LATER, "title": {"en": "x", "fr": "Lancement"}}, {"en": LATER, "fr": PUBLISHED}),
    ],
)
def test_whom_a_change_concerns(changes, expected):
    """Only the languages whose readers see something else are updated; a new translation is news in its own."""
    revision = decided(event(), event(**changes)).revision
    assert {tag: revision.updated_in(tag) for tag in expected} == expected


def test_published_never_moves():
    """An item keeps the moment at which it first went out."""
    assert decided(event(), event(published=LATER)).revision.published == PUBLISHED


def test_a_clock_set_back():
    """An update is later than the one before, though the clock says otherwise."""
    one = decided(event(), event(title={"en": "One"}), LATER)
    other = decide(one, event(title={"en": "Two"}), NOW, CATALOGUE)
    assert other.revision.updated_in("en") == LATER + dt.timedelta(seconds=1)


def test_an_event_that_vanished():
    """It is cancelled since then, once, in every language."""
    gone = decided(event(), None)
    assert (gone.item().status, gone.ended, gone.revision.sequence) == ("cancelled", NOW, 1)
    assert gone.revision.updated_in("fr") == NOW
    assert decide(gone, None, LATER, CATALOGUE) is gone


def test_an_event_that_comes_back():
    """It goes on with its sequence."""
    back = decide(decided(event(), None), event(), LATER, CATALOGUE)
    assert (back.item(), back.ended, back.revision.sequence) == (event(), None, 2)


def test_an_announcement_that_vanished():
    """It is withdrawn since then; one that was withdrawn stays so from its own moment on."""
    later = gf.geneva(2020, 12, 5)
    gone = decided(announcement(), None, later)
    assert (gone.item().withdrawn, gone.ended) == (later, later)
    own = gf.geneva(2020, 12, 1)
    assert decided(announcement(withdrawn=own), None, later).item().withdrawn == own


def test_a_late_item():
    """What appears once the catalogue is out is published, and news, then; or when it says itself."""
    late, dated = first_entry(event(), CATALOGUE, NOW), first_entry(event(published=LATER), CATALOGUE, NOW)
    assert [late.revision.published, late.revision.updated_in("en")] == [NOW, NOW]
    assert dict(late.revision.announced) == {"en": NOW, "fr": NOW}
    assert [dated.revision.published, dict(dated.revision.announced)] == [LATER, {"en": LATER, "fr": LATER}]
    assert first_entry(event(), CATALOGUE).revision.announced == ()


@pytest.mark.parametrize(
    ("changes", "announced"),
    [
        ({"start": dt.date(2020, 12, 2)}, NOW),
        ({"status": "cancelled"}, NOW),
        ({"title": {"en": "Other", "fr": "Lancement"}}, None),
        ({"sequence": 7}, None),
        ({"published": LATER}, LATER),
        ({"published": gf.geneva(2020, 11, 1)}, PUBLISHED),
    ],
)
def test_when_an_event_becomes_news(changes, announced):
    """It does when it moves, or says so; never before it was out, and other words alone make no news."""
    expected = {"en": announced, "fr": announced} if announced else {}
    assert dict(decided(event(), event(**changes)).revision.announced) == expected


def test_news_stays_news():
    """A sequence that is stated and taken back, or a second move, does not date the news anew."""
    raised = decided(event(), event(sequence=3))
    back = decide(raised, event(), LATER, CATALOGUE)
    assert (back.revision.sequence, back.revision.announced) == (3, ())
    moved = decided(event(), event(start=dt.date(2020, 12, 2)))
    again = decide(moved, event(start=dt.date(2020, 12, 3)), LATER, CATALOGUE)
    assert (again.revision.sequence, dict(again.revision.announced)) == (2, {"en": NOW, "fr": NOW})


HALL = gf.Venue(name={"en": "Hall", "fr": "Salle"}, city={"en": "Geneva"}, country="CH")


@pytest.mark.parametrize(
    ("venue", "expected"),
    [
        (gf.Venue(name={"en": "Hall", "fr": "Salle", "es": "Sala"}, city={"en": "Geneva"}, country="CH"), 0),
        (gf.Venue(name={"en": "Hall"}, city={"en": "Geneva", "fr": "Genève"}, country="CH"), 0),
        (gf.Venue(name={"en": "Hall 2", "fr": "Salle"}, city={"en": "Geneva"}, country="CH"), 1),
        (gf.Venue(name={"es": "Sala"}, city={"en": "Geneva"}, country="CH"), 1),
        (gf.Venue(name={"en": "Hall", "fr": "Salle"}, country="CH"), 1),
        (gf.Venue(name={"en": "Hall", "fr": "Salle"}, city={"en": "Geneva"}, country="FR"), 1),
        (None, 1),
    ],
)
def test_another_place(venue, expected):
    """A place that is said in another language besides is the same place."""
    entry = decided(event(venue=HALL), event(venue=venue))
    assert entry.revision.sequence == expected
    assert {tag for tag, moment in entry.revision.updated if moment == NOW} >= ({"en", "fr"} if expected else set())


def test_what_stands_in_the_own_file_alone():
    """Another alarm is kept, and tells nobody: neither calendars nor feeds have it."""
    entry = decided(event(), event(alarms=[gf.Alarm(days=1)]))
    assert entry.revision == decided(event(), event()).revision
    assert entry.item().alarms == (gf.Alarm(days=1),)
    assert str(difference_of(entry_of(event(), entry.revision), entry)) == "nothing that subscribers see"


def weekly(**parts):
    """Give a weekly event with these changes of one occurrence, if any."""
    changes = [gf.Change(original=dt.date(2020, 12, 8), **parts)] if parts else []
    recurrence = gf.Recurrence(frequency="weekly", count=3, extra=[dt.date(2021, 1, 1)], changes=changes)
    return event(recurrence=recurrence)


@pytest.mark.parametrize(
    ("before", "after", "sequence", "languages"),
    [
        (weekly(), weekly(start=dt.date(2020, 12, 9)), 1, {"en", "fr"}),
        (weekly(), weekly(status="cancelled"), 1, {"en", "fr"}),
        (weekly(), weekly(title={"fr": "Autre"}), 0, {"fr"}),
        (weekly(title={"en": "One"}), weekly(title={"en": "Two"}), 0, {"en"}),
        (weekly(venue=HALL), weekly(venue=gf.Venue(city="Bern")), 1, {"en", "fr"}),
        (weekly(), event(), 1, {"en", "fr"}),
        (weekly(), weekly(), 0, set()),
    ],
)
def test_one_occurrence(before, after, sequence, languages):
    """Of one occurrence too, time, status and place raise the sequence, and words concern their readers alone."""
    revision = decided(before, after).revision
    assert revision.sequence == sequence
    assert {tag for tag, moment in revision.updated if moment == NOW} == languages


def test_the_last_time_is_called_off():
    """That the last time of a series is called off is news as long as that time is to come."""
    before = event(recurrence=gf.Recurrence(frequency="weekly", count=2))
    off = gf.Change(original=dt.date(2020, 12, 8), status="cancelled")
    after = event(recurrence=gf.Recurrence(frequency="weekly", count=2, changes=[off]))
    assert after.over_from() == gf.geneva(2020, 12, 2)
    for day, is_news in ((7, True), (10, False)):
        entry = decided(before, after, gf.geneva(2020, 12, day))
        assert bool(entry.revision.announced) is is_news


def test_a_series_that_vanished():
    """A series is cancelled with all its occurrences, whatever was said of one; its words are not kept in public."""
    gone = decided(weekly(title={"en": "Secret"}, venue=HALL), None)
    assert {one.status for one in gone.item().first_occurrences(9)} == {"cancelled"}
    assert "Secret" not in redacted(gone).data
    kept = redacted(decided(weekly(start=dt.date(2020, 12, 9), status="tentative"), None)).item()
    assert kept.recurrence.changes == weekly(start=dt.date(2020, 12, 9), status="tentative").recurrence.changes


def test_a_higher_sequence_is_an_update():
    """Who sees a higher sequence sees a later date too, in whatever language."""
    revision = decided(event(), event(sequence=7)).revision
    assert (revision.updated_in("en"), revision.updated_in("fr")) == (NOW, NOW)


def test_a_stated_update_that_is_old():
    """A date that the source states counts for the change that it came with, and for no later one."""
    stated = event(updated=gf.geneva(2020, 11, 27), title={"en": "One"})
    one = decided(event(), stated)
    assert one.revision.updated_in("en") == gf.geneva(2020, 11, 27)
    other = decide(one, event(updated=gf.geneva(2020, 11, 27), title={"en": "Two"}), NOW, CATALOGUE)
    assert other.revision.updated_in("en") == NOW


def test_an_old_event_is_no_news():
    """An event that is over, and put right, is no news; other apps are told all the same."""
    entry = decided(event(), event(venue=HALL), gf.geneva(2020, 12, 2))
    assert (entry.revision.sequence, entry.revision.announced) == (1, ())


def test_a_translation_is_news_in_its_language():
    """A new title is dated by when it appears, where the event is news at all; the others keep their date."""
    french = event(title={"en": "Launch"}, published=PUBLISHED)
    assert dict(decided(french, event(published=PUBLISHED)).revision.announced) == {"en": PUBLISHED, "fr": NOW}
    assert decided(event(title={"en": "Launch"}), event()).revision.announced == ()


def test_a_translation_that_is_taken_back():
    """Who is shown another language from now on is told so; readers of that language are told nothing."""
    revision = decided(event(), event(title={"en": "Launch"})).revision
    assert (revision.updated_in("fr"), revision.updated_in("en")) == (NOW, PUBLISHED)
    swiss = catalogue(languages=["en", "fr-CH"])
    revision = decided(event(), event(title={"en": "Launch"}), made=swiss).revision
    assert (revision.updated_in("fr-CH"), revision.updated_in("en")) == (NOW, PUBLISHED)


@given(events(), events(), st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2022, 1, 1), timezones=st.just(dt.UTC)))
def test_nothing_goes_back(before, after, moment):
    """From any event to any other at any moment: sequence and updates rise or stay, and the entry is the event's."""
    first = first_entry(before, CATALOGUE)
    entry = decide(first, after, moment, CATALOGUE)
    assert entry.item() == after
    assert entry.revision.sequence >= first.revision.sequence
    assert entry.revision.published == first.revision.published
    assert set(first.revision.announced) <= set(entry.revision.announced)
    for tag, updated in first.revision.updated:
        assert entry.revision.updated_in(tag) >= updated
    assert decide(entry, after, moment, CATALOGUE) is entry


def test_an_entry_does_not_depend_on_how_it_was_written():
    """Canonical data has sorted names and no defaults."""
    assert entry_of(event(), gf.Revision(published=NOW)).data == (
        '{"key": "launch", "start": "2020-12-01", "title": {"en": "Launch", "fr": "Lancement"}}'
    )
