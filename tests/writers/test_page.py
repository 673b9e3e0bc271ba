"""Pages: HTML out of which no text gets, and whose rows can be taken out again."""

import json
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from lxml import html

import gcmfeeds as gf
from gcmfeeds.records.edition import edition_record
from gcmfeeds.records.index import index_record
from gcmfeeds.writers.page import render_index, render_row, style_sheet, written_rows
from samples import catalogue, event, full_announcement, full_catalogue, full_event
from strategies import TAGS, catalogues
from test_laws import HOSTILE, PATHS, PLAIN, attempt, with_text


def parsed(body):
    """Parse a page as HTML."""
    return html.document_fromstring(body.decode())


def every_page(made, language="en"):
    """Write every page of an edition."""
    shown = edition_record(made, language=language)
    yield gf.to_index(made, language=language, past=[one.key for one in shown.events[:1]])
    for item in (*shown.events, *shown.announcements):
        yield gf.to_page(made, language=language, key=item.key, kind=item.kind)


def test_a_page_runs_nothing():
    """It has no script but its data, no handler, no style of its own, and lets nothing in but style and pictures."""
    for body in every_page(full_catalogue()):
        page = parsed(body)
        assert {one.get("type") for one in page.iter("script")} <= {"application/ld+json"}
        assert not [name for one in page.iter() for name in one.attrib if name.startswith("on") or name == "style"]
        assert page.find(".//link[@rel='stylesheet']").get("href").endswith("../style.css")
        (policy,) = page.xpath("//meta[@http-equiv]/@content")
        assert policy.startswith("default-src 'none'; style-src 'self'; img-src http: https: data:")


def test_language_and_direction():
    """The page is in its edition's language and direction, and the item in its own."""
    made = catalogue(event(title={"ar": "إطلاق", "en": "Launch"}), event(key="b"), languages=["en", "ar"])
    own, copy = (parsed(gf.to_page(made, language="ar", key=key)) for key in ("launch", "b"))
    assert [dict(one.find(".//article").attrib) for one in (own, copy)] == [
        {"lang": "ar", "dir": "rtl"},
        {"lang": "en", "dir": "ltr"},
    ]
    assert (dict(own.attrib), dict(copy.attrib)) == ({"lang": "ar", "dir": "rtl"},) * 2
    (link,) = own.xpath("//nav//a")
    assert (link.get("hreflang"), link.get("lang"), link.get("dir"), link.text) == ("en", "en", "ltr", "English")


def test_a_picture_in_another_language():
    """What a picture shows is said in its own language, where that is another."""
    made = full_catalogue(full_event(), full_announcement())
    alts = [
        parsed(gf.to_page(made, language="fr", key=key, kind=kind)).find(".//img").attrib
        for kind, key in (("event", "launch"), ("announcement", "news"))
    ]
    assert [(one["alt"], one.get("lang")) for one in alts] == [("Une image", None), ("B", "en")]


def test_a_withdrawn_page():
    """Nothing of the announcement stands on it, and search engines are asked to forget it."""
    body = gf.to_page(
        full_catalogue(full_event(), full_announcement(withdrawn=gf.geneva(2020, 12, 1))),
        language="en",
        key="news",
        kind="announcement",
    )
    assert [one.get("content") for one in parsed(body).xpath("//meta[@name='robots']")] == ["noindex"]
    assert "withdrawn on Tuesday, 1 December 2020" in body.decode()
    assert not re.search("News of|abstract|annex|body</b>|ld.json", body.decode())


def test_data_cannot_be_ended():
    """What would end the data's element is escaped in it, and reads as it was."""
    title = "</script><script>alert(1)</script><!--\u2028&amp;"
    made = catalogue(event(title={"en": title.replace("\u2028", "")}))
    (data,) = parsed(gf.to_page(made, language="en", key="launch")).iter("script")
    assert "<" not in data.text
    assert json.loads(data.text)["name"] == title.replace("\u2028", "")


