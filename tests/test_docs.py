"""The docs: what they show is what happens, and what there is they name."""

import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest
from icalendar import Calendar
from lxml import etree
from typer.main import get_command
from typer.testing import CliRunner

import gcmfeeds
from consoles import shown
from gcmfeeds.cli import app
from gcmfeeds.interop.needs import FORMS, PROPERTIES
from samples import announcement, event, full_announcement, full_catalogue, full_event
from websub import Server

DOCS = Path(__file__).parent.parent / "docs"
BUILD = ["build", "gcm", "--out", "site"]


@pytest.mark.parametrize("name", gcmfeeds.__all__)
def test_each_public_name_is_documented(name):
    """Each public name stands in the library's reference."""
    assert re.search(rf"`[^`]*\b{name}\b", (DOCS / "reference" / "python.md").read_text(encoding="utf-8"))


def test_each_option_is_documented():
    """Each command and option stands in the command's reference."""
    page = (DOCS / "reference" / "command.md").read_text(encoding="utf-8")
    commands = dict(get_command(app).commands)
    commands |= {f"ledger {name}": command for name, command in commands.pop("ledger").commands.items()}
    for name, command in commands.items():
        (section,) = re.findall(rf"## `gcmfeeds {name}\b.*?(?=\n## |\Z)", page, re.DOTALL)
        for parameter in command.params:
            assert parameter.opts[-1].lstrip("-").lower() in section.lower()


