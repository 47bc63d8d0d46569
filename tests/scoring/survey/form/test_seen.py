"""What a visit saw as it stands beside the questions of a form, in words and as an answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data.types import Text
from scoring.survey.form import said
from scoring.survey.form.about import Shown
from scoring.survey.form.seen import seen
from scoring.survey.question import Question
from tests.scoring.validation import seen as made
from tests.scoring.validation.seen import PART, SITE, VISITED, C, F, P, U, look, question, row

SIGNS = {"facebook": "social~facebook", "x": "social~twitter"}
LEVELS = {"0": "", "2": "", "4": ""}
CASES = [
    ("found", question(), look(row("budget", P)), True),
    ("not found", question(), look(row("budget", F)), False),
    ("not found in a part", question(), look(row("budget", F), coverage=PART), None),
    ("unclear", question(), look(row("budget", C)), None),
    ("not tested", question(), look(row("budget", U)), None),
    ("not looked for", question(), look(), None),
    ("nothing to see", question("", observability="no"), look(row("budget", P)), None),
    ("a number", question("number 10%", "number"), look(row("budget", P, 12)), 12),
    ("a number out of bounds", question("number 10%", "number", high=5.0), look(row("budget", P, 12)), None),
    ("a day", question("date 31", "date"), look(row("budget", P, "2026-05-04")), "2026-05-04"),
    (
        "several",
        question("overlap", "multiple", options=SIGNS, indicators="social"),
        look(row("social", P, "facebook.com/a")),
        ("facebook",),
    ),
    ("one", question("option", "single", options={"a": "", "b": "budget"}), look(row("budget", P)), "b"),
    ("neither", question("option", "single", options={"a": "", "b": "budget"}), look(row("budget", F)), None),
    ("a level", question("level", "level", options=LEVELS), look(row("budget", P, 3)), "2"),
    ("a page", question("page", "url"), look(row("budget", P)), SITE),
    ("no page", question("page", "url"), look(row("budget", F)), None),
    ("words", question("", "text", observability="no"), look(row("budget", P)), None),
]


@pytest.mark.parametrize(("name", "asked", "visit", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_what_was_seen(name: str, asked: Question, visit: Any, wanted: Any) -> None:
    found = seen(made.questionnaire(asked), visit, made.ANSWERED)
    assert found == ({} if wanted is None else {"Q1": Shown(wanted, SITE, VISITED)}), name


YES_NO, SHARE, DAY = question(), question("", "share", unit=Text("%", "%")), question("", "date")
SEVERAL = question("", "multiple", options={"a": "", "b": ""})
WORDS: list[tuple[Question, Any, str, Any]] = [
    (YES_NO, True, "jā", "jā"),
    (YES_NO, False, "nav atrasts", "nē"),
    (YES_NO, None, "", ""),
    (SHARE, 45.5, "45,5 %", 45.5),
    (DAY, "2026-05-04", "2026-05-04", date(2026, 5, 4)),
    (SEVERAL, ("a", "b"), "vārds; vārds", ""),
    (SEVERAL, (), "nav atrasts", "neviens no minētajiem"),
]


@pytest.mark.parametrize(("asked", "shown", "words", "cell"), WORDS)
def test_in_words_and_as_an_answer(asked: Question, shown: Any, words: str, cell: Any) -> None:
    assert said.words(asked, shown, "lv") == words
    assert said.cell(asked, shown, "lv") == cell
