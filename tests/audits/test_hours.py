"""Opening hours by day, in the ways in which Latvian sites write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.hours import week, written
from data.text import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pirmdiena 8.00–18.00 Otrdiena 8.00–17.00 Trešdiena slēgts", "P 8.00–18.00; O 8.00–17.00; T slēgts"),
        ("Pirmdiena–piektdiena 8:00-17:00", "P–Pk 8.00–17.00"),
        ("no pirmdienas līdz piektdienai no plkst. 8 līdz 17, pusdienas pārtraukums 12.00–12.30", "P–Pk 8.00–17.00"),
        ("P.-PK. 8.30 - 17.00, S. 9.00-12.00", "P–Pk 8.30–17.00; S 9.00–12.00"),
        ("P. 8–18 O. 8–17 T. 8–17 C. 8–18 P. 8–16", "P 8.00–18.00; O–T 8.00–17.00; C 8.00–18.00; Pk 8.00–16.00"),
        ("P.–P. 8.00–17.00", "P–Pk 8.00–17.00"),
        ("Diena Sākums Beigas Pirmdiena 8:30 18:00 Otrdiena 9.00 17.00", "P 8.30–18.00; O 9.00–17.00"),
        ("Otrdiena 12.10. 13.10.", ""),
        ("Trešdiena 9.00–10.00 11.00", "T 9.00–10.00"),
        ("P. O. T. C. Pk. 8–18 8–17 8–17 8–18 8–16", "P 8.00–18.00; O–T 8.00–17.00; C 8.00–18.00; Pk 8.00–16.00"),
        ("P., C. 8.00–12.00, 13.00–18.00; S., Sv. slēgts", "P 8.00–12.00, 13.00–18.00; C 8.00–12.00, 13.00–18.00; S–Sv slēgts"),
        ("Pk. 8.00–15.00. Svētku dienās slēgts", "Pk 8.00–15.00"),
        ("darba dienās 8.30–17.00, brīvdienās slēgts", "P–Pk 8.30–17.00; S–Sv slēgts"),
        ("8.00–17.00 darba dienās", "P–Pk 8.00–17.00"),
        ("katru dienu 24/7", "P–Sv 24/7"),
        ("pirmdiena 8⁰⁰–17⁰⁰", "P 8.00–17.00"),
        ("Mon–Fri 9:00 to 17:00, Sat closed", "P–Pk 9.00–17.00; S slēgts"),
        ("Пн–Чт 8:00–17:00, Сб, Вс выходной", "P–C 8.00–17.00; S–Sv slēgts"),
        ("skatīt attēlu; 2024-2025, t. 67000000, LV-5999", ""),
        ("Pirmdien notiks sēde. Par citiem jautājumiem interesējieties novada pašvaldībā no plkst. 8.00 līdz 17.00", ""),
    ],
)
def test_a_week(text: str, expected: str) -> None:
    assert written(week(fold(text))) == expected


@given(st.text(alphabet="ptocskv .,–-:0189 slegtdarina", max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert set(week(text)) <= set(range(7))
