"""The rows of the workbook: what a reader is shown of each verdict, as text and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.rows import stamp
from scoring.survey.question import Question
from scoring.survey.questionnaire import Questionnaire
from scoring.validation import wording
from scoring.validation.review.queue import Queued
from scoring.validation.review.shown import Shown
from scoring.validation.tables import first_evidence
from scoring.validation.verdict import Claimed, Verdict

_YES_NO = {True: ("jā", "yes"), False: ("nē", "no")}
Cell = str | float | int


@dataclass(frozen=True)
class Row:
    """A row of the sheet: its id, the verdict, its cells by the columns of ``layout.COLUMNS``, and what may be answered as truth."""

    id: str
    verdict: Verdict
    cells: Mapping[str, Cell]
    answers: tuple[str, ...] = ()


def of_queue(rows: Iterable[Queued], questionnaire: Questionnaire, shown: Shown, lang: str) -> list[Row]:
    """The rows of a queue, with all that is known."""
    return [
        _row(f"R{place:04}", row.verdict, questionnaire[row.verdict.question], shown, lang, _at_stake(row))
        for place, row in enumerate(rows, 1)
    ]


def of_sample(verdicts: Iterable[Verdict], questionnaire: Questionnaire, shown: Shown, lang: str) -> list[Row]:
    """The rows of a sample, in the order in which they were drawn."""
    return [_row(f"S{place:04}", verdict, questionnaire[verdict.question], shown, lang, {}) for place, verdict in enumerate(verdicts, 1)]


def _at_stake(row: Queued) -> dict[str, Cell]:
    told = {"chance": row.chance, "points": row.points, "value": row.value}
    return {"case": row.case, **{name: round(number, 4) for name, number in told.items()}, "read_by": ", ".join(row.standing.readers)}


def _row(name: str, verdict: Verdict, question: Question, shown: Shown, lang: str, more: Mapping[str, Cell]) -> Row:
    evidence = first_evidence(verdict)
    at = verdict.seen_at if evidence is None or evidence.at is None else evidence.at
    cells: dict[str, Cell] = {
        "id": name,
        "institution": shown.names.get(verdict.institution, verdict.institution),
        "site": shown.sites.get(verdict.institution, ""),
        "question": verdict.question,
        "asked": question.text[lang],
        "subject": verdict.subject,
        "claimed": in_words(question, verdict.claimed, lang),
        "given_url": shown.urls.get(verdict.key, ""),
        "status": wording.STATUSES[verdict.status][lang],
        "reason": _reason(verdict, lang),
        "seen": in_words(question, verdict.observed, lang),
        "address": evidence.url if evidence else "",
        "time": stamp(at) if at else "",
        "excerpt": evidence.excerpt if evidence else "",
        **more,
    }
    return Row(name, verdict, cells, truths(question, lang))


def _reason(verdict: Verdict, lang: str) -> str:
    words = wording.REASONS.get(verdict.reason or "")
    return words[lang] if words else verdict.reason or ""


def in_words(question: Question, value: Claimed, lang: str) -> str:
    """An answer as people read it; empty for nothing. Options stand with their codes, by which the truth is written."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _YES_NO[value][lang == "en"]
    options = {option.code: option.text[lang] for option in question.options}
    codes = value if isinstance(value, tuple) else (value,)
    if options:
        return "; ".join(f"{code} ({options[str(code)]})" if str(code) in options else str(code) for code in codes)
    return "; ".join(f"{code:g}" if isinstance(code, float) else str(code) for code in codes)


def truths(question: Question, lang: str) -> tuple[str, ...]:
    """What the drop-down of the truth offers; nothing where anything of the type may be written."""
    if question.type == "yes-no":
        return tuple(words[lang == "en"] for words in _YES_NO.values())
    return () if question.type == "multiple" else tuple(option.code for option in question.options)
