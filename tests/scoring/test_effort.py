"""The table of efforts."""

from __future__ import annotations

from pathlib import Path

import pytest

from audits import catalogue
from data.errors import MethodologyError
from scoring.effort import CLASSES, EFFORT, efforts, of_edition
from scoring.methodology import editions, load


def test_every_indicator_and_every_question_of_ours_has_one() -> None:
    known = efforts()
    asked = {word for name in editions() for leaf in load(name).tree.leaves for word in f"{leaf.indicator} {leaf.question}".split()}
    assert sorted({indicator.audit.id for indicator in catalogue.load()} - set(known)) == []
    assert sorted(asked - set(known)) == []
    assert {effort.level for effort in known.values()} == set(CLASSES)


def test_rows_are_sorted_as_people_look_for_them() -> None:
    ids = [line.partition(",")[0] for line in EFFORT.read_text(encoding="utf-8").splitlines()[1:]]
    indicators = [one for one in ids if one[0].islower()]
    assert ids == [*sorted(indicators), *sorted(set(ids) - set(indicators))]


def test_all_faults_at_once(tmp_path: Path) -> None:
    path = tmp_path / "effort.csv"
    rows = ["skip-link,tiny,a,b,we", "skip-link,low,,b,we", "skiplink,low,a,b,we"]
    path.write_text("id,effort,reason_lv,reason_en,origin\n" + "\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(MethodologyError) as refused:
        of_edition(tmp_path)
    told = "\n".join(refused.value.faults)
    assert f"{path}:2: effort: 'tiny' is unknown" in told
    assert f"{path}:3: reason_lv: is empty" in told
    assert f"{path}:4: id: 'skiplink' is no indicator and no question; did you mean skip-link" in told
