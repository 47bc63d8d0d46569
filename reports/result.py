"""One visit as JSON for other programs: ``result.json``, whose shape is told by ``docs/result.schema.json`` and stays as it is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from data.bundle import Bundle
from data.rows import coverage_json, evidence_json
from data.types import Json, Missing, Observation, Page
from reports.visit import statuses

SCHEMA = 1
NAME = "result.json"


def result(bundle: Bundle, observations: Iterable[Observation] | None = None) -> dict[str, Json]:
    """What the visit saw and what was concluded; ``observations`` stand in for those sealed in the bundle, such as after judging anew.

    The same bundle gives the same bytes: pages are ordered by address, observations by indicator, subject and version.
    """
    snapshot = bundle.snapshot()
    judged = bundle.observations() if observations is None else observations
    answered = statuses(bundle, snapshot)
    return {
        "schema": SCHEMA,
        "institution": bundle.manifest["institution"],
        "run": _run(bundle),
        "coverage": coverage_json(snapshot.coverage),
        "pages": [_page(page, answered.get(page.url)) for page in sorted(snapshot.pages, key=lambda page: page.url)],
        "observations": [_observation(seen) for seen in sorted(judged, key=lambda seen: (seen.indicator, seen.subject, seen.version))],
    }


def write(bundle: Bundle, folder: Path, observations: Iterable[Observation] | None = None) -> Path:
    """Write ``result.json`` into the folder; returns its path."""
    path = folder / NAME
    write_json(bundle, path, observations)
    return path


def write_json(bundle: Bundle, path: Path, observations: Iterable[Observation] | None = None) -> None:
    """Write the result to this path, UTF-8, two spaces deep, with a final line end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(result(bundle, observations), ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def _run(bundle: Bundle) -> dict[str, Json]:
    told = bundle.manifest
    return {
        "id": told["run"],
        "started": told["started"],
        "finished": told.get("finished"),
        "seed": told["seed"],
        "versions": dict(sorted(told["versions"].items())),
    }


def _page(page: Page, status: int | None) -> dict[str, Json]:
    return {
        "url": page.url,
        "status": status,
        "role": page.role.value,
        "template": page.template,
        "rendered": page.rendered,
        "reason": _reason(page),
    }


def _reason(page: Page) -> str | None:
    """Why it was not fetched, or else why it was not rendered although a browser was sent there."""
    dom = page.artifacts.get("dom")
    missing = page.exchange if isinstance(page.exchange, Missing) else dom
    return missing.reason if isinstance(missing, Missing) else None


def _observation(seen: Observation) -> dict[str, Any]:
    finding = seen.finding
    return {
        "indicator": seen.indicator,
        "version": seen.version,
        "scope": seen.scope,
        "subject": seen.subject,
        "outcome": finding.outcome.value,
        "value": finding.value,
        "reason": finding.reason,
        "confidence": finding.confidence,
        "evidence": [evidence_json(place) for place in finding.evidence],
    }
