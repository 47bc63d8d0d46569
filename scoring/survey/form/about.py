"""Whose form it is, of which questions, and what we have seen of that body already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from data.types import Institution, Text
from scoring.survey.form.guide import Guide
from scoring.survey.form.rows import asked
from scoring.survey.question import Question
from scoring.survey.questionnaire import Questionnaire
from scoring.validation.verdict import Claimed


@dataclass(frozen=True, slots=True)
class Shown:
    """What was seen in the terms of a question: its answer by our eyes, the address where (may be empty), and the moment of the visit."""

    said: Claimed
    url: str
    at: datetime


@dataclass(frozen=True)
class Form:
    """A form to be written in one language.

    ``institution`` is None in a form for anyone, ``kind`` empty where all questions are asked. ``seen`` holds what was observed by the id
    of the question, None where nothing is to be shown; it stands as the answer only where ``propose`` says so.
    """

    questionnaire: Questionnaire
    lang: str
    institution: Institution | None = None
    kind: str = ""
    seen: Mapping[str, Shown] | None = None
    propose: bool = False
    until: date | None = None
    contact: str = ""
    _asked: tuple[Question, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """A body is asked what its kind is asked."""
        object.__setattr__(self, "_asked", asked(self.questionnaire, self.institution.kind if self.institution else self.kind))

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions that are asked, in order."""
        return self._asked

    @property
    def name(self) -> Text | None:
        """The name of the body."""
        return self.institution.name if self.institution else None

    @property
    def title(self) -> str:
        """What stands above the form."""
        return f"{self.questionnaire.title[self.lang]}: {self.name[self.lang]}" if self.name else self.questionnaire.title[self.lang]

    @property
    def guide(self) -> Guide:
        """What its explanations depend on."""
        return Guide(self.until, self.contact, prefilled=self.seen is not None, proposed=self.propose)

    def shown(self, question: str) -> Shown | None:
        """What was seen of a question."""
        return (self.seen or {}).get(question)

    def proposed(self, question: str) -> Claimed:
        """The answer that stands in the form already; None where there is none.

        That something was not found proposes nothing, nor does what shows only in part: both are for the body to say.
        """
        found = self.shown(question) if self.propose and self.questionnaire[question].observability == "yes" else None
        return None if found is None or found.said in ((), 0) else found.said
