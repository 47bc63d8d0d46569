"""What is known of every body on every leaf of a tree: the value, on what it rests, and whether the question applies to the body at all.

A cell that was measured has a number and its basis. One that was not is empty, and stays in the denominator of what could have been known.
One that does not apply leaves numerator and denominator.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Self

import numpy as np
import pandas as pd

from data.errors import ConfigError
from scoring import combine
from scoring.rollup import BY_NUMBER, BY_OUTCOME, ONE, ROLLUPS, rollup, several
from scoring.rollup_rules import Rule, together
from scoring.tree import Node, Tree

BASES = ("observed", "survey", "both", "statistics")
"""On what a value rests; both where what counts was observed, or seen in review, and the survey was answered as well. An empty cell rests
on nothing."""
MISSING = ""
_TOLD = 5
Rules = Mapping[str, Sequence[Rule]]
Told = list[tuple[str, pd.DataFrame | None]]
"""Each source of a leaf with its rows, or with what they come to; None where it says nothing."""


@dataclass(frozen=True)
class Matrix:
    """Three frames, a row a unit (index name ``unit``) and a column a leaf.

    ``values`` are float64, NaN where not known; ``basis`` is one of ``BASES`` or empty; ``applicable`` is bool. ``sides`` are those of the
    leaves of source combined, by leaf (see ``scoring.combine``); none where the matrix was made of plain values.
    """

    values: pd.DataFrame
    basis: pd.DataFrame
    applicable: pd.DataFrame
    sides: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    @classmethod
    def plain(cls, values: pd.DataFrame, basis: str = "observed") -> Self:
        """A matrix of values that all rest on the same; empty cells are missing, and every question applies to everybody."""
        numbers = values.astype("float64").rename_axis(index="unit")
        known = numbers.notna()
        words = pd.DataFrame(np.where(known, basis, MISSING), index=numbers.index, columns=numbers.columns, dtype=object)
        return cls(numbers, words, pd.DataFrame(data=True, index=numbers.index, columns=numbers.columns))

    def without_survey(self, tree: Tree) -> Matrix:
        """What is known without taking anybody's word for it.

        Leaves that only the survey asks do not apply; of one that has two sides what was seen counts, and where nothing was it is missing.
        """
        asked = [leaf.code for leaf in tree.leaves if leaf.source == "survey"]
        told = self.basis == "survey"
        applicable = self.applicable.copy()
        applicable[asked] = False
        values, basis = self.values.mask(told), self.basis.mask(told, MISSING)
        for code, side in self.sides.items():
            values[code] = side["seen"].where(applicable[code])
            basis[code] = basis[code].where(basis[code].eq("both"), "observed").where(values[code].notna(), MISSING)
        return Matrix(values, basis, applicable)

    def under(self, tree: Tree, rule: str) -> Matrix:
        """What is known if every leaf that has two sides were combined by this rule (see ``scoring.combine``)."""
        values, basis, applicable = self.values.copy(), self.basis.copy(), self.applicable.copy()
        for code, side in self.sides.items():
            cells = combine.combined(tree[code], side, rule)
            values[code], basis[code], applicable[code] = cells["number"], cells["basis"], cells["applicable"]
        return Matrix(values, basis, applicable, self.sides)

    def of(self, units: Iterable[str]) -> Matrix:
        """The rows of these units, in this order."""
        order = pd.Index(list(units), name="unit")
        sides = {code: side.loc[order] for code, side in self.sides.items()}
        return Matrix(self.values.loc[order], self.basis.loc[order], self.applicable.loc[order], sides)


def matrix(
    tree: Tree,
    units: pd.DataFrame,
    *,
    observed: pd.DataFrame | None = None,
    survey: pd.DataFrame | None = None,
    statistics: pd.DataFrame | None = None,
    settled: pd.DataFrame | None = None,
    reliability: tuple[float, float] = (np.nan, np.nan),
    rollups: Rules = MappingProxyType({}),
) -> Matrix:
    """The matrix of a tree's leaves for the ``units`` (index unit id, column ``kind`` where leaves have a reach).

    The rows to be rolled up have the columns of ``scoring.rollup.COLUMNS``: ``observed`` those of ``Observed.rows``, the others those of
    ``scoring.answers``. A leaf of source combined becomes one by its rule (``scoring.combine``). ``settled`` are the answers as they count
    after verdicts, review and replies (``scoring.validation.counted_rows``), given where there is a casebook: a leaf of source survey takes
    them in place of the ``survey``. ``reliability`` is the chance that a yes, and that a no, is true, where no row says so. ``rollups`` are
    those of the edition's own. Raises ConfigError with every leaf whose rollup cannot read what was answered.
    """
    given = {"observed": _split(observed), "survey": _split(survey), "statistics": _split(statistics), "settled": _split(settled)}
    ruled = settled is not None
    faults: list[str] = []
    sources = {leaf.code: [(kind, _rows(given, leaf, kind)) for kind in _kinds(leaf, ruled=ruled)] for leaf in tree.leaves}
    told = _ruled(tree, sources, units, rollups, faults)
    cells, sides = {}, {}
    for leaf in tree.leaves:
        plain = [(kind, None if leaf.rollup in rollups else _rolled(leaf, kind, rows, units, faults)) for kind, rows in sources[leaf.code]]
        rolled = dict(told.get(leaf.code, plain))
        if leaf.source == "combined":
            side = _side(leaf, units, rolled, dict(sources[leaf.code]), reliability)
            sides[leaf.code], cells[leaf.code] = side, combine.combined(leaf, side)
        else:
            cells[leaf.code] = _leaf(leaf, units, next(iter(rolled.values())))
    if faults:
        raise ConfigError(faults)
    values, basis, applicable = (
        _frame({code: cell[column] for code, cell in cells.items()}, units) for column in ("number", "basis", "applicable")
    )
    return Matrix(values, basis, applicable, sides)


def _kinds(leaf: Node, *, ruled: bool) -> tuple[str, ...]:
    if leaf.source == "combined":
        return ("observed", "survey", "settled") if ruled else ("observed", "survey")
    return ("settled",) if ruled and leaf.source == "survey" else (leaf.source,)


def _split(rows: pd.DataFrame | None) -> dict[str, pd.DataFrame]:
    if rows is None or rows.empty:
        return {}
    return {str(code): found for code, found in rows.groupby(rows["code"].astype(object), sort=False)}


def _rows(given: dict[str, dict[str, pd.DataFrame]], leaf: Node, kind: str) -> pd.DataFrame | None:
    """The rows of what the leaf is about; it may name several questions, with spaces between them, which then are answered together."""
    asked = leaf.indicator if kind == "observed" else leaf.question
    found = [rows for one in asked.split() if (rows := given.get(kind, {}).get(one)) is not None]
    return pd.concat(found) if len(found) > 1 else next(iter(found), None)


def _ruled(tree: Tree, sources: Mapping[str, Told], units: pd.DataFrame, own: Rules, faults: list[str]) -> dict[str, Told]:
    """What the leaves come to whose rollup is the edition's own, all leaves of one rollup at once."""
    found: dict[str, Told] = {}
    for name, rules in own.items():
        leaves = [leaf for leaf in tree.leaves if leaf.rollup == name]
        parts = {f"{leaf.code} {kind}": rows for leaf in leaves for kind, rows in sources[leaf.code] if rows is not None}
        lacking = sorted({column for rule in rules for column in rule.columns for rows in parts.values() if column not in rows})
        faults.extend(f"{name}: the answers have no column {column!r}, which this rollup reads; add it" for column in lacking)
        told = {} if lacking else together({part: rows[rows["unit"].isin(units.index)] for part, rows in parts.items()}, rules)
        found |= {
            leaf.code: [(kind, _of_units(told.get(f"{leaf.code} {kind}"), units)) for kind, _ in sources[leaf.code]] for leaf in leaves
        }
    return found


