"""A night from its lock to its exit code: the first looks, the second looks, and what comes of them."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Protocol, TextIO

from crawler import summary
from crawler.night import lock, record, second
from crawler.night.health import Health, Sickness
from crawler.night.known import earlier, nights, untold
from crawler.night.log import NightLog
from crawler.night.plan import Plan
from crawler.night.record import NightRecord, Pause, Planned, Visited
from crawler.night.seen import doubtful, recalled, visited
from crawler.night.watch import GaveUp, Spent, Thrown, Watching
from crawler.run import Hear, Run
from crawler.visit import Job
from crawler.visits import LOST, NOT_BEGUN, Ended, told
from crawler.worker import MakeGate
from data.bundle import Bundle
from data.change import Change
from data.errors import BundleCorrupt, BundleError, ConfigError
from data.settings import Settings
from data.store import Store
from data.types import Institution

INTERRUPTED = "interrupted"
_WORKER_PATIENCE = 90.0
"""Seconds that a worker which outlived its night has for the sealing of what it saw."""
BUG, SICK, PARTLY = 1, 2, 3
"""Exit codes."""


class Running(Protocol):
    """Visits on their way, here or elsewhere."""

    @property
    def stopped(self) -> bool:
        """Whether they were told to stop."""

    def go(self) -> list[Ended]:
        """Make them; how each ended, in order."""


class Runner(Protocol):
    """What makes visits: ``crawler.run.Run``, or one that has others make them."""

    def __call__(self, jobs: Sequence[Job], at_once: int, tabs: int, reserve: int, quiet: bool, gate: MakeGate, hear: Hear) -> Running:  # noqa: FBT001 (as Run)
        """The visits, not begun yet."""


Alert = Callable[[Sequence[Change]], None]


@dataclass(frozen=True, slots=True)
class How:
    """How a night is made: ``folder`` is that of its run; ``blobs`` where bundles share their bodies; ``stream`` is told every event, and
    ``quiet`` that nobody watches the display. ``labelled`` and ``wanted`` tell what has changed, and what of it would raise an alert.
    """

    settings: Settings
    folder: Path
    store: Path
    lock: Path
    slots: int = 4
    tabs: int = 2
    blobs: Path | None = None
    stream: TextIO | None = None
    quiet: bool = True
    labelled: second.Labelled = second.nothing
    wanted: second.Wanted = second.everything
    runner: Runner = Run


def go(plan: Plan, bodies: Mapping[str, Institution], how: How, *, alert: Alert) -> NightRecord:
    """Make a night, or take up one that was broken off; returns its record, whose ``exit_code`` tells how it went.

    ``alert`` is given, once and at the end, every change that counts. Raises ConfigError where another night is under way, or we are sick
    before it begins; KeyboardInterrupt when aborted.
    """
    workers = lock.beside(how.lock)
    with lock.held(how.lock, plan.run):
        # A worker of a night that was killed may still be sealing.
        with lock.held(workers, plan.run, patience=_WORKER_PATIENCE):
            pass
        with NightLog(how.folder, plan.run, how.stream) as log:
            return _Night(plan, bodies, how, log).go(alert)


@dataclass(slots=True)
class _Night:
    """A night on its way."""

    plan: Plan
    bodies: Mapping[str, Institution]
    how: How
    log: NightLog
    record: NightRecord = field(init=False)
    earlier: Mapping[str, Path] = field(init=False)
    told: Mapping[str, Path] = field(init=False)
    """The bundles that changes are counted from: the last ones of which all was told."""
    number: int = field(init=False)
    again: bool = False
    stopping: threading.Event = field(default_factory=threading.Event)
    began: dict[str, datetime] = field(default_factory=dict)
    thrown: dict[str, str] = field(default_factory=dict)
    bugs: set[str] = field(default_factory=set)
    _written: tuple[float, float] = (0.0, 0.0)

    def go(self, alert: Alert) -> NightRecord:
        """Make it; returns its record."""
        with self._signals():
            self._begin()
            try:
                self._check()
                self._look(self._first(), self.plan.until)
                comparing = second.Comparing(self.told, self.how.labelled, self.how.wanted)
                self._look_again(comparing)
                self._merge()
                self._alert(comparing, alert)
            except ConfigError as error:
                self._end(str(error))
                raise
            return self._end()

    def _begin(self) -> None:
        """Take up what an earlier start of this night has left: sealed bundles are kept, half ones thrown away."""
        folder, plan = self.how.folder, self.plan
        for half in (*folder.glob("*.part"), *(folder / record.AGAIN).glob("*.part")):
            half.unlink(missing_ok=True)
        self.earlier, self.number = earlier(self.how.store, plan.run), nights(folder)
        self.told = {**self.earlier, **untold(folder.parent, plan.run)}
        path = folder / record.FILE
        old = record.read(path) if path.is_file() else NightRecord(plan.run, plan.start)
        new = replace(old, ended=None, until=plan.until, expected_end=plan.expected_end, order=plan.order, stopped=None, exit_code=None)
        self.record = replace(new, visits=tuple(self._kept(old)))
        self.log("night-began", resumed=bool(self.record.visits), planned=len(plan.order), expected_end=plan.expected_end, until=plan.until)
        self._write(now=True)

    def _kept(self, old: NightRecord) -> Iterator[Visited]:
        """The visits whose bundles are there. What nobody judged yet whether we were sick meanwhile, and could be, is made again."""
        known = {(each.institution, each.again): each for each in old.visits}
        for each in self.plan.order:
            for again in (False, True):
                job = self._job(each, again=again)
                with contextlib.suppress(BundleCorrupt):
                    how = told(job)
                    made = known.get((each.institution, again))
                    if made is not None and made.status == how.status:
                        yield made
                    elif how.stopped_by == INTERRUPTED or not doubtful(job.path):
                        yield recalled(how, again=again)
                    else:
                        job.path.unlink()

    def _check(self) -> None:
        """Raises ConfigError where we are sick before we begin."""
        sick = asyncio.run(Health(self.how.settings, self.how.folder, self.how.settings.visit_bytes).look())
        if sick is not None:
            self._sick(sick)
            raise ConfigError(
                f"the night does not begin, because we are sick ({sick.cause}): {sick.detail}; start it again when this is mended"
            )

    def _sick(self, sick: Sickness) -> None:
        self.record = self.record.paused(Pause(datetime.now(UTC), None, sick.cause, sick.detail))

    def _first(self) -> list[Job]:
        return [self._job(each) for each in self.plan.order]

    def _job(self, each: Planned, *, again: bool = False) -> Job:
        folder = self.how.folder / record.AGAIN if again else self.how.folder
        settings = replace(self.how.settings, pages=each.pages, seconds=each.seconds)
        before = self.earlier.get(each.institution)
        path = folder / f"{each.institution}.sqlite"
        return Job(self.bodies[each.institution], self.plan.run, settings, path, before, self.number, self.how.blobs)

    def _once_more(self, each: Planned, comparing: second.Comparing) -> Job:
        """The second look: beside the first, where that saw something, at whatever would raise an alert."""
        job = self._job(each, again=True)
        first = self.how.folder / job.path.name
        return replace(job, earlier=first, afresh=comparing.alarms(each.institution, first)) if record.saw(first) else job

    def _look(self, jobs: list[Job], until: datetime | None) -> None:
        """Make these visits; those whose bundles are sealed are kept."""
        how = self.how
        sealed = {each.institution for each in self.record.visits if each.again == self.again and each.stopped_by != INTERRUPTED}
        whom = {job.institution.id for job in jobs} - sealed
        if self.stopping.is_set() or not whom:
            return
        expected = {each.institution: each.expected_seconds for each in self.plan.order if each.institution in whom}
        reserve = how.settings.visit_bytes
        watch = Watching(how.settings, how.folder, reserve, expected, how.slots, until, lock.beside(how.lock))
        run = how.runner(jobs, how.slots, how.tabs, reserve, how.quiet, watch, self._hear)
        ended = run.go()
        if run.stopped:
            self.stopping.set()
        for institution, cause in self.thrown.items():
            self._lose(institution, cause)
        if not self.again:
            summary.write(how.folder / "run.json", self.plan.run, ended)
        self._write(now=True)

    def _lose(self, institution: str, cause: str) -> None:
        """A visit that was thrown away and not made again: lost through us."""
        now = datetime.now(UTC)
        lost = Visited(institution, LOST, cause, "", 0, 0, 0, 0.0, self.began.get(institution, now), now, self.again)
        self.record = self.record.visited(lost)

    def _hear(self, what: object) -> None:
        """Something that the worker tells."""
        if isinstance(what, Job):
            self.began[what.institution.id] = datetime.now(UTC)
            self.log("visit-began", institution=what.institution.id, again=self.again)
        elif isinstance(what, Ended):
            self._over(what)
        elif isinstance(what, Thrown):
            self.thrown[what.institution] = what.cause
            self.log("thrown-away", institution=what.institution, cause=what.cause, again=self.again)
        elif isinstance(what, Pause):
            self.record = self.record.paused(what)
            self.log("well-again" if what.ended else "paused", cause=what.cause, detail=what.detail, since=what.began)
        elif isinstance(what, Spent):
            self.record = replace(self.record, cpu_seconds=(self.record.cpu_seconds or 0.0) + what.seconds)
        elif isinstance(what, GaveUp):
            self.record = replace(self.record, stopped=f"{what.cause}: {what.detail}")
            self.log("stopped", cause=what.cause, detail=what.detail)
        self._write()

    def _over(self, how: Ended) -> None:
        if how.status == NOT_BEGUN:
            self.log("not-begun", institution=how.institution, again=self.again)
            return
        self.thrown.pop(how.institution, None)
        made = visited(how, self.began.get(how.institution, datetime.now(UTC)), again=self.again)
        self.record = self.record.visited(made)
        if how.status == LOST and how.exit_code == BUG:
            self.bugs.add(how.institution)
        facts = {"stopped_by": made.stopped_by, "fetched": made.fetched, "rendered": made.rendered, "bytes": made.bytes}
        self.log("visit-ended", institution=how.institution, status=made.status, seconds=made.seconds, again=made.again, **facts)

    def _look_again(self, comparing: second.Comparing) -> None:
        if self._over_early():
            return
        worth = second.worth(self.record.first(), self.how.folder, comparing)
        plan = {each.institution: each for each in self.plan.order}
        due = self._due(worth)
        if not self._in_time(due):
            # What only failed goes first the next night; a change is not told before it was seen twice.
            worth = {each: because for each, because in worth.items() if because == "change"}
        jobs = [self._once_more(plan[institution], comparing) for institution in worth]
        if jobs:
            self.log("second-look", institutions=sorted(worth), due=due)
            self.stopping.wait(max(0.0, (due - datetime.now(UTC)).total_seconds()))
            self.again = True
            self._look(jobs, None)
        made = {each.institution for each in self.record.visits if each.again}
        pairs = [(job, worth[job.institution.id]) for job in jobs if job.institution.id in made]
        folder = self.how.folder
        looks = (second.looked(job.institution.id, because, folder / job.path.name, job.path) for job, because in pairs)
        self.record = replace(self.record, second=tuple(looks))
        self._write(now=True)

    def _due(self, worth: Mapping[str, str]) -> datetime:
        """When the last of them may be looked at again."""
        waiting = {each.institution for each in self.record.first()} & worth.keys()
        waiting -= {each.institution for each in self.record.visits if each.again}
        ended = [each.ended for each in self.record.first() if each.institution in waiting]
        return max(ended) + timedelta(seconds=self.how.settings.second_look_after) if ended else datetime.now(UTC)

    def _in_time(self, due: datetime) -> bool:
        return self.plan.until is None or due < self.plan.until

    def _over_early(self) -> bool:
        return self.stopping.is_set() or self.record.stopped is not None

    def _merge(self) -> None:
        """Take over every bundle into the store but those that we cut short, which are made again."""
        folder = self.how.folder
        visits = [each for each in self.record.visits if each.status != LOST and each.stopped_by != INTERRUPTED]
        added = 0
        with Store(self.how.store) as store:
            for each in visits:
                path = (folder / record.AGAIN if each.again else folder) / each.path
                try:
                    with Bundle(path) as bundle:
                        added += store.merge(bundle)
                except BundleError as error:
                    self.bugs.add(each.institution)
                    self.log("not-merged", institution=each.institution, detail=str(error))
        self.log("merged", bundles=len(visits), rows=added, store=self.how.store)

    def _alert(self, comparing: second.Comparing, alert: Alert) -> None:
        """Hand on what has changed, where all of it that raises an alert was seen twice. What is not told now is counted from the same
        bundle the next night; a night that was stopped tells nothing, and goes on.
        """
        counting = record.counting(self.how.folder)
        stopped = self._over_early()
        once = counting.keys() if stopped else {each for each, path in counting.items() if not comparing.confirmed(each, path)}
        seen = {each for each, path in counting.items() if record.saw(path)}
        left = {each: path for each, path in self.told.items() if each in once or each not in seen}
        kept = {each: str(path) for each, path in left.items() if self.earlier.get(each) != path or each in once}
        self.record = replace(self.record, untold=kept)
        if stopped:
            return
        for institution in sorted(once):
            self.log("unconfirmed", institution=institution, changes=len(comparing.changes(institution, counting[institution])))
        told = [change for each, path in counting.items() if each not in once for change in comparing.changes(each, path)]
        for fault in comparing.faults:
            self.log("not-compared", detail=fault)
        self.log("changes", number=len(told))
        alert(told)

    def _end(self, fault: str | None = None) -> NightRecord:
        now = datetime.now(UTC)
        stopped = self.record.stopped or fault or (INTERRUPTED if self.stopping.is_set() else None)
        free = shutil.disk_usage(self.how.folder).free
        # What others spent on the visits is not known, and our own share alone would tell a lie.
        spent = self.record.cpu_seconds and round(self.record.cpu_seconds + time.process_time(), 2)
        self.record = replace(self.record, ended=now, stopped=stopped, disk_free=free, cpu_seconds=spent)
        self.record = replace(self.record, exit_code=self._exit_code())
        with contextlib.suppress(ConfigError) if fault else contextlib.nullcontext():
            self._write(now=True)
        self.log("night-ended", exit_code=self.record.exit_code, stopped=stopped, left=len(self.record.left()))
        return self.record

    def _exit_code(self) -> int:
        """The truth for cron: 1 a fault of ours lost a visit, 2 we were sick, 3 not everything was seen, 0 all was."""
        if self.bugs:
            return BUG
        if self.record.stopped not in {None, INTERRUPTED}:
            return SICK
        counted = {each.institution: each.status for each in sorted(self.record.visits, key=lambda each: each.again) if self._counts(each)}
        whole = not self.record.left() and not self.record.stopped and set(counted.values()) <= {"complete"}
        return 0 if whole else PARTLY

    @staticmethod
    def _counts(made: Visited) -> bool:
        return not made.again or made.status in record.SEEN

    def _write(self, *, now: bool = False) -> None:
        """Keep the record; a large one not at every event, so that no night is spent on its own record."""
        at, took = self._written
        begun = time.monotonic()
        if now or begun - at > 20 * took:
            record.write(self.how.folder, self.record)
            self._written = (time.monotonic(), time.monotonic() - begun)

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """Between its rounds of visits, which have an ear of their own, the night hears Ctrl-C and SIGTERM too."""

        def heard(_number: int, _frame: FrameType | None) -> None:
            if self.stopping.is_set():
                raise KeyboardInterrupt
            self.stopping.set()

        before = {each: signal.signal(each, heard) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for each, former in before.items():
                signal.signal(each, former)
