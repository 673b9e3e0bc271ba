"""Colors: the names of CSS 3."""

import re

from gcmfeeds.model.colors import COLORS


def test_the_colors_of_css_3():
    """There are 147 names, each with six figures; the greys are spelled both ways."""
    assert len(COLORS) == 147
    assert [name for name, figures in COLORS.items() if not re.fullmatch("[0-9a-f]{6}", figures)] == []
    assert COLORS["steelblue"] == "4682b4"
    assert {figures for name, figures in COLORS.items() if "gray" in name} == {
        figures for name, figures in COLORS.items() if "grey" in name
    }
