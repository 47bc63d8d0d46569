"""A small methodology that is right, for tests to break."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import MethodologyError
from scoring.methodology import load

TREE = """\
code,parent,weight,weight_origin,direction,source,indicator,question,rollup,denominate,normalise,low,high,aggregate,min_coverage,decimals,reach,title_lv,title_en,note
index,,,,,,,,,,,,,,0.5,,,Indekss,Index,
site,index,3,team,,,,,,,,,,geometric,,2,,Vietne,Website,
search,site,1,team,1,observed,site-search,,pass,,boolean,,,,,,,Meklēšana,Search,
links,site,0,team,-1,observed,broken-links,,value,,goalposts,0,10,,,,,Saites,Links,
forms,index,1,team,1,combined,form-count,EP01,value,population,goalposts,0,14,,,,municipalities,Veidlapas,Forms,
papers,index,2,team,1,survey,,VI03,value,,goalposts,0,100,,,,ministry novads,Dokumenti,Papers,
use,index,2,team,1,statistics,,EP13,value,,steps 0=0 30=50 90=100,,,,,,,Lietošana,Use,
"""
GROUPS = """\
code,measurement,kinds,population_from,population_to,title_lv,title_en
cities,municipalities,valstspilseta,,,Pilsētas,Cities
large,municipalities,novads,25000,,Lielie,Large
small,municipalities,novads,,25000,Mazie,Small
"""
LEVELS = """\
code,from,title_lv,title_en
first,0,Pirmais,First
second,40,Otrais,Second
"""
METHOD = """\
setting,value,note
title_lv,Paraugs,
title_en,Sample,
floor,0.65,
"""
TABLES = {"tree.csv": TREE, "groups.csv": GROUPS, "levels.csv": LEVELS, "method.csv": METHOD}


def written(folder: Path, **changed: str) -> Path:
    """A folder with the sample's tables, some of them changed."""
    for name, text in (TABLES | {f"{stem}.csv": text for stem, text in changed.items()}).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def faults(folder: Path, **changed: str) -> list[str]:
    """What is said of the sample after a change, without the folder's name."""
    with pytest.raises(MethodologyError) as refused:
        load(written(folder, **changed))
    return [fault.replace(f"{folder.resolve()}/", "") for fault in refused.value.faults]


def begin(found: list[str], expected: list[str]) -> bool:
    """Whether there are as many faults as expected, each beginning as expected."""
    return len(found) == len(expected) and all(fault.startswith(begin) for fault, begin in zip(found, expected, strict=True))
