"""What an edition's scores are computed from, read in one way by every command: bodies, observations, survey answers and statistics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pandas as pd

from audits.accuracy import Tally, measured
from data.errors import ConfigError
from data.registry import FOLDER
from data.tables import Faults
from scoring.answers import answers
from scoring.matrix import Matrix, matrix
from scoring.methodology import Methodology
from scoring.observed import observed
from scoring.prepare import Past
from scoring.score import Scores, score
from scoring.tree_faults import questions
from scoring.units import bodies, units
from scoring.validation.counted_rows import rows


@dataclass(frozen=True)
class Inputs:
    """All that a score depends on beside the methodology.

    ``units`` are the bodies with their measurement and group (see ``scoring.units``); ``observed``, ``survey`` and ``statistics`` the rows
    to be rolled up (columns of ``scoring.rollup``), None where nothing was given; ``visits`` those of ``scoring.observed``, of the units
    only; ``left_out`` those who were visited and whom no group of the edition takes. ``files`` are the tables that were read, by what
    they hold.

    Where there is a casebook, ``answers`` holds every answer with its verdict and what it counts as (``scoring.validation.counted_rows``),
    ``survey`` what was claimed, ``said`` what people said of it since, by kind, until the moment ``at``, and ``tallies`` the errors
    of the indicators as the verdicts took them; without one the errors are those measured on the corpus.
    """

    methodology: Methodology
    units: pd.DataFrame
    observed: pd.DataFrame | None = None
    survey: pd.DataFrame | None = None
    statistics: pd.DataFrame | None = None
    visits: pd.DataFrame | None = None
    files: Mapping[str, Path] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    answers: pd.DataFrame | None = None
    said: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    tallies: Mapping[str, Tally] | None = None
    at: datetime | None = None

    def matrix(self) -> Matrix:
        """What is known of every body on every leaf. Raises ConfigError with every leaf whose rollup cannot read its rows."""
        wrong = (float(self.methodology.method.get(name, 0.0)) for name in ("overclaim", "underclaim"))
        return matrix(
            self.methodology.tree,
            self.units,
            observed=self.observed,
            survey=self.survey,
            statistics=self.statistics,
            settled=None if self.answers is None else rows(self.answers, "counts"),
            reliability=(1 - next(wrong), 1 - next(wrong)),
            rollups=self.methodology.rollups,
        )

    def errors(self) -> Mapping[str, Tally]:
        """How often each indicator errs."""
        return measured() if self.tallies is None else self.tallies

    def scores(self, past: Past | None = None) -> Scores:
        """The scores that follow. Raises ConfigError with all faults of the values."""
        return score(self.methodology, self.matrix(), self.units, past)


def inputs(
    methodology: Methodology,
    source: Path | None = None,
    *,
    run: str | None = None,
    survey: Path | None = None,
    statistics: Path | None = None,
    registry: Path = FOLDER,
) -> Inputs:
    """Read what an edition needs: observations of a store or folder of bundles (of one ``run`` if named), and tables of answers.

    Only the indicators that the tree names are read; answers may be given to questions that the edition knows, by bodies of the registry
    and those that were visited. Raises ConfigError with every fault of a table.
    """
    known = bodies(registry)
    indicators = {code for leaf in methodology.tree.leaves for code in leaf.indicator.split()}
    seen = None if source is None else observed(source, run, indicators)
    asked = units(methodology, known, None if seen is None else seen.visits)
    who = known.index if seen is None else known.index.union(seen.visits.index)
    told = {name: path for name, path in {"survey": survey, "statistics": statistics}.items() if path is not None}
    read = _answers(methodology, told, frozenset(map(str, who)))
    return Inputs(
        methodology=methodology,
        units=asked,
        observed=None if seen is None else seen.rows(),
        visits=None if seen is None else seen.visits.loc[seen.visits.index.intersection(asked.index)],
        survey=read.get("survey"),
        statistics=read.get("statistics"),
        files=told,
        left_out=() if seen is None else tuple(sorted(map(str, seen.visits.index.difference(asked.index)))),
    )


def _answers(methodology: Methodology, told: Mapping[str, Path], who: frozenset[str]) -> dict[str, pd.DataFrame]:
    """The tables of answers by name, or the faults of all of them at once."""
    may = frozenset(questions(methodology.folder, Faults())) | {code for leaf in methodology.tree.leaves for code in leaf.question.split()}
    found: dict[str, pd.DataFrame] = {}
    faults: list[str] = []
    for name, path in told.items():
        try:
            found[name] = answers(path, who, may)
        except ConfigError as error:
            faults.extend(error.faults)
    if faults:
        raise ConfigError(faults)
    return found