def rows_below(heading):
    """Give the rows of the table below a heading of the calendar's reference, as lists of cells without backticks."""
    page = (DOCS / "reference" / "calendar.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"^## {heading}\n(.*?)(?=^##|\Z)", page, re.DOTALL | re.MULTILINE)
    rows = re.findall(r"^\|.*", section, re.MULTILINE)[2:]
    return [[cell.strip().strip("`") for cell in row.split("|")[1:-1]] for row in rows]


def written_properties(key):
    """Give component and name of each property that a calendar of everything has: a time, a day, a series."""
    series = gcmfeeds.Recurrence(
        frequency="daily",
        extra=[gcmfeeds.geneva(2020, 12, 2, 9)],
        excluded=[gcmfeeds.geneva(2020, 12, 3, 15)],
        changes=[gcmfeeds.Change(original=gcmfeeds.geneva(2020, 12, 4, 15), status="cancelled")],
    )
    other = gcmfeeds.Relation(event="other", kind="parent")
    for item in (
        full_event(related=[other]),
        full_event(start=dt.date(2020, 12, 1), end=None),
        full_event(recurrence=series),
    ):
        whole = full_catalogue(item, event(key="other"))
        calendar = Calendar.from_ical(gcmfeeds.to_ics(whole, language="fr", key=key))
        for component in calendar.walk():
            yield from ((component.name, name) for name in component)


def test_each_property_is_documented():
    """The calendar's reference names each property that is written, in which component and file, and no other."""
    subscribed, own = (set(written_properties(key)) for key in (None, "launch"))
    expected = {"both": subscribed & own, "subscribed": subscribed - own, "own": own - subscribed}
    actual = {file: set() for file in expected}
    for name, components, _, _, file, _ in rows_below("What is written"):
        actual[file] |= {(component, name) for component in components.split(", ")}
    assert expected == actual


NAMESPACES = {
    "http://www.w3.org/2005/Atom": "atom:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/rss/1.0/modules/event/": "ev:",
    "http://purl.org/atompub/tombstones/1.0": "at:",
    "http://purl.org/syndication/history/1.0": "fh:",
    "http://search.yahoo.com/mrss/": "media:",
}


def written_elements(body, default=""):
    """Give each element of a feed as the reference names it: with its parent, and of a link its rel."""
    for element in etree.fromstring(body).iterdescendants():
        name, parent = (
            etree.QName(one).localname
            if one is None or etree.QName(one).namespace in (None, default)
            else prefixed(one)
            for one in (element, element.getparent())
        )
        rel = element.get("rel")
        yield f"{parent}/{name}" + (f"[{rel}]" if rel else "")


def prefixed(element):
    """Give an element's name with the prefix that is usual for its namespace."""
    name = etree.QName(element)
    return NAMESPACES[name.namespace] + name.localname


def test_each_element_of_a_feed_is_documented():
    """The feeds' reference names each element that is written in Atom and in RSS, and no other."""
    page = (DOCS / "reference" / "feeds.md").read_text(encoding="utf-8")
    (section,) = re.findall(r"^## What is written\n(.*?)(?=^##|\Z)", page, re.DOTALL | re.MULTILINE)
    rows = [row.split("|")[2:4] for row in re.findall(r"^\|.*", section, re.MULTILINE)[2:]]
    documented = [
        {name for cell in column for name in re.findall("`([a-z:]+/.*?)`", cell)} for column in zip(*rows, strict=True)
    ]
    whole = full_catalogue(
        full_event(), full_announcement(), announcement(key="gone", withdrawn=gcmfeeds.geneva(2020, 12, 2))
    )
    atom = set(written_elements(gcmfeeds.to_atom(whole, language="fr"), "http://www.w3.org/2005/Atom"))
    rss = set(written_elements(gcmfeeds.to_rss(whole, language="fr")))
    assert [atom, rss] == documented


def test_what_each_client_needs_is_documented():
    """The calendar's reference has the table of the code, and each property that no RFC has stands in both."""
    rows = rows_below("What each client needs")
    assert rows == [[need.what, need.client, need.why, need.source] for need in (*PROPERTIES, *FORMS)]
    written = {name for key in (None, "launch") for _, name in written_properties(key) if name.startswith("X-")}
    assert written == {need.what for need in PROPERTIES}


def test_a_series_as_the_reference_has_it():
    """The reference's example of a series can be loaded, and is what its comments say."""
    page = (DOCS / "reference" / "catalogue.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^### `\[recurrence\]`\n\n```toml\n(.*?)```", page, re.DOTALL | re.MULTILINE)
    made = gcmfeeds.from_plain({"key": "a", "title": {"en": "A"}, **tomllib.loads(example)}, gcmfeeds.Event)
    found = made.occurrences(gcmfeeds.geneva(2020, 1, 1), gcmfeeds.geneva(2022, 1, 1))
    assert made.over_from() == gcmfeeds.geneva(2021, 3, 30, 16)
    assert [f"{one.start:%d %B}" for one in found if one.status == "cancelled"] == ["17 November"]
    assert [f"{one.start:%d %B %H:%M}" for one in found if one.venue] == ["04 November 10:00"]
    assert {f"{one.start:%d %B}" for one in found} & {"22 December", "29 December"} == {"22 December"}


def build(*options):
    """Run the command where the tutorial stands; give all that it prints."""
    return CliRunner().invoke(app, [*BUILD, *options], env={"COLUMNS": "80"}).output


@pytest.fixture
def blocks():
    """Give the tutorial's blocks by language, in order; a plain block has none."""
    found = re.findall(r"```(\w*)\n(.*?)```", (DOCS / "tutorial.md").read_text(encoding="utf-8"), re.DOTALL)
    return {kind: iter([text for language, text in found if language == kind]) for kind in ("", "toml", "xml")}


def test_the_tutorial(blocks, tmp_path, monkeypatch):
    """Followed step by step, the tutorial's files give its tables, calendars, feeds and errors."""
    monkeypatch.chdir(tmp_path)
    plain, toml = blocks[""], blocks["toml"]
    catalogue, event = Path("gcm/catalogue.toml"), Path("gcm/events/sg-report-2020.toml")
    news = Path("gcm/announcements/report-tomorrow.toml")
    for folder in (event.parent, news.parent):
        folder.mkdir(parents=True)
    next(plain)  # how to install

    catalogue.write_text(next(toml))
    event.write_text(next(toml))
    assert next(plain) == "gcmfeeds build gcm --out site\n"
    assert build() == next(plain)
    tree = [line.split()[0] for line in next(plain).splitlines()]
    assert sorted(tree) == sorted(str(path) for path in Path("site/fr").rglob("*") if path.is_file())
    french = "".join(next(plain) for _ in range(4))
    assert Path("site/fr/calendar.ics").read_bytes().decode().replace("\r\n", "\n") == french

    languages = 'languages = ["en", "es", "fr"]\n'
    catalogue.write_text(catalogue.read_text().replace(languages, languages + next(toml)))
    assert next(plain) in build()
    assert next(plain) in Path("site/es/calendar.ics").read_bytes().decode().replace("\r\n", "\n")

    news.write_text(next(toml))
    assert next(plain) == "gcmfeeds build gcm --out site --now 2020-11-30T20:32\n"
    assert build("--now", "2020-11-30T20:32").endswith(next(plain))
    next(plain)  # the command again
    assert next(plain) in build()
    feed = Path("site/en/feed.atom").read_text(encoding="utf-8")
    assert [part for part in re.split("…|\n *", next(blocks["xml"])) if part.strip() not in feed] == []

    catalogue.write_text(f"{catalogue.read_text()}\n{next(toml)}")
    topics = next(toml)
    for path in (event, news):
        path.write_text(topics + path.read_text())
    build()
    assert all(Path(line).exists() for line in next(plain).splitlines())

    event.write_text(event.read_text().replace("start =", "strat =").replace('"https://', '"', 1))
    news.write_text(news.read_text().replace("sg-report-2020", "sg-report-2021"))
    assert build() == next(plain)
    assert list(plain) == list(toml) == []


@pytest.mark.parametrize(("name", "kind", "file"), [("calendar", "ics", "talks.ics"), ("feed", "rss", "news.xml")])
def test_the_how_to_of_an_import(tmp_path, name, kind, file):
    """Followed step by step, the how-to imports its file, and what each command says is what stands there."""
    page = (DOCS / "how-to" / f"import-a-{name}.md").read_text(encoding="utf-8")
    (text,) = re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL)
    (tmp_path / file).write_text(text, encoding="utf-8")
    expected, actual = shown(page, tmp_path)
    assert actual == expected


