"""How far a review has come: who has read, who has to read again, and what leaves the queue."""

from __future__ import annotations

import pytest

from data.casebook_rows import Adjudication
from scoring.validation.review.readers import agreement, lines
from scoring.validation.review.standing import AGAIN, DISPUTED, OPEN, SETTLED, WAITING, standings
from scoring.validation.verdict import CONTRADICTED
from tests.scoring.validation.cases import AT, decision, verdict

CLAIM = verdict(True, CONTRADICTED, direction="over", observed=False)
YES, NO = decision("overrule", True), decision("agree")
AND_NO = decision("agree", reader="berta")
AND_YES = decision("overrule", True, reader="berta")
THIRD = decision("agree", reader="cilda", on=22)


@pytest.mark.parametrize(
    ("said", "readers", "state", "missing"),
    [
        ([], 1, OPEN, 1),
        ([NO], 1, SETTLED, 0),
        ([NO], 2, AGAIN, 2),
        ([NO, AND_NO], 2, SETTLED, 0),
        ([NO, AND_YES], 1, DISPUTED, 3),
        ([NO, AND_YES, THIRD], 2, SETTLED, 0),
        ([YES, decision("agree", on=25), AND_NO], 2, SETTLED, 0),
        ([decision("ask")], 1, WAITING, 0),
        ([decision("cannot-tell")], 2, AGAIN, 2),
        ([decision("agree", on=1), decision("ask", reader="berta", on=1)], 1, SETTLED, 0),
    ],
)
def test_standing(said: list[Adjudication], readers: int, state: str, missing: int) -> None:
    found = standings([CLAIM], said, AT, readers)[CLAIM.key]
    assert (found.state, found.missing) == (state, missing)


def test_a_decision_on_an_answer_that_was_corrected_since_is_none() -> None:
    corrected = verdict(True, CONTRADICTED, answered_at=decision("agree", on=21).at)
    assert standings([corrected], [NO], AT)[corrected.key].state == OPEN


def test_what_was_said_later_does_not_count_yet() -> None:
    assert standings([CLAIM], [NO], decision("agree", on=19).at)[CLAIM.key].state == OPEN


def test_the_agreement_of_readers() -> None:
    others = [verdict(True, CONTRADICTED, question=f"Q{place}") for place in range(2, 6)]
    said = [NO, AND_NO]
    for place, each in enumerate(others):
        said.append(decision("agree", question=each.question))
        second = ("overrule", True) if place == 0 else ("agree", None)
        said.append(decision(*second, reader="berta", question=each.question))
    said.append(decision("overrule", True, question="Q5"))
    said.append(decision("overrule", True, question="Q5", reader="berta"))
    found = agreement([CLAIM, *others], said)
    assert (found.cases, found.agreed) == (5, 4)
    # Table: both no 3, both yes 1, Anna no and Berta yes 1; p_o .8, p_e .56.
    assert found.kappas["anna", "berta"].value == pytest.approx((0.8 - 0.56) / (1 - 0.56))
    assert found.ac1.known
    assert "AC1" in lines(found, "en")[0]
    assert "anna, berta" in lines(found, "lv")[1]


def test_nothing_read_twice_has_no_agreement() -> None:
    assert lines(agreement([CLAIM], [NO])) == []
    assert agreement([CLAIM], [NO, decision("ask", reader="berta")]).cases == 0
