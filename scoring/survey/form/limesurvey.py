"""The questionnaire as LimeSurvey imports it: a table of its survey structure with tabs between the cells, in Latvian and English."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from scoring.survey.form import guide
from scoring.survey.form.lime_codes import codes, lime_words
from scoring.survey.form.lime_rows import COLUMNS, LANGUAGES, Lime, Row
from scoring.survey.form.rows import asked
from scoring.survey.questionnaire import Questionnaire

_SETTINGS = {
    "language": LANGUAGES[0],
    "additional_languages": " ".join(LANGUAGES[1:]),
    "format": "G",
    "anonymized": "N",
    "datestamp": "Y",
    "ipaddr": "N",
    "savetimings": "N",
    "allowsave": "Y",
    "allowprev": "Y",
    "showprogress": "Y",
    "questionindex": "1",
    "showsurveypolicynotice": "1",
}
"""Of the survey: a group a page, answers dated and not anonymous, saved half-way where wished, without addresses of the network."""
_NUMBERS, _ISO = {"lv": "1", "en": "0"}, "6"
"""LimeSurvey's numbers for the decimal sign (1: comma, 0: point) and for days written as 2026-05-31."""


def write(questionnaire: Questionnaire, path: Path, *, kind: str = "", until: date | None = None, contact: str = "") -> Path:
    """Write the questionnaire, of one kind of bodies if it is named, into a file; returns its path.

    Raises SurveyError with every question whose id LimeSurvey cannot hold.
    """
    text = table(questionnaire, kind=kind, until=until, contact=contact)
    path.write_text(text, encoding="utf-8-sig", newline="")
    return path


def table(questionnaire: Questionnaire, *, kind: str = "", until: date | None = None, contact: str = "") -> str:
    """The text of the file, without the mark of its charset."""
    questions = asked(questionnaire, kind)
    lime = Lime(questionnaire, questions, codes(questions), kind)
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, COLUMNS, restval="", delimiter="\t", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_settings(until))
    for lang in LANGUAGES:
        writer.writerows(_words(questionnaire, guide.Guide(until, contact), lang))
    for lang in LANGUAGES:
        writer.writerows(lime.rows(lang))
    return made.getvalue()


def _settings(until: date | None) -> Iterator[Row]:
    """The rows of the survey as a whole."""
    last = {"expires": f"{until.isoformat()} 23:59:59"} if until else {}
    for name, value in (_SETTINGS | last).items():
        yield {"class": "S", "name": name, "text": value}


def _words(questionnaire: Questionnaire, told: guide.Guide, lang: str) -> Iterator[Row]:
    """The rows of the survey's own words in one language."""
    words = {
        "surveyls_title": lime_words(questionnaire.title[lang]),
        "surveyls_description": lime_words(guide.checked(lang)),
        "surveyls_welcometext": "".join(f"<p>{lime_words(line)}</p>" for line in guide.asked(told, lang)),
        "surveyls_endtext": lime_words(guide.THANKS[lang]),
        "surveyls_policy_notice": lime_words(guide.notice(lang)),
        "surveyls_dateformat": _ISO,
        "surveyls_numberformat": _NUMBERS[lang],
    }
    for name, value in words.items():
        yield {"class": "SL", "name": name, "text": value, "language": lang}
