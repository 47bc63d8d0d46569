"""The artifact ``second_engine``: the same rules in another browser, asked only when wanted, with the manners of the visit."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import replace

from crawler.fetch import Fetcher
from data.types import Json, Missing


async def gather(fetcher: Fetcher, site: str, first: Mapping[str, Json | Missing], proxy_url: str | None) -> Json | Missing:
    """What both engines say of each page of ``first`` (its axe results); the rest between two pages is the host's present one."""
    from crawler.second_engine import second_opinion  # noqa: PLC0415 (Selenium is needed only when asked for)

    politeness, seconds = fetcher.politeness, fetcher.allowance.seconds
    async with politeness.turn(site, "render", seconds, "allowed") as pace:
        asked = second_opinion(list(first), first, replace(fetcher.settings, delay=pace.gap), proxy_url)
        return await _within(asked, seconds, politeness.stopping)


async def _within(work: Coroutine[None, None, Json | Missing], seconds: float, stopping: asyncio.Event) -> Json | Missing:
    """What the work gives, unless time runs out or the visit is stopped first."""
    task, stop = asyncio.ensure_future(work), asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait({task, stop}, timeout=max(seconds, 0.0), return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else Missing("interrupted" if stopping.is_set() else "time")
    finally:
        for each in (task, stop):
            each.cancel()
        await asyncio.gather(task, stop, return_exceptions=True)
