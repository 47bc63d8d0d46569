"""What stands beside the official scores of an edition: the expected ones, and what became of the answers behind them."""

from __future__ import annotations

import pandas as pd

from scoring.inputs import Inputs
from scoring.score import Scores
from scoring.validation.expected import COLUMNS as EXPECTED
from scoring.validation.expected import expected
from scoring.validation.shares import SHARES, shares

COLUMNS = (*EXPECTED, *SHARES)


def beside(inputs: Inputs, scores: Scores) -> pd.DataFrame | None:
    """A row a unit with the columns of ``COLUMNS``; None where there is no casebook. ``scores`` are those of the inputs."""
    if inputs.answers is None:
        return None
    told = expected(scores, inputs.answers, inputs.errors())
    return told.join(shares(inputs.answers, scores.methodology.tree, scores.units)).rename_axis("unit")
