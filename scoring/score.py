"""From what is known of every body to its score, its place and its level, with what they rest on beside them."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data.types import Text
from scoring.aggregate import aggregate
from scoring.combine import AVERAGE
from scoring.coverage import SHARES, coverage, measured
from scoring.matrix import Matrix
from scoring.methodology import Methodology
from scoring.normalise import normalise
from scoring.prepare import Past, prepared
from scoring.rank import DECIMALS, rank_within
from scoring.tree import Node, Tree

SUFFICIENT, INSUFFICIENT = "sufficient", "insufficient"
"""The words of the column ``evidence``."""
EVIDENCE = {
    SUFFICIENT: Text("pietiekami pierādījumi", "sufficient evidence"),
    INSUFFICIENT: Text("nepietiekami pierādījumi", "insufficient evidence"),
}
"""What they mean to people. Who was not measured enough has no score, no place and no level: that is no low score."""
BLOCK = "block_"
"""How the columns of ``Scores.table`` begin that hold the scores of the nodes right below the root."""


@dataclass(frozen=True)
class Scores:
    """The scores of one edition. Every frame is indexed by unit, in the order of ``units``.

    ``normalised`` are the leaves on the scale of the tree, ``nodes`` all nodes of it; ``coverage`` has a row a unit and node (see
    ``scoring.coverage``), ``ranks`` the columns ``overall`` (within the measurement) and ``in_group``. ``evidence`` says whether enough
    was measured: where it was not, the root is blank and there is no rank. ``without_survey`` is the root when nobody is taken at their
    word (see ``Matrix.without_survey``), blank below the same floor and for whoever has no score.
    """

    methodology: Methodology
    matrix: Matrix
    units: pd.DataFrame
    normalised: pd.DataFrame
    nodes: pd.DataFrame
    coverage: pd.DataFrame
    ranks: pd.DataFrame
    evidence: pd.Series[str]
    without_survey: pd.Series[float]

    @property
    def root(self) -> pd.Series[float]:
        """The score of each unit, NaN for insufficient evidence."""
        return self.nodes[self.methodology.tree.root.code].rename("score")

    @property
    def levels(self) -> pd.Series[str]:
        """The code of the level on which each unit stands; empty without a score, or where the edition has no levels."""
        found = [self.methodology.level(points) for points in self.root.round(_decimals(self.methodology))]
        return pd.Series([level.code if level else "" for level in found], index=self.root.index, name="level", dtype=object)

    def table(self) -> pd.DataFrame:
        """One row a unit, with all that is said of it.

        Who it is, its evidence, score, level and ranks, the shares of its weight by what they rest on, its score without the survey's
        answers, and the scores of the blocks (``block_CODE``).
        """
        tree = self.methodology.tree
        who = [column for column in ("name_lv", "name_en", "kind", "measurement", "group") if column in self.units]
        whole = self.coverage[self.coverage["node"] == tree.root.code].set_index("unit")[list(SHARES)]
        blocks = self.nodes[[child.code for child in tree.children(tree.root.code)]].add_prefix(BLOCK)
        told = self.units[who].assign(evidence=self.evidence, score=self.root, level=self.levels)
        places = self.ranks.rename(columns={"overall": "rank", "in_group": "rank_in_group"})
        beside = whole.assign(score_without_survey=self.without_survey)
        return pd.concat([told, places, beside, blocks], axis=1).rename_axis("unit")


def score(methodology: Methodology, matrix: Matrix, units: pd.DataFrame, past: Past | None = None) -> Scores:
    """The scores of the units by an edition.

    ``units`` is indexed like the matrix and may have ``measurement`` and ``group``, in which ranks are counted (all together without), and
    the columns by which leaves are denominated. ``past`` is needed where the edition fills gaps from other years. Raises ConfigError with
    all faults of the tree and of the values.
    """
    tree = methodology.tree
    asked = matrix.of(map(str, units.index))
    normalised, nodes = computed(methodology, asked, units, past)
    known = measured(asked, tree)
    enough = _enough(methodology, known, nodes[tree.root.code])
    nodes[tree.root.code] = nodes[tree.root.code].where(enough)
    evidence = pd.Series(np.where(enough, SUFFICIENT, INSUFFICIENT), index=units.index, name="evidence", dtype=object)
    return Scores(
        methodology=methodology,
        matrix=asked,
        units=units,
        normalised=normalised,
        nodes=nodes,
        coverage=coverage(asked, tree),
        ranks=ranked(methodology, nodes[tree.root.code], units),
        evidence=evidence,
        without_survey=_without_survey(methodology, asked, units, past).where(enough),
    )


def computed(methodology: Methodology, matrix: Matrix, units: pd.DataFrame, past: Past | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The normalised leaves and all nodes, before anybody asks whether the evidence suffices."""
    tree, values = readable(methodology, prepared(methodology, matrix, units, past))
    normalised = normalise(values, tree)
    return normalised, aggregate(normalised, tree, matrix.applicable)


