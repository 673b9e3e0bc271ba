"""Pages: a real browser shows them, and feeds, as they are meant; and no link of a tree leads nowhere."""

import base64
import json
from pathlib import Path
from posixpath import normpath
from urllib.parse import urldefrag, urljoin

import attrs
import pytest
from lxml import html

import gcmfeeds as gf

GCM = gf.load(Path(__file__).parents[2] / "examples" / "gcm")
NOW = gf.geneva(2022, 6, 1, 12)
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNiAAAABgADNjd8qAAAAABJRU5ErkJggg=="
LOOK = """({
    lang: document.documentElement.lang,
    direction: getComputedStyle(document.documentElement).direction,
    is_styled: document.styleSheets.length == 1 && document.styleSheets[0].cssRules.length > 10,
    overflows: document.documentElement.scrollWidth > innerWidth,
    pictures: [...document.images].map(one => one.naturalWidth),
    ground: getComputedStyle(document.body).backgroundColor,
})"""
LOOK_AT_FEED = """({
    direction: getComputedStyle(document.documentElement).direction,
    title: getComputedStyle(document.querySelector("title")).display,
    content: getComputedStyle(document.querySelector("entry > content, item > encoded")).display,
    entries: [...document.querySelectorAll("entry > title, item > title")].map(one => getComputedStyle(one).direction),
    overflows: document.documentElement.scrollWidth > innerWidth,
})"""


def published(folder, address):
    """Publish the real catalogue, with an event that is called off and has a picture, and news that was withdrawn."""
    (folder / "picture.png").write_bytes(base64.b64decode(PICTURE))
    image = gf.Image(url=f"{address}picture.png", alt={"en": "Nothing"}, media_type="image/png")
    called_off = attrs.evolve(GCM.events[0], key="called-off", status="cancelled", image=image)
    withdrawn = attrs.evolve(GCM.announcements[0], key="withdrawn", withdrawn=gf.geneva(2022, 5, 1))
    made = attrs.evolve(
        GCM,
        base_url=address,
        events=(*GCM.events, called_off),
        announcements=(*GCM.announcements, withdrawn),
    )
    gf.publish(made, folder, moment=NOW)


@pytest.fixture(scope="module")
def browser(browse, tmp_path_factory):
    """Give the browser for the published tree."""
    with browse(tmp_path_factory.mktemp("site")) as opened:
        published(opened.folder, opened.address)
        yield opened


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Give the published tree, and where it would stand."""
    folder = tmp_path_factory.mktemp("tree")
    published(folder, GCM.base_url)
    return folder


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl"), ("zh", "ltr")])
@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "channels/regional-reviews/index.html",
        "events/arab-review-2024.html",
        "events/sg-report-2020.html",
        "events/called-off.html",
        "announcements/sg-report-2020.html",
        "announcements/withdrawn.html",
    ],
)
def test_a_page(browser, path, language, direction, width):
    """It is styled, in its language's direction, no wider than the window, and asks nobody else for anything."""
    seen = browser.open(f"{language}/{path}", LOOK, width=width)
    found = seen.found
    assert (found["lang"], found["direction"], found["is_styled"], found["overflows"]) == (
        language,
        direction,
        True,
        False,
    )
    assert found["pictures"] == ([1] if "called-off" in path else [])
    assert seen.console == ()
    assert [one for one in seen.asked if not one.startswith((browser.address, "data:"))] == []


def test_the_first_page_of_all(browser):
    """It is styled, and leads to every edition."""
    seen = browser.open("index.html", "[...document.links].map(one => one.getAttribute('href'))", width=390)
    assert seen.found == [f"{language}/index.html" for language in GCM.languages]
    assert seen.console == ()


def test_night(browser):
    """Who likes it dark has it dark."""
    light, dark = (browser.open("fr/index.html", LOOK, scheme=scheme).found["ground"] for scheme in ("light", "dark"))
    assert (light, dark) == ("rgb(255, 255, 255)", "rgb(20, 24, 28)")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl"), ("zh", "ltr")])
@pytest.mark.parametrize("name", ["feed.atom", "feed.rss"])
def test_a_feed(browser, name, language, direction, width):
    """Opened in a browser it can be read: titles without source, each in its direction; nobody else is asked."""
    seen = browser.open(f"{language}/{name}", LOOK_AT_FEED, width=width)
    found = seen.found
    assert (found["direction"], found["title"], found["content"]) == (direction, "block", "none")
    assert not found["overflows"]
    assert set(found["entries"]) == {"ltr"}  # the real news has no Arabic
    assert seen.console == ()
    assert [one for one in seen.asked if not one.startswith(browser.address)] == []


def pages(folder):
    """Give every page of a tree: path and elements."""
    for file in sorted(folder.rglob("*.html")):
        yield file.relative_to(folder).as_posix(), html.document_fromstring(file.read_text(encoding="utf-8"))


def test_every_link_leads_somewhere(site):
    """Each address inside the tree, of a page or of a file, is that of a file of it; each part of a page is there."""
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    wrong, right = [], 0
    for path, page in pages(site):
        for element in page.xpath("//*[@href or @src]"):
            link = element.get("href") or element.get("src")
            target, part = urldefrag(urljoin(GCM.base_url + path, link))
            if target.startswith(GCM.base_url):
                right += 1
                known = normpath(target.removeprefix(GCM.base_url)) in files
                if not known or (part and page.get_element_by_id(part, None) is None):
                    wrong.append((path, link))
    assert wrong == []
    assert right > 10_000


def test_data_says_the_right_instants(site):
    """The data of each event's page says the instants that the model says."""
    events = {event.key: event for event in GCM.events}
    for path, page in pages(site):
        key = Path(path).stem
        if "/events/" in path and key in events:
            data = json.loads(page.findtext(".//script"))
            event = events[key]
            assert type(event.start).fromisoformat(data["startDate"]) == event.start
            assert data.get("endDate") == (event.end.isoformat() if event.end else None)
