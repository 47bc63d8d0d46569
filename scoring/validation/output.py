"""Verdicts as files: a table for spreadsheets, one for programs, and JSON with all evidence and the place of its bundle."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from importlib import metadata
from pathlib import Path

from audits import catalogue
from data.errors import ConfigError
from data.rows import evidence_json, stamp
from data.types import Json
from scoring.validation import tables
from scoring.validation.asked import Validated
from scoring.validation.look import Look
from scoring.validation.verdict import Seen, Verdict


def write(found: Validated, folder: Path, seeds: Path | None = None) -> list[Path]:
    """``verdicts.csv``, ``verdicts.parquet`` and ``verdicts.json`` in a folder, and the addresses to be visited in a file of their own.

    Returns the paths. Raises ConfigError when nothing can be written there.
    """
    table = tables.frame(found.verdicts)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths = [folder / f"verdicts.{kind}" for kind in ("csv", "parquet", "json")]
        tables.cells(table).to_csv(paths[0], index=False, lineterminator="\n")
        table.to_parquet(paths[1], index=False)
        paths[2].write_text(json.dumps(record(found), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        if seeds is not None:
            found.seeds().to_csv(seeds, index=False, lineterminator="\n")
            paths.append(seeds)
    except OSError as error:
        raise ConfigError(f"{error.filename or folder}: cannot write there ({error.strerror}); choose another place with --out") from error
    return paths


def record(found: Validated) -> dict[str, Json]:
    """All verdicts with their evidence, and by which rules they were found."""
    return {
        "edition": found.questionnaire.edition,
        "questionnaire": found.questionnaire.digest,
        "methodology": found.methodology,
        "accuracy": found.quality.digest,
        "rates": found.rates.digest if found.rates else None,
        "catalogue": catalogue.digest(),
        "software": metadata.version("eindekss"),
        "verdicts": [_verdict(verdict, found.looks.get(verdict.institution)) for verdict in found.verdicts],
    }


def _verdict(verdict: Verdict, look: Look | None) -> dict[str, Json]:
    note = verdict.note
    return {
        **{name: getattr(verdict, name) for name in ("institution", "question", "subject", "claimed", "status", "rule", "observed")},
        **{name: getattr(verdict, name) for name in ("confidence", "chance", "reason", "whole", "later", "direction", "notes")},
        "note": asdict(note) if note else None,
        "answered_at": stamp(verdict.answered_at) if verdict.answered_at else None,
        "seen_at": stamp(verdict.seen_at) if verdict.seen_at else None,
        "bundle": str(look.bundle) if look and look.bundle else None,
        "run": look.run if look else None,
        "versions": dict(look.versions) if look else {},
        "seen": list(_observations(verdict)),
    }


def _observations(verdict: Verdict) -> Iterator[dict[str, Json]]:
    yield from (_seen(row) for row in verdict.seen)


def _seen(row: Seen) -> dict[str, Json]:
    told = {name: getattr(row, name) for name in ("indicator", "version", "snapshot", "subject", "value", "reason", "confidence")}
    return {**told, "outcome": row.outcome.value, "evidence": [evidence_json(each) for each in row.evidence]}
