"""Manners: one request at a time for each host and each server address, and a rest after each answer."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from crawler import failures
from crawler.addresses import bare, host_of
from crawler.egress import Egress
from crawler.pace import Pace, wait_asked
from data.errors import REASONS, BrowserFailed, GatherError, OutOfBudget, Refused, Unreachable
from data.types import Json

Log = Callable[..., None]
Given = TypeVar("Given")

_PATIENCE_SHARE = 0.25
"""Of the time that a visit has left, what it may wait for a host that is left alone, the first time."""


class Spared(GatherError):
    """The host must be left alone for longer than the visit can wait: there is no use in asking it for anything else."""


class Impatient(Refused, Spared):
    """The host itself asked for it."""


class Silenced(Unreachable, Spared):
    """It failed too often in a row."""


class Overloaded(Refused, Spared):
    """It failed too often in a row, by refusing."""


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


class Seats:
    """Where the seats of a run come from: of one process, unless whoever shares hosts with other processes gives others."""

    def of_host(self, host: str, pace: Pace) -> Seat:  # noqa: ARG002 (one process needs nothing told)
        """A new seat at a host, to which the pace belongs."""
        return Seat()

    def of_server(self, address: str) -> Seat:  # noqa: ARG002 (as above)
        """A new seat at a server address."""
        return Seat()


class Turns:
    """The hosts and server addresses of a whole run, shared by its visits: who is being asked now, and how long each rests.

    ``least`` and ``most`` are the shortest rest and the longest that we choose ourselves, in seconds.
    """

    def __init__(self, least: float, most: float, egress: Egress, seats: Seats | None = None) -> None:
        self._paces: defaultdict[str, Pace] = defaultdict(lambda: Pace(least, most))
        self._hosts: dict[str, Seat] = {}
        self._servers: dict[str, Seat] = {}
        self._seats = seats or Seats()
        self._egress = egress
        self._epoch = time.time() - time.monotonic()

    def stamp(self, moment: float) -> float:
        """Seconds since 1970 of a moment of ``time.monotonic``, for logs: a clock that is set meanwhile changes nothing."""
        return self._epoch + moment

    def pace(self, host: str) -> Pace:
        """The pace of a host (without its www)."""
        return self._paces[host]

    def forgive(self) -> None:
        """Hold no failure against any host: they were ours."""
        for pace in self._paces.values():
            pace.forgive()

    def of_host(self, host: str) -> Seat:
        """The one seat at a host (without its www)."""
        if host not in self._hosts:
            self._hosts[host] = self._seats.of_host(host, self.pace(host))
        return self._hosts[host]

    def of_server(self, address: str) -> Seat:
        """The one seat at a server address."""
        if address not in self._servers:
            self._servers[address] = self._seats.of_server(address)
        return self._servers[address]

    async def addresses(self, host: str) -> tuple[str, ...]:
        """All addresses by which the host may be reached, in one order for all; none where it has none or none is permitted."""
        return await asyncio.to_thread(self._looked_up, host)

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

    def shown(self, url: str, status: int | None, headers: Mapping[str, str], reason: str | None) -> None:
        """Note what a browser was answered, in its turn: status and headers (lower-case names), and why it showed nothing, if so.

        What the browser itself failed at says nothing of the host.
        """
        why = reason or failures.of_status(status or 200)
        if why is not None and REASONS[why].family == BrowserFailed.family:
            return
        asked = wait_asked(status or 200, headers.get("retry-after"), datetime.now(UTC))
        # Its time is for the most part ours: scripts, rules and pictures are no burden of the host.
        self.pace(url).ended(time.monotonic(), why, asked)

    @asynccontextmanager
    async def turn(self, url: str, purpose: str, patience: float, robots: str = "not-needed") -> AsyncIterator[Pace]:
        """Wait for the turn at the host and at its server, and hold it; who holds it notes the answer with ``Pace.answered``.

        ``robots`` is what robots.txt had to say, for the log. A host with several addresses holds all of them: which one is taken
        is for the client to choose.

        Raises Spared or OutOfBudget("time") when the wait would be longer than ``patience`` seconds, OutOfBudget("interrupted") when
        the visit is stopped meanwhile.
        """
        host, asked, until = bare(host_of(url)), time.monotonic(), time.monotonic() + patience
        async with AsyncExitStack() as held:
            await held.enter_async_context(self._turns.of_host(host).held(patience, self.stopping))
            pace = self._turns.pace(host)
            self._leave_alone(pace, until - time.monotonic(), host, url)
            await self._rest(pace, until - time.monotonic(), host)
            addresses = await self._turns.addresses(host_of(url))
            for address in addresses:
                await held.enter_async_context(self._turns.of_server(address).held(until - time.monotonic(), self.stopping))
            turn = {"host": host, "url": url, "addresses": list(addresses), "purpose": purpose, "robots": robots}
            with self._noted(pace, time.monotonic() - asked, turn):
                yield pace

    @contextmanager
    def _noted(self, pace: Pace, waited: float, turn: dict[str, Json]) -> Iterator[None]:
        before, pace.heard = replace(pace), None
        began = time.monotonic()
        try:
            yield
        except sqlite3.Error:
            # The ledger itself has failed: what is written to it now would only hide why.
            pace.rested_from = time.monotonic()
            raise
        except BaseException:
            self._note(pace, before, turn, {"waited": waited, "began": self._turns.stamp(began)})
            raise
        self._note(pace, before, turn, {"waited": waited, "began": self._turns.stamp(began)})

    def _note(self, pace: Pace, before: Pace, turn: dict[str, Json], times: dict[str, float]) -> None:
        pace.rested_from = max(pace.rested_from, time.monotonic())
        heard, ended = pace.heard, self._turns.stamp(pace.rested_from)
        times = {**times, "gap": before.gap, "ended": ended}
        if heard is not None and heard.asked is not None:
            times |= {"heard": self._turns.stamp(heard.at), "asked": heard.asked}
        self._log("request", **turn, failed=heard.failed if heard else "", **_rounded(times))
        if pace.alone > before.alone:
            times = {"since": ended, "rest": pace.alone_until - pace.rested_from}
            self._log("left-alone", host=turn["host"], reason=pace.failed, failures=pace.failures, **_rounded(times))
        elif before.alone and not pace.alone:
            self._log("answers-again", host=turn["host"])

    def _leave_alone(self, pace: Pace, patience: float, host: str, url: str) -> None:
        """Raises Spared where the host is left alone; the first time, it is waited for instead if there is time."""
        wait = pace.alone_until - time.monotonic()
        if wait <= 0 or (pace.alone == 1 and wait <= _PATIENCE_SHARE * patience):
            return
        self._log("spared", host=host, url=url, reason=pace.failed, rest=round(wait, 3))
        detail = f"{host} failed {pace.failures} times in a row ({pace.failed}) and is left alone for {wait:.0f} s"
        kind = Overloaded if REASONS[pace.failed].family == Refused.family else Silenced
        raise kind(pace.failed, detail)

    async def _rest(self, pace: Pace, patience: float, host: str) -> None:
        wait = pace.due() - time.monotonic()
        if wait > patience:
            self._log("impatient", host=host, wait=round(wait, 3), patience=round(patience, 3))
            if not pace.was_asked():
                raise OutOfBudget("time")
            wish = "Crawl-delay" if pace.crawl_delay >= wait else "Retry-After"
            detail = f"{host} asks for a rest of {wait:.0f} s ({wish}); the visit has {max(patience, 0):.0f} s left"
            raise Impatient("rate-limited", detail)
        if wait > 0:
            self.waiting_until = time.monotonic() + wait
            await pause(wait, self.stopping)
        if self.stopping.is_set():
            raise OutOfBudget("interrupted")


def _rounded(times: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in times.items()}


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
