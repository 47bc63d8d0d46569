"""A survey made up: its truth and its lies are those that were asked for, and the same seed gives the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest

from data.casebook_rows import Said
from data.types import Text
from scoring.survey.question import Condition, Option, Question
from scoring.survey.questionnaire import Block, Questionnaire, load
from scoring.survey.simulate import HONEST, OVER, SILENT, UNDER, Honesty, Simulated, simulate

AT = datetime(2026, 11, 2, tzinfo=UTC)
KINDS = {f"body-{number}": "novads" for number in range(200)}
LEVELS = tuple(Option(code, Text(code, code)) for code in ("none", "form", "online"))


def question(name: str, kind: str, **more: object) -> Question:
    """A question of that type."""
    plain: dict[str, object] = {
        "id": name,
        "block": "services",
        "type": kind,
        "text": Text("Vai ir?", "Is there?"),
        "hint": None,
        "options": (),
        "required": False,
        "asked_if": None,
        "reach": (),
        "low": None,
        "high": None,
        "unit": None,
        "observability": "no",
        "indicators": (),
        "rule": None,
        "evidence": (),
        "url": False,
        "origin": "proposal",
        "note": "",
    }
    return Question(**{**plain, **more})  # type: ignore[arg-type]


def asked(*questions: Question) -> Questionnaire:
    """A questionnaire of these."""
    return Questionnaire("trial", Text("Proba", "Trial"), (Block("services", Text("Pakalpojumi", "Services")),), questions, "")


def share(found: Iterable[Simulated], how: str, *, of: bool) -> float:
    """The share of those whose truth is ``of`` that were answered so."""
    told = [each.how == how for each in found if each.truth is of]
    return sum(told) / len(told)


def amount(said: Said) -> float:
    """How much an answer claims: the order of a level, how many were ticked, a day, or the number itself."""
    if isinstance(said, tuple):
        return len(said)
    codes = [option.code for option in LEVELS]
    if isinstance(said, str):
        return codes.index(said) if said in codes else date.fromisoformat(said).toordinal()
    return float(said or 0)


YES_NO = asked(*(question(f"Q{number}", "yes-no") for number in range(20)))


def test_the_same_seed_gives_the_same_and_another_does_not() -> None:
    first = simulate(YES_NO, KINDS, seed=1, at=AT)
    assert first == simulate(YES_NO, KINDS, seed=1, at=AT)
    assert first != simulate(YES_NO, KINDS, seed=2, at=AT)


def test_one_more_body_changes_nobody_else() -> None:
    fewer = simulate(YES_NO, {"a": "novads"}, seed=1, at=AT)
    more = simulate(YES_NO, {"a": "novads", "b": "ministry"}, seed=1, at=AT)
    assert [each for each in more if each.institution == "a"] == list(fewer)


def test_rates_are_those_asked_for() -> None:
    found = simulate(YES_NO, KINDS, seed=3, at=AT, honesty=Honesty(overclaim=0.2, underclaim=0.05, silence=0.1))
    assert share(found, OVER, of=False) == pytest.approx(0.2 * 0.9, abs=0.03)
    assert share(found, UNDER, of=True) == pytest.approx(0.8 * 0.05 * 0.9, abs=0.02)
    assert sum(each.how == SILENT for each in found) / len(found) == pytest.approx(0.1, abs=0.02)


def test_the_honest_say_what_is_true() -> None:
    found = simulate(YES_NO, KINDS, seed=3, at=AT, honesty=Honesty(0.0, 0.0, 0.0))
    assert {each.how for each in found} == {HONEST}
    assert all(each.claimed is each.truth for each in found)


def test_bodies_overclaim_unlike_each_other() -> None:
    found = simulate(asked(*(question(f"Q{n}", "yes-no") for n in range(60))), KINDS, seed=4, at=AT)
    rates = [share([each for each in found if each.institution == body], OVER, of=False) for body in sorted(KINDS)[:40]]
    assert max(rates) > 0.4
    assert min(rates) < 0.05


@pytest.mark.parametrize("kind", ["number", "share", "level", "multiple", "date"])
def test_overclaims_are_never_less_than_the_truth(kind: str) -> None:
    only = asked(question("Q", kind, options=LEVELS if kind in {"level", "multiple"} else ()))
    over = [each for each in simulate(only, KINDS, seed=5, at=AT, honesty=Honesty(0.9, 0.0, 0.0)) if each.how == OVER]
    assert len(over) > 50
    assert all(amount(each.claimed) > amount(each.truth) for each in over)


def test_what_is_known_is_not_drawn() -> None:
    found = simulate(YES_NO, {"a": "novads"}, seed=6, at=AT, honesty=Honesty(0.0, 0.0, 0.0), known={("a", "Q3"): True, ("a", "Q4"): False})
    by = {each.question: each for each in found}
    assert (by["Q3"].truth, by["Q3"].claimed, by["Q3"].drawn) == (True, True, False)
    assert (by["Q4"].truth, by["Q5"].drawn) == (False, True)


def test_what_depends_on_an_answer_is_asked_only_after_it() -> None:
    two = asked(question("A", "yes-no"), question("B", "number", asked_if=Condition("A", frozenset({"yes"}))))
    found = simulate(two, KINDS, seed=7, at=AT, honesty=Honesty(0.3, 0.1, 0.2))
    said = {each.institution for each in found if each.question == "A" and each.claimed is True}
    assert {each.institution for each in found if each.question == "B"} == said
    assert 0 < len(said) < len(KINDS)


def test_the_shipped_questionnaire_is_answered_by_everybody() -> None:
    shipped = load("2026-proposal")
    kinds = {"riga": "valstspilseta", "varam": "ministry"}
    found = simulate(shipped, kinds, seed=8, at=AT)
    for body, kind in kinds.items():
        told = {each.question for each in found if each.institution == body}
        asked_always = {each.id for each in shipped.asked(kind) if each.asked_if is None}
        assert asked_always <= told
