"""Forty-three bodies with made-up points in five blocks: numbers of a seeded generator."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data import registry

COUNT = 43
HOSTILE = "=cmd|' /C calc'!A0 <b>&amp;</b> $\\frac{1}{"
TITLES = pd.Series(
    {
        "a": "Saziņa ar sabiedrību un līdzdalība",
        "b": "Klientu apkalpošana un atbalsts",
        "c": "Atvērto datu pieejamība",
        "d": "Pakalpojumu nodrošināšana",
        "e": "Iestādes iekšējie procesi un starpiestāžu sadarbība",
    }
)


def names() -> pd.Series[str]:
    """Names as long and as rich in diacritics as those of the registry, and one that means harm."""
    known = sorted(registry.load().institutions.values(), key=lambda institution: (not institution.kind.municipal, institution.id))[:COUNT]
    told = {**{one.id: one.name.lv for one in known[: COUNT - 1]}, "hostile": HOSTILE}
    return pd.Series(list(told.values()), index=list(told))


def nodes(seed: int = 7) -> pd.DataFrame:
    """Points of every body in every block; three bodies have none but in the last block."""
    chance = np.random.default_rng(seed)
    points = np.clip(chance.normal(55, 18, (COUNT, 1)) + chance.normal(0, 9, (COUNT, len(TITLES))), 0, 100)
    points[[3, 17, 40], :-1] = np.nan
    return pd.DataFrame(points, index=names().index, columns=list(TITLES.index))


def scores(seed: int = 7) -> pd.Series[float]:
    """The mean of the blocks, NaN where too few are known."""
    known = nodes(seed)
    return known.mean(axis=1).where(known.notna().sum(axis=1) > 1).rename("score")
