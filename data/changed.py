"""Changes in a file: one JSON object a line, written whole or not at all, so that a morning need not label them anew."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from data import rows
from data.change import Answer, Change, Label
from data.errors import ConfigError
from data.types import Evidence, Json, Outcome

NAME = "changes.jsonl"
"""How the file of a night is called; it lies beside the bundles."""


def change_json(change: Change) -> dict[str, Json]:
    """The change as JSON."""
    return {
        "institution": change.institution,
        "indicator": change.indicator,
        "subject": change.subject,
        "label": change.label.value,
        "why": change.why,
        "was": asdict(change.was),
        "now": asdict(change.now),
        "evidence": [rows.evidence_json(seen) for seen in change.evidence],
    }


def write(path: Path, changes: Iterable[Change]) -> Path:
    """Keep the changes; returns the path."""
    half = path.with_name(path.name + ".part")
    half.write_text("".join(json.dumps(change_json(each), ensure_ascii=False) + "\n" for each in changes), encoding="utf-8")
    os.replace(half, path)  # noqa: PTH105 (the atomic one)
    return path


def read(path: Path) -> tuple[Change, ...]:
    """The changes of such a file; none where there is no file. Raises ConfigError listing every line that holds no change."""
    if not path.exists():
        return ()
    found, faults = [], []
    # Not splitlines(): the words of sites may hold other characters at which it would break a line.
    for number, line in enumerate(path.read_text(encoding="utf-8").removesuffix("\n").split("\n"), 1):
        if not line:
            continue
        try:
            found.append(_change(json.loads(line)))
        except (LookupError, TypeError, ValueError) as error:
            faults.append(f"{path}:{number}: no change of eindekss ({error}); delete the file, and the night will label its changes anew")
    if faults:
        raise ConfigError(faults)
    return tuple(found)


def _change(told: Mapping[str, Json]) -> Change:
    names = (str(told["institution"]), str(told["indicator"]), str(told["subject"]))
    seen = tuple(_evidence(each) for each in told["evidence"])
    return Change(*names, _answer(told["was"]), _answer(told["now"]), Label(told["label"]), str(told["why"]), seen)


def _answer(told: Mapping[str, Json]) -> Answer:
    outcome = told["outcome"]
    return Answer(**{**told, "outcome": Outcome(outcome) if outcome else None})


def _evidence(told: Mapping[str, Json]) -> Evidence:
    return Evidence(**{**told, "at": rows.moment(told["at"]) if told["at"] else None})
