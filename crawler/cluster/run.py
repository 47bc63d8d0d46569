"""A run on many machines: visits go in batches to the workers of a Dask cluster, and bundles come to where a run has them."""

from __future__ import annotations

import contextlib
import signal
import threading
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType
from typing import Any

from distributed import Client, Event, Future, KilledWorker, wait

from crawler.cluster import versions
from crawler.cluster.batch import Terms, sealed, visit_all
from crawler.cluster.place import Place
from crawler.cluster.plan import Batch, batches
from crawler.cluster.shipping import shipped
from crawler.progress import Progress
from crawler.run import TRIES, Hear, Run
from crawler.visit import Job
from crawler.visits import LOST, NOT_BEGUN, Ended, lost, not_begun
from data.errors import ConfigError

BATCH = 8
"""Visits that share a process and a browser: their start costs some seconds."""
_PATIENCE = 30
"""Seconds to wait for the scheduler and the first worker."""


def go(  # noqa: PLR0913 (each is a choice of the run)
    jobs: Sequence[Job],
    scheduler: str | None = None,
    *,
    place: str | None = None,
    at_once: int = 1,
    tabs: int = 1,
    reserve: int = 0,
    quiet: bool = False,
    hear: Hear = lambda _: None,
    batch: int = BATCH,
) -> list[Ended]:
    """Make the visits, by the workers of the Dask scheduler at that address, or here where none is given; as ``Run.go``.

    ``place`` is where workers leave the bundles, as they see it: a folder or ``s3://BUCKET/FOLDER``; the folder of the jobs' paths
    unless given. Each bundle is brought to its job's path. ``at_once`` and ``tabs`` are those of each worker. ``hear`` is told of each
    visit that begins (its Job) and that ended (its Ended). ``batch`` visits share a process and a browser.

    Raises ConfigError, KeyboardInterrupt.
    """
    if scheduler is None:
        return Run(jobs, at_once, tabs, reserve, quiet, hear=hear).go()
    if not jobs:
        return []
    with _joined(scheduler) as client, Progress(quiet=quiet) as progress:
        versions.check(versions.mine(), _versions_of(client, scheduler))
        url = place or str(jobs[0].path.parent.resolve())
        names = {name: f"eindekss-{name}-{uuid.uuid4().hex[:12]}" for name in ("topic", "stop")}
        terms = Terms(url, at_once, tabs, reserve, versions=versions.mine(), **names)
        return Many(jobs, client, terms, Place(url), progress, hear, batch).go()


@contextlib.contextmanager
def _joined(scheduler: str) -> Iterator[Client]:
    try:
        client = Client(scheduler, timeout=_PATIENCE, name="eindekss")
    except (OSError, ValueError) as error:
        raise ConfigError(f"--scheduler {scheduler}: no Dask scheduler answers there ({error}); start one with: dask scheduler") from error
    with client:
        yield client


