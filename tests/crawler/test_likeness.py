"""Pages that share their words are near each other, pages that do not are far, and dates tell nothing."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from crawler.likeness import BITS, distance, simhash, words_of

NEAR = 3
"""Bits by which near-duplicates may differ (Manku et al., section 4.2)."""

_WORDS = st.frozensets(st.text(alphabet="abcdefghijāčēģīķļņšūž", min_size=3, max_size=9), max_size=60)
_NUMBERS = st.integers(min_value=0, max_value=2**BITS - 1)


@given(st.text(max_size=200))
def test_any_text_has_words_and_a_fingerprint(text: str) -> None:
    words = words_of(text)
    assert 0 <= simhash(words) < 2**BITS
    assert words_of(text + " 2026 12:30 " + text) == words


@given(_WORDS, st.randoms(use_true_random=False))
def test_the_order_of_words_and_their_case_say_nothing(words: frozenset[str], chance: Random) -> None:
    mixed = [*words]
    chance.shuffle(mixed)
    assert words_of(" ".join(words)) == words_of(" – ".join(mixed).upper())


@given(_NUMBERS, _NUMBERS, _NUMBERS)
def test_distance_is_a_distance(one: int, other: int, third: int) -> None:
    assert (distance(one, one), distance(one, other)) == (0, distance(other, one))
    assert (distance(one, other) == 0) is (one == other)
    assert distance(one, third) <= distance(one, other) + distance(other, third)


def text(seed: int, count: int) -> list[str]:
    chance = Random(seed)  # noqa: S311 (chance here only needs to be repeatable)
    return ["".join(chance.choices("abcdeghijklmnoprstuvz", k=8)) for _ in range(count)]


def test_one_changed_word_among_many_leaves_pages_near() -> None:
    for seed in range(20):
        words = text(seed, 400)
        other = [*words[1:], "pavisamcits"]
        assert distance(simhash(words_of(" ".join(words))), simhash(words_of(" ".join(other)))) <= NEAR


def test_other_words_leave_pages_far() -> None:
    prints = [simhash(words_of(" ".join(text(seed, 200)))) for seed in range(20)]
    assert min(distance(one, other) for one in prints for other in prints if one != other) > 4 * NEAR


def test_pages_that_differ_in_dates_only_are_one() -> None:
    months = ["2026. gada 3. novembrī", "2031. gada decembris", "may 2027", "5 января 2030", "Pirmdien, 1.janvārī"]
    prints = {simhash(words_of(f"Pasākumu kalendārs {month} nav pasākumu")) for month in months}
    assert len(prints) == 1


def test_nothing_is_like_nothing() -> None:
    assert (words_of("12 34 !"), simhash(words_of("")), words_of("un ir")) == (frozenset(), 0, frozenset())


def test_the_fingerprint_is_the_same_on_every_machine() -> None:
    assert simhash(words_of("Ropažu novada pašvaldība")) == 0x57A7DD6060D8F4A1
