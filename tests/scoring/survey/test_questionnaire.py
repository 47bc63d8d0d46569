"""The questionnaire that comes with eindekss: what it asks, of whom, in which words, and that what is observed can answer it."""

from __future__ import annotations

import csv
import hashlib
import re
from functools import cache
from pathlib import Path

import pytest

from audits import cases
from audits.audit import Case, Indicator
from data import registry, vocabulary
from data.types import Outcome
from scoring.methodology import load as load_methodology
from scoring.survey.question import EVIDENCE, OBSERVABILITY, TYPES, Condition, Option, Question, Rule
from scoring.survey.questionnaire import Questionnaire, load
from scoring.survey.rules import SEEN
from scoring.survey.watched import indicators
from scoring.tree_faults import QUESTIONS
from tests.scoring.survey.questionnaire_sample import written

EDITION = "2026-proposal"
BLOCKS = ["communication", "support", "open-data-block", "services", "internal"]
NOT_ASKED = {
    "IR06": "IR04 and SZ04 ask which networks there are, and whether any",
    "L03": "SZ02 asks it by the narrower indicator",
}
"""Rows that can be observed and of which no indicator or id is asked."""


@cache
def shipped() -> Questionnaire:
    """Read once: nothing here changes it."""
    return load(EDITION)


def texts(question: Question) -> list[tuple[str, str]]:
    """All words of a question in Latvian and English."""
    told = [question.text, question.hint, question.unit, *(option.text for option in question.options)]
    return [(text.lv, text.en) for text in told if text]


def test_it_asks_enough_in_all_five_blocks() -> None:
    found = shipped()

    assert [block.id for block in found.blocks] == BLOCKS
    assert len(found.questions) >= 90
    assert {question.block for question in found.questions} == set(BLOCKS)
    assert {question.type for question in found.questions} == set(TYPES)
    assert {question.observability for question in found.questions} == set(OBSERVABILITY)


def test_what_happens_inside_is_asked_and_never_observed() -> None:
    internal = [question for question in shipped().questions if question.block == "internal"]

    assert len(internal) >= 25
    assert {question.observability for question in internal} == {"no"}


def test_every_rule_is_used() -> None:
    used = {question.rule.name for question in shipped().questions if question.rule}

    assert used == {"any", "all", "share-at-least", "newer-than", "number", "date", "level", "option", "overlap", "page"}


def test_a_yes_that_shows_comes_with_an_address_or_an_indicator_of_the_whole_site() -> None:
    without = [question for question in shipped().questions if question.type == "yes-no" and question.observability == "yes"]

    assert sum(question.url for question in without) >= 0.7 * len(without)
    assert all(question.evidence and {*question.evidence} <= {*EVIDENCE} for question in without)


def test_every_indicator_is_in_the_catalogue() -> None:
    named = {indicator for question in shipped().questions for indicator in question.indicators}

    assert named <= set(indicators())
    assert len(named) > 100


def test_every_question_of_the_tree_is_asked_of_those_that_it_scores() -> None:
    leaves = [leaf for leaf in load_methodology(EDITION).tree.leaves if leaf.question]

    assert len(leaves) > 25
    for leaf in leaves:
        question = shipped()[leaf.question]
        kinds = leaf.reach or tuple({kind for other in leaves for kind in other.reach})
        assert all(question.asked_of(kind) for kind in kinds), leaf.code


def test_what_an_earlier_index_asked_and_can_be_observed_is_asked() -> None:
    with QUESTIONS.open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["observable"] == "yes" and not row["id"].endswith("00")]
    asked = {indicator for question in shipped().questions for indicator in question.indicators}
    ids = {question.id for question in shipped().questions} | {question.origin for question in shipped().questions}

    left = [row["id"] for row in rows if row["id"] not in ids and not asked & {*row["indicators"].split()}]

    assert set(left) <= set(NOT_ASKED)


