"""A few tiny bodies on loopback, and a night over them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.night.known import known
from crawler.night.night import How, go
from crawler.night.plan import plan, planned
from crawler.night.record import NightRecord
from data.change import Change
from data.errors import EindekssError
from data.store import Store
from data.types import Institution, Kind, Site, Text
from tests.crawler.serving import settings

Rows = list[tuple[Any, ...]]


def body(name: str, url: str) -> Institution:
    """A body whose site this is."""
    return Institution(name, Text(f"{name} novads", f"{name} Municipality"), Kind.MUNICIPALITY, (Site(url),))


def night(
    folder: Path,
    sites: Mapping[str, str],
    run: str = "pirma",
    *,
    given: Mapping[str, Any] | None = None,
    alerts: list[Change] | None = None,
    **how: Any,
) -> NightRecord:
    """Make a night over these sites (addresses by id) in ``folder``; ``given`` are settings, ``alerts`` takes what has changed."""
    wanted = settings(**{"second_look_after": 0.0, "health_every": 0.3, "visit_bytes": 10_000_000, **(given or {})})
    store, bodies = folder / "store.db", {name: body(name, url) for name, url in sites.items()}
    order = planned(list(bodies.values()), known(store, folder / "runs", run), wanted)
    slots = how.pop("slots", 2)
    made = plan(run, order, datetime.now(UTC), how.pop("until", None), slots)
    asked = How(wanted, folder / "runs" / run, store, folder / "night.lock", slots=slots, **how)

    def heard(changes: Sequence[Change]) -> None:
        if alerts is not None:
            alerts.extend(changes)

    return go(made, bodies, asked, alert=heard)


def answers(store: Path) -> Rows:
    """What a store says of every visit, without the moments and digests that no two visits share."""
    with Store(store) as opened:
        visits = {row["id"]: (row["institution"], row["run"], row["status"], row["fetched"]) for row in opened.rows("snapshots")}
        told = [
            (*visits[row["snapshot"]], row["indicator"], row["version"], row["subject"], row["outcome"], row["value"], row["reason"])
            for row in opened.rows("observations")
        ]
    return sorted([*told, *visits.values()], key=str)


def events(folder: Path, *names: str) -> list[dict[str, Any]]:
    """The lines of a night's log that tell of these events."""
    lines = (folder / "night.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for line in lines if (row := json.loads(line))["event"] in names]


if __name__ == "__main__":
    place, addresses, more = Path(sys.argv[1]), json.loads(sys.argv[2]), json.loads(sys.argv[3])
    try:
        sys.exit(night(place, addresses, given=more.pop("given", {}), **more).exit_code)
    except EindekssError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)
