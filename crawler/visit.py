"""The unit of work: a visit to one institution, which ends in one sealed bundle, whatever happens on the way."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import platform
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from audits import catalogue
from crawler import settings as project
from crawler.earlier import Earlier, Turns
from crawler.egress import Egress
from crawler.fetch import Allowance, Download, Fetcher
from crawler.identity import user_agent, version
from crawler.judging import judged
from crawler.politeness import Politeness
from crawler.progress import Progress
from crawler.stages import Errands, Stages, versions
from crawler.tools import Tools
from data import rows, vocabulary
from data.blob_store import BlobStore
from data.bundle import BundleWriter
from data.errors import BundleError, ConfigError, GatherError
from data.settings import Settings
from data.types import Coverage, Exchange, Institution, Json

_FOR_THE_WALK = 0.75
"""The share of a visit's time after which no more pages are walked, where pages are still to be shown in a browser."""
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS})
_COMPLETE = frozenset({"exhausted", "pages"})


def new_run() -> str:
    """The id of a run: the moment it began, UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")


@dataclass(frozen=True, slots=True)
class Job:
    """A visit to be made: to whom, in which run, how, and the path of the bundle it ends in.

    ``earlier`` is the body's last good bundle, by which what has not changed is neither sent nor shown again; ``night`` the number of
    tonight, by which everything has its turn to be looked at anew all the same; instead of those whose turn it is, ``afresh`` names
    the addresses, where it is not None. ``blobs`` is the folder, beside or above the bundle, where its bodies are shared with other
    bundles; they lie in it where none is given.
    """

    institution: Institution
    run: str
    settings: Settings
    path: Path
    earlier: Path | None = None
    night: int = 0
    blobs: Path | None = None
    afresh: frozenset[str] | None = None


async def visit(job: Job, tools: Tools, progress: Progress, stopping: asyncio.Event) -> Path:
    """Visit an institution and seal its bundle; ``stopping`` ends the visit early. Raises ConfigError where it cannot be written."""
    with _room_for(job.path):
        return await _visit(job, tools, progress, stopping)


async def _visit(job: Job, tools: Tools, progress: Progress, stopping: asyncio.Event) -> Path:
    settings, site = job.settings, job.institution.sites[0]
    manifest = _manifest(job.institution, job.run, settings)
    shared = BlobStore(job.blobs) if job.blobs else None
    with BundleWriter(job.path, manifest, shared) as writer, _earlier(job, writer) as earlier:
        limit = settings.seconds * (_FOR_THE_WALK if tools.browser is not None else 1.0)
        politeness = Politeness(tools.turns, writer.log, stopping)
        progress.begin(job.institution.id, time.monotonic() + settings.seconds, lambda: politeness.waiting_until)
        progress.state.to_render = settings.render
        allowance = Allowance(settings.visit_bytes, time.monotonic() + settings.seconds, time.monotonic() + limit)

        def stages_with(download: Download) -> Stages:
            fetcher = Fetcher(download, politeness, tools.egress, settings, writer, allowance, tools.permits, earlier)
            return Stages(
                fetcher,
                settings,
                site,
                tools.reader,
                progress,
                tools.aside,
                tools.browser,
                tools.abroad,
                Errands(tools.once, job.institution),
                names=tools.names,
            )

        stages = await _carry(stages_with, settings, writer, tools.egress)
        coverage = stages.finish()
        writer.note(site=stages.site or site.url, finished=rows.stamp(datetime.now(UTC)))
        writer.note(versions={**manifest["versions"], **versions(tools.browser)})
        progress.stage("judging")
        # What takes its time over a large visit is done in a thread: others go on meanwhile.
        snapshot = await asyncio.to_thread(writer.snapshot, coverage, _status(stages, coverage))
        observations, faults = await tools.aside.do(judged, writer.part, snapshot.id)
        for indicator, error in faults:
            writer.fault(indicator, error)
            progress.tell(f"A fault of ours in {indicator}: {error}")
        return await asyncio.to_thread(writer.seal, observations)


@contextlib.contextmanager
def _room_for(out: Path) -> Iterator[None]:
    """What fails here but the bundle's own file is a bug; that the disk is full is not."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        if isinstance(error, OSError) and error.errno not in _NO_ROOM:
            raise
        raise ConfigError(f"{out}: cannot be written ({error}); make room there, or choose another folder with --out") from error


@contextlib.contextmanager
def _earlier(job: Job, writer: BundleWriter) -> Iterator[Earlier | None]:
    """The visit before; None where there is none, or its bundle cannot be used, which costs time and nothing else."""
    with contextlib.ExitStack() as stack:
        earlier = None
        if job.earlier is not None:
            sending = {**project.DEFAULT_REQUEST_HEADERS, "User-Agent": user_agent(job.settings)}
            try:
                turns = Turns(job.night, job.settings.rerender_nights, job.afresh)
                opened = Earlier(job.earlier, job.institution.id, turns, sending)
                earlier = stack.enter_context(opened)
                writer.log("earlier", snapshot=earlier.snapshot_id, night=job.night)
            except BundleError as error:
                writer.log("earlier-unusable", error=str(error)[:300])
        yield earlier


async def _carry(stages_with: Callable[[Download], Stages], settings: Settings, writer: BundleWriter, egress: Egress) -> Stages:
    """Run the stages on Scrapy's downloader; limits and interruptions end them early but in order."""
    from scrapy.crawler import AsyncCrawlerRunner  # noqa: PLC0415

    from crawler.spiders.site import SiteSpider  # noqa: PLC0415
    from crawler.wire import go_by  # noqa: PLC0415

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
    crawler = runner.create_crawler(SiteSpider)
    go_by(crawler, egress)
    await runner.crawl(crawler, errand=errand)
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
        "showing": settings.showing,
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
