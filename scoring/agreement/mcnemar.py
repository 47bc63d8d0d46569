"""McNemar's test: do the disagreements lean to one side?"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

from scipy.special import bdtr, chdtrc

from scoring.agreement.tables import TwoByTwo

EXACT_BELOW = 25
"""With fewer disagreements than this the exact test counts."""


@dataclass(frozen=True, slots=True)
class McNemar:
    """``statistic`` is chi-squared; ``p`` the probability that counts: ``exact`` where disagreements are few, else ``asymptotic``."""

    statistic: float
    asymptotic: float
    exact: float
    p: float
    method: str
    reason: str = ""


def mcnemar(table: TwoByTwo) -> McNemar:
    """(b - c)2 / (b + c) with one degree of freedom, without a correction of continuity (McNemar 1947), and the exact binomial test.

    Both are two-sided. Without any disagreement there is no probability, and the ``reason`` says so.
    """
    apart = table.b + table.c
    if apart == 0:
        return McNemar(nan, nan, nan, nan, "none", "no-disagreement" if table.n else "nothing")
    statistic = (table.b - table.c) ** 2 / apart
    asymptotic = float(chdtrc(1, statistic))
    exact = min(1.0, 2 * float(bdtr(min(table.b, table.c), int(apart), 0.5)))
    few = apart < EXACT_BELOW
    return McNemar(statistic, asymptotic, exact, exact if few else asymptotic, "exact" if few else "chi-squared")
