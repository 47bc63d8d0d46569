"""What is at stake in each verdict: how likely a review would change what counts, and by how many points the body's score would move.

With v what counts now, p the chance that the claim is true and w what the leaf is worth, a review is expected to move the score by
w (p |1 - v| + (1 - p) |v|), for yes and no. Of other answers the two sides are what was claimed and what was seen, and how far apart they
are on the leaf's scale is the disagreement. The points are computed anew up the tree, not read off the weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from data.casebook_rows import NOT_APPLICABLE
from scoring.inputs import Inputs
from scoring.matrix import Matrix
from scoring.score import Scores, computed
from scoring.survey.question import Question
from scoring.survey.questionnaire import Questionnaire
from scoring.tree import Node, Tree
from scoring.validation.counted import same
from scoring.validation.counted_rows import rows
from scoring.validation.counted_table import told
from scoring.validation.likely import believed
from scoring.validation.verdict import Claimed, Verdict

KEY = ["unit", "code", "subject"]
COLUMNS = ("chance", "weight", "disagreement", "points", "value")
"""The chance that what counts would change; the points that the whole of the leaf is worth to the body; how far apart the two sides are,
as a share of that; the points by which the score would move; and chance times points, by which the queue is ordered."""
_TOLD = ("counts_outcome", "counts_value", "counts_number")


def stakes(questionnaire: Questionnaire, verdicts: Sequence[Verdict], inputs: Inputs, scores: Scores) -> pd.DataFrame:
    """A row a verdict, in their order, indexed by its key, with ``COLUMNS``; nought where no score hangs on it.

    ``inputs`` hold the verdicts as they count (``scoring.validation.counting``), ``scores`` are those of the inputs. Bodies are changed all
    at once, an answer each: where an edition compares bodies with each other that is a close guess, else it is exact.
    """
    table = _answers(inputs).set_index(KEY, drop=False)
    index = pd.MultiIndex.from_tuples([verdict.key for verdict in verdicts], names=KEY)
    now = table.reindex(index)[list(_TOLD)].itertuples(index=False, name=None)
    others = [_other(questionnaire[verdict.question], verdict, counts) for verdict, counts in zip(verdicts, now, strict=True)]
    changed = pd.DataFrame([other for other, _ in others], columns=list(_TOLD), index=index)
    claim_counts = pd.Series([held for _, held in others], index=index, dtype=bool)
    moved = _moved(inputs, scores, table, changed)
    believe = believed(table).reindex(index)
    chance = (1 - believe).where(claim_counts, believe).clip(0, 1)
    found = moved.assign(chance=chance, value=chance * moved["points"])
    return found[list(COLUMNS)].rename_axis(["institution", "question", "subject"])


def _answers(inputs: Inputs) -> pd.DataFrame:
    if inputs.answers is None:
        raise ValueError("these inputs hold no answers with verdicts")
    return inputs.answers


def _other(question: Question, verdict: Verdict, now: tuple[object, ...]) -> tuple[tuple[object, ...], bool]:
    """What would count if a review changed it, and whether it is the claim that counts now."""
    claimed = told(question, verdict.claimed)
    held = _alike(claimed, now)
    return (told(question, alternative(question, verdict)) if held else claimed), held


def _alike(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return all((a == b) or (pd.isna(a) and pd.isna(b)) for a, b in zip(one, other, strict=True))  # type: ignore[call-overload]


def alternative(question: Question, verdict: Verdict) -> Claimed:
    """What would be true if the claim is not: the opposite of yes or no, else what was seen, else the least that can be answered."""
    if isinstance(verdict.claimed, bool):
        return not verdict.claimed
    if verdict.observed is not None and not same(verdict.observed, verdict.claimed):
        return verdict.observed
    if verdict.claimed == NOT_APPLICABLE:
        return question.type == "yes-no" and verdict.observed is True
    return _least(question)


def _least(question: Question) -> Claimed:
    if question.type == "multiple":
        return ()
    if question.type in {"number", "share"}:
        return question.low or 0
    return question.options[0].code if question.options else False


def _moved(inputs: Inputs, scores: Scores, table: pd.DataFrame, changed: pd.DataFrame) -> pd.DataFrame:
    """The points, weight and disagreement of each change, every one by itself."""
    normalised, nodes = computed(scores.methodology, scores.matrix, scores.units)
    root = scores.methodology.tree.root.code
    found = pd.DataFrame(0.0, index=changed.index, columns=["weight", "disagreement", "points"])
    for leaves, keys in _batches(scores.methodology.tree, changed):
        other = table.loc[table["code"].isin({question for leaf in leaves for question in leaf.question.split()})].copy()
        other.loc[keys, list(_TOLD)] = changed.loc[keys, list(_TOLD)].to_numpy()
        other.loc[keys, "reviewed"] = True
        points, apart = _after(inputs, scores, leaves, other)
        units = keys.get_level_values(0)
        far = (apart - normalised[apart.columns]).abs().max(axis=1).reindex(units).fillna(0).to_numpy() / 100
        by = (points[root] - nodes[root]).abs().reindex(units).fillna(0).to_numpy()
        found.loc[keys, "points"], found.loc[keys, "disagreement"] = by, far
        found.loc[keys, "weight"] = np.divide(by, far, out=by.copy(), where=far > 0)
    return found


def _batches(tree: Tree, changed: pd.DataFrame) -> Iterator[tuple[list[Node], pd.MultiIndex]]:
    """The leaves that a question feeds with the answers to change at once: one of each body."""
    asked: dict[str, list[Node]] = {}
    for leaf in tree.leaves:
        for name in leaf.question.split() if leaf.source in {"survey", "combined"} else ():
            asked.setdefault(name, []).append(leaf)
    keys = changed.index.to_frame(index=False)
    turn = keys.groupby(["unit", "code"]).cumcount().rename("turn")
    for question, of in keys.groupby("code", sort=True):
        for _, part in of.groupby(turn) if question in asked else ():
            yield asked[str(question)], pd.MultiIndex.from_frame(part)


def _after(inputs: Inputs, scores: Scores, leaves: Sequence[Node], answers: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All nodes, and these leaves on the scale of the tree, with other answers to what these leaves ask."""
    methodology, held = scores.methodology, scores.matrix
    few = replace(methodology, tree=Tree(tuple(leaves)))
    plain = answers.reset_index(drop=True)
    cells = replace(
        inputs, methodology=few, answers=plain, survey=rows(plain, "claimed"), statistics=None, observed=_seen(inputs, leaves)
    ).matrix()
    other = Matrix(
        values=held.values.assign(**_columns(cells.values)),
        basis=held.basis.assign(**_columns(cells.basis)),
        applicable=held.applicable.assign(**_columns(cells.applicable)),
    )
    normalised, nodes = computed(methodology, other, scores.units)
    return nodes, normalised[[leaf.code for leaf in leaves]]


def _columns(part: pd.DataFrame) -> Mapping[str, pd.Series]:
    return {str(code): part[code] for code in part}


def _seen(inputs: Inputs, leaves: Sequence[Node]) -> pd.DataFrame | None:
    if inputs.observed is None:
        return None
    wanted = {indicator for leaf in leaves for indicator in leaf.indicator.split()}
    return inputs.observed[inputs.observed["code"].isin(wanted)]
