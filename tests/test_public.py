"""The public face: every name is there, typed, documented, and loaded late."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import gcmfeeds

SOURCE = Path(gcmfeeds.__file__)


def test_names_and_imports_agree():
    """The names for type checkers are those that are loaded."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    typed = {f"{node.module}.{alias.name}" for node in block.body for alias in node.names}
    assert typed == {f"{gcmfeeds._HOME_OF[name]}.{name}" for name in gcmfeeds.__all__}


@pytest.mark.parametrize("name", gcmfeeds.__all__)
def test_each_name_is_there_and_says_what_it_is(name):
    """Each public name can be had, stands in dir(), and has a docstring."""
    value = getattr(gcmfeeds, name)
    assert name in dir(gcmfeeds)
    assert value.__doc__ or name == "GENEVA"


def test_a_name_that_is_not_there():
    """A name that is not public is an AttributeError."""
    with pytest.raises(AttributeError, match="no attribute 'to_pdf'"):
        gcmfeeds.to_pdf  # noqa: B018  # asking is the test


def test_import_loads_little():
    """``import gcmfeeds`` loads no format, and a model needs attrs and pytz alone."""
    script = (
        "import sys, gcmfeeds as gf; gf.Event, gf.Catalogue, gf.geneva;"
        "print(sorted({'babel', 'lxml', 'icalendar', 'feedgen', 'nh3', 'cattrs'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert result.stdout.strip() == "[]"
