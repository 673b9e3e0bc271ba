"""Look: what the how-to of khal shows is what one sees."""

import re
import shutil
from pathlib import Path

from consoles import shown

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "look-with-khal.md").read_text(encoding="utf-8")


def test_the_how_to(tmp_path):
    """Followed step by step, the how-to lists the French and the Arabic calendar in two zones, as it stands there."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (configuration,) = re.findall(r"```ini\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "khal.conf").write_text(configuration, encoding="utf-8")
    expected, actual = shown(PAGE, tmp_path)
    assert actual == expected
