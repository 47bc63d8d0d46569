"""Many runs are filled as one is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from scoring.fill import FILLS, filled, members
from scoring.impute import impute
from scoring.tree import Node, Tree

TREE = Tree((Node("index"), Node("x", "index")))
GROUPS = pd.Series(["a", "b", "a", "b", "", "a", None], dtype=object)


@pytest.mark.parametrize("how", sorted(FILLS))
@pytest.mark.parametrize("missing", [0.0, 0.4, 0.9, 1.0])
def test_as_one_run_at_a_time(how: str, missing: float) -> None:
    rng = np.random.default_rng(3)
    x = np.where(rng.random((30, 7)) < missing, np.nan, rng.random((30, 7)))
    found = filled(x, np.ones(7, dtype=bool), how, members(GROUPS))
    for run, one in zip(x, found, strict=True):
        expected = impute(pd.DataFrame({"x": run}), TREE, how, groups=GROUPS)["x"].to_numpy()
        np.testing.assert_allclose(one, expected, rtol=1e-12)


def test_what_is_not_asked_is_not_filled() -> None:
    asked = np.array([True, True, False])
    x = np.array([[1.0, np.nan, np.nan]])
    np.testing.assert_array_equal(filled(x, asked, "mean"), [[1.0, 1.0, np.nan]])
    np.testing.assert_array_equal(filled(x, asked, "group_median"), x)
