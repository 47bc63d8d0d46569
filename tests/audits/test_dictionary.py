"""The data dictionary is of today's catalogue, and no known question is forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from audits import catalogue
from audits.accuracy import Tally
from audits.dictionary import DOCUMENT, Question, document, known_error, questions

QUESTIONS = questions()
KNOWN = frozenset(indicator.audit.id for indicator in catalogue.load())


def test_the_document_is_current() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "write it anew: python -m audits.dictionary"


def test_every_indicator_has_an_entry() -> None:
    text = document()
    assert [indicator for indicator in KNOWN if f"\n### {indicator}\n" not in text] == []


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.id for question in QUESTIONS])
def test_what_can_be_observed_is_answered(question: Question) -> None:
    assert question.observable in {"yes", "partly", "no"}
    assert set(question.indicators) <= KNOWN
    assert bool(question.indicators) == (question.observable != "no")


def test_questions_are_read_with_what_answers_them(tmp_path: Path) -> None:
    table = "id,question_lv,question_en,observable,indicators\nX1,Vai?,Whether?,yes,a b\n"
    (tmp_path / "q.csv").write_text(table, encoding="utf-8")
    assert questions(tmp_path / "q.csv") == [Question("X1", "Vai?", "Whether?", "yes", ("a", "b"))]


def test_the_known_error_is_counted_by_answer() -> None:
    assert known_error(Tally(found=3, imagined=1, rejected=2)) == "passed right 3 of 4 (0.30–0.95); failed right 2 of 2 (0.34–1.00)"
    assert "not measured" in known_error(None)
