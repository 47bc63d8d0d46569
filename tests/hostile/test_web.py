"""The hostile servers themselves: a log that tells the truth, and a check that can fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.types import Evidence, Finding, Observation, Outcome
from tests.hostile.manners import check, judged_unseen
from tests.hostile.web import Asked, Request, Site, Web, moved, page, robots


def test_a_visit_is_logged_on_both_sides(web: Web, tmp_path: Path) -> None:
    site = web.site("pilseta.test", {"/": page("Sākums", "/a", "/b"), "/a": page("A"), "/b": moved("/a")})
    seen = web.visit(site, tmp_path)
    told = {row["url"] for row in seen.events("request") if row["url"].startswith(site.url)}
    assert told == {f"{site.origin}{path}" for path in site.paths}
    assert site.paths[0] == "/robots.txt"
    assert all(row.ended >= row.started for row in site.asked)


def _asked(target: str, started: float, ended: float, method: str = "GET", **headers: str) -> Asked:
    request = Request(method, target, "a.test", {"user-agent": "eindekss/0 (+x)", **headers})
    return Asked(request, "127.0.9.1", started, ended, 200)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([_asked("/a", 0, 2), _asked("/b", 1, 3)], "was under way"),
        ([_asked("/slegts", 0, 1)], "disallows"),
        ([_asked("/a", 0.0, 0.1), _asked("/b", 0.5, 0.6)], "asked were 5"),
        ([_asked("/a", 0, 1, "POST")], "POST"),
        ([_asked("/a", 0, 1, cookie="x=1")], "credentials"),
        ([_asked("/a", 0, 1, **{"user-agent": "Mozilla/5.0", "upgrade-insecure-requests": "1"})], "who we are"),
    ],
)
def test_the_check_can_fail(rows: list[Asked], fault: str) -> None:
    rules = robots("User-agent: *", "Disallow: /slegts", "Crawl-delay: 5")
    site = Site("a.test", "127.0.9.1", 80, secure=False, routes={"/robots.txt": rules}, asked=rows)
    with pytest.raises(AssertionError, match=fault):
        check([site], [])


def test_a_rest_that_was_asked_for_and_not_kept_is_noticed() -> None:
    first = _asked("/a", 0, 1)
    first.status, first.retry_after = 503, "30"
    site = Site("a.test", "127.0.9.1", 80, secure=False, routes={}, asked=[first, _asked("/b", 5, 6)])
    with pytest.raises(AssertionError, match="Retry-After of 30"):
        check([site], [])


def test_what_was_judged_unseen_is_noticed(web: Web, tmp_path: Path) -> None:
    site = web.site("pilseta.test", {"/": page("Sākums", "/nav")})
    seen = web.visit(site, tmp_path)
    finding = Finding(Outcome.FAILED, False, (Evidence(f"{site.origin}/nav"),), whole=True)
    observation = Observation(seen.snapshot.id, "phone", 1, "site", site.url, finding)
    assert len(list(judged_unseen(seen.but(observation)))) == 1
