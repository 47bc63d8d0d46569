"""Small editions and scores for tests: what a test says of them, and the rest as plain as can be."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from data.types import Text
from scoring.matrix import Matrix
from scoring.methodology import Methodology
from scoring.score import Scores, score
from scoring.tree import Node, Tree

NONE = math.nan


def leaf(code: str, parent: str, **said: Any) -> Node:
    """A leaf that was observed, a share unless told otherwise."""
    return Node(code, parent, **{"source": "observed", "rollup": "pass-share", "normalise": "share", **said})


def edition(*nodes: Node, folder: Path = Path("nowhere"), **method: str | float) -> Methodology:
    """An edition of these nodes."""
    return Methodology("small", Text("maza", "small"), folder, Tree(nodes), (), (), {"floor": 0.0, "rank_decimals": 10.0, **method}, "0")


def scored(
    methodology: Methodology, values: dict[str, list[float]], units: pd.DataFrame | None = None, out: tuple[tuple[str, str], ...] = ()
) -> Scores:
    """The scores of units with these values (by leaf of the tree, in its order); ``out`` are pairs of unit and leaf that do not apply."""
    codes = [node.code for node in methodology.tree.leaves]
    frame = pd.DataFrame.from_dict(values, orient="index", columns=codes, dtype="float64").rename_axis("unit")
    held = Matrix.plain(frame)
    for unit, code in out:
        held.applicable.loc[unit, code] = False
        held.values.loc[unit, code] = NONE
        held.basis.loc[unit, code] = ""
    return score(methodology, held, pd.DataFrame(index=frame.index) if units is None else units)


def grouped(**groups: str) -> pd.DataFrame:
    """Units in a group each, all in one measurement."""
    return pd.DataFrame({"measurement": "all", "group": list(groups.values())}, index=pd.Index(list(groups), name="unit"))


@st.composite
def drawn(draw: st.DrawFn, ways: tuple[str, ...] = ("arithmetic",)) -> Scores:
    """The scores of up to four units in a tree of two levels, with gaps, what does not apply, limits of coverage and uneven weights."""
    blocks = draw(st.integers(1, 3))
    nodes = [Node("index", aggregate=draw(st.sampled_from(ways)), min_coverage=draw(st.sampled_from([0.0, 0.5])))]
    weights = st.sampled_from([1.0, 2.0, 0.5])
    for block in range(blocks):
        nodes.append(
            Node(
                f"b{block}",
                "index",
                weight=draw(weights),
                aggregate=draw(st.sampled_from(ways)),
                min_coverage=draw(st.sampled_from([0.0, 0.6])),
            )
        )
        nodes += [leaf(f"b{block}l{place}", f"b{block}", weight=draw(weights)) for place in range(draw(st.integers(1, 3)))]
    made = edition(*nodes)
    codes = [node.code for node in made.tree.leaves]
    units = draw(st.integers(1, 4))
    cell = st.sampled_from([0.0, 1.0, 0.25, 0.5, 0.8, NONE])
    values = {f"u{unit}": draw(st.lists(cell, min_size=len(codes), max_size=len(codes))) for unit in range(units)}
    pairs = [(unit, code) for unit in values for code in codes]
    out = draw(st.lists(st.sampled_from(pairs), max_size=3, unique=True))
    return scored(made, values, out=tuple(out))


def same(one: float, other: float) -> bool:
    """Whether two numbers are equal to 1e-9, or both not known."""
    return bool(np.isclose(one, other, rtol=0, atol=1e-9, equal_nan=True))
