"""Answers and observations in the words that the questionnaire asked in."""

from __future__ import annotations

from data.casebook_rows import NOT_APPLICABLE
from data.guard import plain
from data.types import Text
from reports import wording
from scoring.survey.question import Question
from scoring.validation.verdict import Claimed, Verdict

_NOTHING = Text("nekas no nosauktā", "none of what is named")
_NO_QUESTION_OF_OURS = Text("uz iestādi neattiecas", "does not apply to the body")
_FOUND = {True: Text("ir atrasts", "was found"), False: Text("nav atrasts", "was not found")}
_MET = {True: Text("prasība ir izpildīta", "the requirement is met"), False: Text("prasība nav izpildīta", "the requirement is not met")}
_PER_CENT = Text("%", "%")


def told(question: Question, value: Claimed, lang: str) -> str:
    """An answer in words: yes and no, the texts of options, numbers with their unit, days written out; a dash for none."""
    if value is None:
        return "–"
    if value == NOT_APPLICABLE:
        return _NO_QUESTION_OF_OURS[lang]
    if isinstance(value, tuple):
        return "; ".join(_option(question, code, lang) for code in value) or _NOTHING[lang]
    if isinstance(value, bool):
        return wording.value(value, lang)
    if isinstance(value, int | float):
        return " ".join(part for part in (wording.number(value, lang), _unit(question, lang)) if part)
    return _option(question, value, lang)


def seen(question: Question, verdict: Verdict, lang: str) -> str:
    """What was observed, in words: of a yes or no that it is there or was not found, or whether what is asked of pages is met."""
    value = verdict.observed
    if not isinstance(value, bool):
        return told(question, value, lang)
    required = question.rule is not None and question.rule.name in {"share-at-least", "newer-than"}
    return (_MET if required or any(row.scope != "site" for row in verdict.seen) else _FOUND)[value][lang]


def _option(question: Question, code: str, lang: str) -> str:
    found = next((option.text[lang] for option in question.options if option.code == code), None)
    return found or plain(wording.dated(code, lang))


def _unit(question: Question, lang: str) -> str:
    if question.unit:
        return question.unit[lang]
    return _PER_CENT[lang] if question.type == "share" else ""
