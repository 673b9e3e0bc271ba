"""Foreign: what others wrote becomes a catalogue that builds, and says what it must be told."""

from pathlib import Path

import attrs
import pytest

import gcmfeeds as gf
from gcmfeeds.interop.foreign import ImportNote
from gcmfeeds.language.words import bundled_phrases
from gcmfeeds.sources import foreign
from gcmfeeds.sources.foreign import alike, import_calendar, import_foreign, read_foreign

FILES = sorted(Path(__file__).parent.joinpath("foreign").glob("*.*"))
MOMENT = gf.geneva(2026, 1, 1, 9)


def made(*events, head="", **options):
    """Give the catalogue of a calendar with these lines in its events, and with a head."""
    parts = [f"BEGIN:VEVENT\nUID:{number}@un.org\n{lines}\nEND:VEVENT\n" for number, lines in enumerate(events)]
    lines = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{head}{''.join(parts)}END:VCALENDAR\n"
    return import_calendar(lines.encode(), moment=MOMENT, **options).catalogue


DAY = "DTSTART;VALUE=DATE:20201201"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_others_wrote_builds(path, tmp_path):
    """A file of others is saved as a catalogue that is loaded as the same, and that builds with every event."""
    imported = import_foreign(read_foreign(path), moment=MOMENT, name=path.stem)
    gf.save(imported.catalogue, tmp_path / "it")
    loaded = gf.load(tmp_path / "it")
    events, news = (
        sorted(items, key=lambda item: item.key)
        for items in (imported.catalogue.events, imported.catalogue.announcements)
    )
    assert loaded == attrs.evolve(imported.catalogue, events=events, announcements=news)
    assert bool(news) == imported.is_feed == (path.suffix != ".ics")
    report = gf.build(tmp_path / "it", tmp_path / "site", moment=MOMENT)
    assert ([lapse for lapse in report.lapses if not lapse.shown_in], report.held_back) == ([], ())
    assert {path.stem for path in (tmp_path / "site").glob("*/events/*.ics")} == {event.key for event in events}
    feed = (tmp_path / "site" / loaded.languages[0] / "feed.atom").read_text(encoding="utf-8")
    assert all(f":announcement/{one.key}/" in feed for one in news)


def test_what_a_calendar_says_of_itself():
    """Title, paragraph, color and page of a calendar are the catalogue's, the page that of who publishes it."""
    head = "X-WR-CALNAME:Talks\nX-WR-CALDESC:All of\\n them\nCOLOR:steelblue\nURL:https://un.org/talks\n"
    found = made(f"{DAY}\nCATEGORIES:Report", head=head, language="fr")
    assert (found.title, found.abstract, found.color) == (gf.Text(fr="Talks"), gf.Text(fr="All of them"), "steelblue")
    assert found.publisher == gf.Organizer(name={"fr": "Talks"}, url="https://un.org/talks")
    assert (found.languages, found.fallback, found.phrases) == (("fr",), ("fr",), ())
    assert [topic.key for topic in found.topics] == ["report"]


@pytest.mark.parametrize(
    ("name", "title"), [("talks 2020", "talks 2020"), ("", "Calendar"), ("\x00", "Calendar"), ("a\udc80b\n", "ab")]
)
def test_a_calendar_without_a_name(name, title):
    """A calendar that has no name is called as its file is; where that cannot be shown, a calendar."""
    assert made(name=name).title == gf.Text(en=title)


def test_who_publishes():
    """The one organizer that events name publishes; where there are two, nobody says who does."""
    lines = f"{DAY}\nORGANIZER;CN=Awa:mailto:awa@un.org"
    awa = gf.Organizer(name="Awa", address="awa@un.org")
    assert made(lines, DAY, lines).publisher == awa
    assert made(lines, lines.replace("awa", "bob")).publisher == gf.Organizer(name={"en": "Calendar"})


def test_the_domain():
    """The domain is that of the UIDs, held on the first day of which an event tells; a day to come is no proof."""
    first = made(f"{DAY}\nLAST-MODIFIED:20200303T120000Z", f"{DAY}\nCREATED:20200404T120000Z")
    assert (first.authority, first.since, first.base_url) == ("un.org", "2020-03-03", "https://un.org/calendar/")
    assert first.published == gf.geneva(2020, 3, 3, 13)
    assert (made(DAY).published, made(DAY).since) == (MOMENT, "2026-01-01")
    later = made(f"{DAY}\nCREATED:20270404T120000Z")
    assert (later.published, later.since) == (gf.geneva(2027, 4, 4, 14), "2026-01-01")


def test_what_is_given():
    """What is given comes before what the file says."""
    given = {
        "authority": "iom.int",
        "since": "2019",
        "base_url": "https://x.org/a/",
        "published": gf.geneva(2021, 1, 1),
    }
    found = made(f"{DAY}\nCREATED:20200404T120000Z", **given)
    assert {name: getattr(found, name) for name in given} == given
    assert made(DAY, authority="iom.int").base_url == "https://iom.int/calendar/"
    with pytest.raises(gf.ModelError, match="'authority' must be a domain name"):
        made(DAY, authority="IOM")


