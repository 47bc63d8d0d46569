"""Small real bundles of three nights, for the tests of what reads bundles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from data.bundle import BundleWriter
from data.rows import institution_json
from data.types import Coverage, Evidence, Finding, Institution, Kind, Observation, Outcome, Site, Text, Value

Answer = tuple[str, Outcome, Value]
"""Indicator, outcome and value."""


def seal(
    path: Path,
    institution: str,
    day: int,
    answers: Sequence[Answer],
    status: str = "complete",
    version: int = 1,
    *,
    hour: int = 3,
    host: str | None = None,
) -> Path:
    """A bundle of one institution on one day of November, whose run is the day; equal but for its answers gives an equal snapshot."""
    url = f"https://{host or f'{institution}.test'}/"
    body = Institution(institution, Text(institution.title(), institution.title()), Kind.MUNICIPALITY, (Site(url),))
    at = datetime(2026, 11, day, hour, 0, tzinfo=UTC)
    manifest = {
        "app": "0.1.0",
        "run": f"2026-11-{day:02}",
        "institution": institution_json(body),
        "site": url,
        "started": at.isoformat(),
        "finished": at.isoformat(),
        "seed": 1,
        "versions": {"app": "0.1.0"},
    }
    stopped = {"complete": "exhausted", "partial": "interrupted", "failed": "dns"}[status]
    with BundleWriter(path, manifest) as writer:
        snapshot = writer.snapshot(Coverage(5, 5, 1, 0, 0, stopped), status)
        evidence = (Evidence(url, excerpt="seen", at=at),)
        found = [(indicator, Finding(outcome, value, evidence)) for indicator, outcome, value in answers]
        return writer.seal([Observation(snapshot.id, indicator, version, "site", url, finding) for indicator, finding in found])


def nights(folder: Path) -> Mapping[str, Path]:
    """Two institutions over three nights: a change, a night that could not be measured, a failed visit, and a judging anew."""
    passed, failed, untested = Outcome.PASSED, Outcome.FAILED, Outcome.UNTESTED
    return {
        "first": seal(folder / "2026-11-01" / "rezekne.sqlite", "rezekne", 1, [("hsts", failed, None), ("notices", passed, 3)]),
        "second": seal(
            folder / "2026-11-02" / "rezekne.sqlite", "rezekne", 2, [("hsts", untested, None), ("notices", passed, 3)], "partial"
        ),
        "third": seal(folder / "2026-11-03" / "rezekne.sqlite", "rezekne", 3, [("hsts", passed, None), ("notices", passed, 4)]),
        "failed": seal(folder / "2026-11-03" / "preili.sqlite", "preili", 3, [("hsts", untested, None)], "failed"),
        "other": seal(folder / "2026-11-02" / "preili.sqlite", "preili", 2, [("hsts", passed, None)]),
        "anew": seal(folder / "again" / "rezekne.sqlite", "rezekne", 3, [("hsts", failed, None)], version=2),
    }
