"""Select: what is published at a moment."""

import datetime as dt

import attrs
import pytest

import gcmfeeds as gf
from gcmfeeds.errors import ModelError
from gcmfeeds.publisher.select import select
from samples import PUBLISHED, announcement, catalogue, event, full_announcement, full_catalogue, full_event

NOON = gf.geneva(2020, 12, 1, 12)
DAY = dt.timedelta(days=1)


def test_what_is_to_come_is_held_back():
    """An item is out from its very moment of publication on; one without is out."""
    items = [event(), event(key="b", published=NOON), announcement(published=NOON)]
    before = select(catalogue(*items), {}, NOON - dt.timedelta(seconds=1))
    assert [item.key for item in before.catalogue.items] == ["launch"]
    assert [item.key for item in before.held_back] == ["b", "news"]
    assert select(catalogue(*items), {}, NOON).held_back == ()


def test_the_same_catalogue_when_all_is_out():
    """Nothing is changed where there is nothing to hold back."""
    assert select(full_catalogue(), {}, gf.geneva(2026, 1, 1)).catalogue == full_catalogue()


def test_no_pointer_to_what_is_held_back():
    """An announcement does not point to an event that is not out."""
    items = [event(published=gf.geneva(2021, 1, 1)), announcement(events=["launch"])]
    (news,) = select(catalogue(*items), {}, NOON).catalogue.announcements
    assert news.events == ()


def test_no_relation_to_what_is_held_back():
    """An event does not say how it stands to one that is not out, and is the same event when it does."""
    waiting = event(key="summit", published=NOON)
    made = catalogue(event(related=[gf.Relation(event="summit", kind="parent")]), waiting)
    before = select(made, {}, NOON - DAY)
    after = select(made, before.entries, NOON)
    assert [found.catalogue.events[0].related for found in (before, after)] == [(), made.events[0].related]
    name = ("event", "launch")
    assert before.entries[name].revision == after.entries[name].revision
    assert before.entries[name].digest() != after.entries[name].digest()


def test_a_withdrawal_to_come():
    """An announcement is withdrawn from its very moment on."""
    made = catalogue(announcement(withdrawn=NOON))
    before, after = (select(made, {}, NOON - dt.timedelta(seconds=gap)).catalogue.announcements[0] for gap in (1, 0))
    assert (before.withdrawn, after.withdrawn) == (None, NOON)


def test_a_naive_moment_is_refused():
    """A moment without zone says nothing."""
    with pytest.raises(ModelError, match="must have a zone"):
        select(catalogue(), {}, dt.datetime(2020, 12, 1))


def test_what_appears_later():
    """The first publication is no news; what appears after it is, from then on, unless it is over."""
    first = select(catalogue(event()), {}, NOON)
    added = [event(key="late", start=dt.date(2020, 12, 24)), event(key="old", start=dt.date(2019, 12, 24))]
    late = select(catalogue(event(), *added), first.entries, NOON + DAY)
    dates = {key: (one.revision.published, dict(one.revision.announced)) for (_, key), one in late.entries.items()}
    both = {"en": NOON + DAY, "fr": NOON + DAY}
    assert dates == {"launch": (PUBLISHED, {}), "late": (NOON + DAY, both), "old": (NOON + DAY, {})}


def test_a_clock_set_back():
    """What was out stays out, and what was withdrawn stays so, though their moment is still to come again."""
    made = catalogue(event(published=NOON), announcement(withdrawn=NOON))
    out = select(made, {}, NOON)
    again = select(made, out.entries, NOON - DAY)
    assert (again.catalogue, again.entries, again.held_back) == (out.catalogue, out.entries, ())


def test_a_publication_put_off():
    """An item that is out stays out as it was, when the source puts its publication off, and is then what it became."""
    known = select(catalogue(event(), announcement()), {}, NOON).entries
    later = NOON + 30 * DAY
    items = [event(published=later, title={"en": "New"}), announcement(published=later, updated=later)]
    found = select(catalogue(*items, fallback=[]), known, NOON + DAY)
    assert found.catalogue == catalogue(event(), announcement(), fallback=[])
    assert (found.entries, [item.key for item in found.held_back]) == (known, ["launch", "news"])
    in_time = select(catalogue(*items), known, later)
    assert (in_time.held_back, in_time.catalogue.events) == ((), (items[0],))
    assert in_time.entries["event", "launch"].revision.announced == (("en", later),)


