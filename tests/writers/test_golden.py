"""Golden files: the launch in six languages, as every format writes it."""

import pytest

import gcmfeeds as gf

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_calendar(launch, golden, language):
    """The subscribed calendar is what it was."""
    golden(f"launch.{language}.calendar.ics", gf.to_ics(launch, language=language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_single_event(launch, golden, language):
    """The event's own file is what it was."""
    golden(f"launch.{language}.event.ics", gf.to_ics(launch, language=language, key="sg-report-2020"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_atom(launch, golden, language):
    """The Atom feed is what it was."""
    golden(f"launch.{language}.atom", gf.to_atom(launch, language=language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_rss(launch, golden, language):
    """The RSS feed is what it was."""
    golden(f"launch.{language}.rss", gf.to_rss(launch, language=language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_json_feed(launch, golden, language):
    """The JSON Feed is what it was."""
    golden(f"launch.{language}.json", gf.to_json_feed(launch, language=language))


def test_opml(launch, golden):
    """The list of feeds is what it was."""
    golden("launch.opml", gf.to_opml(launch))


def test_an_update_shows_the_difference_and_fails(golden, request, monkeypatch, tmp_path):
    """A golden file is written anew only when that is asked for, and never in a run that passes."""
    monkeypatch.setattr(request.config.option, "update_golden", True)
    monkeypatch.setitem(golden.__globals__, "GOLDEN", tmp_path)
    with pytest.raises(pytest.fail.Exception, match=r"(?s)x was written anew:.*\+a"):
        golden("x", b"a\n")
    golden("x", b"a\n")
    assert (tmp_path / "x").read_bytes() == b"a\n"
