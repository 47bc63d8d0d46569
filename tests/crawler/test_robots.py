"""What a robots.txt says, by RFC 9309."""

from __future__ import annotations

import pytest

from crawler.robots import LIMIT, Robots, read

URL = "https://a.lv/robots.txt"


@pytest.mark.parametrize(
    ("status", "body", "allowed"),
    [
        (200, b"", True),
        (200, b"User-agent: *\nDisallow: /\n", False),
        (200, b"user-AGENT: EINDEKSS\ndisallow: /x", False),
        (200, b"User-agent: eindekss/9.9\nDisallow: /x", False),
        (200, b"User-agent: *\nDisallow: /x\nAllow: /x/lapa", True),
        (200, b"User-agent: *\nDisallow: /*lapa$", False),
        (200, b"User-agent: Googlebot\nDisallow: /", True),
        (200, b"\xff\xfe\x00 binary \x00", True),
        (200, b"User-agent: *\rDisallow: /x\r", False),
        (200, b"  \n<!DOCTYPE html><p>User-agent: *\nDisallow: /", True),
        (204, b"", True),
        (401, b"", True),
        (403, b"", True),
        (404, b"", True),
        (429, b"", False),
        (500, b"", False),
        (503, b"", False),
    ],
)
def test_whether_a_page_is_allowed(status: int, body: bytes, allowed: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert read(URL, status, body).rules().allows("https://a.lv/x/lapa") is allowed


def test_no_answer_means_nothing_may_be_fetched() -> None:
    assert not Robots(URL, None, reason="timeout").rules().allows("https://a.lv/")


def test_a_page_of_html_holds_no_rules_whatever_it_calls_itself() -> None:
    assert read(URL, 200, b"User-agent: *\nDisallow: /", "text/html; charset=utf-8").body == ""


def test_only_whole_lines_within_the_limit_count() -> None:
    body = b"User-agent: *\n" + b"# " + b"x" * (LIMIT - 40) + b"\nDisallow: /abcdefghijklmnopqrstuvwxyz\n"
    assert read(URL, 200, body).rules().allows("https://a.lv/abc")


def test_delay_and_site_maps_are_told() -> None:
    rules = read(URL, 200, b"User-agent: *\nCrawl-delay: 2.5\nSitemap: https://a.lv/m.xml\n").rules()
    assert (rules.crawl_delay, rules.sitemaps) == (2.5, ("https://a.lv/m.xml",))
