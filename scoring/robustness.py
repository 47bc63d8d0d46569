"""How robust an edition's ranks are: its choices of method, its weights, the errors of its measurement and its gaps, all in one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from audits.accuracy import Tally
from data.errors import ConfigError
from data.tables import Faults, once, read
from scoring.alternatives import Choice, alternatives
from scoring.draws import Claim, chances
from scoring.inputs import Inputs
from scoring.matrix import Matrix, matrix
from scoring.methodology import Methodology
from scoring.prepare import Past
from scoring.regenerate import Doubts
from scoring.score import score
from scoring.sensitivity import Sensitivity, sensitivity
from scoring.stability import stability
from scoring.table_cells import code, within
from scoring.tree import Tree
from scoring.uncertainty import TIE, Uncertainty, uncertainty
from scoring.validation.expected import cell_chances
from scoring.validation.learning import rates_file

MISSING = 0.05
"""Which share of the known cells is taken away in every run, unless something else is asked."""
TOP = 3


@dataclass(frozen=True)
class Robustness:
    """What came of it: ``uncertainty`` of the ranks, ``sensitivity`` to each assumption, None where it was not asked, and stability.

    ``stability`` is that of the whole order in the weight of each node, ``stability_top`` that of who the first three are.
    """

    uncertainty: Uncertainty
    sensitivity: Sensitivity | None
    stability: pd.DataFrame
    stability_top: pd.DataFrame

    def tables(self, ties: float = TIE) -> dict[str, pd.DataFrame]:
        """Every table by its name: ``ranks``, ``outranks``, ``ties``, ``stability``, ``stability_top`` and ``sensitivity``."""
        found = self.uncertainty
        told = {
            "ranks": found.table(TOP, ties),
            "outranks": found.outranks,
            "ties": found.ties(ties).set_index("unit"),
            "stability": self.stability,
            "stability_top": self.stability_top,
        }
        return told if self.sensitivity is None else told | {"sensitivity": self.sensitivity.indices}

    def record(self, ties: float = TIE) -> dict[str, object]:
        """All that is needed to compute the same again."""
        beside = {} if self.sensitivity is None else {"sensitivity": dict(self.sensitivity.record)}
        return {**self.uncertainty.record(), "tie": ties, "top": TOP, **beside}


def robustness(
    methodology: Methodology,
    known: Matrix,
    units: pd.DataFrame,
    doubts: Doubts,
    *,
    runs: int | None = None,
    base: int = 0,
    past: Past | None = None,
) -> Robustness:
    """The ranks under the ``doubts``, over as many ``runs`` as the edition says unless told; with ``base`` runs a factor for sensitivity.

    Raises ConfigError where nobody has a score, and as ``uncertainty`` and ``sensitivity`` do.
    """
    if score(methodology, known, units, past).root.isna().all():
        raise ConfigError("nobody is ranked: too little is known of everybody; give the survey, the statistics, or visits that saw more")
    return Robustness(
        uncertainty=uncertainty(methodology, known, units, doubts, runs=runs, past=past),
        sensitivity=sensitivity(methodology, known, units, doubts, base=base, past=past) if base else None,
        stability=stability(methodology, known, units, past=past),
        stability_top=stability(methodology, known, units, top=TOP, past=past),
    )


def doubted(
    inputs: Inputs,
    known: Matrix,
    *,
    choices: Sequence[Choice] | None = None,
    tallies: Mapping[str, Tally] | None = None,
    claims: Mapping[str, Claim] | None = None,
    missing: float = MISSING,
    seed: int | None = None,
) -> Doubts:
    """What is doubted of an edition and its inputs.

    Unless told otherwise these are the choices of its ``alternatives.csv``, weights by its noise, observations by the accuracy that was
    measured last, and gaps. Answers of the survey are doubted where ``claims`` tell how often they are wrong; those of a casebook by their
    verdicts, and not at all where people looked.
    """
    methodology = inputs.methodology
    counts = inputs.errors() if tallies is None else tallies
    likely = chances(known, methodology.tree, counts, claims, answered(inputs))
    if inputs.answers is not None:
        likely = cell_chances(known, methodology.tree, inputs.answers, likely)
    return Doubts(
        choices=alternatives(methodology) if choices is None else tuple(choices),
        noise=float(methodology.method.get("weight_noise", 0.0)),
        chances=likely,
        missing=missing,
        seed=int(methodology.method.get("seed", 2026)) if seed is None else seed,
    )


def answered(inputs: Inputs) -> pd.DataFrame | None:
    """What the survey answered to the leaves in which the observation counts, units by leaves; None without a survey."""
    if inputs.survey is None:
        return None
    tree = inputs.methodology.tree
    combined = [leaf.code for leaf in tree.leaves if leaf.source == "combined"]
    asked = Tree(tuple(replace(node, source="survey") if node.code in combined else node for node in tree.nodes))
    found = matrix(asked, inputs.units, survey=inputs.survey, rollups=inputs.methodology.rollups)
    return found.values[combined]


def claims(path: Path) -> dict[str, Claim]:
    """How often answers are wrong, by question: ``question,overclaim,underclaim``, shares of the yes and of the no.

    A file of rates (JSON, of ``eindekss review rates``) tells the same. Raises ConfigError.
    """
    if path.suffix == ".json":
        return dict(rates_file.read(path).claims)
    faults = Faults()
    share = within(0, 1)
    rows = read(path, {"question": code, "overclaim": share, "underclaim": share}, faults)
    once(rows, "question", faults)
    if faults.found:
        raise ConfigError(faults.found)
    return {row["question"]: Claim(row["overclaim"], row["underclaim"]) for row in rows}


def write(found: Robustness, folder: Path, ties: float = TIE) -> list[Path]:
    """Its tables as CSV and its record as JSON in a folder; returns the paths. Raises ConfigError when nothing can be written there."""
    told = json.dumps(found.record(ties), ensure_ascii=False, indent=2, sort_keys=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths = [folder / f"{name}.csv" for name in found.tables(ties)]
        for path, table in zip(paths, found.tables(ties).values(), strict=True):
            table.to_csv(path, lineterminator="\n")
        record = folder / "robustness.json"
        record.write_text(told + "\n", encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{folder}: cannot write there ({error.strerror}); choose another folder with --out") from error
    return [*paths, record]
