"""What may be otherwise than it stands in the table: cells that were measured wrongly, cells that are missing, weights.

Every draw has a stream of its own, named by the seed, by what is drawn and by its number: draw 17 is the same whatever else is drawn,
in whatever order, and in however large pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import xlogy

from audits.accuracy import Tally
from scoring.arrays import Floats
from scoring.combine import YES_NO_ROLLUPS
from scoring.matrix import Matrix
from scoring.tree import Node, Tree

WEIGHTS, MEASUREMENT, MISSING, CHOICES = "weights", "measurement", "missing", "choices"
SOURCES = (WEIGHTS, MEASUREMENT, MISSING)
"""What is drawn anew in each run, beside the choices of method."""
_STREAM = {WEIGHTS: 1, MEASUREMENT: 2, MISSING: 3, CHOICES: 4}
PRIOR = (0.02, 0.98)
"""Between what the share of bodies that have something is held, so that no answer is certain beforehand."""


def stream(seed: int, what: str, number: int = 0) -> np.random.Generator:
    """The random numbers of one draw."""
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(_STREAM[what], number))))


def noisy(weights: Floats, noise: Floats | float, rng: np.random.Generator) -> Floats:
    """Every weight times a number drawn evenly from 1 - ``noise`` to 1 + ``noise`` (COINr ``get_noisy_weights``)."""
    return np.asarray(weights * (1 + noise * (2 * rng.random(len(weights)) - 1)))


@dataclass(frozen=True, slots=True)
class Habits:
    """How detectors err as a rule: cases that each is taken to have seen before it is checked. One of each is the rule of succession."""

    found: float = 1.0
    missed: float = 1.0
    rejected: float = 1.0
    imagined: float = 1.0


LAPLACE = Habits()


@dataclass(frozen=True, slots=True)
class Errors:
    """How a source of yes and no errs: ``sensitivity``, yes where it is there; ``specificity``, no where it is not."""

    sensitivity: float
    specificity: float

    @classmethod
    def of(cls, tally: Tally, habits: Habits = LAPLACE) -> Errors:
        """Of a detector, from its counts, by the rule of succession (Laplace): a few right answers prove no perfection.

        What it withheld does not count: there is no cell then that could be wrong. Other ``habits`` than Laplace's may be given.
        """
        found, missed = tally.found + habits.found, tally.missed + habits.missed
        rejected, imagined = tally.rejected + habits.rejected, tally.imagined + habits.imagined
        return cls(found / (found + missed), rejected / (rejected + imagined))

    @classmethod
    def claimed(cls, overclaim: float, underclaim: float, yes: float) -> Errors:
        """Of a question of the survey: the shares of its yes and of its no that are wrong, and the share of yes among its answers."""
        right, wrong, hidden, absent = yes * (1 - overclaim), yes * overclaim, (1 - yes) * underclaim, (1 - yes) * (1 - underclaim)
        return cls(_ratio(right, right + hidden), _ratio(absent, absent + wrong))

    @classmethod
    def of_values(cls, tally: Tally) -> Errors:
        """Of what a detector reads (numbers, dates, words): its share of right values, by the rule of succession.

        What is read wrongly is taken to agree with a wrong claim: the most cautious reading, as the same slip may be behind both.
        """
        right = (tally.values_right + 1) / (tally.values + 2)
        return cls(right, right)

    @property
    def negated(self) -> Errors:
        """How the same source errs about the opposite: that something is not there."""
        return Errors(self.specificity, self.sensitivity)

    def looked(self, share: float) -> Errors:
        """The same after a look at a ``share`` (0 to 1) of the site: what stands on the rest is not found."""
        return Errors(self.sensitivity * share, self.specificity)

    def likelihood(self, said: Floats) -> Floats:
        """By how much an answer of 1 or 0 changes the odds that it is there; 1 for no answer (NaN)."""
        yes, no = _ratio(self.sensitivity, 1 - self.specificity), _ratio(1 - self.sensitivity, self.specificity)
        return np.where(np.isnan(said), 1.0, np.where(said > 0, yes, no))


def prevalence(said: Floats, errors: Errors) -> float:
    """The share that has it, from the share that is said to (Rogan, Gladen 1978), held within ``PRIOR``; 0.5 where nothing was said."""
    known = said[~np.isnan(said)]
    if not known.size:
        return 0.5
    apparent, informed = float(known.mean()), errors.sensitivity + errors.specificity - 1
    share = (apparent + errors.specificity - 1) / informed if informed > 0 else apparent
    return float(np.clip(share, *PRIOR))


def likely_prevalence(said: Floats, errors: Errors) -> float:
    """As ``prevalence``, but the mean of all shares within ``PRIOR``, each as likely as it makes what was said (Joseph, Gyorkos 1995).

    With many bodies and a good detector the two agree. With few, or a poor one, the point estimate jumps to its bounds, and this stays
    near the middle: one body is no proof of how common something is. Where no share makes what was said possible, the errors are not those
    of what said it, and nothing is learned: the middle.
    """
    known = said[~np.isnan(said)]
    shares = np.linspace(*PRIOR, 193)
    found = shares * errors.sensitivity + (1 - shares) * (1 - errors.specificity)
    with np.errstate(divide="ignore"):
        logs = xlogy(known.sum(), found) + xlogy(known.size - known.sum(), 1 - found)
    if np.isneginf(logs.max()):
        return float(shares.mean())
    weights = np.exp(logs - logs.max())
    return float((shares * weights).sum() / weights.sum())


def posterior(prior: float, told: Iterable[tuple[Floats, Errors]]) -> Floats:
    """How likely it is there after what each source said (1, 0, NaN), if they err independently of each other.

    Prior odds times the likelihood ratio of each. They do not err quite independently (a site drawn by script defeats detector and
    reviewer alike), so that these chances are somewhat too sure.
    """
    with np.errstate(divide="ignore"):
        odds = prior / (1 - prior) * np.prod([errors.likelihood(said) for said, errors in told], axis=0)
    return np.asarray(np.where(np.isinf(odds), 1.0, odds / (1 + np.where(np.isinf(odds), 0, odds))))


@dataclass(frozen=True, slots=True)
class Claim:
    """How often the answers to a question are wrong: of those that said yes, and of those that said no."""

    overclaim: float
    underclaim: float = 0.0


def chances(
    matrix: Matrix,
    tree: Tree,
    tallies: Mapping[str, Tally],
    claims: Mapping[str, Claim] | None = None,
    survey: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """How likely each yes or no is there, units by leaves; NaN where the cell is taken as it stands.

    Only leaves of yes and no are doubted, and only cells that are known: observed ones by the ``tallies`` of their indicator, answers of
    the survey by the ``claims`` about their question. ``survey`` holds, by leaf, what was answered where the observation counts (basis
    both): it then speaks too. Statistics, and what was never checked, are taken as they stand.
    """
    found = pd.DataFrame(np.nan, index=matrix.basis.index, columns=[leaf.code for leaf in tree.leaves])
    for leaf in tree.leaves:
        values = matrix.values[leaf.code].to_numpy(np.float64)
        if yes_no(leaf, values):
            found[leaf.code] = _leaf(leaf, values, matrix, tallies, claims or {}, survey)
    return found


def yes_no(leaf: Node, values: Floats) -> bool:
    """Whether a leaf's cells are yes or no, and no share that happens to be all or nothing."""
    told = leaf.normalise.split()[:1] == ["boolean"] or leaf.rollup in YES_NO_ROLLUPS
    known = values[~np.isnan(values)]
    return bool(told and known.size and np.isin(known, (0.0, 1.0)).all())


