"""What merging costs as the number of bundles grows: milliseconds a bundle, peak memory, and that a second time adds nothing.

    python -m benchmarks.merging [--sizes 100 1000 10000]

The bundles are sealed ones: a few are made by the writer, with 200 to 500 observations each, and copied under snapshot ids of their own.
Each size is merged by a process of its own, so that its peak of memory is its own too.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import resource
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from data import bundle_rows, rows, seal
from data.bundle import BundleWriter
from data.store import Store
from data.types import Coverage, Evidence, Finding, Institution, Kind, Observation, Outcome, Site, Text

_TEMPLATES = 8
_LEAST, _MOST = 200, 500


def main() -> None:
    """Make the bundles, merge so many of them, twice each, and print the figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10_000])
    sizes = asked.parse_args().sizes
    with tempfile.TemporaryDirectory() as folder:
        began, made = time.monotonic(), 0
        for number in _made(Path(folder) / "templates", Path(folder) / "bundles", max(sizes)):
            made = number
        print(f"{made} bundles made in {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201
        print("bundles   seconds   ms/bundle   again ms/bundle   rows      added again   peak MiB   store MiB", flush=True)  # noqa: T201
        for size in sizes:
            _measure(Path(folder), size)


def _made(templates: Path, out: Path, count: int) -> Iterator[int]:
    originals = [_template(templates / f"{number}.sqlite", number) for number in range(_TEMPLATES)]
    for number in range(count):
        _copy(originals[number % _TEMPLATES], out / f"{number // 1000:02d}" / f"{number:05d}.sqlite", number)
        yield number + 1


def _template(path: Path, number: int) -> Path:
    chance = random.Random(number)  # noqa: S311 (chance here only needs to be repeatable)
    site = f"https://www.pilseta{number}.lv/"
    institution = Institution(f"pilseta-{number}", Text("Pilsēta", "Town"), Kind.MUNICIPALITY, (Site(site),))
    manifest = {
        "app": "benchmark",
        "run": "benchmark",
        "seed": 1,
        "settings": "0" * 64,
        "site": site,
        "started": rows.stamp(datetime.now(UTC)),
        "institution": rows.institution_json(institution),
        "versions": {"app": "benchmark"},
    }
    with BundleWriter(path, manifest) as writer:
        snapshot = writer.snapshot(Coverage(150, 150, 12, 0, 0, "exhausted"), "complete")
        writer.seal(_observations(snapshot.id, site, chance))
    return path


def _observations(snapshot: str, site: str, chance: random.Random) -> Iterator[Observation]:
    for number in range(chance.randint(_LEAST, _MOST)):
        subject = site if number < 100 else f"{site}lapa/{number}"
        seen = Evidence(subject, sha256=f"{chance.getrandbits(256):064x}", locator="main > p", excerpt="Pašvaldības sēdes norise " * 4)
        outcome = chance.choice([Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL])
        yield Observation(snapshot, f"indicator-{number:03d}", 1, "page", subject, Finding(outcome, chance.randrange(1000), (seen,)))


def _copy(original: Path, path: Path, number: int) -> None:
    """The same visit to another body: its rows are those of another snapshot, digested and sealed as a writer does it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(original.read_bytes()[: -seal.LENGTH])
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("pragma synchronous = off")
    conn.execute("pragma journal_mode = off")
    held = rows.institution(bundle_rows.manifest(conn)["institution"])
    body = replace(held, id=f"pilseta-{number}")
    conn.execute("update manifest set value = ? where key = 'institution'", [rows.dump(rows.institution_json(body))])
    snapshot = bundle_rows.digest(conn)
    conn.execute("update seal set snapshot = ?", [snapshot])
    conn.execute("update observations set snapshot = ?", [snapshot])
    conn.close()
    with path.open("ab") as file:
        file.write(seal.MAGIC + seal.file_digest(path, path.stat().st_size).encode())


def _measure(folder: Path, size: int) -> None:
    chosen = folder / f"chosen-{size}"
    for path in sorted((folder / "bundles").rglob("*.sqlite"))[:size]:
        linked = chosen / path.relative_to(folder / "bundles")
        linked.parent.mkdir(parents=True, exist_ok=True)
        os.link(path, linked)
    here, there = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_merge, args=(chosen, folder / f"{size}.db", there))
    process.start()
    first, again, added, more, peak = here.recv()
    process.join()
    stored = (folder / f"{size}.db").stat().st_size >> 20
    cells = [f"{size:<9}", f"{first:<9.1f}", f"{1000 * first / size:<11.2f}", f"{1000 * again / size:<17.2f}"]
    print(" ".join([*cells, f"{added:<9}", f"{more:<13}", f"{peak >> 10:<10}", f"{stored}"]), flush=True)  # noqa: T201 (a benchmark prints)
    shutil.rmtree(chosen)
    (folder / f"{size}.db").unlink()


def _merge(chosen: Path, path: Path, wire: Connection) -> None:
    with Store(path) as store:
        began = time.monotonic()
        first = store.merge_folder(chosen)
        between = time.monotonic()
        again = store.merge_folder(chosen)
        ended = time.monotonic()
    if first.refused or again.refused:
        raise SystemExit("\n".join([*first.refused, *again.refused]))
    wire.send((between - began, ended - between, first.added, again.added, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))


if __name__ == "__main__":
    main()
