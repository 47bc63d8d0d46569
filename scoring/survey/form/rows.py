"""The rows of a form from top to bottom, the same in every table that is filled in: titles of blocks, questions, and options to tick."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoring.survey.form import expected, texts
from scoring.survey.form.choices import choices
from scoring.survey.form_layout import row_id
from scoring.survey.question import Option, Question
from scoring.survey.questionnaire import Block, Questionnaire

BLOCK, QUESTION, OPTION = "block", "question", "option"
"""What a row is."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row: what it is, its id (empty for a block's title), its words, and the question that it belongs to.

    ``choices`` are the words of the list beside it, empty where the answer is written or ticked.
    """

    kind: str
    id: str
    text: str
    block: Block
    question: Question | None = None
    option: Option | None = None
    hint: str = ""
    expects: str = ""
    checked: str = ""
    choices: tuple[str, ...] = ()


def rows(questionnaire: Questionnaire, asked: Iterable[Question], lang: str) -> tuple[FormRow, ...]:
    """The rows of a form that asks these questions, block by block in the questionnaire's order; blocks that ask nothing are left out."""
    wanted = tuple(asked)
    found: list[FormRow] = []
    for block in questionnaire.blocks:
        inner = [question for question in wanted if question.block == block.id]
        found += [FormRow(BLOCK, "", block.title[lang], block)] if inner else []
        found += [row for question in inner for row in _of(question, block, questionnaire, lang)]
    return tuple(found)


def asked(questionnaire: Questionnaire, kind: str = "") -> tuple[Question, ...]:
    """The questions that bodies of a kind are asked; all of them where no kind is named."""
    return questionnaire.asked(kind) if kind else questionnaire.questions


def _of(question: Question, block: Block, questionnaire: Questionnaire, lang: str) -> Iterator[FormRow]:
    """The row of a question, and where several options may be ticked one for each."""
    yield FormRow(
        QUESTION,
        question.id,
        question.text[lang],
        block,
        question,
        hint=question.hint[lang] if question.hint else "",
        expects=expected.how(question, questionnaire, lang),
        checked=expected.shown(question, lang),
        choices=choices(question, lang),
    )
    for option in question.options if question.type == "multiple" else ():
        yield FormRow(OPTION, row_id(question.id, option.code), option.text[lang], block, question, option, expects=texts.TICK[lang])
