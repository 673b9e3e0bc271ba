"""Plan: which files a catalogue becomes."""

from gcmfeeds.publisher.plan import lapses, plan
from samples import announcement, event, full_catalogue


def test_the_tree():
    """Each edition has a calendar and two feeds, each channel too, and each event a file."""
    assert [(document.path, document.media_type.split(";")[0]) for document in plan(full_catalogue(), ["fr"])] == [
        ("fr/calendar.ics", "text/calendar"),
        ("fr/feed.atom", "application/atom+xml"),
        ("fr/feed.rss", "application/rss+xml"),
        ("fr/events/launch.ics", "text/calendar"),
        ("fr/channels/reports/calendar.ics", "text/calendar"),
        ("fr/channels/reports/feed.atom", "application/atom+xml"),
        ("fr/channels/reports/feed.rss", "application/rss+xml"),
    ]


def test_each_document_is_its_own():
    """No two documents are rendered as the same, and each says what its format begins with."""
    documents = list(plan(full_catalogue(event(), event(key="b")), ["en", "fr"]))
    bodies = [document.render() for document in documents if "/channels/" not in document.path]
    assert len(set(bodies)) == len(bodies)
    for document in documents:
        assert document.render().startswith(b"BEGIN:VCALENDAR" if document.path.endswith(".ics") else b"<?xml")


def test_lapses():
    """What is shown in another language, or left out, is listed for each edition."""
    made = full_catalogue(event(title={"fr": "Lancement"}), announcement(title={"ar": "خبر"}), fallback=["fr"])
    found = [(lapse.language, lapse.item.key, lapse.shown_in) for lapse in lapses(made, ["en", "fr"])]
    assert found == [("en", "launch", "fr"), ("en", "news", ""), ("fr", "news", "")]
