"""Dots with intervals: where each body stands, and between which places it may stand as well as not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports import wording
from reports.charts.labels import extremes, fitting, ordered, points, records, say
from reports.charts.palette import BESIDE, MARK
from reports.charts.paper import LINE, SOFT, Chart, figure, style

_ROW, _HEAD = 0.235, 1.3


def bands(table: pd.DataFrame, names: pd.Series[str], what: str, name: str, lang: str, share: float = 0.9) -> Chart:
    """Ranks with their bands.

    ``table`` has a row a unit and the columns ``score``, ``rank``, ``low`` and ``high``: the official rank, and the best and the worst
    one that ``share`` of the runs of an uncertainty analysis gave it (NaN without sufficient evidence).
    """
    order = ordered(table["score"], names)
    ranked = table.loc[order]
    with style():
        made, axes = _figure(names[order], what, "dots", lang)
        known = ranked["rank"].notna().to_numpy()
        places = pd.Series(range(len(order)))[known]
        sure = ranked[known]
        axes.hlines(places, sure["low"], sure["high"], color="#7fa6bd", linewidth=5)
        axes.scatter(sure["rank"], places, s=26, color=MARK, zorder=3)
        for place, (_, row) in zip(places, records(sure), strict=True):
            axes.text(row["high"] + 0.6, place, _band(row), va="center", fontsize=7.5, color=SOFT)
        _blank(axes, ranked["rank"], 1, lang)
        most = float(max(sure["high"].max(), len(sure))) if len(sure) else 1.0
        axes.set(xlim=(0, most + 4), xlabel=say("rank_axis", lang))
    told = say("dots_about", lang, share=wording.share(share, lang), extremes=extremes(table["score"], names, lang))
    lines = tuple(f"{names[unit]}: {_told(row, lang)}" for unit, row in records(ranked))
    return Chart(name, made, say("dots", lang, what=what), told, lines)


def with_and_without(table: pd.DataFrame, names: pd.Series[str], what: str, name: str, lang: str, top: float = 100) -> Chart:
    """Scores beside those without the survey's answers: ``table`` has the columns ``score`` and ``without_survey``, NaN where blank."""
    order = ordered(table["score"], names)
    ranked = table.loc[order]
    with style():
        made, axes = _figure(names[order], what, "points", lang)
        places = range(len(order))
        axes.hlines(places, ranked.min(axis=1), ranked.max(axis=1), color="#7fa6bd", linewidth=2)
        axes.scatter(ranked["score"], places, s=30, color=MARK, zorder=3, label=say("with_survey", lang))
        ring = axes.scatter(ranked["without_survey"], places, s=34, color="white", edgecolor=BESIDE, linewidth=1.6, zorder=2)
        ring.set_label(say("without_survey", lang))
        _blank(axes, ranked["score"].fillna(ranked["without_survey"]), top / 100, lang)
        axes.set(xlim=(0, top), xlabel=say("points_axis", lang))
        made.legend(*axes.get_legend_handles_labels(), loc="outside lower left", ncols=2, frameon=False, fontsize=8.5)
    told = say("points_about", lang, extremes=extremes(table["score"], names, lang))
    head = [f"{names[unit]}: {points(row['score'], lang)}" for unit, row in records(ranked)]
    tail = [f"{say('without_survey', lang)} {points(value, lang)}" for value in ranked["without_survey"]]
    return Chart(name, made, say("points", lang, what=what), told, tuple(map("; ".join, zip(head, tail, strict=True))))


def _figure(names: pd.Series[str], what: str, title: str, lang: str) -> tuple[Figure, Axes]:
    made = figure(8.4, _HEAD + _ROW * len(names))
    axes = made.add_subplot()
    axes.set_yticks(range(len(names)), [fitting(name) for name in names], fontsize=8.5)
    axes.set(ylim=(len(names) - 0.4, -0.6), title=say(title, lang, what=what))
    axes.tick_params(length=0)
    axes.grid(color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    return made, axes


def _blank(axes: Axes, known: pd.Series[float], start: float, lang: str) -> None:
    box = {"fc": "white", "ec": "none", "pad": 1}
    for place, value in enumerate(known):
        if pd.isna(value):
            axes.text(start, place, say("blank", lang), va="center", fontsize=8, color=SOFT, style="italic", bbox=box)


def _band(row: Mapping[str, Any]) -> str:
    low, high = int(row["low"]), int(row["high"])
    return f"{low}–{high}" if low != high else f"{low}"


def _told(row: Mapping[str, Any], lang: str) -> str:
    if pd.isna(row["rank"]):
        return say("blank", lang)
    return f"{say('rank_axis', lang)} {int(row['rank'])} ({_band(row)}), {points(row['score'], lang)}"
