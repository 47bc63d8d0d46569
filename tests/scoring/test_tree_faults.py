"""Every way in which a tree can be wrong, told with its place and remedy."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audits import catalogue
from data.errors import MethodologyError
from scoring import tree_faults
from scoring.methodology import load
from tests.scoring.methodology_sample import TREE, begin, faults, written

TREE_FAULTS = {
    "no root": (
        "index,,,,",
        "index,site,1,team,",
        [
            "tree.csv:2: parent: every row has one, so there is no root; leave it empty in the row of the whole index",
            "tree.csv:2: parent: index under site under index is a circle; give one of them a parent outside it",
        ],
    ),
    "two roots": ("papers,index,2", "papers,,2", ["tree.csv:7: parent: is empty, but the root is 'index' already; write the code of"]),
    "a parent that is not there": ("papers,index", "papers,indx", ["tree.csv:7: parent: no node 'indx'; did you mean index?"]),
    "a circle": (
        "site,index,3,team,,,,,,,,,,geometric,,2,,Vietne,Website,\n",
        "site,inner,3,team,,,,,,,,,,,,,,Vietne,Website,\ninner,site,1,team,,,,,,,,,,,,,,Iekšā,Inside,\n",
        ["tree.csv:3: parent: site under inner under site is a circle; give one of them a parent outside it"],
    ),
    "its own parent": (
        "use,index,2,team,1,statistics,,EP13,value,,steps 0=0 30=50 90=100",
        "use,use,2,team,,,,,,,",
        ["tree.csv:8: parent: use under use is a circle"],
    ),
    "a code twice": ("papers,", "forms,", ["tree.csv:7: code: 'forms' stands already at tree.csv:6; each is given once"]),
    "no code": ("papers,", ",", ["tree.csv:7: code: '' is not a code"]),
    "a code with diacritics": ("papers,", "dokumentu-skaits-ā,", ["tree.csv:7: code: 'dokumentu-skaits-ā' is not a code; use Latin"]),
    "a negative weight": ("papers,index,2", "papers,index,-2", ["tree.csv:7: weight: -2 is not of 0 or more; write a number of 0 or more"]),
    "a weight in words": ("papers,index,2", "papers,index,two", ["tree.csv:7: weight: 'two' is not a number; write for example 0.5"]),
    "a decimal comma": ("papers,index,2", 'papers,index,"0,5"', ["tree.csv:7: weight: '0,5' is not a number; write 0.5, with a point"]),
    "an infinite weight": ("papers,index,2", "papers,index,inf", ["tree.csv:7: weight: 'inf' is not a number"]),
    "no weight": ("papers,index,2", "papers,index,", ["tree.csv:7: weight: is empty; write it, or nothing and 'unknown' first in"]),
    "a weight of unknown origin": ("papers,index,2,team", "papers,index,2,", ["tree.csv:7: weight_origin: is empty; say who set the"]),
    "weights that are all zero": ("search,site,1", "search,site,0", ["tree.csv:3: weight: all below site weigh nothing (search, links);"]),
    "an unknown indicator": ("site-search,", "site-serch,", ["tree.csv:4: indicator: no indicator 'site-serch'; did you mean site-search"]),
    "an unknown question": ("VI03", "VI99", ["tree.csv:7: question: no question 'VI99' in eindex_indicators.csv or questions.csv; did"]),
    "a leaf without source": ("1,observed,site-search", "1,,site-search", ["tree.csv:4: source: is empty on a leaf; write it"]),
    "an unknown source": ("1,survey", "1,questionnaire", ["tree.csv:7: source: 'questionnaire' is unknown; write one of observed, survey"]),
    "a leaf without indicator": ("observed,site-search", "observed,", ["tree.csv:4: indicator: is empty, but the source is observed"]),
    "a leaf without question": ("survey,,VI03", "survey,,", ["tree.csv:7: question: is empty, but the source is survey; write its id"]),
    "what is asked only, taken from the crawl": (
        "survey,,VI03",
        "survey,form-count,VI03",
        ["tree.csv:7: indicator: 'form-count', but the source is survey; leave it empty, or write combined as source"],
    ),
    "a leaf without rollup": ("site-search,,pass", "site-search,,", ["tree.csv:4: rollup: is empty on a leaf; write it"]),
    "an unknown rollup": ("site-search,,pass", "site-search,,pas", ["tree.csv:4: rollup: 'pas' is no rollup; did you mean pass"]),
    "a leaf without normalise": ("pass,,boolean", "pass,,", ["tree.csv:4: normalise: is empty on a leaf; write it"]),
    "an unknown normalisation": ("pass,,boolean", "pass,,bool", ["tree.csv:4: normalise 'bool': "]),
    "steps that cannot be read": ("steps 0=0 30=50", "steps 0=0 30", ["tree.csv:8: normalise 'steps 0=0 30 90=100': "]),
    "a share taken for yes or no": (
        "site-search,,pass,,boolean",
        "site-search,,pass-share,,boolean",
        ["tree.csv:4: normalise: boolean, but pass-share gives more than 1 and 0; write share or goalposts"],
    ),
    "one value of many pages": (
        "observed,site-search,,pass,,boolean,,",
        "observed,time-to-first-byte,,value,,goalposts,0,800",
        ["tree.csv:4: rollup: value, but time-to-first-byte has one for every page; take their mean or median"],
    ),
    "a range turned round": (
        "steps 0=0 30=50 90=100",
        "minmax 100 1",
        ["tree.csv:8: normalise 'minmax 100 1': 100 is not below 1; turn them round, direction says what is better"],
    ),
    "a leaf with aggregate": (
        "boolean,,,,,",
        "boolean,,,harmonic,0.5,",
        ["tree.csv:4: aggregate, min_coverage: not empty, but there is nothing below search; leave it empty, or put nodes below it"],
    ),
    "an inner node with an indicator": (
        "site,index,3,team,,,,,",
        "site,index,3,team,,observed,site-search,,pass",
        ["tree.csv:3: source, indicator, rollup: not empty, but there are nodes below site; leave it empty, only leaves are measured"],
    ),
    "an unknown aggregation": ("geometric", "geometrical", ["tree.csv:3: aggregate 'geometrical': "]),
    "a power that is lacking": ("geometric", "generalised", ["tree.csv:3: aggregate 'generalised': "]),
    "no title in Latvian": ("Meklēšana,Search", ",Search", ["tree.csv:4: title_lv: is empty; write it, people read it"]),
    "no title in English": ("Meklēšana,Search", "Meklēšana,", ["tree.csv:4: title_en: is empty; write it, people read it"]),
    "a title left untranslated": (
        "Meklēšana,Search",
        "Meklēšana,meklēšana",
        ["tree.csv:4: title_en: 'meklēšana' is the same as title_lv; translate one, or write 'same in both languages' into the note"],
    ),
    "goalposts that lack one": (
        "goalposts,0,14",
        "goalposts,0,",
        ["tree.csv:6: high: is empty, but goalposts needs it; write it, or begin"],
    ),
    "goalposts that are equal": ("goalposts,0,14", "goalposts,14,14", ["tree.csv:6: high: 14 equals low, so every value gives the same"]),
    "goalposts turned round": ("goalposts,0,10,", "goalposts,10,0,", ["tree.csv:5: high: 0 is below low, 10; turn them round, and say by"]),
    "goalposts where none are used": ("boolean,,", "boolean,0,1", ["tree.csv:4: low, high: boolean has no goalposts; leave both empty"]),
    "a direction that is none": (
        "papers,index,2,team,1",
        "papers,index,2,team,up",
        ["tree.csv:7: direction: 'up' is no direction; write 1"],
    ),
    "failures counted as more is better": (
        "links,site,0,team,-1",
        "links,site,0,team,1",
        ["tree.csv:5: direction: 1, but by its own cases broken-links is better the less it counts; write -1"],
    ),
    "passes counted as less is better": (
        "search,site,1,team,1",
        "search,site,1,team,-1",
        ["tree.csv:4: direction: -1, but pass is of what passed, of which more is better; write 1"],
    ),
    "an age of which more is better": (
        "observed,site-search,,pass,,boolean,,",
        "observed,news-freshness,,age-days,,goalposts,0,30",
        ["tree.csv:4: direction: 1, but age-days tells how old something is, of which less is better; write -1"],
    ),
    "a measure asked whether it passed": (
        "form-count,EP01,value,population,goalposts,0,14",
        "form-count,EP01,pass,,boolean,,",
        ["tree.csv:6: rollup: pass, but form-count only measures and passes whatever it finds; take value, median or mean"],
    ),
    "who is never asked": (
        "observed,site-search,",
        "observed,council-minutes,",
        ["tree.csv:4: reach: everybody, but council-minutes is asked of novads valstspilseta only; write no others"],
    ),
    "a kind that is none": ("ministry novads", "ministry pagasts", ["tree.csv:7: reach: 'pagasts' is no kind of body; write some of"]),
    "coverage above 1": (
        ",0.5,,,Indekss",
        ",50,,,Indekss",
        ["tree.csv:2: min_coverage: 50 is not from 0 to 1; write a number from 0 to 1"],
    ),
    "coverage below 0": (",0.5,,,Indekss", ",-0.5,,,Indekss", ["tree.csv:2: min_coverage: -0.5 is not from 0 to 1"]),
    "decimals that are none": ("geometric,,2", "geometric,,2.5", ["tree.csv:3: decimals: '2.5' is not a whole number from -6 to 15"]),
    "a denominator that is no column": ("value,population", "value,per head", ["tree.csv:6: denominate: 'per head' is no column of the"]),
    "no column": ("weight_origin,", "", ["tree.csv:1: no column weight_origin; the first line names the columns"]),
    "a row that is too short": ("Lietošana,Use,", "Lietošana", ["tree.csv:8: 18 cells under 20 columns; put a cell that holds a comma"]),
}


@pytest.mark.parametrize(("before", "after", "expected"), TREE_FAULTS.values(), ids=TREE_FAULTS)
def test_a_fault_of_the_tree(tmp_path: Path, before: str, after: str, expected: list[str]) -> None:
    assert TREE.count(before) == 1
    found = faults(tmp_path, tree=TREE.replace(before, after))
    assert begin(found, expected), found


CELL = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["", "0", "-1", "1,5", "nan", "inf", "9" * 400, "index", "site", "goalposts", "steps a=b", "minmax 1", "pass", "EP01", "unknown"]
    ),
)


@settings(deadline=None)
@given(st.integers(1, TREE.count("\n") - 1), st.integers(0, TREE.splitlines()[0].count(",")), CELL)
def test_whatever_stands_in_a_cell_is_read_or_refused_with_its_place(line: int, column: int, cell: str) -> None:
    rows = list(csv.reader(io.StringIO(TREE)))
    rows[line][column] = cell
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = load(written(Path(folder), tree=text.getvalue()))
        except MethodologyError as refused:
            assert all(re.match(rf"{Path(folder).resolve()}/tree\.csv:\d+: ", fault) for fault in refused.faults)  # noqa: PT017 (either way is right)
        else:
            assert len(found.tree.nodes) == len(rows) - 1


def test_one_mistake_is_told_once(tmp_path: Path) -> None:
    for before, after in (("papers,index,2", "papers,index,-2"), ("site-search,", "site-serch,"), ("0,14", "14,0"), ("VI03", "VI99")):
        assert len(faults(tmp_path, tree=TREE.replace(before, after))) == 1


def test_every_fault_names_a_remedy(tmp_path: Path) -> None:
    for before, after, _ in TREE_FAULTS.values():
        for fault in faults(tmp_path, tree=TREE.replace(before, after)):
            assert re.search(r"; |did you mean|write", fault), fault


def test_a_retired_indicator_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {one.audit.id: replace(one, audit=replace(one.audit, retired="2027")) for one in catalogue.load()}
    monkeypatch.setattr(tree_faults, "_indicators", lambda: kept)
    assert "tree.csv:4: indicator: site-search is retired since 2027; choose another" in faults(tmp_path)
