"""The artifact ``missing_page``: how the site answers for an address that cannot exist, so that error pages in disguise are known."""

from __future__ import annotations

import random

from crawler import blocks
from crawler.addresses import Scope, fingerprint, host_of, origin
from crawler.failures import of_status
from crawler.fetch import Fetcher
from data.errors import GatherError, OutOfBudget
from data.types import Json, Missing


def made_up(site: str, seed: int) -> str:
    """An address that no site has, the same for the same seed."""
    word = random.Random(f"{seed} {host_of(site)}").getrandbits(64)  # noqa: S311 (chance here only needs to be repeatable)
    return f"{origin(site)}/eindekss-nav-{word:016x}"


async def gather(fetcher: Fetcher, site: str, seed: int, scope: Scope, front: str) -> Json | Missing:
    """Its address, status, whether it came with success (``soft404``), and by what such answers are recognised.

    The fingerprint is empty where the answer is that of the front page: by it, the front page itself would be called missing.
    """
    url = made_up(site, seed)
    try:
        answer = await fetcher.fetch(url, "probe", scope)
    except OutOfBudget:
        raise
    except GatherError as failure:
        return failure.missing()
    success = of_status(answer.exchange.status) is None
    home = fingerprint(answer.url) == fingerprint(site)
    told = blocks.fingerprint(answer.text, front) if success and answer.declares_html and not home else ""
    return {"url": url, "status": answer.exchange.status, "soft404": success, "fingerprint": told}
