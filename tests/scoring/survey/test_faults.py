"""Each fault that a questionnaire can have is told with its line, its column and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from data.errors import SurveyError
from scoring.methodology import load as load_methodology
from scoring.survey.questionnaire import load
from tests.scoring.survey.questionnaire_sample import ROWS, TREE, Cells, survey, with_cells, written

WRONG: Mapping[str, tuple[str, Cells, list[str]]] = {
    "an unknown type": ("Q10", {"type": "essay"}, ["type: 'essay' is unknown; write one of yes-no, single,"]),
    "an unknown observability": ("Q10", {"observability": "maybe"}, ["observability: 'maybe' is unknown; write one of yes, partly, no"]),
    "an empty observability": ("Q10", {"observability": ""}, ["observability: '' is unknown"]),
    "options without texts": ("Q3", {"options": "a b c"}, ["options_lv: 2 for 3 options; write as many", "options_en: 2 for 3"]),
    "signs of too few options": (
        "Q4",
        {"options_seen": "rss-feed"},
        ["options_seen: 1 for 2 options", "indicators: no option shows"],
    ),
    "an option without a text": ("Q3", {"options_lv": "pirmais | "}, ["options_lv: the 2. is empty; write it"]),
    "an option twice": ("Q9", {"options": "0 0"}, ["options: '0' is given twice; each option has a code of its own"]),
    "one option only": ("Q9", {"options": "0", "options_lv": "nulle", "options_en": "nought"}, ["options: 1, but level lets choose"]),
    "options of a number": (
        "Q5",
        {"options": "a", "options_lv": "viens", "options_en": "one"},
        ["options, options_lv, options_en: not"],
    ),
    "a language missing": ("Q10", {"text_lv": ""}, ["text_lv: is empty; write it, every text is in both languages"]),
    "a hint in one language": ("Q10", {"hint_en": "Its name."}, ["hint_lv: is empty"]),
    "a text untranslated": ("Q10", {"text_lv": "Name?", "text_en": "Name?"}, ["text_en: is the same as text_lv; translate one"]),
    "an unknown indicator": ("Q1", {"indicators": "site-serch"}, ["indicators: no indicator 'site-serch'; did you mean site-search"]),
    "an indicator of others": ("Q11", {"reach": "ministry"}, ["indicators: council-minutes is asked of novads"]),
    "kinds never observed": ("Q11", {"reach": ""}, ["reach: agency constitutional ministry other state_company, but no indicator here"]),
    "an unknown rule": ("Q1", {"rule": "anny"}, ["rule: no rule 'anny'; did you mean any"]),
    "a rule of another type": (
        "Q1",
        {"rule": "number 2"},
        ["rule: number does not judge yes-no; write any or all", "indicators: site"],
    ),
    "a text that is observed": (
        "Q10",
        {"observability": "yes", "indicators": "rss-feed", "rule": "any"},
        ["rule: any does not judge text"],
    ),
    "a rule without indicator": ("Q1", {"indicators": ""}, ["indicators: is empty, but any needs what is observed"]),
    "observed without a rule": ("Q1", {"rule": ""}, ["rule: is empty, but observability is yes; write 'any'"]),
    "partly without a rule": ("Q9", {"rule": "", "indicators": ""}, ["rule: is empty, but observability is partly"]),
    "not observed, but by a rule": ("Q1", {"observability": "no"}, ["indicators, rule: not empty, but observability is no"]),
    "a tolerance in words": ("Q5", {"rule": "number about"}, ["rule: 'number about' is not how number is written"]),
    "a side that is none": ("Q5", {"rule": "number 5 left"}, ["rule: 'number 5 left' is not how number is written ('left' is no side"]),
    "a rule that lacks its number": ("Q6", {"rule": "date"}, ["rule: 'date' is not how date is written; write for example 'date 31'"]),
    "a rule with too much": ("Q1", {"rule": "any 3"}, ["rule: 'any 3' is not how any is written (takes nothing after it"]),
    "a share above all": (
        "Q2",
        {"rule": "share-at-least 90"},
        ["rule: 'share-at-least 90' is not how share-at-least is written (90"],
    ),
    "two for a rule of one": ("Q5", {"indicators": "form-count service-count"}, ["indicators: 2, but number looks at one"]),
    "a share of one site": ("Q2", {"indicators": "site-search"}, ["rule: site-search has one answer for the whole site, no share"]),
    "any of the pages": ("Q1", {"indicators": "skip-link"}, ["indicators: skip-link has an answer for every page; ask it by share-at"]),
    "any of a measure": ("Q1", {"indicators": "form-count"}, ["indicators: form-count only measures and finds whatever there is"]),
    "a date of a number": ("Q6", {"indicators": "form-count"}, ["indicators: form-count gives no dates, which date needs"]),
    "a level of a word": ("Q9", {"indicators": "statement-status"}, ["indicators: statement-status gives no numbers, which level needs"]),
    "no option shows": (
        "Q12",
        {"options_seen": ""},
        ["options_seen: is empty, but option judges each", "indicators: no option"],
    ),
    "signs without their rule": ("Q9", {"options_seen": "chatbot | "}, ["options_seen: not empty, but the rule is level; leave it empty"]),
    "a sign that is none": (
        "Q12",
        {"options_seen": "chatbot | chat bot!"},
        ["options_seen: 'chat bot!'; write an indicator, 'not '"],
    ),
    "a sign of nobody": ("Q12", {"options_seen": "chatbot | chatbotty"}, ["options_seen: no indicator 'chatbotty'; did you mean chatbot"]),
    "a sign not named": ("Q12", {"options_seen": "chatbot | rss-feed"}, ["options_seen: rss-feed is not among indicators; add it there"]),
    "a sign that counts words": ("Q12", {"options_seen": "chatbot | chatbot>=2"}, ["options_seen: 'chatbot>=2' compares numbers"]),
    "a condition on nobody": ("Q2", {"asked_if": "Q0=yes"}, ["asked_if: no question 'Q0'; did you mean"]),
    "a condition on a later one": ("Q2", {"asked_if": "Q3=a"}, ["asked_if: Q3 comes later, at"]),
    "a condition on no answer": ("Q4", {"asked_if": "Q3=c"}, ["asked_if: 'c' is no answer to Q3; write one of a, b"]),
    "a condition on a number": ("Q6", {"asked_if": "Q5=3"}, ["asked_if: '3' is no answer to Q5; name a question that is answered by yes"]),
    "a condition on itself": ("Q2", {"asked_if": "Q2=yes"}, ["asked_if: Q2 after Q2 is a circle"]),
    "a condition in no shape": ("Q2", {"asked_if": "if Q1"}, ["asked_if: 'if Q1' is no condition; write a question, = and its answers"]),
    "a condition that some never meet": ("Q12", {"asked_if": "Q11=yes"}, ["asked_if: Q11 is not asked of agency constitutional ministry"]),
    "limits turned round": ("Q5", {"low": "100"}, ["high: 99 is below low, 100; turn them round"]),
    "a limit in words": ("Q5", {"low": "few"}, ["low: 'few' is not a number"]),
    "limits of a date": ("Q6", {"low": "1"}, ["low: not empty, but the type is date"]),
    "a share above a hundred": ("Q7", {"high": "250"}, ["high: 250 is no share; shares are answered in per cent, write 0 to 100"]),
    "a share below nought": ("Q7", {"low": "-1"}, ["low: -1 is no share"]),
    "a block that is none": ("Q10", {"block": "sites"}, ["block: 'sites' is no node right below the root of tree.csv; did you mean site?"]),
    "a kind that is none": (
        "Q10",
        {"reach": "municipality"},
        ["reach: 'municipality' is no kind of body; write some of"],
    ),
    "an unknown evidence": ("Q10", {"evidence": "oath"}, ["evidence: 'oath' is unknown; write some of page, document"]),
    "an address beside an address": ("Q8", {"url": "yes"}, ["url: yes, but the answer itself is an address; write no"]),
    "an unknown origin": ("Q10", {"origin": "EP99"}, ["origin: 'EP99' is unknown; write law, proposal or an id of eindex_indicators.csv"]),
    "no origin": ("Q10", {"origin": ""}, ["origin: is empty; write it"]),
    "a requirement that is none": ("Q10", {"required": "perhaps"}, ["required: 'perhaps' is unknown; write one of yes, no"]),
    "an id with a space": ("Q10", {"id": "Q 10"}, ["id: 'Q 10' is not a code"]),
    "an id twice": ("Q10", {"id": "Q9"}, ["id: 'Q9' stands already at"]),
}


def told(folder: Path) -> list[str]:
    """What is said of the tables in a folder, without its name."""
    with pytest.raises(SurveyError) as refused:
        load(folder)
    return [fault.replace(f"{folder.resolve()}/", "") for fault in refused.value.faults]


@pytest.mark.parametrize("name", WRONG)
def test_each_fault_is_told_by_line_and_column(name: str, tmp_path: Path) -> None:
    question, cells, expected = WRONG[name]
    line = [*ROWS].index(question) + 2

    found = told(written(tmp_path, with_cells(question, **cells)))

    assert len(found) == len(expected), found
    for fault, begin in zip(sorted(found), sorted(expected), strict=True):
        place, _, what = fault.partition(": ")
        assert what.startswith(begin), found
        assert place == f"survey.csv:{line}"


def test_the_sample_has_no_fault(tmp_path: Path) -> None:
    assert [question.id for question in load(written(tmp_path)).questions] == [*ROWS]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    rows = {name: {**cells, "origin": "nobody"} for name, cells in ROWS.items()}

    found = told(written(tmp_path, rows, method="setting,value,note\ntitle_lv,Paraugs,\n"))

    assert [fault.split(": ")[0] for fault in found if "origin" in fault] == [f"survey.csv:{line}" for line in range(2, len(ROWS) + 2)]
    assert any(fault.startswith("method.csv:1: setting: title_en is not given") for fault in found)


def test_a_circle_of_two_is_told(tmp_path: Path) -> None:
    rows = with_cells("Q1", asked_if="Q2=yes")

    found = told(written(tmp_path, rows))

    assert found == [
        "survey.csv:2: asked_if: Q1 after Q2 after Q1 is a circle; ask one of them without condition",
        "survey.csv:3: asked_if: Q2 after Q1 after Q2 is a circle; ask one of them without condition",
    ]


def test_a_question_of_the_tree_must_be_asked(tmp_path: Path) -> None:
    folder = written(tmp_path, tree=TREE.replace("Q7", "Q77"))

    assert told(folder)[0].startswith("tree.csv:6: question: survey.csv has no question 'Q77'; did you mean Q7")


def test_a_question_of_the_tree_may_stand_in_the_further_questions(tmp_path: Path) -> None:
    folder = written(tmp_path, tree=TREE.replace("Q7", "S7"), questions="id\nS7\n")

    assert "S7" not in load(folder)
    assert load_methodology(folder).tree["signed"].question == "S7"


def test_a_tree_beside_a_questionnaire_knows_its_questions_only(tmp_path: Path) -> None:
    folder = written(tmp_path, tree=TREE.replace("Q7", "VI03"))

    with pytest.raises(Exception, match=r"no question 'VI03' in survey\.csv or questions\.csv"):
        load_methodology(folder)


def test_an_edition_without_a_questionnaire_says_so(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "survey.csv").unlink()

    assert told(folder) == [
        "survey.csv: there is no questionnaire; write one (docs/survey.md tells its columns), or choose another edition"
    ]


@pytest.mark.parametrize("text", ["", "id,block\n", survey({})], ids=["empty", "few columns", "no rows"])
def test_a_table_that_holds_nothing_is_refused(text: str, tmp_path: Path) -> None:
    assert told(written(tmp_path, survey=text))[0].startswith("survey.csv:1: no ")
