"""The published index that the analyses are tried on: its tree, its leaves and nodes, and what COINr's documentation prints of them."""

from __future__ import annotations

import json
from functools import cache

import pandas as pd

from scoring.aggregate import aggregate
from scoring.normalise import normalise
from scoring.tree import Tree
from tests.scoring.test_asem import FOLDER, raw, table, tree

__all__ = ["PRINTED", "codes", "index", "leaves", "nodes", "printed", "raw", "tree"]

PRINTED = json.loads((FOLDER / "published" / "scalars.json").read_text(encoding="utf-8"))


@cache
def index() -> Tree:
    """Indicators, pillars, two sub-indices and the index."""
    return tree()


@cache
def leaves() -> pd.DataFrame:
    """The normalised indicators of 51 countries."""
    return normalise(table("expected/Treated").rename_axis("unit"), index())


@cache
def nodes() -> pd.DataFrame:
    """All nodes."""
    return aggregate(leaves(), index())


def codes(parent: str) -> list[str]:
    """The children of a node."""
    return [child.code for child in index().children(parent)]


def printed(name: str) -> pd.DataFrame:
    """A table of the documentation."""
    return table(f"published/{name}")
