"""The true share behind what an imperfect detector saw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import isclose, sqrt

from scoring.agreement.detector import Detector
from scoring.agreement.estimate import LEVEL, Estimate, none, wald, z
from scoring.agreement.intervals import wilson

Interval = Callable[[int, int, float], Estimate]


def known_errors(seen: int, of: int, sensitivity: float, specificity: float, interval: Interval = wilson, level: float = LEVEL) -> Estimate:
    """Rogan-Gladen share (AP + Sp - 1) / (Se + Sp - 1) of a detector whose errors are known exactly (Am. J. Epidemiology 1978).

    Its limits are those of the apparent share by ``interval`` (Wilson's, ``exact``, ``blaker``), turned by the same formula, as R
    ``epiR::epi.prev`` does; value and limits may leave 0 to 1 (see ``Estimate.clipped``).
    """
    apparent = interval(seen, of, level)
    informed = sensitivity + specificity - 1
    if not apparent.known:
        return apparent
    if not (0 <= sensitivity <= 1 and 0 <= specificity <= 1):
        return none("out-of-range")
    if isclose(informed, 0, abs_tol=1e-12):
        return none("uninformative")
    low, high = sorted(((apparent.low + specificity - 1) / informed, (apparent.high + specificity - 1) / informed))
    variance = apparent.value * (1 - apparent.value) / of / informed**2
    return Estimate((apparent.value + specificity - 1) / informed, low, high, variance)


def rogan_gladen(seen: float, of: float, detector: Detector, level: float = LEVEL) -> Estimate:
    """The Rogan-Gladen share of a detector whose errors were counted, with the variance of all three shares (delta method).

    Var p = [AP(1-AP)/N + p2 Se(1-Se)/n1 + (1-p)2 Sp(1-Sp)/n0] / (Se+Sp-1)2, n1 and n0 the checked cells in which it is there and is not.
    Limits by the normal distribution, not held within 0 to 1; for few cells see ``lang_reiczigel``.
    """
    reason = _why_not(seen, of, detector)
    if reason:
        return none(reason)
    sensitivity, specificity = detector.found / detector.present, detector.rejected / detector.absent
    if isclose(sensitivity + specificity, 1, abs_tol=1e-12):
        return none("uninformative")
    value, variance = _share(seen / of, of, (sensitivity, detector.present), (specificity, detector.absent))
    return wald(value, variance, level)


def lang_reiczigel(seen: float, of: float, detector: Detector, level: float = LEVEL) -> Estimate:
    """The Rogan-Gladen share with the interval of Lang and Reiczigel 2014 (Preventive Veterinary Medicine 113: 13-22), for few cells too.

    One success and one failure are added to sensitivity and specificity, z2/2 of each to the apparent share; the centre moves by
    2z2 [p' Se'(1-Se')/n1' - (1-p') Sp'(1-Sp')/n0'], the half width is z sqrt(Var'). The paper prints (1+p')2 in the variance; it is
    (1-p')2, as in R ``asht::prevSeSp``. Limits are held within 0 to 1 as there, the value is not. ``variance`` is Var'.
    """
    plain = rogan_gladen(seen, of, detector, level)
    sensitivity, specificity = detector.cautious
    if not plain.known:
        return plain
    if sensitivity + specificity <= 1:
        return none("uninformative")
    present, absent, square = detector.present + 2, detector.absent + 2, z(level) ** 2
    centre, variance = _share((seen + square / 2) / (of + square), of + square, (sensitivity, present), (specificity, absent))
    pulled = centre * sensitivity * (1 - sensitivity) / present - (1 - centre) * specificity * (1 - specificity) / absent
    centre, half = centre + 2 * square * pulled, sqrt(square * variance)
    limits = Estimate(plain.value, centre - half, centre + half, variance)
    return replace(limits.clipped(), value=plain.value)


def _why_not(seen: float, of: float, detector: Detector) -> str:
    if not 0 <= seen <= of:
        return "out-of-range"
    if of == 0:
        return "nothing"
    return "" if detector.present and detector.absent else "detector-unknown"


def _share(apparent: float, of: float, sensitivity: tuple[float, float], specificity: tuple[float, float]) -> tuple[float, float]:
    """The share and its variance; a detector's two shares each with the number of cells it was counted on."""
    (se, present), (sp, absent) = sensitivity, specificity
    informed = se + sp - 1
    share = (apparent + sp - 1) / informed
    parts = apparent * (1 - apparent) / of + share**2 * se * (1 - se) / present + (1 - share) ** 2 * sp * (1 - sp) / absent
    return share, parts / informed**2
