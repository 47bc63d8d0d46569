"""By which rule the two sides of a leaf of source combined, what was seen and what was said, become one value.

The sides of a leaf are a table, a row a unit: ``seen`` and ``said`` are the numbers that observation and answers come to, ``settled`` what
the official rule makes of the answers (``scoring.validation.counted``); each is NaN where there is none, and its ``_out`` says that it
does not apply. ``reviewed`` says that people looked, ``ruled`` that there is a casebook at all; ``confidence`` is the chance that the
observation is right, ``reliability`` that the answer is, NaN where nobody knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from data.types import Text
from scoring.tree import Node

SURVEY_ONLY, OVERRIDES, CAPS, AVERAGE, ADJUDICATED = (
    "survey-only",
    "observation-overrides",
    "observation-caps",
    "average-by-confidence",
    "adjudicated-first",
)
DEFAULT = OVERRIDES
"""The rule of a leaf that names none."""
RULES: Mapping[str, Text] = MappingProxyType(
    {
        SURVEY_ONLY: Text("tikai anketa", "the survey only"),
        OVERRIDES: Text("novērojums aizstāj atbildi", "the observation overrides the answer"),
        CAPS: Text("novērojums ierobežo atbildi", "the observation caps the answer"),
        AVERAGE: Text("vidējais pēc ticamības", "average by confidence"),
        ADJUDICATED: Text("izskatītais pirmais", "adjudicated first"),
    }
)
"""The words of the column ``combine``, and what they mean to people."""
COUNTED: Mapping[str, Text] = MappingProxyType(
    {
        "": Text("nekas", "nothing"),
        "observed": Text("novērotais", "what was observed"),
        "survey": Text("atbilde", "the answer"),
        "lower": Text("mazākais no abiem", "the lower of both"),
        "mean": Text("abu vidējais", "the mean of both"),
        "ruled": Text("atbilde pēc oficiālā noteikuma", "the answer by the official rule"),
        "reviewed": Text("izskatīšanā noskaidrotais", "what the review found"),
    }
)
"""What counted in the end, and what that means to people."""
YES_NO_ROLLUPS = frozenset({"pass", "worst", "best", "site"})
COLUMNS = ("seen", "seen_out", "said", "said_out", "settled", "settled_out", "reviewed", "ruled", "confidence", "reliability", "within")
"""Those of the sides; ``within`` says that the leaf is asked of the unit at all."""
Side = pd.DataFrame
Made = tuple[Any, Any, Any]
"""Numbers, what counted, and where the leaf does not apply."""


def combined(leaf: Node, side: Side, rule: str = "") -> pd.DataFrame:
    """The cells of a leaf by its rule, or by another: ``number``, ``counts`` (a word of ``COUNTED``), ``basis`` and ``applicable``.

    Basis both means that either side had a part in it, or stands beside what counted. Raises KeyError for an unknown rule.
    """
    number, counts, out = _RULES[rule or leaf.combine or DEFAULT](leaf, side)
    applicable = (~np.isnan(number) | ~out) & side["within"].to_numpy(bool)
    known = applicable & ~np.isnan(number)
    cells = {
        "number": np.where(known, number, np.nan),
        "counts": np.where(known, counts, ""),
        "basis": np.where(known, _basis(counts, side), ""),
        "applicable": applicable,
    }
    return pd.DataFrame(cells, index=side.index).astype({"counts": object, "basis": object})


def _survey_only(_: Node, side: Side) -> Made:
    return *_first(side, ("said", "survey")), _flags(side, "said_out")


def _overrides(_: Node, side: Side) -> Made:
    return *_first(side, ("seen", "observed"), ("said", "survey")), _flags(side, "seen_out") | _flags(side, "said_out")


def _caps(leaf: Node, side: Side) -> Made:
    number, counts, out = _overrides(leaf, side)
    seen, said = _numbers(side, "seen"), _numbers(side, "said")
    lower = np.fmin(seen, said) if leaf.direction == 1 else np.fmax(seen, said)
    both = ~np.isnan(seen) & ~np.isnan(said)
    return np.where(both, lower, number), np.where(both, "lower", counts), out


def _average(leaf: Node, side: Side) -> Made:
    number, counts, out = _overrides(leaf, side)
    seen, said = _numbers(side, "seen"), _numbers(side, "said")
    sure, reliable = _numbers(side, "confidence"), _numbers(side, "reliability")
    # Where one of the two is not known, both weigh the same.
    unknown = np.isnan(sure) | np.isnan(reliable) | (np.nan_to_num(sure) + np.nan_to_num(reliable) <= 0)
    mine, theirs = np.where(unknown, 1.0, sure), np.where(unknown, 1.0, reliable)
    both = ~np.isnan(seen) & ~np.isnan(said)
    return np.where(both, (mine * seen + theirs * said) / (mine + theirs), number), np.where(both, "mean", counts), out


def _adjudicated(leaf: Node, side: Side) -> Made:
    number, counts, out = _overrides(leaf, side)
    settled, gone = _numbers(side, "settled"), _flags(side, "settled_out")
    # Of what a body left open only what is there counts: "not found" is not "absent" before anybody has said so.
    unfound = np.equal(_numbers(side, "seen"), 0.0) & (leaf.normalise.startswith("boolean") or leaf.rollup in YES_NO_ROLLUPS)
    open_ = _flags(side, "ruled") & np.isnan(settled)
    left = np.where(open_ & (gone | unfound), np.nan, number)
    words = np.where(_flags(side, "reviewed"), "reviewed", "ruled")
    return np.where(np.isnan(settled), left, settled), np.where(np.isnan(settled), counts, words), out | gone


def _first(side: Side, *sources: tuple[str, str]) -> tuple[Any, Any]:
    """The first of these columns that has a number, and the word for it."""
    number, counts = np.full(len(side), np.nan), np.full(len(side), "", dtype=object)
    for column, word in sources:
        told = _numbers(side, column)
        taken = np.isnan(number) & ~np.isnan(told)
        number, counts = np.where(taken, told, number), np.where(taken, word, counts)
    return number, counts


def _basis(counts: Any, side: Side) -> Any:  # noqa: ANN401 (arrays of words)
    seen, said = ~np.isnan(_numbers(side, "seen")), ~np.isnan(_numbers(side, "said"))
    agreed = _numbers(side, "settled") == _numbers(side, "seen")
    mixed = np.isin(counts, ("lower", "mean", "reviewed")) | ((counts == "observed") & said) | ((counts == "ruled") & agreed)
    alone = np.where(counts == "observed", "observed", "survey")
    return np.where(mixed & (seen | (counts == "reviewed")), "both", alone)


def _numbers(side: Side, column: str) -> Any:  # noqa: ANN401 (an array)
    return side[column].to_numpy(np.float64)


def _flags(side: Side, column: str) -> Any:  # noqa: ANN401 (an array)
    return side[column].to_numpy(bool)


_RULES: Mapping[str, Callable[[Node, Side], Made]] = {
    SURVEY_ONLY: _survey_only,
    OVERRIDES: _overrides,
    CAPS: _caps,
    AVERAGE: _average,
    ADJUDICATED: _adjudicated,
}
