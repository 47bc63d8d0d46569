"""How many things the children of a node measure: their principal components, with shares of variance and loadings.

Handbook 2008, step 4; COINr ``get_PCA``. Of columns brought to mean 0 and sd 1 (n - 1), over the units that have all of them. Usual marks
for a node that measures one thing: one component with an eigenvalue above 1, which holds well over half of the variance, and loadings on
it of one sign.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.arrays import Floats
from scoring.tree import Tree

COLUMNS = ("node", "component", "n", "eigenvalue", "share", "cumulative")
LOADING_COLUMNS = ("node", "child", "component", "weight", "loading")


@dataclass(frozen=True)
class Principal:
    """The components of some columns, the largest first: as many as the data have dimensions.

    ``eigenvalues`` sum to the number of columns. ``weights`` (columns by components, 1, 2, ...) are unit vectors, as R's ``prcomp`` gives
    them, each turned so that its sum is not negative; ``loadings`` are the correlations of the columns with the components. Without two
    units all are empty.
    """

    n: int
    eigenvalues: pd.Series[float]
    weights: pd.DataFrame

    @property
    def loadings(self) -> pd.DataFrame:
        """The correlation of each column with each component."""
        return self.weights * np.sqrt(self.eigenvalues)

    @property
    def shares(self) -> pd.Series[float]:
        """Which share of the variance of all columns each component holds."""
        return self.eigenvalues / len(self.weights)


def principal(y: pd.DataFrame) -> Principal:
    """The principal components of a frame's columns, units by columns. Columns that no unit has, or that are constant, are left out."""
    whole = y.dropna(axis=1, how="all").dropna()
    varied = whole.loc[:, [whole[code].min() < whole[code].max() for code in whole.columns]]
    values, vectors = _decomposed(varied.to_numpy(np.float64))
    numbers = pd.RangeIndex(1, len(values) + 1, name="component")
    return Principal(len(whole), pd.Series(values, index=numbers), pd.DataFrame(vectors, index=varied.columns, columns=numbers))


def components(nodes: pd.DataFrame, tree: Tree) -> pd.DataFrame:
    """One row an inner node and component, with ``COLUMNS``; ``n`` units, ``share`` of the variance and ``cumulative`` so far.

    ``nodes`` are units by nodes, as ``aggregate`` gives them. A node whose children do not vary has no rows.
    """
    tables = []
    for code, found in _inner(nodes, tree).items():
        parts = {"eigenvalue": found.eigenvalues, "share": found.shares, "cumulative": found.shares.cumsum()}
        tables.append(pd.DataFrame(parts).reset_index().assign(node=code, n=found.n))
    return _tidy(tables, COLUMNS)


def loadings(nodes: pd.DataFrame, tree: Tree) -> pd.DataFrame:
    """One row an inner node, child and component, with ``LOADING_COLUMNS``.

    ``weight`` is the child's part of the component (a unit vector), ``loading`` its correlation with it.
    """
    tables = []
    for code, found in _inner(nodes, tree).items():
        parts = {"weight": _long(found.weights), "loading": _long(found.loadings)}
        tables.append(pd.DataFrame(parts).reset_index().assign(node=code))
    return _tidy(tables, LOADING_COLUMNS)


def _inner(nodes: pd.DataFrame, tree: Tree) -> dict[str, Principal]:
    children = {node.code: [child.code for child in tree.children(node.code)] for node in tree.nodes if tree.children(node.code)}
    found = {code: principal(nodes[below]) for code, below in children.items()}
    return {code: one for code, one in found.items() if len(one.eigenvalues)}


def _long(table: pd.DataFrame) -> pd.Series[float]:
    pairs = pd.MultiIndex.from_product([table.index, table.columns], names=["child", "component"])
    return pd.Series(table.to_numpy(np.float64).ravel(), index=pairs)


def _tidy(tables: list[pd.DataFrame], columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.concat(tables, ignore_index=True)[list(columns)] if tables else pd.DataFrame(columns=list(columns))


def _decomposed(x: Floats) -> tuple[Floats, Floats]:
    """Eigenvalues and vectors (in columns) of the correlations, from the singular values; those that only rounding made are left out."""
    n, k = x.shape
    if n < 2 or k == 0:
        return np.empty(0), np.empty((k, 0))
    scaled = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)
    _, sizes, turned = np.linalg.svd(scaled, full_matrices=False)
    values = np.asarray(sizes**2 / (n - 1))
    real = values > 1e-10 * k
    return values[real], _signed(turned.T[:, real])


def _signed(vectors: Floats) -> Floats:
    """Each vector so that its sum is positive; where it is none, its largest part, so that the answer is always the same."""
    sums = vectors.sum(axis=0)
    largest = vectors[np.abs(vectors).argmax(axis=0), range(vectors.shape[1])]
    return vectors * np.where(np.where(np.abs(sums) > 1e-9, sums, largest) < 0, -1.0, 1.0)