def _versions_of(client: Client, scheduler: str) -> Mapping[str, versions.Versions]:
    """What each worker has. Raises ConfigError where there is none, or one has no eindekss."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
        found: Mapping[str, versions.Versions] = client.run(versions.mine)
    except TimeoutError:
        start = f"dask worker {scheduler} --nworkers 2 --nthreads 1"
        raise ConfigError(f"--scheduler {scheduler}: has no worker; start some, on any machine, with: {start}") from None
    except (ImportError, AttributeError) as error:
        raise ConfigError(f"--scheduler {scheduler}: a worker has no eindekss like this one ({error}); install it there") from error
    return found


@dataclass(slots=True)
class Many:
    """One run on a cluster: how the visits ended, by their places, and the batches that are under way."""

    jobs: Sequence[Job]
    client: Client
    terms: Terms
    place: Place
    progress: Progress
    hear: Hear
    size: int
    ended: dict[int, Ended] = field(default_factory=dict)
    _under_way: dict[Future[Any], Batch] = field(default_factory=dict)
    _given: Counter[int] = field(default_factory=Counter)
    """How often Dask gave up the batch of a visit."""
    _stopped: int = 0

    def go(self) -> list[Ended]:
        """Make all that is not sealed yet; returns how each ended, in order. Raises ConfigError, KeyboardInterrupt."""
        for place, job in enumerate(self.jobs):
            if (how := sealed(self.place, job)) is not None:
                self.ended[place] = how
        self.client.subscribe_topic(self.terms.topic, self._heard)
        with self._signals():
            self._submit([place for place in range(len(self.jobs)) if place not in self.ended])
            while self._under_way and self._stopped < 2:
                self._listen()
        self.client.unsubscribe_topic(self.terms.topic)
        return [self.ended.get(place) or not_begun(job) for place, job in enumerate(self.jobs)]

    def _submit(self, places: Sequence[int]) -> None:
        for batch in batches(self.jobs, places, self.size) if places else ():
            cargo = shipped([self.jobs[place] for place in batch.places])
            key = f"{self.terms.topic}-{uuid.uuid4().hex[:8]}-{cargo[0].job.institution.id}"
            future = self.client.submit(visit_all, cargo, batch.lanes, self.terms, key=key)
            self._under_way[future] = batch

    def _listen(self) -> None:
        with contextlib.suppress(TimeoutError):
            wait(list(self._under_way), timeout=0.5, return_when="FIRST_COMPLETED")
        if self._stopped:
            Event(self.terms.stop, self.client).set()
        for future in [each for each in self._under_way if each.done()]:
            self._take(future, self._under_way.pop(future))

    def _take(self, future: Future[Any], batch: Batch) -> None:
        """Note how a batch ended; one that Dask gave up is begun anew, since only those visits are to blame over which workers died."""
        try:
            for place, how in zip(batch.places, future.result(), strict=True):
                self._note(place, how)
        except KilledWorker as error:
            self._given_up(batch, error)
        except ConfigError:
            self._stop_all()
            raise
        except Exception as error:  # noqa: BLE001 (whatever broke there: the visits are lost, the run is not)
            for place in batch.places:
                self._note(place, lost(self.jobs[place], f"the worker failed: {type(error).__name__}: {error}"))

    def _stop_all(self) -> None:
        Event(self.terms.stop, self.client).set()
        wait(list(self._under_way), timeout=60)

    def _given_up(self, batch: Batch, error: KilledWorker) -> None:
        self._given.update(batch.places)
        for place in batch.places:
            if (how := sealed(self.place, self.jobs[place])) is not None:
                self._note(place, how)
            elif self._given[place] >= TRIES:
                self._note(place, lost(self.jobs[place], f"the workers that were to make the visit died: {error}"))
        self._submit([place for place in batch.places if place not in self.ended])

    def _note(self, place: int, how: Ended) -> None:
        job = self.jobs[place]
        if how.status not in {LOST, NOT_BEGUN}:
            _bring(self.place, job)
        self.ended[place] = replace(how, path=job.path)
        self.hear(self.ended[place])

    def _heard(self, event: tuple[float, Mapping[str, Any]]) -> None:
        said = event[1]
        if "begun" in said:
            self.progress.tell(f"{said['begun']}: begun")
            self.hear(next(job for job in self.jobs if job.institution.id == said["begun"]))
        elif "over" in said:
            self.progress.tell(f"{said['over']}: {said['status']}, {said['fetched']} fetched, {said['rendered']} rendered")

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """The first Ctrl-C or SIGTERM has the visits under way sealed and brought here, the second leaves them to the workers."""

        def heard(_number: int, _frame: FrameType | None) -> None:
            self._stopped += 1

        ours = threading.current_thread() is threading.main_thread()
        before = {each: signal.signal(each, heard) for each in (signal.SIGINT, signal.SIGTERM) if ours}
        try:
            yield
        finally:
            for each, former in before.items():
                signal.signal(each, former)
        if self._stopped > 1:
            raise KeyboardInterrupt


def _bring(place: Place, job: Job) -> None:
    """Have the bundle at the job's path; where the place is that folder, it is there."""
    if place.folder is not None and place.folder == job.path.parent.resolve():
        return
    job.path.parent.mkdir(parents=True, exist_ok=True)
    if not place.get(job.path.name, job.path):
        raise ConfigError(f"{place.url}: holds no {job.path.name}, though a worker left it there; is it the same place for all?")


def destination(folder: Path, place: str | None) -> str:
    """Where the workers leave bundles of a run whose folder is this one."""
    return f"{place.rstrip('/')}/{folder.name}" if place else str(folder.resolve())
