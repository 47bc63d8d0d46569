"""What every statistic returns: a number with its limits and its variance, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isnan, nan, sqrt
from statistics import NormalDist

from data.types import Text

LEVEL = 0.95
"""The confidence level unless another is asked for."""

REASONS: dict[str, Text] = {
    "nothing": Text("nav ko salīdzināt", "there is nothing to compare"),
    "one-category": Text("visas atbildes ir vienādas, tāpēc sakritību nevar nošķirt no nejaušības",
                         "all answers are the same, so that agreement cannot be told from chance"),
    "no-disagreement": Text("nav nevienas nesakritības", "there is no disagreement"),
    "one-reader": Text("neviens gadījums nav vērtēts divreiz", "no case was read twice"),
    "uninformative": Text("noteicējs neatšķir esošo no neesošā (jutība un specifiskums kopā ir 1)",
                          "the detector does not tell presence from absence (sensitivity and specificity add up to 1)"),
    "detector-unknown": Text("nav zināms, cik bieži noteicējs kļūdās", "how often the detector errs is not known"),
    "too-few": Text("ar vienu gadījumu izkliedi nevar novērtēt", "one case does not show how much cases differ"),
    "out-of-range": Text("dotās vērtības ir ārpus pieļaujamām robežām", "values given are outside of what they may be"),
    "not-of-this-type": Text("šī veida jautājumam to neaprēķina", "this is not computed for questions of this type"),
}  # fmt: skip
"""Why a statistic is not a number, by its code; the only reasons there are."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A statistic. ``value`` is NaN where there is none, and ``reason`` (one of ``REASONS``) says why.

    ``low`` and ``high`` are the limits of its interval, ``variance`` that of the estimate; NaN where they are not known although the
    value is, with the ``reason`` too.
    """

    value: float
    low: float = nan
    high: float = nan
    variance: float = nan
    reason: str = ""

    def __post_init__(self) -> None:
        if isnan(self.value) and self.reason not in REASONS:
            raise ValueError(f"{self.reason!r} is no reason for a statistic that is not a number; add it to REASONS")

    @property
    def error(self) -> float:
        """The standard error; NaN where the variance is not known."""
        return sqrt(self.variance) if self.variance >= 0 else nan

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return not isnan(self.value)

    def clipped(self) -> Estimate:
        """The same held within 0 and 1, for print; not to be computed with."""
        return replace(self, value=_within(self.value), low=_within(self.low), high=_within(self.high))

    def complement(self) -> Estimate:
        """One minus it: of a share, that of all others."""
        return replace(self, value=1 - self.value, low=1 - self.high, high=1 - self.low)


def none(reason: str) -> Estimate:
    """No number, and why."""
    return Estimate(nan, reason=reason)


def z(level: float = LEVEL) -> float:
    """The standard score that holds ``level`` of a normal distribution between its negative and itself. Raises ValueError outside (0, 1).

    >>> round(z(0.95), 6)
    1.959964
    """
    if not 0 < level < 1:
        raise ValueError(f"{level!r} is no confidence level; write a number between 0 and 1, such as 0.95")
    return NormalDist().inv_cdf((1 + level) / 2)


def wald(value: float, variance: float, level: float = LEVEL, score: float | None = None) -> Estimate:
    """A value with the limits that its variance gives (Wald): value -+ score x standard error; the normal ``score`` unless given."""
    if isnan(variance) or variance < 0:
        return Estimate(value, reason="too-few")
    half = (z(level) if score is None else score) * sqrt(variance)
    return Estimate(value, value - half, value + half, variance)


def _within(number: float) -> float:
    return number if isnan(number) else min(1.0, max(0.0, number))
