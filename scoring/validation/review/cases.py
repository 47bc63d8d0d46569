"""Verdicts that one look settles, put together as one case: they share a page, or an indicator at the same body."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from urllib.parse import urlsplit

from scipy.cluster.hierarchy import DisjointSet

from scoring.validation.tables import first_evidence
from scoring.validation.verdict import Verdict


def cases(verdicts: Sequence[Verdict]) -> list[int]:
    """The number of the case of each verdict, from 0 in the order in which cases first come.

    Of a body, verdicts on the same indicator are one case; of all bodies, those that rest on the same page (of a portal, for instance).
    A front page is no common cause: whatever is found nowhere is told of it.
    """
    joined = DisjointSet(range(len(verdicts)))
    first: dict[Hashable, int] = {}
    for place, verdict in enumerate(verdicts):
        for cause in _causes(verdict):
            joined.merge(first.setdefault(cause, place), place)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(joined[place], len(numbers)) for place in range(len(verdicts))]


def _causes(verdict: Verdict) -> Iterator[Hashable]:
    for indicator in dict.fromkeys(row.indicator for row in verdict.seen):
        yield verdict.institution, indicator, verdict.subject
    shown = first_evidence(verdict)
    if shown and _is_inner(shown.url):
        yield shown.url


def _is_inner(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path not in {"", "/"} or bool(parts.query)
