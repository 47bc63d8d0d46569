"""One entry an indicator, in the order of how many pages and people it touches."""

from __future__ import annotations

import pytest

from data.types import Finding, Observation, Outcome, Role, Value
from reports.entries import entries
from tests.reports.made import CATALOGUE

P, F, U = Outcome.PASSED, Outcome.FAILED, Outcome.UNTESTED
ROLES = {"/": Role.FRONT, "/s": Role.SERVICE, "/k": Role.CONTACT, "/a": Role.NEWS_ITEM, "/b": Role.OTHER, "/c": Role.OTHER}


def seen(indicator: str, subject: str, outcome: Outcome = F, value: Value = None, scope: str = "page") -> Observation:
    return Observation("s", indicator, 1, scope, subject, Finding(outcome, value))


@pytest.mark.parametrize(
    ("observations", "weight"),
    [
        ([seen("x", "/a"), seen("x", "/b")], 2),
        ([seen("x", "/"), seen("x", "/b")], 11),
        ([seen("x", "/s"), seen("x", "/k"), seen("x", "/b", P)], 6),
        ([seen("x", "/", P), seen("x", "/a", U)], 0),
        ([seen("x", "/", scope="site")], 10),
        ([seen("x", "/s", scope="service"), seen("x", "/t", scope="service")], 6),
        ([seen("x", "/ image-alt"), seen("x", "/elsewhere rule")], 11),
    ],
    ids=["two ordinary", "front", "service and contact", "no fault", "whole site", "two services", "a family's rule after a space"],
)
def test_weight(observations: list[Observation], weight: int) -> None:
    assert [entry.weight for entry in entries(observations, (), ROLES)] == [weight]


def test_order_is_reach_then_basis_then_name() -> None:
    found = entries(
        [
            seen("unknown", "/", scope="site"),
            seen("budget", "/", scope="site"),
            seen("contrast", "/a"),
            seen("statement", "/", scope="site"),
        ],
        CATALOGUE,
        ROLES,
    )
    assert [entry.id for entry in found] == ["budget", "statement", "unknown", "contrast"]


def test_places_of_most_people_come_first() -> None:
    [entry] = entries([seen("x", address) for address in ("/a", "/b", "/s", "/")], (), ROLES)
    assert [place.subject for place in entry.failed] == ["/", "/s", "/a", "/b"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [([4], 4), ([1, 4, 5], 4), ([1, 2], 1.5), (["2026-01-01"], "2026-01-01"), (["a", "b"], None), ([True, True], None), ([], None)],
)
def test_value_of_many_is_their_median(values: list[Value], expected: Value) -> None:
    observations = [seen("x", f"/{place}", P, value) for place, value in enumerate(values)] or [seen("x", "/", U)]
    assert [entry.value for entry in entries(observations, (), {})] == [expected]


def test_an_indicator_that_the_catalogue_lost_keeps_its_name() -> None:
    [entry] = entries([seen("old-one", "/")], CATALOGUE, ROLES)
    assert (entry.title.lv, entry.audit, entry.theme) == ("old-one", None, "other")
