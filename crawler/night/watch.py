"""The watch of a night: it stands beside the visits, lets none begin while we are sick, and throws away what we made meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from crawler.night import lock
from crawler.night.health import Health, Sickness
from crawler.night.plan import HERE
from crawler.night.record import Pause
from crawler.night.seen import doubtful
from crawler.night.spent import Meter
from crawler.tools import Tools
from crawler.visit import Job
from crawler.visits import LOST, Ended
from crawler.worker import Say
from data.errors import BundleError
from data.settings import Settings

_LEAST = 5.0
"""The least seconds between two looks at canaries, however much they are asked for."""
_BROWSER_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Thrown:
    """A visit that does not count, because we were sick while it was made."""

    institution: str
    cause: str


@dataclass(frozen=True, slots=True)
class GaveUp:
    """We did not get well, or cannot: the night stops, and why."""

    cause: str
    detail: str


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of processor time that the visits took, all together."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Watching:
    """Makes the watch in the worker's own process. ``expected`` are the seconds of each visit by its institution; none begins that would
    probably end after ``until``; ``lock`` is shared as long as visits are made.
    """

    settings: Settings
    folder: Path
    reserve: int
    expected: Mapping[str, float]
    slots: int
    until: datetime | None = None
    lock: Path | None = None

    def __call__(self, say: Say) -> Watch:
        """The watch, which tells pauses, what is thrown away, and that it gave up."""
        return Watch(self, say, Health(self.settings, self.folder, self.reserve))


@dataclass(slots=True)
class Watch:
    """The gate of a night's visits (``crawler.visits.Gate``). A spell of sickness is counted from the last look at which we were well."""

    of: Watching
    say: Say
    health: Health
    sick: Pause | None = None
    gave_up: GaveUp | None = None
    _well: float = field(default_factory=time.monotonic)
    _sick_from: float = 0.0
    _spells: list[tuple[float, float, str]] = field(default_factory=list)
    _looked: float = float("-inf")
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _moved: Callable[[], Awaitable[None]] | None = None
    _forget: Callable[[], None] = lambda: None
    """Has the visits forget what they learned from failures; what we lost through a sickness of ours is held against no host."""
    _begun: float = field(default_factory=time.monotonic)
    _over: dict[str, Ended] = field(default_factory=dict)
    _meter: Meter = field(default_factory=Meter)

    def open(self) -> bool:
        """Whether a visit may begin: we are well."""
        return self.sick is None and self.gave_up is None

    def shut(self) -> bool:
        """Whether we gave up."""
        return self.gave_up is not None

    def admits(self, job: Job) -> bool:
        """Whether the visit will probably end in time."""
        left = (self.of.until - datetime.now(UTC)).total_seconds() if self.of.until else float("inf")
        return self.of.expected.get(job.institution.id, 0.0) <= left

    async def spoils(self, job: Job, began: float, how: Ended) -> bool:
        """Whether we were sick while it was made and it lost something that this may explain; looks at us anew where that can be."""
        self._over[job.institution.id] = how
        if how.status == LOST:
            # What this machine lacks, the next visit will lack as well.
            if how.exit_code == 2:
                await self._give_up(GaveUp("disk", how.detail))
            return False
        ended = time.monotonic()
        if how.stopped_by == "interrupted" or not await asyncio.to_thread(_doubtful, job.path):
            return False
        await self._look_after(ended)
        cause = self._cause(began, ended)
        if cause:
            self._over.pop(job.institution.id)
            self._forget()
            self.say(Thrown(job.institution.id, cause))
        return bool(cause)

    @asynccontextmanager
    async def watching(self, tools: Tools, moved: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
        """Look at us again and again while this lasts."""
        self._moved, self._forget = moved, tools.forget_failures
        if tools.browser is not None:
            browser = tools.browser
            self.health.alive = lambda: browser.ailing(_BROWSER_SECONDS)
        with lock.shared(self.of.lock):
            keeping = asyncio.ensure_future(self._keep())
            try:
                yield
            finally:
                keeping.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await keeping
                # The browser still lives: once it is closed, nobody can tell what it took.
                self.say(Spent(self._meter.look()))

    def line(self) -> str:
        """How far the night is, how fast, and when it will probably end."""
        ended, took = list(self._over.values()), max(time.monotonic() - self._begun, 1.0)
        pages, size = sum(each.fetched for each in ended), sum(each.bytes for each in ended)
        left = sum(seconds for institution, seconds in self.of.expected.items() if institution not in self._over) / self.of.slots
        end = datetime.fromtimestamp(time.time() + left, HERE)
        rates = f"{60 * pages / took:.0f} pages/min, {60 * size / took / 2**20:.1f} MiB/min"
        state = f"paused: {self.sick.cause}" if self.sick else f"expected end {end:%H:%M}"
        failed = sum(each.status in {"failed", LOST} for each in ended)
        return f"{len(ended)} of {len(self.of.expected)} visited, {failed} failed; {rates}; {state}"

    async def _keep(self) -> None:
        while not self.shut():
            await self._look_after(time.monotonic())
            await asyncio.to_thread(self._meter.look)
            await asyncio.sleep(self.of.settings.health_every if self.open() else min(self.of.settings.health_every, 3 * _LEAST))

    async def _look_after(self, moment: float) -> None:
        """Have us looked at after this moment, by whoever comes first; the others take that look for theirs."""
        async with self._looking:
            if self._looked >= moment or self.shut():
                return
            await asyncio.sleep(min(_LEAST, self.of.settings.health_every) - (time.monotonic() - self._looked))
            self._looked = time.monotonic()
            await self._heed(await self.health.look())

    async def _heed(self, sickness: Sickness | None) -> None:
        now = time.monotonic()
        if sickness is None:
            await self._recover(now)
        elif self.sick is None:
            self._sick_from = self._well
            self.sick = Pause(datetime.now(UTC), None, sickness.cause, sickness.detail)
            self.say(self.sick)
        if self.sick is not None and now - self._sick_from > self.of.settings.health_patience:
            await self._give_up(GaveUp(self.sick.cause, self.sick.detail))

    async def _recover(self, now: float) -> None:
        self._well = self._looked
        if self.sick is None:
            return
        self._spells.append((self._sick_from, now, self.sick.cause))
        self.say(Pause(self.sick.began, datetime.now(UTC), self.sick.cause, self.sick.detail))
        self.sick = None
        self._forget()
        await self._tell()

    async def _give_up(self, why: GaveUp) -> None:
        if self.gave_up is None:
            self.gave_up = why
            self.say(why)
            await self._tell()

    async def _tell(self) -> None:
        if self._moved is not None:
            await self._moved()

    def _cause(self, began: float, ended: float) -> str:
        """Of what we were sick at any time between; empty where we were well."""
        if self.sick is not None and self._sick_from <= ended:
            return self.sick.cause
        return next((cause for since, until, cause in self._spells if since <= ended and began <= until), "")


def _doubtful(path: Path) -> bool:
    try:
        return doubtful(path)
    except BundleError:
        return False
