"""Errors: one line each, with their facts as attributes."""

import datetime as dt

import pytest

from gcmfeeds.errors import CatalogueError, ModelError, SourceFault, shown


def test_a_model_error_names_everything():
    """The line gives field, rule, value, kind and key."""
    error = ModelError("end", "must be after 2020-12-01", dt.date(2020, 11, 30), kind="event", key="sg-report-2020")
    assert str(error) == "'end' must be after 2020-12-01 (got 2020-11-30) in event 'sg-report-2020'"


def test_nothing_was_got():
    """Where there is no value, none is shown."""
    assert str(ModelError("title", "must be given", None)) == "'title' must be given"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x\r\ny\x00\u202e", r"'x\r\ny\x00\u202e'"),
        ("é", "'é'"),
        (True, "True"),
        (1 << 6000, "a number of 6001 bits"),
        (1.5, "1.5"),
        ("a" * 200, "'" + "a" * 118 + "…"),
    ],
)
def test_a_value_is_shown_on_one_line(value, expected):
    """No value breaks the line, hides in it or fills the screen."""
    assert shown(value) == expected


def test_a_fault_names_file_and_path():
    """The line gives file, path and fault; a fault of a whole file has no path."""
    assert str(SourceFault("a.toml", "events[3].start", "must be given")) == "a.toml: events[3].start: must be given"
    assert str(SourceFault("a.toml", "", "must be TOML")) == "a.toml: must be TOML"


def test_a_fault_is_one_line():
    """Names that would break or colour the line are escaped."""
    assert str(SourceFault("a\nb.toml", "x\x1b[31m", "is é")) == r"a\nb.toml: x\x1b[31m: is é"


def test_a_catalogue_error_can_be_split():
    """Its parts are catalogue errors too."""
    faults = [SourceFault("a.toml", "", "x"), SourceFault("b.toml", "", "y")]
    part, rest = CatalogueError("2 faults", faults).split(lambda error: getattr(error, "file", "") == "a.toml")
    assert isinstance(part, CatalogueError)
    assert part.exceptions == (faults[0],)
    assert rest.exceptions == (faults[1],)
