"""Methods written in a cell."""

from __future__ import annotations

import pytest

from scoring import wording


def test_numbers_get_their_names() -> None:
    assert wording.numbers(["1", "100"], ("low", "high")) == {"low": 1, "high": 100}
    assert wording.numbers(["1"], ("low", "high")) == {"low": 1}
    assert wording.numbers([], ()) == {}


def test_pairs() -> None:
    assert wording.pairs(["0=0", "30=50", "90.5=100"]) == {0: 0, 30: 50, 90.5: 100}


@pytest.mark.parametrize("words", [["1", "2", "3"], ["x"], []])
def test_what_is_not_right_is_refused(words: list[str]) -> None:
    with pytest.raises(ValueError, match=r"stands after the word|is not a number"):
        wording.numbers(words, ("low", "high"), least=1)


@pytest.mark.parametrize("words", [[], ["1"], ["a=1"], ["1=b"]])
def test_pairs_that_are_none(words: list[str]) -> None:
    with pytest.raises(ValueError, match=r"no steps|is not a number"):
        wording.pairs(words)
