"""What is true where nobody knows: three sources or more judge one another (Dawid and Skene 1979)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from data.errors import ConfigError
from scoring.arrays import Floats

FEWEST = 3
"""Sources: with two, their errors cannot be told from the truth."""


@dataclass(frozen=True)
class Latent:
    """``chances`` (cells by answers) that each answer is true, ``shares`` of the answers, ``errors`` (sources by true by said answers)."""

    chances: Floats
    shares: Floats
    errors: Floats
    likelihood: float
    rounds: int
    converged: bool


def dawid_skene(said: ArrayLike, answers: int = 2, rounds: int = 1000, close: float = 1e-10, added: float = 0.0) -> Latent:
    """Maximum likelihood by EM (Dawid, Skene 1979, Applied Statistics 28: 20-28) from ``said``, cells by sources, 0 .. answers-1 or NaN.

    Begins with the share of the sources that gave each answer; ends when the logarithm of the likelihood grows by less than ``close``.
    ``added`` pseudo-counts keep errors away from 0 and 1. Sources must err independently given the truth, and be right more often than
    not. Cells of which nobody said anything have the shares as chances. Raises ConfigError with fewer than three sources.
    """
    table = np.atleast_2d(np.asarray(said, dtype=np.float64))
    if table.shape[1] < FEWEST:
        raise ConfigError(f"{table.shape[1]} sources cannot judge one another; give at least {FEWEST}")
    votes = np.stack([table == answer for answer in range(answers)], axis=-1).astype(np.float64)
    counts = votes.sum(axis=1)
    heard = counts.sum(axis=1, keepdims=True)
    chances = np.where(heard > 0, counts / np.maximum(heard, 1), 1 / answers)
    before, made = -np.inf, 1
    shares, errors = _maximised(chances, votes, heard[:, 0] > 0, added)
    chances, told = _expected(shares, errors, votes)
    while told - before >= close and made < rounds:
        before, made = told, made + 1
        shares, errors = _maximised(chances, votes, heard[:, 0] > 0, added)
        chances, told = _expected(shares, errors, votes)
    return Latent(chances, shares, errors, told, made, told - before < close)


def _maximised(chances: Floats, votes: Floats, heard: np.ndarray[tuple[int], np.dtype[np.bool_]], added: float) -> tuple[Floats, Floats]:
    told = chances[heard]
    shares = told.mean(axis=0) if len(told) else chances.mean(axis=0)
    errors = np.einsum("it,ijs->jts", chances, votes) + added
    totals = errors.sum(axis=2, keepdims=True)
    even = np.full_like(errors, 1 / errors.shape[2])
    return np.asarray(shares), np.divide(errors, totals, out=even, where=totals > 0)


def _expected(shares: Floats, errors: Floats, votes: Floats) -> tuple[Floats, float]:
    least = np.finfo(np.float64).tiny
    scores = np.log(np.maximum(shares, least)) + np.einsum("ijs,jts->it", votes, np.log(np.maximum(errors, least)))
    highest = scores.max(axis=1, keepdims=True)
    likely = np.exp(scores - highest)
    totals = likely.sum(axis=1, keepdims=True)
    return np.asarray(likely / totals), float((highest + np.log(totals)).sum())