def _leaf(
    leaf: Node, values: Floats, matrix: Matrix, tallies: Mapping[str, Tally], claims: Mapping[str, Claim], survey: pd.DataFrame | None
) -> Floats:
    basis = matrix.basis[leaf.code].to_numpy(object)
    seen = np.where(np.isin(basis, ("observed", "both")), values, np.nan)
    said = np.where(basis == "survey", values, np.nan)
    if survey is not None and leaf.code in survey:
        answered = survey[leaf.code].reindex(matrix.basis.index).to_numpy(np.float64)
        said = np.where(basis == "both", answered, said)
    tally = tallies.get(leaf.indicator, Tally())
    told: list[tuple[Floats, Errors]] = []
    priors: list[float] = []
    if tally.found + tally.imagined + tally.missed + tally.rejected:
        told.append((seen, Errors.of(tally)))
        priors.append(prevalence(*told[-1]))
    claim = next((claims[question] for question in leaf.question.split() if question in claims), None)
    answers = said[~np.isnan(said)]
    if claim and answers.size:
        yes = float(answers.mean())
        told.append((said, Errors.claimed(claim.overclaim, claim.underclaim, yes)))
        priors.append(float(np.clip(yes * (1 - claim.overclaim) + (1 - yes) * claim.underclaim, *PRIOR)))
    return _doubted(told, priors) if told else np.full(len(values), np.nan)


def _doubted(told: list[tuple[Floats, Errors]], priors: list[float]) -> Floats:
    """The prior is that of the source that has said most."""
    unknown = np.isnan([said for said, _ in told])
    prior = priors[int((~unknown).sum(axis=1).argmax())]
    return np.where(unknown.all(axis=0), np.nan, posterior(prior, told))


def _ratio(a: float, b: float) -> float:
    return a / b if b > 0 else (float("inf") if a > 0 else 1.0)
