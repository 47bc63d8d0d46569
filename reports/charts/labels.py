"""Words of charts: names that fit, scores as people read them, and how a chart's own words are said."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

import pandas as pd

from data.text import fold
from data.types import Text
from reports import wording

_LONG = 46
TEXTS: Mapping[str, Text] = {
    "bars": Text("{what}: rezultāti un bloku ieguldījums", "{what}: scores and what each block adds"),
    "bars_about": Text(
        "Joslu diagramma. Joslas garums ir iestādes punkti no 0 līdz {top}, tās daļas ir bloku ieguldījums šajos punktos. {extremes}",
        "Bar chart. The length of a bar is a body’s score from 0 to {top}; its parts are what each block adds to that score. {extremes}",
    ),
    "dots": Text("{what}: vietas un to joslas", "{what}: ranks and their bands"),
    "dots_about": Text(
        "Punktu diagramma. Katrai iestādei līnija rāda vietas no labākās līdz sliktākajai, kas izriet no aprēķina nenoteiktības "
        "({share} no visiem aprēķiniem), punkts – oficiālo vietu. {extremes}",
        "Dot chart. For each body a line goes from the best to the worst rank that the uncertainty of the computation allows "
        "({share} of all runs); the dot is the official rank. {extremes}",
    ),
    "points_about": Text(
        "Punktu diagramma. Punkts ir iestādes rezultāts; aplis – rezultāts bez atbildēm, kuras balsta tikai anketa. {extremes}",
        "Dot chart. The dot is a body’s score; the ring is its score without answers that rest on the survey alone. {extremes}",
    ),
    "points": Text("{what}: punkti ar un bez anketas", "{what}: scores with and without the survey"),
    "with_survey": Text("oficiālais rezultāts", "official score"),
    "without_survey": Text("bez anketas", "without the survey"),
    "radar": Text("{name}: rezultāts pa blokiem", "{name}: score by block"),
    "radar_about": Text(
        "Radara diagramma: pa vienai asij katram blokam, no 0 centrā līdz {top}. Pārtrauktā līnija ir grupas mediāna. {told}",
        "Radar chart: an axis for each block, from 0 in the centre to {top}. The broken line is the median of the group. {told}",
    ),
    "radars": Text("{what}: iestāžu rezultāti pa blokiem", "{what}: bodies by block"),
    "radars_about": Text(
        "Mazas radara diagrammas, pa vienai katrai iestādei ar rezultātu. Asis, sākot no augšas, pulksteņrādītāja virzienā: {blocks}. "
        "Pārtrauktā līnija ir visu mediāna. {without}",
        "Small radar charts, one for each body with a score. The axes, clockwise from the top: {blocks}. "
        "The broken line is the median of all. {without}",
    ),
    "heat": Text("{what}: bloku rezultātu karte", "{what}: heat map of blocks"),
    "heat_about": Text(
        "Siltumkarte: rindā iestāde, ailē bloks, šūnā punkti no 0 līdz {top}; jo tumšāka šūna, jo vairāk punktu. "
        "Tukša, svītrota šūna: nav pietiekami daudz datu. {told}",
        "Heat map: a body is a row, a block a column, a cell holds points from 0 to {top}; the darker, the more. "
        "A blank, hatched cell: not enough data. {told}",
    ),
    "heat_told": Text("Bloku mediānas: {medians}.", "Medians of the blocks: {medians}."),
    "years": Text("{what}: {before} un {after}", "{what}: {before} and {after}"),
    "years_about": Text(
        "Izkliedes diagramma: uz horizontālās ass punkti izdevumā «{before}», uz vertikālās – «{after}». Virs slīpās līnijas ir tie, kas "
        "ieguvuši punktus: {up}; zem tās: {down}. {movers}",
        "Scatter plot: points in “{before}” across, in “{after}” upwards. Above the diagonal stand those that gained: {up}; "
        "below it {down}. {movers}",
    ),
    "movers": Text("Lielākās izmaiņas: {names}.", "The largest changes: {names}."),
    "tree": Text("{what}: rādītāju koks un svari", "{what}: the tree of indicators and its weights"),
    "tree_about": Text(
        "Saulstaru diagramma: vidū indekss, ap to bloki, ārpusē rādītāji. Loka garums ir daļa kopējā rezultātā: {told}.",
        "Sunburst: the index in the middle, blocks around it, indicators outside. The length of an arc is the share in the whole: {told}.",
    ),
    "unknown_weight": Text("svars nav zināms, zīmēts vienāds", "weight not known, drawn equal"),
    "extremes": Text(
        "Iestādes ar rezultātu: {count}. Visvairāk: {best}; vismazāk: {worst}; mediāna {median}.",
        "Bodies with a score: {count}. Highest: {best}; lowest: {worst}; median {median}.",
    ),
    "nobody": Text("Nevienai iestādei nav rezultāta.", "No body has a score."),
    "without": Text("Bez rezultāta, jo nepietiek pierādījumu: {names}.", "Without a score for insufficient evidence: {names}."),
    "blank_folded": Text("nepietiekami\npierādījumi", "insufficient\nevidence"),
    "blank": Text("nepietiekami pierādījumi", "insufficient evidence"),
    "points_axis": Text("punkti", "points"),
    "rank_axis": Text("vieta", "rank"),
    "median": Text("mediāna", "median"),
    "no_data": Text("nav datu", "no data"),
}


def say(key: str, lang: str, /, **what: object) -> str:
    """The words of that name, filled in."""
    return TEXTS[key][lang].format(**what).strip()


def records(frame: pd.DataFrame) -> list[tuple[str, dict[str, Any]]]:
    """The rows of a frame, each with its unit and its cells by column."""
    rows = frame.to_dict("records")
    return [(str(unit), {str(column): cell for column, cell in row.items()}) for unit, row in zip(frame.index, rows, strict=True)]


def cells(values: pd.Series[float]) -> list[tuple[str, float]]:
    """The values of a row, each with its column."""
    return [(str(column), float(value)) for column, value in zip(values.index, values.to_numpy(dtype=float), strict=True)]


def points(value: float, lang: str, decimals: int = 1) -> str:
    """A score with its decimals, half to even: «71,3» or "71.3"; a dash where there is none."""
    if pd.isna(value):
        return "–"
    return wording.number(value, lang) if decimals != 1 else f"{value:.1f}".replace(".", "," if lang == "lv" else ".")


def fitting(name: str, longest: int = _LONG) -> str:
    """The name, its end left out where it is too long for its place."""
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"


def folded(name: str, width: int, lines: int = 3) -> str:
    """The name on several lines of about that width, the rest left out."""
    found = wrap(name, width)
    return "\n".join(found[:lines]) + ("…" if len(found) > lines else "")


def without(scores: pd.Series[float], names: pd.Series[str], lang: str) -> str:
    """Who has no score; empty where everybody has one."""
    missing = names[scores.isna()]
    return say("without", lang, names=", ".join(missing)) if len(missing) else ""


def extremes(scores: pd.Series[float], names: pd.Series[str], lang: str) -> str:
    """Who has most and least, the median, and who has no score at all."""
    known = scores.dropna()
    told = say("nobody", lang) if known.empty else _extremes(known, names, lang)
    return f"{told} {without(scores, names, lang)}".strip()


def _extremes(known: pd.Series[float], names: pd.Series[str], lang: str) -> str:
    ends = {"best": str(known.idxmax()), "worst": str(known.idxmin())}
    told = {key: f"{names[unit]} ({points(known[unit], lang)})" for key, unit in ends.items()}
    return say("extremes", lang, count=len(known), median=points(known.median(), lang), **told)


def ordered(scores: pd.Series[float], names: pd.Series[str]) -> pd.Index[str]:
    """The units from the highest score to the lowest, then by name; those without a score come last."""
    return pd.DataFrame({"score": -scores.round(10), "name": names.map(fold)}).sort_values(["score", "name"], na_position="last").index
