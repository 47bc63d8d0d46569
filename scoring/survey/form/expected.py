"""What stands beside a question for whoever answers it: how to answer, on which condition, what shows it, and what is checked."""

from __future__ import annotations

from scoring.survey.form import texts
from scoring.survey.question import EVIDENCE, Condition, Question
from scoring.survey.questionnaire import Questionnaire


def number(value: float, lang: str) -> str:
    """A number as people write it, with the decimal sign of the language.

    >>> number(2000.0, "lv"), number(0.5, "lv"), number(0.5, "en")
    ('2000', '0,5', '0.5')
    """
    told = f"{value:.10f}".rstrip("0").rstrip(".")
    return told.replace(".", ",") if lang == "lv" else told


def how(question: Question, questionnaire: Questionnaire, lang: str) -> str:
    """When and how a question is answered, in sentences."""
    told = [condition(question.asked_if, questionnaire, lang)] if question.asked_if else []
    told.append(texts.TYPES[question.type][lang])
    if question.type in {"number", "share"}:
        told += [bounds(question, lang), unit(question, lang)]
    if question.url:
        told.append(texts.ADDRESS[lang])
    if not question.required:
        told.append(texts.OPTIONAL[lang])
    return " ".join(part for part in told if part)


def bounds(question: Question, lang: str) -> str:
    """The range of numbers that are taken, as a sentence; empty where there is none, or the type says it already."""
    low, high = question.low, question.high
    if low is None and high is None:
        return ""
    said = texts.AT_LEAST if high is None else texts.AT_MOST if low is None else texts.FROM_TO
    return said[lang].format(low=number(low or 0, lang), high=number(high or 0, lang))


def unit(question: Question, lang: str) -> str:
    """What a number counts, as a sentence; empty where nothing is said of it, and of per cent."""
    return texts.UNIT[lang].format(unit=question.unit[lang].rstrip(".")) if question.unit and question.type == "number" else ""


def condition(asked_if: Condition, questionnaire: Questionnaire, lang: str) -> str:
    """On which earlier answer a question is asked, in words."""
    earlier = questionnaire[asked_if.question]
    told = [answer(earlier, code, lang) for code in earlier.answers if code in asked_if.answers]
    quoted = texts.OR[lang].join(texts.QUOTED[lang].format(words=words) for words in told)
    return texts.ONLY_IF[lang].format(question=earlier.id, answers=quoted)


def answer(question: Question, code: str, lang: str) -> str:
    """A code of an answer, in words."""
    if question.type == "yes-no":
        return (texts.YES if code == "yes" else texts.NO)[lang]
    return next((option.text[lang] for option in question.options if option.code == code), code)


def shown(question: Question, lang: str) -> str:
    """What shows an answer to be true, and whether it is checked from outside."""
    kinds = texts.OR[lang].join(EVIDENCE[kind][lang] for kind in question.evidence if kind in EVIDENCE)
    evidence = texts.EVIDENCE[lang].format(evidence=kinds) if kinds else ""
    return " ".join(part for part in (evidence, texts.CHECKED[question.observability][lang]) if part)
