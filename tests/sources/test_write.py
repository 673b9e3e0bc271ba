"""Write: what is saved is loaded as the same catalogue, reads well, and stands whole or not at all."""

import datetime as dt
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gcmfeeds as gf
from gcmfeeds.language.words import bundled_phrases
from samples import announcement, catalogue, event, full_announcement, full_catalogue, full_event, series
from strategies import WORDS, catalogues, texts

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "catalogue.md"
LONG = texts(st.lists(WORDS, min_size=1, max_size=30).map(" ".join))


def saved(made, *path):
    """Save a catalogue; give what is loaded again, and the text of one of its files."""
    with tempfile.TemporaryDirectory() as folder:
        gf.save(made, f"{folder}/it")
        return gf.load(f"{folder}/it"), Path(folder, "it", *path).read_text(encoding="utf-8") if path else ""


def files(folder):
    """Give the bytes of every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@settings(max_examples=50)
@given(catalogues())
def test_any_catalogue_comes_back(made):
    """What is saved is loaded as the same catalogue."""
    assert saved(made)[0] == made


@settings(max_examples=50)
@given(LONG, LONG)
def test_any_paragraph_comes_back(abstract, body):
    """Paragraphs that are written on several lines, and HTML with lines of its own, come back as they were."""
    made = catalogue(event(abstract=abstract, body=body))
    assert saved(made)[0] == made


def test_the_real_catalogue_comes_back(gcm):
    """The catalogue of the examples comes back, and so does one that says everything."""
    assert saved(gcm)[0] == gcm
    full = full_catalogue(max_events=5, phrases=bundled_phrases().values())
    assert saved(full)[0] == full


def test_the_order_of_items_is_that_of_their_keys():
    """Items come back in the order of their keys, as they are loaded."""
    made = catalogue(event(key="b"), event(key="a"), announcement(key="d"), announcement(key="c"))
    assert [item.key for item in saved(made)[0].items] == ["a", "b", "c", "d"]


def test_the_same_bytes(gcm, tmp_path):
    """The same catalogue gives the same bytes, and so does what is loaded of them."""
    gf.save(gcm, tmp_path / "one")
    gf.save(gf.load(tmp_path / "one"), str(tmp_path / "two"))
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert set(files(tmp_path / "one")) == {
        "catalogue.toml",
        *(f"{item.kind}s/{item.key}.toml" for item in gcm.items),
    }


def test_it_reads_well(golden):
    """A saved event is what somebody would have written by hand, texts in the order of the catalogue's languages."""
    long = " ".join(["A paragraph that is too long for a line."] * 4)
    html = f'<p>{long}</p>\n<p><a href="https://un.org/">\\</a></p>'
    repeated = gf.geneva(2020, 10, 25, 2, 30, fold=1)
    change = gf.Change(original=dt.date(2020, 12, 8), venue=gf.Venue(name={"en": "Room 2"}))
    item = full_event(
        start=dt.date(2020, 12, 1),
        end=None,
        previous_start=dt.date(2020, 11, 24),
        abstract={"en": long, "fr": "Court"},
        body={"en": html},
        updated=repeated,
        published=gf.geneva(2020, 10, 2),
        topics=[f"region-{number}" for number in range(12)],
        recurrence=gf.Recurrence(frequency="weekly", count=3, changes=[change]),
        alarms=[gf.Alarm(), gf.Alarm(days=1)],
        programme=full_event().programme[1:],
    )
    topics = [gf.Topic(key=key, label=key) for key in item.topics]
    made, text = saved(catalogue(item, topics=topics, languages=["fr", "en"]), "events", "launch.toml")
    assert made.events == (item,)
    golden("launch.toml", text.encode())


