"""Every chart says in words what it shows, is the same each time, and stands in a page beside others."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from reports.charts.bars import bars
from reports.charts.blocks import Blocks
from reports.charts.dots import bands, with_and_without
from reports.charts.heat import heat
from reports.charts.paper import Chart, png, write
from reports.charts.radar import radar
from reports.charts.radars import radars
from reports.charts.sunburst import sunburst
from reports.charts.years import years
from scoring.methodology import load
from tests.reports.charts import bodies

NAMES, NODES, SCORES, TITLES = bodies.names(), bodies.nodes(), bodies.scores(), bodies.TITLES
PARTS = (NODES / len(TITLES)).where(SCORES.notna().to_numpy()[:, None] & NODES.notna().to_numpy())
BLOCKS = Blocks(NODES, SCORES, NAMES, TITLES, "Pašvaldības")
RANKS = SCORES.rank(method="min", ascending=False)
BANDS = pd.DataFrame({"score": SCORES, "rank": RANKS, "low": (RANKS - 2).clip(lower=1), "high": RANKS + 3})
WITHOUT = pd.DataFrame({"score": SCORES, "without_survey": SCORES - 4})
SVG = "{http://www.w3.org/2000/svg}"
CHARTS: dict[str, Callable[[str], Chart]] = {
    "bars": lambda lang: bars(PARTS, NAMES, TITLES, "Pašvaldības", "bars", lang),
    "bands": lambda lang: bands(BANDS, NAMES, "Pašvaldības", "bands", lang),
    "points": lambda lang: with_and_without(WITHOUT, NAMES, "Pašvaldības", "points", lang),
    "heat": lambda lang: heat(BLOCKS, "heat", lang),
    "radar": lambda lang: radar(NODES.iloc[0], NODES.median(), NAMES.iloc[0], TITLES, "radar", lang),
    "radars": lambda lang: radars(BLOCKS, "radars", lang),
    "years": lambda lang: years(SCORES, bodies.scores(8), NAMES, "Pašvaldības", ("2026", "2027"), "years", lang),
    "tree": lambda lang: sunburst(load("2026-proposal").tree, "tree", lang),
}
OF_BODIES = [name for name in CHARTS if name not in {"radar", "tree"}]


@cache
def _made(name: str, lang: str = "lv") -> Chart:
    return CHARTS[name](lang)


def _root(chart: Chart) -> ET.Element:
    return ET.fromstring(chart.svg)  # noqa: S314 (it is of our own making)


def _drawn(chart: Chart) -> str:
    return "".join(_root(chart).itertext())


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_says_what_it_is_and_stands_among_others(name: str) -> None:
    chart = _made(name)
    root = _root(chart)
    spoken = [root.find(f"{SVG}title"), root.find(f"{SVG}desc")]
    ids = [element.get("id", name) for element in root.iter()]
    asked = re.findall(r'(?:url\(#|href="#)([^")]+)', chart.svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{name}-title"
    assert [element.text for element in spoken if element is not None] == [chart.title, chart.summary]
    assert [one for one in ids if not one.startswith(name)] == []
    assert set(asked) <= set(ids)
    assert "metadata" not in chart.svg
    assert chart.alternative.startswith(chart.title)


@pytest.mark.parametrize("name", CHARTS)
def test_the_same_numbers_give_the_same_bytes(name: str) -> None:
    assert _made(name).svg == CHARTS[name]("lv").svg


def test_pixels_are_the_same_too() -> None:
    once, again = (png(CHARTS["radar"]("lv")) for _ in range(2))
    assert once == again
    assert b"Software" not in once
    assert b"matplotlib" not in once


@pytest.mark.parametrize("name", OF_BODIES)
def test_every_body_is_told_in_words(name: str) -> None:
    chart = _made(name)
    told = [line.split(": ")[0] for line in chart.lines]
    blank = list(NAMES[SCORES.isna()])
    assert sorted(told) == sorted(name for name in NAMES if name not in blank or name in told)
    assert name == "years" or [who for who in blank if who not in chart.summary and who not in told] == []


@pytest.mark.parametrize("lang", ["lv", "en"])
def test_who_has_too_little_evidence_has_no_nought(lang: str) -> None:
    blank = {"lv": "nepietiekami pierādījumi", "en": "insufficient evidence"}[lang]
    for name in ("bars", "bands", "points"):
        chart = _made(name, lang)
        lines = [line for line in chart.lines if blank in line or "–" in line.split(": ")[1][:2]]
        drawn = _drawn(chart)
        assert [line.split(":")[0] for line in lines] == sorted(NAMES[SCORES.isna()])
        assert drawn.count(blank) >= 3


def test_a_name_is_only_a_name() -> None:
    chart = _made("heat")
    assert "<b>" not in chart.svg
    assert "$\\frac{1}{" in _drawn(chart)


def test_bars_add_up_to_the_score() -> None:
    first = _made("bars", "en").lines[0]
    whole, *parts = [float(number) for number in re.findall(r"\d+\.\d", first)]
    assert whole == pytest.approx(sum(parts), abs=0.3)
    assert whole == pytest.approx(SCORES.max(), abs=0.051)


def test_nobody_has_a_score() -> None:
    nothing = pd.Series(float("nan"), index=NAMES.index)
    blank = Blocks(NODES * float("nan"), nothing, NAMES, TITLES, "All")
    assert "No body has a score" in bars(PARTS * float("nan"), NAMES, TITLES, "All", "bars", "en").summary
    for chart in (
        bands(BANDS * float("nan"), NAMES, "All", "bands", "en"),
        heat(blank, "heat", "en"),
        radars(blank, "radars", "en"),
        years(nothing, nothing, NAMES, "All", ("2026", "2027"), "years", "en"),
    ):
        assert _drawn(chart)


def test_a_tree_of_unknown_weights_is_drawn_and_says_so() -> None:
    chart = sunburst(load("2015-reconstruction").tree, "tree", "en")
    assert "weight not known" in chart.summary
    assert _drawn(chart)


def test_what_is_written(tmp_path: Path) -> None:
    chart = _made("radar")
    assert [path.name for path in write(chart, tmp_path / "charts")] == ["radar.png", "radar.svg", "radar.txt"]
    assert (tmp_path / "charts/radar.txt").read_text(encoding="utf-8") == chart.alternative
    assert [path.name for path in write(chart, tmp_path, ("svg",))] == ["radar.svg", "radar.txt"]
