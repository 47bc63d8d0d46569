"""The questionnaire for LimeSurvey: its file as a strict reader takes it, and the codes that lead back to questions and options."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.errors import SurveyError
from data.types import Text
from scoring.survey.form import lime_codes, limesurvey
from scoring.survey.form.lime_codes import lime_words
from scoring.survey.question import Question
from scoring.survey.questionnaire import Questionnaire, load
from tests.scoring.survey.form.lime_reader import Survey, read
from tests.scoring.survey.questionnaire_sample import with_cells, written
from tests.scoring.validation import seen

PROPOSAL = load("2026-proposal")


def survey(questionnaire: Questionnaire, folder: Path, kind: str = "") -> Survey:
    path = limesurvey.write(questionnaire, folder / "survey.txt", kind=kind, until=date(2026, 12, 31), contact="a@b.lv")
    return read(path.read_bytes())


def test_the_proposal_is_a_survey_in_two_languages(tmp_path: Path) -> None:
    found = survey(PROPOSAL, tmp_path)
    assert (found.settings["language"], found.settings["additional_languages"]) == ("lv", "en")
    assert found.settings["expires"] == "2026-12-31 23:59:59"
    assert found.settings["anonymized"] == "N"
    assert len(found.groups["lv"]) == len(PROPOSAL.blocks) + 1
    for lang in ("lv", "en"):
        told = found.questions[lang]
        assert [name for name in told if name in {one.id for one in PROPOSAL.questions}] == [one.id for one in PROPOSAL.questions]
        assert {one.id: lime_words(one.text[lang]) for one in PROPOSAL.questions} == {
            one.id: told[one.id].row["text"] for one in PROPOSAL.questions
        }
        assert [name for name in told if name.endswith("url")] == [f"{one.id}url" for one in PROPOSAL.questions if one.url]
        assert "2026-12-31" in found.words[lang]["surveyls_welcometext"]
        assert found.words[lang]["surveyls_policy_notice"]
        assert found.words[lang]["surveyls_title"] == PROPOSAL.title[lang]
    assert found.words["lv"]["surveyls_numberformat"] == "1"


def test_types_bounds_and_conditions(tmp_path: Path) -> None:
    told = survey(PROPOSAL, tmp_path).questions["lv"]
    kinds = {name: told[name].row["type/scale"] for name in ("SZ01", "L08", "L12", "SZ13", "SZ14", "L10", "AD03", "L40")}
    assert kinds == {"SZ01": "Y", "L08": "L", "L12": "M", "SZ13": "N", "SZ14": "N", "L10": "D", "AD03": "S", "L40": "L"}
    limits = {name: [told[name].row[f"{end}_num_value_n"] for end in ("min", "max")] for name in ("SZ13", "SZ14")}
    assert limits == {"SZ13": ["0", "2000"], "SZ14": ["0", "100"]}
    assert told["SZ14"].row["num_value_int_only"] == "1"
    assert told["SZ13"].row["suffix"] == "apspriešanas"
    assert told["L10"].row["date_format"] == "yyyy-mm-dd"
    assert told["L09"].row["relevance"] == 'L08.NAOK == "A2" or L08.NAOK == "A3"'
    assert told["SZ16"].row["relevance"] == '(kind.NAOK == "A1" or kind.NAOK == "A2") and (L36.NAOK == "Y")'
    assert told["L11url"].row["relevance"] == '(L07.NAOK == "Y") and (L11.NAOK == "Y")'
    assert told["SZ26comment"].row["relevance"] == '(SZ09.NAOK == "Y") and (SZ26_SQ004.NAOK == "Y")'
    assert (told["L08"].row["mandatory"], told["L12"].row["mandatory"], told["regnr"].row["mandatory"]) == ("S", "N", "Y")
    assert told["L12"].parts == ["alternatives", "feedback", "complaints", "approved"]
    assert told["kind"].answers == [f"A{place}" for place in range(1, 8)]


def test_one_kind_of_bodies_is_not_asked_which_it_is(tmp_path: Path) -> None:
    told = survey(PROPOSAL, tmp_path, "ministry").questions["en"]
    assert "kind" not in told
    assert {one.id for one in PROPOSAL.asked("ministry")} <= told.keys()
    assert "L36" not in told
    assert told["SZ15"].row["relevance"] == "1"


def test_the_small_questionnaire(tmp_path: Path) -> None:
    cells = with_cells("Q3", options="a other", options_en="{x} | <b>")
    asked = load(written(tmp_path, {**cells, "Q4": {**cells["Q4"], "asked_if": "Q3=other"}}))
    told = survey(asked, tmp_path).questions["en"]
    assert told["Q4"].row["relevance"] == told["Q3comment"].row["relevance"] == 'Q3.NAOK == "other"'
    assert told["Q3comment"].row["type/scale"] == "T"
    assert told["Q9"].answers == ["0", "4"]


def test_codes_lead_back_to_options() -> None:
    for question in PROPOSAL.questions:
        for codes in (lime_codes.answers(question), lime_codes.parts(question)) if question.options else ():
            assert list(codes) == list(question.answers)
            assert len(set(codes.values())) == len(codes)
    assert lime_codes.answers(PROPOSAL["L40"]) == {str(level): str(level) for level in range(7)}
    assert lime_codes.answers(PROPOSAL["L08"]) == {"full": "A1", "partial": "A2", "none": "A3"}
    assert lime_codes.parts(PROPOSAL["KA01"])["e-mail"] == "email"
    assert lime_codes.parts(PROPOSAL["IR04"])["other"] == "SQ009"


def named(*names: str) -> list[Question]:
    return [replace(seen.question(), id=name, text=Text(name, name)) for name in names]


def test_ids_that_limesurvey_cannot_hold_are_all_told() -> None:
    with pytest.raises(SurveyError) as error:
        lime_codes.codes(named("K-1", "K1", "9a", "token", "Q1", "Q1url", "a.very.long.identifier"))
    told = "\n".join(error.value.faults)
    assert len(error.value.faults) == 6
    assert [name for name in ("K-1", "K1", "9a", "token", "Q1:", "identifier") if name.rstrip(":") not in told] == []
    assert "Q1url" in told
    assert lime_codes.codes(named("W-8", "K_2")) == {"W-8": "W8", "K_2": "K2"}


def test_options_without_codes_are_told() -> None:
    # The second option's code is what the first would be called by its place, and the other way round.
    options = {"A2": "", "A1": "", "a-long-one": ""}
    with pytest.raises(SurveyError, match="have no codes that LimeSurvey can hold"):
        lime_codes.answers(seen.question("", "single", options=options))
