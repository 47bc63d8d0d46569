"""Every answer with its verdict and what it counts as, in one table: all that scores read of a casebook, and all that is frozen of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from data.casebook_rows import NOT_APPLICABLE
from data.types import Outcome
from scoring.survey.question import Question
from scoring.survey.questionnaire import Questionnaire
from scoring.validation.counted_rows import COLUMNS, REVIEWED
from scoring.validation.levels import numbers
from scoring.validation.quality import Quality
from scoring.validation.verdict import Claimed, Verdict

_NONE = frozenset({"none"})
"""The options that say that none of the others is so."""


def counted_table(questionnaire: Questionnaire, verdicts: Iterable[Verdict], counted: pd.DataFrame, quality: Quality) -> pd.DataFrame:
    """The table of ``COLUMNS``, a row a verdict; ``counted`` is that of ``scoring.validation.counted`` of the same verdicts."""
    given = list(verdicts)
    rows = [_row(questionnaire[one.question], one, told, quality) for one, told in zip(given, counted.to_dict("records"), strict=True)]
    found = pd.DataFrame(rows, columns=list(COLUMNS))
    floats = [*("chance", "reliability"), *(name for name in COLUMNS if name.endswith("_number"))]
    typed = found.astype({**dict.fromkeys(floats, "float64"), "marked": bool, "reviewed": bool})
    return typed.assign(at=pd.to_datetime(typed["at"], utc=True)).sort_values(["unit", "code", "subject"], ignore_index=True)


def told(question: Question, value: Claimed) -> tuple[str, str | None, float]:
    """Outcome, text and number of an answer; None, and that the question is none for the body, is inapplicable.

    Of several options the number is how many were ticked, of one its level or place (``levels.numbers``).
    """
    if value is None or value == NOT_APPLICABLE:
        return Outcome.INAPPLICABLE.value, None, np.nan
    number = _number(question, value)
    outcome = Outcome.FAILED if number == 0 else Outcome.PASSED
    return outcome.value, _text(value), number


def _row(question: Question, verdict: Verdict, counted: Mapping[Any, Any], quality: Quality) -> tuple[Any, ...]:
    claim = quality.claim(verdict.question)
    claimed = told(question, verdict.claimed)
    reliability = 1 - (claim.underclaim if claimed[0] == Outcome.FAILED.value else claim.overclaim)
    observed = (Outcome.UNTESTED.value, None, np.nan) if verdict.observed is None else told(question, verdict.observed)
    return (
        *(*verdict.key, verdict.answered_at, verdict.status, verdict.reason or "", verdict.direction),
        *(np.nan if verdict.chance is None else verdict.chance, reliability),
        *(counted["why"], counted["marked"], counted["why"] in REVIEWED),
        *(*claimed, *observed, *told(question, counted["counts"])),
    )


def _number(question: Question, value: Claimed) -> float:
    if isinstance(value, bool | int | float):
        return float(value)
    if isinstance(value, tuple):
        return float(len({*value} - _NONE))
    return float(numbers(question).get(str(value), np.nan)) if question.options else np.nan


def _text(value: Claimed) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return " ".join(value)
    return str(value)
