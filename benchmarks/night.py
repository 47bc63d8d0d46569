"""Three nights over the simulated country: what each costs beside the first, and whether what was found is what was planted.

    python -m benchmarks.night [--bodies 200] [--pages 150] [--render 12] [--nights 3] [--jobs 4] [--tabs 2] [--seed 1]
                               [--keep FOLDER] [--no-outages] [--only-crawl]

Each night is the verb ``night``, in a process of its own (``--only-crawl``: the verb ``crawl``, and again for whatever failed). CPU and
memory are those of its whole process tree, the generator's apart. Bytes stored are what the folder of bundles has grown by; bytes sent
are what the generator has sent. Prints a table and writes ``night.json`` to the folder that is kept, or a line of JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from audits.labels import labelled
from benchmarks import tree
from benchmarks.country.fates import Country
from benchmarks.country.mould import FEWEST, Mould
from benchmarks.country.served import CANARY, Served, served
from benchmarks.country.truth import Checked, check, truth
from benchmarks.tree import Cost
from crawler.alerts.alert import Alert
from crawler.alerts.book import Book
from crawler.night import record
from data.bundle import Bundle

_QUIET = 15.0
"""More than the time-out of a request: asking again is not yet another look."""
ENVIRONMENT = {
    "EINDEKSS_TIMEOUT": "8",
    "EINDEKSS_HEALTH_EVERY": "5",
    "EINDEKSS_HEALTH_PATIENCE": "300",
    "EINDEKSS_SECOND_LOOK_AFTER": "20",
    "EINDEKSS_VISIT_BYTES": "60000000",
}
"""A night in small: what takes half an hour in the country itself takes seconds here. What is set outside is left."""


@dataclass(frozen=True, slots=True)
class Night:
    """One night: what it cost, what it stored and was sent, and how far it agrees with the truth."""

    number: int
    cost: Cost
    pages: int
    rendered: int
    stored: int
    sent: int
    requests: int
    unchanged: int
    second_looks: int
    pauses: int
    checked: Checked
    generator_cpu: float

    def told(self) -> dict[str, Any]:
        """Ready for JSON."""
        per_page = round(1000 * self.cost.cpu_seconds / self.pages, 1) if self.pages else None
        return {**asdict(self), "cpu_seconds": round(self.cost.cpu_seconds, 1), "cpu_ms_per_page": per_page, "true": self.checked.true}


def main() -> None:
    """Read the command line and measure."""
    parser = asked()
    given = parser.parse_args()
    if given.pages < FEWEST:
        parser.error(f"--pages {given.pages}: give {FEWEST} or more, since a look that ends by its limit can tell of no absence")
    with _folder(given.keep) as folder:
        nights = measured(given, Country(given.seed, given.bodies, given.nights, outages=given.outages), folder)
        found = {"asked": vars(given) | {"keep": str(given.keep)}, "nights": [each.told() for each in nights], "ratios": ratios(nights)}
        print("\n".join(table(nights)))  # noqa: T201
        if given.keep:
            (folder / "night.json").write_text(json.dumps(found, ensure_ascii=False, indent=1, default=str), encoding="utf-8")
        else:
            print(json.dumps(found, ensure_ascii=False, default=str))  # noqa: T201
    sys.exit(0 if all(each.checked.true for each in nights) else 1)


def measured(given: argparse.Namespace, country: Country, folder: Path, quiet: float = _QUIET) -> list[Night]:
    """The nights over a country, one after another; ``folder`` takes its truth and all that was made of it."""
    with served(country, given.pages, folder, quiet) as there:
        mould = Mould(there.port, datetime.now(UTC).date(), given.pages)
        told = truth(country, mould.made)
        (folder / "truth.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        return [*_nights(given, there, folder, told)]


def asked() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("bodies", 200), ("pages", 150), ("render", 12), ("nights", 3), ("jobs", 4), ("tabs", 2), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--keep", type=Path, help="keep everything here; a folder that is not there yet")
    parser.add_argument("--no-outages", dest="outages", action="store_false", help="plant no outages of our own")
    parser.add_argument("--only-crawl", action="store_true", help="without the verb night: no health gate, no earlier bundles")
    return parser


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True)
        yield kept.absolute()
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _nights(given: argparse.Namespace, there: Served, folder: Path, told: Mapping[str, Any]) -> Iterator[Night]:
    counted: list[Mapping[str, Path]] = []
    for number in range(1, given.nights + 1):
        before, had = there.steer(night=number), size(folder / "audits")
        run = folder / "audits" / f"night-{number}"
        cost = tree.run(command(given, there, folder, run), folder / f"night-{number}.log", ENVIRONMENT | os.environ)
        if given.only_crawl:
            cost = _crawled_again(given, there, folder, run, cost)
        after = there.steer()
        counted.append(record.counting(run))
        seen = [*_looked(counted[-1].values())]
        made = record.read(run / record.FILE) if (run / record.FILE).is_file() else None
        night = Night(
            number,
            cost,
            pages=sum(fetched for fetched, _ in seen),
            rendered=sum(rendered for _, rendered in seen),
            stored=size(folder / "audits") - had,
            sent=after.get("bytes", 0) - before.get("bytes", 0),
            requests=after.get("requests", 0) - before.get("requests", 0),
            unchanged=after.get("not modified", 0) - before.get("not modified", 0),
            second_looks=len(made.second) if made else 0,
            pauses=len(made.pauses) if made else 0,
            checked=check(told, number, counted, labelled, _alerts(folder, number), [each.cause for each in made.pauses] if made else None),
            generator_cpu=round(after["cpu_seconds"] - before["cpu_seconds"], 1),
        )
        print(json.dumps({"night": number, "exit_code": cost.exit_code, "seconds": round(cost.seconds), "said": cost.said}))  # noqa: T201
        yield night


def command(given: argparse.Namespace, there: Served, folder: Path, run: Path) -> list[str]:
    """The night over a country as words of a command line; its bundles go to ``run``, store and lock to ``folder``."""
    limits = (
        "--delay",
        "0",
        "--pages",
        str(given.pages),
        "--render",
        str(given.render),
        "--jobs",
        str(given.jobs),
        "--tabs",
        str(given.tabs),
    )
    common = [*there.flags, *limits, "--run", run.name, "--out", str(run)]
    program = [sys.executable, "-c", "from data.cli import main; main()"]
    if given.only_crawl:
        return [*program, "crawl", "--all", *common]
    canary = f"http://{CANARY}:{there.port}/"
    health = ("--canary", canary, "--canary-name", CANARY, "--resolver", there.names)
    return [*program, "night", *common, *health, "--store", str(folder / "store.db"), "--lock", str(folder / "night.lock")]


def _crawled_again(given: argparse.Namespace, there: Served, folder: Path, run: Path, cost: Cost) -> Cost:
    """The second look of a crawl: whatever failed."""
    failed = [path.stem for path in sorted(run.glob("*.sqlite")) if not record.saw(path)]
    words = [word for word in command(given, there, folder, run / record.AGAIN) if word != "--all"]
    if not failed:
        return cost
    more = tree.run([*words, *failed], folder / f"{run.name}-again.log", ENVIRONMENT | os.environ)
    cpu = {part: cost.cpu.get(part, 0) + more.cpu.get(part, 0) for part in cost.cpu.keys() | more.cpu.keys()}
    return Cost(max(cost.exit_code, more.exit_code), cost.seconds + more.seconds, cpu, max(cost.peak_mib, more.peak_mib), more.said)


def _looked(bundles: Iterable[Path]) -> Iterator[tuple[int, int]]:
    for path in bundles:
        with Bundle(path) as bundle:
            coverage = bundle.manifest["coverage"]
            yield coverage["fetched"], coverage["rendered"]


def _alerts(folder: Path, nights: int) -> list[list[Alert]] | None:
    """The alerts of every night so far, where there is a book of them."""
    path = folder / "alerts.db"
    if not path.is_file():
        return None
    with Book(path) as book:
        alerts = [kept.alert for kept in book.alerts()]
    return [[alert for alert in alerts if alert.run == f"night-{number}"] for number in range(1, nights + 1)]


def size(folder: Path) -> int:
    """Bytes of bundles and of what they share."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.suffix in {".sqlite", ".zst", ".delta"})


