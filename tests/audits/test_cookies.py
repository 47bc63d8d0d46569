"""Cookies by kind and life, and hosts that follow people."""

from __future__ import annotations

import pytest

from audits import cases
from audits.cookies import days, kind_of, tracker_of
from data import vocabulary


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("PHPSESSID", "necessary"),
        ("SSESSabc", "necessary"),
        ("pll_language", "preferences"),
        ("_ga_ABC", "statistics"),
        ("_pk_id.1.1fff", "statistics"),
        ("_fbp", "marketing"),
        ("YSC", "media"),
        ("_gallery", "unknown"),
        ("", "unknown"),
    ],
)
def test_kinds(name: str, kind: str) -> None:
    assert kind_of(name, vocabulary.load()) == kind


def test_lives() -> None:
    now = cases.TAKEN_AT.timestamp()
    lives = [days({"expires": expires}, cases.TAKEN_AT) for expires in (-1, now + 86400 * 30, now - 5, None, float("inf"))]
    assert lives[:4] == [0, 30, 0, 0]
    assert lives[4] > 10**5
    assert days({"expires": now + 86400}, None) == 0


@pytest.mark.parametrize(
    ("host", "tracker"),
    [
        ("stats.g.doubleclick.net", "doubleclick.net"),
        ("DOUBLECLICK.NET", "doubleclick.net"),
        ("hm.baidu.com", "Baidu Analytics"),
        ("fonts.gstatic.com", ""),
        ("notdoubleclick.net", ""),
        ("net", ""),
        ("", ""),
    ],
)
def test_trackers(host: str, tracker: str) -> None:
    assert tracker_of(host, vocabulary.load(), ("statistics", "advertising", "social"), ("ad", "analytics")) == tracker
