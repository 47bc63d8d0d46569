"""The proof of manners is what the log says: gaps, bytes, what robots.txt forbade, and any promise that was broken."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from crawler.cli import politeness
from crawler.proof import manners
from data.bundle import Bundle, BundleWriter
from data.rows import institution_json
from data.types import Coverage
from tests.crawler.serving import Served, institution, page, robots, visited


def test_a_real_visit_keeps_its_promises(tmp_path: Path) -> None:
    answers = {
        "/": page("Sākums", "/viens", "/slepens/divi"),
        "/viens": page("Viens"),
        "/robots.txt": robots("User-agent: *", "Crawl-delay: 0.3", "Disallow: /slepens/"),
    }
    with Served(answers) as site:
        visited(site.url, tmp_path, render=0)
        with Bundle(tmp_path / "piemers.sqlite") as bundle:
            [told] = [each for each in manners(bundle) if each.host == "127.0.0.1"]
    assert told.kept
    assert (told.crawl_delay, told.disallowed) == (0.3, 1)
    assert told.smallest_gap is not None
    assert told.smallest_gap >= 0.295
    assert told.bytes > 0
    assert not [path for path in site.paths if "slepens" in path]
    shown = CliRunner().invoke(politeness, [str(tmp_path / "piemers.sqlite")])
    assert shown.exit_code == 0
    assert "Every promise was kept." in shown.output


def test_a_request_sooner_than_owed_is_told_and_ends_with_two(tmp_path: Path) -> None:
    path = tmp_path / "hasty.sqlite"
    body = institution("https://a.test/")
    manifest = {
        "institution": institution_json(body),
        "site": "https://a.test/",
        "started": "2026-11-23T03:00:00+00:00",
        "versions": {"app": "0"},
    }
    with BundleWriter(path, manifest) as writer:
        for place in ("viens", "divi"):
            writer.log("request", host="a.test", url=f"https://a.test/{place}", purpose="page", robots="allowed", gap=1.0, waited=0.0)
        writer.log("trouble", url="https://a.test/divi", status=503, retry_after=30.0, gap=2.0)
        writer.log("impatient", host="a.test", wait=30.0, patience=5.0)
        writer.snapshot(Coverage(2, 2, 0, 0, 0, "exhausted"), "complete")
        writer.seal([])
    shown = CliRunner().invoke(politeness, [str(path)])
    assert shown.exit_code == 2
    assert "SOONER THAN OWED: https://a.test/divi" in shown.output
    assert "asked 1 times to come back later, after up to 30 s" in shown.output
    assert "1 times the wait was longer" in shown.output
