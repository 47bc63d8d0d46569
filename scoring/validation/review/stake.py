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
_ENOUGH = 5
"""So many numbers must have been seen to say what is usual."""
_TOLD = ("counts_outcome", "counts_value", "counts_number")


def stakes(questionnaire: Questionnaire, verdicts: Sequence[Verdict], inputs: Inputs, scores: Scores) -> pd.DataFrame:
    """A row a verdict, in their order, indexed by its key, with ``COLUMNS``; nought where no score hangs on it.

    ``inputs`` hold the verdicts as they count (``scoring.validation.counting``), ``scores`` are those of the inputs. Bodies are changed all
    at once, an answer each: where an edition compares bodies with each other that is a close guess, else it is exact.
    """
    table = _answers(inputs).set_index(KEY, drop=False)
    index = pd.MultiIndex.from_tuples([verdict.key for verdict in verdicts], names=KEY)
    now = list(table.reindex(index)[list(_TOLD)].itertuples(index=False, name=None))
    usual = typical(verdicts)
    claimed = [told(questionnaire[verdict.question], verdict.claimed) for verdict in verdicts]
    held = [_alike(one, counts) for one, counts in zip(claimed, now, strict=True)]
    believe = believed(table).reindex(index)
    chance = (1 - believe).where(pd.Series(held, index=index), believe).clip(0, 1)
    others = [
        [told(questionnaire[one.question], value) for value in alternatives(questionnaire[one.question], one, usual)] if counts else [claim]
        for one, claim, counts in zip(verdicts, claimed, held, strict=True)
    ]
    each = [_nth(others, place, index) for place in range(max(map(len, others), default=0))]
    moved = pd.concat([_moved(inputs, scores, table, changed) for changed in each]).groupby(level=KEY, sort=False).mean()
    found = moved.reindex(index).assign(chance=chance)
    found["value"] = found["chance"] * found["points"]
    return found[list(COLUMNS)].rename_axis(["institution", "question", "subject"])


def _nth(others: Sequence[Sequence[tuple[object, ...]]], place: int, index: pd.MultiIndex) -> pd.DataFrame:
    """The alternative of that place of every verdict that has so many."""
    rows = {key: told[place] for key, told in zip(index, others, strict=True) if len(told) > place}
    keys = pd.MultiIndex.from_tuples(list(rows), names=KEY)
    return pd.DataFrame(list(rows.values()), columns=list(_TOLD), index=keys)


def _answers(inputs: Inputs) -> pd.DataFrame:
    if inputs.answers is None:
        raise ValueError("these inputs hold no answers with verdicts")
    return inputs.answers


def _alike(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return all((a == b) or (pd.isna(a) and pd.isna(b)) for a, b in zip(one, other, strict=True))  # type: ignore[call-overload]


def typical(verdicts: Sequence[Verdict]) -> Mapping[str, tuple[float, ...]]:
    """Of each question answered by numbers, a low, a middle and a high one: the deciles 1, 5 and 9 of what was seen, or else claimed."""
    seen: dict[str, list[float]] = {}
    claimed: dict[str, list[float]] = {}
    for verdict in verdicts:
        for value, found in ((verdict.observed, seen), (verdict.claimed, claimed)):
            if isinstance(value, int | float) and not isinstance(value, bool):
                found.setdefault(verdict.question, []).append(float(value))
    best = {name: seen[name] if len(seen.get(name, ())) >= _ENOUGH else told for name, told in claimed.items()}
    return {name: tuple(map(float, np.quantile(told, (0.1, 0.5, 0.9)))) for name, told in best.items()}


def alternatives(question: Question, verdict: Verdict, usual: Mapping[str, tuple[float, ...]]) -> tuple[Claimed, ...]:
    """What may be true if the claim is not, each as likely.

    The opposite of yes or no; else what was seen; else, of numbers, what is usual (``typical``); else every other option, or none of them.
    """
    if isinstance(verdict.claimed, bool):
        return (not verdict.claimed,)
    if verdict.observed is not None and not same(verdict.observed, verdict.claimed):
        return (verdict.observed,)
    if verdict.claimed == NOT_APPLICABLE:
        return (False,) if question.type == "yes-no" else _others(question, verdict)
    return usual.get(question.id) or _others(question, verdict)


def _others(question: Question, verdict: Verdict) -> tuple[Claimed, ...]:
    if question.type == "multiple":
        return ((),)
    if question.type in {"number", "share"}:
        return (question.low or 0.0,)
    return tuple(option.code for option in question.options if option.code != verdict.claimed) or (False,)


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
