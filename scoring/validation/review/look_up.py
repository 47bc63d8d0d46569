"""What a review is about: the verdicts, what people said of them, and the scores that hang on them, as a command asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from data.casebook import CASEBOOK, Casebook
from data.casebook_rows import Adjudication, Answer
from scoring.asked import read
from scoring.inputs import Inputs
from scoring.score import Scores
from scoring.survey.questionnaire import Questionnaire
from scoring.validation.asked import validated
from scoring.validation.counting import Judged, with_answers
from scoring.validation.review.shown import Shown, urls_of
from scoring.validation.verdict import Verdict


@dataclass(frozen=True)
class Reviewed:
    """The verdicts on a survey with what people decided of them; ``inputs`` hold them as they count, ``scores`` are those of the inputs.

    ``accuracy`` is the digest of what the verdicts were weighed with; ``answers`` and ``sites`` are shown to readers.
    """

    questionnaire: Questionnaire
    verdicts: Sequence[Verdict]
    adjudications: Sequence[Adjudication]
    inputs: Inputs
    scores: Scores
    accuracy: str = ""
    answers: Sequence[Answer] = ()
    sites: Mapping[str, str] = field(default_factory=dict)


def look_up(
    edition: str,
    at: datetime,
    *,
    run: str | None = None,
    casebook: Path | None = None,
    store: Path | None = None,
    bundles: Path | None = None,
    registry: Path | None = None,
    rates: Path | None = None,
) -> Reviewed:
    """The verdicts of an edition and the scores as of a moment. Raises ConfigError as ``validated`` and ``scoring.asked.read`` do."""
    plain = read(edition, run=run, store=store, bundles=bundles, registry=registry)
    book = casebook or CASEBOOK
    found = validated(edition, run=run, casebook=book, store=store, bundles=bundles, registry=registry, rates=rates)
    with Casebook(book, must_exist=True) as opened:
        name = found.questionnaire.edition
        said = (opened.adjudications(name), opened.notices(name), opened.replies(name))
    inputs = with_answers(plain, Judged(found.questionnaire, found.verdicts, found.quality, *said), at)
    sites = {body: look.site for body, look in found.looks.items()}
    return Reviewed(
        *(found.questionnaire, found.verdicts, said[0], inputs, inputs.scores(), found.quality.digest), answers=found.answers, sites=sites
    )


def shown(reviewed: Reviewed, lang: str) -> Shown:
    """What readers are shown of the bodies: names, sites, and the addresses that they gave."""
    return Shown(names_of(reviewed.inputs, lang), reviewed.sites, urls_of(reviewed.answers))


def names_of(inputs: Inputs, lang: str) -> dict[str, str]:
    """How the bodies are called, by id."""
    column = f"name_{lang}"
    return {str(unit): str(name) for unit, name in inputs.units[column].items()} if column in inputs.units else {}
