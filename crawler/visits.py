"""Several visits at once on one event loop: they share a browser, their manners and what they learn, and no one's end is another's."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import signal
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from crawler import heap
from crawler.addresses import host_of
from crawler.politeness import Seats
from crawler.progress import Progress
from crawler.tools import Tools, opened
from crawler.visit import Job, visit
from data.bundle import Bundle
from data.errors import ConfigError, EindekssError

LOST = "lost"
"""The status of a visit that left no bundle: a fault of ours, or of this machine, and never a mark against the institution."""
NOT_BEGUN = "not-begun"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a visit ended: ``status`` is that of its bundle (complete, partial, failed), ``lost``, or ``not-begun``.

    ``stopped_by`` says why it saw no more; ``detail`` what went wrong with us; ``exit_code`` is 0, 3 (sealed but partial), 2 or 1.
    ``bytes`` are those of the bundle's file.
    """

    institution: str
    status: str
    path: Path
    stopped_by: str = ""
    fetched: int = 0
    rendered: int = 0
    bytes: int = 0
    seconds: float = 0.0
    detail: str = ""
    exit_code: int = 0


def not_begun(job: Job) -> Ended:
    """A visit that the run was stopped before."""
    return Ended(job.institution.id, NOT_BEGUN, job.path, "interrupted", exit_code=3)


def lost(job: Job, detail: str, exit_code: int = 1) -> Ended:
    """A visit that left no bundle, and why."""
    return Ended(job.institution.id, LOST, job.path, detail=detail, exit_code=exit_code)


Tell = Callable[[Job, Ended | None], None]
"""Told when a visit begins (None) and how it ended."""


class Gate(Protocol):
    """What decides whether visits may begin, and whether one that ended counts."""

    def open(self) -> bool:
        """Whether a visit may begin now."""

    def shut(self) -> bool:
        """Whether none will begin any more."""

    def admits(self, job: Job) -> bool:
        """Whether this visit may still be made; one that may not is not begun in this run."""

    async def spoils(self, job: Job, began: float, how: Ended) -> bool:
        """Whether a visit that began then (``time.monotonic``) and ended now is to be thrown away and made again."""

    def watching(self, tools: Tools, moved: Callable[[], Awaitable[None]]) -> AbstractAsyncContextManager[None]:
        """While this lasts, ``moved`` is called whenever the gate opens or shuts."""


