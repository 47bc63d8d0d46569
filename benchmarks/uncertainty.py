"""What thousands of runs of an index cost: CPU seconds and peak memory, beside a plain loop of our own verbs run by run.

    OMP_NUM_THREADS=1 python -m benchmarks.uncertainty [--runs 10000] [--bodies 200] [--parents 12] [--leaves 10] [--plain 50]

An index of three levels, yes and no throughout, in which weights (±25 %), measurement (each cell with its own chance), aggregation
(arithmetic or geometric at the top) and missing cells (5 %) are all doubted in every run. Each side is measured in a process of its own.
Prints JSON lines: seconds until the scores and places of all runs are there; until the rank bands, the chances of the first three and the
matrix of who outranks whom are there as well; and what one run costs. The plain loop is measured over fewer runs and counted up.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from data.types import Text
from scoring.alternatives import Alternative, Choice, changed
from scoring.draws import MEASUREMENT, MISSING, WEIGHTS, noisy, stream
from scoring.matrix import Matrix
from scoring.methodology import Methodology
from scoring.regenerate import Doubts
from scoring.score import computed
from scoring.tree import Node, Tree
from scoring.uncertainty import design, places, uncertainty

Problem = tuple[Methodology, Matrix, pd.DataFrame, Doubts]


def problem(bodies: int, parents: int, leaves: int) -> Problem:
    """An index of that size, answers by chance of whom one in twenty is not known, and all that is doubted of it."""
    nodes = [Node("index"), *(Node(f"p{parent:02}", "index", min_coverage=0.5) for parent in range(parents))]
    nodes += [
        Node(f"p{parent:02}i{leaf:02}", f"p{parent:02}", rollup="pass", normalise="boolean")
        for parent in range(parents)
        for leaf in range(leaves)
    ]
    methodology = Methodology("benchmark", Text("mērījums", "benchmark"), Path(), Tree(tuple(nodes)), (), (), {"floor": 0.5}, "0")
    rng = np.random.default_rng(2026)
    codes = [leaf.code for leaf in methodology.tree.leaves]
    drawn = pd.DataFrame((rng.random((bodies, len(codes))) < 0.6).astype(float), columns=codes).mask(
        rng.random((bodies, len(codes))) < 0.05
    )
    matrix = Matrix.plain(drawn.set_axis([f"u{place:03}" for place in range(bodies)]))
    chances = pd.DataFrame(np.where(drawn > 0, 0.95, 0.08), index=matrix.basis.index, columns=codes)
    geometric = changed("aggregate", "geometric", ["index"])
    choice = Choice("aggregation", (Alternative("arithmetic"), Alternative("geometric", geometric)))
    return methodology, matrix, pd.DataFrame(index=matrix.basis.index), Doubts((choice,), 0.25, chances, 0.05)


def vectorised(size: Problem, runs: int) -> dict[str, float]:
    """All runs together."""
    began = time.process_time()
    found = uncertainty(*size, runs=runs)
    scored = time.process_time() - began
    found.table()
    whole = time.process_time() - began
    return {"runs": runs, "scores_s": round(scored, 2), "all_s": round(whole, 2), "run_ms": round(1000 * whole / runs, 3), "mb": _peak()}


def plain(size: Problem, runs: int, of: int) -> dict[str, float]:
    """Run by run: the edition changed, the cells drawn, everything computed by the verbs; counted up to ``of`` runs."""
    units, doubts = size[2:]
    plan = design(doubts, runs)
    began = time.process_time()
    scores = np.stack([_one(size, run) for _, run in plan.iterrows()])
    places(scores, units)
    spent = time.process_time() - began
    return {"runs": runs, "scores_s": round(spent, 2), "run_ms": round(1000 * spent / runs, 1), "counted_up_s": round(spent / runs * of)}


def _one(size: Problem, run: pd.Series[int]) -> np.ndarray:
    methodology, matrix, units, doubts = size
    edited = doubts.choices[0].alternatives[run["aggregation"]].edit(methodology)
    given = np.array([node.weight for node in edited.tree.nodes])
    weights = noisy(given, 0.25, stream(doubts.seed, WEIGHTS, run[WEIGHTS]))
    drawn = {node.code: float(weight) for node, weight in zip(edited.tree.nodes, weights, strict=True)}
    there, kept = (
        stream(doubts.seed, source, run[source]).random(matrix.basis.shape[::-1], dtype=np.float32).T for source in (MEASUREMENT, MISSING)
    )
    chances = np.empty(0) if doubts.chances is None else doubts.chances.to_numpy(np.float32)
    cells = matrix.values
    values = cells.mask(cells.notna(), pd.DataFrame((there < chances).astype(float), matrix.basis.index, matrix.basis.columns))
    known = Matrix(values.where(kept >= np.float32(doubts.missing)), matrix.basis, matrix.applicable)
    return computed(replace(edited, tree=edited.tree.reweighted(drawn)), known, units)[1]["index"].to_numpy(np.float64)


def _peak() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name, default in (("runs", 10_000), ("bodies", 200), ("parents", 12), ("leaves", 10), ("plain", 50)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--side", choices=["vectorised", "plain"], help="Measure this side here; both, each in a process, when not given.")
    told = parser.parse_args()
    if told.side is None:
        for side in ("vectorised", "plain"):
            subprocess.run([sys.executable, "-m", "benchmarks.uncertainty", *sys.argv[1:], "--side", side], check=True)  # noqa: S603 (ourselves)
        return
    size = problem(told.bodies, told.parents, told.leaves)
    found = vectorised(size, told.runs) if told.side == "vectorised" else plain(size, told.plain, told.runs)
    sys.stdout.write(json.dumps({"side": told.side, **found}) + "\n")


if __name__ == "__main__":
    _main()
