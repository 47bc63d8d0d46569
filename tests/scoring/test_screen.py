"""Units with too little data, counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from data.errors import ConfigError
from scoring.screen import REASONS, availability, screen, zeros

NAN = float("nan")
VALUES = pd.DataFrame(
    {"a": [1.0, NAN, 0.0, NAN], "b": [2.0, NAN, 0.0, NAN], "c": [3.0, 1.0, 0.0, NAN], "d": [0.0, 2.0, 1.0, NAN]},
    index=pd.Index(["riga", "cesis", "ogre", "valka"], name="unit"),
)
ASKED = pd.DataFrame(data=True, index=VALUES.index, columns=VALUES.columns)
ASKED.loc["cesis", ["a", "b"]] = False
ASKED.loc["valka"] = False


def test_shares() -> None:
    assert availability(VALUES).tolist() == [1, 0.5, 1, 0]
    assert availability(VALUES, ASKED).tolist() == pytest.approx([1, 1, 1, NAN], nan_ok=True)
    assert zeros(VALUES).tolist() == pytest.approx([0.25, 0, 0.75, NAN], nan_ok=True)


@pytest.mark.parametrize(
    ("least", "most_zeros", "kept"),
    [
        (0.0, 1.0, ["riga", "cesis", "ogre", "valka"]),
        (0.5, 1.0, ["riga", "cesis", "ogre"]),
        (0.51, 1.0, ["riga", "ogre"]),
        (0.0, 0.75, ["riga", "cesis", "ogre", "valka"]),
        (0.0, 0.5, ["riga", "cesis", "valka"]),
        (0.6, 0.5, ["riga"]),
        (1.0, 0.0, []),
    ],
)
def test_who_stays(least: float, most_zeros: float, kept: list[str]) -> None:
    assert screen(VALUES, least=least, most_zeros=most_zeros).kept.index.tolist() == kept


def test_why() -> None:
    found = screen(VALUES, least=0.6, most_zeros=0.5, keep=["valka"], drop=["riga"])
    assert found.table.to_dict("index") == {
        "riga": {"missing": 0, "zeros": 1, "availability": 1, "share_of_zeros": 0.25, "stays": False, "reason": "dropped"},
        "cesis": {"missing": 2, "zeros": 0, "availability": 0.5, "share_of_zeros": 0, "stays": False, "reason": "availability"},
        "ogre": {"missing": 0, "zeros": 3, "availability": 1, "share_of_zeros": 0.75, "stays": False, "reason": "zeros"},
        "valka": {
            "missing": 4,
            "zeros": 0,
            "availability": 0,
            "share_of_zeros": pytest.approx(NAN, nan_ok=True),
            "stays": True,
            "reason": "kept",
        },
    }
    assert found.kept.index.tolist() == ["valka"]
    assert set(found.table["reason"]) <= set(REASONS)


def test_what_does_not_apply_is_not_missing() -> None:
    found = screen(VALUES, ASKED, least=0.9)
    assert found.kept.index.tolist() == ["riga", "cesis", "ogre", "valka"]
    assert found.table["missing"].tolist() == [0, 0, 0, 0]


def test_one_unit_and_none() -> None:
    assert screen(VALUES.iloc[:1], least=1).kept.index.tolist() == ["riga"]
    assert screen(VALUES.iloc[:0], least=1).kept.empty


def test_unknown_units_are_refused() -> None:
    with pytest.raises(ConfigError) as told:
        screen(VALUES, keep=["tukums", "riga"], drop=["riga", "alsunga"])
    assert told.value.faults == (
        "alsunga: is not among the units; correct its id",
        "tukums: is not among the units; correct its id",
        "riga: is to be kept and to be dropped; decide",
    )
