"""Generated: catalogues that Hypothesis draws by a seed, and the files in which every client reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import attrs
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

import gcmfeeds as gf
from calendar_strategies import calendars
from gcmfeeds.writers.ics import written_events
from interop.clients import SeenEvent
from interop.documents import Document
from interop.expected import expected_whole, shown_title
from samples import catalogue

BLOCK = 10
"""How many catalogues a seed gives: the same ones, however many seeds are asked for."""

_END = b"END:VCALENDAR\r\n"
_HEAD = gf.to_ics(catalogue(), language="en").removesuffix(_END)
"""What stands before the events, with the zone."""


@attrs.frozen(kw_only=True)
class Told:
    """Hold an event that stands in files, and what it is to look like there.

    Args:
        name: Its catalogue by seed and number, its language and its key, for messages.
        event: What the model says.
        uid: Its UID, in no other catalogue of its batch.
        turn: The number of its catalogue, for what takes turns.
        shown: Itself, and each occurrence of it that is otherwise than its rule says.
    """

    name: str
    event: gf.Event
    uid: str
    turn: int
    shown: tuple[SeenEvent, ...]


@attrs.frozen(kw_only=True)
class Paper:
    """Hold a file and the events that stand in it."""

    path: Path
    told: tuple[Told, ...]


@attrs.frozen(kw_only=True)
class Batch:
    """Hold the files of some catalogues; each client reads those in which an event costs it least.

    Args:
        folder: Where they stand.
        calendars: The calendar to subscribe to of each catalogue, in one of its languages.
        alone: Each event's own file.
    """

    folder: Path
    calendars: tuple[Paper, ...]
    alone: tuple[Paper, ...]

    def merged(self, name: str, is_in: Callable[[Told], bool]) -> Paper:
        """Write some events of all those calendars into one: components as they stand, with the zone."""
        found = list(self._components(is_in))
        path = self.folder / f"{name}.ics"
        path.write_bytes(_HEAD + b"".join(component for _, component in found) + _END)
        return Paper(path=path, told=tuple(one for one, _ in found))

    def split(self, name: str, is_in: Callable[[Told], bool]) -> list[Paper]:
        """Write some events of all those calendars, each alone as it stands there, a few in a folder."""
        papers = []
        for number, (one, component) in enumerate(self._components(is_in)):
            path = self.folder / f"{name}-{number // BLOCK}" / f"{number}.ics"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(_HEAD + component + _END)
            papers.append(Paper(path=path, told=(one,)))
        return papers

    def _components(self, is_in: Callable[[Told], bool]) -> Iterator[tuple[Told, bytes]]:
        for paper in self.calendars:
            components = written_events(paper.path.read_bytes())
            yield from ((one, components[one.uid]) for one in paper.told if is_in(one))


def draw(number: int, strategy: SearchStrategy[gf.Catalogue]) -> list[gf.Catalogue]:
    """Draw the catalogues of a seed.

    The very first that Hypothesis tries is the simplest one, the same for each seed: it is one too many.
    """
    drawn: list[gf.Catalogue] = []

    @seed(number)
    @settings(
        max_examples=BLOCK + 1,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def keep(one: gf.Catalogue) -> None:
        drawn.append(one)

    keep()
    return [
        attrs.evolve(one, authority=f"s{number}-{place}.example.org") for place, one in enumerate(drawn[-BLOCK:], 1)
    ]


def write_batch(folder: Path, seeds: Sequence[int]) -> Batch:
    """Write the catalogues of some seeds, each in one of its languages, into an empty folder."""
    papers, alone = [], []
    for number in seeds:
        own = folder / str(number)
        own.mkdir()
        for place, made in enumerate(draw(number, calendars()), 1):
            language = made.languages[place % len(made.languages)]
            whole = Document(
                path=folder / f"{number}-{place}.ics",
                name=f"seed {number}, catalogue {place} in {language}",
                catalogue=made,
                language=language,
                channel=None,
                key=None,
            )
            whole.path.write_bytes(gf.to_ics(made, language=language))
            papers.append(Paper(path=whole.path, told=tuple(_told(whole, place))))
            for one in papers[-1].told:
                path = own / f"{place}-{one.event.key}.ics"
                path.write_bytes(gf.to_ics(made, language=language, key=one.event.key))
                alone.append(Paper(path=path, told=(one,)))
    return Batch(folder=folder, calendars=tuple(papers), alone=tuple(alone))


def _told(document: Document, turn: int) -> Iterator[Told]:
    for event in document.items:
        if isinstance(event, gf.Event) and shown_title(event, document):
            uid = f"{event.key}@{document.catalogue.authority}"
            shown = expected_whole(event, document)
            yield Told(name=f"{document.name}, {event.key}", event=event, uid=uid, turn=turn, shown=shown)
