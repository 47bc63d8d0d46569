"""security.txt is looked for where it belongs, and an error page in disguise is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.crawler.serving import PLAIN, Answer, Said, Served, moved, page, robots, visited

FILE = Said(b"Contact: mailto:cert@piemers.lv\nExpires: 2027-01-01T00:00:00Z\n", headers=PLAIN)
FIRST, SECOND = "/.well-known/security.txt", "/security.txt"


def told(folder: Path, rules: str = "", **routes: Answer) -> tuple[list[Any], list[str]]:
    places = {"first": FIRST, "second": SECOND, "other": "/drosiba.txt", "rest": "*"}
    served = {places[name]: answer for name, answer in routes.items()}
    with Served({"/robots.txt": robots("User-agent: *", rules), "/": page("Sākums"), **served}) as site:
        seen = visited(site.url, folder)
        return seen.artifact("security_txt")["tried"], [path for path in site.paths if "security" in path]


def test_where_it_belongs(tmp_path: Path) -> None:
    [one], asked = told(tmp_path, first=FILE)
    assert (one["status"], one["type"], one["text"]) == (200, "text/plain", FILE.body.decode())
    assert asked == [FIRST]


def test_where_it_used_to_lie(tmp_path: Path) -> None:
    tried, asked = told(tmp_path, second=FILE)
    assert [each["status"] for each in tried] == [404, 200]
    assert asked == [FIRST, SECOND]


def test_a_redirect_on_the_site_is_followed(tmp_path: Path) -> None:
    tried, _ = told(tmp_path, first=moved("/drosiba.txt"), other=FILE)
    assert tried[0]["final"].endswith("/drosiba.txt")


@pytest.mark.parametrize("answer", [page("Sākums"), Said(b"<!doctype html><title>404</title>", headers=PLAIN)])
def test_a_page_is_no_such_file(tmp_path: Path, answer: Said) -> None:
    tried, _ = told(tmp_path, rest=answer)
    assert [(each["status"], each["html"], "text" in each) for each in tried] == [(200, True, False)] * 2


def test_a_large_file_is_cut(tmp_path: Path) -> None:
    [one], _ = told(tmp_path, first=Said(b"# " + b"x" * 100_000, headers=PLAIN))
    assert (len(one["text"]), one["large"]) == (32 * 1024, True)


def test_robots_are_obeyed_and_refusals_told(tmp_path: Path) -> None:
    [one], asked = told(tmp_path, "Disallow: /.well-known/", first=FILE)
    assert (one["reason"], asked) == ("robots", [])
    (tmp_path / "b").mkdir()
    tried, _ = told(tmp_path / "b", first=Said(b"nav", 403, PLAIN), second=Said(b"nav", 500, PLAIN))
    assert [each["reason"] for each in tried] == ["forbidden", "server-error"]