def follow(name, folder, **names):
    """Write the files of a how-to's catalogue, and run its commands; give what stands there, and what they say."""
    page = (DOCS / "how-to" / name).read_text(encoding="utf-8")
    for ours, name_here in names.items():
        page = page.replace(ours, name_here)
    catalogue, news = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (path,) = re.findall(r"`(gcm/announcements/.*?)`", page)[:1]
    (folder / path).parent.mkdir(parents=True)
    (folder / path).write_text(news, encoding="utf-8")
    (folder / "gcm" / "catalogue.toml").write_text(catalogue, encoding="utf-8")
    return shown(page, folder)


def test_the_how_to_of_a_withdrawal(tmp_path):
    """Followed step by step, an announcement leaves the feeds, and nothing of its words stays."""
    expected, actual = follow("withdraw-an-announcement.md", tmp_path)
    assert actual == expected


def test_the_how_to_of_a_hub(tmp_path, monkeypatch):
    """Followed step by step, a hub is told what the page says, and told it all by the page's lines of Python."""
    monkeypatch.chdir(tmp_path)
    page = (DOCS / "how-to" / "notify-a-hub.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    with Server() as hub:
        expected, actual = follow("notify-a-hub.md", tmp_path, **{"https://hub.example.org/": hub.url})
        assert actual == expected
        before = len(hub.seen)
        exec(compile(code, "notify-a-hub.md", "exec"), {})  # noqa: S102  # our own example
        assert len(hub.seen) - before == before / 2
