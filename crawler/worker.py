"""The process that makes the visits of a run: when it is killed, the run lives on, and when the run is killed, it stops in order."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection

from crawler import heap
from crawler.progress import Progress
from crawler.visit import Job
from crawler.visits import Ended, make
from data.errors import ConfigError

INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is to do: ``make``'s arguments, and whether it may show its progress."""

    jobs: tuple[Job, ...]
    at_once: int
    tabs: int
    reserve: int
    quiet: bool


@dataclass(frozen=True, slots=True)
class Begun:
    """A visit has begun."""

    place: int


@dataclass(frozen=True, slots=True)
class Over:
    """A visit has ended; so it is sealed, or lost for a reason."""

    place: int
    how: Ended


def work(order: Order, wire: Connection) -> None:
    """Make the visits, telling over ``wire`` what begins and ends: Begun, Over; a ConfigError where none can be made."""
    # A Ctrl-C in the terminal is for the run alone to hear: it passes it on, once.
    os.setsid()
    heap.few_arenas()
    try:
        asyncio.run(_work(order, wire))
    except ConfigError as error:
        wire.send(error.faults)
    except asyncio.CancelledError:
        raise SystemExit(INTERRUPTED) from None


async def _work(order: Order, wire: Connection) -> None:
    places = {job.path: place for place, job in enumerate(order.jobs)}

    def tell(job: Job, how: Ended | None) -> None:
        place = places[job.path]
        # Where the run is gone, nobody listens; the visits under way are being stopped.
        with contextlib.suppress(OSError):
            wire.send(Begun(place) if how is None else Over(place, how))

    with _heeding(wire), Progress(quiet=order.quiet) as progress:
        await make(order.jobs, progress, tell, at_once=order.at_once, tabs=order.tabs, reserve=order.reserve)


@contextlib.contextmanager
def _heeding(wire: Connection) -> Iterator[None]:
    """The run never sends anything: what can be read is the end of the pipe, so the run was killed, and this must stop too."""
    loop = asyncio.get_running_loop()

    def left_alone() -> None:
        loop.remove_reader(wire.fileno())
        os.kill(os.getpid(), signal.SIGTERM)

    loop.add_reader(wire.fileno(), left_alone)
    try:
        yield
    finally:
        loop.remove_reader(wire.fileno())
