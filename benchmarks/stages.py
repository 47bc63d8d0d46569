"""What each stage of a visit costs, in CPU milliseconds a page: crawl, derive, all audits, seal; and a bare Scrapy loop beside the crawl.

    python -m benchmarks.stages [--site URL] [--pages 400] [--rounds 3]

Without --site the good demonstration municipality is visited. Each round visits the site with no page rendered and no gap between
requests in a process of its own, then takes the bundle apart again. Prints one JSON line for each round.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from audits import catalogue
from audits.derive import site_view
from audits.run import judge
from crawler.demo_server import DemoServer
from data import registry, vocabulary
from data.bundle import Bundle, BundleWriter
from data.types import Exchange, Observation, Snapshot

_BARE = """
import sys, scrapy
from urllib.parse import urlsplit
from scrapy.crawler import CrawlerProcess

class Bare(scrapy.Spider):
    name = "bare"
    start_urls = [sys.argv[1]]
    allowed_domains = [urlsplit(sys.argv[1]).hostname]
    pages = 0

    def parse(self, response):
        if hasattr(response, "css"):
            Bare.pages += 1
            yield from response.follow_all(css="a::attr(href)")

process = CrawlerProcess({"LOG_LEVEL": "ERROR", "ROBOTSTXT_OBEY": True, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": 0})
process.crawl(Bare)
process.start()
print(Bare.pages)
"""


def stages(site: str, flags: list[str], pages: int, folder: Path) -> dict[str, float]:
    """One round over a site."""
    bundle_path, visit_ms = _visit(site, flags, pages, folder)
    with Bundle(bundle_path) as bundle:
        snapshot, count = bundle.snapshot(), bundle.manifest["coverage"]["fetched"]
        derive_ms = _cpu(lambda: _derive(snapshot))
        found: list[Observation] = []
        words, portals = vocabulary.load(), registry.load().portals
        audits_ms = _cpu(lambda: found.extend(judge(snapshot, catalogue.load(), words, portals)))
        seal_ms = _cpu(lambda: _seal(bundle, snapshot, found, folder / "again.sqlite"))
    each = {"derive": derive_ms, "audits": audits_ms - derive_ms, "seal": seal_ms, "crawl": visit_ms - audits_ms - seal_ms}
    return {"pages": count, **{name: round(spent / count, 2) for name, spent in each.items()}, "bare_crawl": _bare(site)}


def _visit(site: str, flags: list[str], pages: int, folder: Path) -> tuple[Path, float]:
    command = [
        sys.executable,
        "-c",
        "from data.cli import main; main()",
        "audit",
        site,
        "--pages",
        str(pages),
        "--render",
        "0",
        "--delay",
        "0",
        *("--resolver", "none", "--open-data", "none", "--odata", "none", "--links-away", "0"),
    ]
    before = _children()
    done = subprocess.run([*command, "--format", "json", "--out", str(folder), *flags], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode not in {0, 3}:
        raise SystemExit(done.stderr)
    return next(folder.glob("*.sqlite")), _children() - before


def _bare(site: str) -> float | None:
    if site.endswith(".test"):
        return None  # the bare loop knows no --hosts
    before = _children()
    done = subprocess.run([sys.executable, "-c", _BARE, site], capture_output=True, text=True, check=True)  # noqa: S603
    return round((_children() - before) / int(done.stdout), 2)


def _derive(snapshot: Snapshot) -> None:
    for page in site_view(snapshot).pages:
        _ = page.links, page.text, page.headings, page.forms, page.images, page.title


def _seal(bundle: Bundle, snapshot: Snapshot, observations: list[Observation], path: Path) -> None:
    with BundleWriter(path, bundle.manifest) as writer:
        for purpose, exchange in bundle.exchanges():
            writer.exchange(exchange, purpose)
        for page in snapshot.pages:
            writer.page(page)
            if isinstance(page.exchange, Exchange) and page.exchange.body:
                writer.blob(snapshot.blobs[page.exchange.body])
        again = writer.snapshot(snapshot.coverage, "complete").id
        writer.seal([Observation(again, seen.indicator, seen.version, seen.scope, seen.subject, seen.finding) for seen in observations])


def _cpu(work: Callable[[], Any]) -> float:
    before = time.process_time()
    work()
    return 1000 * (time.process_time() - before)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (used.ru_utime + used.ru_stime)


@contextmanager
def _demo(folder: Path) -> Iterator[tuple[str, list[str]]]:
    with DemoServer() as demo:
        hosts = folder / "hosts"
        hosts.write_text("".join(f"{address} {name}\n" for name, address in demo.hosts.items()), encoding="utf-8")
        allowed = [flag for network in demo.allow for flag in ("--allow-address", network)]
        yield next(iter(demo.sites.values())), ["--hosts", str(hosts), "--ca", str(demo.ca), *allowed]


def main() -> None:
    """Read the command line and measure."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--site")
    asked.add_argument("--pages", type=int, default=400)
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    catalogue.load()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site, flags = (given.site, ["--allow-address", "127.0.0.0/8"]) if given.site else stack.enter_context(_demo(folder))
        for number in range(given.rounds):
            print(json.dumps({"round": number + 1, **stages(site, flags, given.pages, folder / str(number))}))  # noqa: T201


if __name__ == "__main__":
    main()
