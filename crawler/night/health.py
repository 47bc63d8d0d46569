"""Whether it is we who are sick: our network and DNS by canaries, the clock, the disk, the memory, the browser."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import psutil

from crawler.egress import Egress
from crawler.identity import user_agent
from crawler.names import Names
from crawler.secure import any_server
from crawler.wire import EgressResolver
from data.errors import GatherError
from data.settings import Settings

LEAST_MEMORY = 200 << 20
"""Bytes of memory that must be available: what lies between a visit and the system's killer."""
CLOCK_OFF = 300.0
"""Seconds by which our clock may differ from a canary's: what tolerant protocols allow (Kerberos, RFC 4120, 7.5.6)."""
CLOCK_JUMP = 60.0
"""Seconds by which the wall's clock may move against the steady one between two looks: a machine that slept jumps by more."""
_CANARY_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Sickness:
    """What is wrong with us: ``cause`` as in a Pause, and ``detail`` for people."""

    cause: str
    detail: str


Alive = Callable[[], Awaitable[str]]
"""Asks the browser whether it lives; what is wrong with it, or nothing."""


@dataclass(slots=True)
class Health:
    """Looks at us. ``folder`` is where bundles are written, ``reserve`` the bytes that must be free there."""

    settings: Settings
    folder: Path
    reserve: int
    alive: Alive | None = None
    _clocks: tuple[float, float] = field(default_factory=lambda: (time.time(), time.monotonic()))
    _off: float = 0.0
    """Seconds by which our clock is ahead of the last canary's."""

    async def look(self) -> Sickness | None:
        """What is wrong now, the cause that explains most first; None where we are well."""
        for sick in (self._jumped(), self._disk(), self._memory()):
            if sick is not None:
                return sick
        async for sick in self._outside():
            return sick
        return None

    async def _outside(self) -> AsyncIterator[Sickness]:
        # Names first: a canary that is asked for by its name needs DNS as well.
        if sick := await self._dns():
            yield sick
        if sick := await self._network():
            yield sick
        if abs(self._off) > CLOCK_OFF:
            yield Sickness("clock", f"our clock is {abs(self._off):.0f} s {'ahead of' if self._off > 0 else 'behind'} that of the canary")
        if self.alive is not None and (wrong := await self.alive()):
            yield Sickness("browser", wrong)

    def _jumped(self) -> Sickness | None:
        (wall, steady), self._clocks = self._clocks, (time.time(), time.monotonic())
        jump = (self._clocks[0] - wall) - (self._clocks[1] - steady)
        return Sickness("clock", f"the clock has jumped by {jump:+.0f} s") if abs(jump) > CLOCK_JUMP else None

    def _disk(self) -> Sickness | None:
        place = next(folder for folder in (self.folder.absolute(), *self.folder.absolute().parents) if folder.exists())
        free = shutil.disk_usage(place).free
        if free >= self.reserve:
            return None
        return Sickness("disk", f"{place}: only {free >> 20} MiB are free, a visit may need {self.reserve >> 20}; make room there")

    def _memory(self) -> Sickness | None:
        free = psutil.virtual_memory().available
        return Sickness("memory", f"only {free >> 20} MiB of memory are available") if free < LEAST_MEMORY else None

    async def _dns(self) -> Sickness | None:
        faults = [await self._unresolved(name) for name in self.settings.canary_names]
        if not faults or not all(faults):
            return None
        return Sickness("dns", f"no canary's name resolves: {'; '.join(faults)}")

    async def _unresolved(self, name: str) -> str:
        """Asked anew each time, as visits ask: by the system, and by the resolver of the settings where there is one."""
        try:
            await asyncio.to_thread(Egress(self.settings.hosts, self.settings.allow).addresses, name)
        except GatherError as error:
            return error.detail
        if self.settings.resolver in {None, "none"} or (names := Names.of(self.settings)) is None:
            return ""
        told = await names.ask(name, "A")
        # A canary with addresses of the newer kind alone has no data of this one, and resolves all the same.
        wrong = told.get("reason") or ("no such name" if told.get("absent") == "no-name" else "")
        return f"{name}: {wrong} from {self.settings.resolver}" if wrong else ""

    async def _network(self) -> Sickness | None:
        """Sick are we where no canary answers; one that does not is its keeper's business. What it answers does not matter."""
        faults = []
        for url in self.settings.canaries:
            if not (fault := await self._unanswered(url)):
                return None
            faults.append(f"{url}: {fault}")
        return Sickness("network", f"no canary answers: {'; '.join(faults)}") if faults else None

    async def _unanswered(self, url: str) -> str:
        egress = Egress(self.settings.hosts, self.settings.allow)
        limits = aiohttp.ClientTimeout(total=min(_CANARY_SECONDS, self.settings.timeout))
        connector = aiohttp.TCPConnector(resolver=EgressResolver(egress), ssl=any_server(), force_close=True)
        try:
            # The client itself does not ask for what is an address already.
            await asyncio.to_thread(egress.addresses, urlsplit(url).hostname or "")
            headers = {"User-Agent": user_agent(self.settings)}
            session = aiohttp.ClientSession(connector=connector, timeout=limits, headers=headers)
            async with session, session.head(url) as answer:
                self._set_clock(answer.headers.get("Date", ""))
        except (GatherError, aiohttp.ClientError, OSError, TimeoutError) as error:
            return str(error)[:200] or type(error).__name__
        return ""

    def _set_clock(self, date: str) -> None:
        with contextlib.suppress(ValueError, TypeError):
            self._off = (datetime.now(UTC) - parsedate_to_datetime(date)).total_seconds()


def unchecked(settings: Settings) -> Iterator[str]:
    """What is not looked at because the settings do not say how, in words."""
    if not settings.canaries:
        yield "No canaries are set: a failure of our own network will be taken for that of the sites (setting canaries)."
    if not settings.canary_names:
        yield "No canary_names are set: a failure of our own DNS will be taken for that of the sites (setting canary_names)."
