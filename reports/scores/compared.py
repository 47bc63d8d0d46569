"""Two editions against each other: the tables of their comparison, and a scatter plot of each measurement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from reports.charts import paper
from reports.charts.years import years
from reports.scores.drawn import members, unit_names
from reports.scores.tables import Results
from reports.scores.texts import measurement
from scoring.comparability import comparability, shared
from scoring.compare import compare, compare_nodes, summary
from scoring.score import Scores


@dataclass(frozen=True)
class Compared:
    """``moves`` of every body, ``nodes`` of both, the ``differences`` of the editions, the ``summary``, and the weight they share."""

    moves: pd.DataFrame
    nodes: pd.DataFrame
    differences: pd.DataFrame
    summary: pd.DataFrame
    shared: tuple[float, float]


def tables(old: Scores, new: Scores) -> Compared:
    """The whole comparison; see ``scoring.compare`` and ``scoring.comparability``."""
    moves = compare(old, new)
    differences = comparability(old.methodology, new.methodology)
    common = shared(old.methodology, new.methodology)
    return Compared(moves, compare_nodes(old, new), differences, summary(moves), (common.old, common.new))


def drawn(old: Results, new: Results, folder: Path, lang: str) -> Iterator[Path]:
    """Write a scatter plot of each measurement of the newer edition into the folder."""
    titles = tuple(one.scores.methodology.title[lang] for one in (old, new))
    before = old.scores.root
    for name in new.measurements:
        units = members(new, name)
        after = new.scores.root[units]
        chart = years(
            before.reindex(units),
            after,
            unit_names(new, lang)[units],
            measurement(name, lang),
            (titles[0], titles[1]),
            f"years.{name}.{lang}",
            lang,
        )
        yield from paper.write(chart, folder)
