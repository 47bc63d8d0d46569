"""What a robots.txt says, by RFC 9309: cases, and properties held against a matcher that is plain to see through."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
        (200, b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /x\r\n", False),
        (200, "User-agent: *\nDisallow: /x".encode("utf-16"), False),
        (200, "User-agent: *\nDisallow: /x".encode("utf-16-le"), False),
        (200, "User-agent: *\nDisallow: /x".encode("utf-16-be"), False),
        (200, b"User-agent: eindekss (+https://a.lv)\nDisallow: /x", False),
        (200, b"User-agent: eind\nDisallow: /", True),
        (200, b"User-agent: eindekssbot\nDisallow: /", True),
        (200, b"User-agent: *\nDisallow: /\n\nUser-agent: eindekss\nDisallow:", True),
        (200, b"User-agent: eindekss\nDisallow: /y\n\nUser-agent: *\nDisallow: /\n\nUser-agent: Eindekss\nDisallow: /x", False),
        (200, b"User-agent: eindekss\nUser-agent: other\nDisallow: /x", False),
        (200, b"User-agent: eindekss\nNoindex: /\n\nSitemap: https://a.lv/m.xml\nUser-agent: other\nDisallow: /x", False),
        (200, b"User-agent: *\nDisallow: /x\nAllow: /x", True),
        (200, b"User-agent: *\nAllow: /x/\nDisallow: /x/lapa", False),
        (200, b"User-agent: *\nDisallow: /x/l*a$", False),
        (200, b"User-agent: *\nDisallow: /x/lap$", True),
        (200, b"User-agent: *\nDisallow: /%78/l%61pa", False),
        (200, b"User-agent: *\nDisallow: /x/ # /lapa", False),
        (200, b"User-agent: *\n# \xc2\x85Disallow: /x", True),
        (200, b"Disallow: /x", True),
        (200, b"user agent *\ndisallow /x", False),
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


@pytest.mark.parametrize(
    ("body", "content_type", "rules"),
    [
        (b"<!doctype html><pre>\nUser-agent: *\nDisallow: /", "text/plain", False),
        (b"Lapa nav atrasta", "text/html; charset=utf-8", False),
        (b"User-agent: *\nDisallow: /", "text/html; charset=utf-8", True),
        (b"User-agent: *\nDisallow: /", "application/octet-stream", True),
    ],
)
def test_a_page_in_its_place_holds_no_rules_but_rules_are_rules_whatever_they_are_called(
    body: bytes,
    content_type: str,
    rules: bool,  # noqa: FBT001 (a column of the table)
) -> None:
    found = read(URL, 200, body, content_type)
    assert bool(found.body) is rules
    assert found.rules().allows("https://a.lv/") is not rules


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        (b"2.5", 2.5),
        (b"0,5", 0.5),
        (b".5", 0.5),
        (b"10 s", 10.0),
        (b"1000000000", 1e9),
        (b"1e99", 1e9),
        (b"9" * 400, 1e9),
        (b"-5", None),
        (b"long", None),
        (b"nan", None),
        (b"", None),
    ],
)
@pytest.mark.parametrize("agent", [b"*", b"eindekss"])
def test_a_delay_is_a_number_of_seconds_however_it_is_written(agent: bytes, said: bytes, seconds: float | None) -> None:
    assert read(URL, 200, b"User-agent: " + agent + b"\nCrawl-delay: " + said).rules().crawl_delay == seconds


def test_the_delay_of_another_is_not_ours() -> None:
    body = b"User-agent: *\nCrawl-delay: 9\n\nUser-agent: eindekss\nCrawl-delay: 2\n\nUser-agent: other\nCrawl-delay: 30"
    assert read(URL, 200, body).rules().crawl_delay == 2


@settings(deadline=None)
@given(st.binary(max_size=2000), st.sampled_from(["", "text/plain", "text/html"]), st.sampled_from([200, 206, 301, 404, 429, 503]))
def test_no_bytes_are_too_strange(body: bytes, content_type: str, status: int) -> None:
    rules = read(URL, status, body, content_type).rules()
    assert isinstance(rules.allows("https://a.lv/x?y=%ff"), bool)
    assert rules.crawl_delay is None or rules.crawl_delay >= 0


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_address_is_too_strange(url: str) -> None:
    assert isinstance(read(URL, 200, b"User-agent: *\nDisallow: /*x$").rules().allows(url), bool)


_PATHS = st.from_regex(r"/[abX/*.2=~]{0,7}\$?", fullmatch=True)
_LINES = st.lists(st.tuples(st.sampled_from(["Allow", "Disallow"]), _PATHS), max_size=6)


@settings(deadline=None)
@given(_LINES, st.text("abX/.2=~", max_size=8).map(lambda path: "/" + path))
def test_the_longest_rule_that_matches_decides_and_allow_wins_a_tie(lines: list[tuple[str, str]], path: str) -> None:
    body = "\n".join(["User-agent: *", *(f"{field}: {value}" for field, value in lines)]).encode()
    assert read(URL, 200, body).rules().allows(f"https://a.lv{path}") is _allowed(lines, path)


def _allowed(lines: list[tuple[str, str]], path: str) -> bool:
    """RFC 9309 2.2.2 word for word, for addresses of plain characters."""
    matching = [(len(value), field == "Allow") for field, value in lines if _pattern(value).match(path)]
    return max(matching)[1] if matching else True


def _pattern(value: str) -> re.Pattern[str]:
    start, end = (value[:-1], r"\Z") if value.endswith("$") else (value, "")
    return re.compile("".join(".*" if each == "*" else re.escape(each) for each in start) + end)


@pytest.mark.parametrize(
    ("rule", "path", "allowed"),
    [
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", True),
        ("/foo/bar?baz=a", "/foo/bar?baz=a&x=1", False),
        ("/ziņas/", "/zi%C5%86as/1", False),
        ("/zi%c5%86as/", "/zi%C5%86as/1", False),
        ("/%7Euser", "/~user", False),
        ("/a%2fb", "/a/b", True),
        ("/a%2Fb", "/a%2fb", False),
        ("/fails$.pdf", "/fails$.pdf", False),
        ("/a%2Ab", "/aXb", True),
    ],
)
def test_escapes_are_compared_by_what_they_stand_for(rule: str, path: str, allowed: bool) -> None:  # noqa: FBT001 (a column)
    assert read(URL, 200, f"User-agent: *\nDisallow: {rule}".encode()).rules().allows(f"https://a.lv{path}") is allowed


@settings(deadline=None)
@given(st.lists(st.sampled_from(["eindekss", "*", "Other", "EINDEKSS/1.0", "eind", "eindekss-x"]), min_size=1, max_size=5))
def test_our_own_groups_are_merged_and_come_before_the_one_for_all(names: list[str]) -> None:
    groups = [f"User-agent: {name}\nDisallow: /{number}/" for number, name in enumerate(names)]
    rules = read(URL, 200, "\n".join(groups).encode()).rules()
    ours = [name.lower().partition("/")[0] == "eindekss" for name in names]
    mine = ours if any(ours) else [name == "*" for name in names]
    assert [not rules.allows(f"https://a.lv/{number}/x") for number in range(len(names))] == mine


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(["\n", "\r", "\r\n"]), st.integers(0, 40))
def test_a_line_cut_in_half_by_the_limit_is_not_obeyed(end: str, cut: int) -> None:
    head = f"User-agent: *{end}Disallow: /pirms/{end}# "
    tail = f"{end}Disallow: /abcdefghijklmnopqrstuvwxyz{end}"
    body = head + "x" * (LIMIT - len(head) - cut) + tail
    rules = read(URL, 200, body.encode()).rules()
    assert not rules.allows("https://a.lv/pirms/x")
    assert rules.allows("https://a.lv/abc")
    assert rules.allows("https://a.lv/abcdefghijklmnopqrstuvwxyz") is (cut < len(tail.rstrip()) + 1)


def test_only_whole_lines_within_the_limit_count() -> None:
    body = b"User-agent: *\n" + b"# " + b"x" * (LIMIT - 40) + b"\nDisallow: /abcdefghijklmnopqrstuvwxyz\n"
    assert read(URL, 200, body).rules().allows("https://a.lv/abc")


def test_delay_and_site_maps_are_told() -> None:
    rules = read(URL, 200, b"User-agent: *\nCrawl-delay: 2.5\nSitemap: https://a.lv/m.xml\n").rules()
    assert (rules.crawl_delay, rules.sitemaps) == (2.5, ("https://a.lv/m.xml",))