def readable(methodology: Methodology, values: pd.DataFrame) -> tuple[Tree, pd.DataFrame]:
    """The tree and the prepared values as they can be normalised: with what was filled in, and where goalposts are not known."""
    filled = methodology.method.get("impute", "none") != "none"
    return _with_known_posts(between(methodology.tree, {leaf.code for leaf in methodology.tree.leaves if filled or _mixed(leaf)}), values)


def ranked(methodology: Methodology, points: pd.Series[float], units: pd.DataFrame) -> pd.DataFrame:
    """Ranks of the units within their measurement (``overall``) and within their group of it (``in_group``); NaN without points."""
    decimals = _decimals(methodology)
    measurement, group = (units[column] if column in units else pd.Series("", index=units.index) for column in ("measurement", "group"))
    within = (measurement.astype(str) + "\0" + group.astype(str)).where(measurement.notna() & group.notna())
    places = {"overall": rank_within(points, measurement, decimals), "in_group": rank_within(points, within, decimals)}
    return pd.DataFrame(places, index=units.index)


def between(tree: Tree, codes: Collection[str]) -> Tree:
    """The tree for values that were filled in, or are chances: what stands for a yes or no on these leaves may be anything between."""
    among = {code for code in codes if tree[code].normalise == "boolean"}
    return Tree(tuple(replace(node, normalise="share") if node.code in among else node for node in tree.nodes)) if among else tree


def _mixed(leaf: Node) -> bool:
    return leaf.source == "combined" and leaf.combine == AVERAGE


def _with_known_posts(tree: Tree, values: pd.DataFrame) -> tuple[Tree, pd.DataFrame]:
    """The tree and the values with the leaves blank whose goalposts nobody knows (NaN): there is no telling how much a value is worth."""
    unknown = [leaf.code for leaf in tree.leaves if any(post is not None and math.isnan(post) for post in (leaf.low, leaf.high))]
    plain = tuple(replace(node, normalise="none") if node.code in unknown else node for node in tree.nodes)
    return Tree(plain), values.assign(**dict.fromkeys(unknown, math.nan))


def _enough(methodology: Methodology, known: pd.Series[float], points: pd.Series[float]) -> pd.Series[bool]:
    floor = float(methodology.method.get("floor", 0.0))
    return known.round(DECIMALS).ge(floor) & points.notna()


def _without_survey(methodology: Methodology, matrix: Matrix, units: pd.DataFrame, past: Past | None) -> pd.Series[float]:
    seen = matrix.without_survey(methodology.tree)
    points = computed(methodology, seen, units, past)[1][methodology.tree.root.code]
    return points.where(_enough(methodology, measured(seen, methodology.tree), points)).rename("without_survey")


def _decimals(methodology: Methodology) -> int:
    return int(methodology.method.get("rank_decimals", DECIMALS))
