"""Look: what the how-to of khal shows is what one sees."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "look-with-khal.md").read_text(encoding="utf-8")


def test_the_how_to(tmp_path):
    """Followed step by step, the how-to lists the French and the Arabic calendar in two zones, as it stands there."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (configuration,) = re.findall(r"```ini\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "khal.conf").write_text(configuration, encoding="utf-8")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.defpath])
    environment = {"PATH": path, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL):
        shown = ""
        for command in re.findall(r"^\$ (.*)\n", block, re.MULTILINE):
            ran = subprocess.run(
                ["bash", "-c", command],
                cwd=tmp_path,
                env=environment,
                capture_output=True,
                check=True,
                encoding="utf-8",
                timeout=60,
            )
            shown += f"$ {command}\n{ran.stdout}"
        assert shown == block
