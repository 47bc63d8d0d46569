"""What every score would be if all leaves that have two sides were combined by another rule, and what stood on either side of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from scoring.combine import DEFAULT, RULES, combined
from scoring.prepare import Past
from scoring.score import Scores, score
from scoring.tree import Tree

SIDES = ("unit", "leaf", "rule", "seen", "said", "settled", "reviewed", "confidence", "reliability", "value", "counts")
"""The columns of ``sides``."""


def by_rule(scores: Scores, past: Past | None = None) -> pd.DataFrame:
    """The score of each unit by the edition's own rules (column ``score``) and by each rule of ``RULES`` on all combined leaves.

    NaN where too little would be known by that rule. No columns but the first where no leaf has two sides.
    """
    own = scores.root.to_frame("score")
    if not scores.matrix.sides:
        return own
    return own.assign(**{rule: _under(scores, rule, past) for rule in RULES})


def _under(scores: Scores, rule: str, past: Past | None) -> pd.Series[float]:
    nodes = scores.methodology.tree.nodes
    other = Tree(tuple(replace(node, combine=rule) if node.code in scores.matrix.sides else node for node in nodes))
    return score(replace(scores.methodology, tree=other), scores.matrix.under(other, rule), scores.units, past).root


def sides(scores: Scores) -> pd.DataFrame:
    """A row for each unit and each combined leaf that is asked of it, with the columns of ``SIDES``.

    ``seen`` and ``said`` are the two sides, ``settled`` the answer by the official rule where there is a casebook, ``counts`` a word of
    ``combine.COUNTED``: which of them became the ``value``, by the leaf's ``rule``.
    """
    tree = scores.methodology.tree
    tables = [_leaf(scores, leaf.code) for leaf in tree.leaves if leaf.code in scores.matrix.sides]
    if not tables:
        return pd.DataFrame(columns=list(SIDES))
    found = pd.concat(tables)
    places = pd.Series(np.arange(len(scores.units)), index=scores.units.index.astype(str))
    order = found["unit"].map(places).argsort(kind="stable")
    return found.iloc[order].reset_index(drop=True)


def _leaf(scores: Scores, code: str) -> pd.DataFrame:
    leaf, side = scores.methodology.tree[code], scores.matrix.sides[code]
    cells = combined(leaf, side)
    told = side.assign(
        unit=side.index.astype(str),
        leaf=code,
        rule=leaf.combine or DEFAULT,
        value=cells["number"],
        counts=cells["counts"],
        # What the official rule makes of an answer has no part in any other rule.
        reviewed=side["reviewed"] & side["settled"].notna(),
    )
    return told.loc[side["within"].to_numpy(bool), list(SIDES)]
