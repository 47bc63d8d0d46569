"""Agreement as a product: by question, block, body or group, a map of who over-claims what, and what to review next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from scoring.agreement import samples
from scoring.agreement.advice import Advice, advice
from scoring.agreement.alpha import Resampling
from scoring.agreement.detector import Detector
from scoring.agreement.estimate import LEVEL, Estimate, none
from scoring.agreement.figures import Detectors, of_question, of_yes_no
from scoring.agreement.intervals import wilson
from scoring.agreement.sample_size import HALF_WIDTH
from scoring.agreement.tables import two_by_two
from scoring.survey.questionnaire import Questionnaire

BY: Mapping[str, str] = {"question": "question", "block": "block", "body": "institution", "group": "group"}
"""By what rows can be formed, each with the column of the pairs that it is."""
MAPS = (("question", "group"), ("body", "block"))
"""The maps: by what their rows and by what their columns are."""
_COMPUTED = ("agreement", "kappa", "ac1", "pabak", "alpha", "overclaim", "underclaim", "overclaim_corrected", "underclaim_corrected")
_LEARNED = ("overclaim_reviewed", "true_share")
ESTIMATES = (*_COMPUTED, *_LEARNED)
"""The statistics that have limits, as the columns of the tables begin; the last two are known of questions only."""
_CLUSTERS: Mapping[str, str] = {"block": "institution", "group": "institution", "body": "question"}
"""Whose answers are not independent of each other, by what rows are formed."""
_SHARES = frozenset(
    {"agreement", "overclaim", "underclaim", "overclaim_corrected", "underclaim_corrected", "overclaim_reviewed", "true_share"}
)


@dataclass(frozen=True)
class Asked:
    """How the report is made: ``how`` alpha's interval is found, the confidence ``level``, and ``within`` how many points to advise for."""

    how: Resampling = field(default_factory=Resampling)
    level: float = LEVEL
    within: float = HALF_WIDTH


@dataclass(frozen=True)
class Report:
    """``tables`` by what their rows are (of ``BY``), ``maps`` by the two that they cross, and the ``advice`` on what to review."""

    questionnaire: Questionnaire
    tables: Mapping[str, pd.DataFrame]
    maps: Mapping[tuple[str, str], pd.DataFrame]
    advice: tuple[Advice, ...]
    asked: Asked


def report(questionnaire: Questionnaire, pairs: pd.DataFrame, detectors: Detectors | None = None, asked: Asked | None = None) -> Report:
    """The whole of it from ``scoring.agreement.pairs.pairs``; ``detectors`` say by question how its observation errs.

    Nothing is advised of questions that do not show from outside.
    """
    how, errs = asked or Asked(), detectors or {}
    tables = {by: table(questionnaire, pairs, by, errs, how) for by in BY}
    maps = {crossed: over_map(pairs, *crossed, how.level) for crossed in MAPS}
    shows = pairs["question"].isin([question.id for question in questionnaire.questions if question.observability != "no"])
    return Report(questionnaire, tables, maps, advice(pairs[shows], how.within, how.level), how)


def table(questionnaire: Questionnaire, pairs: pd.DataFrame, by: str, detectors: Detectors, asked: Asked) -> pd.DataFrame:
    """A row for each question, block, body or group, indexed by its id.

    Rows of questions are of every type; all others are of the yes-or-no questions together. Statistics are columns of their value,
    ``_low`` and ``_high``, shares held within 0 and 1; ``reasons`` tells why one is missing (``kappa=one-category``).
    """
    counted = pairs if by == "question" else pairs[pairs["type"] == "yes-no"]
    rows = {str(key): _row(questionnaire, rows, by, detectors, asked) for key, rows in counted.groupby(BY[by], sort=by != "question")}
    blank = ["n", "unmeasured", *"abce", *(f"{name}{end}" for name in ESTIMATES for end in ("", "_low", "_high"))]
    found = pd.DataFrame.from_dict(rows, orient="index")
    return (found if rows else pd.DataFrame(columns=[*blank, "reasons"])).rename_axis(by)


