"""The table of an edition's own rollups."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.tables import Faults
from scoring.rollup_rules import Rule
from scoring.rollup_table import COLUMNS, rollups

HEADER = ",".join(COLUMNS)


def read(folder: Path, *rows: str) -> tuple[dict[str, tuple[Rule, ...]], list[str]]:
    path = folder / "rollups.csv"
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    faults = Faults()
    return dict(rollups(path, faults)), faults.found


def test_rows_of_one_code_stay_in_their_order(tmp_path: Path) -> None:
    found, faults = read(
        tmp_path, "url,level,Regional|Local,,,untested inapplicable,,pass-share,", "url,,,sign_in,Yes,,best,best,", "all,,,,,,,1,"
    )
    assert not faults
    assert found == {
        "url": (
            Rule(
                "url", "pass-share", where="level", values=frozenset({"regional", "local"}), as_no=frozenset({"untested", "inapplicable"})
            ),
            Rule("url", "best", among="sign_in", having=frozenset({"yes"}), per_subject="best"),
        ),
        "all": (Rule("all", "1"),),
    }


def test_an_edition_may_have_none(tmp_path: Path) -> None:
    faults = Faults()
    assert not rollups(tmp_path / "rollups.csv", faults)
    assert not faults.found


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("best,,,,,,,best,", "code: best is a rollup that everybody has"),
        ("a b,,,,,,,best,", "code: 'a b' is not a code"),
        ("url,level,,,,,,best,", "is: '' beside where 'level'"),
        ("url,,,,Yes,,,best,", "has: 'Yes' beside among ''"),
        ("url,,,,,passed,,best,", "as_no: 'passed' cannot count as no"),
        ("url,,,,,,mean,best,", "per_subject: 'mean' is unknown"),
        ("url,,,,,,,bets,", "method: 'bets' is no rollup; did you mean best"),
        ("url,,,,,,,,", "method: '' is no rollup"),
    ],
)
def test_faults_are_told_with_place_and_remedy(tmp_path: Path, row: str, fault: str) -> None:
    _, faults = read(tmp_path, row)
    assert len(faults) == 1
    assert faults[0].startswith(f"{tmp_path / 'rollups.csv'}:2: {fault}")


def test_a_rule_that_is_never_reached(tmp_path: Path) -> None:
    _, faults = read(tmp_path, "url,,,,,,,best,", "url,level,Local,,,,,share,")
    assert [fault.partition(": ")[2] for fault in faults] == [
        f"where: the row at {tmp_path / 'rollups.csv'}:2 holds for all, so this one never does; put it before that one"
    ]
