"""A frozen edition: a folder that holds what was computed, from what and how, is never written to again, and can be computed anew.

What is published is computed from the frozen files themselves, by the same function that checks them later.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from data.errors import ConfigError
from data.types import Json
from scoring.inputs import Inputs
from scoring.methodology import Methodology, load
from scoring.publication import datapackage, dcat, digest
from scoring.publication import tables as made
from scoring.publication.about import NAME as ABOUT
from scoring.publication.about import About, Terms, about, told
from scoring.publication.canonical import csv_bytes, frame_of, types_of
from scoring.publication.digest import as_json
from scoring.publication.fields import BANDS, EXPECTED, OPEN_DATA, RESULTS
from scoring.publication.parquet import parquet_bytes
from scoring.publication.words import README

OPEN = "open-data"
TABLES = {f"results/{table.name}": table for table in (*RESULTS, BANDS, EXPECTED)} | {f"{OPEN}/{table.name}": table for table in OPEN_DATA}
"""Where the tables lie that are computed, without their ending."""


def publish(inputs: Inputs, out: Path, *, evidence: pd.DataFrame | None = None, terms: Terms | None = None, runs: int = 0) -> Path:
    """Freeze the edition that the inputs come to as a new folder in ``out``; returns it.

    ``evidence`` is that of ``scoring.publication.used``; ``runs`` are those of the uncertainty analysis that gives the bands of ranks, none
    when 0. The folder has its name once it is whole, and is made read-only; the same inputs
    give the same bytes. Raises ConfigError when there is such a folder, or it cannot be written, and with all faults of the inputs.
    """
    tables = made.frozen_inputs(inputs, evidence)
    if runs or inputs.answers is not None:
        tables["accuracy"] = made.accuracy(inputs)
    facts = about(inputs, terms or Terms(), {name: types_of(table) for name, table in tables.items()}, runs)
    target = out / facts.name
    if target.exists():
        raise ConfigError(f"{target}: published already; an edition is never overwritten: choose another folder with --out")
    part = _beside(target)
    try:
        _write(part, _frozen(inputs.methodology, tables, facts))
        _write(part, computed(part))
        _write(part, {digest.NAME: digest.digest_file(part)})
        _seal(part, target)
    except BaseException:
        _discard(part)
        raise
    return target


def computed(folder: Path) -> dict[str, bytes]:
    """All files that follow from the inputs, methodology and facts that lie in the folder, by their path.

    Raises ConfigError with what in them can no longer be read.
    """
    facts = told(json_of(folder, ABOUT))
    methodology = load((folder / "methodology" / facts.edition).resolve())
    tables = _tables(folder, facts)
    inputs = made.thawed(methodology, tables)
    scores = inputs.scores()
    # Where nobody is ranked there is nothing to doubt.
    doubted = bool(facts.runs) and bool(scores.root.notna().any())
    beside = {BANDS.name: made.bands(inputs, tables["accuracy"], facts.runs)} if doubted else {}
    likely = made.expected(inputs, scores)
    beside |= {} if likely is None else {EXPECTED.name: likely}
    found = made.results(scores) | beside
    told_of = [table for table in (*RESULTS, BANDS, EXPECTED) if table.name in found]
    results = {table.name: csv_bytes(found[table.name], table.types, table.key) for table in told_of}
    parquets = {f"results/{table.name}.parquet": parquet_bytes(results[table.name], table.types, table.name) for table in told_of}
    files = {f"results/{name}.csv": data for name, data in results.items()} | parquets
    titles = {"title_lv": facts.title.lv, "title_en": facts.title.en, "name": facts.name}
    return files | _open_data(facts, made.open_data(scores, tables) | beside) | {"README.md": README.format(**titles).encode()}


def json_of(folder: Path, name: str) -> Mapping[str, Json]:
    """What a JSON file of the folder holds. Raises ConfigError where it cannot be read."""
    try:
        found: Mapping[str, Json] = json.loads((folder / name).read_bytes())
    except (OSError, ValueError) as error:
        raise ConfigError(f"{name}: cannot be read ({error})") from error
    return found


def _frozen(methodology: Methodology, tables: Mapping[str, pd.DataFrame], facts: About) -> dict[str, bytes]:
    """What the edition is computed from."""
    found = {f"inputs/{name}.csv": csv_bytes(table, facts.types[name], made.INPUTS[name]) for name, table in tables.items()}
    copied = sorted(methodology.folder.glob("[!.~]*.csv")) + sorted(methodology.folder.glob("README.md"))
    return {
        ABOUT: as_json(facts.json()),
        **found,
        **{f"methodology/{methodology.edition}/{path.name}": path.read_bytes() for path in copied},
    }


def _tables(folder: Path, facts: About) -> dict[str, pd.DataFrame]:
    found: dict[str, pd.DataFrame] = {}
    faults: list[str] = []
    for name, types in facts.types.items():
        try:
            found[name] = frame_of((folder / "inputs" / f"{name}.csv").read_bytes(), types, f"inputs/{name}.csv")
        except ConfigError as error:
            faults.extend(error.faults)
        except OSError as error:
            faults.append(f"inputs/{name}.csv: cannot be read ({error.strerror})")
    if faults:
        raise ConfigError(faults)
    return found


def _open_data(facts: About, tables: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    files = {one.name: csv_bytes(tables[one.name], one.types, one.key) for one in OPEN_DATA if one.name in tables}
    package = as_json(datapackage.datapackage(facts, files))
    shown = {f"{name}.csv": data for name, data in files.items()} | {datapackage.NAME: package}
    entry = as_json(dcat.dcat(facts, shown))
    return {f"{OPEN}/{name}": data for name, data in {**shown, dcat.NAME: entry}.items()}


def _beside(target: Path) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise ConfigError(f"{target.parent}: cannot write there ({error.strerror}); choose another folder with --out") from error


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _seal(part: Path, target: Path) -> None:
    """Make all of it read-only, and give it its name; whoever came first keeps theirs."""
    for path in sorted(part.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        part.rename(target)
    except OSError as error:
        raise ConfigError(f"{target}: cannot be given its name ({error.strerror}); was it published meanwhile?") from error
    target.chmod(0o555)


def _discard(part: Path) -> None:
    for path in [part, *part.rglob("*")]:
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(part, ignore_errors=True)
