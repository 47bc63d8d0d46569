"""Who followed whom: every fault of the table at once, and the way back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.errors import RegistryError
from data.history.successions import before, checked, load
from data.registry import FOLDER

HEAD = "predecessor,successor,kind,valid_from,basis\n"


def test_the_table_of_the_project() -> None:
    assert [(one.predecessor, one.valid_from) for one in before("madonas-novads", load())] == [("varaklanu-novads", "2025-07-01")]
    assert before("satversmes-tiesa", load()) == ()


def test_the_way_back_is_followed(tmp_path: Path) -> None:
    table = tmp_path / "successions.csv"
    table.write_text(HEAD + "a,b,rename,2020,law\nb,c,merge,2021,law\nd,c,merge,2021,law\nd,e,split,2021,law\n")
    assert [one.predecessor for one in before("c", load(table))] == ["b", "d", "a"]


def test_all_faults_at_once(tmp_path: Path) -> None:
    table = tmp_path / "successions.csv"
    table.write_text(
        HEAD + "a,b,eaten,2020,law\nb,c,move,soon,law\nc,d,merge,2021,law\nd,c,merge,2021,law\nd,c,split,2022,law\ne,e,merge,2022,\n"
    )
    with pytest.raises(RegistryError) as error:
        load(table)
    told = "\n".join(error.value.faults)
    assert all(part in told for part in ("'eaten'", "'soon'", "follows itself", "stands already", "is empty"))


def test_every_body_exists_or_ended(tmp_path: Path) -> None:
    table = tmp_path / "successions.csv"
    table.write_text(HEAD + "old,older,rename,2020,law\nolder,here,merge,2021,law\ngone,nobody,merge,2022,law\nlost,lost,move,2022,law\n")
    with pytest.raises(RegistryError) as error:
        load(table, {"here"})
    assert [fault.split(": ")[0] for fault in error.value.faults] == [f"{table}:4", f"{table}:5"]
    assert "no institution 'nobody'" in error.value.faults[0]


def test_the_faults_of_all_tables_are_told_at_once(tmp_path: Path) -> None:
    for source in FOLDER.glob("*.csv"):
        shutil.copy(source, tmp_path)
    found, followed = checked(tmp_path)
    assert found.institutions
    assert followed == load()
    with (tmp_path / "successions.csv").open("a") as table:
        table.write("gone,nobody,merge,2022,law\n")
    with pytest.raises(RegistryError, match="no institution 'nobody'"):
        checked(tmp_path)
    for name, row in (("successions.csv", "a,b,eaten,2022,law\n"), ("aliases.csv", "none,host\n")):
        with (tmp_path / name).open("a") as table:
            table.write(row)
    with pytest.raises(RegistryError) as error:
        checked(tmp_path)
    told = "\n".join(error.value.faults)
    assert "eaten" in told
    assert "aliases.csv" in told
    (tmp_path / "successions.csv").unlink()
    with pytest.raises(RegistryError, match=r"aliases\.csv"):
        checked(tmp_path)
