"""How much of the error of the scores a review of the first cases takes away, where the truth is known: of the queue, and in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import pandas as pd

from data.casebook_rows import Adjudication, Said
from scoring.validation.beside import beside
from scoring.validation.counted import same
from scoring.validation.counting import Judged, with_answers
from scoring.validation.quality import Quality
from scoring.validation.review.look_up import Reviewed
from scoring.validation.review.queue import Queue
from scoring.validation.verdict import Verdict

STEPS = (0.05, 0.1, 0.2, 0.4, 1.0)
"""The shares of the queue that are reviewed."""
Truth = Mapping[tuple[str, str], Said]
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Trial:
    """A survey whose truth is known: the state before anybody looked, by which ``quality`` it was weighed, and what is true."""

    reviewed: Reviewed
    quality: Quality
    truth: Truth
    at: datetime


def recovery(trial: Trial, queue: Queue, *, seed: int, orders: int = 10, steps: Sequence[float] = STEPS) -> pd.DataFrame:
    """A row a step: the share of the queue reviewed, and what it recovers of the error of the official and of the expected score.

    Recovered after k reviews is (error before - error after k) / (error before - error after all), where the error is the root mean square
    over the bodies of the score less the true one, and all is the whole queue; reviewers always find the truth. The true score is that of
    true answers to *every* question, also to those that no review can settle, so that some error stays after all. Columns ``queue`` and
    ``expected_queue`` are by the queue, ``random`` and ``expected_random`` means over so many random ``orders`` of the same verdicts, with
    ``errors`` the official score's own in points by the queue. Of a case that the step cuts, only its first verdicts are reviewed.
    """
    trial = _of_the_score(trial)
    keys = [row.verdict.key for row in queue.rows]
    true = _true(trial)
    rng = np.random.default_rng(seed)
    shuffled = [[keys[place] for place in rng.permutation(len(keys))] for _ in range(orders)]
    found = {name: _errors(trial, true, order, steps) for name, order in [("queue", keys), *zip(range(orders), shuffled, strict=True)]}
    before, after = _error(trial, true, ()), _error(trial, true, keys)
    recovered = {name: (before - errors) / (before - after) for name, errors in found.items()}
    random = np.mean([recovered[place] for place in range(orders)], axis=0)
    counts = [_first(keys, step) for step in steps]
    columns = {"reviewed": counts, "queue": recovered["queue"][:, 0], "random": random[:, 0]}
    likely = {"expected_queue": recovered["queue"][:, 1], "expected_random": random[:, 1]}
    errors = {"error": found["queue"][:, 0], "error_before": before[0], "expected_error_before": before[1]}
    return pd.DataFrame({**columns, **likely, **errors}, index=pd.Index(steps, name="share"))


def markdown(table: pd.DataFrame) -> str:
    """The table as the docs show it, in per cent."""
    head = "| reviewed | of the queue | official, by the queue | official, at random | expected, by the queue | expected, at random |"
    rows = [
        f"| {row['reviewed']:.0f} | {share:.0%} | **{row['queue']:.0%}** | {row['random']:.0%}"
        f" | **{row['expected_queue']:.0%}** | {row['expected_random']:.0%} |"
        for share, row in table.iterrows()
    ]
    return "\n".join([head, "|---|---|---|---|---|---|", *rows])


def _of_the_score(trial: Trial) -> Trial:
    """The trial without answers on which no score hangs: they change nothing, and are most of them."""
    asked = {question for leaf in trial.reviewed.scores.methodology.tree.leaves for question in leaf.question.split()}
    return replace(trial, reviewed=replace(trial.reviewed, verdicts=[one for one in trial.reviewed.verdicts if one.question in asked]))


def _first(keys: Sequence[Key], share: float) -> int:
    return round(share * len(keys))


def _errors(trial: Trial, true: pd.Series[float], order: Sequence[Key], steps: Sequence[float]) -> np.ndarray:
    return np.array([_error(trial, true, order[: _first(order, step)]) for step in steps])


def _error(trial: Trial, true: pd.Series[float], keys: Sequence[Key]) -> np.ndarray:
    """The errors of the official and of the expected score after these answers were reviewed."""
    reviewed = trial.reviewed
    wanted = set(keys)
    decided = [_decided(trial, verdict) for verdict in reviewed.verdicts if verdict.key in wanted]
    inputs = with_answers(reviewed.inputs, Judged(reviewed.questionnaire, reviewed.verdicts, trial.quality, decided), trial.at)
    scores = inputs.scores()
    told = beside(inputs, scores)
    expected = scores.root if told is None else told["expected"]
    return np.array([_rmse(scores.root, true), _rmse(expected, true)])


def _rmse(points: pd.Series[float], true: pd.Series[float]) -> float:
    return float(np.sqrt(((points - true) ** 2).mean()))


def _decided(trial: Trial, verdict: Verdict) -> Adjudication:
    truth = trial.truth[verdict.institution, verdict.question]
    decision = "agree" if same(truth, verdict.claimed) else "overrule"
    return Adjudication(
        *(verdict.edition, *verdict.key, "reader", decision, verdict.status, truth, "known in the trial", trial.at), purpose="queue"
    )


def _true(trial: Trial) -> pd.Series[float]:
    """The score of each body if all answers counted as they are true."""
    reviewed = trial.reviewed
    decided = [_decided(trial, verdict) for verdict in reviewed.verdicts]
    inputs = with_answers(reviewed.inputs, Judged(reviewed.questionnaire, reviewed.verdicts, trial.quality, decided), trial.at)
    return inputs.scores().root
