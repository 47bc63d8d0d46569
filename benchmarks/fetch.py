"""The fetch stage (fetch, links, canonicalise, dedupe, store bodies) beside a bare Scrapy spider that follows links and stores bodies.

    python -m benchmarks.fetch --site URL [--pages 400] [--rounds 3]

Each side runs in a process of its own, in turn; CPU is taken after the imports, of the whole process, and divided by the pages that it saw.
Ours asks for robots.txt and keeps all manners, without a gap; what a page is for (its role) is not asked, nor is anything judged.
Prints one JSON line for each round and one with the median ratio.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from scrapy import Request
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.http import Response

from crawler import settings as project
from crawler.addresses import Scope
from crawler.egress import Egress
from crawler.fetch import Allowance, Fetcher
from crawler.frontier import Frontier
from crawler.gatherers.document import PdfReader
from crawler.permits import Permits
from crawler.politeness import Politeness, Turns
from crawler.spiders.site import SiteSpider
from crawler.visit import scrapy_settings
from crawler.walk import Walk
from data.bundle import BundleWriter
from data.settings import Settings

_BARE = """
import hashlib, json, pathlib, sys, time
from urllib.parse import urlsplit
import scrapy
from scrapy.crawler import CrawlerProcess
start, folder = sys.argv[1], pathlib.Path(sys.argv[2])

class Bare(scrapy.Spider):
    name = "bare"; start_urls = [start]; allowed_domains = [urlsplit(start).hostname]; pages = 0

    def parse(self, response):
        (folder / hashlib.sha256(response.body).hexdigest()).write_bytes(response.body)
        if not hasattr(response, "css"):
            return
        Bare.pages += 1
        for href in response.css("a::attr(href)").getall():
            if not href.startswith(("#", "mailto:", "javascript:")):
                yield response.follow(href)

before = time.process_time()
process = CrawlerProcess({"LOG_LEVEL": "ERROR", "ROBOTSTXT_OBEY": True, "CONCURRENT_REQUESTS_PER_DOMAIN": 1})
process.crawl(Bare); process.start()
print(json.dumps({"pages": Bare.pages, "cpu_ms": round(1000 * (time.process_time() - before) / Bare.pages, 2)}))
"""


async def ours(site: str, pages: int, folder: Path) -> dict[str, float]:
    """Walk a site as a visit does, into a bundle."""
    settings = Settings(
        pages=pages, render=0, delay=0.0, allow=("127.0.0.0/8",), resolver="none", open_data="none", odata="none", links_away=0
    )
    before = time.process_time()
    with BundleWriter(folder / "walk.sqlite", {}) as writer:
        walks: list[Walk] = []

        async def errand(download: Callable[[Request], Awaitable[Response]]) -> None:
            egress = Egress(settings.hosts, settings.allow)
            politeness = Politeness(Turns(settings.delay, settings.max_delay, egress), writer.log)
            allowance = Allowance(settings.visit_bytes, time.monotonic() + settings.seconds)
            fetcher = Fetcher(download, politeness, egress, settings, writer, allowance, Permits())
            frontier = Frontier(Scope.of(site), share=max(20, pages // 3))
            frontier.offer(site, 0)
            async with PdfReader() as reader:
                walks.append(Walk(fetcher, frontier, settings, reader, role_of=lambda page, _body: page.role))
                async for _ in walks[0].go():
                    pass

        await AsyncCrawlerRunner({**scrapy_settings(), **project.of_visit(settings), "LOG_LEVEL": "ERROR"}).crawl(SiteSpider, errand=errand)
    seen = walks[0].html_pages
    return {"pages": seen, "cpu_ms": round(1000 * (time.process_time() - before) / seen, 2)}


def compare(site: str, pages: int, rounds: int) -> None:
    """Both in turn, then the median ratio."""
    ratios = []
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            bare = _child("-c", _BARE, site, folder)
            own = _child("-m", "benchmarks.fetch", "--site", site, "--pages", str(pages), "--into", folder)
        ratios.append(own["cpu_ms"] / bare["cpu_ms"])
        print(json.dumps({"round": number + 1, "ours": own, "bare": bare}), flush=True)  # noqa: T201
    print(json.dumps({"ours_of_bare": round(statistics.median(ratios), 2)}))  # noqa: T201


def _child(*arguments: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True)  # noqa: S603
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def main() -> None:
    """Read the command line and compare."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--site", required=True)
    asked.add_argument("--pages", type=int, default=400)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.into:
        print(json.dumps(asyncio.run(ours(given.site, given.pages, given.into))))  # noqa: T201
    else:
        compare(given.site, given.pages, given.rounds)


if __name__ == "__main__":
    main()
