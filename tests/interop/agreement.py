"""Agreement: what each calendar client saw in generated files, compared with the model; one batch after the other."""

from __future__ import annotations

import logging
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import pytest

from interop.clients import Client, Expansion, SeenEvent
from interop.expected import as_seen_by, times_of
from interop.generated import BLOCK, Batch, Paper, write_batch
from interop.readers import READERS, Reader

_FIELDS = tuple(attrs.fields_dict(SeenEvent))
_LOG = logging.getLogger(__name__)
_MEMORY = Path("/dev/shm")  # noqa: S108  # what is written there has a random name
_PROCESSES, _ROUND = 2, 100
DRAWN = "drawn and written"
"""What stands first among the outcomes: the catalogues themselves."""

_MOST = 20
"""How many disagreements of a client and batch are told."""


OUTCOMES = pytest.StashKey[list["Outcome"]]()
"""Where the outcomes are kept for the table at the end."""


@attrs.frozen(kw_only=True)
class Outcome:
    """Hold what came of it.

    Args:
        name: What the client is called.
        version: Which one ran; empty where none did.
        files: How many it read.
        events: How many events it saw in them, with what is otherwise about occurrences.
        times: How many times of series it saw.
        seconds: How long it took, by the clock, with what it was compared with.
        faults: The fields of events that it is known to misread, and how often; ``times`` for those of series.
        disagreements: Where it saw neither what the model says nor what it is known to misread: none.
        missing: Why it did not run.
    """

    name: str
    version: str = ""
    files: int = 0
    events: int = 0
    times: int = 0
    seconds: float = 0
    faults: Counter[str] = attrs.field(factory=Counter)
    disagreements: tuple[str, ...] = ()
    missing: str = ""

    def __add__(self, other: Outcome) -> Outcome:
        """Put what came of two batches together."""
        return Outcome(
            name=self.name,
            version=self.version or other.version,
            files=self.files + other.files,
            events=self.events + other.events,
            times=self.times + other.times,
            seconds=self.seconds + other.seconds,
            faults=self.faults + other.faults,
            disagreements=(*self.disagreements, *other.disagreements),
            missing=self.missing or other.missing,
        )


