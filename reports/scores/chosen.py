"""The results of one group or measurement alone, as they stand among all: nothing is computed anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from data.errors import ConfigError
from scoring.score import Scores


def chosen(scores: Scores, group: str) -> Scores:
    """The scores of the units of a group, or of a measurement. Raises ConfigError when there is none of that name."""
    units = scores.units
    known = {name: set(map(str, units[name])) for name in ("group", "measurement") if name in units}
    for column, names in known.items():
        if group in names:
            return of(scores, units.index[units[column] == group])
    told = ", ".join(sorted(set().union(*known.values()))) or "none"
    raise ConfigError(f"no group {group!r} with a body in it; write one of {told}")


def of(scores: Scores, units: Iterable[str]) -> Scores:
    """The scores of these units, with the ranks that they have among all."""
    order = list(units)
    return replace(
        scores,
        matrix=scores.matrix.of(order),
        units=scores.units.loc[order],
        normalised=scores.normalised.loc[order],
        nodes=scores.nodes.loc[order],
        coverage=scores.coverage[scores.coverage["unit"].isin(order)].reset_index(drop=True),
        ranks=scores.ranks.loc[order],
        evidence=scores.evidence.loc[order],
        without_survey=scores.without_survey.loc[order],
    )
