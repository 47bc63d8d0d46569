"""A second opinion that takes too long, or is no longer wanted, is given up."""

from __future__ import annotations

import asyncio
import time

import pytest

from crawler.gatherers.second_opinion import _within
from data.types import Json, Missing


@pytest.mark.parametrize(
    ("takes", "seconds", "stopped_after", "told"),
    [(0.0, 5.0, None, {"agreement": 1.0}), (5.0, 0.1, None, Missing("time")), (5.0, 5.0, 0.1, Missing("interrupted"))],
    ids=["in-time", "too-late", "stopped"],
)
def test_it_is_waited_for_within_reason(takes: float, seconds: float, stopped_after: float | None, told: Json | Missing) -> None:
    async def work() -> Json | Missing:
        await asyncio.sleep(takes)
        return {"agreement": 1.0}

    async def main() -> Json | Missing:
        stopping = asyncio.Event()
        if stopped_after is not None:
            asyncio.get_running_loop().call_later(stopped_after, stopping.set)
        return await _within(work(), seconds, stopping)

    started = time.monotonic()
    assert asyncio.run(main()) == told
    assert time.monotonic() - started < 2
