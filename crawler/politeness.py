"""Manners: one request at a time for each host and each server address, and a rest after each answer."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TypeVar

from crawler.addresses import bare, host_of
from crawler.egress import Egress
from crawler.pace import Pace
from data.errors import GatherError, OutOfBudget, Refused

_REMEMBERED = 60.0
"""Seconds for which the addresses of a host are used again to tell who stands in whose way."""
Log = Callable[..., None]
Given = TypeVar("Given")


class Impatient(Refused):
    """The host asks for a longer rest than the visit has time for: there is no use in asking it for anything else."""


class Seat:
    """What one at a time may hold, in the order of asking."""

    def __init__(self) -> None:
        self._queue: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def held(self, seconds: float, stopping: asyncio.Event) -> AsyncIterator[None]:
        """Wait until it is free and hold it. Raises OutOfBudget("time" or "interrupted") where that takes too long."""
        # The place in the queue is the holder's from the start, so that whoever is cancelled at any moment still gives it back.
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(place)
        try:
            if self._queue[0] is not place:
                await within(place, seconds, stopping)
            yield
        finally:
            self._leave(place)

    def _leave(self, place: asyncio.Future[None]) -> None:
        was_held = self._queue[0] is place
        self._queue.remove(place)
        if was_held and self._queue and not self._queue[0].done():
            self._queue[0].set_result(None)


class Turns:
    """The hosts and server addresses of a whole run, shared by its visits: who is being asked now, and how long each rests.

    ``least`` and ``most`` are the shortest rest and the longest that we choose ourselves, in seconds.
    """

    def __init__(self, least: float, most: float, egress: Egress) -> None:
        self._paces: defaultdict[str, Pace] = defaultdict(lambda: Pace(least, most))
        self._hosts: defaultdict[str, Seat] = defaultdict(Seat)
        self._servers: defaultdict[str, Seat] = defaultdict(Seat)
        self._egress = egress
        self._known: dict[str, tuple[float, tuple[str, ...]]] = {}

    def pace(self, host: str) -> Pace:
        """The pace of a host (without its www)."""
        return self._paces[host]

    def of_host(self, host: str) -> Seat:
        """The one seat at a host (without its www)."""
        return self._hosts[host]

    def of_server(self, address: str) -> Seat:
        """The one seat at a server address."""
        return self._servers[address]

    async def addresses(self, host: str) -> tuple[str, ...]:
        """All addresses by which the host may be reached, in one order for all; none where it has none or none is permitted."""
        until, found = self._known.get(host, (0.0, ()))
        if time.monotonic() >= until:
            found = await asyncio.to_thread(self._looked_up, host)
            self._known[host] = (time.monotonic() + (_REMEMBERED if found else 0.0), found)
        return found

    def _looked_up(self, host: str) -> tuple[str, ...]:
        try:
            return tuple(sorted(self._egress.addresses(host)))
        except GatherError:
            return ()


class Politeness:
    """Gives one visit its turns. ``log`` is told every turn and every wait; ``stopping`` ends all waits."""

    def __init__(self, turns: Turns, log: Log, stopping: asyncio.Event | None = None) -> None:
        self._turns = turns
        self._log = log
        self.stopping = stopping or asyncio.Event()
        self.waiting_until = 0.0
        """When the present wait ends, by ``time.monotonic``: for the progress display."""

    def pace(self, url: str) -> Pace:
        """The pace of an address's host; www and bare are one host."""
        return self._turns.pace(bare(host_of(url)))

    @asynccontextmanager
    async def turn(self, url: str, purpose: str, patience: float, robots: str = "not-needed") -> AsyncIterator[Pace]:
        """Wait for the turn at the host and at its server, and hold it; who holds it notes the answer with ``Pace.answered``.

        ``robots`` is what robots.txt had to say, for the log. A host with several addresses holds all of them: which one is taken
        is for the client to choose.

        Raises Impatient or OutOfBudget("time") when the wait would be longer than ``patience`` seconds, OutOfBudget("interrupted") when
        the visit is stopped meanwhile.
        """
        host, asked, until = bare(host_of(url)), time.monotonic(), time.monotonic() + patience
        async with AsyncExitStack() as held:
            await held.enter_async_context(self._turns.of_host(host).held(patience, self.stopping))
            pace = self._turns.pace(host)
            await self._rest(pace, until - time.monotonic(), host)
            addresses = await self._turns.addresses(host_of(url))
            for address in addresses:
                await held.enter_async_context(self._turns.of_server(address).held(until - time.monotonic(), self.stopping))
            began, gap, writable = time.monotonic(), pace.gap, True
            try:
                yield pace
            except sqlite3.Error:
                # The ledger itself has failed: what is written to it now would only hide why.
                writable = False
                raise
            finally:
                pace.rested_from = max(pace.rested_from, time.monotonic())
                if writable:
                    times = {"gap": gap, "waited": began - asked, "began": began, "ended": pace.rested_from}
                    rounded = {name: round(value, 3) for name, value in times.items()}
                    self._log("request", host=host, url=url, addresses=list(addresses), purpose=purpose, robots=robots, **rounded)

    async def _rest(self, pace: Pace, patience: float, host: str) -> None:
        wait = pace.due() - time.monotonic()
        if wait > patience:
            self._log("impatient", host=host, wait=round(wait, 3), patience=round(patience, 3))
            if not pace.was_asked():
                raise OutOfBudget("time")
            raise Impatient("rate-limited", f"{host} asks for a rest of {wait:.0f} s; the visit has {max(patience, 0):.0f} s left")
        if wait > 0:
            self.waiting_until = time.monotonic() + wait
            await pause(wait, self.stopping)
        if self.stopping.is_set():
            raise OutOfBudget("interrupted")


async def within(work: Awaitable[Given], seconds: float, stopping: asyncio.Event) -> Given:
    """What the work gives. Raises OutOfBudget("time" or "interrupted") where the time ends or the visit is stopped first."""
    task, stop = asyncio.ensure_future(work), asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait({task, stop}, timeout=max(seconds, 0.0), return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise OutOfBudget("interrupted" if stopping.is_set() else "time")
        return task.result()
    finally:
        for each in (task, stop):
            each.cancel()
        await asyncio.gather(task, stop, return_exceptions=True)


async def pause(seconds: float, stopping: asyncio.Event) -> None:
    """Sleep, but not beyond the moment in which the visit is told to stop."""
    try:
        await asyncio.wait_for(stopping.wait(), seconds)
    except TimeoutError:
        return
