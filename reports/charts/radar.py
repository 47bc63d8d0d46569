"""The radar by block: the shape of one body beside the median of those it is compared with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.projections.polar import PolarAxes

from reports.charts.labels import cells, folded, points, say
from reports.charts.palette import BESIDE, MARK
from reports.charts.paper import LINE, SOFT, Chart, figure, style


def radar(
    unit: pd.Series[float], median: pd.Series[float], who: str, titles: pd.Series[str], name: str, lang: str, top: float = 100
) -> Chart:
    """One body: ``unit`` and ``median`` hold the points of each block (index), NaN where blank. An axis without points has no dot."""
    with style():
        made = figure(7.4, 5.6)
        axes = _polar(made.add_subplot(projection="polar"), len(unit), top)
        _shape(axes, list(median), BESIDE, "--", fill=False)
        _shape(axes, list(unit), MARK, "-", fill=True)
        heads = [f"{folded(titles[code], 22)}\n{points(value, lang)}" for code, value in cells(unit)]
        axes.set_xticks(_angles(len(unit))[:-1], [""] * len(unit))
        for angle, head in zip(_angles(len(unit)), heads, strict=False):
            _beside(axes, angle, head, top)
        axes.set_yticks([top / 4, top / 2, 3 * top / 4, top], [f"{top * part / 4:g}" for part in range(1, 5)], fontsize=7, color=SOFT)
        made.suptitle(say("radar", lang, name=who), x=0.02, ha="left", fontsize=11, weight="bold")
        lines = [axes.lines[place] for place in (1, 0)]
        made.legend(lines, [who, say("median", lang)], loc="outside lower left", ncols=2, frameon=False, fontsize=8.5)
    told = tuple(
        f"{titles[code]}: {points(value, lang)} ({say('median', lang)} {points(median[code], lang)})" for code, value in cells(unit)
    )
    return Chart(name, made, say("radar", lang, name=who), say("radar_about", lang, top=f"{top:g}", told="; ".join(told) + "."), told)


def _polar(axes: object, count: int, top: float) -> PolarAxes:
    if not isinstance(axes, PolarAxes):
        raise TypeError("a radar stands on polar axes")
    axes.set_theta_offset(math.pi / 2)
    axes.set_theta_direction(-1)
    axes.set_ylim(0, top)
    axes.grid(color=LINE, linewidth=0.6)
    axes.spines["polar"].set_color(LINE)
    axes.set_rlabel_position(180 / count)
    return axes


def _beside(axes: PolarAxes, angle: float, words: str, top: float) -> None:
    """Words at the end of an axis, on that side of it where the circle is not."""
    across, up = math.sin(angle), math.cos(angle)
    sides: dict[str, Any] = {
        "ha": "center" if abs(across) < 0.2 else "left" if across > 0 else "right",
        "va": "bottom" if up > 0.2 else "top" if up < -0.2 else "center",
    }
    axes.text(angle, top * 1.06, words, fontsize=8.5, **sides)


def _angles(count: int) -> list[float]:
    return [2 * math.pi * place / count for place in range(count + 1)]


def _shape(axes: PolarAxes, values: Sequence[float], colour: str, line: str, *, fill: bool) -> None:
    around = [*values, values[0]]
    angles = _angles(len(values))
    axes.plot(angles, around, color=colour, linestyle=line, linewidth=1.4, marker="o" if fill else "", markersize=2.5)
    if fill and not np.isnan(around).any():
        axes.fill(angles, around, color=colour, alpha=0.18, linewidth=0)
