"""What the command asks for: the answers of an edition, the looks at the bodies, and the verdicts that follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.casebook import CASEBOOK, Casebook
from data.casebook_rows import Answer
from data.errors import ConfigError
from data.registry import FOLDER as REGISTRY
from data.registry import load as registry_of
from data.store import source_of
from scoring.methodology import load as methodology_of
from scoring.survey.questionnaire import Questionnaire, load
from scoring.validation import options
from scoring.validation.learning import rates_file
from scoring.validation.learning.rates_file import Rates
from scoring.validation.look import Look, domains
from scoring.validation.looks import looks
from scoring.validation.quality import Quality, quality
from scoring.validation.seeds import given, seeds
from scoring.validation.verdict import Verdict
from scoring.validation.verdicts import verdicts


@dataclass(frozen=True)
class Validated:
    """The verdicts and all that they depend on. ``methodology`` is the digest of the edition's tables, ``rates`` what a sample taught."""

    questionnaire: Questionnaire
    methodology: str
    quality: Quality
    looks: Mapping[str, Look]
    answers: tuple[Answer, ...]
    portals: frozenset[str]
    verdicts: tuple[Verdict, ...]
    rates: Rates | None = None

    def seeds(self) -> pd.DataFrame:
        """The addresses that answers give and no visit saw (see ``scoring.validation.seeds``)."""
        return seeds(self.questionnaire, self.answers, self.looks, self.portals)


def validated(
    edition: str,
    *,
    run: str | None = None,
    institution: str | None = None,
    casebook: Path | None = None,
    store: Path | None = None,
    bundles: Path | None = None,
    registry: Path | None = None,
    rates: Path | None = None,
) -> Validated:
    """The verdicts on what the casebook holds of an edition; of one ``institution`` where it is named, the chances still over all.

    What a random sample taught counts only where its file of ``rates`` is named. Raises ConfigError where there are no answers, no such
    body among them, no store, or a table has faults.
    """
    methodology, questionnaire = methodology_of(edition), load(edition)
    answers = _answers(casebook or CASEBOOK, questionnaire.edition)
    body = _of(institution, answers, registry or REGISTRY)
    source = source_of(store, bundles)
    if source is None:
        raise ConfigError("there is no store yet; visit and merge first, or give --store or --bundles")
    found = looks(source, indicators_of(questionnaire), run, given(questionnaire, answers))
    portals = domains(url for portal in registry_of(registry or REGISTRY).portals for url in (portal.url, *portal.aliases))
    learned = None if rates is None else rates_file.read(rates)
    weighed = quality(methodology.method, learned.tallies, learned.claims) if learned else quality(methodology.method)
    told = verdicts(questionnaire, answers, found, weighed, portals=portals)
    mine = tuple(verdict for verdict in told if body in {None, verdict.institution})
    kept = tuple(answer for answer in answers if body in {None, answer.institution})
    return Validated(questionnaire, methodology.digest, weighed, found, kept, portals, mine, learned)


def indicators_of(questionnaire: Questionnaire) -> frozenset[str]:
    """All that the answers are held against."""
    told = {indicator for question in questionnaire.questions for indicator in question.indicators}
    shown = {sign.indicator for question in questionnaire.questions for sign in options.signs(question).values()}
    return frozenset(told | shown)


def _answers(path: Path, edition: str) -> tuple[Answer, ...]:
    with Casebook(path, must_exist=True) as casebook:
        found = casebook.answers(edition)
    if not found:
        raise ConfigError(f"{path}: no answers to {edition}; import some with 'eindekss survey import'")
    return found


def _of(institution: str | None, answers: tuple[Answer, ...], registry: Path) -> str | None:
    if institution is None:
        return None
    known = {answer.institution for answer in answers}
    body = institution if institution in known else registry_of(registry).find(institution).id
    if body not in known:
        raise ConfigError(f"{body} has answered nothing; 'eindekss survey answers' tells who has")
    return body
