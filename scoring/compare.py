"""Two results side by side: editions, methods or years; who moved, and by how much.

COINr ``compare_coins`` and ``compare_coins_multi``. A place may change because another has come or gone; so beside the ranks as they were
published stand those among the units that have a score both times. Why two editions can be compared only so far says
``scoring.comparability``.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.types import Text
from scoring.correlate import correlation
from scoring.rank import DECIMALS, rank_within
from scoring.score import INSUFFICIENT, Scores

MOVES = (
    "score_old",
    "score_new",
    "change",
    "rank_old",
    "rank_new",
    "rank_change",
    "rank_old_matched",
    "rank_new_matched",
    "rank_change_matched",
)
COLUMNS = ("unit", "name_lv", "name_en", "measurement", *MOVES, "level_old", "level_new", "group_old", "group_new", "limits")
NODE_COLUMNS = ("unit", "node", "old", "new", "change")
SUMMARY_COLUMNS = (
    "measurement",
    "units",
    "only_old",
    "only_new",
    "mean_change",
    "mean_rank_change",
    "largest_rank_change",
    "risers",
    "fallers",
    "pearson",
    "spearman",
    "kendall",
)
LIMITS = {
    "only-old": Text("iestāde ir tikai vecākajā rezultātā", "the body is only in the older result"),
    "only-new": Text("iestāde ir tikai jaunākajā rezultātā", "the body is only in the newer result"),
    "evidence-old": Text("vecākajā rezultātā nepietiek pierādījumu", "the older result has insufficient evidence"),
    "evidence-new": Text("jaunākajā rezultātā nepietiek pierādījumu", "the newer result has insufficient evidence"),
    "measurement": Text("iestāde vērtēta citā mērījumā", "the body stands in another measurement"),
    "group": Text("iestāde ir citā grupā", "the body stands in another group"),
}
"""The words of the column ``limits``: why a unit's two scores or places can be compared only so far."""


def matched(old: pd.Series[float], new: pd.Series[float], *, within: pd.DataFrame | None = None, decimals: int = DECIMALS) -> pd.DataFrame:
    """The scores of two results by unit, indexed like ``old`` and then who is only in ``new``, with ``MOVES``.

    ``rank_change`` is positive for who has risen. The matched ranks are those among the units with both scores. ``within`` holds the
    measurements, in which ranks are counted, in its columns ``old`` and ``new``, by unit; all together when not given.
    """
    units = pd.Index([*old.index, *new.index.difference(old.index)], name="unit")
    places = pd.DataFrame("", index=units, columns=["old", "new"]) if within is None else within.reindex(units)
    scores = {"old": old.reindex(units), "new": new.reindex(units)}
    both = scores["old"].notna() & scores["new"].notna()
    ranks = {when: rank_within(points, places[when], decimals) for when, points in scores.items()}
    alike = {when: rank_within(points.where(both), places[when], decimals) for when, points in scores.items()}
    table = {
        "score_old": scores["old"],
        "score_new": scores["new"],
        "change": scores["new"] - scores["old"],
        "rank_old": ranks["old"],
        "rank_new": ranks["new"],
        "rank_change": ranks["old"] - ranks["new"],
        "rank_old_matched": alike["old"],
        "rank_new_matched": alike["new"],
        "rank_change_matched": alike["old"] - alike["new"],
    }
    return pd.DataFrame(table, index=units)[list(MOVES)]


def compare(old: Scores, new: Scores) -> pd.DataFrame:
    """One row a unit of either, ordered by measurement, newer rank and id, with ``COLUMNS``.

    Ranks are within the measurement, as each edition counts them. ``limits`` are words of ``LIMITS`` with spaces between them.
    """
    told = {"old": _who(old), "new": _who(new)}
    units = told["old"].index.union(told["new"].index)
    aligned = {when: table.reindex(units) for when, table in told.items()}
    places = pd.DataFrame({when: table["measurement"] for when, table in aligned.items()})
    table = matched(aligned["old"]["score"], aligned["new"]["score"], within=places, decimals=_decimals(new))
    for when, told_then in aligned.items():
        table[f"rank_{when}"] = told_then["rank"]
        table[f"level_{when}"], table[f"group_{when}"] = told_then["level"].fillna(""), told_then["group"].fillna("")
    table["rank_change"] = table["rank_old"] - table["rank_new"]
    names = {name: aligned["new"][name].fillna(aligned["old"][name]).fillna("") for name in ("name_lv", "name_en", "measurement")}
    found = table.assign(**names, limits=_limits(aligned)).rename_axis("unit").reset_index()
    return found.sort_values(["measurement", "rank_new", "unit"], ignore_index=True)[list(COLUMNS)]


