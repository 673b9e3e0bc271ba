"""Card: what decides where an item stands."""

import json

import attrs

import gcmfeeds as gf
from gcmfeeds.publisher.card import from_row, to_row
from gcmfeeds.publisher.select import select
from samples import announcement, event, full_catalogue

NOW = gf.geneva(2026, 1, 1)


def test_a_card_as_plain_data():
    """A card that was written as JSON and read again is the same."""
    news = announcement(withdrawn=gf.geneva(2021, 1, 1))
    cards = select(full_catalogue(event(published=gf.geneva(2020, 12, 1)), news), {}, NOW).cards
    assert len(cards) == 2
    for card in cards.values():
        assert from_row(json.loads(json.dumps(to_row(card)))) == card


def test_where_an_item_stands():
    """An item has a place in each edition that shows it; withdrawn it is in no feed, but for a tombstone."""
    made = full_catalogue(
        event(title={"fr": "Lancement"}), announcement(withdrawn=gf.geneva(2021, 1, 1)), fallback=["fr"]
    )
    cards = select(made, {}, NOW).cards
    places = cards["event", "launch"].places
    assert {tag: (place.language, place.announced) for tag, place in places.items()} == {
        "en": ("fr", None),
        "fr": ("fr", None),
    }
    stone = cards["announcement", "news"].places["en"]
    assert (stone.announced, stone.tombstones[0].when) == (None, gf.geneva(2021, 1, 1))


def test_what_is_past_of_the_rest():
    """What is published besides a part is past, or leaves a feed, as if it were in it."""
    whole = full_catalogue(event(), event(key="old", title={"en": "Old"}))
    cards = select(whole, {}, NOW).cards
    part = attrs.evolve(whole, events=[one for one in whole.events if one.key == "old"], announcements=())
    rest = {name: card for name, card in cards.items() if name != ("event", "old")}
    assert select(part, {}, NOW, rest=rest).past == select(whole, {}, NOW).past
