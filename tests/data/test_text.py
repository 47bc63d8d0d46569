"""Latvian words as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.text import Phrases, fold, keys, masked, personal, phrase, says, squeeze, stem, words

LETTERS = st.text(alphabet="aābcčdeēfgģhiījkķlļmnņoprsštuūvzž", max_size=20)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Piekļūstamības", "pieklustamibas"),
        ("ČĒĢĪĶĻŅŠŪŽ", "cegiklnsuz"),
        ("Straße", "strasse"),
        ("e\u0304", "e"),
        ("Ērgļi", "ergli"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@settings(deadline=None)
@given(st.text(alphabet="aāčžŽ–»йїḗ가ﬁ.", max_size=300))
def test_a_text_is_folded_letter_by_letter(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))


@settings(deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    # Twice: a few letters outside Latvian only come apart when lower-cased again.
    once = fold(fold(text))
    assert fold(once) == once


@settings(deadline=None)
@given(LETTERS)
def test_stems_are_beginnings_of_at_least_three_letters(word: str) -> None:
    folded = fold(word)
    assert folded.startswith(stem(folded))
    assert len(stem(folded)) >= min(3, len(folded))


@settings(deadline=None)
@given(LETTERS)
def test_a_word_is_a_form_of_itself_however_it_is_written(word: str) -> None:
    assert keys(word) & keys(word.upper())
    assert keys(word) & keys(fold(word))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("pakalpojumi", "pakalpojumu"),
        ("pakalpojums", "PAKALPOJUMIEM"),
        ("iepirkums", "iepirkumiem"),
        ("sēde", "sēžu"),
        ("sēdes", "sedem"),
        ("budžets", "budzeta"),
        ("kontakti", "kontaktu"),
        ("piekļūstamība", "pieklustamibas"),
        ("paziņojums", "pazinojumu"),
        ("politika", "politiku"),
        ("saistošie", "saistošo"),
        ("lidzdaliba", "līdzdalības"),
    ],
)
def test_forms_of_one_word(first: str, second: str) -> None:
    assert keys(first) & keys(second)


@pytest.mark.parametrize(("first", "second"), [("en", "es"), ("445", "446"), ("karte", "kara"), ("ziņas", "zīmes"), ("vakance", "vakars")])
def test_other_words(first: str, second: str) -> None:
    assert not keys(first) & keys(second)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Domes sēžu darba kārtība", "domes sēde"),
        ("/lv/domes-sedes/2026", "domes sēde"),
        ("DOMES_SĒDES", "domes sēde"),
        ("Sēdes domē", None),
        ("Dome un sēdes", None),
        ("", None),
    ],
)
def test_a_phrase_stands_in_order_in_any_form(text: str, found: str | None) -> None:
    assert says(text, Phrases([phrase("saistošie noteikumi"), phrase("domes sēde")])) == found


def test_the_first_phrase_of_the_table_is_named() -> None:
    assert says("Vakances un kontakti", Phrases([phrase("kontakti"), phrase("vakances")])) == "kontakti"


def test_words_and_lines() -> None:
    assert words("E-pakalpojumi, 2026. (jauni_darbi)") == ["E", "pakalpojumi", "2026", "jauni", "darbi"]
    assert squeeze(" viena \n\t rinda\u00a0te ") == "viena rinda te"


@pytest.mark.parametrize(
    ("address", "is_persons"),
    [
        ("anna.ozola@piemers.test", True),
        ("a.ozola@piemers.test", True),
        ("ozola@inbox.lv", True),
        ("upespagasts@inbox.lv", False),
        ("novada.dome@piemers.test", False),
        ("pasts@piemers.test", False),
    ],
)
def test_persons_addresses_are_masked(address: str, is_persons: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert personal(address) == is_persons
    assert (address in masked(f"Rakstiet: {address}.")) != is_persons


def test_what_nobody_sees_is_no_part_of_a_word() -> None:
    assert squeeze("Pie\u00adkļūs\u200btamība \ufeff A") == "Piekļūstamība A"
