"""Two editions against each other: a dot a body, above the diagonal for those that gained."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes

from reports.charts.labels import points, records, say
from reports.charts.palette import MARK
from reports.charts.paper import LINE, SOFT, Chart, figure, style

_NAMED = 8
"""Bodies that are named beside their dot: those that changed most. The words of the chart name all."""


def years(
    before: pd.Series[float],
    after: pd.Series[float],
    names: pd.Series[str],
    what: str,
    titles: tuple[str, str],
    name: str,
    lang: str,
    top: float = 100,
) -> Chart:
    """The scatter plot of the scores of those who have one in both editions; ``titles`` are those of the editions."""
    both = pd.DataFrame({"before": before, "after": after}).dropna()
    change = both["after"] - both["before"]
    order = change.abs().sort_values(ascending=False, kind="stable").index
    with style():
        made = figure(7.2, 7.2)
        axes = made.add_subplot()
        low, high = _reach(both, top)
        axes.plot([low, high], [low, high], color=SOFT, linewidth=1, linestyle="--")
        axes.scatter(both["before"], both["after"], s=26, color=MARK, alpha=0.8, linewidth=0)
        _name(axes, both.loc[order[:_NAMED]], names)
        axes.set(xlim=(low, high), ylim=(low, high), xlabel=titles[0], ylabel=titles[1], aspect="equal")
        axes.grid(color=LINE, linewidth=0.6)
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
        title = say("years", lang, what=what, before=titles[0], after=titles[1])
        axes.set_title(say("years", lang, what=what, before=titles[0], after=titles[1]), fontsize=10)
    lines = tuple(
        f"{names[unit]}: {points(row['before'], lang)} → {points(row['after'], lang)} ({_signed(change[unit], lang)})"
        for unit, row in records(both.loc[order])
    )
    movers = (
        say("movers", lang, names=", ".join(f"{names[unit]} {_signed(change[unit], lang)}" for unit in order[:3])) if len(order) else ""
    )
    told = {"before": titles[0], "after": titles[1], "up": int((change > 0).sum()), "down": int((change < 0).sum()), "movers": movers}
    return Chart(name, made, title, say("years_about", lang, **told), lines)


def _name(axes: Axes, both: pd.DataFrame, names: pd.Series[str]) -> None:
    for unit, row in records(both):
        # Away from the diagonal, where the others are.
        left = row["after"] > row["before"]
        axes.annotate(
            names[unit],
            (row["before"], row["after"]),
            xytext=(-6 if left else 6, 0),
            textcoords="offset points",
            ha="right" if left else "left",
            va="center",
            fontsize=8,
        )


def _reach(both: pd.DataFrame, top: float) -> tuple[float, float]:
    """The part of the scale that both axes show: whole tens around all dots, with room for names."""
    if both.empty:
        return 0.0, top
    return max(0.0, math.floor(both.min().min() / 10) * 10 - 10), min(top, math.ceil(both.max().max() / 10) * 10 + 5)


def _signed(value: float, lang: str) -> str:
    return ("+" if value > 0 else "−" if value < 0 else "±") + points(abs(value), lang)
