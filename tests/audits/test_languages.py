"""Which language a text is in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits.languages import OTHERS, language_of
from data import vocabulary

WORDS = vocabulary.load()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Novada dome aicina iedzīvotājus piedalīties sabiedriskajā apspriešanā par jauno novada teritorijas plānojumu un budžetu.", "lv"),
        ("Aktualitātes Pašvaldība Pakalpojumi Kontakti Iepirkumi Vakances Izglītība Kultūra Sports Tūrisms Sabiedrība Dome Budžets", "lv"),
        ("The municipality invites its residents to take part in the public discussion on the new spatial plan.", "en"),
        ("Die Gemeinde lädt alle Einwohner ein, an der öffentlichen Diskussion über den neuen Plan der Stadt teilzunehmen.", "de"),
        (
            "Savivaldybė kviečia gyventojus dalyvauti viešajame naujo teritorijos plano svarstyme ir teikti pasiūlymus apie jį bei kitus.",
            "lt",
        ),
        (
            "Vald kutsub kõiki elanikke osalema uue planeeringu avalikul arutelul, mis toimub kultuurimajas ja mille kohta on teave siin.",
            "et",
        ),
        ("Самоуправление приглашает жителей принять участие в общественном обсуждении нового плана территории края.", "ru"),
        ("Самоврядування запрошує мешканців взяти участь у громадському обговоренні нового плану території громади.", "uk"),
        ("Gmina zaprasza mieszkańców do udziału w konsultacjach na temat nowego planu, który jest dostępny w urzędzie.", "pl"),
        ("Kontakti", None),
        ("60000100 02.09.2026. 8.00–17.00 LV-5999", None),
        ("", None),
    ],
)
def test_language(text: str, expected: str | None) -> None:
    assert language_of(text, WORDS) == expected


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_one_answer(text: str) -> None:
    assert language_of(text, WORDS) in {None, "lv", "ru", "uk", *OTHERS}
