"""All analyses together: each measurement by itself, and only who has a score."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd

from scoring import components, consistency, correlate, importance, regress, removal, strengths
from scoring.analysis import analysis, measured_in
from scoring.score import Scores
from tests.scoring.test_compare import countries

TABLES = {
    "correlations": correlate.COLUMNS,
    "consistency": consistency.COLUMNS,
    "consistency_without": consistency.CHILD_COLUMNS,
    "components": components.COLUMNS,
    "loadings": components.LOADING_COLUMNS,
    "importance": importance.COLUMNS,
    "removal": removal.COLUMNS,
    "standings": strengths.STANDING_COLUMNS,
    "regressions": regress.COLUMNS,
}


@cache
def made() -> Scores:
    """Europe and Asia as two measurements of sustainability, without a score for Latvia."""
    found = countries(without="Conn")
    nodes = found.nodes.copy()
    nodes.loc["LVA", "Index"] = float("nan")
    people = found.units["Population"].rename("population")
    return replace(found, nodes=nodes, units=found.units.assign(measurement=found.units["EurAsia_group"], population=people))


@cache
def tables() -> dict[str, pd.DataFrame]:
    return analysis(made())


def test_the_tables_and_their_columns() -> None:
    assert {name: tuple(table.columns) for name, table in tables().items()} == {
        name: ("measurement", *columns) for name, columns in TABLES.items()
    }
    assert all(table["measurement"].unique().tolist() == ["Asia", "Europe"] for table in tables().values())


def test_each_measurement_by_itself() -> None:
    europe = made().units.index[made().units["EurAsia_group"] == "Europe"].drop("LVA")
    nodes = made().nodes.loc[europe]
    of_europe = {name: table[table["measurement"] == "Europe"].iloc[:, 1:].reset_index(drop=True) for name, table in tables().items()}
    pd.testing.assert_frame_equal(of_europe["importance"], importance.importance(nodes, made().methodology.tree), check_dtype=False)
    pd.testing.assert_frame_equal(of_europe["consistency"], consistency.consistency(nodes, made().methodology.tree))
    assert of_europe["standings"]["unit"].unique().tolist() == europe.tolist()
    # without the one sub-index that is left there is no index
    assert of_europe["removal"].set_index("node")["units"].to_dict() == {
        node.code: 0 if node.code == "Sust" else len(europe) for node in made().methodology.tree.nodes if node.parent
    }
    assert set(of_europe["correlations"]["relation"]) == {"parent", "ancestor", "sibling", "denominator"}
    line = regress.ols(nodes["Index"], made().units[["population"]], log=["population"])
    found = of_europe["regressions"].query("of == 'Index' and term == 'population'")
    assert found["coefficient"].tolist() == [line.terms["coefficient"][1]]


def test_who_is_measured_in_what() -> None:
    within = measured_in(made())
    assert within.isna().sum() == 1
    assert within["FRA"] == "Europe"
    assert measured_in(countries()).eq("").all()


def test_nobody_has_a_score() -> None:
    blank = replace(made(), nodes=made().nodes * float("nan"))
    found = analysis(blank)
    assert all(table.empty for table in found.values())
    assert {name: tuple(table.columns[1:]) for name, table in found.items()} == TABLES
