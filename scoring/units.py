"""The bodies that are compared: who they are, how large, and in which measurement and group of an edition they stand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data import cells
from data.errors import RegistryError
from data.registry import FOLDER
from data.tables import Faults, Reader, read
from scoring.methodology import Methodology

COLUMNS = ("name_lv", "name_en", "kind", "population", "region")
"""What is known of a body; ``population`` is NaN and ``region`` empty where the registry has none."""
EVERYBODY = "all"
"""The measurement and the group where an edition has no groups."""
_COMMON: dict[str, Reader] = {"id": cells.identifier, "name_lv": cells.words, "name_en": cells.words, "kind": cells.words}
_TABLES = {
    "municipalities.csv": {**_COMMON, "population": cells.count, "region": cells.words},
    "institutions.csv": _COMMON,
}


def bodies(folder: Path = FOLDER) -> pd.DataFrame:
    """The bodies of a registry, indexed by id (``unit``), with ``COLUMNS``. Raises RegistryError with every fault."""
    faults = Faults()
    found = [dict(row.cells) for name, columns in _TABLES.items() for row in read(folder / name, columns, faults)]
    if faults.found:
        raise RegistryError(faults.found)
    return _typed(pd.DataFrame(found, columns=["id", *COLUMNS]).rename(columns={"id": "unit"}).set_index("unit"))


def units(methodology: Methodology, known: pd.DataFrame, visits: pd.DataFrame | None = None) -> pd.DataFrame:
    """The bodies that the edition measures, ordered by id, with ``measurement`` and ``group`` beside what is known of them.

    ``known`` are those of the registry; ``visits`` (of ``scoring.observed``) add those who were visited and are not in it. Where the
    edition has groups, a body that none of them takes is left out.
    """
    others = None if visits is None else visits.loc[visits.index.difference(known.index), ["name_lv", "name_en", "kind"]]
    everybody = known if others is None or others.empty else _typed(pd.concat([known, others.reindex(columns=list(known.columns))]))
    grouped = everybody.sort_index().rename_axis("unit")
    if not methodology.groups:
        return grouped.assign(measurement=EVERYBODY, group=EVERYBODY)
    people = [None if pd.isna(one) else float(one) for one in grouped["population"]]
    found = [methodology.group(str(kind), number) for kind, number in zip(grouped["kind"], people, strict=True)]
    taken = pd.Series([group is not None for group in found], index=grouped.index)
    groups = [group for group in found if group is not None]
    return grouped[taken].assign(measurement=[group.measurement for group in groups], group=[group.code for group in groups])


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    return table.astype({"population": "float64"}).fillna({"region": ""})
