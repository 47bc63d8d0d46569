"""What the charts of bodies by blocks show: the points of every body in every block, and what all of them are called."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class Blocks:
    """Bodies by blocks. ``nodes`` are units by the codes of blocks, ``scores`` of units; both from 0 to ``top``, NaN where not known.

    ``names`` are those of the units, ``titles`` those of the blocks; ``what`` is what they are together, in the chart's language.
    """

    nodes: pd.DataFrame
    scores: pd.Series[float]
    names: pd.Series[str]
    titles: pd.Series[str]
    what: str
    top: float = 100
