"""What a robustness analysis says, in a few lines for people."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from data.types import Text
from scoring.draws import MEASUREMENT, MISSING, WEIGHTS
from scoring.robustness import Robustness
from scoring.uncertainty import Uncertainty

_RUNS = Text(
    "{edition}: {runs} aprēķini (sēkla {seed}), vietu joslā {share} no tiem",
    "{edition}: {runs} runs (seed {seed}), bands hold {share} of them",
)
_DOUBTED = Text("Apšaubīts: {what}", "Doubted: {what}")
_NOTHING = Text("nekas", "nothing")
_NAMES = {
    WEIGHTS: Text("svari", "weights"),
    MEASUREMENT: Text("mērījumu kļūdas", "errors of measurement"),
    MISSING: Text("iztrūkstošas vērtības", "missing values"),
}
_TIES = Text(
    "{ties} no {pairs} pāriem ir neizšķirti: apgrieztā secībā tie ir vismaz {limit} aprēķinu",
    "{ties} of {pairs} pairs are ties: they stand the other way round in at least {limit} of the runs",
)
_MOVED = Text(
    "{name}: izskaidro {total} no vietu nobīžu dispersijas (viens pats {first})",
    "{name}: explains {total} of the variance of rank shifts (alone {first})",
)


def summary(found: Robustness, units: pd.DataFrame, ties: float, lang: str) -> str:
    """The runs, what was doubted, every body that is ranked with its band, how many pairs tie, and what moves the ranks most."""
    return "\n".join(
        [
            *_head(found.uncertainty, lang),
            *_bodies(found.uncertainty, units, lang),
            _tied(found.uncertainty, ties, lang),
            *_moved(found, lang),
        ]
    )


def _head(found: Uncertainty, lang: str) -> Iterator[str]:
    told = {"edition": found.edition, "runs": len(found.design), "seed": found.doubts.seed, "share": _share(found.interval)}
    yield _RUNS[lang].format(**told)
    what = [*(choice.name for choice in found.doubts.choices), *(_NAMES[source][lang] for source in found.doubts.drawn)]
    yield _DOUBTED[lang].format(what=", ".join(what) or _NOTHING[lang])


def _bodies(found: Uncertainty, units: pd.DataFrame, lang: str) -> Iterator[str]:
    """By measurement, the best first."""
    names = units.get(f"name_{lang}", pd.Series(units.index, index=units.index))
    measurement = units.get("measurement", pd.Series("", index=units.index))
    bands = pd.Series([band[lang] for band in found.bands()], index=found.nominal.index)
    for name, ranks in found.nominal.dropna().groupby(measurement, sort=True):
        yield f"\n{name}" if name else ""
        yield from (f"{bands[unit]}: {names[unit]}" for unit in ranks.sort_values(kind="stable").index)
    yield ""


def _tied(found: Uncertainty, limit: float, lang: str) -> str:
    pairs = int(found.outranks.notna().to_numpy().sum()) // 2
    return _TIES[lang].format(ties=len(found.ties(limit)), pairs=pairs, limit=_share(limit))


def _moved(found: Robustness, lang: str) -> Iterator[str]:
    if found.sensitivity is None:
        return
    for name, row in found.sensitivity.indices.sort_values("total", ascending=False).iterrows():
        title = _NAMES[str(name)][lang] if str(name) in _NAMES else str(name)
        yield _MOVED[lang].format(name=title, total=_share(row["total"]), first=_share(row["first"]))


def _share(value: float) -> str:
    return "-" if math.isnan(value) else f"{round(100 * value)} %"
