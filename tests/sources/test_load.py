"""Load: a catalogue from disk, or every fault that keeps it from being one."""

import json
import shutil
from pathlib import Path

import pytest

import gcmfeeds as gf
from gcmfeeds.errors import CatalogueError
from gcmfeeds.language import words
from gcmfeeds.language.words import bundled_phrases
from samples import full_catalogue

CATALOGUE = """\
authority = "un.org"
since = "2020"
base_url = "https://un.org/calendar/"
languages = ["en", "fr"]
fallback = ["en"]
published = 2020-11-20T09:00:00
title = { en = "Compact" }
publisher = { name = "Network" }
topics = [{ key = "report", label = "Report" }]
"""
EVENT = 'start = 2020-12-01\ntitle = { en = "Launch" }\n'
NEWS = 'published = 2020-11-30T20:33:00\ntitle = { en = "News" }\n'


@pytest.fixture
def folder(tmp_path):
    """Make a folder with a catalogue, an event and an announcement; give a function that writes more."""

    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path

    write("catalogue.toml", CATALOGUE)
    write("events/launch.toml", EVENT)
    write("announcements/news.toml", f'{NEWS}events = ["launch"]\n')
    return write


def faults_of(source):
    """Give each fault of a source as its line, files relative to it."""
    with pytest.raises(CatalogueError) as caught:
        gf.load(source)
    return [str(fault).replace(f"{source}/", "") for fault in caught.value.exceptions]


def test_a_folder(folder):
    """A folder is a catalogue; the name of a file is the key; local times are Geneva's."""
    catalogue = gf.load(folder("events/.hidden", "not read"))
    assert [item.key for item in catalogue.items] == ["launch", "news"]
    assert catalogue.published == gf.geneva(2020, 11, 20, 9)
    assert catalogue.announcements[0].published == gf.geneva(2020, 11, 30, 20, 33)


def test_a_key_of_its_own(folder):
    """A file may say another key than its name."""
    catalogue = gf.load(folder("events/other.toml", f'key = "mine"\n{EVENT}'))
    assert [event.key for event in catalogue.events] == ["launch", "mine"]


def test_json(folder, tmp_path):
    """A folder may hold JSON, and TOML beside it."""
    data = {"start": "2020-12-01T15:00", "title": {"en": "Other"}}
    catalogue = gf.load(folder("events/other.json", json.dumps(data)))
    assert catalogue.events[1].start == gf.geneva(2020, 12, 1, 15)
    assert catalogue == gf.load(str(tmp_path))


def test_one_file(tmp_path):
    """One JSON file may hold everything, phrases too; it makes the same catalogue as its parts."""
    expected = full_catalogue(phrases=[bundled_phrases()["fr"]])
    path = tmp_path / "all.json"
    path.write_text(json.dumps(gf.to_plain(expected), default=lambda value: value.isoformat()), encoding="utf-8")
    assert gf.load(path) == expected


def test_a_language_of_its_own(folder):
    """A file of phrases makes an edition possible in a language that gcmfeeds has no words for."""
    english = Path(words.__file__).with_name("en.toml").read_text(encoding="utf-8")
    folder("languages/de.toml", english.replace("en-GB", "de").replace("Geneva time", "Genfer Zeit"))
    folder("events/launch.toml", f"{EVENT}published = 2020-11-25T10:00:00\n".replace("en =", "de ="))
    catalogue = gf.load(folder("catalogue.toml", CATALOGUE.replace('"fr"]', '"de"]')))
    assert [phrases.language for phrases in catalogue.phrases] == ["de"]
    assert b"Dienstag, 1. Dezember 2020" in gf.to_atom(catalogue, language="de")


def test_no_words_for_an_edition(folder):
    """An edition without words is a fault, with the file to add."""
    source = folder("catalogue.toml", CATALOGUE.replace('"fr"]', '"de"]'))
    assert faults_of(source) == [
        "catalogue.toml: languages[1]: there are no phrases in 'de': add languages/de.toml to the catalogue"
    ]


