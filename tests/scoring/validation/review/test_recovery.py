"""Acceptance: reviewing the first fifth of the queue recovers most of the error of the official score that reviewing all of it would."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from scoring.validation.quality import quality
from scoring.validation.review.queue import queue
from scoring.validation.review.recovery import Trial, markdown, recovery
from tests.scoring.validation.review.world import AT, world

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    made = world(7)
    methodology = made.reviewed.inputs.methodology
    trial = Trial(made.reviewed, quality(methodology.method), made.truth, AT)
    return recovery(trial, queue(made.reviewed, AT), seed=1, orders=2, steps=(0.2, 1.0))


def test_a_fifth_of_the_queue_recovers_most_of_the_error(found: pd.DataFrame) -> None:
    fifth = found.iloc[0]
    assert fifth["queue"] >= 0.7
    assert 0.05 < fifth["random"] < 0.4


def test_all_of_it_recovers_all_and_leaves_what_no_review_can_settle(found: pd.DataFrame) -> None:
    fifth, whole = found.iloc[0], found.iloc[1]
    assert [whole[name] for name in ("queue", "random", "expected_queue", "expected_random")] == pytest.approx([1, 1, 1, 1])
    assert 0 < whole["error"] < fifth["error"] < fifth["error_before"]


def test_the_table_of_the_docs(found: pd.DataFrame) -> None:
    lines = markdown(found).splitlines()
    assert len(lines) == 4
    assert "| 100% | **100%** | 100% | **100%** | 100% |" in lines[-1]
    assert np.isfinite(found.to_numpy()).all()
