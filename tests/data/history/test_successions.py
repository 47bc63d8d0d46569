"""Who followed whom: every fault of the table at once, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import RegistryError
from data.history.successions import before, load

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
