"""The figures of one row of the report: of one question, or of the yes-or-no questions of a block, a body or a group together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import nan
from typing import Any

import numpy as np
import pandas as pd

from scoring.agreement import corrected
from scoring.agreement.alpha import Resampling, Scale, alpha
from scoring.agreement.detector import Detector
from scoring.agreement.estimate import LEVEL, Estimate, none
from scoring.agreement.gwet import ac_table
from scoring.agreement.intervals import wilson
from scoring.agreement.kappa import kappa
from scoring.agreement.mcnemar import mcnemar
from scoring.agreement.tables import TwoByTwo, cross, two_by_two
from scoring.agreement.weights import weights
from scoring.survey.question import Question

Detectors = Mapping[str, Detector]
"""By question: how whatever observes it errs. A question that is not among them has no corrected figures."""
SCALES: Mapping[str, Scale] = {
    **dict.fromkeys(("yes-no", "single"), "nominal"),
    "level": "ordinal",
    **dict.fromkeys(("number", "share", "date"), "interval"),
}
_CHOSEN = frozenset({"single", "level"})
_NOT_SO = none("not-of-this-type")


@dataclass(frozen=True)
class Figures:
    """All figures of one row.

    ``table`` are the pairs by claim and observation; of levels and amounts ``b`` are claims above and ``c`` claims below what was seen,
    ``a`` all others. ``unmeasured`` are claims beside which nothing was seen; ``corrected_n`` the pairs that the corrected shares rest on.
    """

    n: int
    unmeasured: int
    table: TwoByTwo
    agreement: Estimate
    kappa: Estimate = _NOT_SO
    ac1: Estimate = _NOT_SO
    pabak: Estimate = _NOT_SO
    alpha: Estimate = _NOT_SO
    overclaim: Estimate = _NOT_SO
    underclaim: Estimate = _NOT_SO
    bias: Estimate = _NOT_SO
    prevalence: Estimate = _NOT_SO
    mcnemar_p: float = nan
    mcnemar_method: str = "none"
    overclaim_corrected: Estimate = _NOT_SO
    underclaim_corrected: Estimate = _NOT_SO
    corrected_n: int = 0


def of_question(question: Question, pairs: pd.DataFrame, detectors: Detectors, how: Resampling, level: float = LEVEL) -> Figures:
    """The figures of one question, by its type: kappa and AC of levels are weighted (quadratic), alpha is of the type's own scale.

    Of levels and amounts the shares of over-claims and under-claims are of all pairs, and McNemar's test is the sign test of the two.
    """
    if question.type == "yes-no":
        return of_yes_no(pairs, detectors, how, level=level)
    known = _known(pairs)
    if question.type == "multiple":
        table = two_by_two(known["claimed"], known["seen"])
        return replace(_compared(pairs, table, level), overclaim=table.overclaim(level))
    coded = alpha(known[["claimed", "seen"]].to_numpy().T, SCALES[question.type], how, level=level)
    found = replace(_compared(pairs, _sides(question, known), level), alpha=coded)
    if question.type in _CHOSEN:
        found = replace(found, **_beyond_chance(question, known, level))
    return found if question.type == "single" else replace(found, **_leaning(found.table, level))


def of_yes_no(pairs: pd.DataFrame, detectors: Detectors, how: Resampling, clusters: str | None = None, level: float = LEVEL) -> Figures:
    """The figures of answers of yes and no, of one question or of many; ``clusters`` is the column whose rows are not independent."""
    known = _known(pairs)
    table = two_by_two(known["claimed"], known["seen"])
    test = mcnemar(table)
    groups = None if clusters is None else known[clusters].to_numpy(str)
    checked = known[known["question"].isin([name for name, one in detectors.items() if usable(one)])]
    return Figures(
        n=len(known),
        unmeasured=len(pairs) - len(known),
        table=table,
        agreement=table.agreement(level),
        kappa=kappa(table.cells, None, level),
        ac1=ac_table(table.cells, None, level),
        pabak=table.pabak(level),
        alpha=alpha(known[["claimed", "seen"]].to_numpy().T, "nominal", how, groups, level),
        overclaim=table.overclaim(level),
        underclaim=table.underclaim(level),
        bias=table.bias_index(),
        prevalence=table.prevalence_index(),
        mcnemar_p=test.p,
        mcnemar_method=test.method,
        overclaim_corrected=_true_share(checked[checked["claimed"] == 1], detectors, level).complement(),
        underclaim_corrected=_true_share(checked[checked["claimed"] == 0], detectors, level),
        corrected_n=len(checked),
    )


def _known(pairs: pd.DataFrame) -> pd.DataFrame:
    return pairs[pairs["claimed"].notna() & pairs["seen"].notna()]


def _compared(pairs: pd.DataFrame, table: TwoByTwo, level: float) -> Figures:
    """What every type has: how many were compared, and how many agreed."""
    n = int(table.n)
    return Figures(n=n, unmeasured=len(pairs) - n, table=table, agreement=wilson(table.a + table.e, n, level))


def _sides(question: Question, known: pd.DataFrame) -> TwoByTwo:
    """How many agree within the tolerance of the question's rule, claim more, and claim less."""
    claimed, seen = known["claimed"].to_numpy(), known["seen"].to_numpy()
    rule = question.rule
    within = 0.0 if rule is None else float(rule.days or 0) if question.type == "date" else (rule.tolerance or 0.0)
    allowed = within * np.abs(seen) if rule is not None and rule.relative else np.full(len(seen), within)
    # What differs by the tolerance itself agrees, whatever the last digit of a double says.
    apart, allowed = claimed - seen, allowed * (1 + 1e-12)
    over, under = int((apart > allowed).sum()), int((apart < -allowed).sum())
    return TwoByTwo(len(known) - over - under, over, under)


def _beyond_chance(question: Question, known: pd.DataFrame, level: float) -> dict[str, Any]:
    places = list(range(len(question.answers)))
    cells = cross(known["claimed"].tolist(), known["seen"].tolist(), places)
    counted = weights("quadratic" if question.type == "level" else "identity", places)
    return {"kappa": kappa(cells, counted, level), "ac1": ac_table(cells, counted, level)}


def _leaning(table: TwoByTwo, level: float) -> dict[str, Any]:
    """To which side claims lean of which there are more than two."""
    test = mcnemar(table)
    return {
        "overclaim": wilson(table.b, table.n, level),
        "underclaim": wilson(table.c, table.n, level),
        "bias": table.bias_index(),
        "mcnemar_p": test.p,
        "mcnemar_method": test.method,
    }


def usable(detector: Detector) -> bool:
    """Whether claims can be corrected by it: it was checked where the thing is and where it is not, and tells the two apart."""
    return bool(detector.present and detector.absent) and sum(detector.cautious) > 1


def _true_share(known: pd.DataFrame, detectors: Detectors, level: float) -> Estimate:
    """The share of these cells in which it is there, despite the errors of what observed them."""
    if known.empty:
        return none("detector-unknown")
    counted = known.groupby("question", sort=True)["seen"].agg(["sum", "size"])
    seen, of = counted["sum"].to_numpy(float), counted["size"].to_numpy(float)
    return corrected.pooled(
        [corrected.Part(*cell) for cell in zip(seen, of, (detectors[str(one)] for one in counted.index), strict=True)], level
    )
