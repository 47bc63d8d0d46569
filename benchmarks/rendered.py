"""The rendered stage beside a bare Playwright and axe loop on the same pages, in turn in one run: compare the ratio, not the seconds.

    python -m benchmarks.rendered [--urls FILE] [--rounds 3] [--tabs 1]

Without --urls the pages are those of the demonstration municipalities. The bare loop goes to the page, runs axe as it comes (the rules
that are on by default), and takes the DOM and a viewport picture. ``bare_all`` does the same with every rule that is not deprecated,
which ours runs on as many pages as a visit with the usual sample does (a quarter), and elsewhere without three of them; besides it
writes down everything else that a snapshot keeps. Time begins when a browser has started and shown its first page. Prints one JSON line
for each round and one of the median ratios of pages a minute (``ours_of_bare`` and ``ours_of_bare_all``) and of CPU time a page
(``cpu_of_bare`` ...).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from pathlib import Path

import psutil
from playwright.async_api import async_playwright

from benchmarks.pages import demo_pages
from crawler import axe
from crawler.browser import Browser
from crawler.browsers import find_browser
from crawler.egress import Egress
from crawler.proxy import EgressProxy
from crawler.sample import FULLY
from crawler.terms import Terms
from data.settings import Settings

_DEFAULT = """
axe.run(document, {resultTypes: ["violations", "incomplete"]}).then(r => ({v: r.violations, i: r.incomplete, p: r.passes.length}))
"""
_ALL = """
(() => {
  const rules = Object.fromEntries(axe.getRules().filter(r => !r.tags.includes("deprecated")).map(r => [r.ruleId, {enabled: true}]));
  const options = {rules, resultTypes: ["violations", "incomplete"]};
  return axe.run(document, options).then(r => ({v: r.violations, i: r.incomplete, p: r.passes.length}));
})()
"""


Show = Callable[[Sequence[str]], Awaitable[None]]


@asynccontextmanager
async def bare(settings: Settings, tabs: int) -> AsyncIterator[Show]:
    """Nothing but the unavoidable: go there, axe as it comes, the DOM, one picture."""
    async with _bare(settings, tabs, _DEFAULT) as show:
        yield show


@asynccontextmanager
async def bare_all(settings: Settings, tabs: int) -> AsyncIterator[Show]:
    """The same with all rules of axe that are not deprecated."""
    async with _bare(settings, tabs, _ALL) as show:
        yield show


@asynccontextmanager
async def _bare(settings: Settings, tabs: int, run: str) -> AsyncIterator[Show]:
    script = axe.script(settings) + "\n;0"
    async with async_playwright() as playwright:
        rules = ",".join(f"MAP {name} {address}" for name, address in settings.hosts.items())
        flags = ["--no-sandbox", "--disable-gpu", *([f"--host-resolver-rules={rules}"] if rules else [])]
        chromium = await playwright.chromium.launch(executable_path=str(find_browser(settings).path), args=flags)

        async def work(queue: list[str]) -> None:
            context = await chromium.new_context(ignore_https_errors=True)
            page = await context.new_page()
            while queue:
                await page.goto(queue.pop(), wait_until="load")
                await page.evaluate(script)
                await page.evaluate(run)
                await page.content()
                await page.screenshot(type="jpeg", quality=60)
            await context.close()

        async def show(urls: Sequence[str]) -> None:
            queue = list(urls)
            await asyncio.gather(*(work(queue) for _ in range(tabs)))

        yield show
        await chromium.close()


@asynccontextmanager
async def ours(settings: Settings, tabs: int) -> AsyncIterator[Show]:
    """The rendered stage as a visit runs it, through the proxies of its tabs, without the gap between requests."""
    egress = Egress(settings.hosts, settings.allow)
    async with EgressProxy(egress) as proxy, Browser(settings, proxy.url, egress=egress, tabs=tabs) as browser:

        async def show(urls: Sequence[str]) -> None:
            queue, terms = list(urls), Terms()

            async def work() -> None:
                while queue:
                    url = queue.pop()
                    await browser.render(url, every_rule=len(queue) % settings.render < FULLY, terms=terms)

            await asyncio.gather(*(work() for _ in range(tabs)))

        yield show


Loop = Callable[[Settings, int], AbstractAsyncContextManager[Show]]


async def measured(loop: Loop, urls: Sequence[str], settings: Settings, tabs: int) -> dict[str, float]:
    """Pages a minute, CPU milliseconds a page (all processes) and the peak of memory in MiB."""
    async with loop(settings, tabs) as show:
        await show(urls[:1])
        return await _measured(show, urls)


async def _measured(show: Show, urls: Sequence[str]) -> dict[str, float]:
    peak, busy = [0.0], {0: 0.0}

    async def watch() -> None:
        while True:
            await asyncio.to_thread(_look, peak, busy)
            await asyncio.sleep(0.5)

    _look(peak, busy)
    before, began = sum(busy.values()), time.perf_counter()
    watcher = asyncio.create_task(watch())
    await show(urls)
    wall = time.perf_counter() - began
    watcher.cancel()
    _look(peak, busy)
    used = sum(busy.values()) - before
    return {
        "pages_per_minute": round(60 * len(urls) / wall, 1),
        "cpu_ms_per_page": round(1000 * used / len(urls)),
        "peak_mib": round(peak[0]),
    }


def _look(peak: list[float], busy: dict[int, float]) -> None:
    memory, own = 0.0, psutil.Process()
    for process in (own, *own.children(recursive=True)):
        try:
            times, memory = process.cpu_times(), memory + process.memory_full_info().pss
        except psutil.Error:
            continue
        busy[process.pid] = times.user + times.system
    peak[0] = max(peak[0], memory / 2**20)


async def compare(urls: Sequence[str], settings: Settings, rounds: int, tabs: int) -> None:
    """The loops in turn, each round from another one on, then the median ratios."""
    order = [ours, bare, bare_all]
    took: dict[str, list[dict[str, float]]] = {loop.__name__: [] for loop in order}
    for number in range(rounds):
        for loop in order:
            took[loop.__name__].append(await measured(loop, urls, settings, tabs))
        order.append(order.pop(0))
        print(json.dumps({"round": number + 1, "pages": len(urls), "tabs": tabs} | {name: rows[-1] for name, rows in took.items()}))  # noqa: T201
    limits = ("bare", "bare_all")
    pages = {f"ours_of_{limit}": _ratio(took["ours"], took[limit], "pages_per_minute") for limit in limits}
    cpu = {f"cpu_of_{limit}": _ratio(took["ours"], took[limit], "cpu_ms_per_page") for limit in limits}
    print(json.dumps(pages | cpu))  # noqa: T201


def _ratio(own: Sequence[dict[str, float]], limit: Sequence[dict[str, float]], figure: str) -> float:
    return round(statistics.median(mine[figure] / theirs[figure] for mine, theirs in zip(own, limit, strict=True)), 2)


def main() -> None:
    """Read the command line and compare."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--urls", type=Path)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--tabs", type=int, default=1)
    given = asked.parse_args()
    with ExitStack() as stack:
        if given.urls:
            urls, settings = given.urls.read_text(encoding="utf-8").split(), Settings(allow=("127.0.0.0/8",))
        else:
            urls, settings = stack.enter_context(demo_pages())
        asyncio.run(compare(urls, settings, given.rounds, given.tabs))


if __name__ == "__main__":
    main()
