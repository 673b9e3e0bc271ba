"""Publishing in a process of its own, which can be killed."""

import datetime as dt
import multiprocessing

import gcmfeeds as gf
from samples import catalogue, event

MOMENT = gf.geneva(2021, 6, 1, 12)
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["publishing", "gcmfeeds.publisher.publish", "gcmfeeds.publisher.ledger"])


def days(turn, count=12):
    """Give a catalogue whose events move from turn to turn, and some of which come and go."""
    events = [
        event(key=f"e{number}", start=dt.date(2021, 7, 1) + dt.timedelta(days=turn * number % 11))
        for number in range(count)
        if (number + turn) % 5
    ]
    return catalogue(*events)


def publish(turn, site, ledger, ready=None):
    """Publish the catalogue of a turn, once it is said that it is about to."""
    made = days(turn)
    if ready:
        ready.set()
    return gf.publish(made, site, moment=MOMENT + dt.timedelta(hours=turn), ledger=ledger)


def start(turn, site, ledger):
    """Start publishing in a process of its own, and give it when it is just about to."""
    ready = _PROCESSES.Event()
    process = _PROCESSES.Process(target=publish, args=(turn, site, ledger, ready))
    process.start()
    if not ready.wait(timeout=60):
        raise TimeoutError("the process does not publish")
    return process
