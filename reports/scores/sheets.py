"""What stands on which sheet of the workbook, in one language, before anybody writes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from data.types import Kind
from reports.scores.columns import Column, Sheet, column, named, named_column
from reports.scores.sheets_beside import beside
from reports.scores.tables import Results
from reports.scores.texts import BASES, COLUMNS, INAPPLICABLE, OF, SHEETS, SHEETS_TOLD, TEXTS, measurement, setting
from reports.texts import KINDS
from scoring.combine import RULES
from scoring.coverage import SHARES
from scoring.score import BLOCK, EVIDENCE, INSUFFICIENT
from scoring.validation.expected import COLUMNS as EXPECTED
from scoring.validation.shares import SHARES as ANSWERS


@dataclass(frozen=True)
class About:
    """The first sheet: what this is, how to read it, what the other sheets hold, and what it was computed with."""

    title: str
    words: Sequence[str]
    sheets: Sequence[tuple[str, str]]
    settings: Sequence[tuple[str, str]]


def sheets(results: Results, lang: str) -> tuple[About, list[Sheet]]:
    """The sheet that tells of the others, and the others in their order."""
    made = [
        _ranking(results, lang),
        _nodes(results, lang),
        _coverage(results, lang),
        _wide(results, "values", lang),
        _wide(results, "points", lang),
        _wide(results, "basis", lang),
        _statistics(results, lang),
        _method(results, lang),
        _groups(results, lang),
    ]
    if results.visits is not None:
        made.append(_visits(results, lang))
    made += beside(results, lang)
    names = {SHEETS[key][lang]: told[lang] for key, told in SHEETS_TOLD.items()}
    told = [(sheet.name, names[sheet.name]) for sheet in made]
    pairs = [(setting(str(row["setting"]), lang), str(row["value"])) for row in results.tables["settings"].to_dict("records")]
    words = [TEXTS["blank"][lang], TEXTS["ranks"][lang]]
    return About(results.scores.methodology.title[lang], words, told, pairs), made


def _ranking(results: Results, lang: str) -> Sheet:
    table = results.tables["ranking"]
    lacking = EVIDENCE[INSUFFICIENT][lang]
    scores: list[object] = [
        lacking if kind == INSUFFICIENT else score for kind, score in zip(table["evidence"], table["score"], strict=True)
    ]
    columns = [
        named_column(table, lang),
        column("measurement", [measurement(str(one), lang) for one in table["measurement"]], lang, width=16),
    ]
    columns += _groups_of(results, table, lang)
    columns += [column("score", scores, lang, "points", 22)]
    columns += [column(name, list(table[name]), lang, "points", 13) for name in EXPECTED if name in table]
    columns += [column(name, list(table[name]), lang, "share", 13) for name in ANSWERS if name in table]
    columns += [column(name, list(table[name]), lang, "whole", 9) for name in table.columns if name.startswith("rank")]
    columns += [column("level", _titles(results.scores.methodology.levels, table["level"], lang), lang, width=20)]
    columns += [column(name, list(table[name]), lang, "share", 12) for name in SHARES]
    columns += [column("score_without_survey", list(table["score_without_survey"]), lang, "points", 13)]
    blocks = [name for name in table.columns if name.startswith(BLOCK)]
    columns += [Column(results.title(name.removeprefix(BLOCK))[lang], list(table[name]), "points", 17) for name in blocks]
    columns += [column("unit", list(table["unit"]), lang, width=22)]
    return Sheet(SHEETS["ranking"][lang], columns, head=62)


def _nodes(results: Results, lang: str) -> Sheet:
    tree = results.scores.methodology.tree
    table = named(results, results.tables["nodes"])
    codes = [node.code for node in tree.nodes if tree.children(node.code)]
    points = [Column(tree[code].title[lang], list(table[code]), "points", 16, code) for code in codes]
    return Sheet(SHEETS["nodes"][lang], [named_column(table, lang, code="unit"), *points], head=75)


def _coverage(results: Results, lang: str) -> Sheet:
    table = named(results, results.tables["coverage"])
    titles = [results.title(str(code))[lang] for code in table["node"]]
    shares = [column(name, list(table[name]), lang, "share", 13) for name in SHARES]
    return Sheet(SHEETS["coverage"][lang], [named_column(table, lang), column("node", titles, lang, width=46), *shares], 2, 32)


def _wide(results: Results, what: str, lang: str) -> Sheet:
    """A row a body and a column a leaf: values as measured, points, or on what they rest."""
    scores = results.scores
    frames = {"values": scores.matrix.values, "points": scores.normalised, "basis": _basis(results, lang)}
    order = results.tables["ranking"]["unit"]
    frame = frames[what].loc[order].rename_axis("unit").reset_index()
    shown = {"values": "number", "points": "points", "basis": ""}[what]
    leaves = scores.methodology.tree.leaves
    cells = [Column(leaf.title[lang], list(frame[leaf.code]), shown, 15, leaf.code) for leaf in leaves]
    return Sheet(SHEETS[what][lang], [named_column(named(results, frame), lang, code="unit"), *cells], head=90)


def _basis(results: Results, lang: str) -> pd.DataFrame:
    matrix = results.scores.matrix
    words = matrix.basis.map(lambda word: BASES[word][lang])
    return words.where(matrix.applicable, INAPPLICABLE[lang])


def _statistics(results: Results, lang: str) -> Sheet:
    table = results.tables["statistics"]
    tree = results.scores.methodology.tree
    columns = [
        column("title", [tree[str(code)].title[lang] for code in table["node"]], lang, width=46),
        column("of", [OF[str(of)][lang] for of in table["of"]], lang, width=16),
        column("count", list(table["count"]), lang, "whole", 9),
        column("availability", list(table["availability"]), lang, "share", 12),
        *(column(name, list(table[name]), lang, "figure", 11) for name in table.columns[4:]),
        column("code", list(table["node"]), lang, width=26),
    ]
    return Sheet(SHEETS["statistics"][lang], columns, head=32)


def _method(results: Results, lang: str) -> Sheet:
    table = results.tables["tree"]
    indented = ["    " * depth + title for depth, title in zip(table["depth"], table[f"title_{lang}"], strict=True)]
    shown = {"weight": "number", "share": "weight", "effective_weight": "weight", "direction": "whole", "low": "number", "high": "number"}
    shown |= {"min_coverage": "share", "decimals": "whole", "depth": "whole"}
    wide = {"weight_origin": 34.0, "note": 60.0, "normalise": 16.0, "indicator": 24.0, "reach": 24.0}
    rest = [name for name in table.columns if name not in {"title_lv", "title_en", "code", "parent", "depth"}]
    translated: dict[str, Callable[[str], str]] = {
        "source": lambda word: BASES[word][lang] if word else "",
        "combine": lambda word: RULES[word][lang] if word else "",
        "reach": lambda words: ", ".join(_kind(word, lang) for word in words.split()),
        "weight_origin": lambda words: _own(words, lang),
        "note": lambda words: _own(words, lang),
    }
    cells = {name: [translated[name](str(one)) for one in table[name]] if name in translated else list(table[name]) for name in rest}
    columns = [
        column("title", indented, lang, width=60),
        *(column(name, cells[name], lang, shown.get(name, ""), wide.get(name, 13)) for name in rest),
        column("code", list(table["code"]), lang, width=26),
        column("parent", list(table["parent"]), lang, width=26),
    ]
    return Sheet(SHEETS["method"][lang], columns, head=48)


def _groups(results: Results, lang: str) -> Sheet:
    found = results.tables
    groups, levels = found["groups"], found["levels"]
    gap: list[object] = [""] * len(groups)
    rows: dict[str, tuple[list[object], str, float]] = {
        "group": ([*groups[f"title_{lang}"], *[""] * len(levels)], "", 30),
        "measurement": ([measurement(str(one), lang) for one in groups["measurement"]], "", 18),
        "kinds": ([", ".join(_kind(one, lang) for one in str(kinds).split()) for kinds in groups["kinds"]], "", 46),
        "population_from": (list(groups["population_from"]), "whole", 13),
        "population_to": (list(groups["population_to"]), "whole", 13),
        "units": (list(groups["units"]), "whole", 9),
        "level": ([*gap, *levels[f"title_{lang}"]], "", 26),
        "from": ([*gap, *levels["from"]], "number", 13),
    }
    filled = {name: [*cells, *[""] * (len(groups) + len(levels) - len(cells))] for name, (cells, _, _) in rows.items()}
    columns = [column(name, filled[name], lang, shown, width) for name, (_, shown, width) in rows.items()]
    return Sheet(SHEETS["groups"][lang], columns, head=32)


def _visits(results: Results, lang: str) -> Sheet:
    table = named(results, results.tables["visits"].astype(object).fillna(""))
    names = [name for name in table.columns if name in COLUMNS and name not in {"unit", "kind", "name"}]
    columns = [column(name, [str(one) for one in table[name]], lang, width=24) for name in names]
    return Sheet(SHEETS["visits"][lang], [named_column(table, lang), *columns], head=32)


def _groups_of(results: Results, table: pd.DataFrame, lang: str) -> list[Column]:
    found = []
    if "group" in table:
        found.append(column("group", _titles(results.scores.methodology.groups, table["group"], lang), lang, width=22))
    if "kind" in table:
        found.append(column("kind", [_kind(str(kind), lang) for kind in table["kind"]], lang, width=18))
    return found


def _titles(named: Sequence[object], codes: pd.Series[str], lang: str) -> list[str]:
    titles = {one.code: one.title[lang] for one in named}  # type: ignore[attr-defined]
    return [titles.get(code, str(code)) for code in codes]


def _kind(word: str, lang: str) -> str:
    return KINDS[Kind(word)][lang] if word in list(Kind) else word


def _own(words: str, lang: str) -> str:
    """The half of «latviski / in English» that is in this language; all of it where it is not written so."""
    halves = words.split(" / ")
    return halves[0 if lang == "lv" else 1] if len(halves) == 2 else words