def compare_nodes(old: Scores, new: Scores) -> pd.DataFrame:
    """One row a unit and node that both have, in the order of the newer, with ``NODE_COLUMNS``: the points of each time.

    A node of one name may have been measured otherwise: see ``comparability``.
    """
    nodes = [code for code in new.nodes.columns if code in old.nodes]
    units = [unit for unit in new.nodes.index if unit in old.nodes.index]
    before, after = (one.nodes.loc[units, nodes].to_numpy(np.float64).ravel() for one in (old, new))
    who = {"unit": np.repeat(np.array(units, dtype=object), len(nodes)), "node": np.tile(np.array(nodes, dtype=object), len(units))}
    return pd.DataFrame({**who, "old": before, "new": after, "change": after - before})[list(NODE_COLUMNS)]


def summary(table: pd.DataFrame) -> pd.DataFrame:
    """One row a measurement of what ``compare`` gave (one row of what ``matched`` gave), with ``SUMMARY_COLUMNS``.

    Everything is of the ``units`` with both scores: ``mean_rank_change`` and ``largest_rank_change`` are of the absolute changes of matched
    ranks, and the correlations of the scores. ``only_old`` and ``only_new`` count who has a score but once.
    """
    places = table["measurement"] if "measurement" in table else pd.Series("", index=table.index)
    found = [(str(place), *_summed(rows)) for place, rows in table.groupby(places, observed=True)]
    return pd.DataFrame(found, columns=list(SUMMARY_COLUMNS))


def rank_table(scores: Mapping[str, pd.Series[float]], *, decimals: int = DECIMALS) -> pd.DataFrame:
    """The ranks of many results side by side, a column each, ordered by the first of them; NaN for who is not in one."""
    ranked = {name: points.round(decimals).rank(method="min", ascending=False) for name, points in scores.items()}
    table = pd.DataFrame(ranked).rename_axis("unit")
    return table.sort_index().sort_values(next(iter(scores)), kind="stable") if scores else table


def _who(scores: Scores) -> pd.DataFrame:
    nothing = pd.Series("", index=scores.units.index, dtype=object)
    known = {name: scores.units.get(name, nothing) for name in ("name_lv", "name_en", "measurement", "group")}
    told = {"evidence": scores.evidence, "score": scores.root, "rank": scores.ranks["overall"], "level": scores.levels}
    return pd.DataFrame({**known, **told}, index=scores.units.index)


def _decimals(scores: Scores) -> int:
    return int(scores.methodology.method.get("rank_decimals", DECIMALS))


def _limits(aligned: Mapping[str, pd.DataFrame]) -> list[str]:
    old, new = aligned["old"], aligned["new"]
    known = {when: table["evidence"].notna() for when, table in aligned.items()}
    both = known["old"] & known["new"]
    marks = pd.DataFrame(
        {
            "only-old": ~known["new"],
            "only-new": ~known["old"],
            "evidence-old": old["evidence"].eq(INSUFFICIENT),
            "evidence-new": new["evidence"].eq(INSUFFICIENT),
            "measurement": both & old["measurement"].ne(new["measurement"]),
            "group": both & old["group"].ne(new["group"]),
        }
    )
    return [" ".join(word for word in LIMITS if row[word]) for row in marks.to_dict("records")]


def _summed(rows: pd.DataFrame) -> tuple[float, ...]:
    old, new = rows["score_old"], rows["score_new"]
    both = rows[old.notna() & new.notna()]
    change = both["rank_change_matched"]
    size = change.abs()
    counts = (len(both), int((old.notna() & new.isna()).sum()), int((old.isna() & new.notna()).sum()))
    moved = (both["change"].mean(), size.mean(), size.max(), int((change > 0).sum()), int((change < 0).sum()))
    return (*counts, *moved, *(correlation(old, new, kind).r for kind in ("pearson", "spearman", "kendall")))