@pytest.mark.parametrize("question", shipped().questions, ids=lambda question: question.id)
def test_it_is_asked_in_latvian_and_in_english(question: Question) -> None:
    for lv, en in texts(question):
        assert not re.search("[āčēģīķļņšūž]", en.replace("Viegli lasīt", ""), re.IGNORECASE), en
        assert lv == lv.strip()
        assert en == en.strip()
    if question.type in {"yes-no", "number", "share", "date"}:
        assert question.text.lv.endswith("?")
        assert question.text.en.endswith("?")
    if question.type == "yes-no":
        assert re.match(r"Vai ", question.text.lv)
    assert re.search("[āčēģīķļņšūž]", f"{question.text.lv} {question.hint.lv if question.hint else ''}", re.IGNORECASE)


def test_bodies_are_asked_what_concerns_them() -> None:
    found = shipped()
    city, agency, company = ({question.id for question in found.asked(kind)} for kind in ("valstspilseta", "agency", "state_company"))

    assert {"L28", "EP08", "IR03"} <= city - agency
    assert {"SZ15", "SZ21"} <= agency - city
    assert {"L43", "SZ20"} <= agency - company
    assert len(company) >= 80


def test_what_a_row_says_is_what_is_asked(tmp_path: Path) -> None:
    folder = written(tmp_path)
    found = load(folder)

    assert (found.edition, found.title.en, [block.id for block in found.blocks]) == (folder.name, "Sample", ["site", "papers"])
    assert found.digest == hashlib.sha256((folder / "survey.csv").read_bytes()).hexdigest()
    assert found["Q2"].asked_if == Condition("Q1", frozenset({"yes"}))
    assert found["Q4"].asked_if == Condition("Q3", frozenset({"a", "b"}))
    assert [option.seen for option in found["Q4"].options] == ["rss-feed", "social-networks~facebook"]
    assert isinstance(found["Q3"].options[0], Option)
    assert found["Q5"].rule == Rule("number", tolerance=0.1, relative=True, side="over")
    assert (found["Q5"].low, found["Q5"].high, found["Q1"].url, found["Q3"].url) == (0, 99, True, False)
    assert found["Q11"].reach == ("valstspilseta", "novads")
    assert "Q11" not in {question.id for question in found.asked("ministry")}
    assert ("Q11" in found, "Q99" in found) == (True, False)


SHOWING = {
    "social-networks": "instagram.com tiktok.com draugiem.lv whatsapp.com/channel",
    "shared-solutions": "eis.gov.lv",
}
"""Places that the cases of an indicator do not link to, and that a sign speaks of."""


def signs() -> list[tuple[str, str, str]]:
    """The signs of all options that compare what was read: question, indicator and the sign itself."""
    told = [(question.id, option.seen) for question in shipped().questions for option in question.options]
    found = [(question, SEEN.fullmatch(seen)) for question, seen in told]
    return [(question, match["indicator"], match[0]) for question, match in found if match and match["sign"] in {"~", "="}]


def read_in_cases(indicator: Indicator) -> list[str]:
    """What the indicator reads in its own cases: its values, and the words of its evidence."""
    given = (vocabulary.load(), registry.load().portals)
    links = "".join(f"<a href=https://www.{place}/piemers>Saite</a>" for place in SHOWING.get(indicator.audit.id, "").split())
    shown = Case("further places", Outcome.PASSED, f"<html lang=lv><body><footer>{links}</footer>")
    findings = [cases.play(indicator, case, *given) for case in (*indicator.cases, *([shown] if links else []))]
    return [text.casefold() for finding in findings for text in (str(finding.value), *(each.excerpt for each in finding.evidence))]


@pytest.mark.parametrize(("question", "indicator", "sign"), signs())
def test_a_sign_can_hold_by_what_its_indicator_reads(question: str, indicator: str, sign: str) -> None:
    wanted = SEEN.fullmatch(sign)
    assert wanted
    word = wanted["value"].casefold()
    texts = read_in_cases(indicators()[indicator])

    assert any(word == text if wanted["sign"] == "=" else word in text for text in texts), (question, texts)
