"""What became of the answers behind a score: the shares of their weight that are confirmed, contradicted, or cannot be verified."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.types import Outcome
from scoring.tree import Tree

SHARES = ("confirmed", "partly", "contradicted", "unverifiable")
"""They sum to 1 for whoever answered anything that the tree asks."""
_OF = {"not-observable": "unverifiable", "not-measured": "unverifiable", "accepted": "confirmed", "overruled": "contradicted"}


def shares(table: pd.DataFrame, tree: Tree, units: pd.DataFrame) -> pd.DataFrame:
    """A row a unit with the columns of ``SHARES``, by the effective weights of the leaves that were answered; NaN without any.

    ``table`` is that of ``counted_table``. What a review found stands before the verdict; answers that do not apply have no weight. Where
    several answers make one leaf they divide its weight.
    """
    effective = tree.effective()
    asked = [
        (leaf.code, question)
        for leaf in tree.leaves
        if leaf.source in {"survey", "combined"} and effective[leaf.code] > 0
        for question in leaf.question.split()
    ]
    leaves = pd.DataFrame(asked, columns=["leaf", "code"])
    given = table[table["counts_outcome"].ne(Outcome.INAPPLICABLE.value) & table["unit"].isin(units.index)]
    told = given.assign(state=given["why"].where(given["reviewed"], given["status"]).replace(_OF)).merge(leaves, on="code")
    told["weight"] = told["leaf"].map(effective).astype("float64") / told.groupby(["unit", "leaf"])["leaf"].transform("size")
    sums = told.pivot_table(index="unit", columns="state", values="weight", aggfunc="sum", observed=True)
    found = sums.reindex(index=units.index, columns=list(SHARES)).astype("float64")
    whole = found.sum(axis=1)
    return found.fillna(0.0).div(whole.where(whole > 0, np.nan), axis=0)