def test_a_withdrawal_put_off():
    """An announcement that was never withdrawn is not, before its time."""
    known = select(catalogue(announcement()), {}, NOON).entries
    found = select(catalogue(announcement(withdrawn=NOON + 2 * DAY)), known, NOON + DAY)
    assert (found.catalogue, found.entries) == (catalogue(announcement()), known)


def test_what_vanished_and_is_to_come_back():
    """An item that vanished, and stands in the source again for a later day, stays cancelled until then."""
    known = select(catalogue(event()), {}, NOON - DAY).entries
    gone = select(catalogue(), known, NOON)
    back = catalogue(event(published=NOON + 2 * DAY))
    waiting = select(back, gone.entries, NOON + DAY)
    assert (waiting.catalogue.events, waiting.entries) == (gone.catalogue.events, gone.entries)
    assert [item.key for item in waiting.held_back] == ["launch"]
    assert select(back, waiting.entries, NOON + 2 * DAY).catalogue.events[0].status == "confirmed"


@pytest.mark.parametrize(("days", "shown"), [(0, 2), (30, 2), (31, 1), (9999, 1)])
def test_what_vanished_is_shown_for_its_window(days, shown):
    """An event that vanished is cancelled until 30 days from its end, an announcement withdrawn for ever."""
    source = full_catalogue(full_event(), full_announcement(), announcement(key="other"))
    known = select(source, {}, gf.geneva(2020, 11, 30, 22)).entries
    empty = full_catalogue(announcement(key="other", events=[]), topics=source.topics[:1])
    entries = select(empty, known, gf.geneva(2020, 12, 1)).entries
    found = select(empty, entries, gf.geneva(2020, 12, 1, 12) + dt.timedelta(days=days)).catalogue
    assert len([item for item in found.items if item.key != "other"]) == shown
    assert all(ghost.topics == ("report",) and ghost.status == "cancelled" for ghost in found.events)


def test_what_was_over_long_ago():
    """An event that has been over for 30 days when it vanishes took place: it is dropped, and not called cancelled."""
    known = select(catalogue(event()), {}, NOON).entries
    for day, shown in ((gf.geneva(2020, 12, 31, 23), ["cancelled"]), (gf.geneva(2021, 1, 1), [])):
        found = select(catalogue(), known, day)
        assert [one.status for one in found.catalogue.events] == shown
    (entry,) = found.entries.values()
    assert entry == attrs.evolve(known["event", "launch"], ended=gf.geneva(2021, 1, 1))
    back = select(catalogue(event()), found.entries, gf.geneva(2021, 1, 2))
    assert back.entries == known


def test_what_vanished_by_a_wrong_clock():
    """What vanished while the clock was years ahead is cancelled once it is right again."""
    known = select(catalogue(event(), announcement()), {}, NOON - 2 * DAY).entries
    ahead = select(catalogue(), known, gf.geneva(2031, 1, 1))
    assert ahead.catalogue.events == ()
    found = select(catalogue(), ahead.entries, NOON - DAY)
    assert [one.status for one in found.catalogue.events] == ["cancelled"]
    assert select(catalogue(), found.entries, NOON).entries == found.entries


def test_what_vanished_names_nothing_that_is_gone():
    """A withdrawn announcement does not point to an event that is shown no more."""
    source = catalogue(event(start=dt.date(2020, 11, 20)), announcement(events=["launch"]))
    known = select(source, {}, NOON).entries
    gone = select(catalogue(), known, NOON)
    assert gone.catalogue.announcements[0].events == ("launch",)
    assert select(catalogue(), gone.entries, NOON + 29 * DAY).catalogue.announcements[0].events == ()


def test_what_is_over():
    """Events that are over are told apart, those that ended first before the others; a day is over at midnight."""
    items = [
        event(key="running", start=gf.geneva(2020, 12, 1, 11), end=NOON + DAY),
        event(key="over", start=gf.geneva(2020, 12, 1, 11), end=NOON),
        event(key="to-come", start=NOON + DAY),
        event(key="today", start=dt.date(2020, 12, 1)),
        event(key="week", start=dt.date(2020, 11, 20), end=dt.date(2020, 11, 30)),
        event(key="b-yesterday", start=dt.date(2020, 11, 30)),
    ]
    assert select(catalogue(*items), {}, NOON).past == ("b-yesterday", "week", "over")
    assert select(catalogue(items[3]), {}, gf.geneva(2020, 12, 2)).past == ("today",)
