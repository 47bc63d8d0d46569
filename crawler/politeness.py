"""Manners: one request at a time for each host, a rest after each answer, longer when the host is slow, in trouble or asks for it."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from crawler.addresses import bare, host_of
from data.errors import OutOfBudget, Refused

_FIRST_BACKOFF = 0.5
_LONGEST_REST = 10.0**9
"""Seconds; whoever asks for more means never."""
Log = Callable[..., None]
Given = TypeVar("Given")


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, given in seconds or as a date (RFC 9110 10.2.3); None when it is neither.

    >>> retry_after("120", datetime(2026, 1, 1, tzinfo=UTC)), retry_after("Thu, 01 Jan 2026 00:01:00 GMT", datetime(2026, 1, 1, tzinfo=UTC))
    (120.0, 60.0)
    """
    if value is None:
        return None
    if value.strip().isascii() and value.strip().isdigit():
        return min(float(value), _LONGEST_REST)
    try:
        when = parsedate_to_datetime(value)
        return max(0.0, (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - now.timestamp())
    except (ValueError, OverflowError):
        return None


@dataclass(slots=True)
class Pace:
    """How long one host rests between two requests, in seconds. Times are of a steady clock."""

    least: float
    most: float
    crawl_delay: float = 0.0
    adaptive: float = 0.0
    rested_from: float = float("-inf")
    not_before: float = float("-inf")

    @property
    def gap(self) -> float:
        """The rest after an answer: ours, the site's own wish, or what its troubles call for, whichever is longest."""
        return max(self.least, self.crawl_delay, self.adaptive)

    def due(self) -> float:
        """When the next request may start."""
        return max(self.rested_from + self.gap, self.not_before)

    def was_asked(self) -> bool:
        """Whether the wait is the host's own wish (Retry-After, a long Crawl-delay) and not our common rest."""
        return self.not_before > self.rested_from + self.gap or self.crawl_delay > self.most

    def answered(self, now: float, elapsed: float, *, trouble: bool, asked: float | None = None) -> None:
        """Note an answer: how long it took, whether the host is in trouble (no answer, 429, 5xx), and what Retry-After asked."""
        self.rested_from = now
        if trouble:
            self.adaptive = min(self.most, max(2 * self.gap, _FIRST_BACKOFF))
        else:
            # A host that takes long is given as long to rest; an average, so that one slow page is soon forgotten.
            self.adaptive = min(self.most, (self.adaptive + elapsed) / 2)
        if asked is not None:
            self.not_before = max(self.not_before, now + asked)


class Impatient(Refused):
    """The host asks for a longer rest than the visit has time for: there is no use in asking it for anything else."""


class Politeness:
    """Gives each host's turns, one after another. ``log`` is told every turn and every wait; ``stopping`` ends all waits."""

    def __init__(self, least: float, most: float, log: Log, stopping: asyncio.Event | None = None) -> None:
        self._paces: defaultdict[str, Pace] = defaultdict(lambda: Pace(least, most))
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._log = log
        self.stopping = stopping or asyncio.Event()
        self.waiting_until = 0.0
        """When the present wait ends, by ``time.monotonic``: for the progress display."""

    def pace(self, url: str) -> Pace:
        """The pace of an address's host; www and bare are one host."""
        return self._paces[bare(host_of(url))]

    @asynccontextmanager
    async def turn(self, url: str, purpose: str, patience: float, robots: str = "not-needed") -> AsyncIterator[Pace]:
        """Wait for the host's turn, and hold it; who holds it notes the answer with ``Pace.answered``.

        ``robots`` is what robots.txt had to say, for the log.

        Raises Impatient or OutOfBudget("time") when the wait would be longer than ``patience`` seconds, OutOfBudget("interrupted") when
        the visit is stopped meanwhile.
        """
        host = bare(host_of(url))
        async with self._turns[host]:
            pace = self._paces[host]
            waited = await self._wait(pace, patience, host)
            self._log("request", host=host, url=url, purpose=purpose, robots=robots, gap=round(pace.gap, 3), waited=round(waited, 3))
            try:
                yield pace
            finally:
                pace.rested_from = max(pace.rested_from, time.monotonic())

    async def _wait(self, pace: Pace, patience: float, host: str) -> float:
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
        return max(wait, 0.0)


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
