"""Every table of an edition's results, once: what CSV, Parquet, JSON, the workbook and the page are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version

import numpy as np
import pandas as pd

from data.errors import ConfigError
from data.text import fold
from data.types import Text
from reports.scores.statistics import statistics
from scoring.by_rule import sides
from scoring.combine import DEFAULT
from scoring.coverage import SHARES
from scoring.explain import gained_and_lost
from scoring.score import Scores

BANDS = ("low", "high")
_SLACK = 1e-9
LIBRARIES = ("numpy", "pandas", "scipy")
"""Whose versions may change a digit of a result."""


@dataclass(frozen=True)
class Results:
    """An edition's scores with what is told beside them.

    ``bands`` has a row a unit with the ends of its band of ranks (``low``, ``high``), ``interval`` the share of the runs within. ``visits``
    are those of ``scoring.observed``; ``sources`` says which files and runs it was computed from. ``parts`` are the points that each
    block gives to each score (see ``contributions``). ``rules`` has the score of each unit under every rule of combining
    (``scoring.by_rule``); ``beside`` and ``answers`` are given where there is a casebook: the expected scores with the shares of the
    answers (``scoring.validation.beside``), and every answer as it counts (``scoring.validation.counted_rows``).
    """

    scores: Scores
    parts: pd.DataFrame
    bands: pd.DataFrame | None = None
    interval: float = 0.9
    visits: pd.DataFrame | None = None
    sources: Mapping[str, str] | None = None
    rules: pd.DataFrame | None = None
    beside: pd.DataFrame | None = None
    answers: pd.DataFrame | None = None

    @property
    def blocks(self) -> list[str]:
        """The codes of the nodes right below the root."""
        tree = self.scores.methodology.tree
        return [child.code for child in tree.children(tree.root.code)]

    @property
    def measurements(self) -> list[str]:
        """The measurements that have units, in the order of the edition's groups."""
        found = list(dict.fromkeys(_column(self.scores.units, "measurement")))
        order = [group.measurement for group in self.scores.methodology.groups]
        return sorted(found, key=lambda name: (order.index(name) if name in order else len(order), name))

    @cached_property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Every table by its name, none with an index: those of the bodies first, then those of the method."""
        found = {
            "ranking": ranking(self),
            "nodes": _nodes(self.scores),
            "coverage": _coverage(self.scores),
            "leaves": leaves(self.scores),
            "statistics": statistics(self.scores).reset_index(),
            "tree": tree_table(self.scores),
            "groups": _groups(self.scores),
            "levels": _levels(self.scores),
            "settings": settings(self),
        }
        more = {"visits": self.visits, "rules": self.rules}
        found |= {name: table.rename_axis("unit").reset_index() for name, table in more.items() if table is not None}
        if self.rules is not None:
            found["sides"] = sides(self.scores)
        return found if self.answers is None else {**found, "answers": self.answers}

    def title(self, code: str) -> Text:
        """The title of a node."""
        return self.scores.methodology.tree[code].title


def results(
    scores: Scores,
    bands: pd.DataFrame | None = None,
    interval: float = 0.9,
    visits: pd.DataFrame | None = None,
    sources: Mapping[str, str] | None = None,
) -> Results:
    """The results, with their blocks' contributions computed."""
    return Results(scores, contributions(scores), bands, interval, visits, sources)


def contributions(scores: Scores) -> pd.DataFrame:
    """The points that each block gives to each score, units by blocks: they sum to the score, but for rounding within the tree.

    Where the tree's points have no parts (Copeland and its like), the whole score is in the one column of the root.
    """
    tree = scores.methodology.tree
    try:
        gained, _ = gained_and_lost(scores)
    except ConfigError:
        return scores.root.to_frame(tree.root.code)
    blocks = {child.code: gained[[leaf.code for leaf in tree.below(child.code)]] for child in tree.children(tree.root.code)}
    return pd.DataFrame({code: leaves.sum(axis=1, min_count=1) for code, leaves in blocks.items()}).where(scores.root.notna(), axis=0)


def ranking(results: Results) -> pd.DataFrame:
    """The table of ``Scores`` with the bands of ranks: by measurement, then by rank, those without a score by name at the end."""
    scores = results.scores
    table = scores.table().reset_index()
    if results.bands is not None:
        ends = whole_places(results.bands).reindex(table["unit"]).where(scores.root.reindex(table["unit"]).notna(), axis=0)
        for place, name in enumerate(BANDS):
            table.insert(list(table.columns).index("rank_in_group") + 1 + place, f"rank_{name}", ends[name].to_numpy())
    if results.beside is not None:
        told = results.beside.reindex(table["unit"])
        for place, name in enumerate(results.beside.columns):
            table.insert(list(table.columns).index("score") + 1 + place, name, told[name].to_numpy())
    table["measurement"] = _column(table, "measurement").to_numpy()
    places = {name: place for place, name in enumerate(results.measurements)}
    order = table.assign(
        _place=table["measurement"].map(places), _name=(table["name_lv"] if "name_lv" in table else table["unit"]).map(fold)
    )
    found = order.sort_values(["_place", "rank", "_name"], na_position="last", ignore_index=True).drop(columns=["_place", "_name"])
    return found.astype({column: "Int64" for column in found.columns if column.startswith("rank")})


