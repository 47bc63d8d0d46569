"""From inputs and scores to the tables of a published edition, and from the frozen tables to the inputs again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from urllib.parse import urlsplit, urlunsplit

import numpy as np
import pandas as pd

from audits.accuracy import Tally
from data.errors import ConfigError
from data.types import Outcome
from scoring.inputs import Inputs
from scoring.methodology import Methodology
from scoring.publication.fields import COVERAGE, EXPECTED, LEAVES, NODES, OPEN_DATA, RESULTS, SCORES
from scoring.publication.used import EVIDENCE, KEY
from scoring.robustness import doubted
from scoring.rollup import COLUMNS
from scoring.score import Scores
from scoring.uncertainty import uncertainty
from scoring.validation.beside import beside
from scoring.validation.counted_rows import rows
from scoring.validation.said import KEY as SAID_KEY
from scoring.validation.said import TABLES as SAID

INPUTS: Mapping[str, tuple[str, ...]] = {
    "units": ("unit",),
    "visits": ("unit",),
    "observations": KEY,
    "survey": KEY,
    "statistics": KEY,
    "accuracy": ("indicator",),
    "answers": KEY,
    **dict.fromkeys(SAID, SAID_KEY),
}
"""The tables that an edition is computed from, each with what identifies a row."""
WITHHELD = "withheld"
_OUTCOMES = tuple(one.value for one in Outcome)
_WORDS = ("subject", "source", "region", "measurement", "group")
"""Texts whose absence is an empty text."""
_READ = (*COLUMNS, "confidence")
"""What of an observation is computed with."""


def frozen_inputs(inputs: Inputs, evidence: pd.DataFrame | None = None) -> dict[str, pd.DataFrame]:
    """The tables of ``INPUTS`` that there are, of the edition's units only; observations stand beside their ``evidence``."""
    found = {"units": inputs.units.reset_index()}
    if inputs.visits is not None:
        found["visits"] = inputs.visits.reset_index()
    if inputs.observed is not None:
        plain = inputs.observed.astype(dict.fromkeys(("unit", "code", "subject", "outcome", "value"), object))
        found["observations"] = plain if evidence is None else _beside(plain, evidence)
    # What was claimed follows from the answers of a casebook.
    answered = {"survey": inputs.survey if inputs.answers is None else None, "statistics": inputs.statistics, "answers": inputs.answers}
    found |= {name: rows for name, rows in {**answered, **inputs.said}.items() if rows is not None}
    return {name: table[table["unit"].isin(inputs.units.index)] for name, table in found.items()}


