"""Decide: what a change is to whom, and that nothing ever goes back."""

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gcmfeeds as gf
from gcmfeeds.publisher.decide import decide, decide_all, first_entry, with_ghosts
from gcmfeeds.publisher.entry import entry_of
from samples import PUBLISHED, announcement, catalogue, event, full_announcement, full_catalogue, full_event
from strategies import events

NOW = gf.geneva(2020, 11, 28, 12)
LATER = gf.geneva(2020, 11, 29, 12)
CATALOGUE = catalogue()


def decided(before, after, moment=NOW, made=CATALOGUE):
    """Decide on an item that was first published as it stood before."""
    return decide(first_entry(before, made, PUBLISHED), after, moment, made)


def test_nothing_changed():
    """An unchanged item keeps its very entry, whatever the day."""
    first = first_entry(full_event(), full_catalogue(), PUBLISHED)
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
    """What appears once the catalogue is out was published then, if it does not say when itself."""
    known = decide_all(catalogue(event()), catalogue(event()), {}, NOW)
    both = catalogue(event(), event(key="late"), announcement(published=gf.geneva(2020, 11, 21)))
    late = decide_all(both, both, known, NOW)
    published = {key: entry.revision.published for (_, key), entry in late.items()}
    assert published == {"launch": PUBLISHED, "late": NOW, "news": gf.geneva(2020, 11, 21)}
    assert late["event", "late"].revision.updated_in("en") == NOW


def test_what_is_held_back_has_not_vanished():
    """An item of the source that is not out again is left as it was."""
    source = catalogue(event())
    known = decide_all(source, source, {}, NOW)
    assert decide_all(source, catalogue(), known, LATER) == {}


@pytest.mark.parametrize(("days", "shown"), [(0, True), (29, True), (32, False)])
def test_ghosts_are_shown_for_their_window(days, shown):
    """What vanished is shown for 30 days, an event for 30 days from its end at least."""
    source = full_catalogue(full_event(), full_announcement(), announcement(key="other"))
    known = decide_all(source, source, {}, NOW)
    empty = full_catalogue(announcement(key="other", events=[]), topics=source.topics[:1])
    entries = decide_all(empty, empty, known, NOW)
    found = with_ghosts(empty, entries, gf.geneva(2020, 12, 1, 16, 30) + dt.timedelta(days=days))
    assert [item.key for item in found.events] == (["launch"] if shown else [])
    assert all(ghost.topics == ("report",) and ghost.status == "cancelled" for ghost in found.events)


def test_a_ghost_names_nothing_that_is_gone():
    """A withdrawn announcement does not point to an event that is shown no more."""
    source = catalogue(event(start=dt.date(2020, 1, 1), end=dt.date(2020, 1, 2)), announcement(events=["launch"]))
    known = decide_all(source, source, {}, gf.geneva(2020, 12, 1))
    entries = decide_all(catalogue(), catalogue(), known, gf.geneva(2020, 12, 1))
    (news,) = with_ghosts(catalogue(), entries, gf.geneva(2020, 12, 30)).announcements
    assert news.events == ("launch",)
    ghost_event = attrs.evolve(entries["event", "launch"], ended=gf.geneva(2020, 1, 1))
    entries = {**entries, ("event", "launch"): ghost_event}
    (news,) = with_ghosts(catalogue(), entries, gf.geneva(2020, 12, 30)).announcements
    assert news.events == ()


@given(events(), events(), st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2022, 1, 1), timezones=st.just(dt.UTC)))
def test_nothing_goes_back(before, after, moment):
    """From any event to any other at any moment: sequence and updates rise or stay, and the entry is the event's."""
    first = first_entry(before, CATALOGUE, PUBLISHED)
    entry = decide(first, after, moment, CATALOGUE)
    assert entry.item() == after
    assert entry.revision.sequence >= first.revision.sequence
    assert entry.revision.published == first.revision.published
    for tag, updated in first.revision.updated:
        assert entry.revision.updated_in(tag) >= updated
    assert decide(entry, after, moment, CATALOGUE) is entry


def test_an_entry_does_not_depend_on_how_it_was_written():
    """Canonical data has sorted names and no defaults."""
    assert entry_of(event(), gf.Revision(published=NOW)).data == (
        '{"key": "launch", "start": "2020-12-01", "title": {"en": "Launch", "fr": "Lancement"}}'
    )