def test_ten_faults_in_three_files(folder):
    """Every fault of every file is there at once, in the order of the files, each with its path and rule."""
    folder("catalogue.toml", CATALOGUE.replace("https://un.org/calendar/", "calendar/").replace('"fr"]', '"zh_CN"]'))
    folder(
        "events/launch.toml",
        'start = 2020-12-01\nend = 2020-11-30\nstrat = 1\ntopics = ["report", "region"]\nurl = "javascript:alert(1)"\n'
        'title = { en = "" }\n[venue]\nname = "Geneva"\nlatitude = 246.2\nlongitude = 6.1\n',
    )
    source = folder("announcements/news.toml", 'published = 2020-10-25T02:30:00\nevents = ["launch"]\n')
    lines = faults_of(source)
    assert len(lines) == 10
    assert [line.split(" must ")[0] for line in lines] == [
        "catalogue.toml: languages[1]:",
        "catalogue.toml: base_url:",
        "events/launch.toml: title.en:",
        "events/launch.toml: url:",
        "events/launch.toml: venue.latitude:",
        "events/launch.toml: strat:",
        "events/launch.toml: end:",
        "events/launch.toml: topics[1]:",
        "announcements/news.toml: published:",
        "announcements/news.toml: title:",
    ]


def test_a_relation_to_nothing(folder):
    """An event that another stands to must be there, and each one is looked at, whatever stands beside it."""
    source = folder("events/launch.toml", EVENT + 'related = [3, { event = 4 }, { event = "x", kind = "next" }]\n')
    assert [line for line in faults_of(source) if "[2]" in line] == [
        "events/launch.toml: related[2].event: must be the key of an event of the catalogue (got 'x')"
    ]


def test_an_item_with_faults_is_not_missing_too(folder):
    """What points to an item that has faults of its own is not a fault beside them."""
    assert faults_of(folder("events/launch.toml", 'start = 2020-12-01\ntitle = { en = "" }\n')) == [
        "events/launch.toml: title.en: must not be empty (got '')"
    ]


def test_doubled_keys(folder):
    """A key that stands twice is a fault, and names the other place."""
    source = folder("events/a.toml", f'key = "launch"\n{EVENT}')
    assert faults_of(source) == [
        "events/launch.toml: key: must stand once, it is also that of events/a.toml (got 'launch')"
    ]


def test_more_than_one_fault_in_a_field(folder):
    """Every fault of every field is there, beside those of the whole: words, doubles, references."""
    folder(
        "catalogue.toml",
        CATALOGUE.replace('"fr"]', '"de"]')
        .replace("[{ key", '[{ key = "a", label = "" }, { key = "report", label = "x" }, { key')
        .replace('["en"]', '["en", "zh_CN", "nl"]'),
    )
    folder(
        "events/launch.toml",
        "start = 2020-12-01\nend = 2020-11-30\nupdated = 2019-01-01T00:00:00\n"
        'title = { en = "", fr = "\\u0001", x = "y" }\nurl = { en = "x", fr = "javascript:1" }\n',
    )
    source = folder("announcements/news.toml", f'{NEWS}topics = ["a", "a", "b", "b"]\n')
    assert [line.split(" ")[0] + line.split(" ")[1] for line in faults_of(source)] == [
        "catalogue.toml:fallback[1]:",
        "catalogue.toml:topics[0].label:",
        "catalogue.toml:topics[2].key:",
        "catalogue.toml:languages[1]:",
        "catalogue.toml:fallback[2]:",
        "events/launch.toml:title.en:",
        "events/launch.toml:title.fr:",
        "events/launch.toml:title.x:",
        "events/launch.toml:url.en:",
        "events/launch.toml:url.fr:",
        "events/launch.toml:end:",
        "announcements/news.toml:topics[1]:",
        "announcements/news.toml:topics[3]:",
        "announcements/news.toml:topics[2]:",
        "announcements/news.toml:topics[3]:",
    ]


