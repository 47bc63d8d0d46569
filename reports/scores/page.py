"""The page on which an edition's results can be read: ``index.LANG.html``, standing alone, with tables and charts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from data.guard import plain
from reports import wording
from reports.charts.labels import points
from reports.charts.paper import FORMATS, Chart
from reports.scores import texts
from reports.scores.drawn import charts
from reports.scores.tables import Results
from reports.sheet import Sheet
from reports.wording import LANGS
from scoring.combine import RULES
from scoring.score import BLOCK, EVIDENCE
from scoring.validation.shares import SHARES as ANSWERS

NAME = "index.{lang}.html"
_FIGURES = ("count", "availability", "mean", "sd", "min", "q1", "median", "q3", "max", "skewness", "kurtosis")
Cells = Mapping[str, Any]


@dataclass(frozen=True)
class Drawn:
    """A chart as the page takes it: ``svg`` is markup of our own, ``files`` are names and addresses of its files."""

    title: str
    summary: str
    lines: Sequence[str]
    svg: Markup
    files: Sequence[tuple[str, str]]


def write_page(
    results: Results,
    folder: Path,
    langs: Sequence[str] = LANGS,
    files: Sequence[str] = (),
    drawn: Mapping[str, str] | None = None,
    pictures: Mapping[str, Sequence[Chart]] | None = None,
) -> list[Path]:
    """Write ``index.LANG.html`` for each language; returns the paths.

    ``files`` are addresses of other files of the results, ``drawn`` gives by a chart's file name where it lies, both from this folder.
    ``pictures`` are the charts of each language, where they were drawn already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for lang in langs:
        path = folder / NAME.format(lang=lang)
        others = [other for other in langs if other != lang]
        made = charts(results, lang) if pictures is None else pictures[lang]
        path.write_text(render(results, lang, made, files, drawn or {}, others), encoding="utf-8")
        written.append(path)
    return written


def render(
    results: Results, lang: str, pictures: Iterable[Chart], files: Sequence[str], drawn: Mapping[str, str], others: Sequence[str] = ()
) -> str:
    """The page as HTML. Whatever comes from elsewhere is escaped; the charts escaped it when they were drawn."""
    made = {chart.name: _drawn(chart, drawn) for chart in pictures}
    tell = _teller(lang)
    page = {
        "title": results.scores.methodology.title[lang],
        "scored": int(results.scores.root.notna().sum()),
        "count": len(results.scores.units),
        "bands": _bands(results, tell, lang),
        "expected": results.beside is not None and tell("note_expected", share=wording.share(_interval(results), lang)),
        "rules": [] if results.rules is None else [RULES[rule][lang] for rule in RULES],
        "levels": bool(results.scores.methodology.levels),
        "blocks": [results.title(code)[lang] for code in results.blocks],
        "parts": [_part(results, name, made, lang) for name in results.measurements],
        "charts": [chart for name, chart in made.items() if name.startswith("tree.")],
        "nodes": _nodes(results, lang),
        "figures": _figures(results, lang),
        "files": files,
        "settings": [
            (texts.setting(str(row["setting"]), lang), str(row["value"])) for row in results.tables["settings"].to_dict("records")
        ],
        "version": dict(zip(*(results.tables["settings"][one] for one in ("setting", "value")), strict=True))["eindekss"],
    }
    return Sheet(lang).fill("scores.html.j2", page=page, others=others, tell=tell)


def _teller(lang: str) -> Callable[..., str]:
    def tell(key: str, /, **what: object) -> str:
        return texts.TEXTS[key][lang].format(**what)

    return tell


def _drawn(chart: Chart, files: Mapping[str, str]) -> Drawn:
    found = [(ending.upper(), files[name]) for ending in (*FORMATS, "txt") if (name := f"{chart.name}.{ending}") in files]
    return Drawn(chart.title, chart.summary, chart.lines, Markup(chart.svg), found)  # noqa: S704 (see ``render``)


def _bands(results: Results, tell: Callable[..., str], lang: str) -> str:
    return tell("note_no_bands") if results.bands is None else tell("note_bands", share=wording.share(results.interval, lang))


def _part(results: Results, name: str, made: Mapping[str, Drawn], lang: str) -> Cells:
    table = results.tables["ranking"]
    rows = [{str(key): cell for key, cell in row.items()} for row in table[table["measurement"] == name].to_dict("records")]
    return {
        "code": name,
        "title": texts.measurement(name, lang),
        "groups": _groups(results, name, lang),
        "rows": [_row(results, row, lang) for row in rows],
        "charts": [chart for key, chart in made.items() if key.split(".")[1] == name],
    }


