"""What the publisher's tests share: the table of the faults that publishing survived."""

import pytest

_SURVIVED = pytest.StashKey[list[tuple[str, str]]]()


def pytest_configure(config):
    """Keep the faults that were survived, for the table at the end."""
    config.stash[_SURVIVED] = []


@pytest.fixture
def survived(request):
    """Give the function that notes a fault, and what came of it, once all that must hold was seen to hold."""
    return lambda fault, outcome: request.config.stash[_SURVIVED].append((fault, outcome))


def pytest_terminal_summary(terminalreporter, config):
    """Print what publishing survived."""
    if config.stash[_SURVIVED]:
        terminalreporter.section("faults survived by publishing")
    width = max((len(fault) for fault, _ in config.stash[_SURVIVED]), default=0)
    for fault, outcome in config.stash[_SURVIVED]:
        terminalreporter.write_line(f"{fault:<{width}}  {outcome}")
