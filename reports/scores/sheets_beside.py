"""The sheets of what stands beside the scores: other rules of combining, both sides of what is combined, and the answers as they count."""

from __future__ import annotations

import pandas as pd

from reports.scores.columns import Column, Sheet, column, named, named_column
from reports.scores.tables import Results
from reports.scores.texts import COLUMNS, SHEETS
from reports.scores.texts_beside import ANSWERS
from scoring.combine import COUNTED, RULES
from scoring.validation.counted_wording import WHY
from scoring.validation.wording import STATUSES


def beside(results: Results, lang: str) -> list[Sheet]:
    """The sheets of what stands beside the scores: other rules, both sides of what is combined, answers; those that there are."""
    tables = results.tables
    made = {"rules": _rules, "sides": _sides, "answers": _answers}
    return [make(results, lang) for name, make in made.items() if name in tables]


def _rules(results: Results, lang: str) -> Sheet:
    table = named(results, results.tables["rules"])
    points = [Column(RULES[name][lang], list(table[name]), "points", 18, name) for name in table.columns if name in RULES]
    own = Column(COLUMNS["score"][lang], list(table["score"]), "points", 14)
    return Sheet(SHEETS["rules"][lang], [named_column(table, lang), own, *points], head=48)


def _sides(results: Results, lang: str) -> Sheet:
    table = named(results, results.tables["sides"])
    words = {"leaf": [results.title(str(code))[lang] for code in table["leaf"]], "rule": [RULES[str(one)][lang] for one in table["rule"]]}
    words["counts"] = [COUNTED[str(one)][lang] for one in table["counts"]]
    columns = [named_column(table, lang), column("indicator", words["leaf"], lang, width=40), column("rule", words["rule"], lang, width=26)]
    columns += [column(name, list(table[name]), lang, "number", 13) for name in ("seen", "said", "settled", "value")]
    columns += [column("counts", words["counts"], lang, width=26)]
    columns += [column(name, list(table[name]), lang, "share", 13) for name in ("confidence", "reliability")]
    return Sheet(SHEETS["sides"][lang], columns, 2, 48)


def _answers(results: Results, lang: str) -> Sheet:
    table = named(results, results.tables["answers"])
    told = {
        "question": [str(one) for one in table["code"]],
        "subject": [str(one) for one in table["subject"]],
        "said": [_answer(one, lang) for one in table["claimed_value"]],
        "answer_status": [STATUSES[str(one)][lang] for one in table["status"]],
        "seen": [_answer(one, lang) for one in table["observed_value"]],
        "counts": [_answer(one, lang) for one in table["counts_value"]],
        "why": [WHY[str(one)][lang] for one in table["why"]],
    }
    widths = {"why": 60.0, "answer_status": 24.0}
    columns = [column(name, cells, lang, width=widths.get(name, 16)) for name, cells in told.items()]
    chance = column("chance", list(table["chance"]), lang, "share", 13)
    return Sheet(SHEETS["answers"][lang], [named_column(table, lang), *columns, chance], 2, 48)


def _answer(value: object, lang: str) -> str:
    if isinstance(value, str) and value in ANSWERS:
        return ANSWERS[value][lang]
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]
