"""Beside every rank the band in which it might as well be: the edition's own uncertainty analysis, as ``robustness`` runs it."""

from __future__ import annotations

from scoring.inputs import Inputs
from scoring.robustness import doubted
from scoring.uncertainty import Uncertainty, uncertainty


def bands(given: Inputs, runs: int | None = None) -> Uncertainty:
    """The analysis over all that is doubted of the edition and its inputs; ``runs`` are the edition's when not given."""
    known = given.matrix()
    return uncertainty(given.methodology, known, given.units, doubted(given, known), runs=runs)