def ratios(nights: Sequence[Night]) -> dict[str, float]:
    """What later nights cost beside the first."""
    return {
        f"{name}, night {later.number} / night 1": round(part / whole, 3)
        for later in nights[1:]
        for (name, part), whole in zip(_spent(later).items(), _spent(nights[0]).values(), strict=True)
        if whole
    }


def _spent(night: Night) -> dict[str, float]:
    return {"cpu": night.cost.cpu_seconds, "stored": night.stored, "sent": night.sent}


def table(nights: Sequence[Night]) -> Iterator[str]:
    """The nights in lines for a person, what is not as planted below."""
    yield "night   wall s   CPU s  ms/page  peak MiB   pages  shown  stored KiB  sent KiB   304  again  measured  found  alerts  true"
    for each in nights:
        told, cost, checked = each.told(), each.cost, each.checked
        yield (
            f"{each.number:5} {cost.seconds:8.0f} {cost.cpu_seconds:7.0f} {told['cpu_ms_per_page'] or 0:8} {cost.peak_mib:9.0f}"
            f" {each.pages:7} {each.rendered:6} {each.stored >> 10:11} {each.sent >> 10:9} {each.unchanged:5} {each.second_looks:6}"
            f"  {checked.measured}/{checked.reachable}  {checked.found}/{checked.planted}"
            f"  {checked.due - len(checked.untold)}/{checked.due}  {'yes' if checked.true else 'no'}"
        )
        yield f"      CPU by part: {', '.join(f'{part} {seconds:.0f} s' for part, seconds in cost.cpu.items())}"
    yield from (f"{name}: {value}" for name, value in ratios(nights).items())
    for each in nights:
        yield from (f"night {each.number}, {key}: {', '.join(value)}" for key, value in each.checked.wrong.items())


if __name__ == "__main__":
    main()
