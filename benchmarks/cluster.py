"""How much faster four workers are than one where sites are slow: python -m benchmarks.cluster [--sites 8] [--pages 10] [--latency 1].

Each count of workers gets a Dask cluster of its own; the starting of the cluster is not counted, that of the visits' processes is.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import dask
from distributed import LocalCluster

from crawler.cluster.run import go
from crawler.visit import Job
from tests.crawler.serving import Said, Served, institution, page, robots, settings


def main() -> None:
    """Visit the same slow sites with one worker and with four; print the seconds and the ratio."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sites", type=int, default=8)
    asked.add_argument("--pages", type=int, default=10)
    asked.add_argument("--latency", type=float, default=1.0)
    given = asked.parse_args()
    with ExitStack() as stack:
        sites = [stack.enter_context(_slow(f"127.0.10.{number + 1}", given.pages, given.latency)) for number in range(given.sites)]
        print(f"{given.sites} sites of {given.pages} pages, {given.latency} s each", flush=True)  # noqa: T201 (a benchmark prints)
        took = {}
        for workers in (4, 1):
            took[workers] = _seconds(workers, sites)
            print(f"{workers} workers: {took[workers]:.1f} s", flush=True)  # noqa: T201 (as above)
    print(f"ratio {took[1] / took[4]:.2f}")  # noqa: T201 (as above)


def _slow(host: str, pages: int, latency: float) -> Served:
    def answer(path: str) -> Said:
        time.sleep(latency)
        number = int(path.strip("/")) if path.strip("/").isdigit() else 0
        return page(f"Lapa {number}", f"/{number + 1}") if number < pages - 1 else page(f"Lapa {number}")

    return Served({"*": answer, "/robots.txt": robots("")}, host)


def _seconds(workers: int, sites: list[Served]) -> float:
    with tempfile.TemporaryDirectory() as folder, dask.config.set({"distributed.scheduler.worker-saturation": 1.0}):
        jobs = []
        for number, site in enumerate(sites):
            body = replace(institution(site.url), id=f"v{number:02d}")
            jobs.append(Job(body, "run", settings(seconds=600.0), Path(folder) / f"{body.id}.sqlite"))
        with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0", local_directory=folder) as cluster:
            began = time.monotonic()
            ended = go(jobs, cluster.scheduler_address, quiet=True, batch=max(1, len(sites) // 4))
            took = time.monotonic() - began
    if any(each.status != "complete" for each in ended):
        raise SystemExit(f"not all visits were whole: {[each.status for each in ended]}")
    return took


if __name__ == "__main__":
    main()
