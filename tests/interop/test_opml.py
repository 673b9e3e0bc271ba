"""OPML: readers take all feeds from the list, each in the folder of its language."""

import shutil
import subprocess

import pytest

import gcmfeeds as gf
from interop.clients import client_module, missing, read_in_node
from samples import full_catalogue

BASE = "https://migrationnetwork.un.org/calendar/"
CHANNELS = {None: "", "reports": "channels/reports/"}
NAMES = {"en": "English", "fr": "français", "ar": "العربية", "zh": "中文"}


@pytest.fixture(scope="module")
def made():
    """Give a catalogue with a channel, and signs of XML, of the shell and of newsboat in its titles."""
    title = {"en": "A \"b\" <c> & 'd' #e", "ar": "أخبار"}
    return full_catalogue(title=title, languages=list(NAMES))


@pytest.fixture(scope="module")
def path(made, tmp_path_factory):
    """Write its list of feeds."""
    path = tmp_path_factory.mktemp("opml") / "feeds.opml"
    path.write_bytes(gf.to_opml(made))
    return path


def test_newsboat_imports_every_feed(path):
    """Newsboat subscribes to every Atom feed, once, with the name of the language as its tag."""
    program = shutil.which("newsboat")
    if program is None:
        missing("newsboat")
    home = path.parent
    (home / "urls").touch()
    ran = subprocess.run(
        [program, *"-u urls -c cache.db -C /dev/null -i feeds.opml".split()],
        cwd=home,
        env={"HOME": str(home), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=30,
    )
    assert "feeds.opml finished" in ran.stdout
    expected = [
        f'{BASE}{tag}/{folder}feed.atom "{name}"' for tag, name in NAMES.items() for folder in CHANNELS.values()
    ]
    assert (home / "urls").read_text("utf-8").splitlines() == expected


def test_feedsmith_reads_every_feed(path, made):
    """Feedsmith sees of each outline folder, type, title, language and addresses."""
    _, saw = read_in_node("feedsmith", "dist/index.mjs", "feedsmith_opml.mjs", [path])
    expected = []
    for tag, name in NAMES.items():
        for channel, folder in CHANNELS.items():
            home, title = f"{BASE}{tag}/{folder}", gf.to_feedgen(made, language=tag, channel=channel).title()
            expected.append([name, "rss", title, title, tag, f"{home}index.html", f"{home}feed.atom"])
    assert saw == {str(path): expected}


def test_feedparser_reads_what_the_list_points_to(made):
    """Each address of the list is that by which the feed there calls itself."""
    feedparser = client_module("feedparser")
    for tag in NAMES:
        for channel, folder in CHANNELS.items():
            feed = feedparser.parse(gf.to_atom(made, language=tag, channel=channel)).feed
            own = [link.href for link in feed.links if link.rel == "self"]
            assert own == [f"{BASE}{tag}/{folder}feed.atom"]