def _beside(rows: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    told = rows.drop(columns=[column for column in rows if column in evidence and column not in KEY])
    return told.merge(evidence, how="left", on=list(KEY), validate="one_to_one")


def thawed(methodology: Methodology, tables: Mapping[str, pd.DataFrame]) -> Inputs:
    """The inputs that ``frozen_inputs`` made tables of, for a computation anew. Raises ConfigError with every outcome that is none."""
    faults = [
        f"inputs/{name}.csv: outcome: {word!r} is none; an outcome is one of {', '.join(_OUTCOMES)}"
        for name, table in tables.items()
        if "outcome" in table
        for word in sorted({str(word) for word in table["outcome"]} - {*_OUTCOMES})
    ]
    faults += _strange_answers(tables.get("answers"))
    if faults:
        raise ConfigError(faults)
    worded = {name: table.fillna(dict.fromkeys(_WORDS, "")) for name, table in tables.items()}
    seen, given = worded.get("observations"), worded.get("answers")
    return Inputs(
        methodology=methodology,
        units=worded["units"].set_index("unit"),
        observed=None if seen is None else seen[[column for column in seen.columns if column in _READ or column not in EVIDENCE]],
        visits=worded["visits"].set_index("unit") if "visits" in worded else None,
        survey=worded.get("survey") if given is None else rows(given, "claimed"),
        statistics=worded.get("statistics"),
        answers=given,
        said={name: worded[name] for name in SAID if name in worded},
        tallies=tallies(worded["accuracy"]) if given is not None and "accuracy" in worded else None,
    )


def _strange_answers(table: pd.DataFrame | None) -> list[str]:
    columns = [] if table is None else [name for name in table if str(name).endswith("_outcome")]
    return [
        f"inputs/answers.csv: {name}: {word!r} is none; an outcome is one of {', '.join(_OUTCOMES)}"
        for name in columns
        for word in sorted({str(word) for word in table[name]} - {*_OUTCOMES})  # type: ignore[index]
    ]


def accuracy(inputs: Inputs) -> pd.DataFrame:
    """How often each indicator errs: what the bands of ranks, and chances, rest on."""
    return pd.DataFrame([{"indicator": name, **asdict(tally)} for name, tally in sorted(inputs.errors().items())])


def tallies(counted: pd.DataFrame) -> dict[str, Tally]:
    """The counts of ``accuracy`` again."""
    found = counted.set_index("indicator").astype("int64").to_dict("index")
    return {str(name): Tally(**{str(column): int(count) for column, count in row.items()}) for name, row in found.items()}


def bands(inputs: Inputs, counted: pd.DataFrame, runs: int) -> pd.DataFrame:
    """The table ``fields.BANDS``: the ranks of an edition over so many runs of all that is doubted of it; ``counted`` are ``accuracy``."""
    known = inputs.matrix()
    found = uncertainty(inputs.methodology, known, inputs.units, doubted(inputs, known, tallies=tallies(counted)), runs=runs)
    return found.ranks().rename(columns={"nominal": "rank"}).rename_axis("unit").reset_index()


def expected(inputs: Inputs, scores: Scores) -> pd.DataFrame | None:
    """The table ``fields.EXPECTED``: the expected scores beside the official ones; None without a casebook."""
    found = beside(inputs, scores)
    return None if found is None else found.assign(score=scores.root).reset_index()[list(EXPECTED.types)]


def results(scores: Scores) -> dict[str, pd.DataFrame]:
    """The tables of ``fields.RESULTS``."""
    tree = scores.methodology.tree
    inner = [node.code for node in tree.nodes if tree.children(node.code)]
    leaves = [leaf.code for leaf in tree.leaves]
    values, points = _long(scores.matrix.values, leaves), _long(scores.normalised, leaves)
    made = {
        SCORES.name: scores.table().reset_index(),
        NODES.name: _long(scores.nodes, inner).rename(columns={"code": "node", "cell": "points"}),
        COVERAGE.name: scores.coverage[scores.coverage["node"].isin(inner)],
        LEAVES.name: values.rename(columns={"code": "leaf", "cell": "value"}).assign(
            points=points["cell"],
            basis=_long(scores.matrix.basis, leaves)["cell"],
            applicable=_long(scores.matrix.applicable, leaves)["cell"],
        ),
    }
    return {table.name: made[table.name].reindex(columns=list(table.types)) for table in RESULTS}


def open_data(scores: Scores, tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables of ``fields.OPEN_DATA`` that have rows, from the scores and the frozen inputs.

    Nothing that may tell of a person goes along: of observations neither the value as words nor the place on the page, of addresses no
    query; of the survey nothing but the numbers that leaves come to.
    """
    methodology = scores.methodology
    found = {**results(scores), "tree": _tree(methodology)}
    found["groups"] = pd.DataFrame(
        [(one.code, one.measurement, one.title.lv, one.title.en) for one in methodology.groups],
        columns=["code", "measurement", "title_lv", "title_en"],
    )
    found["levels"] = pd.DataFrame(
        [(one.code, one.start, one.title.lv, one.title.en) for one in methodology.levels],
        columns=["code", "from", "title_lv", "title_en"],
    )
    if "observations" in tables:
        found["observations"] = _seen(tables["observations"])
    return {one.name: found[one.name][list(one.types)] for one in OPEN_DATA if one.name in found and len(found[one.name])}


def without_query(address: str) -> str:
    """The address without user, query and fragment, where names and numbers of persons may stand; what follows a space is kept.

    Other addresses (of mail, of telephones) are withheld.
    """
    first, space, rest = address.partition(" ")
    try:
        parts = urlsplit(first)
    except ValueError:
        return WITHHELD
    if parts.scheme not in {"http", "https"}:
        return WITHHELD if parts.scheme or "@" in address else address
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="")) + space + rest


def _seen(rows: pd.DataFrame) -> pd.DataFrame:
    whole = rows.reindex(columns=[*rows.columns, *(name for name in EVIDENCE if name not in rows)])
    shown = whole.rename(columns={"code": "indicator", "at": "visited"})
    for column in ("subject", "url"):
        shown[column] = [None if pd.isna(cell) else without_query(str(cell)) for cell in shown[column].array]
    numbered = shown.groupby(["unit", "indicator", "subject"], dropna=False, sort=False).cumcount()
    # Two subjects that differ by their query alone stay two.
    return shown.assign(
        subject=[f"{cell or ''}{f' {place + 1}' if place else ''}" for cell, place in zip(shown["subject"], numbered, strict=True)]
    )


def _tree(methodology: Methodology) -> pd.DataFrame:
    effective = methodology.tree.effective()
    rows = [
        {
            **{name: getattr(node, name) for name in ("code", "parent", "weight", "source", "indicator", "question", "normalise")},
            "title_lv": node.title.lv,
            "title_en": node.title.en,
            "effective_weight": effective[node.code],
            "low": np.nan if node.low is None else node.low,
            "high": np.nan if node.high is None else node.high,
            "aggregate": node.aggregate or ("arithmetic" if methodology.tree.children(node.code) else ""),
        }
        for node in methodology.tree.nodes
    ]
    return pd.DataFrame(rows)


def _long(frame: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """A row a unit and code, with its ``cell``."""
    units = np.repeat(frame.index.to_numpy(dtype=object), len(codes))
    return pd.DataFrame(
        {"unit": units, "code": np.tile(np.array(codes, dtype=object), len(frame)), "cell": frame[codes].to_numpy().ravel()}
    )
