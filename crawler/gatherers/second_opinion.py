"""The artifact ``second_engine``: the same rules in another browser, asked only when wanted, with the manners of the visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from crawler.fetch import Fetcher
from crawler.politeness import within
from data.errors import OutOfBudget
from data.types import Json, Missing


async def gather(fetcher: Fetcher, site: str, first: Mapping[str, Json | Missing], proxy_url: str | None) -> Json | Missing:
    """What both engines say of each page of ``first`` (its axe results); the rest between two pages is the host's present one."""
    from crawler.second_engine import second_opinion  # noqa: PLC0415 (Selenium is needed only when asked for)

    politeness, seconds = fetcher.politeness, fetcher.allowance.seconds
    async with politeness.turn(site, "render", seconds, "allowed") as pace:
        asked = second_opinion(list(first), first, replace(fetcher.settings, delay=pace.gap), proxy_url)
        try:
            return await within(asked, seconds, politeness.stopping)
        except OutOfBudget as over:
            return over.missing()
