"""Answers beside what was seen, as numbers that can be compared: a row for each answer, or for each option that was ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from math import nan
from typing import Any

import pandas as pd

from data.errors import ConfigError
from scoring.survey.question import Question
from scoring.survey.questionnaire import Questionnaire
from scoring.validation.verdict import Verdict

KEY = ["institution", "question", "subject"]
COLUMNS = ("institution", "question", "subject", "option", "type", "block", "group", "claimed", "seen", "truth")
UNGROUPED = ""
"""The group of a body that none takes."""
COMPARED = ("yes-no", "single", "multiple", "number", "share", "date", "level")
"""The types of questions whose answers can be held against what was seen; an address or a text cannot be counted so."""
_LOOKED = frozenset({"unsure", "detector-unknown"})
"""Reasons of verdicts that are not decided although the look was: what was seen is known, only not how far it is to be believed."""
_WORDS = {"yes": 1.0, "no": 0.0}


def columns(verdicts: Sequence[Verdict], *, whole_looks: bool = False) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables ``claims`` and ``seen`` of verdicts. Where nothing was decided for want of a look, nothing was seen.

    With ``whole_looks`` only what was seen on whole looks counts: on others, what was found is known and what was not found is not, so
    that claims look truer than they are.
    """
    claims = [(*verdict.key, verdict.claimed) for verdict in verdicts]
    seen = [(*verdict.key, _observed(verdict, whole_looks)) for verdict in verdicts]
    return pd.DataFrame(claims, columns=[*KEY, "claimed"]), pd.DataFrame(seen, columns=[*KEY, "seen"])


def _observed(verdict: Verdict, whole_looks: bool) -> object:  # noqa: FBT001 (named by the only caller)
    counts = (verdict.decided or verdict.reason in _LOOKED) and (verdict.whole or not whole_looks)
    return verdict.observed if counts else None


def pairs(
    questionnaire: Questionnaire,
    claims: pd.DataFrame,
    seen: pd.DataFrame,
    truth: pd.DataFrame | None = None,
    groups: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The rows to be compared, with ``COLUMNS``, ordered by question, institution, subject and option; NaN where nothing is known.

    ``claims`` (``KEY`` and ``claimed``), ``seen`` (``KEY`` and ``seen``, None where not measured) and ``truth`` (``KEY`` and ``truth``,
    what people found in a *random* sample) hold answers of the question's type. Yes and no become 1 and 0, levels their order, options
    their place, dates their day. Of several options each ticked one is a row; of the others is not known whether they show. Raises
    ConfigError with every key that stands twice and every question that is not in the questionnaire.
    """
    checked = {"claims": claims, "seen": seen, **({} if truth is None else {"truth": truth})}
    _check(questionnaire, checked)
    told = claims[[*KEY, "claimed"]].merge(seen[[*KEY, "seen"]], how="left", on=KEY)
    found = told.assign(truth=None) if truth is None else told.merge(truth[[*KEY, "truth"]], how="left", on=KEY)
    rows = [row for each in found.to_dict("records") for row in _rows(questionnaire[each["question"]], each)]
    grouped = [{**row, "group": (groups or {}).get(row["institution"], UNGROUPED)} for row in rows]
    typed = pd.DataFrame(grouped, columns=list(COLUMNS)).astype(dict.fromkeys(("claimed", "seen", "truth"), "float64"))
    order = {question.id: place for place, question in enumerate(questionnaire.questions)}
    return typed.sort_values(
        ["question", "institution", "subject", "option"],
        key=lambda column: column.map(order) if column.name == "question" else column,
        kind="stable",
        ignore_index=True,
    )


def _check(questionnaire: Questionnaire, tables: Mapping[str, pd.DataFrame]) -> None:
    faults = [
        f"{name}: {' '.join(map(str, key)).strip()} stands twice; keep one row of each institution, question and subject"
        for name, table in tables.items()
        for key in table.loc[table.duplicated(KEY), KEY].drop_duplicates().itertuples(index=False)
    ]
    faults += [
        f"{name}: question {question}: there is none in the questionnaire of {questionnaire.edition}"
        for name, table in tables.items()
        for question in sorted({str(one) for one in table["question"]})
        if question not in questionnaire
    ]
    if faults:
        raise ConfigError(faults)


def _rows(question: Question, each: Mapping[Any, Any]) -> Iterator[dict[str, Any]]:
    about = {**{name: each[name] for name in KEY}, "option": "", "type": question.type, "block": question.block}
    if question.type == "multiple":
        for option in _codes(each["claimed"]) or ():
            held = {name: _ticked(option, each[name]) for name in ("seen", "truth")}
            yield {**about, "option": option, "claimed": 1.0, **held}
    elif question.type in COMPARED:
        number = _numbers(question)
        yield {**about, **{name: _number(number, each[name]) for name in ("claimed", "seen", "truth")}}


def _number(number: Callable[[Any], float], value: object) -> float:
    return nan if value is None or value is pd.NA else number(value)


def _numbers(question: Question) -> Callable[[Any], float]:
    """How an answer of that type becomes a number."""
    places = {code: float(place) for place, code in enumerate(question.answers)}
    if question.type == "yes-no":
        return _yes_or_no
    if question.type == "date":
        return _day
    return (lambda value: places.get(str(value), nan)) if places else _amount


def _yes_or_no(value: object) -> float:
    return _WORDS.get(str(value), nan) if isinstance(value, str) else _amount(value)


def _amount(value: object) -> float:
    return float(value) if isinstance(value, bool | int | float) else nan


def _day(value: object) -> float:
    try:
        return float(date.fromisoformat(str(value)[:10]).toordinal())
    except ValueError:
        return nan


def _codes(value: object) -> tuple[str, ...] | None:
    return tuple(map(str, value)) if isinstance(value, tuple | list) else None


def _ticked(option: str, value: object) -> float:
    codes = _codes(value)
    return nan if codes is None else float(option in codes)
