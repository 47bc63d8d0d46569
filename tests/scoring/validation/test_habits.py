"""What many detectors teach about one: the distribution that their errors were drawn from is found again."""

from __future__ import annotations

import numpy as np

from audits.accuracy import Tally, measured
from scoring.draws import LAPLACE, Errors, Habits
from scoring.validation.habits import habits


def test_the_distribution_that_counts_were_drawn_from_is_found_again() -> None:
    rng = np.random.default_rng(5)
    hits, rejections = rng.beta(18, 2, 800), rng.beta(30, 1, 800)
    told = [
        Tally(found=(n := int(rng.binomial(40, hit))), missed=40 - n, rejected=(m := int(rng.binomial(40, no))), imagined=40 - m)
        for hit, no in zip(hits, rejections, strict=True)
    ]
    found = habits(told)
    assert abs(found.found / (found.found + found.missed) - 0.9) < 0.01
    assert 15 < found.found + found.missed < 26
    assert abs(found.rejected / (found.rejected + found.imagined) - 30 / 31) < 0.01


def test_few_detectors_teach_nothing() -> None:
    assert habits([]) == habits([Tally(), Tally(found=9), Tally(rejected=3)]) == LAPLACE


def test_the_corpus_teaches_that_detectors_are_seldom_wrong_and_own_counts_still_speak() -> None:
    pool = habits(measured().values())
    few, many = Tally(found=20, rejected=20), Tally(found=14, missed=6, rejected=20)
    assert Errors.of(few, pool).sensitivity > Errors.of(few).sensitivity
    assert abs(Errors.of(many, pool).sensitivity - 0.7) < 0.1


def test_the_rule_of_succession_is_one_of_each() -> None:
    assert Errors.of(Tally(found=8, rejected=3)) == Errors.of(Tally(found=8, rejected=3), Habits()) == Errors(9 / 10, 4 / 5)