def _groups(results: Results, name: str, lang: str) -> list[str]:
    scores = results.scores
    lines = []
    for group in scores.methodology.groups:
        members = scores.units.index[(scores.units["measurement"] == name) & (scores.units["group"] == group.code)]
        if len(members):
            median = points(float(scores.root[members].median()), lang)
            lines.append(texts.TEXTS["group_head"][lang].format(group=group.title[lang], count=len(members), median=median))
    return lines


def _row(results: Results, row: Cells, lang: str) -> Cells:
    methodology = results.scores.methodology
    levels = {level.code: level.title[lang] for level in methodology.levels}
    groups = {group.code: group.title[lang] for group in methodology.groups}
    shares = {"observed": row["observed"] + row["both"] + row["statistics"], "survey": row["survey"], "missing": row["missing"]}
    told = {name: wording.share(value, lang) if pd.notna(value) else "–" for name, value in shares.items()}
    return {
        "unit": row["unit"],
        "name": plain(str(row.get(f"name_{lang}", row["unit"]))),
        "evidence": EVIDENCE[row["evidence"]][lang],
        "score": points(row["score"], lang),
        "rank": _whole(row["rank"]),
        "low": _whole(row.get("rank_low")),
        "high": _whole(row.get("rank_high")),
        "in_group": _whole(row["rank_in_group"]),
        "level": levels.get(row["level"], ""),
        "group": groups.get(row.get("group", ""), ""),
        "blocks": [points(row[f"{BLOCK}{code}"], lang) for code in results.blocks],
        "without_survey": points(row["score_without_survey"], lang),
        **_beside(results, row, lang),
        "rests": texts.TEXTS["rests"][lang].format(**told),
    }


def _beside(results: Results, row: Cells, lang: str) -> Cells:
    """The expected score with its band and the shares of the answers, where there is a casebook; and the score under every rule."""
    rules = (
        [] if results.rules is None else [points(float(one), lang) for one in results.rules.loc[[row["unit"]], list(RULES)].to_numpy()[0]]
    )
    if results.beside is None:
        return {"by_rule": rules}
    shares = {name: wording.share(row[name], lang) if pd.notna(row[name]) else "–" for name in ANSWERS}
    return {
        "by_rule": rules,
        "expected": points(row["expected"], lang),
        "expected_band": "–".join(points(row[end], lang) for end in ("expected_low", "expected_high")) if pd.notna(row["expected"]) else "",
        "statuses": texts.TEXTS["statuses"][lang].format(**shares) if pd.notna(row["confirmed"]) else "–",
    }


def _interval(results: Results) -> float:
    return float(results.scores.methodology.method.get("interval", results.interval))


def _whole(value: Any) -> int | None:  # noqa: ANN401 (what a frame holds)
    return None if value is None or pd.isna(value) else int(value)


def _nodes(results: Results, lang: str) -> list[Cells]:
    """The inner nodes below the root, parents before children."""
    tree = results.scores.methodology.tree
    effective = tree.effective()

    def below(code: str) -> list[Cells]:
        found: list[Cells] = []
        for node in tree.children(code):
            if tree.children(node.code):
                found += [_node(node.code), *below(node.code)]
        return found

    def _node(code: str) -> Cells:
        node = tree[code]
        known = pd.notna(effective[code])
        weight = f"{wording.number(100 * effective[code], lang)}{_SPACE[lang]}%" if known else texts.ORIGIN_UNKNOWN[lang]
        origin = node.weight_origin.split(" / ")
        told = origin[0 if lang == "lv" else 1] if len(origin) == 2 else node.weight_origin
        return {"title": node.title[lang], "depth": tree.depth(code), "weight": weight, "leaves": len(tree.below(code)), "origin": told}

    return below(tree.root.code)


_SPACE = {"lv": "\u00a0", "en": ""}


def _figures(results: Results, lang: str) -> Cells:
    table = results.tables["statistics"]
    values = table[table["of"] == "value"]
    titles = [results.title(str(code))[lang] for code in values["node"]]
    rows = [[_figure(row[name], name, lang) for name in _FIGURES] for row in values.to_dict("records")]
    heads = [texts.COLUMNS["indicator"][lang], *(texts.COLUMNS[name][lang] for name in _FIGURES)]
    return {"heads": heads, "rows": list(zip(titles, rows, strict=True))}


def _figure(value: float, name: str, lang: str) -> str:
    if pd.isna(value):
        return "–"
    return wording.share(value, lang) if name == "availability" else wording.number(float(value), lang)
