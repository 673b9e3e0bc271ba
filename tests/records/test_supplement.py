"""Supplement: what the file of a single event says besides."""

import datetime as dt
import json

import pytest

import gcmfeeds as gf
from gcmfeeds.language.choose import Chosen
from gcmfeeds.language.html import plain_text
from gcmfeeds.records.edition import edition_record
from gcmfeeds.records.event import event_record
from gcmfeeds.records.supplement import Alarm, Link, event_supplement
from samples import PAGE, event, full_catalogue, full_event


def supplement_of(item, language="en", **changes):
    """Give the supplement of one event."""
    edition = edition_record(full_catalogue(item, **changes), language=language)
    return event_supplement(edition.events[0], edition)


def test_what_is_said_in_html_is_said_in_the_description():
    """HTML and plain description say the same, in the same order: the one is derived from the other."""
    item = event(
        abstract={"fr": "Un résumé."},
        body={"fr": "<p>Le <b>corps</b>.</p>"},
        programme=[gf.Slot(title={"fr": "Ouverture"}, speakers=[gf.Speaker(name="António Guterres")])],
    )
    edition = edition_record(full_catalogue(item), language="fr")
    html = event_supplement(item, edition).styled_description
    assert html == Chosen(
        '<div lang="fr" dir="ltr"><p>Un résumé.</p><p>Le <b>corps</b>.</p>'
        "<p>Date\u00a0: mardi 1er décembre 2020</p>"
        "<p>Programme\u00a0:</p><ol><li>Ouverture<ul><li>António Guterres</li></ul></li></ol></div>",
        "fr",
    )
    said = [plain_text(html.value).split(), event_record(item, edition).description.value.split()]
    assert said[0] == said[1]


def test_a_text_in_another_language_says_so():
    """The HTML has the language of what stands in a fall-back's, and its own direction."""
    html = supplement_of(event(title={"fr": "Lancement"}, body={"en": "<p>Body</p>"}), "fr").styled_description
    assert html.value.startswith('<div lang="fr" dir="ltr"><div lang="en" dir="ltr"><p>Body</p></div>')


def test_speakers_are_participants():
    """Each speaker is a participant in order, in schema.org's words, with an id of its own."""
    first, second, third = supplement_of(full_event(), "fr").participants
    assert json.loads(first.data.value) == {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": "António Guterres",
        "jobTitle": "Secrétaire général",
        "worksFor": {"@type": "Organization", "name": "Nations Unies"},
    }
    assert first.data.schema == "https://schema.org/Person"
    assert (first.url, second.url) == ("https://www.un.org/sg", "")
    assert (first.uid, third.uid) == ("launch.1@migrationnetwork.un.org", "launch.3@migrationnetwork.un.org")


def test_the_place():
    """A place has the text of LOCATION as its name, and an id of its own."""
    location = supplement_of(full_event()).location
    assert location.uid == "launch.venue@migrationnetwork.un.org"
    assert location.name.value == "Room 1, Avenue de la Paix 14, Geneva, Switzerland"
    assert location.geo == (46.2266, 6.1406)
    assert location.data.schema == "https://schema.org/Place"
    assert supplement_of(event()).location is None


@pytest.mark.parametrize("status", ["confirmed", "tentative", "postponed", "cancelled"])
def test_alarms(status):
    """An alarm is before the start, with an id that its place in the list does not change; what is off wakes nobody."""
    alarms = [gf.Alarm(hours=1, minutes=30), gf.Alarm()]
    expected = (
        Alarm(uid="launch.alarm.90@migrationnetwork.un.org", trigger=dt.timedelta(minutes=-90)),
        Alarm(uid="launch.alarm.0@migrationnetwork.un.org", trigger=dt.timedelta(0)),
    )
    actual = supplement_of(event(status=status, alarms=alarms)).alarms
    assert actual == (expected if status in {"confirmed", "tentative"} else ())
    assert supplement_of(event(status=status, alarms=alarms[::-1])).alarms == actual[::-1]


def test_other_events():
    """Another event is named by its UID; JSON-LD knows what it is a part of, and its parts."""
    item = event(related=[gf.Relation(event="b", kind="next"), gf.Relation(event="a", kind="parent")])
    made = full_catalogue(item, event(key="a", related=[gf.Relation(event="launch", kind="child")]), event(key="b"))
    edition = edition_record(made, language="fr")
    own, parent = (event_supplement(one, edition) for one in (item, made.events[1]))
    assert own.related == (("NEXT", "b@migrationnetwork.un.org"), ("PARENT", "a@migrationnetwork.un.org"))
    other = [{"@type": "Event", "identifier": "a@migrationnetwork.un.org"}]
    assert json.loads(own.data.value)["superEvent"] == other
    assert json.loads(parent.data.value)["subEvent"][0]["identifier"] == "launch@migrationnetwork.un.org"


def test_documents_and_pages_are_links():
    """A document describes the event; its page in another language is an alternate, its own page none."""
    assert supplement_of(full_event(), "fr").links == (
        Link(
            uri="https://undocs.org/fr/A/75/542",
            linkrel="describedby",
            label="Rapport, A/75/542",
            language="fr",
            media_type="application/pdf",
        ),
        Link(uri=PAGE, linkrel="alternate", label="anglais", language="en", media_type="text/html"),
    )


@pytest.mark.parametrize("url", [None, PAGE, {"en": PAGE}, {"en": PAGE, "fr": PAGE}])
def test_one_page_has_no_alternates(url):
    """The page of the reader's own language is not linked again."""
    assert supplement_of(event(url=url)).links == ()


def test_a_document_of_unknown_type():
    """Of a document without a media type none is said."""
    (link,) = supplement_of(event(documents=[gf.Document(symbol="A/1", url="https://un.org/1")])).links
    assert (link.media_type, link.language) == ("", "")


def test_formal_topics_and_groups():
    """A topic of a list has an address in it; the channels that the event stands in are its groups."""
    supplement = supplement_of(full_event())
    assert supplement.concepts == ("https://un.org/topics#report",)
    assert supplement.refids == ("channel.reports@migrationnetwork.un.org",)
    supplement = supplement_of(event(topics=["region"]))
    assert (supplement.concepts, supplement.refids) == ((), ())
