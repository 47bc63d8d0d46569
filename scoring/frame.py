"""Observations as tables: one tidy frame, and from it the institutions side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from data.types import Observation, Outcome, Value

ROLLED = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED, Outcome.UNTESTED, Outcome.INAPPLICABLE)
"""Which outcome speaks for many subjects: the first of these that any of them has."""
SCOPES = ("site", "page", "service")
COLUMNS = ("institution", "indicator", "theme", "scope", "subject", "outcome", "value", "number", "reason", "confidence")
_WORDS = [outcome.value for outcome in ROLLED]


def verdict(outcomes: Iterable[Outcome]) -> Outcome:
    """What one indicator says of a whole site, from what it said of its subjects; untested when it said nothing."""
    seen = set(outcomes)
    return next((outcome for outcome in ROLLED if outcome in seen), Outcome.UNTESTED)


def frame(observations: Iterable[Observation], institutions: Mapping[str, str], themes: Mapping[str, str] | None = None) -> pd.DataFrame:
    """One row an observation, ordered by institution, indicator and subject.

    ``institutions`` gives the institution of a snapshot id, ``themes`` the theme of an indicator. ``value`` is the value as text,
    ``number`` the same as a number: 1 and 0 for yes and no, missing for words. Raises KeyError for an unknown snapshot.
    """
    known = themes or {}
    rows = [_row(seen, institutions[seen.snapshot], known.get(seen.indicator)) for seen in observations]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return _typed(table).sort_values(["institution", "indicator", "subject"], kind="stable", ignore_index=True)


def side_by_side(table: pd.DataFrame) -> pd.DataFrame:
    """One row for each institution and indicator, indexed by both.

    ``outcome`` is the verdict over all subjects; ``value`` and ``number`` are those of the site where the scope is the site.
    ``subjects`` counts what was asked of, ``measured`` those that passed or failed, ``failed`` those that failed; ``share`` is failed by
    measured, missing where nothing was measured; ``median`` is that of the numbers of the subjects that passed or failed.
    """
    by = ["institution", "indicator"]
    answered = table["outcome"].isin([Outcome.PASSED.value, Outcome.FAILED.value])
    marked = table.assign(
        rank=table["outcome"].cat.codes,
        measured=answered.astype("int64"),
        failed=table["outcome"].eq(Outcome.FAILED.value).astype("int64"),
        known=table["number"].where(answered),
    )
    groups = marked.groupby(by, observed=True, sort=True)
    found = groups.agg(
        theme=("theme", "first"),
        scope=("scope", "first"),
        rank=("rank", "min"),
        value=("value", "first"),
        number=("number", "first"),
        subjects=("subject", "size"),
        measured=("measured", "sum"),
        failed=("failed", "sum"),
        median=("known", "median"),
    )
    return _rolled(found)


def _rolled(found: pd.DataFrame) -> pd.DataFrame:
    of_site = found["scope"].eq("site")
    share = found["failed"].astype("Float64") / found["measured"].where(found["measured"] > 0).astype("Float64")
    outcome = pd.Categorical([_WORDS[rank] for rank in found["rank"]], categories=_WORDS, ordered=True)
    columns = ["theme", "scope", "outcome", "value", "number", "subjects", "measured", "failed", "share", "median"]
    kept = found.assign(outcome=outcome, share=share, value=found["value"].where(of_site), number=found["number"].where(of_site))
    return kept[columns]


def _row(seen: Observation, institution: str, theme: str | None) -> tuple[object, ...]:
    finding = seen.finding
    told = (_text(finding.value), _number(finding.value), finding.reason, finding.confidence)
    return (institution, seen.indicator, theme, seen.scope, seen.subject, finding.outcome.value, *told)


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    plain = table.astype({"subject": "string", "value": "string", "number": "Float64", "confidence": "float64"})
    words = dict.fromkeys(("institution", "indicator", "theme", "reason"), "category")
    typed = plain.astype(words)
    return typed.assign(
        scope=pd.Categorical(typed["scope"], categories=list(SCOPES)),
        outcome=pd.Categorical(typed["outcome"], categories=_WORDS, ordered=True),
    )


def _text(value: Value) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def _number(value: Value) -> float | None:
    return None if value is None or isinstance(value, str) else float(value)
