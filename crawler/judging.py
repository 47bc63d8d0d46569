"""The end of a visit: what was written down is judged, by all indicators, from the file that is about to be sealed."""

from __future__ import annotations

from pathlib import Path

from audits import catalogue
from audits.run import judge
from data import registry, vocabulary
from data.bundle import unsealed
from data.types import Observation

Faults = tuple[tuple[str, str], ...]
"""Indicators whose checks broke, each with what it raised: bugs of ours."""


def ready() -> int:
    """How many indicators there are: loads all that judging needs, before the first visit waits for it."""
    vocabulary.load()
    registry.load()
    return len(catalogue.load())


def judged(part: Path, snapshot_id: str) -> tuple[tuple[Observation, ...], Faults]:
    """The observations on a snapshot, and the faults of our own checks. Pure: the same file gives the same answer in any process."""
    faults: list[tuple[str, str]] = []

    def report(indicator: str, error: Exception) -> None:
        faults.append((indicator, f"{type(error).__name__}: {error}"))

    with unsealed(part, snapshot_id) as snapshot:
        observations = judge(snapshot, catalogue.load(), vocabulary.load(), registry.load().portals, report)
    return observations, tuple(faults)