@settings(max_examples=40)
@given(catalogues())
def test_every_title_survives(made):
    """Each page says the item's title, its day for machines, and nothing that is not text."""
    for language in TAGS:
        edition = edition_record(made, language=language)
        for item in (*edition.events, *edition.announcements):
            page = parsed(gf.to_page(made, language=language, key=item.key, kind=item.kind))
            shown = edition.language_of(item)
            if not getattr(item, "withdrawn", None):
                assert page.findtext(".//h1") == item.title.get(shown)
                data = json.loads(page.findtext(".//script"))
                moment, name = (
                    (item.start, "startDate")
                    if item.kind == "event"
                    else (edition.announced(item) or item.published, "datePublished")
                )
                assert type(moment).fromisoformat(data[name]) == moment


@settings(max_examples=40)
@given(catalogues())
def test_rows_can_be_taken_out(made):
    """The rows of a page that was written are those that were put in."""
    for language in TAGS:
        record = index_record(edition_record(made, language=language), [one.key for one in made.events[:2]])
        rows = {row.id: render_row(row) for row in (*record.upcoming, *record.announcements, *record.past)}
        assert written_rows(render_index(record)) == rows


def skeleton(made):
    """Give the elements of every page and the names of their attributes, but for what an author's HTML may hold."""
    return [
        [(one.tag, sorted(one.attrib)) for one in parsed(body).iter() if not one.xpath("ancestor::*[@class='prose']")]
        for body in every_page(made)
    ]


EXPECTED = skeleton(full_catalogue())


@pytest.mark.parametrize("path", PATHS, ids=lambda path: ".".join(map(str, path)))
def test_nothing_gets_out_of_text(path):
    """A hostile text in any field is refused, or makes no element and no attribute, and runs nothing."""
    for text in HOSTILE:
        made, _ = attempt(with_text(PLAIN, path, text))
        if made:
            assert skeleton(made) == EXPECTED
            for body in every_page(made):
                assert [one.text for one in parsed(body).iter("script") if one.get("type") is None] == []


def test_what_is_not_there():
    """A key of no item of the edition is refused."""
    with pytest.raises(gf.ModelError, match="must be the key of an announcement of the edition in 'en'"):
        gf.to_page(full_catalogue(), language="en", key="launch", kind="announcement")
    with pytest.raises(gf.ModelError, match="must be the key of an event of the edition in 'fr'"):
        gf.to_page(catalogue(event(title={"en": "x"}), fallback=[]), language="fr", key="launch")


def test_a_catalogue_with_nothing():
    """The first page of an empty edition has no empty list, and still says where to subscribe."""
    page = parsed(gf.to_index(catalogue(publisher=gf.Organizer(name="Network")), language="en"))
    assert [one.text for one in page.iter("h2")] == ["Subscribe"]
    assert page.findtext(".//footer").strip() == "Network"


def test_without_jinja2():
    """Without the extra everything but a page can be had; a page says the command."""
    script = (
        "import sys; sys.modules['jinja2'] = None\n"
        "import gcmfeeds as gf\nfrom samples import announcement, catalogue\n"
        "made = catalogue(announcement())\n"
        "print(len(gf.to_ics(made, language='en')) > 0, len(gf.to_atom(made, language='en')) > 0)\n"
        "try: gf.to_page(made, language='en', key='news', kind='announcement')\n"
        "except gf.PublishError as error: print(error)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60, cwd="tests"
    )
    assert ran.stdout.splitlines()[0] == "True True"
    assert ran.stdout.splitlines()[1].endswith("pip install 'gcmfeeds[publish]'")


def luminance(color):
    """Give the relative luminance of a color, as WCAG 2 defines it."""
    digits = color if len(color) == 7 else "#" + "".join(2 * digit for digit in color[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_style_sheet():
    """It is small, asks for nothing, and its colors stand out as WCAG AA wants, by day and by night."""
    sheet = style_sheet("style.css").decode()
    assert len(sheet.encode()) < 6000
    assert not re.search(r"url\(|@import|left|right", sheet.split("*/", 1)[1])
    themes = [
        dict(re.findall(r"--(\w+): (#\w+);", block)) for block in re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)
    ]
    day, night = themes[0], {**themes[0], **themes[1]}
    for theme in (day, night):
        for ink in ("ink", "soft", "link", "mark"):
            for paper in ("paper", "tint"):
                light, dark = sorted((luminance(theme[ink]), luminance(theme[paper])), reverse=True)
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, paper)
