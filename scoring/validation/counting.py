"""Verdicts, and what people said of them, made part of what scores are computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from data.casebook import Casebook
from data.casebook_rows import Adjudication, Notice, Reply
from scoring.inputs import Inputs
from scoring.survey.questionnaire import Questionnaire
from scoring.validation.asked import validated
from scoring.validation.counted import counted
from scoring.validation.counted_rows import rows
from scoring.validation.counted_table import counted_table
from scoring.validation.quality import Quality
from scoring.validation.said import said
from scoring.validation.verdict import Verdict


@dataclass(frozen=True)
class Judged:
    """The verdicts on a survey, what they were made with, and what people said of them since."""

    questionnaire: Questionnaire
    verdicts: Sequence[Verdict]
    quality: Quality
    adjudications: Sequence[Adjudication] = ()
    notices: Sequence[Notice] = ()
    replies: Sequence[Reply] = ()


def with_answers(inputs: Inputs, judged: Judged, at: datetime) -> Inputs:
    """The inputs with the answers as they count at a moment; they stand in the place of a survey."""
    spoken = (judged.adjudications, judged.notices, judged.replies)
    table = counted_table(judged.questionnaire, judged.verdicts, counted(judged.verdicts, *spoken, at), judged.quality)
    return replace(inputs, answers=table, survey=rows(table, "claimed"), said=said(*spoken, at), tallies=judged.quality.tallies, at=at)


def counting(inputs: Inputs, edition: str, casebook: Path, at: datetime, **places: Any) -> Inputs:  # noqa: ANN401 (see below)
    """The inputs with the answers of a casebook as they count at a moment, after verdicts on the same visits.

    ``places`` are the run, the store or bundles, the registry and the file of rates, as the command line names them. Raises ConfigError
    where there is no such casebook, no answers in it, or nothing that they could be held against.
    """
    found = validated(edition, casebook=casebook, **places)
    with Casebook(casebook, must_exist=True) as book:
        name = found.questionnaire.edition
        spoken = (book.adjudications(name), book.notices(name), book.replies(name))
    whole = with_answers(inputs, Judged(found.questionnaire, found.verdicts, found.quality, *spoken), at)
    learned = {} if places.get("rates") is None else {"rates": places["rates"]}
    return replace(whole, files={**inputs.files, "casebook": casebook, **learned})
