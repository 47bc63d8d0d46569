"""The index computed anew under other assumptions, run by run (COINr ``Regen``): thousands of runs as a few sweeps over arrays.

Runs that make the same choices of method are computed together, in pieces that fit into the processor's cache. Which runs share a piece
changes no result: every draw has a stream of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring.alternatives import Choice
from scoring.arrays import Floats
from scoring.draws import MEASUREMENT, MISSING, SOURCES, WEIGHTS, noisy, stream
from scoring.fill import FILLS, filled, members
from scoring.matrix import Matrix
from scoring.methodology import Methodology
from scoring.normalise import normalise, normaliser
from scoring.prepare import FIXED, Past, prepared
from scoring.runs import Bools, Cells, aggregate_runs
from scoring.score import readable
from scoring.tree import Node, Tree

PIECE = 50
"""Runs that are computed together."""
Singles = NDArray[np.float32]


@dataclass(frozen=True)
class Doubts:
    """What may be otherwise.

    ``choices`` of method; ``noise``, how far each weight is drawn up or down, as a share of it, for all nodes or by node; ``chances``,
    how likely each yes or no is there (``scoring.draws.chances``); ``missing``, the share of the known cells that is taken away. What
    is 0 or not given is not doubted. ``seed`` names the random numbers.
    """

    choices: tuple[Choice, ...] = ()
    noise: float | Mapping[str, float] = 0.0
    chances: pd.DataFrame | None = None
    missing: float = 0.0
    seed: int = 2026

    @property
    def drawn(self) -> tuple[str, ...]:
        """What is drawn anew in every run, of ``scoring.draws.SOURCES``."""
        doubted = self.chances is not None and bool(self.chances.notna().to_numpy().any())
        on = {WEIGHTS: bool(self.noise), MEASUREMENT: doubted, MISSING: self.missing > 0}
        return tuple(source for source in SOURCES if on[source])


@dataclass(frozen=True)
class Index:
    """What is computed anew: an edition, what is known, and of whom."""

    methodology: Methodology
    matrix: Matrix
    units: pd.DataFrame
    past: Past | None = None


@dataclass(frozen=True)
class _Variant:
    """The index with the choices of a run made. Arrays are leaves by units, in the order of the tree's leaves."""

    index: Index
    tree: Tree
    cells: Floats
    """The prepared values, NaN where not known."""
    chances: Floats
    asked: Bools
    slow: bool
    """Whether the steps before normalising look at several leaves together, so that each run takes them by itself."""
    fill: str
    """How what is missing is filled in run by run."""
    groups: Sequence[Bools]
    scaled: Mapping[str, _Scaled]
    """Of the leaves whose scale does not depend on who else is measured, unless anything is filled in."""

    @property
    def codes(self) -> list[str]:
        """The leaves."""
        return [leaf.code for leaf in self.tree.leaves]


@dataclass(frozen=True)
class _Scaled:
    """A normalised leaf, by unit: as it stands, and where all that is doubted is no, or yes. What is not known is 0."""

    now: Floats
    no: Floats
    yes: Floats


def regenerate(index: Index, doubts: Doubts, design: pd.DataFrame) -> Floats:
    """The scores of every run, runs by units; NaN where there is none.

    ``design`` has a row a run: a column for each choice with the number of the alternative taken, and one for each of ``doubts.drawn``
    with the number of the draw. A body of which nothing is known has no score in any run, and is not filled in from others. Raises
    ConfigError where a combination of alternatives cannot be computed.
    """
    found = np.full((len(design), len(index.units)), np.nan)
    cells = index.matrix.values
    told = cells.notna().any(axis=1).to_numpy()
    names = [str(unit) for unit in index.units.index[told]]
    known = Index(index.methodology, index.matrix.of(names), index.units.loc[names], index.past)
    for variant, rows in _combined(known, doubts, design):
        for start in range(0, len(rows), PIECE):
            piece = rows[start : start + PIECE]
            found[np.ix_(piece, told)] = _piece(variant, doubts, design.iloc[piece])
    return found


