"""What can be said of an indicator over all bodies: how many have it, where its values lie, and how they are spread."""

from __future__ import annotations

import pandas as pd

from scoring.score import Scores

COLUMNS = ("of", "count", "availability", "mean", "sd", "min", "q1", "median", "q3", "max", "skewness", "kurtosis")


def statistics(scores: Scores) -> pd.DataFrame:
    """One row a leaf with its values as measured (``of`` value), then one a node with its points (``of`` points), indexed by ``node``.

    ``count`` bodies have it and ``availability`` is their share of those to whom it applies; ``sd`` is with n-1, quartiles are linear
    between the nearest (R's type 7), ``skewness`` and ``kurtosis`` are G1 and G2 (bias-corrected; OECD/JRC Handbook 2008, step 4). NaN
    where too few are known or all are alike.
    """
    applicable = scores.matrix.applicable
    values = describe(scores.matrix.values.where(applicable), applicable.sum())
    under = {node.code: [leaf.code for leaf in scores.methodology.tree.below(node.code)] for node in scores.methodology.tree.nodes}
    asked = pd.Series({code: int(applicable[leaves].any(axis=1).sum()) for code, leaves in under.items()})
    points = describe(scores.nodes[list(under)], asked)
    found = pd.concat([values.assign(of="value"), points.assign(of="points")])
    return found[list(COLUMNS)].rename_axis("node")


def describe(values: pd.DataFrame, asked: pd.Series[int]) -> pd.DataFrame:
    """The figures of each column of a frame of values; ``asked`` says to how many bodies each applies."""
    known = values.notna().sum()
    spread = values.std(ddof=1)
    varied = spread > 0
    quarters = values.quantile([0.25, 0.5, 0.75]).T
    figures = {
        "count": known,
        "availability": (known / asked.where(asked > 0)).astype("float64"),
        "mean": values.mean(),
        "sd": spread,
        "min": values.min(),
        "q1": quarters[0.25],
        "median": quarters[0.5],
        "q3": quarters[0.75],
        "max": values.max(),
        "skewness": values.skew().where(varied),
        "kurtosis": values.kurt().where(varied),
    }
    return pd.DataFrame(figures, index=values.columns)
