"""When a look at a site was whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audits.audit import Case
from audits.cases import snapshot
from audits.wholeness import is_tool, whole
from data import vocabulary
from data.types import Coverage, Missing, Outcome, Page, Role, Snapshot


def _seen(stopped_by: str, failed: int, *shut: str, reason: str = "robots") -> Snapshot:
    made = snapshot(Case("any", Outcome.PASSED), vocabulary.load())
    pages = tuple(Page(url, Role.OTHER, 1, "", Missing(reason)) for url in shut)
    return replace(made, pages=(*made.pages, *pages), coverage=Coverage(9, 9 - len(shut), 0, len(shut), failed, stopped_by))


@pytest.mark.parametrize(
    "url",
    [
        "https://a.lv/mekle",
        "https://a.lv/lv/meklēšana/?x=1",
        "https://a.lv/?s=budžets",
        "https://a.lv/wp-admin/",
        "https://a.lv/user/login",
        "https://a.lv/zina?print=1",
        "https://a.lv/lv/search.aspx",
    ],
)
def test_a_search_or_a_login_is_a_tool(url: str) -> None:
    assert is_tool(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.lv/",
        "https://a.lv/dokumenti/",
        "https://a.lv/research/",
        "https://a.lv/printeri/",
        "https://a.lv/users",
        "https://a.lv/?id=3",
    ],
)
def test_what_says_something_is_none(url: str) -> None:
    assert not is_tool(url)


def test_only_tools_shut_by_robots_take_nothing_from_the_look() -> None:
    assert whole(_seen("exhausted", 0))
    assert whole(_seen("exhausted", 0, "https://a.lv/mekle", "https://a.lv/wp-admin/"))
    assert not whole(_seen("exhausted", 0, "https://a.lv/mekle", "https://a.lv/dokumenti/"))
    assert not whole(_seen("exhausted", 0, "https://a.lv/mekle", reason="forbidden"))
    assert not whole(_seen("exhausted", 1, "https://a.lv/mekle"))
    assert not whole(_seen("pages", 0))