def _combined(index: Index, doubts: Doubts, design: pd.DataFrame) -> Iterator[tuple[_Variant, NDArray[np.int64]]]:
    names = [choice.name for choice in doubts.choices]
    taken = design[names].to_numpy(np.int64) if names else np.zeros((len(design), 1), dtype=np.int64)
    combinations, where = np.unique(taken, axis=0, return_inverse=True)
    for place, combination in enumerate(combinations):
        yield _variant(index, doubts, combination), np.flatnonzero(where.ravel() == place)


def _variant(index: Index, doubts: Doubts, combination: NDArray[np.int64]) -> _Variant:
    methodology = index.methodology
    for choice, number in zip(doubts.choices, combination, strict=False):
        methodology = choice.alternatives[number].edit(methodology)
    edited = Index(methodology, index.matrix, index.units, index.past)
    slow, fill = _steps(methodology, redrawn=bool({MEASUREMENT, MISSING} & set(doubts.drawn)))
    tree, values = _read(edited, index.matrix.values, fill)
    doubted = pd.DataFrame(dtype="float64") if doubts.chances is None else doubts.chances
    chances = doubted.reindex(index=values.index, columns=values.columns).to_numpy(np.float64).T
    cells = values.to_numpy(np.float64).T
    asked = index.matrix.applicable[list(values.columns)].to_numpy(bool).T
    fixed = [] if fill != "none" else [(leaf, place) for place, leaf in enumerate(tree.leaves) if _fixed(leaf)]
    scaled = {leaf.code: _scaled(leaf, cells[place], chances[place]) for leaf, place in fixed}
    groups = members(index.units.get("group"))
    return _Variant(edited, tree, cells, chances, asked, slow=slow, fill=fill, groups=groups, scaled=scaled)


def _steps(methodology: Methodology, *, redrawn: bool) -> tuple[bool, str]:
    """Whether every run has to take all steps by itself, and what it fills in otherwise."""
    how = str(methodology.method.get("impute", "none"))
    together = methodology.method.get("treat", "none") != "none" or float(methodology.method.get("screen", 0)) > 0
    slow = redrawn and (together or how not in FILLS)
    return slow, how if redrawn and not slow else "none"


def _read(index: Index, values: pd.DataFrame, fill: str = "none") -> tuple[Tree, pd.DataFrame]:
    """The values as they can be normalised; without filling in what will be filled in run by run."""
    methodology, matrix = index.methodology, index.matrix
    unfilled = replace(methodology, method={**methodology.method, "impute": "none"}) if fill != "none" else methodology
    ready = prepared(unfilled, Matrix(values, matrix.basis, matrix.applicable), index.units, index.past)
    tree, known = readable(methodology, ready)
    return tree, known[[leaf.code for leaf in tree.leaves]]


def _fixed(leaf: Node) -> bool:
    return leaf.normalise.split(" ")[0] in {*FIXED, "none", ""}


def _scaled(leaf: Node, cells: Floats, chances: Floats) -> _Scaled:
    doubted = ~np.isnan(chances) & ~np.isnan(cells)
    ends = (cells, np.where(doubted, 0.0, cells), np.where(doubted, 1.0, cells))
    return _Scaled(*(np.nan_to_num(np.asarray(normaliser(leaf)(pd.Series(end)), dtype=np.float64)) for end in ends))


def _piece(variant: _Variant, doubts: Doubts, design: pd.DataFrame) -> Floats:
    runs, shape = len(design), variant.cells.shape
    yes = _drawn(doubts, design, MEASUREMENT, shape)
    gone = _drawn(doubts, design, MISSING, shape)
    there = None if yes is None else yes < variant.chances.astype(np.float32)
    kept = None if gone is None else gone >= np.float32(doubts.missing)
    leaves = _slow_leaves(variant, there, kept, runs) if variant.slow else _leaves(variant, there, kept)
    asked = dict(zip(variant.codes, variant.asked, strict=True))
    nodes = aggregate_runs(leaves, variant.tree, _weights(variant.tree, doubts, design), asked)
    return nodes[variant.tree.root.code].blank()


