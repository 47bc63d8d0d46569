"""Who does it best: for each leaf the bodies that others can learn from, with the place where it can be looked at."""

from __future__ import annotations

import pandas as pd

from scoring import seen
from scoring.gains import limits
from scoring.prepare import Past
from scoring.rank import DECIMALS
from scoring.score import Scores

COLUMNS = (
    *("code", "measurement", "unit", "place", "as_good", "points", "value", "basis"),
    *("outcome", "subject", "url", "locator", "excerpt", "screenshot", "snapshot"),
)
"""``place`` is the rank on the leaf, ``as_good`` how many share it, ``points`` on the scale of the tree, ``value`` as measured.

``screenshot`` is the SHA-256 of a picture in the bundle whose snapshot is named."""
SEEN_FIRST = ("both", "observed", "statistics", "survey")


def practice(scores: Scores, places: pd.DataFrame | None = None, most: int = 3, past: Past | None = None) -> pd.DataFrame:
    """Up to ``most`` bodies of each measurement for each leaf, the best first, in the order of the tree. Columns as ``COLUMNS``.

    Of those that do it equally well, what was observed comes before what was only answered, then whoever does better as a whole. Nobody
    is an example who is not halfway to the best that can be attained, unless nobody is: then it is whoever comes first, if anybody at all
    stands above the worst end. ``places`` are those of ``scoring.seen``.
    """
    known = _examples(_measured(scores), limits(scores, past))
    by = known.groupby(["code", "measurement"], sort=False)["_points"]
    ranked = known.assign(
        place=by.rank(method="min", ascending=False).astype("int64"),
        as_good=known.groupby(["code", "measurement", "_points"])["unit"].transform("size"),
    )
    order = {leaf.code: place for place, leaf in enumerate(scores.methodology.tree.leaves)}
    sorted_rows = ranked.assign(
        _code=ranked["code"].map(order),
        _basis=ranked["basis"].map({word: place for place, word in enumerate(SEEN_FIRST)}),
        _root=-scores.root.reindex(ranked["unit"]).to_numpy(),
    ).sort_values(["_code", "measurement", "place", "_basis", "_root", "unit"], kind="stable", ignore_index=True)
    chosen = sorted_rows.groupby(["code", "measurement"], sort=False).head(most).reset_index(drop=True)
    return seen.beside(chosen, places, seen.TO_FOLLOW, scores.methodology.tree)[list(COLUMNS)]


def _measured(scores: Scores) -> pd.DataFrame:
    """A row for each body and leaf that was measured of it."""
    frames = {"points": scores.normalised, "value": scores.matrix.values, "basis": scores.matrix.basis}
    codes = [leaf.code for leaf in scores.methodology.tree.leaves]
    units = scores.root.index
    table = pd.DataFrame({name: frame.loc[units, codes].to_numpy().ravel() for name, frame in frames.items()})
    table["unit"] = units.to_numpy(dtype=object).repeat(len(codes))
    table["code"] = codes * len(units)
    measurement = scores.units["measurement"].to_numpy(dtype=object) if "measurement" in scores.units else [""] * len(units)
    table["measurement"] = pd.Series(measurement, dtype=object).repeat(len(codes)).to_numpy()
    return table[table["points"].notna() & table["value"].notna()].assign(_points=lambda found: found["points"].round(DECIMALS))


def _examples(known: pd.DataFrame, to: pd.DataFrame) -> pd.DataFrame:
    worst, best = (to[end].reindex(known["code"]).to_numpy() for end in ("worst_points", "best_points"))
    highest = known.groupby(["code", "measurement"])["_points"].transform("max")
    enough = known["_points"].ge((worst + best) / 2) | known["_points"].eq(highest)
    return known[enough & known["_points"].gt(worst)]
