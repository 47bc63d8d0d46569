"""Judges a stored bundle again by today's rules, with the network shut, and says which answers turned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import sqlite_utils

from audits import catalogue
from audits.audit import Indicator
from audits.run import judge
from data import registry, rows, vocabulary
from data.bundle import Bundle
from data.types import Observation

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer that is another one today; ``before`` or ``after`` is None when it was not given."""

    before: Observation | None
    after: Observation | None

    @property
    def unversioned(self) -> bool:
        """Whether the rule changed its answer without changing its version: a fault of its author."""
        return self.before is not None and self.after is not None and self.before.version == self.after.version


def rejudge(bundle: Bundle, indicators: Iterable[Indicator] | None = None) -> tuple[Observation, ...]:
    """Today's answers over the bundle's snapshot, of all indicators or of those given."""
    chosen = catalogue.load() if indicators is None else indicators
    return judge(bundle.snapshot(), chosen, vocabulary.load(), registry.load().portals)


def turns(before: Iterable[Observation], after: Iterable[Observation]) -> list[Turn]:
    """What differs between two sets of answers, by indicator and subject. How sure an answer is does not count: that is measured anew
    whenever the corpus grows.
    """
    old, new = _by_key(before), _by_key(after)
    pairs = (Turn(old.get(key), new.get(key)) for key in sorted(old.keys() | new.keys()))
    return [turn for turn in pairs if _content(turn.before) != _content(turn.after)]


def _content(observation: Observation | None) -> object:
    if observation is None:
        return None
    finding = observation.finding
    return observation.version, finding.outcome, finding.value, finding.reason, finding.evidence


def write_overlay(bundle: Bundle, observations: Iterable[Observation], path: Path) -> Path:
    """Keep today's answers beside the bundle, which itself is never changed."""
    path.unlink(missing_ok=True)
    db = sqlite_utils.Database(path)
    columns, key = rows.TABLES["observations"]
    db.create_table("observations", columns, pk=key)
    db.table("observations").insert_all([rows.observation_row(seen) for seen in observations])
    db.table("manifest").insert_all(
        [{"key": name, "value": value} for name, value in {"snapshot": bundle.snapshot_id, **versions()}.items()],
        pk="key",
    )
    db.close()
    return path


def versions() -> dict[str, str]:
    """By which rules and words is judged: written into every bundle and overlay."""
    return {"catalogue": catalogue.digest(), "vocabulary": vocabulary.load().digest}


def _by_key(observations: Iterable[Observation]) -> Mapping[Key, Observation]:
    return {(seen.indicator, seen.subject): seen for seen in observations}