def test_languages_without_words():
    """A language that gcmfeeds has no words for gets the English ones with its own dates, if CLDR has them."""
    found = made(
        f"{DAY}\nSUMMARY;LANGUAGE=de:Tag", f"{DAY}\nSUMMARY;LANGUAGE=tlh:jaj", f"{DAY}\nSUMMARY;LANGUAGE=fr-CA:J"
    )
    english = bundled_phrases()["en"]
    words = {phrases.language: phrases for phrases in found.phrases}
    assert words == {
        "de": attrs.evolve(english, language="de", locale=""),
        "tlh": attrs.evolve(english, language="tlh"),
    }
    assert set(found.languages) == set(found.fallback) == {"de", "tlh", "fr-CA"}


def test_what_is_alike_is_told_once():
    """Notes of the same property and reason are one, with how many there are; the most frequent come first."""
    notes = [
        ImportNote(event=event, uid="", property=name, value="x", reason="y")
        for event, name in (("a", "GEO"), ("b", "X-A"), ("c", "X-A"), ("d", "X-B"))
    ]
    assert alike(notes) == [(notes[1], 2), (notes[0], 1), (notes[3], 1)]


def test_files_that_cannot_be_read(tmp_path, monkeypatch):
    """A file that is not there, is none, or is too large is a fault with its name."""
    monkeypatch.setattr(foreign, "most_for", lambda *_: 3)
    (tmp_path / "large").write_bytes(b"1234")
    (tmp_path / "right").write_bytes(b"123")
    assert read_foreign(tmp_path / "right") == b"123"
    for name, fault in (
        ("none", "must be readable (No such file or directory)"),
        ("", "must be readable (Is a directory)"),
        ("large", "must have at most 3 octets"),
    ):
        with pytest.raises(gf.SourceFault) as caught:
            read_foreign(tmp_path / name)
        assert (caught.value.file, caught.value.fault) == (str(tmp_path / name), fault)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_our_own_file_comes_back(launch, tmp_path, language):
    """An event's own file of ours, imported and built, is the same file, byte for byte, if the catalogues agree.

    They must in authority, base_url, published and publisher, and have no channels: none of these is the event's.
    """
    whole = attrs.evolve(launch, channels=())
    gf.publish(whole, tmp_path / "ours", moment=MOMENT)
    name = f"{language}/events/sg-report-2020.ics"
    given = {field: getattr(whole, field) for field in ("authority", "base_url", "published")}
    imported = import_calendar(read_foreign(tmp_path / "ours" / name), moment=MOMENT, **given)
    gf.save(attrs.evolve(imported.catalogue, publisher=whole.publisher), tmp_path / "it")
    gf.publish(gf.load(tmp_path / "it"), tmp_path / "theirs", moment=MOMENT)
    assert (tmp_path / "theirs" / name).read_bytes() == (tmp_path / "ours" / name).read_bytes()


def test_a_feed_of_ours(launch):
    """A feed of ours gives the same publisher, ids and announcements; with another authority the ids are new."""
    data = gf.to_atom(launch, language="fr")
    found = import_foreign(data, moment=MOMENT).catalogue
    assert (found.authority, found.since) == (launch.authority, launch.since)
    assert (found.publisher.name, found.title) == (
        gf.Text(launch.publisher.name.get("fr")),
        gf.Text(fr=launch.title.get("fr")),
    )
    assert [one.author for one in found.announcements] == [None]
    assert [one.key for one in found.announcements] == [one.key for one in launch.announcements]
    other = import_foreign(data, moment=MOMENT, authority="iom.int").catalogue
    assert (other.since, other.base_url) == ("2020-11-30", "https://iom.int/news/")
    later = import_foreign(data.replace(b"un.org,2020:", b"un.org,9999:"), moment=MOMENT).catalogue
    assert later.since == "2020-11-30"


@pytest.mark.parametrize("data", [b"", b"Dear all", b"\xef\xbb\xbf"])
def test_what_is_neither(data):
    """What begins as neither a calendar nor a feed is refused."""
    with pytest.raises(gf.ForeignFileError, match="must be a calendar"):
        import_foreign(data, moment=MOMENT)


def test_which_it_is():
    """The content says whether it is a calendar or a feed, whatever encoding it has."""
    feed = "<rss version='2.0'><channel><title>T</title></channel></rss>"
    for data in (feed.encode(), feed.encode("utf-16"), b"\xef\xbb\xbf \n" + feed.encode()):
        assert import_foreign(data, moment=MOMENT).catalogue.title == gf.Text(en="T")
    assert import_foreign(b"<rss><channel/></rss>", moment=MOMENT, name="\x00").catalogue.title == gf.Text(en="News")
    assert not import_foreign(b"begin:vcalendar\nend:vcalendar", moment=MOMENT).is_feed
