"""Consoles: the commands of a page, run as somebody would who follows it."""

import os
import re
import subprocess
import sys
from pathlib import Path


def shown(page, folder):
    """Give the console blocks of a page, and the same blocks as they are when their commands are run in a folder."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.defpath])
    environment = {"PATH": path, "HOME": str(folder), "LC_ALL": "C.UTF-8", "COLUMNS": "100"}
    expected = re.findall(r"```console\n(.*?)```", page, re.DOTALL)
    actual = []
    for block in expected:
        actual.append("")
        for command in re.findall(r"^\$ (.*)\n", block, re.MULTILINE):
            ran = subprocess.run(
                ["bash", "-c", command],
                cwd=folder,
                env=environment,
                capture_output=True,
                check=True,
                encoding="utf-8",
                timeout=60,
            )
            actual[-1] += f"$ {command}\n{ran.stdout}"
    return expected, actual