def test_fields_stand_in_the_order_of_the_reference(tmp_path):
    """Those on a line of their own stand in the order of the reference's tables, then those with a heading."""
    gf.save(full_catalogue(), tmp_path)
    page = REFERENCE.read_text(encoding="utf-8")
    for name, file in (
        (r"catalogue\.toml", "catalogue.toml"),
        (r"events/\*\.toml", "events/launch.toml"),
        (r"announcements/\*\.toml", "announcements/news.toml"),
        (r"languages/xx\.toml", "languages/en.toml"),
    ):
        (section,) = re.findall(rf"^## {name}\n(.*?)(?=^##)", page, re.DOTALL | re.MULTILINE)
        order = re.findall(r"^\| `(\w+)`", section, re.MULTILINE)
        lines = (tmp_path / file).read_text(encoding="utf-8").split("\n\n", 1)[0]
        found = re.findall(r"^(\w+) =", lines, re.MULTILINE)
        assert found == [field for field in order if field in found]
        assert len(found) > 4


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (None, "2020-12-01T15:00:00"),
        ("Europe/Zurich", "2020-12-01T15:00:00"),
        ("Asia/Bangkok", "2020-12-01T21:00:00+07:00"),
        ("Asia/Kathmandu", "2020-12-01T19:45:00+05:45"),
    ],
)
def test_times_beside_a_venue_elsewhere(zone, expected):
    """A time is Geneva's; beside a venue with other clocks it is that venue's, with its offset."""
    item = event(
        start=gf.geneva(2020, 12, 1, 15), venue=gf.Venue(city="There", zone=zone), published=gf.geneva(2020, 1, 1)
    )
    made, text = saved(catalogue(item), "events", "launch.toml")
    assert made.events == (item,)
    assert f"start = {expected}\n" in text
    assert "published = 2020-01-01T00:00:00\n" in text


def test_one_occurrence_elsewhere():
    """The times of an occurrence elsewhere have that place's offset, and those of the others are Geneva's."""
    change = gf.Change(
        original=gf.geneva(2020, 10, 27, 12),
        start=gf.geneva(2020, 10, 27, 13),
        venue=gf.Venue(city="Bangkok", zone="Asia/Bangkok"),
    )
    item = series(frequency="weekly", count=3, changes=[change])
    made, text = saved(catalogue(item), "events", "launch.toml")
    assert made.events == (item,)
    assert "start = 2020-10-20T12:00:00\n" in text
    assert "start = 2020-10-27T19:00:00+07:00\n" in text


# ---- whole or not at all -------------------------------------------------------------------------------------------


def test_nothing_is_written_over(tmp_path):
    """A folder that holds something is refused by its name and left as it is."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note").write_text("x")
    with pytest.raises(gf.StoreError, match=rf"^cannot write {tmp_path}/mine: it must be empty, or not be there$"):
        gf.save(catalogue(), tmp_path / "mine")
    assert files(tmp_path) == {"mine/note": b"x"}


def test_a_file_in_its_place(tmp_path):
    """A file in the folder's place, or above it, is refused and left as it is."""
    (tmp_path / "mine").write_text("x")
    for place in ("mine", "mine/catalogue"):
        with pytest.raises(gf.StoreError, match=rf"^cannot write {tmp_path}/{place}: Not a directory$"):
            gf.save(catalogue(), tmp_path / place)
    assert files(tmp_path) == {"mine": b"x"}


def test_an_empty_folder(tmp_path, monkeypatch):
    """An empty folder is filled where it stands, such as the one in which the command is run."""
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    gf.save(catalogue(event()), ".")
    assert tmp_path.stat().st_ino == before
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["catalogue.toml", "events", "launch.toml"]


@pytest.mark.parametrize("name", ["", "new", "new/below/it"])
@pytest.mark.parametrize("step", ["write_bytes", "rename"])
def test_a_failure_leaves_nothing(tmp_path, monkeypatch, name, step):
    """Whatever cannot be written, nothing is there afterwards that was not there before."""
    real, calls = getattr(Path, step), []

    def fail_at_the_last(path, *arguments):
        calls.append(path)
        if path.name == "catalogue.toml" or (step == "rename" and name):
            raise OSError(28, "No space left on device")
        return real(path, *arguments)

    monkeypatch.setattr(Path, step, fail_at_the_last)
    with pytest.raises(gf.StoreError, match=r": No space left on device$"):
        gf.save(full_catalogue(full_event(), full_announcement()), tmp_path / name)
    assert calls
    assert list(tmp_path.rglob("*")) == []


def test_a_link(tmp_path):
    """A link is followed: its folder is made, and the link stays; one to itself is refused."""
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(gf.StoreError, match=rf"^cannot write {tmp_path}/loop: "):
        gf.save(catalogue(), tmp_path / "loop")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    gf.save(catalogue(event()), tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert gf.load(tmp_path / "target") == catalogue(event())
