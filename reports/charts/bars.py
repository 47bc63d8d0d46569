"""Ranked bars: who stands where, and out of which blocks each score is made."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from reports.charts.labels import extremes, fitting, ordered, points, records, say
from reports.charts.palette import colours, over
from reports.charts.paper import GROUND, SOFT, Chart, figure, style

_ROW, _HEAD = 0.235, 1.35
_LEAST_LABELLED = 5.0
"""Points from which on a part of a bar is wide enough for its number."""


def bars(parts: pd.DataFrame, names: pd.Series[str], titles: pd.Series[str], what: str, name: str, lang: str, top: float = 100) -> Chart:
    """Stacked bars, the highest on top.

    ``parts`` are points that each block (column) adds to the score of a unit (row), so that a row sums to the score; a unit whose row is
    all NaN has no score and gets words instead of a bar. ``names`` and ``titles`` are those of the units and of the blocks.
    """
    scores = parts.sum(axis=1, min_count=1)
    order = ordered(scores, names)
    with style():
        made = figure(9.2, _HEAD + _ROW * len(order))
        axes = made.add_subplot()
        _draw(axes, parts.loc[order], titles, lang)
        _label(axes, scores[order], names[order], lang, top)
        made.legend(*axes.get_legend_handles_labels(), loc="outside lower left", ncols=2, frameon=False, fontsize=8.5)
        axes.set_title(say("bars", lang, what=what))
    told = say("bars_about", lang, top=f"{top:g}", extremes=extremes(scores, names, lang))
    return Chart(name, made, say("bars", lang, what=what), told, _lines(parts.loc[order], scores, names, titles, lang))


def _draw(axes: Axes, parts: pd.DataFrame, titles: pd.Series[str], lang: str) -> None:
    places, left = np.arange(len(parts)), np.zeros(len(parts))
    for (colour, hatch), block in zip(colours(parts.shape[1]), parts.columns, strict=True):
        width = parts[block].fillna(0.0).to_numpy()
        axes.barh(places, width, left=left, height=0.78, color=colour, hatch=hatch, edgecolor="white", linewidth=0.8, label=titles[block])
        for place in map(int, np.flatnonzero(width >= _LEAST_LABELLED)):
            middle = left[place] + width[place] / 2
            axes.text(middle, place, points(width[place], lang), ha="center", va="center", fontsize=7, color=over(colour))
        left += width


def _label(axes: Axes, scores: pd.Series[float], names: pd.Series[str], lang: str, top: float) -> None:
    for place, score in enumerate(scores):
        if pd.isna(score):
            axes.barh(place, top, height=0.78, color=GROUND, hatch="////", edgecolor="white", linewidth=0)
            words = say("blank", lang)
            axes.text(
                top / 100, place, words, va="center", fontsize=8, color=SOFT, style="italic", bbox={"fc": "white", "ec": "none", "pad": 1}
            )
        else:
            axes.barh(place, score, height=0.78, fill=False, edgecolor=SOFT, linewidth=0.5)
            axes.text(score + top / 100, place, points(score, lang), va="center", fontsize=8.5, weight="bold")
    axes.set_yticks(range(len(names)), [fitting(name) for name in names], fontsize=8.5)
    axes.set(xlim=(0, top * 1.06), ylim=(len(names) - 0.4, -0.6), xlabel=say("points_axis", lang))
    axes.tick_params(length=0)
    axes.grid(axis="x", color="#d5dce3", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)


def _lines(parts: pd.DataFrame, scores: pd.Series[float], names: pd.Series[str], titles: pd.Series[str], lang: str) -> tuple[str, ...]:
    found: list[str] = []
    for unit, row in records(parts):
        if pd.isna(scores[unit]):
            found.append(f"{names[unit]}: {say('blank', lang)}")
            continue
        blocks = "; ".join(f"{titles[block]} {points(value, lang)}" for block, value in row.items())
        found.append(f"{names[unit]}: {points(scores[unit], lang)} ({blocks})")
    return tuple(found)
