"""The README: its example runs, its commands are those that are checked, its links lead somewhere."""

import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from icalendar import Calendar

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BUILD = (
    "python3 -m venv .venv && .venv/bin/pip install -q '.[publish]' && .venv/bin/gcmfeeds build examples/gcm --out site"
)
TEST = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest"


def test_the_example_runs():
    """The example has twelve lines at most, and prints the French calendar."""
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len([line for line in code.splitlines() if line]) <= 12
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102  # our own example
    (event,) = Calendar.from_ical(printed.getvalue()).events
    assert event["SUMMARY"] == "De la promesse à l’action"
    assert event["SUMMARY"].params["LANGUAGE"] == "fr"


def test_the_two_commands():
    """The commands stand in the README, each on a line of its own."""
    commands = [line.strip() for line in README.splitlines() if line.startswith("    python3 -m venv")]
    assert commands == [BUILD, TEST]


def test_the_number_of_events(gcm):
    """The README says how many events the catalogue has besides the launch."""
    assert int(re.search(r"with (\d+) other real events", README)[1]) == len(gcm.events) - 1


@pytest.mark.parametrize("page", sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")]), ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    """Each relative link of README and docs names a file that is there."""
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_launch_in_python():
    """The launch stands in under 60 lines of Python, and prints the French calendar."""
    script = ROOT / "examples" / "launch.py"
    assert len(script.read_text(encoding="utf-8").splitlines()) < 60
    run = subprocess.run([sys.executable, script], capture_output=True, check=True, timeout=60)
    (event,) = Calendar.from_ical(run.stdout).events
    assert str(event["UID"]) == "sg-report-2020@migrationnetwork.un.org"
    assert event["DESCRIPTION"].params["LANGUAGE"] == "fr"


def test_what_changed_for_whom():
    """The script that publishes day after day prints each change once, and what it did to whom."""
    run = subprocess.run(
        [sys.executable, ROOT / "examples" / "changes.py"], capture_output=True, text=True, check=True, timeout=120
    )
    told = [line.strip() for line in run.stdout.splitlines() if line.startswith("  ")]
    moved = "moved from 10–13 May 2022 to 17–20 May 2022; now news; SEQUENCE 0 → 1"
    assert [line for line in told if "files written" not in line] == [
        f"International Migration Review Forum: {moved}; 12 calendars, 36 feeds",
        "The Coordinator's Member States briefing: now cancelled; now news; SEQUENCE 0 → 1; 6 calendars, 18 feeds",
        "UN Network on Migration Launches “Migration Network Hub”: withdrawn; 18 feeds",
        "10 January 2022: new",
        f"01 February 2022: {moved}",
    ]
    assert told[1] == "0 files written, 970 left alone"
