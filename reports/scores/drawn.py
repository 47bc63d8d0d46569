"""Which charts an edition's results have, in one language: some of each measurement, and one of the tree."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.guard import plain
from reports.charts.bars import bars
from reports.charts.blocks import Blocks
from reports.charts.dots import bands, with_and_without
from reports.charts.heat import heat
from reports.charts.paper import Chart
from reports.charts.radar import radar
from reports.charts.radars import radars
from reports.charts.sunburst import sunburst
from reports.scores.tables import Results, whole_places
from reports.scores.texts import measurement

_AXES = 3
"""Blocks from which on a radar has a shape."""


def charts(results: Results, lang: str) -> Iterator[Chart]:
    """Every chart of the results, one after the other; each name ends in the language."""
    for name in results.measurements:
        yield from of_measurement(results, name, lang)
    yield sunburst(results.scores.methodology.tree, f"tree.{lang}", lang)


def of_measurement(results: Results, name: str, lang: str) -> Iterator[Chart]:
    """Bars, dots, heat map and radars of the units of one measurement."""
    scores, units = results.scores, members(results, name)
    names, titles = unit_names(results, lang)[units], block_titles(results, lang)
    points, nodes, what = scores.root[units], scores.nodes.loc[units, results.blocks], measurement(name, lang)
    yield bars(results.parts.loc[units], names, titles, what, f"bars.{name}.{lang}", lang)
    if results.bands is not None:
        ranked = whole_places(results.bands.loc[units]).assign(score=points, rank=scores.ranks.loc[units, "overall"])
        yield bands(ranked.where(points.notna(), axis=0), names, what, f"bands.{name}.{lang}", lang, results.interval)
    beside = pd.DataFrame({"score": points, "without_survey": scores.without_survey[units]})
    yield with_and_without(beside, names, what, f"points.{name}.{lang}", lang)
    blocks = Blocks(nodes, points, names, titles, what)
    yield heat(blocks, f"heat.{name}.{lang}", lang)
    if len(results.blocks) >= _AXES:
        yield radars(blocks, f"radars.{name}.{lang}", lang)


def of_unit(results: Results, unit: str, lang: str) -> Chart:
    """The radar of one body beside the median of its measurement. Raises KeyError for an unknown one."""
    scores = results.scores
    nodes = scores.nodes[results.blocks]
    peers = next((units for name in results.measurements if unit in (units := members(results, name))), [])
    if not peers:
        raise KeyError(unit)
    return radar(
        nodes.loc[[unit]].T[unit],
        nodes.loc[peers].median(),
        unit_names(results, lang)[unit],
        block_titles(results, lang),
        f"radar.{unit}.{lang}",
        lang,
    )


def members(results: Results, name: str) -> list[str]:
    """The units of a measurement, in their order."""
    ranked = results.tables["ranking"]
    found = set(ranked.loc[ranked["measurement"] == name, "unit"])
    return [str(unit) for unit in results.scores.units.index if unit in found]


def unit_names(results: Results, lang: str) -> pd.Series[str]:
    """What the bodies are called, by id."""
    units = results.scores.units
    named = units[f"name_{lang}"] if f"name_{lang}" in units else units.index.to_series()
    return named.map(lambda name: plain(str(name)))


def block_titles(results: Results, lang: str) -> pd.Series[str]:
    """What the blocks are called, by code; the index itself where points have no parts."""
    codes = list(dict.fromkeys([*results.blocks, *map(str, results.parts.columns)]))
    return pd.Series([results.title(code)[lang] for code in codes], index=codes)