def _leaf(leaf: Node, units: pd.DataFrame, rolled: pd.DataFrame | None) -> pd.DataFrame:
    """The cells of a leaf with one source: ``number``, ``basis`` and ``applicable``, a row a unit; ``rolled`` is what it came to."""
    found = _nothing(units) if rolled is None else rolled
    number = found["number"]
    applicable = (number.notna() | ~found["inapplicable"]) & _within_reach(leaf, units)
    known = number.where(applicable)
    basis = pd.Series(np.where(known.notna(), leaf.source, MISSING), index=units.index, dtype=object)
    return pd.DataFrame({"number": known, "basis": basis, "applicable": applicable})


def _side(
    leaf: Node,
    units: pd.DataFrame,
    rolled: Mapping[str, pd.DataFrame | None],
    rows: Mapping[str, pd.DataFrame | None],
    trust: tuple[float, float],
) -> pd.DataFrame:
    """Both sides of a leaf of source combined, with the columns of ``combine.COLUMNS``."""
    found: dict[str, Any] = {}
    for column, kind in (("seen", "observed"), ("said", "survey"), ("settled", "settled")):
        one = rolled.get(kind)
        told = _nothing(units) if one is None else one
        found[column], found[f"{column}_out"] = told["number"], told["inapplicable"]
    settled = rows.get("settled")
    given = pd.Series(np.where(found["said"] > 0, *trust), index=units.index).where(found["said"].notna())
    learned = _mean(settled, "reliability", units)
    return pd.DataFrame(
        {
            **found,
            "reviewed": _mean(settled, "reviewed", units) > 0,
            "ruled": "settled" in rolled,
            "confidence": _mean(rows.get("observed"), "confidence", units),
            "reliability": learned.where(learned.notna(), given),
            "within": _within_reach(leaf, units),
        },
        index=units.index,
    )[list(combine.COLUMNS)]


