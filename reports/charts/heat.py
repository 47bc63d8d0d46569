"""The heat map: bodies by blocks, each cell as dark as it has points."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from reports.charts.blocks import Blocks
from reports.charts.labels import cells as cells_of
from reports.charts.labels import fitting, folded, ordered, points, records, say
from reports.charts.palette import HEAT, over
from reports.charts.paper import GROUND, SOFT, Chart, figure, style

_ROW, _HEAD, _COLUMN, _NAMES = 0.225, 1.9, 1.05, 2.6


def heat(shown: Blocks, name: str, lang: str) -> Chart:
    """The map of the blocks, blank where nothing is known, in the order of the scores, which stand in the first column."""
    scores, names, titles = shown.scores, shown.names, shown.titles
    order = ordered(scores, names)
    cells = pd.concat([scores.rename(_SCORE), shown.nodes], axis=1).loc[order]
    heads = [say("points_axis", lang), *(folded(titles[code], 16, 5) for code in shown.nodes.columns)]
    with style():
        made = figure(_NAMES + _COLUMN * cells.shape[1], _HEAD + _ROW * len(order))
        axes = made.add_subplot()
        across, down = (np.arange(count + 1) - 0.5 for count in (cells.shape[1], len(cells)))
        axes.pcolormesh(across, down, np.ma.masked_invalid(cells.to_numpy(dtype=float)), cmap=HEAT, vmin=0, vmax=shown.top)
        axes.set_ylim(len(cells) - 0.5, -0.5)
        _label(axes, cells, lang, shown.top)
        axes.set_xticks(range(cells.shape[1]), heads, fontsize=8)
        axes.set_yticks(range(len(order)), [fitting(names[unit]) for unit in order], fontsize=8.5)
        axes.set_title(say("heat", lang, what=shown.what), pad=10)
    medians = ", ".join(f"{titles[code]} {points(value, lang)}" for code, value in cells_of(shown.nodes.median()))
    told = say("heat_about", lang, top=f"{shown.top:g}", told=say("heat_told", lang, medians=medians))
    return Chart(name, made, say("heat", lang, what=shown.what), told, _lines(cells, names, titles, lang))


_SCORE = "\0score"


def _label(axes: Axes, cells: pd.DataFrame, lang: str, top: float) -> None:
    for (row, column), value in np.ndenumerate(cells.to_numpy(dtype=float)):
        if np.isnan(value):
            axes.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=GROUND, hatch="////", edgecolor="#b9c3cc", linewidth=0))
            words, size = (say("blank_folded", lang), 5.6) if column == 0 else ("–", 8.0)
            box = {"fc": "white", "ec": "none", "pad": 0.8}
            axes.text(column, row, words, ha="center", va="center", fontsize=size, color=SOFT, linespacing=1.0, bbox=box)
        else:
            colour = over(HEAT(value / top)[:3])
            weight = "bold" if column == 0 else "normal"
            axes.text(column, row, points(value, lang), ha="center", va="center", fontsize=8, color=colour, weight=weight)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.set_xticks(np.arange(0.5, cells.shape[1]), minor=True)
    axes.set_yticks(np.arange(0.5, len(cells)), minor=True)
    axes.grid(which="minor", color="white", linewidth=1.2)
    axes.tick_params(which="minor", length=0)
    axes.axvline(0.5, color="white", linewidth=5)
    axes.spines[:].set_visible(False)


def _lines(cells: pd.DataFrame, names: pd.Series[str], titles: pd.Series[str], lang: str) -> tuple[str, ...]:
    found = []
    for unit, row in records(cells):
        blocks = "; ".join(f"{titles[code]} {points(row[code], lang)}" for code in cells.columns[1:])
        score = say("blank", lang) if pd.isna(row[_SCORE]) else points(row[_SCORE], lang)
        found.append(f"{names[unit]}: {score}; {blocks}")
    return tuple(found)
