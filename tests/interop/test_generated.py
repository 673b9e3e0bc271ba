"""Generated: catalogues that Hypothesis draws are read by every calendar client as the model says."""

import pytest

from interop.agreement import OUTCOMES, read_seeds
from interop.clients import missing
from interop.generated import BLOCK
from interop.readers import READERS


@pytest.fixture(scope="module")
def outcomes(request):
    """Let every client read as many catalogues as are asked for, and keep what came of it for the table at the end."""
    option = request.config.getoption
    seeds = range(option("generated_from"), option("generated_from") + -(-option("generated") // BLOCK))
    found = read_seeds(seeds)
    request.config.stash[OUTCOMES] += found
    return {outcome.name: outcome for outcome in found}


@pytest.mark.parametrize("name", READERS)
def test_every_event_is_read_as_the_model_says(outcomes, name):
    """A client sees each event, and each time of a series, as the model has it, but for its own faults by name."""
    outcome = outcomes[name]
    if outcome.missing:
        missing(outcome.missing)
    assert outcome.disagreements == ()
    assert outcome.events
