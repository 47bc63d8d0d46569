"""The cases of a dossier: each answer with its question, its verdict, what it counts as, and what was said of it since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.casebook_rows import Adjudication, Answer, Import, Notice, Reply
from reports.dossier.notices import calls, standing
from scoring.survey.question import Question
from scoring.survey.questionnaire import Questionnaire
from scoring.validation.counted import counted
from scoring.validation.counted_rows import REVIEWED
from scoring.validation.settle import UNSURE
from scoring.validation.verdict import CONFIRMED, CONTRADICTED, NOT_MEASURED, PARTLY, UNDER, Verdict

AGAINST, IN_PART, OPEN, MODEST = "contradicted", "partly", "unsure", "modest"
GROUPS = (AGAINST, IN_PART, OPEN, MODEST)
"""What a dossier tells of, in its order; all other answers are only counted."""


@dataclass(frozen=True, slots=True)
class Said:
    """What people said of the answers of one edition."""

    adjudications: Sequence[Adjudication] = ()
    notices: Sequence[Notice] = ()
    replies: Sequence[Reply] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One answer.

    ``file`` is the one that the answer came in, ``why`` the code of why it counts as it does (``counted_wording.WHY``), ``notice`` the
    newest one of the answer as it stands.
    """

    verdict: Verdict
    question: Question
    answer: Answer
    file: str
    why: str
    notice: Notice | None
    replies: tuple[Reply, ...]

    @property
    def group(self) -> str | None:
        """Where in the dossier it is told; None where it is only counted."""
        return group(self.verdict)

    @property
    def calls(self) -> bool:
        """Whether points may be lost if nobody replies: it is contradicted, and no review has settled it."""
        return calls(self.verdict) and self.why not in REVIEWED


def group(verdict: Verdict) -> str | None:
    """The part of the dossier that a verdict is told in."""
    if verdict.direction == UNDER and verdict.status in {CONTRADICTED, CONFIRMED}:
        return MODEST
    if verdict.status == NOT_MEASURED:
        return OPEN if verdict.reason == UNSURE else None
    return {CONTRADICTED: AGAINST, PARTLY: IN_PART}.get(verdict.status)


def cases(
    questionnaire: Questionnaire,
    verdicts: Sequence[Verdict],
    answers: Iterable[Answer],
    imports: Iterable[Import],
    said: Said,
    at: datetime,
) -> tuple[Case, ...]:
    """A case for each verdict, in the order of the questionnaire; what was said later than ``at`` is left out."""
    files = {each.id: each.file for each in imports}
    given = {(each.institution, each.question, each.subject): each for each in answers}
    notices = [each for each in said.notices if each.issued_at <= at]
    replies = _by_key(each for each in said.replies if each.received_at <= at)
    why = counted(verdicts, said.adjudications, said.notices, said.replies, at)["why"]
    order = {question.id: place for place, question in enumerate(questionnaire.questions)}
    found = [
        Case(
            verdict=verdict,
            question=questionnaire[verdict.question],
            answer=given[verdict.key],
            file=files[given[verdict.key].import_id],
            why=str(code),
            notice=standing(verdict, notices),
            replies=replies.get(verdict.key, ()),
        )
        for verdict, code in zip(verdicts, why, strict=True)
    ]
    return tuple(sorted(found, key=lambda case: (order[case.question.id], case.verdict.subject)))


def _by_key(replies: Iterable[Reply]) -> Mapping[tuple[str, str, str], tuple[Reply, ...]]:
    found: dict[tuple[str, str, str], tuple[Reply, ...]] = {}
    for each in replies:
        key = (each.institution, each.question, each.subject)
        found[key] = (*found.get(key, ()), each)
    return found
