"""How a rule is written in a cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.survey.question import Rule
from scoring.survey.rules import RULES, SEEN, SIDES, rule


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("any", Rule("any")),
        ("all", Rule("all")),
        ("share-at-least 0.9", Rule("share-at-least", least=0.9)),
        ("number 10%", Rule("number", tolerance=0.1, relative=True)),
        ("number 2", Rule("number", tolerance=2)),
        ("number 0 over", Rule("number", tolerance=0, side="over")),
        ("date 31", Rule("date", days=31)),
        ("newer-than 365", Rule("newer-than", days=365)),
        ("level", Rule("level")),
    ],
)
def test_a_cell_is_a_rule(cell: str, expected: Rule) -> None:
    assert rule(cell) == expected


@pytest.mark.parametrize("name", RULES)
def test_each_rule_is_written_as_its_example(name: str) -> None:
    assert rule(RULES[name].example).name == name


@given(st.integers(0, 1000), st.booleans(), st.sampled_from(SIDES))
def test_any_tolerance_and_side_is_read_back(amount: int, relative: bool, side: str) -> None:  # noqa: FBT001 (hypothesis gives it)
    read = rule(f"number {amount}{'%' * relative} {side}")

    assert (read.relative, read.side) == (relative, side)
    assert read.tolerance == (amount / 100 if relative else amount)


@given(st.text(max_size=40))
def test_any_other_cell_is_refused_in_words(cell: str) -> None:
    if cell.split()[:1] and cell.split(maxsplit=1)[0] in RULES:
        return
    with pytest.raises(ValueError, match="no rule"):
        rule(cell)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("chatbot", (None, "chatbot", None, None)),
        ("not chatbot", ("not ", "chatbot", None, None)),
        ("statement-status=daļēji atbilst", (None, "statement-status", "=", "daļēji atbilst")),
        ("form-count>=3", (None, "form-count", ">=", "3")),
        ("login-methods~eid kart", (None, "login-methods", "~", "eid kart")),
    ],
)
def test_a_sign_says_how_an_option_shows(cell: str, parts: tuple[str | None, ...]) -> None:
    found = SEEN.fullmatch(cell)

    assert found is not None
    assert (found["absent"], found["indicator"], found["sign"], found["value"]) == parts