def _mean(rows: pd.DataFrame | None, column: str, units: pd.DataFrame) -> pd.Series[float]:
    """The mean of a column over the rows of each unit that passed or failed; NaN where there are none, or no such column."""
    if rows is None or column not in rows:
        return pd.Series(np.nan, index=units.index)
    known = rows[rows["outcome"].isin(["passed", "failed"])]
    return known[column].astype("float64").groupby(known["unit"].astype(object)).mean().reindex(units.index)


def _nothing(units: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({"number": np.nan, "inapplicable": False}, index=units.index)


def _rolled(leaf: Node, kind: str, rows: pd.DataFrame | None, units: pd.DataFrame, faults: list[str]) -> pd.DataFrame | None:
    if rows is None:
        return None
    asked = rows[rows["unit"].isin(units.index)]
    found = list(_faults(leaf, kind, asked))
    faults.extend(found)
    return None if found else _of_units(rollup(asked, leaf.rollup or "value"), units)


def _of_units(told: pd.DataFrame | None, units: pd.DataFrame) -> pd.DataFrame | None:
    if told is None:
        return None
    whole = told.reindex(units.index)
    return whole.assign(inapplicable=whole["inapplicable"].eq(other=True))


def _faults(leaf: Node, kind: str, rows: pd.DataFrame) -> Iterator[str]:
    how = leaf.rollup or "value"
    place = f"{leaf.code}: {kind} {leaf.indicator if kind == 'observed' else leaf.question}"
    if how not in ROLLUPS:
        yield f"{place}: no rollup {how!r}; write one of {', '.join(ROLLUPS)}"
        return
    known = rows[rows["outcome"].isin(["passed", "failed"])]
    more = several(rows) if how in ONE else []
    if more:
        yield f"{place}: {_told(more)} have several answers, and {how} takes one; write mean, median, pass-share, best or another"
    words = known.loc[known["number"].isna(), "value"].dropna()
    if len(words) and how in BY_NUMBER and how != "site":
        yield f"{place}: {_told(words)} are no numbers, which {how} reads; write pass, or age-days for dates"
    numbers = known.loc[known["number"].notna() & ~known["number"].isin([0, 1]), "value"]
    if len(numbers) and how in BY_OUTCOME and kind != "observed":
        yield f"{place}: {_told(numbers)} are neither yes nor no, which {how} reads; write value, mean or another that reads numbers"


def _told(found: Iterable[object]) -> str:
    distinct = sorted({str(one) for one in found})
    return ", ".join(distinct[:_TOLD]) + (f" and {len(distinct) - _TOLD} more" if len(distinct) > _TOLD else "")


def _within_reach(leaf: Node, units: pd.DataFrame) -> pd.Series[bool]:
    if not leaf.reach:
        return pd.Series(data=True, index=units.index)
    return units["kind"].isin(leaf.reach)


def _frame(columns: dict[str, pd.Series[float]], units: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(columns, index=units.index.rename("unit"))
