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
from crawler.politeness import Seat, Seats, within
from data.errors import OutOfBudget
from data.types import Json

_ALL = "eindekss"
_TIMES = ("rested_from", "not_before", "alone_until")
"""What a pace holds of moments; each process has its own steady clock, so they are told by the time of day."""
_GRACE = 5.0
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
        if self._leaving is not None:
            await self._leaving
        if not await within(self._lease.acquire(timeout=seconds), seconds + _GRACE, stopping):
            raise OutOfBudget("time")
        if self._pace is not None:
            known = await self._client.get_metadata([_ALL, self._name], default=None)
            _take_over(self._pace, known or {})

    async def _give_back(self) -> None:
        with contextlib.suppress(OSError):
            if self._pace is not None:
                await self._client.set_metadata([_ALL, self._name], _told(self._pace))
            await self._lease.release()


class SharedSeats(Seats):
    """Gives the seats of all hosts and addresses of a cluster."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def of_host(self, host: str, pace: Pace) -> Seat:
        """The one seat of all workers at a host, with its pace."""
        return SharedSeat(f"host {host}", self._client, pace)

    def of_server(self, address: str) -> Seat:
        """The one seat of all workers at a server address."""
        return SharedSeat(f"server {address}", self._client, None)


@asynccontextmanager
async def joined(scheduler: str, stop: str) -> AsyncIterator[SharedSeats]:
    """The seats of the cluster behind ``scheduler``; when its event ``stop`` is set, this process is told to end in order."""
    async with Client(scheduler, asynchronous=True, set_as_default=False, name="eindekss-visits") as client:
        watch = asyncio.create_task(_heed(client, stop))
        try:
            yield SharedSeats(client)
        finally:
            watch.cancel()
            await asyncio.gather(watch, *_leavings(), return_exceptions=True)


def _leavings() -> list[asyncio.Task[object]]:
    """What is still being given back."""
    return [each for each in asyncio.all_tasks() if getattr(each.get_coro(), "__qualname__", "") == SharedSeat._give_back.__qualname__]  # noqa: SLF001 (our own)


async def _heed(client: Client, stop: str) -> None:
    with contextlib.suppress(OSError):
        await Event(stop, client).wait()
        os.kill(os.getpid(), signal.SIGINT)


def _told(pace: Pace) -> dict[str, Json]:
    now = time.time() - time.monotonic()
    return {name: value + now if name in _TIMES else value for name, value in asdict(pace).items() if name != "heard"}


def _take_over(pace: Pace, told: dict[str, Json]) -> None:
    """Go by what others learned of the host; a clock that is ahead of ours costs a longer rest, never a shorter one by more than that."""
    now = time.time() - time.monotonic()
    for name, value in told.items():
        setattr(pace, name, value - now if name in _TIMES and math.isfinite(value) else value)
    pace.rested_from = min(pace.rested_from, time.monotonic())
