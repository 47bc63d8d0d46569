"""The process that makes the visits of a run: when it is killed, the run lives on, and when the run is killed, it stops in order."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Protocol

from crawler import heap
from crawler.politeness import Seats
from crawler.progress import Progress
from crawler.visit import Job
from crawler.visits import NOT_BEGUN, Ended, Gate, make
from data.errors import ConfigError

INTERRUPTED = 130


Say = Callable[[object], None]
"""Tells the run something, which must be picklable."""


class Watched(Gate, Protocol):
    """A gate that tells in a line how far the whole run is."""

    def line(self) -> str:
        """How far the run is."""


class MakeGate(Protocol):
    """What makes the gate of a worker in that worker's own process; it must be picklable."""

    def __call__(self, say: Say) -> Watched:
        """The gate, which tells by ``say``."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is to do: ``make``'s arguments, and whether it may show its progress."""

    jobs: tuple[Job, ...]
    at_once: int
    tabs: int
    reserve: int
    quiet: bool
    gate: MakeGate | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A visit has begun."""

    place: int


@dataclass(frozen=True, slots=True)
class Over:
    """A visit has ended; so it is sealed, or lost for a reason."""

    place: int
    how: Ended


Sharing = Callable[[], AbstractAsyncContextManager[Seats]]
"""Opens the seats that the visits of this process share with other processes."""


@asynccontextmanager
async def unshared() -> AsyncIterator[Seats]:
    """Seats of this process alone."""
    yield Seats()


@dataclass(frozen=True, slots=True)
class Word:
    """What the gate has to tell."""

    what: object


def work(order: Order, wire: Connection, sharing: Sharing = unshared) -> None:
    """Make the visits, telling over ``wire`` what begins and ends: Begun, Over, Word; a ConfigError where none can be made."""
    # A Ctrl-C in the terminal is for the run alone to hear: it passes it on, once.
    os.setsid()
    heap.few_arenas()
    heap.settle()
    try:
        asyncio.run(_work(order, wire, sharing))
    except ConfigError as error:
        wire.send(error.faults)
    except asyncio.CancelledError:
        raise SystemExit(INTERRUPTED) from None


async def _work(order: Order, wire: Connection, sharing: Sharing) -> None:
    places = {job.path: place for place, job in enumerate(order.jobs)}

    def send(what: object) -> None:
        # Where the run is gone, nobody listens; the visits under way are being stopped.
        with contextlib.suppress(OSError):
            wire.send(what)

    def tell(job: Job, how: Ended | None) -> None:
        place = places[job.path]
        send(Begun(place) if how is None else Over(place, how))

    gate = order.gate(lambda what: send(Word(what))) if order.gate else None
    with _heeding(wire), Progress(quiet=order.quiet, overall=gate.line if gate else None) as progress:
        async with sharing() as seats:
            ended = await make(
                order.jobs, progress, tell, at_once=order.at_once, tabs=order.tabs, reserve=order.reserve, gate=gate, seats=seats
            )
    for job, how in zip(order.jobs, ended, strict=True):
        if how.status == NOT_BEGUN:
            tell(job, how)


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
