"""Heavy work done in a process of its own, so that no visit stalls the others that share its event loop."""

from __future__ import annotations

import asyncio
import pickle
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any, BinaryIO, ParamSpec, Self, TypeVar

import psutil

from crawler import heap
from crawler.child import LENGTH, Child
from data.errors import EindekssError

_HEAVIEST = 256 << 20
"""Bytes beyond which the process is replaced once its work is done. What judging loads and remembers is some 200 MiB; what a site of 150
pages takes besides is given back, since a new process would load all of it again, which costs more than the judging.
"""

Given = ParamSpec("Given")
Found = TypeVar("Found")


class AsideFailed(EindekssError):
    """The process died, or did not end in time, twice in a row over the same work: a fault of ours, never the site's."""


class Aside:
    """``async with Aside() as aside: await aside.do(function, ...)``: one piece of work at a time, in the order of asking.

    ``function`` belongs to a module, and takes and gives what pickles. ``own`` = False does the work in place, which is right where
    nobody else is waiting. A process that dies (or is killed for taking more than ``seconds``) is replaced, and its work tried once
    more. Raises what the function raises; AsideFailed.
    """

    def __init__(self, *, own: bool = True, seconds: float = 300.0) -> None:
        self._own, self._seconds = own, seconds
        self._turn = asyncio.Lock()
        self._child = Child("crawler.aside")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._child.end()

    @property
    def pid(self) -> int | None:
        """The process that works, while there is one."""
        return self._child.pid

    async def do(self, function: Callable[Given, Found], *given: Given.args, **named: Given.kwargs) -> Found:
        """What the function gives."""
        if not self._own:
            return function(*given, **named)
        work = pickle.dumps((function, given, named))
        async with self._turn:
            fine, found = await self._asked(work)
            if self._weight() > _HEAVIEST:
                await self._child.end()
        if not fine:
            raise found
        result: Found = found
        return result

    def _weight(self) -> int:
        if self.pid is None:
            return 0
        try:
            return int(psutil.Process(self.pid).memory_info().rss)
        except psutil.Error:
            return 0

    async def _asked(self, work: bytes) -> tuple[bool, Any]:
        for last in (False, True):
            try:
                async with asyncio.timeout(self._seconds):
                    return await self._once(work)
            except (TimeoutError, OSError, asyncio.IncompleteReadError) as error:
                await self._child.end()
                if last:
                    raise AsideFailed(f"the process for heavy work failed twice ({type(error).__name__}: {error})") from error
            except asyncio.CancelledError:
                # Half an answer must not be taken for that of the next piece of work.
                await self._child.end()
                raise
        raise AssertionError

    async def _once(self, work: bytes) -> tuple[bool, Any]:
        told = await self._child.send(work)
        length = int.from_bytes(await told.readexactly(LENGTH), "big")
        answer: tuple[bool, Any] = pickle.loads(await told.readexactly(length))  # noqa: S301 (our own process wrote it)
        return answer


def _serve(source: BinaryIO, target: BinaryIO) -> None:
    while len(header := source.read(LENGTH)) == LENGTH:
        answer = pickle.dumps(_done(source.read(int.from_bytes(header, "big"))))
        heap.trim()
        target.write(len(answer).to_bytes(LENGTH, "big") + answer)
        target.flush()


def _done(work: bytes) -> tuple[bool, Any]:
    try:
        function, given, named = pickle.loads(work)  # noqa: S301 (our own process wrote it)
        return True, function(*given, **named)
    except Exception as error:  # noqa: BLE001 (it is raised where the work was asked for)
        return False, _sendable(error)


def _sendable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 (made here)
    except Exception:  # noqa: BLE001 (an error that cannot travel is told in words)
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


if __name__ == "__main__":
    heap.few_arenas()
    _serve(sys.stdin.buffer, sys.stdout.buffer)