def read_seeds(seeds: Sequence[int], read_some: Callable[[Sequence[int]], list[Outcome]]) -> list[Outcome]:
    """Let every client read the catalogues of some seeds, some hundreds at a time, in two processes.

    Each process ends with its catalogues: so memory is bounded, and Hypothesis draws by a seed the same ones however
    many others are asked for (it looks into what is loaded).

    Args:
        seeds: Each gives ten catalogues.
        read_some: Reads those of a few, in a process of its own.
    """
    size = -(-len(seeds) // (_PROCESSES * -(-len(seeds) // (_PROCESSES * _ROUND))))
    rounds = [seeds[first : first + size] for first in range(0, len(seeds), size)]
    total: dict[str, Outcome] = {}
    with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for number, done in enumerate(as_completed([pool.submit(read_some, some) for some in rounds]), 1):
            for outcome in done.result():
                total[outcome.name] = total[outcome.name] + outcome if outcome.name in total else outcome
                for disagreement in outcome.disagreements:
                    _LOG.warning("%s", disagreement)
            _LOG.info("%d of %d rounds of %d catalogues", number, len(rounds), size * BLOCK)
    return list(total.values())


def read_batch(seeds: Sequence[int]) -> list[Outcome]:
    """Draw the catalogues of some seeds, write every file, and then let each client in turn read what it takes."""
    if _MEMORY.is_dir():  # a hundred thousand small files are not to wait for a disk
        tempfile.tempdir = str(_MEMORY)
    began = time.perf_counter()
    with TemporaryDirectory() as folder:
        batch = write_batch(Path(folder), seeds)
        drawn = Outcome(name=DRAWN, files=len(batch.calendars), seconds=time.perf_counter() - began)
        return [drawn, *(read(name, batch) for name in READERS)]


def read(name: str, batch: Batch) -> Outcome:
    """Let one client read a batch, and compare what it saw."""
    reader, began = READERS[name], time.perf_counter()
    papers, series = reader.reads(batch), reader.expands(batch)
    try:
        client = reader.start([paper.path for paper in papers])
        expansion = reader.expand([paper.path for paper in series])
    except (pytest.skip.Exception, pytest.fail.Exception) as missing:
        return Outcome(name=name, missing=str(missing))
    except Exception as error:  # noqa: BLE001  # whatever goes wrong in a client, the others are to be read by
        return Outcome(name=name, disagreements=(f"{name} gave up on {_name(papers[0])}: {error!r}",))
    return Outcome(
        name=name,
        version=client.version,
        files=len(client.saw),
        events=sum(map(len, client.saw.values())),
        times=sum(map(len, expansion.saw.values())),
        seconds=time.perf_counter() - began,
        faults=_faults(client, papers) + _faults_of_times(expansion, series),
        disagreements=(*_unlike(client, papers), *_unlike_times(reader, expansion, series))[:_MOST],
    )


def _faults(client: Client, papers: Sequence[Paper]) -> Counter[str]:
    found: Counter[str] = Counter()
    for event in _shown(papers):
        seen, meant = as_seen_by(client, event), attrs.evolve(event, **dict.fromkeys(client.blind_to))
        found.update(field for field in _FIELDS if getattr(seen, field) != getattr(meant, field))
    return found


def _faults_of_times(expansion: Expansion, papers: Sequence[Paper]) -> Counter[str]:
    """Count the series that a client is known to show otherwise, as far as it shows anything of them."""
    return Counter(
        "times"
        for paper in papers
        for one in paper.told
        if sorted(time.start for time in expansion.sees(one.event, one.uid))
        != sorted(time.start for time in times_of(one.event, one.uid))
    )


def _shown(papers: Sequence[Paper]) -> Iterator[SeenEvent]:
    return (event for paper in papers for one in paper.told for event in one.shown)


def _unlike(client: Client, papers: Sequence[Paper]) -> Iterator[str]:
    for paper in papers:
        expected = [(as_seen_by(client, event), one) for one in paper.told for event in one.shown]
        missed, found = Counter(event for event, _ in expected), Counter(client.saw[paper.path])
        missed, found = missed - found, found - missed
        for event, one in expected:
            if missed[event]:
                missed[event] -= 1
                nearest = max(found, key=lambda seen: _alike(seen, event), default=None)
                found -= Counter([nearest])
                yield f"{client.name} of {one.name}: {_difference(nearest, event)}"
        yield from (f"{client.name} of {_name(paper)}: made up {seen}" for seen in found)
        yield from (f"{client.name} of {_name(paper)}: {what}" for what in client.complaints.get(paper.path, ()))


def _name(paper: Paper) -> str:
    """Name a file by what stands first in it."""
    return f"{paper.told[0].name} …" if paper.told else paper.path.name


def _alike(seen: SeenEvent, event: SeenEvent) -> tuple[bool, int]:
    """Say how well what is seen fits an event: above all by its UID."""
    return seen.uid == event.uid, sum(getattr(seen, field) == getattr(event, field) for field in _FIELDS)


def _difference(seen: SeenEvent | None, event: SeenEvent) -> str:
    if seen is None:
        return f"did not see {event}"
    pairs = ((field, getattr(seen, field), getattr(event, field)) for field in _FIELDS)
    return "; ".join(f"{field}: saw {saw!r}, expected {meant!r}" for field, saw, meant in pairs if saw != meant)


def _unlike_times(reader: Reader, expansion: Expansion, papers: Sequence[Paper]) -> Iterator[str]:
    for paper in papers:
        missed, found = reader.sees(expansion, paper.told), Counter(expansion.saw[paper.path])
        if missed == found:
            continue
        missed, found = missed - found, found - missed
        for one in paper.told:
            meant = set(expansion.sees(one.event, one.uid))
            unseen = sorted({time.start for time in missed if time in meant})
            made_up = sorted({time.start for time in found if time.uid == one.uid})
            ends = [(time.start, time.end) for time in found if time.uid == one.uid and time.start in unseen]
            if unseen or made_up:
                said = f"does not see {unseen}, but {made_up}, which end {ends}"
                event = f"{one.event.start} to {one.event.end}, {one.event.recurrence}"
                yield f"{expansion.name} of {one.name}: {said}, of {event}"
        yield from (f"{expansion.name}: made up {time}" for time in found if time.uid is None)
