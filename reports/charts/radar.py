"""Radars by block: the shape of one body beside the median of those it is compared with, and many small ones side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.projections.polar import PolarAxes

from reports.charts.labels import cells, folded, ordered, points, records, say, without
from reports.charts.palette import BESIDE, MARK
from reports.charts.paper import LINE, SOFT, Chart, figure, style

_ACROSS, _SMALL = 6, 1.55


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


def radars(
    nodes: pd.DataFrame,
    scores: pd.Series[float],
    names: pd.Series[str],
    titles: pd.Series[str],
    what: str,
    name: str,
    lang: str,
    top: float = 100,
) -> Chart:
    """A small radar for each unit that has a score, the highest first; ``nodes`` are units by blocks. The axes are numbered."""
    order = [unit for unit in ordered(scores, names) if not math.isnan(scores[unit])]
    median = nodes.median()
    with style():
        rows = max(1, math.ceil(len(order) / _ACROSS))
        made = figure(_ACROSS * _SMALL, rows * (_SMALL + 0.32) + 1.1)
        for place, (unit, shape) in enumerate(records(nodes.loc[order])):
            axes = _polar(made.add_subplot(rows, _ACROSS, place + 1, projection="polar"), nodes.shape[1], top)
            _shape(axes, list(median), BESIDE, "--", fill=False)
            _shape(axes, list(shape.values()), MARK, "-", fill=True)
            axes.set_xticks(_angles(nodes.shape[1])[:-1], [str(axis + 1) for axis in range(nodes.shape[1])], fontsize=6, color=SOFT)
            axes.tick_params(axis="x", pad=-4)
            axes.set_yticks([top / 2, top], ["", ""])
            axes.set_title(f"{folded(names[unit], 22, 2)}\n{points(scores[unit], lang)}", fontsize=7.5, loc="center", pad=6)
        made.suptitle(say("radars", lang, what=what), x=0.01, ha="left", fontsize=11, weight="bold")
        lacking = folded(without(scores, names, lang), 130, 4)
        made.supxlabel("\n".join(filter(None, (_key(titles[list(nodes.columns)], lang), lacking))), x=0.01, ha="left", fontsize=8)
    blocks = ", ".join(titles[list(nodes.columns)])
    told = {
        unit: "; ".join(f"{titles[code]} {points(value, lang)}" for code, value in row.items()) for unit, row in records(nodes.loc[order])
    }
    return Chart(
        name,
        made,
        say("radars", lang, what=what),
        say("radars_about", lang, blocks=blocks, without=without(scores, names, lang)),
        tuple(f"{names[unit]}: {row}" for unit, row in told.items()),
    )


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


def _key(titles: pd.Series[str], lang: str) -> str:
    numbered = [f"{place}. {title}" for place, title in enumerate(titles, 1)]
    return folded("   ".join([*numbered, f"- - {say('median', lang)}"]), 130, 4)
