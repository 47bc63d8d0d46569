"""What can be chosen for an answer: words that ``survey import`` reads as exactly the code that was meant."""

from __future__ import annotations

from scoring.survey.form import texts
from scoring.survey.intake.which import option
from scoring.survey.question import Option, Question


def choices(question: Question, lang: str) -> tuple[str, ...]:
    """The words of the drop-down list beside a question; empty where the answer is written.

    That the question does not apply can always be chosen; of several options only that none applies, for each has a row of its own.
    """
    if question.type == "yes-no":
        return texts.YES[lang], texts.NO[lang], texts.NOT_APPLICABLE[lang]
    if question.type == "multiple":
        return texts.NONE[lang], texts.NOT_APPLICABLE[lang]
    if question.type in {"single", "level"}:
        return *(word(question, one, lang) for one in question.options), texts.NOT_APPLICABLE[lang]
    return ()


def word(question: Question, one: Option, lang: str) -> str:
    """An option as it is chosen: its text, or its code where the text would be read as another option or none."""
    text = " ".join(one.text[lang].split())
    return text if option(question, text) == one.code and len(text) <= _LONGEST else one.code


_LONGEST = 200
"""Characters of a choice; a longer one cannot be read in a list."""
