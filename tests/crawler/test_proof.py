"""The proof of manners is what the logs say: gaps, bytes, what robots.txt forbade, waits, and any promise that was broken."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from crawler.cli import politeness
from crawler.proof import Manners, manners
from data.bundle import Bundle, BundleWriter
from data.rows import institution_json
from data.types import Coverage, Exchange
from tests.crawler.serving import Said, Served, institution, page, robots, visited

BEGAN = 1_795_000_000.0
NAMES = itertools.count()
RULES = "https://a.test/robots.txt"


def asked(place: str, began: float, ended: float, host: str = "a.test", **facts: Any) -> dict[str, Any]:
    """A row of the log: one request, its times in seconds after the first."""
    row = {"event": "request", "host": host, "url": f"https://{host}/{place}", "addresses": ["192.0.2.1"], "purpose": "page"}
    times = {"began": BEGAN + began, "ended": BEGAN + ended, "gap": 0.0}
    if "heard" in facts:
        facts["heard"] += BEGAN
    return {**row, "robots": "allowed", "failed": "", "waited": 0.0, **times, **facts}


def said(**facts: Any) -> dict[str, Any]:
    """A row of the log: what robots.txt said."""
    return {"event": "robots", "host": "a.test", "url": RULES, "status": 200, "reason": "", "crawl_delay": None, "silent": False, **facts}


def sealed(folder: Path, *rows: dict[str, Any], rules: bytes | None = None) -> Path:
    """A sealed bundle with this log."""
    path = folder / f"{next(NAMES)}.sqlite"
    body = institution_json(institution("https://a.test/"))
    manifest = {"institution": body, "site": "https://a.test/", "started": "2026-11-23T03:00:00+00:00", "versions": {"app": "0"}}
    with BundleWriter(path, manifest) as writer:
        if rules is not None:
            kept, at = writer.blob(rules), datetime(2026, 11, 23, 3, tzinfo=UTC)
            writer.exchange(Exchange(RULES, "GET", 200, (), (("Content-Type", "text/plain"),), kept, at, 1), "robots")
        for row in rows:
            writer.log(**row)
        writer.snapshot(Coverage(2, 2, 0, 0, 0, "exhausted"), "complete")
        writer.seal([])
    return path


def proved(*paths: Path) -> list[Manners]:
    """The manners in bundles."""
    bundles = [Bundle(path) for path in paths]
    try:
        return manners(*bundles)
    finally:
        for bundle in bundles:
            bundle.close()


def shown(*paths: Path) -> Result:
    """What the command says of bundles."""
    return CliRunner().invoke(politeness, [str(path) for path in paths])


def test_a_real_visit_keeps_its_promises(tmp_path: Path) -> None:
    answers = {
        "/": page("Sākums", "/viens", "/slepens/divi"),
        "/viens": page("Viens"),
        "/robots.txt": robots("User-agent: *", "Crawl-delay: 0.3", "Disallow: /slepens/"),
    }
    with Served(answers) as site:
        visited(site.url, tmp_path, render=0)
    [told] = [each for each in proved(tmp_path / "piemers.sqlite") if each.host == "127.0.0.1"]
    assert told.broken == ()
    assert (told.crawl_delay, told.disallowed, told.addresses) == (0.3, 1, ("127.0.0.1",))
    assert told.smallest_gap is not None
    assert told.smallest_gap >= 0.295
    assert told.bytes > 0
    assert not [path for path in site.paths if "slepens" in path]
    result = shown(tmp_path / "piemers.sqlite")
    assert result.exit_code == 0
    assert "1 disallowed and not asked for" in result.output
    assert "Every promise was kept." in result.output


def test_a_wait_that_was_asked_for_is_kept_and_told(tmp_path: Path) -> None:
    first = iter([Said(b"", 503, {"Retry-After": "1"})])
    with Served({"/": page("Sākums", "/a"), "/a": lambda path: next(first, page(path)), "/robots.txt": robots("")}) as site:
        visited(site.url, tmp_path)
    [told] = [each for each in proved(tmp_path / "piemers.sqlite") if each.host == "127.0.0.1"]
    assert (told.asked_to_wait, told.broken) == ((1.0,), ())
    assert told.waited[0] >= 0.995
    assert "asked 1 time to come back later (Retry-After), after up to 1 s" in shown(tmp_path / "piemers.sqlite").output


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([asked("1", 0, 1), asked("2", 1.5, 2, gap=1.0)], "SOONER THAN OWED (after 0.500 s, owed were 1.000): https://a.test/2"),
        ([said(crawl_delay=2), asked("1", 0, 1), asked("2", 2, 3)], "SOONER THAN OWED (after 1.000 s, owed were 2.000): https://a.test/2"),
        ([asked("1", 0, 2), asked("2", 1, 3)], "WHILE https://a.test/1 WAS UNDER WAY: https://a.test/2"),
        ([asked("1", 0, 2), asked("2", 1, 3, "b.test")], "AT THE SAME TIME AS https://a.test/1, at 192.0.2.1: https://b.test/2"),
        ([asked("1", 0, 1, asked=9.0, heard=1), asked("2", 4, 5)], "AGAIN AFTER 3.000 s, Retry-After was 9: https://a.test/1"),
        ([asked("slegts", 0, 1)], "ALTHOUGH ROBOTS.TXT DISALLOWS IT: https://a.test/slegts"),
        ([said(silent=True, status=None), asked("", 0, 1)], "ALTHOUGH ROBOTS.TXT DISALLOWS IT: https://a.test/"),
        (
            [
                asked("1", 0, 1),
                {"event": "left-alone", "host": "a.test", "reason": "timeout", "failures": 5, "since": BEGAN + 1, "rest": 30.0},
                asked("2", 9, 10),
            ],
            "WHILE IT WAS TO BE LEFT ALONE: https://a.test/2",
        ),
    ],
    ids=["our-own-rest", "crawl-delay", "host", "address", "retry-after", "disallowed", "silent", "left-alone"],
)
def test_a_promise_that_was_broken_is_told_and_ends_with_two(tmp_path: Path, rows: list[dict[str, Any]], fault: str) -> None:
    result = shown(sealed(tmp_path, *rows, rules=b"User-agent: *\nDisallow: /slegts"))
    assert result.exit_code == 2
    assert fault in result.output
    assert "A promise was broken." in result.output


def test_visits_of_one_run_are_proved_together(tmp_path: Path) -> None:
    one, other = sealed(tmp_path, asked("1", 0, 2)), sealed(tmp_path, asked("2", 1, 3, "b.test"))
    assert [shown(one).exit_code, shown(other).exit_code, shown(one, other).exit_code] == [0, 0, 2]


def test_what_was_not_broken_is_told_too(tmp_path: Path) -> None:
    rows = [
        said(crawl_delay=0.5),
        asked("", 0, 1),
        asked("a", 2, 3, asked=30.0, heard=2.5),
        {"event": "refused", "url": "https://a.test/x", "reason": "robots"},
        {"event": "impatient", "host": "a.test", "wait": 30.0, "patience": 5.0},
        {"event": "left-alone", "host": "a.test", "reason": "timeout", "failures": 5, "since": BEGAN + 3, "rest": 30.0},
        {"event": "browser-traffic", "bytes": {"www.a.test": 123}, "refused": []},
    ]
    [told] = proved(sealed(tmp_path, *rows))
    assert (told.smallest_gap, told.median_gap, told.crawl_delay) == (1.0, 1.0, 0.5)
    assert (told.asked_to_wait, told.waited, told.given_up, told.disallowed, told.shown_bytes) == ((30.0,), (), 1, 1, 123)
    assert told.left_alone == ("5 failures in a row (timeout)",)
    assert told.kept


@pytest.mark.parametrize("made", [lambda folder: folder / "none.sqlite", sealed])
def test_a_bundle_without_requests_is_no_fault_and_a_missing_one_is(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    path = made(tmp_path)
    assert (shown(path).exit_code == 0) is path.exists()
