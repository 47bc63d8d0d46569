"""Choices of method as a table, with every fault, and what they change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import MethodologyError
from scoring.alternatives import Alternative, Choice, alternatives, as_it_is, changed, together, weighted
from scoring.methodology import editions, load
from tests.scoring.robust import yes_no

HEADER = "choice,alternative,share,setting,value,nodes,note\n"


def written(folder: Path, *rows: str) -> Path:
    path = folder / "alternatives.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_a_table_of_choices(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "aggregation,arithmetic,2,,,,as it is",
        "aggregation,geometric,1,aggregate,geometric,index,",
        "aggregation,geometric,1,min_coverage,0.5,a b,",
        "gaps,none,,,,,",
        "gaps,mean,,impute,mean,,",
        "scale,ranks,,normalise,percentile-rank,,",
    )
    methodology = yes_no()
    found = alternatives(methodology, path)
    told = [(choice.name, [(one.name, one.share) for one in choice.alternatives]) for choice in found]
    assert told == [
        ("aggregation", [("arithmetic", 2.0), ("geometric", 1.0)]),
        ("gaps", [("none", 1.0), ("mean", 1.0)]),
        ("scale", [("ranks", 1.0)]),
    ]
    geometric = found[0].alternatives[1].edit(methodology).tree
    assert (geometric["index"].aggregate, geometric["a"].aggregate) == ("geometric", "")
    assert (geometric["index"].min_coverage, geometric["a"].min_coverage, geometric["b"].min_coverage) == (0.0, 0.5, 0.5)
    assert found[0].alternatives[0].edit(methodology) == methodology
    assert found[1].alternatives[1].edit(methodology).method["impute"] == "mean"
    ranks = found[2].alternatives[0].edit(methodology).tree
    assert {leaf.normalise for leaf in ranks.leaves} == {"percentile-rank"}
    assert {ranks["a"].normalise, ranks["index"].normalise} == {""}


def test_the_table_of_an_edition_is_found_beside_its_tree(tmp_path: Path) -> None:
    methodology = replace(yes_no(), folder=tmp_path)
    assert alternatives(methodology) == ()
    written(tmp_path, "gaps,mean,,impute,mean,,")
    assert [choice.name for choice in alternatives(methodology)] == ["gaps"]


def test_all_faults_at_once(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        ",one,,,,,",
        "x,,,,,,",
        "x,a,0,,,,",
        "x,b,much,,,,",
        "x,c,,agregate,geometric,,",
        "x,d,,impute,magic,,",
        "x,e,,weight,heavy,,",
        "x,f,,aggregate,geometric,indx,",
    )
    with pytest.raises(MethodologyError) as refused:
        alternatives(yes_no(), path)
    told = str(refused.value)
    expected = (
        (2, "choice: is empty"),
        (3, "alternative: is empty"),
        (4, "share: '0' is no share; write a number above 0"),
        (5, "'much'"),
        (6, "setting: 'agregate' cannot be changed; did you mean aggregate"),
        (7, "value: impute: "),
        (8, "value: weight: "),
        (9, "nodes: there is no node 'indx'; did you mean index?"),
    )
    for line, words in expected:
        assert any(f"{path}:{line}" in fault and words in fault for fault in told.splitlines()), (line, words, told)


def test_an_alternative_that_cannot_be_computed_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "x,a,,aggregate,geometrical,index,", "x,b,,normalise,goalposts,a0,")
    with pytest.raises(MethodologyError, match=r":2: value: index: aggregate 'geometrical'(.|\n)*:3: value: a0: normalise 'goalposts'"):
        alternatives(yes_no(), path)


def test_changes_in_order_and_weights() -> None:
    methodology = yes_no()
    assert as_it_is(methodology) is methodology
    edit = together([changed("weight", 2.0, ["a"]), weighted({"a": 5.0, "b": 3.0})])
    assert [edit(methodology).tree[code].weight for code in ("a", "b", "a0")] == [5.0, 3.0, 1.0]
    everywhere = changed("weight", 2.0)(methodology).tree
    assert {node.weight for node in everywhere.nodes} == {2.0}


@given(st.integers(1, 7), st.floats(0, 1, exclude_max=True))
def test_of_equal_shares_floor(count: int, u: float) -> None:
    choice = Choice("x", tuple(Alternative(str(place)) for place in range(count)))
    assert choice.taken(np.array([u])).tolist() == [min(int(np.floor(u * count)), count - 1)] or np.isclose(u * count, round(u * count))


def test_unequal_shares() -> None:
    choice = Choice("x", (Alternative("a", share=1.0), Alternative("b", share=3.0)))
    assert choice.taken(np.array([0, 0.2499, 0.25, 0.9999999])).tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("edition", editions())
def test_those_of_the_shipped_editions(edition: str) -> None:
    for choice in alternatives(load(edition)):
        assert len(choice.alternatives) > 1