class _Open:
    """The gate of a run that nobody watches."""

    def open(self) -> bool:
        """Always."""
        return True

    def shut(self) -> bool:
        """Never."""
        return False

    def admits(self, _job: Job) -> bool:
        """Everyone."""
        return True

    async def spoils(self, _job: Job, _began: float, _how: Ended) -> bool:
        """None."""
        return False

    @asynccontextmanager
    async def watching(self, _tools: Tools, _moved: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
        """Nobody watches."""
        yield


def run_visits(jobs: Sequence[Job], progress: Progress | None = None, *, at_once: int = 1, tabs: int = 1) -> list[Path]:
    """Make visits in this process; returns the bundles of those that were made, in order.

    What went wrong with us in a visit is raised once all others have ended. Raises ConfigError, KeyboardInterrupt when aborted.
    """
    faults: list[Exception] = []

    async def all_of_them(shown: Progress) -> list[Ended]:
        return await make(jobs, shown, lambda _job, _how: None, at_once=at_once, tabs=tabs, faults=faults)

    with progress or Progress() as shown:
        try:
            ended = asyncio.run(all_of_them(shown))
        except asyncio.CancelledError as error:
            raise KeyboardInterrupt from error
    if faults:
        raise faults[0]
    return [each.path for each in ended if each.status != NOT_BEGUN]


@dataclass(slots=True)
class _Round:
    """The visits of one run that are still to be made, and the lanes in which one is under way."""

    waiting: list[Job]
    tools: Tools
    stopping: asyncio.Event
    reserve: int
    faults: list[Exception]
    gate: Gate
    busy: set[str] = field(default_factory=set)
    moved: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def take(self) -> tuple[Job, frozenset[str]] | None:
        """The next visit whose lanes are free; None when there is none left or the run is to stop."""
        async with self.moved:
            while self._waiting() and not self.stopping.is_set() and not self.gate.shut():
                if self.gate.open() and (free := await self._free()) is not None:
                    self.waiting.remove(free[0])
                    self.busy |= free[1]
                    return free
                await self.moved.wait()
            self.moved.notify_all()
            return None

    def _waiting(self) -> list[Job]:
        self.waiting = [job for job in self.waiting if self.gate.admits(job)]
        return self.waiting

    async def look(self) -> None:
        """Something has changed: whoever waits looks again."""
        async with self.moved:
            self.moved.notify_all()

    async def again(self, job: Job) -> None:
        """A visit that does not count is made once more, before all others."""
        await asyncio.to_thread(job.path.unlink, missing_ok=True)
        self.waiting.insert(0, job)

    async def _free(self) -> tuple[Job, frozenset[str]] | None:
        for job in self.waiting:
            lanes = await self._lanes(job)
            if not lanes & self.busy:
                return job, lanes
        return None

    async def leave(self, lanes: frozenset[str]) -> None:
        """The lanes of a visit that ended are free."""
        async with self.moved:
            self.busy -= lanes
            self.moved.notify_all()

    async def _lanes(self, job: Job) -> frozenset[str]:
        """What no two visits may use at the same time: the lane that the registry names, the host, the addresses behind it."""
        site = job.institution.sites[0]
        host = host_of(site.url)
        return frozenset({host, *((site.lane,) if site.lane else ()), *await self.tools.turns.addresses(host)})


async def make(  # noqa: PLR0913 (each is a choice of the run)
    jobs: Sequence[Job],
    progress: Progress,
    tell: Tell,
    *,
    at_once: int,
    tabs: int,
    reserve: int = 0,
    faults: list[Exception] | None = None,
    gate: Gate | None = None,
    seats: Seats | None = None,
) -> list[Ended]:
    """Make the visits, ``at_once`` at a time with at most ``tabs`` pages open; returns how each ended, in the order of the jobs.

    All go by the network settings (hosts, allowed addresses, browser) of the first. ``reserve`` bytes must be free on the disk for
    a visit to begin; ``faults`` gathers what broke in a visit; ``gate`` holds them back while we are sick, and ``seats`` are those shared
    with other processes. The first Ctrl-C (or SIGTERM) ends the visits under way with sealed, partial bundles and begins no more; the
    second cancels. Raises ConfigError where what all of them need is missing.
    """
    ended: dict[Path, Ended] = {}
    stopping = asyncio.Event()

    def note(job: Job, how: Ended | None) -> None:
        if how is not None:
            ended[job.path] = how
        tell(job, how)

    with _heeding_signals(stopping, progress):
        async with opened(jobs[0].settings, progress, tabs=tabs, alone=at_once == 1, seats=seats) as tools:
            todo = _Round(list(jobs), tools, stopping, reserve, faults if faults is not None else [], gate or _Open())
            await _watched(todo, [_one_after_another(todo, progress, note) for _ in range(min(at_once, len(jobs)))])
    return [ended.get(job.path) or not_begun(job) for job in jobs]


async def _watched(todo: _Round, slots: Sequence[Coroutine[None, None, None]]) -> None:
    async def stopped() -> None:
        await todo.stopping.wait()
        await todo.look()

    async with todo.gate.watching(todo.tools, todo.look):
        # Who waits at a closed gate must hear of the end all the same.
        hearing = asyncio.ensure_future(stopped())
        try:
            async with asyncio.TaskGroup() as group:
                for slot in slots:
                    group.create_task(slot)
        finally:
            hearing.cancel()


async def _one_after_another(todo: _Round, progress: Progress, note: Tell) -> None:
    while (taken := await todo.take()) is not None:
        job, lanes = taken
        note(job, None)
        try:
            with progress.another() as view:
                began = time.monotonic()
                how = await _guarded(job, todo, view)
            if await todo.gate.spoils(job, began, how):
                await todo.again(job)
            else:
                note(job, how)
        finally:
            await todo.leave(lanes)
        heap.give_back()


async def _guarded(job: Job, todo: _Round, view: Progress) -> Ended:
    """One visit; whatever breaks in it is told and stays its own."""
    begun = time.monotonic()
    try:
        _check_room(job.path, todo.reserve)
        await visit(job, todo.tools, view, todo.stopping)
        ended = told(job)
    except Exception as fault:  # noqa: BLE001 (the last resort: one visit's bug must not end the others)
        todo.faults.append(fault)
        ended = _broken(job, fault)
    return replace(ended, seconds=round(time.monotonic() - begun, 1))


def _broken(job: Job, fault: Exception) -> Ended:
    if isinstance(fault, EindekssError):
        return lost(job, str(fault), fault.exit_code)
    return lost(job, "".join(traceback.format_exception(fault)))


def told(job: Job) -> Ended:
    """How a visit ended, by its sealed bundle. Raises BundleCorrupt."""
    with Bundle(job.path) as bundle:
        status, coverage = bundle.manifest["status"], bundle.manifest["coverage"]
    seen = (coverage["stopped_by"], coverage["fetched"], coverage["rendered"], job.path.stat().st_size)
    return Ended(job.institution.id, status, job.path, *seen, exit_code=0 if status == "complete" else 3)


def _check_room(path: Path, reserve: int) -> None:
    place = next(folder for folder in path.absolute().parents if folder.exists())
    free = shutil.disk_usage(place).free
    if free < reserve:
        raise ConfigError(f"{place}: only {free >> 20} MiB are free, a visit may need {reserve >> 20}; make room or choose another --out")


@contextlib.contextmanager
def _heeding_signals(stopping: asyncio.Event, progress: Progress) -> Iterator[None]:
    """While this lasts, the first Ctrl-C or SIGTERM sets ``stopping``, the second cancels the task."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def heard() -> None:
        if stopping.is_set() and task is not None:
            task.cancel()
            return
        stopping.set()
        progress.tell("Stopping: what was seen is being sealed as a partial bundle. Press Ctrl-C again to abort and keep nothing.")

    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, heard)
    try:
        yield
    finally:
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(each)
