"""A small questionnaire with a question of every type, and the bodies that are asked."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path

from data import registry
from data.casebook_rows import Said
from data.registry import Registry
from scoring.survey.intake.intake import Intake, intake
from scoring.survey.intake.mapping import Meanings
from scoring.survey.questionnaire import Questionnaire, load
from scoring.survey.table import COLUMNS

EDITION = "sample"
TREE = """\
code,parent,weight,weight_origin,direction,source,indicator,question,rollup,denominate,normalise,low,high,aggregate,min_coverage,decimals,reach,title_lv,title_en,note
index,,,,,,,,,,,,,,0.5,,,Indekss,Index,
site,index,1,team,,,,,,,,,,arithmetic,,,,Vietne,Website,
search,site,1,team,1,observed,site-search,,pass,,boolean,,,,,,,Meklēšana,Search,
work,index,1,team,,,,,,,,,,arithmetic,,,,Darbs,Work,
links,work,1,team,-1,observed,broken-links,,value,,goalposts,0,10,,,,,Saites,Links,
"""
GROUPS = """\
code,measurement,kinds,population_from,population_to,title_lv,title_en
cities,municipalities,valstspilseta,,,Pilsētas,Cities
counties,municipalities,novads,,,Novadi,Counties
state,state,ministry agency constitutional state_company other,,,Valsts iestādes,State bodies
"""
METHOD = """\
setting,value,note
title_lv,Paraugs,
title_en,Sample,
"""
_ASKED = (
    {"id": "K1", "type": "yes-no", "text_lv": "Vai vietnē ir meklēšana?", "text_en": "Does the site have a search?", "url": "yes"},
    {
        "id": "K2",
        "type": "single",
        "text_lv": "Kurš atbild par vietni?",
        "text_en": "Who is responsible for the site?",
        "options": "own-unit bought other",
        "options_lv": "Pašu nodaļa | Ārpakalpojums | Cits",
        "options_en": "A unit of its own | Bought in | Other",
    },
    {
        "id": "K3",
        "type": "multiple",
        "text_lv": "Kā ar jums sazināties?",
        "text_en": "How can you be reached?",
        "options": "email phone e-address other",
        "options_lv": "E-pasts | Tālrunis | E-adrese (latvija.lv) | Cits",
        "options_en": "E-mail | Telephone | E-address, at latvija.lv | Other",
        "asked_if": "K1=yes",
    },
    {
        "id": "K4",
        "type": "number",
        "text_lv": "Cik e-pakalpojumu?",
        "text_en": "How many e-services?",
        "low": "0",
        "high": "100000",
        "unit_lv": "gab.",
        "unit_en": "pcs",
    },
    {"id": "K5", "type": "share", "text_lv": "E-pieteikumu daļa", "text_en": "Share of e-applications"},
    {"id": "K6", "type": "date", "text_lv": "Kad vietne mainīta?", "text_en": "When was the site changed?"},
    {"id": "K7", "type": "url", "text_lv": "Privātuma politikas adrese", "text_en": "Address of the privacy policy"},
    {"id": "W-8", "type": "text", "text_lv": "Jūsu piezīmes", "text_en": "Your remarks", "block": "work", "reach": "novads"},
    {
        "id": "W9",
        "type": "level",
        "text_lv": "Drošības līmenis",
        "text_en": "Level of security",
        "options": "0 1 2",
        "options_lv": "nav sākts | daļēji | pilnībā",
        "options_en": "not begun | in part | in full",
        "block": "work",
    },
)


def folder(path: Path) -> Path:
    """The edition's tables, written into a folder of its name."""
    made = path / EDITION
    made.mkdir(parents=True, exist_ok=True)
    survey = io.StringIO()
    writer = csv.DictWriter(survey, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({"block": "site", "required": "no", "observability": "no", "origin": "proposal", **each} for each in _ASKED)
    for name, text in {"tree.csv": TREE, "groups.csv": GROUPS, "method.csv": METHOD, "survey.csv": survey.getvalue()}.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@cache
def questionnaire(path: Path) -> Questionnaire:
    """The questionnaire of that folder."""
    return load(folder(path))


@cache
def bodies() -> Registry:
    """The institutions that eindekss knows."""
    return registry.load()


def read(file: Path, asked: Questionnaire, mapping: Meanings | None = None) -> Intake:
    """What a file gives."""
    return intake(file, asked, bodies(), mapping)


def said(found: Intake) -> dict[tuple[str, str], Said]:
    """The answers of a file by body and question."""
    return {(each.institution, each.question): each.answer for each in found.given}
