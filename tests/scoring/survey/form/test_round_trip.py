"""Whatever is answered in a form comes back equal: in the workbook, in the table, and from LimeSurvey."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.casebook_rows import NOT_APPLICABLE, Said
from scoring.survey.form import limesurvey, table, workbook
from scoring.survey.form.about import Form, Shown
from scoring.survey.questionnaire import Questionnaire, load
from scoring.survey.simulate import simulate
from tests.scoring.survey.form import filled
from tests.scoring.survey.intake import asked

AT = datetime(2026, 5, 4, tzinfo=UTC)
BODIES = ("riga", "dobeles-novads", "ogres-novads")
WORDS = (
    st.text("abcčdeēfgžū =+-@;,'\"\n1", min_size=1, max_size=30).map(str.strip).filter(lambda text: any(sign.isalpha() for sign in text))
)
OPTIONS = {"K2": ("own-unit", "bought", "other"), "K3": ("email", "phone", "e-address", "other"), "W9": ("0", "1", "2")}
SAID: Mapping[str, st.SearchStrategy[Said]] = {
    "K1": st.booleans(),
    "K2": st.sampled_from(OPTIONS["K2"]),
    "K3": st.sets(st.sampled_from(OPTIONS["K3"])).map(lambda ticked: tuple(code for code in OPTIONS["K3"] if code in ticked)),
    "K4": st.one_of(st.integers(0, 100_000), st.integers(0, 9_999_999).map(lambda number: number / 100)),
    "K5": st.one_of(st.just(0), st.integers(100, 10_000).map(lambda number: number // 100 if number % 100 == 0 else number / 100)),
    "K6": st.dates(min_value=date(1960, 1, 1), max_value=date(2099, 1, 1)).map(str),
    "K7": st.sampled_from(["https://www.riga.lv/", "http://a.lv/b?c=d#f", "https://latvija.gov.lv/ē"]),
    "W-8": WORDS.filter(lambda text: not text.startswith("=")),
    "W9": st.sampled_from(OPTIONS["W9"]),
}
GIVEN = st.fixed_dictionaries({}, optional=dict(SAID)).filter(bool)
ANY = st.fixed_dictionaries({}, optional={name: st.one_of(how, st.just(NOT_APPLICABLE)) for name, how in SAID.items()}).filter(bool)
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def questionnaire(tmp_path_factory: pytest.TempPathFactory) -> Questionnaire:
    return asked.questionnaire(tmp_path_factory.mktemp("edition"))


@pytest.fixture(scope="module")
def proposal() -> Questionnaire:
    return load("2026-proposal")


def form(questionnaire: Questionnaire, body: str, lang: str = "lv") -> Form:
    return Form(questionnaire, lang, asked.bodies().institutions[body])


def keyed(body: str, answers: filled.Answers) -> dict[tuple[str, str], Said]:
    return {(body, name): said for name, said in answers.items()}


@QUICK
@given(answers=ANY, lang=st.sampled_from(["lv", "en"]))
def test_a_workbook(tmp_path: Path, questionnaire: Questionnaire, answers: filled.Answers, lang: str) -> None:
    path = workbook.write(form(questionnaire, "dobeles-novads", lang), tmp_path / "form.xlsx")
    filled.workbook(path, answers, questionnaire, lang)
    found = asked.read(path, questionnaire)
    assert found.shape == "form"
    assert asked.said(found) == keyed("dobeles-novads", answers)


@QUICK
@given(answers=st.dictionaries(st.sampled_from(BODIES[1:]), ANY, min_size=1), lang=st.sampled_from(["lv", "en"]))
def test_a_table_of_many_bodies(tmp_path: Path, questionnaire: Questionnaire, answers: dict[str, filled.Answers], lang: str) -> None:
    text = table.table(form(questionnaire, body, lang) for body in BODIES)
    (tmp_path / "form.csv").write_text(filled.table(text, answers, questionnaire, lang), encoding=table.ENCODING, newline="")
    found = asked.said(asked.read(tmp_path / "form.csv", questionnaire))
    # The question for municipalities alone has no row in the form of a state city.
    assert found == {key: said for body, given in answers.items() for key, said in keyed(body, given).items()}


@QUICK
@given(answers=st.dictionaries(st.sampled_from(BODIES), GIVEN, min_size=1), no=st.sampled_from("N0"))
def test_responses_of_limesurvey(tmp_path: Path, questionnaire: Questionnaire, answers: dict[str, filled.Answers], no: str) -> None:
    reg_no = {body: asked.bodies().institutions[body].reg_no or "" for body in BODIES}
    (tmp_path / "results.csv").write_text(filled.responses(answers, reg_no, questionnaire, no), encoding="utf-8", newline="")
    found = asked.read(tmp_path / "results.csv", questionnaire)
    assert found.shape == "limesurvey"
    assert asked.said(found) == {key: said for body, given in answers.items() for key, said in keyed(body, given).items()}


def simulated(questionnaire: Questionnaire) -> dict[str, dict[str, Said]]:
    """Made-up answers of a few bodies; numbers that are whole come back so."""
    kinds = {body: asked.bodies().institutions[body].kind.value for body in BODIES}
    found: dict[str, dict[str, Said]] = {body: {} for body in kinds}
    for each in simulate(questionnaire, kinds, seed=7, at=AT):
        if each.claimed is not None:
            found[each.institution][each.question] = each.claimed
    return found


@pytest.mark.parametrize("lang", ["lv", "en"])
def test_the_proposal_filled_in_by_made_up_bodies(lang: str, tmp_path: Path, proposal: Questionnaire) -> None:
    answers = simulated(proposal)
    for body, own in answers.items():
        path = workbook.write(form(proposal, body, lang), tmp_path / f"{body}.xlsx")
        filled.workbook(path, own, proposal, lang)
        found = asked.read(path, proposal)
        assert asked.said(found) == keyed(body, own)
        assert found.told == ()
    every = {key: said for body, given in answers.items() for key, said in keyed(body, given).items()}
    text = table.table(form(proposal, body, lang) for body in BODIES)
    (tmp_path / "form.csv").write_text(filled.table(text, answers, proposal, lang), encoding=table.ENCODING, newline="")
    assert asked.said(asked.read(tmp_path / "form.csv", proposal)) == every


def test_the_proposal_answered_in_limesurvey(tmp_path: Path, proposal: Questionnaire) -> None:
    answers = simulated(proposal)
    reg_no = {body: asked.bodies().institutions[body].reg_no or "" for body in BODIES}
    (tmp_path / "results.csv").write_text(filled.responses(answers, reg_no, proposal), encoding="utf-8", newline="")
    found = asked.said(asked.read(tmp_path / "results.csv", proposal))
    assert found == {key: said for body, given in answers.items() for key, said in keyed(body, given).items()}
    assert "\tSZ01\t" in limesurvey.table(proposal)


def test_what_is_proposed_is_read_as_what_was_seen(tmp_path: Path, proposal: Questionnaire) -> None:
    example: Mapping[str, Said] = {"yes-no": True, "number": 5, "share": 45.5, "date": "2026-05-01", "url": "https://www.dobele.lv/dati"}
    body = asked.bodies().institutions["dobeles-novads"]
    wanted = {one.id: _said(one.type, one.answers, example) for one in proposal.asked(body.kind) if one.observability == "yes"}
    seen = {name: Shown(said, "https://www.dobele.lv/", AT) for name, said in wanted.items()}
    shown = Form(proposal, "lv", body, seen=seen | {"L15": Shown(True, "", AT)}, propose=True)
    path = workbook.write(shown, tmp_path / "form.xlsx")
    assert asked.said(asked.read(path, proposal)) == keyed(body.id, wanted)
    table.write([shown], tmp_path / "form.csv")
    assert asked.said(asked.read(tmp_path / "form.csv", proposal)) == keyed(body.id, wanted)


def _said(kind: str, codes: tuple[str, ...], example: Mapping[str, Said]) -> Said:
    return codes[:2] if kind == "multiple" else codes[-1] if kind in {"single", "level"} else example[kind]
