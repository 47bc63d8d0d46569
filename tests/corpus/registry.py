"""A registry for trials: the country's own tables, and in them the invented bodies of the demonstration and of the corpus.

``python -m tests.corpus.registry FOLDER`` writes it. Populations, territories and regions of the invented are made up by their order.
"""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from crawler.demo_sites import DEMO
from data.registry import FOLDER, TABLES
from data.types import Kind
from tests.corpus.bodies import Body, bodies

_LEAST, _STEP = 3_000, 1_300
"""The population of the first invented municipality, and by how much each further one is larger: some stand on either side of a cut."""
Row = Mapping[str, str]


def write(folder: Path) -> Path:
    """The tables of such a registry, written into the folder; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    invented = bodies("dev", "test")
    municipal = [body for body in invented if Kind(body.kind).municipal]
    own = {
        "municipalities.csv": [_municipality(body, place) for place, body in enumerate(municipal)],
        "institutions.csv": [_institution(body) for body in invented if body not in municipal],
    }
    for name in TABLES:
        shutil.copy(FOLDER / name, folder / name)
        if name != "portals.csv":
            _add(folder / name, [*_rows(DEMO / name), *own.get(name, [])])
    return folder


def _municipality(body: Body, place: int) -> Row:
    return {
        **_common(body),
        "atvk": f"LV098{place:04d}",
        "region": "Izdomātais plānošanas reģions",
        "population": str(_LEAST + _STEP * place),
        "population_year": "2026",
        "population_basis": "approximate",
        "reg_no_basis": "checksum_only",
    }


def _institution(body: Body) -> Row:
    return {**_common(body), "website_basis": "general_knowledge"}


def _common(body: Body) -> Row:
    site = f"http://{body.host}"
    return {
        "id": body.id,
        "name_lv": body.name,
        "name_en": body.name_en,
        "kind": body.kind,
        "website": site,
        "source": "invented for the corpus",
    }


def _rows(path: Path) -> Sequence[Row]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def _add(path: Path, rows: Iterable[Row]) -> None:
    """Rows at the end of a table, in its own columns; what they lack stays empty."""
    with path.open(encoding="utf-8", newline="") as table:
        header = next(csv.reader(table))
    with path.open("a", encoding="utf-8", newline="") as table:
        csv.DictWriter(table, header, restval="", extrasaction="ignore", lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))  # noqa: T201 (it is a command)
