"""A sample as people ask for it: drawn from the verdicts of an edition, written into the casebook, and laid before readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.casebook import CASEBOOK, Casebook, Sample
from data.casebook_rows import Sampled
from data.errors import ConfigError
from data.registry import FOLDER as REGISTRY
from scoring.draws import Claim
from scoring.methodology import load as methodology_of
from scoring.survey.questionnaire import load
from scoring.units import bodies, units
from scoring.validation.asked import Validated
from scoring.validation.learning import seen
from scoring.validation.learning.draw import Drawn, cells, draw
from scoring.validation.learning.rates import Learned, learn
from scoring.validation.review.shown import Shown, urls_of


@dataclass(frozen=True)
class Order:
    """How many are drawn, by which seed, at least how many of each stratum, and of which questions (all that show when none is named)."""

    size: int
    seed: int
    least: int = 1
    questions: tuple[str, ...] = ()
    counted: bool = False


def take(edition: str, found: Validated, order: Order, registry: Path | None = None) -> Drawn:
    """The sample of that order. Raises ConfigError for questions that there are not, and as ``draw`` does."""
    unknown = [name for name in order.questions if name not in found.questionnaire]
    if unknown:
        raise ConfigError([f"--question {name}: there is none in {found.questionnaire.edition}" for name in unknown])
    methodology = methodology_of(edition)
    groups = {str(unit): str(group) for unit, group in units(methodology, bodies(registry or REGISTRY))["group"].items()}
    asked = {name for leaf in methodology.tree.leaves for name in leaf.question.split()}
    shows = {question.id for question in found.questionnaire.questions if question.observability != "no"}
    questions = order.questions or (tuple(sorted(asked & shows)) if order.counted else ())
    return draw(cells(found.questionnaire, found.verdicts, groups, questions), order.size, order.seed, order.least)


def keep(casebook: Path | None, found: Validated, drawn: Drawn, order: Order, at: datetime) -> bool:
    """Write the sample into the casebook with what was seen of each answer; whether it is new."""
    kept = [seen.kept(found.questionnaire, cell.verdict, found.looks.get(cell.verdict.institution)) for cell, _ in drawn.rows]
    design = {
        "by": drawn.by,
        "least": order.least,
        "strata": {name: list(counts) for name, counts in drawn.strata.items()},
        "accuracy": found.quality.digest,
        "cells": [each.record() for each in kept],
    }
    sample = Sample(drawn.id, found.questionnaire.edition, order.seed, len(drawn.rows), at, design)
    with Casebook(casebook or CASEBOOK, must_exist=True) as book:
        if any(each.id == sample.id for each in book.samples(sample.edition)):
            return False
        book.add_sample(sample, drawn.indicators)
    return True


def shown(found: Validated, lang: str, registry: Path | None = None) -> Shown:
    """What readers of a sample are shown of the bodies."""
    names = bodies(registry or REGISTRY)[f"name_{lang}"]
    sites = {body: look.site for body, look in found.looks.items()}
    return Shown({str(unit): str(name) for unit, name in names.items()}, sites, urls_of(found.answers))


def learned(edition: str, casebook: Path | None = None, samples: Sequence[str] = ()) -> Learned:
    """What the samples of an edition teach (all when none is named). Raises ConfigError where there is none, or none was read yet."""
    questionnaire, settings = load(edition), methodology_of(edition).method
    path = casebook or CASEBOOK
    with Casebook(path, must_exist=True) as book:
        drawn: list[tuple[Sample, Sequence[Sampled]]] = [(each, book.sampled(each.id)) for each in book.samples(questionnaire.edition)]
        said = book.adjudications(questionnaire.edition)
    unknown = [name for name in samples if name not in {each.id for each, _ in drawn}]
    if unknown or not drawn:
        told = [f"--sample {name}: there is none in {path}" for name in unknown]
        raise ConfigError(told or f"{path}: no sample of {questionnaire.edition}; draw one with 'eindekss review sample'")
    wanted = [(each, rows) for each, rows in drawn if not samples or each.id in samples]
    found = learn(questionnaire, wanted, said, Claim(float(settings["overclaim"]), float(settings["underclaim"])))
    if not found.decided:
        raise ConfigError(f"{path}: nobody has read any of the sample yet; import the workbook with 'eindekss review import'")
    return found
