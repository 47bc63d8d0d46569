"""Many small radars side by side: the shapes of all bodies, each beside the median of all."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon

from reports.charts.blocks import Blocks
from reports.charts.labels import folded, ordered, points, records, say, without
from reports.charts.palette import BESIDE, MARK
from reports.charts.paper import LINE, SOFT, Chart, figure, style

_ACROSS = 6
_WIDE, _HIGH = 2.6, 3.1
"""From one radar to the next, in radii."""


def radars(shown: Blocks, name: str, lang: str) -> Chart:
    """A small radar for each unit that has a score, the highest first. The axes are numbered.

    All of them stand on one sheet of plain axes: a hundred polar ones would take a minute to lay out.
    """
    scores, names, titles = shown.scores, shown.names, shown.titles[list(shown.nodes.columns)]
    median = [value / shown.top for value in shown.nodes.median()]
    order = [unit for unit in ordered(scores, names) if not math.isnan(scores[unit])]
    shapes, lacking = records(shown.nodes.loc[order]), without(scores, names, lang)
    rows = max(1, math.ceil(len(order) / _ACROSS))
    with style():
        made = figure(9.3, 0.6 * _HIGH * rows + 1.0)
        axes = made.add_subplot()
        axes.set(xlim=(-1.3, _ACROSS * _WIDE - 1.3), ylim=(-rows * _HIGH + 1.2, 1.9), aspect="equal")
        axes.axis("off")
        for place, (unit, shape) in enumerate(shapes):
            centre = (place % _ACROSS * _WIDE, -(place // _ACROSS) * _HIGH)
            _radar(axes, centre, [value / shown.top for value in shape.values()], median)
            title = f"{folded(names[unit], 20, 2)}\n{points(scores[unit], lang)}"
            axes.text(centre[0], centre[1] + 1.26, title, ha="center", va="bottom", fontsize=7.5, weight="bold", linespacing=1.1)
        made.suptitle(say("radars", lang, what=shown.what), x=0.01, ha="left", fontsize=11, weight="bold")
        told = filter(None, (_key(titles, lang), folded(lacking, 130, 4)))
        made.supxlabel("\n".join(told), x=0.01, ha="left", fontsize=8)
    lines = [f"{names[unit]}: " + "; ".join(f"{titles[code]} {points(value, lang)}" for code, value in row.items()) for unit, row in shapes]
    about = say("radars_about", lang, blocks=", ".join(titles), without=lacking)
    return Chart(name, made, say("radars", lang, what=shown.what), about, tuple(lines))


def _radar(axes: Axes, centre: tuple[float, float], shape: Sequence[float], median: Sequence[float]) -> None:
    for radius in (0.5, 1.0):
        axes.add_patch(Circle(centre, radius, fill=False, edgecolor=LINE, linewidth=0.6))
    for number, (x, y) in enumerate(_around(centre, [1.0] * len(shape)), 1):
        axes.plot([centre[0], x], [centre[1], y], color=LINE, linewidth=0.6)
        beyond = (centre[0] + 1.14 * (x - centre[0]), centre[1] + 1.14 * (y - centre[1]))
        axes.text(*beyond, str(number), ha="center", va="center", fontsize=6, color=SOFT)
    if not np.isnan(median).any():
        axes.add_patch(Polygon(_around(centre, median), fill=False, edgecolor=BESIDE, linestyle="--", linewidth=1.2))
    if not np.isnan(shape).any():
        axes.add_patch(Polygon(_around(centre, shape), facecolor=(*_MARK, 0.18), edgecolor=MARK, linewidth=1.4))
    axes.plot(*zip(*_around(centre, shape), strict=True), color=MARK, linestyle="", marker="o", markersize=2.4)


_MARK = tuple(int(MARK[place : place + 2], 16) / 255 for place in (1, 3, 5))


def _around(centre: tuple[float, float], radii: Sequence[float]) -> list[tuple[float, float]]:
    """Where the ends of the axes lie, clockwise from the top, each so far out."""
    angles = [2 * math.pi * place / len(radii) for place in range(len(radii))]
    return [
        (centre[0] + radius * math.sin(angle), centre[1] + radius * math.cos(angle)) for radius, angle in zip(radii, angles, strict=True)
    ]


def _key(titles: pd.Series[str], lang: str) -> str:
    numbered = [f"{place}. {title}" for place, title in enumerate(titles, 1)]
    return folded("   ".join([*numbered, f"- - {say('median', lang)}"]), 130, 4)