def test_faulty_words_are_not_missing_too(folder):
    """A language whose words have faults of their own is not missing them."""
    folder("languages/de.toml", 'cancelled = ""\n')
    lines = faults_of(folder("catalogue.toml", CATALOGUE.replace('"fr"]', '"de"]')))
    assert {line.split(":")[0] for line in lines} == {"languages/de.toml"}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("events/a.toml", "a = ", "events/a.toml: must be TOML in UTF-8 ("),
        ("events/a.json", "{", "events/a.json: must be JSON in UTF-8 ("),
        ("events/a.json", '{"a": 1, "a": 2}', "events/a.json: must be JSON in UTF-8 ('a' stands twice in one table)"),
        ("events/a.json", "[" * 100_000, "events/a.json: must be JSON in UTF-8 ("),
        ("events/a.json", "[]", "events/a.json: must be a table, not a list or a single value"),
        ("events/a.yaml", "a: 1", "events/a.yaml: must be a file named *.toml or *.json"),
        ("events/a.toml/b", "", "events/a.toml: must be a file named *.toml or *.json"),
        ("launch.toml", EVENT, "launch.toml: must stand in one of the folders events, announcements, languages"),
        ("languages", "", "languages: must be a folder"),
        ("event/a.toml", EVENT, "event: must not be called 'event'; did you mean 'events'?"),
    ],
)
def test_files_that_cannot_be_read(folder, name, text, expected):
    """A file that is no TOML, JSON or table, or is misnamed, is a fault; nothing is passed over."""
    (line,) = faults_of(folder(name, text))
    assert line.startswith(expected)


def test_a_file_that_is_not_text(folder, tmp_path):
    """A file that is not UTF-8 is a fault."""
    folder("events/a.toml", "")
    (tmp_path / "events" / "a.toml").write_bytes(b'title = "\xff"')
    (line,) = faults_of(tmp_path)
    assert line.startswith("events/a.toml: must be TOML in UTF-8 (")


def test_no_catalogue(tmp_path):
    """A folder without a catalogue, or with two, is a fault; so is a file that is not there."""
    (line,) = faults_of(tmp_path)
    assert line == f"{tmp_path}: must hold one catalogue.toml or catalogue.json (got none)"
    (tmp_path / "catalogue.toml").write_text(CATALOGUE)
    (tmp_path / "catalogue.json").write_text("{}")
    assert any("got catalogue.json and catalogue.toml" in line for line in faults_of(tmp_path))
    (line,) = faults_of(tmp_path / "nowhere.toml")
    assert line == f"{tmp_path}/nowhere.toml: must be readable (No such file or directory)"


def test_a_name_that_is_too_long(tmp_path):
    """A source whose name no file can have is a fault."""
    (line,) = faults_of(tmp_path / ("x" * 300))
    assert line.endswith("must be readable (File name too long)")


def test_items_that_are_no_list(folder):
    """Items in the catalogue's own file stand in a list, each a table."""
    source = folder("catalogue.toml", f"{CATALOGUE}events = 3\nannouncements = [3]\n")
    assert faults_of(source) == [
        "catalogue.toml: events: must be a list of tables",
        "catalogue.toml: announcements[0]: must be a table of the fields of Announcement, such as { key = … } (got 3)",
    ]


def test_nothing_of_an_unreadable_folder_is_lost(folder, tmp_path):
    """A topic list that is no list leaves its own fault, and those of what points into it."""
    folder("events/launch.toml", f'{EVENT}topics = ["report"]\n')
    source = folder("catalogue.toml", CATALOGUE.replace('[{ key = "report", label = "Report" }]', "3"))
    assert faults_of(source) == [
        "catalogue.toml: topics: must be a list (got 3)",
        "events/launch.toml: topics[0]: must be the key of a topic of the catalogue (got 'report')",
    ]
    shutil.rmtree(tmp_path)
    (line,) = faults_of(tmp_path)
    assert line == f"{tmp_path}: must be readable (No such file or directory)"
