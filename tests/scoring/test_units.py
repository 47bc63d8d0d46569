"""Bodies and their groups."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data.errors import RegistryError
from data.registry import FOLDER
from data.types import Text
from scoring.group_table import Group
from scoring.methodology import Methodology
from scoring.tree import Node, Tree
from scoring.units import bodies, units

SMALL = Group("small", "municipalities", ("novads",), Text("mazie", "small"), None, 10_000)
LARGE = Group("large", "municipalities", ("novads",), Text("lielie", "large"), 10_000, None)
EDITION = Methodology("e", Text("i", "e"), Path(), Tree((Node("index"),)), (SMALL, LARGE), (), {}, "0")


def test_the_registry_has_everybody() -> None:
    found = bodies()
    assert found.index.name == "unit"
    told = found.loc[["riga", "am"]].to_dict("index")
    assert [told["riga"][column] for column in ("name_lv", "kind", "population")] == ["Rīga", "valstspilseta", 614618.0]
    assert [told["am"][column] for column in ("name_en", "kind", "region")] == ["Ministry of Defence", "ministry", ""]
    assert found["population"].isna()["am"]


def test_groups_are_those_of_the_edition() -> None:
    found = units(EDITION, bodies(FOLDER / "demo"))
    assert found[["measurement", "group"]].to_dict("index") == {
        "dumezers": {"measurement": "municipalities", "group": "small"},
        "kalnraji": {"measurement": "municipalities", "group": "large"},
        "sartupe": {"measurement": "municipalities", "group": "small"},
    }


def test_whom_no_group_takes_is_left_out() -> None:
    found = units(replace(EDITION, groups=(SMALL,)), bodies(FOLDER / "demo"))
    assert found.index.tolist() == ["dumezers", "sartupe"]


def test_an_edition_without_groups_compares_everybody_who_is_known_or_was_visited() -> None:
    visits = pd.DataFrame(
        {"name_lv": ["Cits"], "name_en": ["Other"], "kind": ["unknown"], "site": ["https://cits.test"]},
        index=pd.Index(["cits"], name="unit"),
    )
    found = units(replace(EDITION, groups=()), bodies(FOLDER / "demo"), visits)
    assert found.index.tolist() == ["cits", "dumezers", "kalnraji", "sartupe"]
    cits = found.to_dict("index")["cits"]
    assert [cits[column] for column in ("name_en", "kind", "region", "measurement", "group")] == ["Other", "unknown", "", "all", "all"]
    assert found["population"].dtype == "float64"
    # whose size and kind nobody knows is in no group
    assert "cits" not in units(EDITION, bodies(FOLDER / "demo"), visits).index


def test_a_registry_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"municipalities\.csv: cannot be read"):
        bodies(tmp_path)
