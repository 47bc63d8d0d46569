"""The artifact ``second_engine``: the same rules in another browser, asked only when wanted, with the manners of the visit."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.fetch import Fetcher
from crawler.politeness import Spared, within
from crawler.terms import Terms
from data.errors import OutOfBudget
from data.types import Json, Missing


async def gather(fetcher: Fetcher, first: Mapping[str, Json | Missing], proxy_url: str | None) -> Json | Missing:
    """What both engines say of each page of ``first`` (its axe results); each is opened in its turn, and where robots.txt allows it."""
    from crawler.second_engine import second_opinion  # noqa: PLC0415 (Selenium is needed only when asked for)

    politeness, allowance = fetcher.politeness, fetcher.allowance
    terms = Terms(lambda url: politeness.turn(url, "render", allowance.seconds, "allowed"), fetcher.keeps_out, lambda: allowance.seconds)
    try:
        return await within(second_opinion(list(first), first, fetcher.settings, proxy_url, terms), allowance.seconds, politeness.stopping)
    except (OutOfBudget, Spared) as over:
        return over.missing()
