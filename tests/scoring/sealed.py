"""Bundles with the observations that a test names, sealed as a visit seals them, without a visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from data.bundle import BundleWriter
from data.rows import institution_json, stamp
from data.types import Coverage, Evidence, Finding, Institution, Kind, Missing, Observation, Outcome, Page, Role, Site, Text, Value

Told = tuple[str, Outcome, Value]
"""Indicator, outcome and value of an answer about the site; further answers to the same indicator are about its pages."""


def institution(name: str, kind: Kind = Kind.MUNICIPALITY) -> Institution:
    """A body of that id."""
    return Institution(name, Text(f"{name} lv", f"{name} en"), kind, (Site(f"https://{name}.test"),))


def sealed(
    folder: Path,
    name: str,
    day: int,
    told: Sequence[Told],
    status: str = "complete",
    run: str = "",
    versions: Mapping[str, int] | None = None,
) -> Path:
    """The bundle of a visit on a day of November 2026, in a run of that day unless another is named."""
    started = datetime(2026, 11, day, 3, 0, tzinfo=UTC)
    site = f"https://{name}.test/"
    manifest = {
        "run": run or f"2026-11-{day:02}",
        "started": stamp(started),
        "finished": stamp(started),
        "institution": institution_json(institution(name)),
        "site": site,
        "seed": 1,
        "versions": {"app": "0.1.0", "catalogue": "c" * 64},
    }
    path = folder / f"{name}-{run or day}.sqlite"
    with BundleWriter(path, manifest) as writer:
        writer.page(Page(site, Role.FRONT, 0, "", Missing("dns")))
        snapshot = writer.snapshot(Coverage(1, 1, 0, 0, 0, "exhausted"), status)
        seen: dict[str, int] = {}
        observations = []
        for indicator, outcome, value in told:
            place = seen[indicator] = seen.get(indicator, -1) + 1
            subject, scope = (site, "site") if place == 0 else (f"{site}{place}", "page")
            finding = Finding(outcome, value, (Evidence(subject),), reason="dns" if outcome == Outcome.UNTESTED else None)
            version = (versions or {}).get(indicator, 1)
            observations.append(Observation(snapshot.id, indicator, version, scope, subject, finding))
        return writer.seal(observations)
