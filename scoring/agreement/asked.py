"""From what a command was given to what is compared: verdicts, random reviews, groups and the detectors' errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from data.casebook import CASEBOOK, Casebook
from data.casebook_rows import Adjudication
from data.registry import FOLDER as REGISTRY
from data.types import Text
from scoring.agreement.detector import Detector
from scoring.agreement.figures import usable
from scoring.agreement.pairs import KEY, columns, pairs
from scoring.agreement.titles import Titles, titles
from scoring.methodology import load
from scoring.survey.questionnaire import Questionnaire
from scoring.units import bodies, units
from scoring.validation.asked import Validated, validated
from scoring.validation.quality import Quality

_SIMPLE = frozenset({"any", "all"})
_SAMPLE = "sample"


def compared(
    edition: str,
    *,
    run: str | None = None,
    casebook: Path | None = None,
    store: Path | None = None,
    bundles: Path | None = None,
    registry: Path | None = None,
    rates: Path | None = None,
    whole_looks: bool = False,
) -> tuple[Validated, pd.DataFrame, Titles]:
    """The verdicts of an edition, the pairs to compare, and how all of it is called. Raises ConfigError as ``validated`` does."""
    found = validated(edition, run=run, casebook=casebook, store=store, bundles=bundles, registry=registry, rates=rates)
    groups, names = _called(edition, found.questionnaire, registry or REGISTRY)
    with Casebook(casebook or CASEBOOK) as book:
        truth = reviewed(book.adjudications(found.questionnaire.edition))
    claims, seen = columns(found.verdicts, whole_looks=whole_looks)
    return found, pairs(found.questionnaire, claims, seen, truth, groups), names


def reviewed(adjudications: Iterable[Adjudication]) -> pd.DataFrame:
    """What the newest decision on each cell of the *random* sample found to be true (``KEY`` and ``truth``).

    Decisions on the ordered queue are left out: it is drawn to hold errors, and would make all claims look false.
    """
    newest = {(one.institution, one.question, one.subject): one for one in adjudications if one.purpose == _SAMPLE}
    rows = [(*key, one.truth) for key, one in newest.items() if one.truth is not None]
    return pd.DataFrame(rows, columns=[*KEY, "truth"])


def detectors(questionnaire: Questionnaire, quality: Quality, more: Mapping[str, Detector] = MappingProxyType({})) -> dict[str, Detector]:
    """By question, how what observes it errs: of questions that one indicator answers by being found, from its counts.

    ``more`` are counts of questions from the random sample; they are not added where ``quality`` has learned from it already.
    """
    found = {
        question.id: Detector.of(quality.tally(question.indicators[0]))
        for question in questionnaire.questions
        if question.type == "yes-no" and len(question.indicators) == 1 and question.rule is not None and question.rule.name in _SIMPLE
    }
    both = {name: found.get(name, Detector(0, 0, 0, 0)) + more.get(name, Detector(0, 0, 0, 0)) for name in sorted({*found, *more})}
    return {name: one for name, one in both.items() if usable(one)}


def _called(edition: str, questionnaire: Questionnaire, registry: Path) -> tuple[dict[str, str], Titles]:
    methodology, known = load(edition), bodies(registry)
    grouped = units(methodology, known)
    groups = {str(unit): str(group) for unit, group in grouped["group"].items()}
    called = {str(unit): Text(str(lv), str(en)) for unit, lv, en in zip(known.index, known["name_lv"], known["name_en"], strict=True)}
    return groups, titles(questionnaire, called, {group.code: group.title for group in methodology.groups})
