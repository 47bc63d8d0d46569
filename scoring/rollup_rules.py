"""Rollups of an edition's own: which way of counting holds for which body, and which of its answers count.

The eGovernment Benchmark needs it: the best answer for a service of central government, the share of yes for one of municipalities, full
points where the service is proactive, and the questions about signing in only at the addresses where one has to sign in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.types import Outcome
from scoring.rollup import rollup

INAPPLICABLE = "inapplicable"
"""The method of a rule by which the question is not asked of the body at all."""
PER_SUBJECT = {"best": ("passed", "cantTell", "failed", "untested", "inapplicable"), "worst": ("failed", "cantTell", "passed", "untested")}
"""How several answers about one subject become one: the first of these outcomes that any of them has."""
_AND = "\0"
_N, _F = Outcome.INAPPLICABLE.value, Outcome.FAILED.value


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of ``rollups.csv``.

    It holds for bodies of whose rows any has in column ``where`` one of the ``values`` (for all, without ``where``). Of their rows those
    count that have in column ``among`` one of ``having``. ``as_no`` are the outcomes that count as no; one that is not relevant does not
    where none of the rows is. ``per_subject`` makes one answer of several about one subject. ``method`` is a rollup, a number that stands
    for itself, or ``inapplicable``. Columns are compared by their words, in any case of letters.
    """

    code: str
    method: str
    where: str = ""
    values: frozenset[str] = frozenset()
    among: str = ""
    having: frozenset[str] = frozenset()
    as_no: frozenset[str] = frozenset()
    per_subject: str = ""

    @property
    def columns(self) -> frozenset[str]:
        """The columns of the answers that it reads."""
        return frozenset({self.where, self.among} - {""})


def ruled(rows: pd.DataFrame, rules: Sequence[Rule]) -> pd.DataFrame:
    """As ``scoring.rollup.rollup``, each body by the first rule that holds for it; one for which none holds has no number."""
    waiting = pd.Index(sorted(rows["unit"].astype(object).unique()), name="unit")
    parts: list[pd.DataFrame] = []
    for rule in rules:
        mine = waiting[waiting.isin(_held(rows, rule))]
        waiting = waiting.difference(mine)
        if len(mine):
            parts.append(_counted(rows[rows["unit"].isin(mine)], rule).reindex(mine))
    return pd.concat([*parts, _same(waiting, np.nan, inapplicable=False)]).sort_index()


def together(parts: Mapping[str, pd.DataFrame], rules: Sequence[Rule]) -> dict[str, pd.DataFrame]:
    """``ruled`` for the rows of many questions at once, by what each is called: much faster than one after the other."""
    if not parts:
        return {}
    rows = pd.concat([rows.assign(unit=name + _AND + rows["unit"].astype(str)) for name, rows in parts.items()], ignore_index=True)
    told = ruled(rows, rules)
    names, units = zip(*(str(unit).split(_AND) for unit in told.index), strict=True)
    split = told.set_axis(pd.Index(units, name="unit"))
    return {str(name): found for name, found in split.groupby(np.array(names, dtype=object), sort=False)}


def _held(rows: pd.DataFrame, rule: Rule) -> pd.Series[str]:
    return rows["unit"] if not rule.where else rows["unit"][_among(rows[rule.where], rule.values)]


def _counted(rows: pd.DataFrame, rule: Rule) -> pd.DataFrame:
    units = pd.Index(rows["unit"].astype(object).unique(), name="unit")
    if rule.method == INAPPLICABLE:
        return _same(units, np.nan, inapplicable=True)
    number = _fixed(rule.method)
    if number is not None:
        return _same(units, number, inapplicable=False)
    answered = _with_no(rows, rule.as_no) if rule.as_no else rows
    counting = answered[_among(answered[rule.among], rule.having)] if rule.among else answered
    told = rollup(_by_subject(counting, rule.per_subject) if rule.per_subject else counting, rule.method)
    # Who has no row that counts is not asked: a service without signing in has no way to sign in that could be missing.
    whole = told.reindex(units)
    return whole.assign(inapplicable=whole["inapplicable"].ne(other=False))


def _with_no(rows: pd.DataFrame, words: frozenset[str]) -> pd.DataFrame:
    """The rows with these outcomes turned into no, but for bodies to whom no row of the question is relevant."""
    relevant = rows["outcome"].ne(_N).groupby(rows["unit"].astype(object)).transform("any")
    turned = rows["outcome"].isin(words) & relevant
    return rows.assign(outcome=rows["outcome"].mask(turned, _F), number=rows["number"].mask(turned, 0.0))


def _by_subject(rows: pd.DataFrame, how: str) -> pd.DataFrame:
    """One row a body and subject: the one whose outcome comes first in the order."""
    order = {word: place for place, word in enumerate(PER_SUBJECT[how])}
    place = rows["outcome"].astype(object).map(order).fillna(len(order))
    return rows.loc[place.sort_values(kind="stable").index].drop_duplicates(["unit", "subject"]).sort_index()


def _among(column: pd.Series[str], words: frozenset[str]) -> pd.Series[bool]:
    return column.astype(object).fillna("").astype(str).str.strip().str.casefold().isin(words)


def _same(units: pd.Index, number: float, *, inapplicable: bool) -> pd.DataFrame:
    return pd.DataFrame({"number": float(number), "inapplicable": inapplicable}, index=units)


def _fixed(method: str) -> float | None:
    try:
        return float(method)
    except ValueError:
        return None
