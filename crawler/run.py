"""A run of many visits, made by a process that may die without taking the run along: its visits are made once more by another."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from types import FrameType
from typing import Protocol

from crawler.visit import Job
from crawler.visits import Ended, lost, not_begun, told
from crawler.worker import Begun, MakeGate, Order, Over, Word, work
from data.errors import BundleCorrupt, ConfigError

TRIES = 2
"""Times that a visit is begun by a process which then dies, until it is given up: it may be what kills it."""


Hear = Callable[[object], None]
"""Told what happens in a run."""


class Process(Protocol):
    """What a run knows of the process that makes its visits."""

    @property
    def pid(self) -> int | None:
        """Its number."""

    @property
    def exitcode(self) -> int | None:
        """What it ended with, negative for a signal; None while it lives."""

    def join(self) -> None:
        """Wait for its end."""


@dataclass(slots=True)
class Run:
    """One run on its way: how the visits ended, by their places, and how often a process died over each."""

    jobs: Sequence[Job]
    at_once: int = 1
    tabs: int = 1
    reserve: int = 0
    quiet: bool = False
    gate: MakeGate | None = None
    hear: Hear = lambda _: None
    """Told what the gate says, and of every visit that begins (its Job) and that ends (its Ended)."""
    ended: dict[int, Ended] = field(default_factory=dict)
    _deaths: Counter[int] = field(default_factory=Counter)
    _stopped: int = 0
    _worker: Process | None = None

    def go(self) -> list[Ended]:
        """Make all visits whose bundles are not sealed yet, or were interrupted; returns how each ended, in order.

        Raises ConfigError, KeyboardInterrupt.
        """
        self._keep_sealed()
        with self._signals():
            while self._left() and not self._stopping():
                self._one_life()
        return [self.ended.get(place) or not_begun(job) for place, job in enumerate(self.jobs)]

    @property
    def worker(self) -> int | None:
        """The process that makes the visits, while there is one."""
        return self._worker.pid if self._worker is not None else None

    def _stopping(self) -> bool:
        return bool(self._stopped)

    @property
    def stopped(self) -> bool:
        """Whether it was told to stop."""
        return self._stopped > 0

    def _left(self) -> list[int]:
        return [place for place in range(len(self.jobs)) if place not in self.ended]

    def _keep_sealed(self) -> None:
        """A run that was broken off is taken up where it was: what is sealed is kept, unless it was we who cut that visit short."""
        for place, job in enumerate(self.jobs):
            with contextlib.suppress(BundleCorrupt):
                if (ended := told(job)).stopped_by != "interrupted":
                    self.ended[place] = ended

    def _next(self) -> list[int]:
        """What the next process is to make: all that is beyond suspicion, then each visit over which one died, alone."""
        left = self._left()
        return [place for place in left if not self._deaths[place]] or left[:1]

    def _one_life(self) -> None:
        """Have a process make what is next, until it ends or dies."""
        places = self._next()
        order = Order(tuple(self.jobs[place] for place in places), self.at_once, self.tabs, self.reserve, self.quiet, self.gate)
        self._worker, here = self._start(order)
        with here:
            begun = self._listen(here, places)
            self._worker.join()
        self._mourn(begun or set(places), self._worker.exitcode or 0)

    def _start(self, order: Order) -> tuple[Process, Connection]:
        """A new process that carries out the order, and the wire on which it is heard."""
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=work, args=(order, there), name="eindekss-visits")
        process.start()
        there.close()
        return process, here

    def _listen(self, wire: Connection, places: list[int]) -> set[int]:
        """Note what ends; returns what had begun and not ended when the process was gone."""
        begun: set[int] = set()
        with contextlib.suppress(EOFError, ConnectionResetError):
            while True:
                heard = wire.recv()
                if isinstance(heard, Begun):
                    begun.add(places[heard.place])
                    self.hear(self.jobs[places[heard.place]])
                elif isinstance(heard, Over):
                    begun.discard(places[heard.place])
                    self.ended[places[heard.place]] = self._over(places[heard.place], heard.how)
                    self.hear(self.ended[places[heard.place]])
                elif isinstance(heard, Word):
                    self.hear(heard.what)
                else:
                    raise ConfigError(heard)
        return begun

    def _over(self, _place: int, how: Ended) -> Ended:
        """Told how a visit ended; says how it shall count."""
        return how

    def _mourn(self, suspects: set[int], code: int) -> None:
        """Remember over which visits a process died: those under way, or all where it died before any had begun."""
        if not code or self._stopped > 1:
            return
        for place in suspects - self.ended.keys():
            self._deaths[place] += 1
            if self._deaths[place] >= TRIES:
                self.ended[place] = _killed(self.jobs[place], code)
                self.hear(self.ended[place])

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """The first Ctrl-C or SIGTERM lets the visits under way be sealed, the second aborts; both are passed on to the worker."""

        def heard(_number: int, _frame: FrameType | None) -> None:
            self._stopped += 1
            if self._worker is not None and self._worker.pid is not None and self._worker.exitcode is None:
                os.kill(self._worker.pid, signal.SIGINT)

        before = {each: signal.signal(each, heard) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for each, former in before.items():
                signal.signal(each, former)
        if self._stopped > 1:
            raise KeyboardInterrupt


def _killed(job: Job, code: int) -> Ended:
    job.path.with_name(job.path.name + ".part").unlink(missing_ok=True)
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return lost(job, f"the process that made the visit died {TRIES} times ({how})")
