"""The laws: the same bytes always, and nothing that is not text gets out of text."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from icalendar import Calendar
from lxml import etree

import gcmfeeds as gf
from samples import full_announcement, full_catalogue, full_event

TESTS = Path(__file__).parent
SCRIPT = """
import hashlib, locale, os, sys
sys.path.insert(0, sys.argv[1])
import gcmfeeds as gf
from interop.catalogues import hostile_catalogue
locale.setlocale(locale.LC_ALL, "")
for made in (gf.load(sys.argv[2]), hostile_catalogue()):
    for language in made.languages:
        for write in (gf.to_ics, gf.to_atom, gf.to_rss):
            print(language, write.__name__, hashlib.sha256(write(made, language=language)).hexdigest())
        for event in made.events[::7]:
            print(event.key, hashlib.sha256(gf.to_ics(made, language=language, key=event.key)).hexdigest())
"""


def digests(*options, **environment):
    """Give the digests of the real and of a hostile catalogue's documents, made in a process of its own."""
    command = [sys.executable, *options, "-W", "error", "-c", SCRIPT, TESTS, TESTS.parent / "examples" / "gcm"]
    environment = {"PATH": os.environ["PATH"], **environment}
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=environment)
    assert run.stderr == ""
    return run.stdout


def test_the_same_bytes_in_every_process():
    """Hash seed, zone and locale of a process change no byte; neither does python -O, which drops every assert."""
    expected = digests(PYTHONHASHSEED="0")
    assert len(expected.splitlines()) > 100
    for options, environment in (
        ((), {"PYTHONHASHSEED": "1", "TZ": "UTC"}),
        ((), {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland"}),
        ((), {"PYTHONHASHSEED": "3", "LC_ALL": "C"}),
        ((), {"PYTHONHASHSEED": "4", "LC_ALL": "C.UTF-8"}),
        (("-O",), {"PYTHONHASHSEED": "5"}),
    ):
        assert digests(*options, **environment) == expected


# ---- nothing gets out of text --------------------------------------------------------------------------------------

HOSTILE = (
    "a\r\nATTENDEE:mailto:x@un.org",
    "a\nEND:VEVENT\nBEGIN:VEVENT",
    "a\x00b",
    'a"b;X-A=1:c',
    "a^nb^'c",
    "C:\\New\\nb",
    "a]]>b",
    "a</title><script>alert(1)</script>",
    "a&lt;script&gt;&#x3c;b&#13;&#10;c",
    "a&#13;ATTENDEE:mailto:x@un.org&#11;&#12;&#x85;&#x2028;&#1;&#x202e;b",
    "a\ud800b",
    "a\u202eb",
    "a\u2028b\x85c",
    "{name}{0.__class__}%s",
    "🎉" * 200,
)
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
NOT_TEXT = set(
    "key url base_url authority since country zone media_type scheme status attendance languages fallback topics "
    "events symbol language locale color hubs".split()
)


def texts_in(data, path=()):
    """Find every text in plain data: its path, where a hostile one can be put."""
    if isinstance(data, str):
        field = [step for step in path if isinstance(step, str) and step not in ("en", "fr")][-1]
        if field not in NOT_TEXT and (field != "address" or "venue" in path):
            yield path
        return
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, value in pairs:
        yield from texts_in(value, (*path, name))


def with_text(data, path, text):
    """Give plain data with a text put at a path."""
    first, *rest = path
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[first] = with_text(data[first], rest, text) if rest else text
    return copy


def skeletons(catalogue):
    """Give the structure of every document: its properties, parameters, elements and attributes, without values."""
    found = []
    for key in (None, "launch"):
        written = gf.to_ics(catalogue, language="en", key=key)
        assert not CONTROLS.search(written.decode().replace("\r\n", ""))
        calendar = Calendar.from_ical(written)
        found.append(
            [
                (component.name, name, sorted(getattr(value, "params", ())))
                for component in calendar.walk()
                for name, value in component.property_items(recursive=False)
                if name not in ("BEGIN", "END")
            ]
        )
    for write in (gf.to_atom, gf.to_rss):
        written = write(catalogue, language="en")
        assert not CONTROLS.search(written.decode().replace("\n", ""))
        root = etree.fromstring(written)
        found.append([(element.tag, sorted(element.attrib)) for element in root.iter()])
    return found


def attempt(data):
    """Give a catalogue made of plain data, or the fault that keeps it from being made."""
    try:
        return gf.from_plain(data, gf.Catalogue), None
    except gf.ModelError as error:
        return None, error


PLAIN = gf.to_plain(full_catalogue(full_event(), full_announcement()))
PATHS = [path for path in texts_in(PLAIN) if "fr" not in path]


def test_every_kind_of_text_is_tried():
    """The texts that are tried include those of every type of the model."""
    joined = {".".join(step for step in path if isinstance(step, str)) for path in PATHS}
    assert joined >= {
        "title.en",
        "abstract.en",
        "publisher.name.en",
        "topics.label",
        "topics.label.en",
        "channels.title.en",
        "events.title.en",
        "events.body.en",
        "events.venue.name.en",
        "events.venue.address.en",
        "events.venue.city.en",
        "events.streams.title.en",
        "events.programme.title.en",
        "events.programme.speakers.name",
        "events.programme.speakers.role.en",
        "events.programme.speakers.organization.en",
        "events.organizer.name.en",
        "events.documents.title.en",
        "events.image.alt.en",
        "announcements.author.name",
        "announcements.source.title.en",
        "rights.en",
        "announcements.body.en",
        "phrases.cancelled",
        "phrases.geneva_time",
    }


@pytest.mark.parametrize("path", PATHS, ids=lambda path: ".".join(map(str, path)))
def test_nothing_gets_out_of_text(path):
    """A hostile text in any field is refused by the field's name, or changes no structure of any document."""
    expected = skeletons(full_catalogue())
    name = ".".join(map(str, path))
    for text in HOSTILE:
        made, fault = attempt(with_text(PLAIN, path, text))
        if fault:
            assert fault.field.replace("[", ".").replace("]", "") == name
            assert "must not hold the character U+" in fault.rule or path[0] == "phrases"
        else:
            assert skeletons(made) == expected


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_gets_into_what_is_not_text(text):
    """A hostile string for a key, address, code or number is refused."""
    tries = [
        lambda: full_event(key=text),
        lambda: full_event(url=text),
        lambda: full_event(status=text),
        lambda: full_event(topics=[text]),
        lambda: gf.Venue(name="x", country=text),
        lambda: gf.Venue(name="x", zone=text),
        lambda: gf.Stream(url=text),
        lambda: gf.Stream(url="https://un.org/", languages=[text]),
        lambda: gf.Document(symbol=text),
        lambda: gf.Document(symbol="A", media_type=text),
        lambda: gf.Organizer(name="x", address=text),
        lambda: gf.Topic(key="x", label="x", scheme=text),
        lambda: full_catalogue(base_url=text),
        lambda: full_catalogue(authority=text),
        lambda: full_catalogue(since=text),
        lambda: full_catalogue(color=text),
        lambda: full_catalogue(hubs=[text]),
    ]
    for make in tries:
        with pytest.raises(gf.ModelError):
            make()


def test_in_one_process_twice():
    """A second rendering is the first one again: nothing is kept between them."""
    digests = {hashlib.sha256(gf.to_atom(full_catalogue(), language="fr")).hexdigest() for _ in range(2)}
    assert len(digests) == 1
