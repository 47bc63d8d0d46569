"""Every way in which the groups, levels and settings of an edition can be wrong, told with its place and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scoring.methodology_sample import TABLES, begin, faults

OTHER_FAULTS = {
    "kinds in two groups": (
        "groups",
        "cities,municipalities,valstspilseta",
        "cities,municipalities,valstspilseta novads",
        ["groups.csv:2: novads from 0 inhabitants are in small too", "groups.csv:3: novads from 25000 inhabitants are in cities too"],
    ),
    "sizes in two groups": (
        "groups",
        "novads,25000",
        "novads,20000",
        ["groups.csv:3: novads from 20000 inhabitants are in small too; let one"],
    ),
    "sizes in no group": (
        "groups",
        "novads,25000",
        "novads,30000",
        ["groups.csv:3: population_from: novads from 25000 to 30000 inhabitants are in no group; write 25000"],
    ),
    "large ones in no group": (
        "groups",
        "novads,25000,,Lielie",
        "novads,25000,50000,Lielie",
        ["groups.csv:3: population_to: novads with 50000 or more inhabitants are in no group; leave the last one open"],
    ),
    "a kind in no group": (
        "groups",
        "cities,municipalities,valstspilseta,,,Pilsētas,Cities\n",
        "",
        ["groups.csv:3: kinds: no group of municipalities takes valstspilseta; add it to the kinds of one"],
    ),
    "a kind of the other measurement": (
        "groups",
        "valstspilseta",
        "valstspilseta ministry",
        ["groups.csv:2: kinds: 'ministry' is no kind of"],
    ),
    "a measurement that is none": (
        "groups",
        "cities,municipalities",
        "cities,towns",
        ["groups.csv:2: measurement: 'towns' is unknown; write"],
    ),
    "sizes turned round": (
        "groups",
        "novads,,25000",
        "novads,30000,25000",
        ["groups.csv:4: population_to: 25000 is not above population_from"],
    ),
    "a size in words": (
        "groups",
        "novads,25000",
        "novads,many",
        ["groups.csv:3: population_from: 'many' is not a whole number from 0 to 10000000000"],
    ),
    "a group twice": ("groups", "small,", "large,", ["groups.csv:4: code: 'large' stands already at groups.csv:3; each is given once"]),
    "a group without title": ("groups", "Mazie,Small", "Mazie,", ["groups.csv:4: title_en: is empty; write it, people read it"]),
    "levels that do not begin at 0": ("levels", "first,0", "first,10", ["levels.csv:2: from: the first level begins at 10; begin at 0"]),
    "levels that do not ascend": (
        "levels",
        "second,40",
        "second,0",
        ["levels.csv:3: from: 0 is not above the level before it, 0; let the"],
    ),
    "a level beyond all points": (
        "levels",
        "second,40",
        "second,400",
        ["levels.csv:3: from: 400 is not from 0 to 100; write a number from 0"],
    ),
    "a level in words": ("levels", "second,40", "second,forty", ["levels.csv:3: from: 'forty' is not a number; write for example 0.5"]),
    "an unknown setting": ("method", "floor", "flor", ["method.csv:4: setting: 'flor' is unknown; did you mean floor"]),
    "a setting out of range": (
        "method",
        "floor,0.65",
        "floor,65",
        ["method.csv:4: value: floor: 65 is not from 0 to 1; write a number from 0"],
    ),
    "a setting twice": ("method", "floor", "title_en", ["method.csv:4: setting: 'title_en' stands already at method.csv:3"]),
    "an edition without title": ("method", "title_lv,Paraugs,\n", "", ["method.csv:1: setting: title_lv is not given; add a row title_lv"]),
    "an unknown imputation": (
        "method",
        "floor,0.65",
        "impute,guess",
        ["method.csv:4: value: impute: 'guess' is unknown; write one of none"],
    ),
}


@pytest.mark.parametrize(("table", "before", "after", "expected"), OTHER_FAULTS.values(), ids=OTHER_FAULTS)
def test_a_fault_of_another_table(tmp_path: Path, table: str, before: str, after: str, expected: list[str]) -> None:
    text = TABLES[f"{table}.csv"]
    assert before in text
    found = faults(tmp_path, **{table: text.replace(before, after, 1)})
    assert begin(found, expected), found