def whole_places(bands: pd.DataFrame) -> pd.DataFrame:
    """The ends of the bands as whole places, outwards: between 8.95 and 16.2 is between 8 and 17."""
    return pd.DataFrame({"low": np.floor(bands["low"] + _SLACK), "high": np.ceil(bands["high"] - _SLACK)}, index=bands.index)


def leaves(scores: Scores) -> pd.DataFrame:
    """A row a unit and leaf: the value as measured, its points, on what it rests, whether it applies at all, and its weight."""
    tree, matrix = scores.methodology.tree, scores.matrix
    codes = [leaf.code for leaf in tree.leaves]
    count = len(codes)
    effective = tree.effective()
    block = {code: (tree.above(code)[-2].code if len(tree.above(code)) > 1 else code) for code in codes}
    return pd.DataFrame(
        {
            "unit": np.repeat(np.array(scores.units.index, dtype=object), count),
            "leaf": np.tile(np.array(codes, dtype=object), len(scores.units)),
            "block": np.tile(np.array([block[code] for code in codes], dtype=object), len(scores.units)),
            "value": matrix.values[codes].to_numpy().ravel(),
            "points": scores.normalised[codes].to_numpy().ravel(),
            "basis": matrix.basis[codes].to_numpy(dtype=object).ravel(),
            "applicable": matrix.applicable[codes].to_numpy(dtype=bool).ravel(),
            "effective_weight": np.tile(effective[codes].to_numpy(), len(scores.units)),
        }
    )


def tree_table(scores: Scores) -> pd.DataFrame:
    """The tree as it was used: every column of ``tree.csv`` and the share and effective weight of each node."""
    tree = scores.methodology.tree
    shares, effective = tree.shares(), tree.effective()
    rows = [
        {
            "code": node.code,
            "parent": node.parent,
            "depth": tree.depth(node.code),
            "title_lv": node.title.lv,
            "title_en": node.title.en,
            "weight": node.weight,
            "share": shares[node.code],
            "effective_weight": effective[node.code],
            "weight_origin": node.weight_origin,
            "direction": node.direction if not tree.children(node.code) else np.nan,
            "source": node.source,
            "combine": node.combine or (DEFAULT if node.source == "combined" else ""),
            "indicator": node.indicator,
            "question": node.question,
            "rollup": node.rollup,
            "denominate": node.denominate,
            "normalise": node.normalise,
            "low": np.nan if node.low is None else node.low,
            "high": np.nan if node.high is None else node.high,
            "aggregate": node.aggregate or ("arithmetic" if tree.children(node.code) else ""),
            "min_coverage": node.min_coverage if tree.children(node.code) else np.nan,
            "decimals": np.nan if node.decimals is None else float(node.decimals),
            "reach": " ".join(node.reach),
            "note": node.note,
        }
        for node in tree.nodes
    ]
    return pd.DataFrame(rows)


def settings(results: Results) -> pd.DataFrame:
    """What the results were computed with: edition, digest, every setting, where the values are from, and versions."""
    methodology = results.scores.methodology
    told: dict[str, object] = {
        "edition": methodology.edition,
        "title_lv": methodology.title.lv,
        "title_en": methodology.title.en,
        "methodology_sha256": methodology.digest,
        **{name: value for name, value in sorted(methodology.method.items()) if not name.startswith("title_")},
        **(results.sources or {}),
        **versions(),
    }
    return pd.DataFrame({"setting": list(told), "value": [_word(value) for value in told.values()]})


def versions() -> Mapping[str, str]:
    """The versions of eindekss and of the libraries that compute, by name."""
    return {name: version(name) for name in ("eindekss", *LIBRARIES)}


def _nodes(scores: Scores) -> pd.DataFrame:
    """The points of every inner node, a column each."""
    tree = scores.methodology.tree
    inner = [node.code for node in tree.nodes if tree.children(node.code)]
    return scores.nodes[inner].rename_axis("unit").reset_index()


def _coverage(scores: Scores) -> pd.DataFrame:
    tree = scores.methodology.tree
    inner = {node.code for node in tree.nodes if tree.children(node.code)}
    found = scores.coverage
    return found[found["node"].isin(inner)][["unit", "node", *SHARES]].reset_index(drop=True)


def _groups(scores: Scores) -> pd.DataFrame:
    members = _column(scores.units, "group").value_counts()
    rows = [
        (
            group.code,
            group.measurement,
            " ".join(group.kinds),
            *group.bounds,
            group.title.lv,
            group.title.en,
            int(members.get(group.code, 0)),
        )
        for group in scores.methodology.groups
    ]
    columns = ["code", "measurement", "kinds", "population_from", "population_to", "title_lv", "title_en", "units"]
    return pd.DataFrame(rows, columns=columns).replace(np.inf, np.nan)


def _levels(scores: Scores) -> pd.DataFrame:
    rows = [(level.code, level.start, level.title.lv, level.title.en) for level in scores.methodology.levels]
    return pd.DataFrame(rows, columns=["code", "from", "title_lv", "title_en"])


def _column(table: pd.DataFrame, name: str) -> pd.Series[str]:
    return table[name] if name in table else pd.Series("all", index=table.index)


def _word(value: object) -> str:
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)
