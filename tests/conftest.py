"""What several tests use: the real catalogue, the launch alone, and golden files."""

import difflib
from pathlib import Path

import attrs
import pytest
from hypothesis import settings

import gcmfeeds as gf

ROOT = Path(__file__).parent.parent
settings.register_profile("gcmfeeds", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2000)  # --hypothesis-profile=search, by hand
settings.load_profile("gcmfeeds")

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser):
    """Let golden files be written anew, by hand and seen, and say how many catalogues are drawn for the clients."""
    parser.addoption("--update-golden", action="store_true", help="write golden files anew, show the diff and fail")
    parser.addoption(
        "--generated", type=int, default=100, help="how many catalogues are drawn, for calendars and for feeds"
    )
    parser.addoption("--generated-from", type=int, default=0, help="the seed of the first ten of them")


@pytest.fixture(scope="session")
def gcm():
    """Give the real catalogue."""
    return gf.load(ROOT / "examples" / "gcm")


@pytest.fixture(scope="session")
def launch(gcm):
    """Give the real catalogue with nothing in it but the launch and what announced it."""
    return attrs.evolve(
        gcm,
        events=[event for event in gcm.events if event.key == "sg-report-2020"],
        announcements=[item for item in gcm.announcements if item.key == "sg-report-2020"],
    )


@pytest.fixture
def golden(request):
    """Compare bytes with a golden file; an update shows what changes, and fails the run."""

    def compare(name, actual):
        path = GOLDEN / name
        expected = path.read_bytes() if path.exists() else b""
        if request.config.getoption("--update-golden") and expected != actual:
            path.write_bytes(actual)
            before, after = (body.decode().splitlines(keepends=True) for body in (expected, actual))
            pytest.fail(f"{name} was written anew:\n{''.join(difflib.unified_diff(before, after, 'before', 'after'))}")
        assert actual == expected

    return compare
