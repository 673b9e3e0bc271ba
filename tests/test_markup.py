"""Markup: the templates, and how values get into them."""

import sys

import pytest
from jinja2 import UndefinedError

import gcmfeeds as gf
from gcmfeeds.markup import _template, bundled, fill


def test_a_value_that_is_missing():
    """A template that asks for what it is not given is an error, and writes no gap."""
    with pytest.raises(UndefinedError, match="'row' is undefined"):
        fill("row.html", {"span": str})


def test_a_file_as_it_is():
    """A style sheet is given as it is."""
    assert bundled("style.css").startswith(b"/*")


def test_without_jinja2(monkeypatch):
    """Without it, an error says which command installs it."""
    monkeypatch.setitem(sys.modules, "jinja2", None)
    _template.cache_clear()
    with pytest.raises(gf.PublishError, match=r"pages need more packages \(.*\): pip install 'gcmfeeds\[publish\]'"):
        fill("row.html", {})
