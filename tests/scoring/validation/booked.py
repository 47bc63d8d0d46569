"""A small edition with a questionnaire, three bodies that were visited, and a casebook of what they answered, as files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data.casebook import Casebook, Given, Source
from data.types import Outcome
from tests.scoring.sealed import sealed

P, F, U = Outcome.PASSED, Outcome.FAILED, Outcome.UNTESTED
CESIS, RIGA, TALSI = "cesu-novads", "riga", "talsu-novads"
ANSWERED = datetime(2026, 11, 1, tzinfo=UTC)
TREE = """\
code,parent,weight,weight_origin,direction,source,indicator,question,rollup,denominate,normalise,low,high,aggregate,min_coverage,\
decimals,reach,title_lv,title_en,note,combine
index,,,,,,,,,,,,,,0,,,Indekss,Index,,
site,index,1,team,,,,,,,,,,,0,,,Vietne,Website,,
inside,index,1,team,,,,,,,,,,,0,,,Iekšpuse,Inside,,
search,site,1,team,1,combined,site-search,Q1,pass,,boolean,,,,,,,Meklēšana,Search,,adjudicated-first
press,site,1,team,1,combined,press-contact,Q2,pass,,boolean,,,,,,,Prese,Press,,adjudicated-first
map,site,2,team,1,observed,site-map,,pass,,boolean,,,,,,,Karte,Site map,,
system,inside,1,team,1,survey,,Q3,pass,,boolean,,,,,,,Sistēma,System,,
"""
SURVEY = """\
id,block,type,text_lv,text_en,hint_lv,hint_en,options,options_lv,options_en,options_seen,required,asked_if,reach,low,high,unit_lv,unit_en,\
observability,indicators,rule,evidence,url,origin,note
Q1,site,yes-no,Vai var meklēt?,Can one search?,,,,,,,yes,,,,,,,yes,site-search,any,,no,proposal,
Q2,site,yes-no,Vai ir preses kontakti?,Is there a press contact?,,,,,,,yes,,,,,,,yes,press-contact,any,,no,proposal,
Q3,inside,yes-no,Vai ir sistēma?,Is there a system?,,,,,,,yes,,,,,,,no,,,,no,proposal,
"""
TABLES = {
    "tree.csv": TREE,
    "survey.csv": SURVEY,
    "groups.csv": "code,measurement,kinds,population_from,population_to,title_lv,title_en\n"
    "towns,municipalities,,,,Pašvaldības,Municipalities\n",
    "questions.csv": "id\nQ1\nQ2\nQ3\n",
    "levels.csv": "code,from,title_lv,title_en\n",
    "method.csv": "setting,value,note\ntitle_lv,Mans indekss,\ntitle_en,My index,\nfloor,0.2,\nruns,20,\ncontradict_below,0.3,\n",
}


@dataclass(frozen=True)
class Files:
    """Where everything lies."""

    edition: Path
    bundles: Path
    casebook: Path

    def options(self, *, book: bool = True) -> list[object]:
        """The options of a command that reads it all."""
        plain = ["--edition", self.edition, "--bundles", self.bundles]
        return [*plain, "--casebook", self.casebook, "--at", "2026-12-01"] if book else plain


def booked(folder: Path) -> Files:
    """Cesis claims a search that is not there; Riga all that it has; Talsi, whose site could not be seen, all.

    Nobody answered of the press but Cesis, which says no where there is one.
    """
    made = Files(folder / "trial", folder / "bundles", folder / "casebook.db")
    made.edition.mkdir(parents=True)
    for name, text in TABLES.items():
        (made.edition / name).write_text(text, encoding="utf-8")
    sealed(made.bundles, CESIS, 3, [("site-search", F, False), ("press-contact", P, True), ("site-map", P, True)])
    sealed(made.bundles, RIGA, 3, [("site-search", P, True), ("press-contact", F, False), ("site-map", P, True)])
    sealed(made.bundles, TALSI, 3, [("site-search", U, None), ("press-contact", U, None), ("site-map", U, None)], "failed")
    said = {CESIS: {"Q1": True, "Q2": False, "Q3": True}, RIGA: {"Q1": True, "Q3": False}, TALSI: {"Q1": True, "Q3": True}}
    given = [Given(body, question, answer) for body, answers in said.items() for question, answer in answers.items()]
    with Casebook(made.casebook) as casebook:
        casebook.add_import("trial", Source("answers.csv", "0" * 64, "long", ANSWERED, "anna"), given, ANSWERED)
    return made
