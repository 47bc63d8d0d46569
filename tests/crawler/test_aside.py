"""Heavy work aside: it comes back whole, its errors come back, and a process that dies is replaced."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest

from crawler.aside import Aside, AsideFailed
from data.errors import ConfigError


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


def where(_: bytes = b"") -> int:
    return os.getpid()


def faulty() -> None:
    raise ConfigError(["viens", "divi"])


def die_once(marker: Path) -> str:
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang() -> None:
    signal.pause()


def test_work_is_done_elsewhere_by_one_process() -> None:
    async def ask() -> list[int]:
        async with Aside() as aside:
            return [*await asyncio.gather(*(aside.do(where, b"x" * 3_000_000) for _ in range(3)))]

    pids = run(ask())
    assert len(set(pids)) == 1
    assert pids[0] != os.getpid()
    assert not Path(f"/proc/{pids[0]}").exists()


def test_in_place_when_nobody_else_waits() -> None:
    async def ask() -> int:
        async with Aside(own=False) as aside:
            return await aside.do(where)

    assert run(ask()) == os.getpid()


def test_what_the_function_raises_is_raised_here() -> None:
    async def ask() -> None:
        async with Aside() as aside:
            await aside.do(faulty)

    with pytest.raises(ConfigError) as raised:
        run(ask())
    assert raised.value.faults == ("viens", "divi")


def test_a_killed_process_is_replaced_and_its_work_done(tmp_path: Path) -> None:
    async def ask() -> str:
        async with Aside() as aside:
            return await aside.do(die_once, tmp_path / "marker")

    assert run(ask()) == "done"


@pytest.mark.parametrize("work", [die, hang])
def test_work_that_fails_twice_is_our_fault_and_the_next_is_done(work: Any) -> None:
    async def ask() -> int:
        async with Aside(seconds=1.0) as aside:
            with pytest.raises(AsideFailed, match="twice"):
                await aside.do(work)
            aside._seconds = 60.0
            return await aside.do(where)

    assert run(ask()) != os.getpid()


def test_work_given_up_leaves_no_answer_for_the_next() -> None:
    async def ask() -> int:
        async with Aside() as aside:
            task = asyncio.create_task(aside.do(hang))
            while aside.pid is None:  # noqa: ASYNC110 (there is no event to wait for)
                await asyncio.sleep(0.01)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            return await aside.do(where)

    assert isinstance(run(ask()), int)


def grow() -> int:
    kept.append(bytearray(300 << 20))
    return os.getpid()


kept: list[bytearray] = []


def test_a_process_that_has_grown_heavy_is_replaced() -> None:
    async def ask() -> tuple[int, int]:
        async with Aside() as aside:
            return await aside.do(grow), await aside.do(where)

    heavy, next_one = run(ask())
    assert heavy != next_one


PINNED: list[bytes] = []


def spread(pieces: int, size: int) -> int:
    held = [bytes([number % 256]) * size for number in range(pieces)]
    # What stays lies above what goes, so that the heap cannot simply be cut.
    PINNED.append(held[-1])
    return os.getpid()


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="the C library is not glibc")
def test_a_process_that_gives_its_memory_back_is_kept() -> None:
    async def ask() -> list[int]:
        async with Aside() as aside:
            return [await aside.do(spread, 150_000, 2_000) for _ in range(2)]

    first, second = run(ask())
    assert first == second
