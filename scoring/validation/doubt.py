"""How likely a claim is true after what was claimed and what was seen: Bayes with what is known of the errors of both.

Of each sign: prior odds (the share of bodies that have it, Rogan and Gladen 1978) times the likelihood ratio of the detector. What a claim
of several signs comes to follows from their chances; the claim's own likelihood ratio comes last. ``docs/validation.md`` has the formula.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod

import numpy as np

from scoring.draws import PRIOR, Claim, Errors, posterior
from scoring.validation.judged import Belief
from scoring.validation.quality import Quality
from scoring.validation.signs import Fact, Sign

_EDGE = 1e-12


@dataclass(frozen=True)
class Beforehand:
    """What is known before a body is looked at.

    ``priors``: the share of bodies that have each sign. ``yes``: the share of yes among the answers to a question, by question and option
    (no option: a question of yes and no).
    """

    priors: Mapping[Sign, float] = field(default_factory=dict)
    yes: Mapping[tuple[str, str], float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Whose claim it is: which question, and whether its answers show from outside only in part; ``share`` of the site was seen."""

    question: str
    partly: bool = False
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely it is that all that was claimed is true, and that none of it is; between them it is true in part.

    For a claim that is true or not, the two add up to 1.
    """

    true: float
    none: float


def chances(belief: Belief, source: Source, quality: Quality, before: Beforehand) -> Chances | None:
    """How likely the claim is; None where nothing is known of the errors of an indicator that it hangs on."""
    if belief.how == "match":
        return _match(belief, source, quality)
    each = [_of_fact(fact, source, quality, before) for fact in belief.facts]
    if any(chance is None for chance in each):
        return None
    found = [chance for chance in each if chance is not None]
    if belief.how == "each":
        told = [_claimed(chance, belief, code, source, quality, before) for chance, code in zip(found, _codes(belief), strict=True)]
        return Chances(prod(told), prod(1 - chance for chance in told))
    true = 1 - prod(1 - chance for chance in found) if belief.how == "any" else prod(found)
    so = _claimed(true, belief, belief.codes[0] if len(belief.codes) == 1 else "", source, quality, before)
    return Chances(so, 1 - so) if belief.said else Chances(1 - so, so)


def errors_of(fact: Fact, quality: Quality) -> Errors | None:
    """How the detector errs that a fact rests on; None where it was never checked."""
    if fact.by_value:
        tally = quality.tally(fact.indicator)
        return Errors.of_values(tally) if tally.values else None
    return quality.errors(fact.indicator)


def after(prior: float, *told: tuple[float, Errors]) -> float:
    """The chance after what each source said: 1, 0, or NaN for nothing."""
    held = min(max(prior, _EDGE), 1 - _EDGE)
    return float(posterior(held, [(np.array([said]), errors) for said, errors in told])[0])


def _of_fact(fact: Fact, source: Source, quality: Quality, before: Beforehand) -> float | None:
    prior = before.priors.get(fact.sign)
    if prior is None or source.partly:
        # Where the sites cannot tell how common something is, the answers do.
        prior = _told(before.yes.get((source.question, ""), 0.5), quality.claim(source.question))
    found = fact.found
    if found is None or (source.partly and not found):
        # What shows only in part may be there and not be seen.
        return prior
    errors = errors_of(fact, quality)
    if errors is None:
        return None
    seen = errors if found else errors.looked(source.share)
    return after(prior, (float(bool(fact.holds)), seen.negated if fact.sign.negated else seen))


def _claimed(chance: float, belief: Belief, code: str, source: Source, quality: Quality, before: Beforehand) -> float:
    claim = quality.claim(source.question)
    yes = before.yes.get((source.question, code), 0.5)
    return after(chance, (float(belief.said), Errors.claimed(claim.overclaim, claim.underclaim, yes)))


def _match(belief: Belief, source: Source, quality: Quality) -> Chances | None:
    (fact,) = belief.facts
    errors = errors_of(fact, quality)
    if errors is None:
        return None
    right = float(np.clip(1 - quality.claim(source.question).overclaim, *PRIOR))
    true = after(right, (float(bool(fact.holds)), errors))
    return Chances(true, 1 - true)


def _told(yes: float, claim: Claim) -> float:
    return float(np.clip(yes * (1 - claim.overclaim) + (1 - yes) * claim.underclaim, *PRIOR))


def _codes(belief: Belief) -> tuple[str, ...]:
    return belief.codes or ("",) * len(belief.facts)
