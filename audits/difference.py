"""What differs between two sets of answers, by indicator: which outcomes turned into which, how often, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from audits.replay import turns
from data.types import Observation

NOT_ASKED = "not asked"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Turned:
    """Of one indicator: answers that were ``before`` and are ``after`` (an outcome, or ``not asked``), how many, and the first subjects.

    Where both are the same, the values, reasons or evidence differ.
    """

    indicator: str
    before: str
    after: str
    count: int
    subjects: tuple[str, ...]
    values: tuple[str, str] | None = None
    """The two values of the first subject, where they differ."""


def changes(before: Iterable[Observation], after: Iterable[Observation], *, one_visit: bool = True) -> list[Turned]:
    """Every kind of change, by indicator; what did not change is left out.

    Answers about ``one_visit`` differ by their evidence too; those of two visits always do, and only what they say is compared.
    """
    found: dict[tuple[str, str, str], list[tuple[Observation | None, Observation | None]]] = {}
    for turn in turns(before, after):
        if not one_visit and _says(turn.before) == _says(turn.after):
            continue
        seen = turn.after or turn.before
        key = (seen.indicator if seen else "", _outcome(turn.before), _outcome(turn.after))
        found.setdefault(key, []).append((turn.before, turn.after))
    return [_change(key, pairs) for key, pairs in sorted(found.items())]


def told(found: Iterable[Turned]) -> list[str]:
    """The changes in lines, and their sum by kind at the end."""
    lines, kinds = [], Counter[str]()
    for change in found:
        kind = f"{change.before} -> {change.after}"
        kinds[kind] += change.count
        values = f" {change.values[0]} -> {change.values[1]}" if change.values else ""
        lines.append(f"{change.indicator}: {kind}, {change.count} x:{values} {' '.join(change.subjects)}")
    return [*lines, *(f"{count} x {kind}" for kind, count in kinds.most_common())]


def _change(key: tuple[str, str, str], pairs: list[tuple[Observation | None, Observation | None]]) -> Turned:
    subjects = tuple(each.subject for pair in pairs[:_SHOWN] if (each := pair[1] or pair[0]))
    was, now = pairs[0]
    values = (repr(was.finding.value), repr(now.finding.value)) if was and now and was.finding.value != now.finding.value else None
    return Turned(*key, len(pairs), subjects, values)


def _says(observation: Observation | None) -> tuple[object, ...]:
    finding = observation.finding if observation else None
    return (finding.outcome, finding.value, finding.reason) if finding else ()


def _outcome(observation: Observation | None) -> str:
    return observation.finding.outcome.value if observation else NOT_ASKED
