"""What a body costs as their number grows: CPU and memory of a night over 10, 100 and 1,000 bodies of the simulated country.

    python -m benchmarks.growth [--sizes 10,100,1000] [--pages 10] [--render 0] [--jobs 4]

Each size is one night (the verb ``night``) in a process of its own, with a country of its own, in good weather. Prints a table.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import tree
from benchmarks.country.fates import Country
from benchmarks.country.mould import FEWEST
from benchmarks.country.served import served
from benchmarks.night import ENVIRONMENT, command, size


def main() -> None:
    """Read the command line and measure."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sizes", default="10,100,1000")
    for name, usual in (("pages", 10), ("render", 0), ("jobs", 4), ("tabs", 2)):
        asked.add_argument(f"--{name}", type=int, default=usual)
    given = asked.parse_args()
    given.only_crawl = False
    print("bodies  wall s/body  CPU s/body  peak MiB  KiB stored/body  generator CPU s  generator MiB  exit", flush=True)  # noqa: T201
    for line in _lines(given):
        print(line, flush=True)  # noqa: T201


def _lines(given: argparse.Namespace) -> Iterator[str]:
    for bodies in map(int, given.sizes.split(",")):
        country = Country(1, bodies, 1, outages=False, calm=True, planted=())
        with tempfile.TemporaryDirectory() as name, served(country, FEWEST, Path(name)) as there:
            folder = Path(name)
            run = folder / "audits" / "night-1"
            cost = tree.run(command(given, there, folder, run), folder / "log", os.environ | ENVIRONMENT)
            made = there.steer()
            yield (
                f"{bodies:6} {cost.seconds / bodies:12.2f} {cost.cpu_seconds / bodies:11.2f} {cost.peak_mib:9.0f}"
                f" {size(folder / 'audits') / bodies / 1024:16.0f} {made['cpu_seconds']:16.1f} {made['peak_mib']:14} {cost.exit_code:5}"
            )


if __name__ == "__main__":
    main()