def over_map(pairs: pd.DataFrame, rows: str, columns: str, level: float = LEVEL) -> pd.DataFrame:
    """Who over-claims what: for each row and column how many yes claims were looked at (``claims``), which share was not seen.

    A long table, ordered; of questions of yes and no and of options that were ticked.
    """
    yes = pairs[pairs["type"].isin(["yes-no", "multiple"]) & (pairs["claimed"] == 1) & pairs["seen"].notna()]
    counted = yes.groupby([BY[rows], BY[columns]], sort=True)["seen"].agg(["size", "sum"]).reset_index()
    told = [_cell(int(size), int(size - seen), level) for size, seen in zip(counted["size"], counted["sum"], strict=True)]
    found = pd.DataFrame(told, columns=["claims", "overclaim", "overclaim_low", "overclaim_high"])
    return pd.concat([counted[[BY[rows], BY[columns]]].set_axis([rows, columns], axis=1), found], axis=1)


def _cell(claims: int, unseen: int, level: float) -> tuple[int, float, float, float]:
    share = wilson(unseen, claims, level)
    return claims, share.value, share.low, share.high


def _row(questionnaire: Questionnaire, pairs: pd.DataFrame, by: str, detectors: Detectors, asked: Asked) -> dict[str, object]:
    if by == "question":
        found = of_question(questionnaire[str(pairs["question"].iloc[0])], pairs, detectors, asked.how, asked.level)
    else:
        found = of_yes_no(pairs, detectors, asked.how, _CLUSTERS[by], asked.level)
    told: dict[str, Estimate] = {name: getattr(found, name) for name in _COMPUTED}
    if by == "question":
        told |= _reviewed(pairs, asked.level)
    limits = {
        f"{name}{end}": number for name, one in told.items() for end, number in zip(("", "_low", "_high"), _limits(name, one), strict=True)
    }
    return {
        "n": found.n,
        "unmeasured": found.unmeasured,
        **{name: getattr(found.table, name) for name in "abce"},
        **limits,
        "bias_index": found.bias.value,
        "prevalence_index": found.prevalence.value,
        "mcnemar_p": found.mcnemar_p,
        "mcnemar_method": found.mcnemar_method,
        "corrected_n": found.corrected_n,
        "reviewed": int(pairs["truth"].notna().sum()),
        "reasons": " ".join(f"{name}={one.reason}" for name, one in told.items() if one.reason),
    }


def _limits(name: str, estimate: Estimate) -> tuple[float, float, float]:
    shown = estimate.clipped() if name in _SHARES else estimate
    return shown.value, shown.low, shown.high


def _reviewed(pairs: pd.DataFrame, level: float) -> dict[str, Estimate]:
    """What the random sample of a question says, with no need to know how the detector errs.

    ``overclaim_reviewed`` is the share of the reviewed yes claims that are false, ``true_share`` that of the bodies who have it, by the
    difference estimator over what was seen, else claimed. Only of one question: over several, the sample's shares would have to weigh.
    """
    if not pairs["type"].isin(["yes-no", "multiple"]).all():
        return dict.fromkeys(_LEARNED, none("not-of-this-type"))
    foretold = pairs["seen"].fillna(pairs["claimed"])
    read = pairs[pairs["truth"].notna() & foretold.notna()]
    yes = read[read["claimed"] == 1]
    shares = (
        wilson(int((yes["truth"] == 0).sum()), len(yes), level),
        samples.difference(foretold.dropna(), foretold[read.index], read["truth"], level),
    )
    return dict(zip(_LEARNED, shares, strict=True))


def learned(pairs: pd.DataFrame) -> dict[str, Detector]:
    """How the observation of each question errs, from the random sample alone: by question, of those that were reviewed and measured."""
    read = pairs[(pairs["type"] == "yes-no") & pairs["truth"].notna() & pairs["seen"].notna()]
    found = {str(question): two_by_two(rows["seen"], rows["truth"]) for question, rows in read.groupby("question", sort=True)}
    return {question: Detector(each.a, each.b, each.c, each.e) for question, each in found.items()}
