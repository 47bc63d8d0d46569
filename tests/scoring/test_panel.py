"""Values over years, filled by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from scoring.panel import last, linear

NAN = float("nan")


def panel(**series: dict[int, float]) -> pd.DataFrame:
    rows = {(unit, year): value for unit, values in series.items() for year, value in values.items()}
    index = pd.MultiIndex.from_tuples(list(rows), names=["unit", "year"])
    return pd.DataFrame({"speed": list(rows.values())}, index=index, dtype="float64")


GIVEN = panel(
    riga={2020: NAN, 2021: 10, 2022: NAN, 2025: 40},
    ogre={2025: NAN, 2020: 5, 2021: NAN},
    valka={2020: NAN, 2022: NAN},
    cesis={2022: 3},
)


def test_the_last_known() -> None:
    found = last(GIVEN)
    assert found.index.equals(GIVEN.index)
    assert found["speed"].to_dict() == {
        ("riga", 2020): pytest.approx(NAN, nan_ok=True),
        ("riga", 2021): 10,
        ("riga", 2022): 10,
        ("riga", 2025): 40,
        ("ogre", 2025): 5,
        ("ogre", 2020): 5,
        ("ogre", 2021): 5,
        ("valka", 2020): pytest.approx(NAN, nan_ok=True),
        ("valka", 2022): pytest.approx(NAN, nan_ok=True),
        ("cesis", 2022): 3,
    }


def test_the_last_known_that_is_not_too_old() -> None:
    found = last(GIVEN, most=1)["speed"]
    assert [found["ogre", year] for year in (2021, 2025)] == pytest.approx([5, NAN], nan_ok=True)
    assert last(GIVEN, most=0).equals(GIVEN)


def test_a_line_between_the_years_around() -> None:
    found = linear(GIVEN)["speed"]
    # 10 in 2021 and 40 in 2025 make 17.5 in 2022; before the first and after the last known year its value stays
    assert [found["riga", year] for year in (2020, 2021, 2022, 2025)] == [10, 10, 17.5, 40]
    assert [found["ogre", year] for year in (2020, 2021, 2025)] == [5, 5, 5]
    assert found["valka"].isna().all()


def test_a_line_only_near_what_is_known() -> None:
    found = linear(GIVEN, most=1)["speed"]
    assert [found["riga", year] for year in (2020, 2022)] == [10, 17.5]
    assert [found["ogre", year] for year in (2021, 2025)] == pytest.approx([5, NAN], nan_ok=True)


def test_one_year_and_nothing() -> None:
    alone = panel(riga={2020: NAN}, ogre={2020: 1})
    pd.testing.assert_frame_equal(last(alone), alone)
    pd.testing.assert_frame_equal(linear(alone), alone)
    assert last(alone.iloc[:0]).empty
