"""The queue: what is at stake is what the score would move by, computed anew; cases stand together; what is settled is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.casebook import Casebook
from data.casebook_rows import Adjudication
from data.types import Evidence
from scoring.gains import after
from scoring.validation.review.cases import cases
from scoring.validation.review.look_up import Reviewed, look_up
from scoring.validation.review.queue import margin, queue
from scoring.validation.review.stake import alternatives, stakes, typical
from scoring.validation.review.summary import frame, summary
from tests.scoring.validation.booked import CESIS, RIGA, TALSI, Files, booked
from tests.scoring.validation.cases import verdict
from tests.scoring.validation.review.world import AT as WORLD_AT
from tests.scoring.validation.review.world import world
from tests.scoring.validation.seen import P, question, row

AT = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return booked(tmp_path)


def state(files: Files) -> Reviewed:
    return look_up(str(files.edition), AT, casebook=files.casebook, bundles=files.bundles)


def decided(body: str, asked: str, decision: str, truth: object, reader: str = "anna") -> Adjudication:
    return Adjudication("trial", body, asked, "", reader, decision, "contradicted", truth, "seen", datetime(2026, 11, 20, tzinfo=UTC))  # type: ignore[arg-type]


def test_the_points_are_those_of_the_score_computed_anew(files: Files) -> None:
    reviewed = state(files)
    found = stakes(reviewed.questionnaire, reviewed.verdicts, reviewed.inputs, reviewed.scores)
    # Of Cesis the search is a half of the site's quarter, and the site a half of the index.
    assert dict(zip(found.index, found["points"], strict=True))[CESIS, "Q1", ""] == pytest.approx(12.5)
    with_book = Casebook(files.casebook)
    with_book.adjudicate(decided(CESIS, "Q1", "agree", truth=False))
    with_book.close()
    assert reviewed.scores.root[CESIS] - state(files).scores.root[CESIS] == pytest.approx(12.5)
    assert (found["value"] == found["chance"] * found["points"]).all()
    assert (found["points"] - found["weight"] * found["disagreement"]).abs().max() < 1e-9


def test_the_points_of_a_made_up_survey_are_those_of_a_single_change() -> None:
    made = world(7)
    reviewed = made.reviewed
    rows = queue(reviewed, WORLD_AT).rows
    picked = [one for one in rows[:: max(1, len(rows) // 12)] if isinstance(one.verdict.claimed, bool)]
    assert len(picked) > 5
    for one in picked:
        body, asked, _ = one.verdict.key
        leaves = [leaf.code for leaf in reviewed.scores.methodology.tree.leaves if asked in leaf.question.split()]
        held = reviewed.scores.matrix.values.loc[body, leaves]
        other = after(reviewed.scores, body, {code: 1 - value for code, value in zip(leaves, held.to_numpy(float).tolist(), strict=True)})
        assert abs(other[body] - reviewed.scores.root[body]) == pytest.approx(one.points, abs=1e-9)


def test_order_and_what_is_left_out(files: Files) -> None:
    found = queue(state(files), AT)
    values = [row.value for row in found.rows]
    assert values == sorted(values, reverse=True)
    assert [row.verdict.key[:2] for row in found.rows] == [(TALSI, "Q1"), (CESIS, "Q1"), (CESIS, "Q2"), (RIGA, "Q1")]
    assert found.left_out == {"settled": 0, "waiting": 0, "unseen": 3, "worthless": 0, "read": 0}
    assert len(queue(state(files), AT, internal=True).rows) == 7


def test_what_is_settled_leaves_unless_readers_disagree(files: Files) -> None:
    with Casebook(files.casebook) as book:
        book.adjudicate(decided(CESIS, "Q1", "agree", truth=False))
    assert (CESIS, "Q1", "") not in {row.verdict.key for row in queue(state(files), AT).rows}
    again = next(row for row in queue(state(files), AT, readers=2).rows if row.verdict.key == (CESIS, "Q1", ""))
    assert again.standing.missing == 2
    assert (CESIS, "Q1", "") not in {row.verdict.key for row in queue(state(files), AT, readers=2, reader="anna").rows}
    with Casebook(files.casebook) as book:
        book.adjudicate(decided(CESIS, "Q1", "overrule", truth=True, reader="berta"))
    third = next(row for row in queue(state(files), AT).rows if row.verdict.key == (CESIS, "Q1", ""))
    assert third.standing.missing == 3
    assert "vajadzīgs trešais lasītājs" in summary(queue(state(files), AT), "lv")


def test_the_table_is_no_program(files: Files) -> None:
    found = queue(state(files), AT)
    first = found.rows[0]
    hostile = replace(first, verdict=replace(first.verdict, subject="=1+1", claimed="=cmd|x"))
    told = frame(replace(found, rows=(hostile,)))
    assert told.loc[0, "subject"] == "'=1+1"
    assert told.loc[0, "claimed"] == "'=cmd|x"
    assert "\x1b" not in summary(replace(found, rows=(replace(first, verdict=replace(first.verdict, claimed="\x1b[31m")),)), "en")


def test_verdicts_that_one_look_settles_are_one_case() -> None:
    page = Evidence("https://portal.lv/service/7")
    front = Evidence("https://riga.lv/")
    found = [
        verdict(True, "contradicted", question="Q1", seen=(row("budget", P, evidence=(front,)),)),
        verdict(True, "contradicted", question="Q2", seen=(row("staff", P, evidence=(front,)),)),
        verdict(True, "contradicted", question="Q3", seen=(row("budget", P, evidence=(front,)),)),
        verdict(True, "contradicted", institution="cesis", seen=(row("budget", P, evidence=(page,)),)),
        verdict(True, "contradicted", institution="valka", seen=(row("forms", P, evidence=(page,)),)),
        verdict(True, "not-measured", institution="valka", question="Q9"),
    ]
    assert cases(found) == [0, 1, 0, 2, 2, 3]


def test_margins() -> None:
    reviewed = world(7).reviewed
    found = margin(reviewed.scores)
    root, among = reviewed.scores.root, reviewed.scores.units["measurement"]
    starts = [level.start for level in reviewed.scores.methodology.levels if level.start]
    body = str(root.index[3])
    others = root[(among == among[body]) & (root.index != body)]
    assert found[body] == pytest.approx(min([*(abs(root[body] - start) for start in starts), (others - root[body]).abs().min()]))
    blank = replace(reviewed.scores, nodes=reviewed.scores.nodes * np.nan)
    assert np.isinf(margin(blank)).all()
    assert isinstance(found, pd.Series)


def test_what_may_be_true_if_the_claim_is_not() -> None:
    number = question("number 10%", "number", id="Q1")
    told = [verdict(float(value), "not-measured", institution=f"b{value}") for value in range(0, 101, 10)]
    usual = typical(told)
    assert usual["Q1"] == (10, 50, 90)
    assert alternatives(number, told[0], usual) == (10, 50, 90)
    assert alternatives(number, replace(told[0], observed=7), usual) == (7,)
    assert alternatives(number, told[0], {}) == (0.0,)
    level = question("", "level", options={"low": "", "mid": "", "high": ""})
    assert alternatives(level, verdict("mid", "not-measured"), {}) == ("low", "high")
    assert alternatives(question(), verdict(True, "contradicted"), {}) == (False,)
    assert alternatives(question(), verdict("not applicable", "not-observable"), {}) == (False,)
    several = question("overlap", "multiple", options={"a": "", "b": ""})
    assert alternatives(several, verdict(("a",), "not-measured"), {}) == ((),)
