"""An edition's results with all that stands beside its scores: bands of ranks, other rules of combining, expected scores, answers."""

from __future__ import annotations

from collections.abc import Mapping

from reports.scores.tables import Results, contributions
from scoring.by_rule import by_rule
from scoring.inputs import Inputs
from scoring.score import Scores
from scoring.uncertainty import Uncertainty
from scoring.validation.beside import beside


def compiled(inputs: Inputs, whole: Scores, scores: Scores, doubted: Uncertainty | None) -> Results:
    """The results of ``scores``, which are the ``whole`` ones or some of them; what stands beside is computed over all."""
    units = scores.units.index
    rules = by_rule(whole) if whole.matrix.sides else None
    expected = beside(inputs, whole)
    answers = inputs.answers
    return Results(
        scores,
        contributions(scores),
        None if doubted is None else doubted.ranks(),
        0.9 if doubted is None else doubted.interval,
        inputs.visits,
        sources(inputs),
        rules=None if rules is None else rules.loc[units],
        beside=None if expected is None else expected.loc[units],
        answers=None if answers is None else answers[answers["unit"].isin(units)].reset_index(drop=True),
    )


def sources(inputs: Inputs) -> Mapping[str, str]:
    """Which files the results were computed from, and as of when the answers of a casebook count."""
    files = {name: path.name for name, path in sorted(inputs.files.items())}
    return files if inputs.at is None else {**files, "counted_at": inputs.at.isoformat()}
