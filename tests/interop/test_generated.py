"""Generated: catalogues that Hypothesis draws are read as the model says, and their feeds keep every rule."""

import pytest

from interop.agreement import OUTCOMES, read_batch, read_seeds
from interop.clients import missing
from interop.generated import BLOCK
from interop.generated_feeds import JUDGES, judge_batch
from interop.readers import READERS


@pytest.fixture(scope="module")
def read_as_asked(request):
    """Give the function that has as many catalogues read as are asked for, and keeps it for the table at the end."""

    def read(read_some, every=1):
        option = request.config.getoption
        seeds = range(option("generated_from"), option("generated_from") + -(-option("generated") // BLOCK), every)
        found = read_seeds(seeds, read_some)
        request.config.stash[OUTCOMES] += found
        return {outcome.name: outcome for outcome in found}

    return read


@pytest.fixture(scope="module")
def outcomes(read_as_asked):
    """Let every calendar client read the catalogues."""
    return read_as_asked(read_batch)


@pytest.fixture(scope="module")
def judged(read_as_asked):
    """Let the feeds be judged, those of every fourth seed: all of them would take minutes."""
    return read_as_asked(judge_batch, every=4)


@pytest.mark.parametrize("name", READERS)
def test_every_event_is_read_as_the_model_says(outcomes, name):
    """A client sees each event, and each time of a series, as the model has it, but for its own faults by name."""
    outcome = outcomes[name]
    if outcome.missing:
        missing(outcome.missing)
    assert outcome.disagreements == ()
    assert outcome.events


@pytest.mark.parametrize("name", JUDGES)
def test_every_feed_is_right(judged, name):
    """Whatever is drawn, Atom follows its schema, both formats keep every rule, and feedparser has no complaint."""
    assert judged[name].disagreements == ()
    assert judged[name].files
