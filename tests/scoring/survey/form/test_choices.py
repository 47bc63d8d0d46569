"""What can be chosen, what stands beside a question, and how tall its row is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from data.types import Text
from scoring.survey.form import expected
from scoring.survey.form.choices import choices, word
from scoring.survey.form.heights import height, lines
from scoring.survey.intake.values import Asked, read
from scoring.survey.question import Condition, Option
from scoring.survey.questionnaire import load
from tests.scoring.validation.seen import question, questionnaire

PROPOSAL = load("2026-proposal")


@pytest.mark.parametrize("lang", ["lv", "en"])
def test_every_choice_is_read_as_what_it_says(lang: str) -> None:
    for one in PROPOSAL.questions:
        told = choices(one, lang)
        found = [read(one, Asked(words)).said for words in told]
        plain: dict[str, list[Any]] = {"yes-no": [True, False], "multiple": [()]}
        codes = plain.get(one.type, list(one.answers))
        assert found == [*codes, "not applicable"] if told else one.type in {"number", "share", "date", "url", "text"}
        assert all(len(words) <= 255 for words in told)


def test_a_text_that_means_another_option_gives_way_to_the_code() -> None:
    one, two, three = Option("a", Text("b", "b")), Option("b", Text("Otrais", "Second")), Option("c", Text("x" * 201, "c"))
    asked = replace(question("", "single"), options=(one, two, three))
    assert [word(asked, option, "lv") for option in asked.options] == ["a", "Otrais", "c"]


def test_how_a_question_is_answered_is_told() -> None:
    first = replace(question("", "single"), id="Q0", options=(Option("a", Text("jauns", "new")), Option("b", Text("vecs", "old"))))
    asked = question(
        "", "number", low=0.5, high=9.0, unit=Text("gab.", "pcs"), asked_if=Condition("Q0", frozenset("ab")), required=False, url=True
    )
    told = questionnaire(first, asked)
    assert expected.how(asked, told, "lv") == (
        "Jāatbild tikai tad, ja uz Q0 atbildēts «jauns» vai «vecs». Ierakstiet skaitli. No 0,5 līdz 9. Mērvienība: gab. "
        "Blakus ierakstiet adresi, kurā tas redzams. Atbilde nav obligāta."
    )
    assert expected.how(replace(asked, asked_if=None, low=None, unit=None, url=False), told, "en") == (
        "Write a number. At most 9. An answer is not required."
    )
    assert expected.shown(replace(asked, evidence=("page", "report"), observability="partly"), "en") == (
        "Shown by: a page of the website or a report from an information system. We check a part of it on the website."
    )


def test_rows_are_as_tall_as_their_words() -> None:
    assert lines("viens\n\ndivi", 20) == 3
    assert lines("a" * 100, 10) >= 9
    assert height([("x", 10), ("vārds " * 20, 10)]) > height([("x", 10)]) > 10
    assert height([("vārds " * 5000, 10)]) == 409
