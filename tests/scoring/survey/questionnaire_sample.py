"""A small edition with a questionnaire that is right, for tests to break."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from scoring.survey.table import COLUMNS

TREE = """\
code,parent,weight,weight_origin,direction,source,indicator,question,rollup,denominate,normalise,low,high,aggregate,min_coverage,decimals,reach,title_lv,title_en,note
index,,,,,,,,,,,,,,,,,Indekss,Index,
site,index,1,team,,,,,,,,,,,,,,Vietne,Website,
search,site,1,team,1,combined,site-search,Q1,pass,,boolean,,,,,,,Meklēšana,Search,
papers,index,1,team,,,,,,,,,,,,,,Dokumenti,Papers,
signed,papers,1,team,1,survey,,Q7,value,,goalposts,0,100,,,,,Parakstīti,Signed,
feed,papers,1,team,1,observed,rss-feed,,pass,,boolean,,,,,,,Plūsma,Feed,
"""
GROUPS = "code,measurement,kinds,population_from,population_to,title_lv,title_en\n"
LEVELS = "code,from,title_lv,title_en\n"
METHOD = "setting,value,note\ntitle_lv,Paraugs,\ntitle_en,Sample,\n"

Cells = Mapping[str, str]
_OPTIONS = {"options": "a b", "options_lv": "pirmais | otrais", "options_en": "first | second"}
ROWS: Mapping[str, Cells] = {
    "Q1": {"type": "yes-no", "observability": "yes", "indicators": "site-search", "rule": "any", "url": "yes", "evidence": "page"},
    "Q2": {"type": "yes-no", "observability": "yes", "indicators": "skip-link", "rule": "share-at-least 0.9", "asked_if": "Q1=yes"},
    "Q3": {"type": "single", "observability": "no", **_OPTIONS},
    "Q4": {
        "type": "multiple",
        "observability": "partly",
        **_OPTIONS,
        "options_seen": "rss-feed | social-networks~facebook",
        "indicators": "rss-feed social-networks",
        "rule": "overlap",
        "asked_if": "Q3=a|b",
    },
    "Q5": {"type": "number", "observability": "yes", "indicators": "form-count", "rule": "number 10% over", "low": "0", "high": "99"},
    "Q6": {"type": "date", "observability": "yes", "indicators": "statement-age", "rule": "date 31"},
    "Q7": {"type": "share", "observability": "no", "unit_lv": "%", "unit_en": "%", "block": "papers"},
    "Q8": {"type": "url", "observability": "yes", "indicators": "open-data", "rule": "page"},
    "Q9": {"type": "level", "observability": "partly", **_OPTIONS, "options": "0 4", "indicators": "service-level", "rule": "level"},
    "Q10": {"type": "text", "observability": "no"},
    "Q11": {"type": "yes-no", "observability": "yes", "indicators": "council-minutes", "rule": "newer-than 92", "reach": "municipalities"},
    "Q12": {
        "type": "single",
        "observability": "yes",
        **_OPTIONS,
        "options_seen": "chatbot | not chatbot",
        "indicators": "chatbot",
        "rule": "option",
    },
}
"""A question of each type, each with the cells that are not the same in all; every rule but ``all`` is among them."""


def survey(rows: Mapping[str, Cells] = ROWS) -> str:
    """The questionnaire as CSV."""
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    table.writeheader()
    for place, (name, cells) in enumerate(rows.items(), 1):
        own = {"id": name, "block": "site", "text_lv": f"{place}. jautājums?", "text_en": f"Question {place}?"}
        table.writerow(own | {"required": "yes", "origin": "proposal"} | dict(cells))
    return out.getvalue()


def written(folder: Path, rows: Mapping[str, Cells] = ROWS, **changed: str) -> Path:
    """A folder with the tables of the sample, some of them changed."""
    tables = {"tree": TREE, "groups": GROUPS, "levels": LEVELS, "method": METHOD, "survey": survey(rows)} | changed
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def with_cells(question: str, **cells: str) -> Mapping[str, Cells]:
    """The rows with other cells in one of them."""
    return {**ROWS, question: {**ROWS[question], **cells}}
