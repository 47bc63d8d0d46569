"""The unit of work: a visit to one institution, which ends in one sealed bundle, whatever happens on the way."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import platform
import signal
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from audits import catalogue
from audits.run import judge
from crawler import settings as project
from crawler.egress import Egress
from crawler.fetch import Allowance, Download, Fetcher
from crawler.gatherers.document import PdfReader
from crawler.identity import version
from crawler.permits import Permits
from crawler.politeness import Politeness, Turns
from crawler.progress import Progress
from crawler.proxy import EgressProxy
from crawler.stages import Stages, versions
from data import registry, rows, vocabulary
from data.bundle import BundleWriter
from data.errors import ConfigError, GatherError
from data.settings import Settings
from data.types import Coverage, Exchange, Institution, Json, Observation, Snapshot

if TYPE_CHECKING:
    from crawler.browser import Browser

_FOR_THE_WALK = 0.75
"""The share of a visit's time after which no more pages are walked, where pages are still to be shown in a browser."""
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS})
_COMPLETE = frozenset({"exhausted", "pages"})


@dataclass(frozen=True, slots=True)
class Job:
    """A visit to be made: to whom, in which run, how, and the path of the bundle it ends in."""

    institution: Institution
    run: str
    settings: Settings
    path: Path


@dataclass(frozen=True, slots=True)
class Tools:
    """What a visit works with; without a browser, no page is shown."""

    egress: Egress
    turns: Turns
    permits: Permits
    reader: PdfReader
    browser: Browser | None
    proxy: EgressProxy | None


def run_visits(jobs: Sequence[Job], progress: Progress | None = None) -> list[Path]:
    """Make visits one after another; returns their bundles, in order.

    The first Ctrl-C (or SIGTERM) ends the visit under way with a sealed, partial bundle and makes no more; the second aborts and
    seals nothing. Raises ConfigError before anything is asked of a site, KeyboardInterrupt when aborted.
    """
    with progress or Progress() as shown:
        try:
            return asyncio.run(_all(jobs, shown))
        except asyncio.CancelledError as error:
            raise KeyboardInterrupt from error


async def visit(
    institution: Institution, run: str, settings: Settings, out: Path, progress: Progress, stopping: asyncio.Event | None = None
) -> Path:
    """Visit one institution and seal the bundle ``out``; ``stopping`` ends the visit early. Raises ConfigError only."""
    with _room_for(out):
        return await _visit(institution, run, settings, out, progress, stopping)


async def _visit(
    institution: Institution, run: str, settings: Settings, out: Path, progress: Progress, stopping: asyncio.Event | None
) -> Path:
    async with _tools(institution.id, settings, progress) as tools:
        manifest = _manifest(institution, run, settings)
        with BundleWriter(out, manifest) as writer:
            stopped = stopping or asyncio.Event()
            limit = settings.seconds * (_FOR_THE_WALK if tools.browser is not None else 1.0)
            politeness = Politeness(tools.turns, writer.log, stopped)
            progress.begin(institution.id, time.monotonic() + settings.seconds, lambda: politeness.waiting_until)
            progress.state.to_render = settings.render
            allowance = Allowance(settings.visit_bytes, time.monotonic() + settings.seconds, time.monotonic() + limit)

            def stages_with(download: Download) -> Stages:
                fetcher = Fetcher(download, politeness, tools.egress, settings, writer, allowance, tools.permits)
                return Stages(
                    fetcher, settings, institution.sites[0], vocabulary.load(), tools.reader, progress, tools.browser, tools.proxy
                )

            stages = await _carry(stages_with, settings, writer)
            if tools.proxy is not None:
                writer.log("browser-traffic", **tools.proxy.account())
            coverage = stages.finish()
            writer.note(site=stages.site or institution.sites[0].url, finished=rows.stamp(datetime.now(UTC)))
            writer.note(versions={**manifest["versions"], **versions(tools.browser)})
            progress.stage("judging")
            snapshot = writer.snapshot(coverage, _status(stages, coverage))
            return writer.seal(_judged(snapshot, progress, writer))


