"""A random sample: every answer is drawn as often as is said, of every stratum some, and the same seed draws the same."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import ConfigError
from scoring.validation.learning.draw import Cell, cells, draw
from scoring.validation.verdict import Verdict
from tests.scoring.validation.seen import F, P, question, questionnaire, row


def cell(number: int, said: str = "yes", seen: str = "found", asked: str = "Q1", group: str = "large", chance: float | None = 0.5) -> Cell:
    made = Verdict("e", f"body-{number:03}", asked, "", said == "yes", "not-measured", chance=chance, seen=(row("budget", P),))
    return Cell(made, group, "b", said, seen)


FRAME = [
    *(cell(number, asked=asked, group="large" if number % 3 else "small") for asked in ("Q1", "Q2") for number in range(30)),
    *(cell(number, "yes", "not-found", asked, chance=0.4) for asked in ("Q1", "Q2") for number in range(30, 40)),
    *(cell(number, "no", "not-found", asked, chance=0.99) for asked in ("Q1", "Q2") for number in range(40, 60)),
]


def test_the_same_seed_draws_the_same_and_another_another() -> None:
    one, same, other = draw(FRAME, 30, 1), draw(list(reversed(FRAME)), 30, 1), draw(FRAME, 30, 2)
    assert one == same
    assert one.id != other.id
    assert [cell for cell, _ in one.rows] != [cell for cell, _ in other.rows]


@given(size=st.integers(5, 130), seed=st.integers(0, 10**6), least=st.integers(1, 3))
def test_every_stratum_has_its_least_and_the_shares_are_those_of_the_draw(size: int, seed: int, least: int) -> None:
    try:
        found = draw(FRAME, size, seed, least)
    except ConfigError:
        assert size < 3 * least
        return
    assert len(found.rows) == min(size, len(FRAME))
    assert len({one.verdict.key for one, _ in found.rows}) == len(found.rows)
    drawn = Counter(sampled.stratum for _, sampled in found.rows)
    for name, (there_are, count) in found.strata.items():
        assert drawn[name] == count >= min(least, there_are)
        assert {sampled.share for _, sampled in found.rows if sampled.stratum == name} == {count / there_are}


def test_every_answer_is_drawn_as_often_as_is_said() -> None:
    often: Counter[tuple[str, str, str]] = Counter()
    shares: dict[tuple[str, str, str], float] = {}
    times = 400
    for seed in range(times):
        for one, sampled in draw(FRAME, 40, seed).rows:
            often[one.verdict.key] += 1
            shares[one.verdict.key] = sampled.share
    assert len(often) == len(FRAME)
    errors = [(often[key] / times - share) / np.sqrt(share * (1 - share) / times) for key, share in shares.items() if share < 1]
    assert np.abs(errors).max() < 4.5
    assert abs(np.mean(errors)) < 0.5


def test_more_is_drawn_where_less_is_known() -> None:
    strata = draw(FRAME, 60, 1).strata
    per = {name: count / there_are for name, (there_are, count) in strata.items()}
    assert per["Q1 large yes/not-found"] > 2 * per["Q1 large no/not-found"]


def test_strata_are_as_fine_as_the_size_allows() -> None:
    assert draw(FRAME, 40, 1).by == "question, group, survey and observation"
    assert draw(FRAME, 7, 1).by == "question, survey and observation"
    assert draw(FRAME, 2, 1).by == "question"
    with pytest.raises(ConfigError, match="--n 1: 3 are drawn"):
        draw(FRAME, 1, 1)
    with pytest.raises(ConfigError, match="no answers to draw from"):
        draw([], 5, 1)


def test_what_may_be_drawn() -> None:
    asked = [question(id="Q1"), question(id="Q2", observability="no"), question("number 0", "number", id="Q3", indicators="forms")]
    told = [
        Verdict("e", "riga", "Q1", "", True, "contradicted", observed=False, seen=(row("budget", F),)),
        Verdict("e", "riga", "Q2", "", True, "not-observable"),
        Verdict("e", "riga", "Q3", "", 0, "confirmed", observed=0),
        Verdict("e", "cesis", "Q1", "", False, "not-measured"),
    ]
    found = cells(questionnaire(*asked), told, {"riga": "large"})
    assert [(one.verdict.key[:2], one.group, one.corner) for one in found] == [
        (("riga", "Q1"), "large", "yes/not-found"),
        (("riga", "Q3"), "large", "no/not-found"),
        (("cesis", "Q1"), "", "no/unseen"),
    ]
    assert [one.verdict.question for one in cells(questionnaire(*asked), told, {}, ("Q2",))] == ["Q2"]


def test_what_stands_in_the_casebook_names_the_indicators() -> None:
    found = draw(FRAME, 10, 1)
    assert {one.indicator for one in found.indicators} == {"budget"}
    assert {one.sample for one in found.indicators} == {found.id}
