"""Seats that the workers of a cluster share: a host, or a server address, is asked by one of them at a time, at one pace for all.

Each seat is a semaphore of Dask's with a lease: held by the process that makes the request, renewed while that process lives, and given
back by the scheduler half a minute after it died. With the seat of a host goes its pace, kept by the scheduler, so that the rest after an
answer, a Retry-After and a host that is left alone are known to whoever asks next.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict

from distributed import Client, Event, Semaphore

from crawler.pace import Pace
from crawler.politeness import Seat, Seats
from data.errors import OutOfBudget
from data.types import Json

_ALL = "eindekss"
_TIMES = ("rested_from", "not_before", "alone_until")
"""What a pace holds of moments; each process has its own steady clock, so they are told by the time of day."""
_LOOK_EVERY = 1.0
"""Seconds of one wait at the scheduler, after which is seen whether all is to be stopped."""
_GRACE = 30.0
"""Seconds given to the scheduler to say that a wait has ended."""


class SharedSeat(Seat):
    """A seat that one process of the whole cluster holds at a time."""

    def __init__(self, name: str, client: Client, pace: Pace | None) -> None:
        super().__init__()
        self._name, self._client, self._pace = name, client, pace
        self._lease = Semaphore(1, f"{_ALL} {name}", scheduler_rpc=client.scheduler, loop=client.loop)
        self._leaving: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def held(self, seconds: float, stopping: asyncio.Event) -> AsyncIterator[None]:
        """As ``Seat.held``: first among those of this process, then among all."""
        until = time.monotonic() + seconds
        async with super().held(seconds, stopping):
            try:
                await self._enter(max(until - time.monotonic(), 0.0), stopping)
            except OSError as error:
                # Without the scheduler nobody knows whose turn it is: this worker is at its end.
                raise OutOfBudget("interrupted") from error
            try:
                yield
            finally:
                self._leaving = asyncio.create_task(self._give_back())

    async def _enter(self, seconds: float, stopping: asyncio.Event) -> None:
        await self.left()
        await self._wait(time.monotonic() + seconds, stopping)
        if self._pace is not None:
            known = await self._client.get_metadata([_ALL, self._name], default=None)
            _take_over(self._pace, known or {})

    async def _wait(self, until: float, stopping: asyncio.Event) -> None:
        """In short waits, none of which is broken off: the scheduler would give the seat to whoever no longer waits."""
        while not await self._tried(min(until - time.monotonic(), _LOOK_EVERY)):
            if stopping.is_set():
                raise OutOfBudget("interrupted")
            if time.monotonic() >= until:
                raise OutOfBudget("time")

    async def _tried(self, seconds: float) -> bool:
        return bool(await asyncio.wait_for(self._lease.acquire(timeout=max(seconds, 0.0)), _LOOK_EVERY + _GRACE))

    def leave_for_good(self) -> None:
        """It is not asked for any more: its lease need not be kept alive."""
        if (renewing := getattr(self._lease, "refresh_callback", None)) is not None:
            renewing.stop()

    async def left(self) -> None:
        """Wait until what was held is given back."""
        if self._leaving is not None:
            await self._leaving

    async def _give_back(self) -> None:
        with contextlib.suppress(OSError):
            if self._pace is not None:
                await self._client.set_metadata([_ALL, self._name], _told(self._pace))
            await self._lease.release()


class SharedSeats(Seats):
    """Gives the seats of all hosts and addresses of a cluster."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._given: list[SharedSeat] = []

    def of_host(self, host: str, pace: Pace) -> Seat:
        """The one seat of all workers at a host, with its pace."""
        return self._new(f"host {host}", pace)

    def of_server(self, address: str) -> Seat:
        """The one seat of all workers at a server address."""
        return self._new(f"server {address}", None)

    def _new(self, name: str, pace: Pace | None) -> SharedSeat:
        self._given.append(SharedSeat(name, self._client, pace))
        return self._given[-1]

    async def close(self) -> None:
        """All are given back and none is renewed any more."""
        for seat in self._given:
            await seat.left()
            seat.leave_for_good()


@asynccontextmanager
async def joined(scheduler: str, stop: str) -> AsyncIterator[SharedSeats]:
    """The seats of the cluster behind ``scheduler``; when its event ``stop`` is set, this process is told to end in order."""
    async with Client(scheduler, asynchronous=True, set_as_default=False, name="eindekss-visits") as client:
        seats, over = SharedSeats(client), asyncio.Event()
        watch = asyncio.create_task(_heed(Event(stop, client), over))
        try:
            yield seats
        finally:
            # Nothing that waits for the scheduler is broken off, or it would go on waiting there, for us.
            over.set()
            await watch
            await seats.close()


async def _heed(stop: Event, over: asyncio.Event) -> None:
    with contextlib.suppress(OSError):
        while not over.is_set():
            if await stop.is_set():
                os.kill(os.getpid(), signal.SIGINT)
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), _LOOK_EVERY)


def _told(pace: Pace) -> dict[str, Json]:
    now = time.time() - time.monotonic()
    return {name: value + now if name in _TIMES else value for name, value in asdict(pace).items() if name != "heard"}


def _take_over(pace: Pace, told: dict[str, Json]) -> None:
    """Go by what others learned of the host; a clock that is ahead of ours costs a longer rest, never a shorter one by more than that."""
    now = time.time() - time.monotonic()
    for name, value in told.items():
        setattr(pace, name, value - now if name in _TIMES and math.isfinite(value) else value)
    pace.rested_from = min(pace.rested_from, time.monotonic())
