"""An answer as it stands in a form: in words, or as the value of a cell."""

from __future__ import annotations

from datetime import date

from scoring.survey.form import expected, texts
from scoring.survey.form.choices import word
from scoring.survey.question import Question
from scoring.validation.verdict import Claimed

Cell = str | float | date
"""What is put into a cell; the empty text for nothing."""


def words(question: Question, said: Claimed, lang: str) -> str:
    """What was seen, for people to read.

    That something was not seen is said so: it is no answer of anybody.
    """
    if said is None:
        return ""
    if said is False or said == ():
        return texts.NOT_FOUND[lang]
    if said is True:
        return texts.YES[lang]
    if isinstance(said, tuple):
        return "; ".join(expected.answer(question, code, lang) for code in said)
    if isinstance(said, int | float):
        unit = f" {question.unit[lang]}" if question.unit else ""
        return expected.number(said, lang) + unit
    return expected.answer(question, said, lang)


def cell(question: Question, said: Claimed, lang: str) -> Cell:
    """The answer as the cell of its question holds it; of several options only that none applies, for each has a cell of its own."""
    if said is None:
        return ""
    if isinstance(said, bool):
        return (texts.YES if said else texts.NO)[lang]
    if isinstance(said, tuple):
        return "" if said else texts.NONE[lang]
    if isinstance(said, int | float):
        return float(said)
    if question.type == "date":
        return date.fromisoformat(said)
    chosen = next((option for option in question.options if option.code == said), None)
    return word(question, chosen, lang) if chosen else said
