"""History: which news stand in the feed, and which in the archive of a year."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gcmfeeds as gf
from gcmfeeds.records.history import NEWEST, Dates, History, Tombstone

DAY = dt.timedelta(days=1)


def entries(count, first, updated=None):
    """Give entries of consecutive days, of which the last is the newest."""
    days = [first + number * DAY for number in range(count)]
    return {("announcement", f"{day:%Y-%m-%d}"): Dates(day, updated or day) for day in days}


def stone(announced, when, ref="a"):
    """Give the tombstone of an entry."""
    return Tombstone(ref=ref, when=when, announced=announced)


def laid_out(entries, *tombstones):
    """Give the volumes of a history by year; that of the feed has none."""
    return {volume.year: volume for volume in History(entries=entries, tombstones=tombstones).volumes()}


def keys(volume):
    """Give the keys of a volume's entries."""
    return [key for _, key in volume.entries]


def test_a_feed_that_is_complete():
    """What was told in one year stands in the feed, however much it is, and the feed is all there is."""
    (feed,) = History(entries=entries(200, gf.geneva(2020, 1, 1)), tombstones=()).volumes()
    assert (len(feed.entries), feed.is_complete, keys(feed)[0]) == (200, True, "2020-07-18")
    (empty,) = History(entries={}, tombstones=()).volumes()
    assert (dict(empty.entries), empty.tombstones, empty.is_complete) == ({}, (), True)


def test_the_newest_stand_in_the_feed():
    """A feed holds the newest fifty, though they are of an archived year, and all of the last year."""
    volumes = laid_out({**entries(80, gf.geneva(2020, 1, 1)), **entries(3, gf.geneva(2021, 1, 1))})
    assert (len(volumes[None].entries), len(volumes[2020].entries), NEWEST) == (50, 80, 50)
    assert keys(volumes[None])[2:4] == ["2021-01-01", "2020-03-20"]
    assert not volumes[None].is_complete
    volumes = laid_out({**entries(80, gf.geneva(2020, 1, 1)), **entries(70, gf.geneva(2021, 1, 1))})
    assert len(volumes[None].entries) == 70


def test_a_year_is_genevas():
    """An entry of New Year's Eve in Geneva belongs to the old year, though it is of the new one elsewhere."""
    eve = gf.geneva(2020, 12, 31, 23, 59)
    volumes = laid_out({("event", "eve"): Dates(eve, eve), ("event", "day"): Dates(eve + DAY, eve + DAY)})
    assert {year: keys(volume) for year, volume in volumes.items()} == {None: ["day", "eve"], 2020: ["eve"]}


def test_how_volumes_are_tied():
    """Each archive knows the one before and the one after it, and the feed the last; years without news have none."""
    volumes = laid_out(
        {("event", str(year)): Dates(gf.geneva(year, 5, 5), gf.geneva(year, 5, 5)) for year in (2015, 2017, 2018, 2020)}
    )
    ties = [(volume.year, volume.previous, volume.following) for volume in volumes.values()]
    assert ties == [(None, 2018, None), (2018, 2017, None), (2017, 2015, 2018), (2015, None, 2017)]


@pytest.mark.parametrize(
    ("updated", "again"),
    [
        (gf.geneva(2021, 1, 1), ["old"]),
        (gf.geneva(2020, 2, 1), ["old"]),
        (gf.geneva(2020, 1, 31, 23, 59, 59), []),
    ],
)
def test_what_changed_lately(updated, again):
    """An entry that changed when the feed's oldest was announced, or later, stands in the feed again, in its place."""
    old = {("event", "old"): Dates(gf.geneva(2019, 1, 1), updated)}
    volumes = laid_out({**old, **entries(80, gf.geneva(2020, 1, 1)), **entries(1, gf.geneva(2021, 1, 1))})
    assert keys(volumes[None])[49:] == ["2020-02-01", *again]
    assert keys(volumes[2019]) == ["old"]


def test_of_one_moment():
    """What was announced together with the feed's oldest, and did not change since, is not in the feed for that."""
    moment = gf.geneva(2020, 1, 1)
    many = {("announcement", f"n{number:02}"): Dates(moment, moment) for number in range(60)}
    many["announcement", "n59"] = Dates(moment, moment + DAY)
    last = {("event", "last"): Dates(moment + 400 * DAY, moment + 400 * DAY)}
    assert keys(laid_out({**many, **last})[None]) == ["last", *(f"n{number:02}" for number in range(49)), "n59"]


def test_tombstones():
    """A tombstone stands in the archive of its entry for ever, and in the feed as a change would."""
    news = {**entries(50, gf.geneva(2021, 3, 1)), **entries(1, gf.geneva(2020, 6, 6))}
    early, late = (
        stone(gf.geneva(2019, 1, 1), gf.geneva(2020, 1, 1)),
        stone(gf.geneva(2019, 1, 1), gf.geneva(2021, 9, 9), "b"),
    )
    own = stone(gf.geneva(2021, 1, 1), gf.geneva(2021, 1, 2), "c")
    volumes = laid_out(news, own, late, early)
    assert {year: [one.ref for one in volume.tombstones] for year, volume in volumes.items()} == {
        None: ["b", "c"],
        2020: [],
        2019: ["a", "b"],
    }
    assert list(volumes[2019].moments()) == [early.when, late.when]


def test_withdrawals_take_no_archive_away():
    """Where all of the last year is withdrawn, the years before keep their archives."""
    volumes = laid_out(entries(2, gf.geneva(2020, 1, 1)), stone(gf.geneva(2021, 1, 1), gf.geneva(2021, 2, 1)))
    assert [(year, len(volume.entries), len(volume.tombstones)) for year, volume in volumes.items()] == [
        (None, 2, 1),
        (2020, 2, 0),
    ]


MOMENTS = st.integers(0, 1500).map(lambda days: gf.geneva(2018, 1, 1) + days * DAY)
DATES = st.tuples(MOMENTS, MOMENTS).map(lambda pair: Dates(*sorted(pair)))
HISTORIES = st.dictionaries(st.tuples(st.just("event"), st.text("abcdef", min_size=1)), DATES, max_size=70)


@given(HISTORIES)
def test_nothing_is_lost(news):
    """Feed and archives together hold everything, an archive all of its year, and the feed at least the newest."""
    feed, *archives = History(entries=news, tombstones=()).volumes()
    assert {name for volume in (feed, *archives) for name in volume.entries} == set(news)
    for volume in archives:
        assert {name for name in news if news[name].announced.year == volume.year} == set(volume.entries)
    assert len(feed.entries) >= min(NEWEST, len(news))


@given(HISTORIES, DATES, st.booleans())
def test_an_archive_is_stable(news, dates, is_change):
    """What is told or changed in one year leaves the archives of all others as they are, but for what ties them."""
    name = next(iter(news), ("event", "new")) if is_change else ("event", "new")
    before = laid_out(news)
    after = laid_out({**news, name: dates})
    touched = {dates.announced.year, news.get(name, dates).announced.year}
    for year in set(before) & set(after) - {None, *touched}:
        assert before[year].entries == after[year].entries


@given(HISTORIES, MOMENTS, st.data())
def test_a_change_is_seen(news, moment, data):
    """Who looked at the feed before a change, and knows the archives, sees the change in the feed."""
    if news:
        name = data.draw(st.sampled_from(sorted(news)))
        later = max(moment, *(dates.updated for dates in news.values()))
        changed = {**news, name: Dates(news[name].announced, later + DAY)}
        assert laid_out(changed)[None].entries[name].updated == later + DAY
