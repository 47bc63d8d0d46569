"""A batch of visits on a worker: made by a process of its own, each bundle brought to the common place as soon as it is sealed."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from distributed import Client, Event, Semaphore, get_client, get_worker

from crawler.cluster.child import Start
from crawler.cluster.place import Place
from crawler.cluster.shipping import Shipped, unpacked
from crawler.cluster.versions import Versions, check, mine
from crawler.run import TRIES, Process, Run
from crawler.visit import Job
from crawler.visits import LOST, NOT_BEGUN, Ended, lost, told
from crawler.worker import Order
from data.errors import BundleCorrupt

_LOOK_EVERY = "1s"
"""How often whoever waits for a lane looks whether all is to be stopped."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What all batches of a run have in common. ``topic`` is where the scheduler notes what begins and ends, ``stop`` its event."""

    place: str
    at_once: int
    tabs: int
    reserve: int
    topic: str
    stop: str
    versions: Versions


class _Child:
    """A process of the operating system: what a worker of Dask starts may not be a daemon's child of multiprocessing."""

    def __init__(self, there: Connection) -> None:
        command = [sys.executable, "-m", "crawler.cluster.child", str(there.fileno())]
        self._process = subprocess.Popen(command, pass_fds=[there.fileno()], stdin=subprocess.DEVNULL)  # noqa: S603 (our own)

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    @property
    def exitcode(self) -> int | None:
        """None as long as it works."""
        return self._process.poll()

    def join(self) -> None:
        """Wait for its end."""
        self._process.wait()


@dataclass(slots=True)
class Part(Run):
    """The run of one batch: an ordinary one, but that its process shares seats, its bundles go to the place, and all of it is told."""

    place: Place = field(kw_only=True)
    scheduler: str = field(kw_only=True)
    stop: Any = field(kw_only=True)
    """Dask's event that is set when all is to end."""
    stop_name: str = field(kw_only=True)
    deaths: Counter[int] = field(kw_only=True)
    """How often whole workers died over a visit before; they count as processes that died here."""

    def go(self) -> list[Ended]:
        """As ``Run.go``; when it fails, its process is gone too."""
        try:
            return super(Part, self).go()
        finally:
            if self._worker is not None:
                self._worker.join()

    def _stopping(self) -> bool:
        return bool(self.stop.is_set())

    def _keep_sealed(self) -> None:
        """What another worker has sealed, or this one before it died, is found at the place; what has killed too often is given up."""
        self._deaths.update(self.deaths)
        for place, job in enumerate(self.jobs):
            if (ended := sealed(self.place, job)) is not None:
                self.ended[place] = ended
                job.path.unlink(missing_ok=True)
            elif self.deaths[place] >= TRIES:
                self.ended[place] = lost(job, f"the worker that made the visit died {self.deaths[place]} times")
                self.hear(self.ended[place])

    def _start(self, order: Order) -> tuple[Process, Connection]:
        here, there = Pipe()
        with there:
            child = _Child(there)
        here.send(Start(order, self.scheduler, self.stop_name))
        return child, here

    def _over(self, place: int, how: Ended) -> Ended:  # noqa: ARG002 (its path tells all)
        """The bundle is brought to the place before anybody hears of it."""
        if how.status not in {LOST, NOT_BEGUN}:
            self.place.put(how.path, how.path.name)
            how.path.unlink()
        return how

    def _mourn(self, suspects: set[int], code: int) -> None:
        """As a run does, but that a process that was stopped before it had begun is no death."""
        if not self._stopping():
            super(Part, self)._mourn(suspects, code)

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """Signals are for the worker; it is by the event that a run is stopped."""
        yield


def sealed(place: Place, job: Job) -> Ended | None:
    """How the visit ended whose bundle is at the place, brought to the job's path; None where there is none or it was cut short."""
    with contextlib.suppress(BundleCorrupt):
        if (job.path.is_file() or place.get(job.path.name, job.path)) and (ended := told(job)).stopped_by != "interrupted":
            return ended
    return None


def visit_all(cargo: Sequence[Shipped], lanes: Sequence[str], terms: Terms) -> list[Ended]:
    """The task of a worker: make these visits while no one else holds their lanes; returns how each ended. Raises ConfigError."""
    worker = get_worker()
    check(terms.versions, {worker.address: mine()})
    stop = Event(terms.stop)
    with tempfile.TemporaryDirectory(dir=worker.local_directory, ignore_cleanup_errors=True) as scratch, ExitStack() as held:
        jobs = unpacked(cargo, Path(scratch))
        if not all(_hold(lane, held, stop) for lane in lanes):
            return [Ended(job.institution.id, NOT_BEGUN, job.path, "interrupted", exit_code=3) for job in jobs]
        part = Part(
            jobs,
            terms.at_once,
            terms.tabs,
            terms.reserve,
            quiet=True,
            hear=lambda what: worker.log_event(terms.topic, _note(what)),
            place=Place(terms.place),
            scheduler=worker.scheduler.address,
            stop=stop,
            stop_name=terms.stop,
            deaths=_deaths(get_client(), terms.topic, jobs),
        )
        return [replace(how, path=Path(how.path.name)) for how in part.go()]


def _hold(lane: str, held: ExitStack, stop: Any) -> bool:  # noqa: ANN401 (Dask's event, untyped)
    """Wait for the lane and hold it till the end; False where all is stopped meanwhile."""
    seat = Semaphore(1, f"eindekss {lane}")
    while not stop.is_set():
        if seat.acquire(timeout=_LOOK_EVERY):
            held.callback(seat.release)
            return True
    return False


def _note(what: object) -> dict[str, Any]:
    """What the scheduler notes of a visit that begins (a Job) or ended."""
    if isinstance(what, Job):
        return {"begun": what.institution.id}
    return {"over": what.institution, **asdict(what), "path": what.path.name} if isinstance(what, Ended) else {"said": str(what)}


def _deaths(client: Client, topic: str, jobs: Sequence[Job]) -> Counter[int]:
    """How often a visit began and never ended, by what the scheduler noted: so often a worker died over it."""
    counts: Counter[str] = Counter()
    for _, said in client.get_events(topic):
        counts[said.get("begun", "")] += 1
        if over := said.get("over"):
            # Where a process died, the visit was begun more than once.
            counts[over] = 0
    return Counter({place: counts[job.institution.id] for place, job in enumerate(jobs) if counts[job.institution.id]})
