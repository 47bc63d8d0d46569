"""How many more answers of a question must be reviewed until a share is known closely enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import inf, sqrt

from audits import accuracy
from scoring.agreement.estimate import LEVEL, z

HALF_WIDTH = 0.05
"""Five points, the closeness that is asked for unless another is."""


@dataclass(frozen=True, slots=True)
class More:
    """``more`` answers to review, after which ``reviewed`` of ``there_are`` are known and the half width is ``half_width`` or less."""

    more: int
    reviewed: int
    there_are: int
    half_width: float


def half_width(share: float, reviewed: int, there_are: int, level: float = LEVEL) -> float:
    """Half of Wilson's interval around a share known from so many of all that there are; 0 when all are known.

    Of a finite population, n reviewed tell as much as n (N - 1) / (N - n) of an endless one (finite population correction, Cochran 1977,
    section 3.3). With nothing reviewed it is half.
    """
    if reviewed >= there_are:
        return 0.0
    worth = reviewed * (there_are - 1) / (there_are - reviewed)
    low, high = accuracy.wilson(share * worth, worth, level) or (0.0, 1.0)
    return (high - low) / 2


def more(wrong: int, reviewed: int, there_are: int, within: float = HALF_WIDTH, level: float = LEVEL) -> More:
    """How many more to review at random so that Wilson's half width is at most ``within``.

    The share planned with is (wrong + z2/2) / (reviewed + z2), the middle of Wilson's interval: one half before the first review, never
    0 or 1 after few (Agresti, Coull 1998). Raises ValueError where more were reviewed than there are, or more wrong than reviewed.
    """
    if not 0 <= wrong <= reviewed <= there_are:
        raise ValueError(f"{wrong} wrong of {reviewed} reviewed of {there_are}: each may at most be the next")
    square = z(level) ** 2
    share = (wrong + square / 2) / (reviewed + square)
    low, high = reviewed, there_are
    while low < high:
        middle = (low + high) // 2
        close = half_width(share, middle, there_are, level) <= within
        low, high = (low, middle) if close else (middle + 1, high)
    return More(low - reviewed, low, there_are, half_width(share, low, there_are, level))


def allocation(sizes: Sequence[int], spreads: Sequence[float], total: int, least: int = 10) -> tuple[int, ...]:
    """How many to review of each stratum so that the stratified mean varies least: Neyman's allocation (1934), n_h as N_h s_h.

    Found in whole numbers and exactly, by giving each next review where N_h s_h / sqrt(n_h (n_h + 1)) is largest (Wright 2012, The
    American Statistician 66: 217-224). At least ``least`` of each (all where there are fewer), never more than there are; what strata
    that vary cannot take goes to the others by size. Raises ValueError where the least together are more than ``total``.
    """
    given = [min(size, least) for size in sizes]
    if sum(given) > total:
        raise ValueError(f"{sum(given)} are reviewed if each stratum has at least {least}; ask for that many, or for fewer of each")

    def urgency(at: int) -> tuple[float, float, float, int]:
        step = sqrt(given[at] * (given[at] + 1))
        pulls = (spreads[at] * sizes[at] / step, sizes[at] / step) if step else (inf if spreads[at] > 0 else 0.0, inf)
        return -pulls[0], -pulls[1], -sizes[at] * spreads[at], at

    queue = [urgency(at) for at, size in enumerate(sizes) if given[at] < size]
    heapify(queue)
    for _ in range(min(total, sum(sizes)) - sum(given)):
        at = heappop(queue)[-1]
        given[at] += 1
        if given[at] < sizes[at]:
            heappush(queue, urgency(at))
    return tuple(given)
