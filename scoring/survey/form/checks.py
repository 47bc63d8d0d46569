"""What a spreadsheet accepts in a cell: the drop-down lists and checks of a form, with what is said of a wrong answer.

Formulas are made of places and numbers only: no text of a table ever becomes a part of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from scoring.survey.form import expected, texts
from scoring.survey.form_layout import TICK
from scoring.survey.question import Question

_LONGEST_PROMPT, _LONGEST_TITLE = 255, 32
"""What a spreadsheet shows beside a cell, in characters."""
_DAYS = (date(1950, 1, 1), date(2099, 12, 31))
_LONGEST_TEXT, _LONGEST_URL = 20_000, 2_000
Check = Mapping[str, Any]
"""What ``data_validation`` of xlsxwriter takes."""


def listed(source: str, prompt: str, lang: str) -> Check:
    """A choice from the list in a range of cells."""
    return {"validate": "list", "source": source, **_wrong("list", lang), **_prompt(prompt)}


def ticked(prompt: str, lang: str) -> Check:
    """An option, ticked or not."""
    return {"validate": "list", "source": [TICK], **_wrong("list", lang), **_prompt(prompt)}


def written(question: Question, at: str, not_applicable: str, prompt: str, lang: str) -> Check:
    """An answer that is written into the cell ``at``; ``not_applicable`` is the cell with the words that stand for any answer."""
    if question.type == "text":
        return {**text(lang), **_prompt(prompt)}
    kind = "number" if question.type in {"number", "share"} else question.type
    formula = {"number": _number, "date": _date, "url": _url}[kind](question, at)
    return {"validate": "custom", "value": f"=OR({formula},{at}={not_applicable})", **_wrong(kind, lang, question), **_prompt(prompt)}


def address(at: str, lang: str) -> Check:
    """An address in the cell ``at``."""
    return {"validate": "custom", "value": f"={_url(None, at)}", **_wrong("url", lang)}


def text(lang: str) -> Check:
    """Words, as long as can be kept."""
    return {"validate": "length", "criteria": "<=", "value": _LONGEST_TEXT, **_wrong("text", lang)}


def bounds(question: Question) -> tuple[float | None, float | None]:
    """The least and the greatest number that is taken; of a share 0 and 100 where nothing else is said."""
    low, high = (0.0, 100.0) if question.type == "share" else (None, None)
    return low if question.low is None else question.low, high if question.high is None else question.high


def _number(question: Question, at: str) -> str:
    low, high = bounds(question)
    told = [f"ISNUMBER({at})"]
    told += [f"{at}{sign}{limit!r}" for sign, limit in ((">=", low), ("<=", high)) if limit is not None]
    return f"AND({','.join(told)})"


def _date(_: Question, at: str) -> str:
    first, last = (f"DATE({day.year},{day.month},{day.day})" for day in _DAYS)
    return f"AND(ISNUMBER({at}),{at}>={first},{at}<={last})"


def _url(_: Question | None, at: str) -> str:
    return f'AND(LEN({at})<={_LONGEST_URL},ISNUMBER(FIND(".",{at})),ISERROR(FIND(" ",TRIM({at}))))'


def _wrong(kind: str, lang: str, question: Question | None = None) -> Check:
    """What is said of a wrong answer."""
    title, told = texts.WRONG[kind]
    words = told[lang].format(bounds=_spoken(question, lang)) if kind == "number" and question else told[lang]
    return {
        "ignore_blank": True,
        "error_type": "stop",
        "error_title": title[lang][:_LONGEST_TITLE],
        "error_message": words[:_LONGEST_PROMPT],
    }


def _spoken(question: Question, lang: str) -> str:
    """The bounds within a sentence."""
    low, high = bounds(question)
    if low is None and high is None:
        return ""
    said = texts.BOUND_LOW if high is None else texts.BOUND_HIGH if low is None else texts.BOUNDS
    return said[lang].format(low=expected.number(low or 0, lang), high=expected.number(high or 0, lang))


def _prompt(words: str) -> Check:
    """What is shown while a cell is chosen."""
    told = words if len(words) <= _LONGEST_PROMPT else f"{words[: _LONGEST_PROMPT - 1]}…"
    return {"input_message": told} if told else {}
