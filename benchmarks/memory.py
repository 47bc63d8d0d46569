"""The memory of a whole run: many sites, several visits at once, one browser; the peak of the process tree and its growth.

    python -m benchmarks.memory [--sites 134] [--pages 150] [--render 15] [--jobs 4] [--tabs 2]

Memory is the proportional set size (PSS) of the process that runs it and all its children, the browser's included and the servers of the
sites not, taken every two seconds. Growth compares the mean of the last quarter of the time with that of the first, and also the
peaks. Prints a JSON line each minute and one at the end.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import psutil

from benchmarks.towns import NETWORK, institutions, served
from crawler.run import Run
from crawler.summary import exit_code
from crawler.visit import Job
from data.settings import Settings

_EVERY = 2.0
_SAY_EVERY = 30


class Watch(threading.Thread):
    """Takes the memory of this process and its children, but not of ``spared``, in MiB, until stopped."""

    def __init__(self, spared: Sequence[psutil.Process]) -> None:
        super().__init__(daemon=True)
        self._spared = {process.pid for process in spared}
        self._over = threading.Event()
        self.taken: list[float] = []

    def run(self) -> None:
        """Look again and again."""
        while not self._over.wait(_EVERY):
            parts: Counter[str] = Counter()
            for process in self._family():
                parts[_part(process)] += self._one(process)
            self.taken.append(parts.total() / 2**20)
            if len(self.taken) % _SAY_EVERY == 0:
                told = {part: size >> 20 for part, size in sorted(parts.items())}
                print(json.dumps({"minutes": round(len(self.taken) * _EVERY / 60, 1), **told}), flush=True)  # noqa: T201

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self.join()

    def _family(self) -> list[psutil.Process]:
        own = psutil.Process()
        return [process for process in (own, *own.children(recursive=True)) if process.pid not in self._spared]

    @staticmethod
    def _one(process: psutil.Process) -> int:
        try:
            return int(process.memory_full_info().pss)
        except psutil.Error:
            return 0


def _part(process: psutil.Process) -> str:
    """Whose memory it is."""
    try:
        words = " ".join(process.cmdline())
    except psutil.Error:
        return "gone"
    marks = {"chrom": "browser", "playwright": "driver", "crawler.aside": "heavy work", "gatherers.pdf": "documents", "spawn": "visits"}
    return next((part for mark, part in marks.items() if mark in words), "run")


def told(taken: Sequence[float]) -> dict[str, float]:
    """Peak and growth, by quarters of the time."""
    size = max(len(taken) // 4, 1)
    first, last = taken[:size], taken[-size:]
    return {
        "peak_mib": round(max(taken)),
        "first_quarter_mib": round(statistics.fmean(first)),
        "last_quarter_mib": round(statistics.fmean(last)),
        "growth_of_mean": round(statistics.fmean(last) / statistics.fmean(first) - 1, 3),
        "growth_of_peak": round(max(last) / max(first) - 1, 3),
    }


def main() -> None:
    """Read the command line and measure."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("sites", 134), ("pages", 150), ("render", 15), ("jobs", 4), ("tabs", 2)):
        asked.add_argument(f"--{name}", type=int, default=usual)
    given = asked.parse_args()
    with served(given.sites, given.pages) as port, tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            resolver="none",
            open_data="none",
            odata="none",
            pages=given.pages,
            render=given.render,
            delay=0.0,
            seconds=7200.0,
            visit_bytes=2**31,
            allow=(f"{NETWORK}.0/24",),
        )
        jobs = [Job(each, "run", settings, Path(folder) / f"{each.id}.sqlite") for each in institutions(given.sites, port)]
        watch = Watch(psutil.Process().children())
        watch.start()
        began = time.monotonic()
        ended = Run(jobs, given.jobs, given.tabs, quiet=True).go()
        watch.stop()
        seen = {"fetched": sum(each.fetched for each in ended), "rendered": sum(each.rendered for each in ended)}
        disk = sum(each.bytes for each in ended) >> 20
        spent = round(time.monotonic() - began)
        print(json.dumps({"exit_code": exit_code(ended), **seen, "seconds": spent, "bundles_mib": disk, **told(watch.taken)}))  # noqa: T201


if __name__ == "__main__":
    main()
