"""Over-claims and under-claims, corrected for the errors of the detector that held the claims against the sites."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scoring.agreement.detector import Detector
from scoring.agreement.estimate import LEVEL, Estimate, none, wald, z
from scoring.agreement.prevalence import lang_reiczigel
from scoring.agreement.tables import TwoByTwo


def overclaim(table: TwoByTwo, detector: Detector, level: float = LEVEL) -> Estimate:
    """The share of the yes claims that are false: 1 minus the Rogan-Gladen share among them (``a`` of ``a + b`` seen).

    Limits of Lang and Reiczigel. It rests on the detector erring alike whatever was claimed. The value may leave 0 to 1.
    """
    return lang_reiczigel(table.a, table.a + table.b, detector, level).complement()


def underclaim(table: TwoByTwo, detector: Detector, level: float = LEVEL) -> Estimate:
    """The share of the denials that are false: the Rogan-Gladen share among them (``c`` of ``c + e`` seen). See ``overclaim``."""
    return lang_reiczigel(table.c, table.c + table.e, detector, level)


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the cells, seen by one detector: ``seen`` of ``of``."""

    seen: float
    of: float
    detector: Detector


def pooled(parts: Iterable[Part], level: float = LEVEL) -> Estimate:
    """The true share over cells that several detectors saw.

    Every cell counts (d + Sp - 1) / (Se + Sp - 1) of its own detector, d 1 where seen; the share is their mean. Variance: that of the
    cells, sum (r - mean)2 / n2, and for each detector [(sum r)2 Se(1-Se)/n1 + (sum (1-r))2 Sp(1-Sp)/n0] / (n (Se+Sp-1))2, Se and Sp by
    the rule of succession. For the limits z2 cells are added, half of them seen, as for one detector, which has those of
    ``lang_reiczigel``. All parts must have a detector that was checked and that
    tells presence from absence; else there is no value.
    """
    used = [part for part in parts if part.of]
    if not used:
        return none("nothing")
    if any(not (part.detector.present and part.detector.absent) for part in used):
        return none("detector-unknown")
    if any(sum(part.detector.cautious) <= 1 for part in used):
        return none("uninformative")
    if len(used) == 1:
        return lang_reiczigel(used[0].seen, used[0].of, used[0].detector, level)
    n, square = sum(part.of for part in used), z(level) ** 2
    padded = [Part(part.seen + square / 2 * part.of / n, part.of * (1 + square / n), part.detector) for part in used]
    return replace(_limited(padded, level), value=_mean(used))


def _mean(parts: Sequence[Part]) -> float:
    return sum(_there(part) for part in parts) / sum(part.of for part in parts)


def _limited(parts: Sequence[Part], level: float) -> Estimate:
    n, mean = sum(part.of for part in parts), _mean(parts)
    squares = 0.0
    for part in parts:
        one, other = _turned(part)
        squares += (one - mean) ** 2 * part.seen + (other - mean) ** 2 * (part.of - part.seen)
    return wald(mean, (squares + sum(map(_doubt, parts))) / n**2, level)


def _there(part: Part) -> float:
    """In how many of its cells it is there."""
    one, other = _turned(part)
    return one * part.seen + other * (part.of - part.seen)


def _turned(part: Part) -> tuple[float, float]:
    """What a cell counts in which it was seen, and one in which it was not."""
    sensitivity, specificity = part.detector.cautious
    informed = sensitivity + specificity - 1
    return specificity / informed, (specificity - 1) / informed


def _doubt(part: Part) -> float:
    """What not knowing the detector's errors exactly adds to the variance of the sum of the cells."""
    (sensitivity, specificity), detector = part.detector.cautious, part.detector
    there = _there(part)
    informed = sensitivity + specificity - 1
    missed = there**2 * sensitivity * (1 - sensitivity) / (detector.present + 2)
    imagined = (part.of - there) ** 2 * specificity * (1 - specificity) / (detector.absent + 2)
    return (missed + imagined) / informed**2