def _drawn(doubts: Doubts, design: pd.DataFrame, source: str, shape: tuple[int, ...]) -> Singles | None:
    """A number from [0, 1) for every cell of every run: runs by leaves by units."""
    if source not in doubts.drawn:
        return None
    found = np.empty((len(design), *shape), dtype=np.float32)
    for place, number in enumerate(design[source].to_numpy(np.int64)):
        stream(doubts.seed, source, int(number)).random(out=found[place], dtype=np.float32)
    return found


def _weights(tree: Tree, doubts: Doubts, design: pd.DataFrame) -> Floats:
    given = np.array([node.weight for node in tree.nodes], dtype=np.float64)
    if WEIGHTS not in doubts.drawn:
        return np.tile(given, (len(design), 1))
    told = doubts.noise
    noise = np.array([told.get(node.code, 0.0) if isinstance(told, Mapping) else told for node in tree.nodes], dtype=np.float64)
    return np.stack([noisy(given, noise, stream(doubts.seed, WEIGHTS, int(number))) for number in design[WEIGHTS]])


def _leaves(variant: _Variant, there: Bools | None, kept: Bools | None) -> dict[str, Cells]:
    return {
        leaf.code: _leaf(variant, leaf, place, None if there is None else there[:, place], None if kept is None else kept[:, place])
        for place, leaf in enumerate(variant.tree.leaves)
    }


def _leaf(variant: _Variant, leaf: Node, place: int, there: Bools | None, kept: Bools | None) -> Cells:
    """One leaf in every run, runs by units; one run where nothing differs."""
    cells = variant.cells[place]
    doubted = ~np.isnan(variant.chances[place]) & ~np.isnan(cells)
    yes = there if doubted.any() else None
    if leaf.code in variant.scaled:
        return _bounded(variant.scaled[leaf.code], ~np.isnan(cells)[None, :], yes, kept)
    raw = cells[None, :] if yes is None else np.where(doubted, yes, cells)
    x = raw if kept is None else np.where(kept, raw, np.nan)
    x = filled(x, variant.asked[place], variant.fill, variant.groups)
    return Cells.of(_normalised(leaf, x, variant.index.units.index))


def _bounded(leaf: _Scaled, known: Bools, yes: Bools | None, kept: Bools | None) -> Cells:
    points = leaf.now[None, :] if yes is None else np.where(yes, leaf.yes, leaf.no)
    if kept is None:
        return Cells(points, known)
    there = known & kept
    return Cells(points * there, there)


def _normalised(leaf: Node, x: Floats, units: pd.Index) -> Floats:
    """The leaf on its scale in each run by itself: its scale depends on what is known of all units."""
    if leaf.normalise.startswith("reference-distance"):
        return np.stack([normaliser(leaf)(pd.Series(run, index=units)).to_numpy(np.float64) for run in x])
    verb: Callable[[Floats], Floats] = normaliser(leaf)  # type: ignore[assignment]
    return verb(np.ascontiguousarray(x.T)).T


def _slow_leaves(variant: _Variant, there: Bools | None, kept: Bools | None, runs: int) -> dict[str, Cells]:
    """Every step of the edition in each run, by the verbs themselves."""
    index = variant.index
    table = index.matrix.values[variant.codes]
    raw = table.to_numpy(np.float64).T
    found = []
    for run in range(runs):
        drawn = raw if there is None else np.where(np.isnan(variant.chances) | np.isnan(raw), raw, there[run])
        values = drawn if kept is None else np.where(kept[run], drawn, np.nan)
        tree, ready = _read(index, pd.DataFrame(values.T, index=table.index, columns=table.columns))
        found.append(normalise(ready, tree).to_numpy(np.float64))
    whole = np.stack(found)
    return {code: Cells.of(whole[:, :, place]) for place, code in enumerate(variant.codes)}