@contextlib.contextmanager
def _room_for(out: Path) -> Iterator[None]:
    """What fails here but the bundle's own file is a bug; that the disk is full is not."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        if isinstance(error, OSError) and error.errno not in _NO_ROOM:
            raise
        raise ConfigError(f"{out}: cannot be written ({error}); make room there, or choose another folder with --out") from error


async def _all(jobs: Sequence[Job], progress: Progress) -> list[Path]:
    stopping = asyncio.Event()
    sealed: list[Path] = []
    with _signals(stopping, progress):
        for job in jobs:
            sealed.append(await visit(job.institution, job.run, job.settings, job.path, progress, stopping))
            if stopping.is_set():
                break
    return sealed


@contextlib.contextmanager
def _signals(stopping: asyncio.Event, progress: Progress) -> Iterator[None]:
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def heard() -> None:
        if stopping.is_set() and task is not None:
            task.cancel()
            return
        stopping.set()
        progress.tell("Stopping: what was seen is being sealed as a partial bundle. Press Ctrl-C again to abort and keep nothing.")

    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, heard)
    try:
        yield
    finally:
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(each)


@asynccontextmanager
async def _tools(name: str, settings: Settings, progress: Progress) -> AsyncIterator[Tools]:
    """What a visit works with, opened before the site hears of us, so that what is missing here is told first."""
    progress.begin(name, 0.0)
    egress = Egress(settings.hosts, settings.allow)
    async with AsyncExitStack() as stack:
        reader = await stack.enter_async_context(PdfReader())
        browser, proxy = None, None
        if settings.render:
            from crawler.browser import Browser as Opened  # noqa: PLC0415 (a visit without a browser needs no Playwright)

            progress.state.stage = "starting the browser"
            proxy = await stack.enter_async_context(EgressProxy(egress))
            browser = await stack.enter_async_context(Opened(settings, proxy.url))
        turns = Turns(settings.delay, settings.max_delay, egress)
        yield Tools(egress, turns, Permits(), reader, browser, proxy)


async def _carry(stages_with: Callable[[Download], Stages], settings: Settings, writer: BundleWriter) -> Stages:
    """Run the stages on Scrapy's downloader; limits and interruptions end them early but in order."""
    from scrapy.crawler import AsyncCrawlerRunner  # noqa: PLC0415

    from crawler.spiders.site import SiteSpider  # noqa: PLC0415

    held: list[Stages] = []
    faults: list[BaseException] = []

    async def errand(download: Download) -> None:
        held.append(stages_with(download))
        try:
            await held[0].go()
        except GatherError as limit:
            held[0].stop(limit.reason)
        except BaseException as fault:
            faults.append(fault)
            raise

    runner = AsyncCrawlerRunner({**scrapy_settings(), **project.of_visit(settings)})
    await runner.crawl(SiteSpider, errand=errand)
    if faults:
        raise faults[0]
    writer.log("ended", requests=held[0].fetcher.requests)
    return held[0]


def scrapy_settings() -> dict[str, Json]:
    """The project's Scrapy settings, as ``scrapy crawl`` would read them."""
    return {name: getattr(project, name) for name in dir(project) if name.isupper()}


def _manifest(institution: Institution, run: str, settings: Settings) -> dict[str, Json]:
    return {
        "app": version(),
        "run": run,
        "started": rows.stamp(datetime.now(UTC)),
        "seed": settings.seed,
        "institution": rows.institution_json(institution),
        "settings": settings.digest,
        "versions": {
            "app": version(),
            "python": platform.python_version(),
            "scrapy": metadata.version("scrapy"),
            "catalogue": catalogue.digest(),
            "vocabulary": vocabulary.load().digest,
        },
    }


def _status(stages: Stages, coverage: Coverage) -> str:
    seen = stages.found.pages.values() if stages.found else ()
    if not any(isinstance(page.exchange, Exchange) for page in seen):
        return "failed"
    return "complete" if coverage.stopped_by in _COMPLETE else "partial"


def _judged(snapshot: Snapshot, progress: Progress, writer: BundleWriter) -> tuple[Observation, ...]:
    def report(indicator: str, error: Exception) -> None:
        writer.fault(indicator, error)
        progress.tell(f"A fault of ours in {indicator}: {type(error).__name__}: {error}")

    return judge(snapshot, catalogue.load(), vocabulary.load(), registry.load().portals, report)
