"""Small indices with doubts, for the tests of what the doubts do to them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from data.types import Text
from scoring.matrix import Matrix
from scoring.methodology import Methodology
from scoring.tree import Node, Tree


def edition(*nodes: Node, **settings: float | str) -> Methodology:
    """An edition of these nodes, in which all is scored that has anything."""
    return Methodology("small", Text("mazs", "small"), Path(), Tree(nodes), (), (), {"floor": 0.0, "runs": 200, **settings}, "0")


def yes_no(*, root: str = "arithmetic", coverage: float = 0.0) -> Methodology:
    """Two parents of three leaves, each of yes and no, observed by indicators of the same names."""
    leaves = [
        Node(f"{parent}{place}", parent, source="observed", indicator=f"{parent}{place}", rollup="pass", normalise="boolean")
        for parent in "ab"
        for place in range(3)
    ]
    return edition(Node("index", aggregate=root), *(Node(parent, "index", min_coverage=coverage) for parent in "ab"), *leaves)


def measured(methodology: Methodology, units: int = 8, seed: int = 1, share: float = 0.6, missing: float = 0.0) -> Matrix:
    """Yes and no by chance for every leaf of that many units, some of them missing."""
    rng = np.random.default_rng(seed)
    codes = [leaf.code for leaf in methodology.tree.leaves]
    drawn = pd.DataFrame((rng.random((units, len(codes))) < share).astype(float), columns=codes)
    return Matrix.plain(drawn.mask(rng.random(drawn.shape) < missing).set_axis([f"u{place}" for place in range(units)]))


def bodies(matrix: Matrix, **columns: list[str]) -> pd.DataFrame:
    """The units of a matrix, with these columns."""
    return pd.DataFrame(columns, index=matrix.basis.index)


def table(rows: Mapping[str, list[float]]) -> Matrix:
    """A matrix from columns; the units are u0, u1 and so on."""
    frame = pd.DataFrame(rows, dtype="float64")
    return Matrix.plain(frame.set_axis([f"u{place}" for place in range(len(frame))]))


def chance(matrix: Matrix, share: float) -> pd.DataFrame:
    """The same chance for every cell."""
    return pd.DataFrame(share, index=matrix.basis.index, columns=matrix.basis.columns)
