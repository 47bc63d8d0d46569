"""The whole thread on three municipalities: visited, judged, sealed, merged, reported; and what was said is what is true of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from jsonschema import Draft202012Validator

from audits import catalogue
from audits.replay import rejudge
from crawler.demo_server import DemoServer
from data.bundle import Bundle
from data.types import Finding, Observation, Outcome

ROOT = Path(__file__).parents[2]
FACTS = tomllib.loads((ROOT / "data/inputs/demo/facts.toml").read_text(encoding="utf-8"))
SITES = ("kalnraji", "sartupe", "dumezers")
_PATIENCE = 1200
"""Seconds after which a command is taken to hang; under a load of other work three sites took some minutes."""
Answers = dict[str, dict[str, tuple[str, Any]]]


def eindekss(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as typed, in a process of its own."""
    command = [sys.executable, "-c", "from data.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment}, timeout=_PATIENCE)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``eindekss demo`` filled."""
    folder = tmp_path_factory.mktemp("demo")
    done = eindekss("demo", "--out", folder)
    assert done.returncode == 0, done.stderr
    assert "overview.lv.html" in done.stdout
    return folder


@pytest.fixture(scope="module")
def answers(demo: Path) -> Answers:
    """What was answered of each site as a whole: outcome and value by indicator."""
    results = {site: json.loads((demo / "reports" / site / "result.json").read_text(encoding="utf-8")) for site in SITES}
    return {
        site: {seen["indicator"]: (seen["outcome"], seen["value"]) for seen in result["observations"] if seen["scope"] == "site"}
        for site, result in results.items()
    }


def bundle_of(demo: Path, site: str) -> Path:
    """The bundle of a site."""
    return next((demo / "bundles").glob(f"*/{site}.sqlite"))


@pytest.mark.parametrize("site", SITES)
def test_result_keeps_its_schema(demo: Path, site: str) -> None:
    schema = json.loads((ROOT / "docs/result.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads((demo / "reports" / site / "result.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("site", SITES)
def test_every_report_is_written_and_small(demo: Path, site: str) -> None:
    sizes = {path.name: path.stat().st_size for path in (demo / "reports" / site).glob("*.html")}
    assert sizes.keys() == {"report.lv.html", "report.en.html"}
    assert max(sizes.values()) < 3_000_000


def test_all_three_are_merged(demo: Path) -> None:
    db = sqlite_utils.Database(demo / "eindekss.db")
    assert {row["institution"] for row in db.query("select distinct institution from current")} == set(SITES)
    db.close()


YES_OR_NO = {
    "http_leads_to_https": "https",
    "hsts": "hsts",
    "missing_page_is_404": "error-page",
    "sitemap_xml": "sitemap-file",
    "sitemap_page": "site-map",
    "rss": "rss-feed",
    "search": "site-search",
    "english": "language-versions",
    "easy_to_read": "easy-to-read",
    "statement_present": "statement",
    "statement_filled": "statement-filled",
    "statement_ids": "statement-machine-readable",
    "statement_feedback": "statement-feedback",
    "phone": "phone",
    "email": "e-mail",
    "address": "postal-address",
    "opening_hours": "opening-hours",
    "e_address_number_is_own": "e-address",
    "staff": "staff-list",
    "council_agendas": "council-agendas",
    "council_minutes": "council-minutes",
    "live_stream": "council-live-stream",
    "recordings": "council-recordings",
    "rule_drafts": "binding-rule-drafts",
    "participatory_budget": "participatory-budget",
    "residents_councils": "residents-councils",
    "report_a_problem": "report-a-problem",
    "statute": "statute",
    "procurement": "procurement",
    "vacancies": "vacancies",
    "pay_by_groups": "pay",
    "open_data": "open-data",
    "whistleblowing": "whistleblowing",
    "privacy_policy": "privacy-policy",
    "cookie_policy": "cookie-information",
}
"""A fact of a demonstration site, and the indicator that must pass exactly where it is true."""


@pytest.mark.parametrize("site", SITES)
def test_what_is_said_is_true(answers: Answers, site: str) -> None:
    facts = FACTS[site]["indicators"]
    said = {fact: answers[site][indicator][0] == "passed" for fact, indicator in YES_OR_NO.items()}
    assert said == {fact: bool(facts[fact]) for fact in YES_OR_NO}


@pytest.mark.parametrize("site", SITES)
def test_what_is_counted_is_true(answers: Answers, site: str) -> None:
    facts, counts = FACTS[site], FACTS[site]["counts"]
    wanted = {
        "service-count": counts["services"],
        "form-count": counts["forms_to_download"],
        "broken-links": len(facts["broken_links"]) + len(facts["broken_softly"]),
        "scanned-documents": len(facts["scanned_documents"]),
    }
    assert {indicator: answers[site][indicator][1] for indicator in wanted} == wanted


@pytest.mark.parametrize("site", SITES)
def test_years_are_those_of_the_site(answers: Answers, site: str) -> None:
    facts, this_year = FACTS[site]["indicators"], date.today().year  # noqa: DTZ011 (the demonstration is dated by this machine)
    wanted = {"budget": facts.get("budget_year"), "annual-report": facts.get("annual_report_year")}
    said = {indicator: answers[site][indicator][1] or None for indicator in wanted}
    assert said == {indicator: None if years is None else this_year + years for indicator, years in wanted.items()}


@pytest.mark.parametrize("site", SITES)
def test_pages_are_counted_right(demo: Path, site: str) -> None:
    with Bundle(bundle_of(demo, site)) as bundle:
        snapshot = bundle.snapshot()
        bundle.verify()
    fetched = [page.url for page in snapshot.pages if not hasattr(page.exchange, "reason")]
    assert len(fetched) == FACTS[site]["counts"]["pages"], fetched
    assert snapshot.coverage.whole


def test_every_failure_shows_where(demo: Path) -> None:
    for site in SITES:
        with Bundle(bundle_of(demo, site)) as bundle:
            silent = [seen for seen in bundle.observations() if seen.finding.outcome == "failed" and not seen.finding.evidence]
        assert silent == []


TIMED = frozenset({"largest-contentful-paint", "layout-shift", "time-to-first-byte"})
"""What is measured of this machine's moment as much as of the site."""


def timeless(observations: tuple[Observation, ...]) -> list[Observation]:
    """Observations without what differs from visit to visit by nature: the snapshot's id, the times of evidence, and how fast it was,
    if the machine had the time to measure that at all.
    """
    return [replace(seen, snapshot="", finding=_timeless(seen)) for seen in observations]


def _timeless(seen: Observation) -> Finding:
    if seen.indicator in TIMED:
        # A browser that does not come to paint until the page is taken as finished names no largest paint: that cannot be told then.
        return Finding(Outcome.PASSED if seen.finding.outcome == Outcome.CANT_TELL else seen.finding.outcome)
    return replace(seen.finding, evidence=tuple(replace(place, at=None) for place in seen.finding.evidence))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, list[str | Path]]]:
    """The good site's address, served, and the flags that reach it. (What moves on a page makes other pictures of it each time.)"""
    with DemoServer() as server:
        hosts = tmp_path / "hosts"
        hosts.write_text("".join(f"{address} {name}\n" for name, address in server.hosts.items()), encoding="utf-8")
        allowed = [flag for network in server.allow for flag in ("--allow-address", network)]
        yield server.sites["kalnraji"], ["--hosts", hosts, "--ca", server.ca, "--delay", "0", "--render", "3", *allowed]


def test_the_same_visit_twice_gives_equal_observations(served: tuple[str, list[str | Path]], tmp_path: Path) -> None:
    site, flags = served
    seen = []
    for turn in ("first", "second"):
        done = eindekss("audit", site, *flags, "--format", "json", "--out", tmp_path / turn)
        assert done.returncode == 0, done.stderr
        with Bundle(next((tmp_path / turn).glob("*.sqlite"))) as bundle:
            seen.append(timeless(bundle.observations()))
    assert len(seen[0]) > 100
    assert seen[0] == seen[1]


def test_judged_again_without_a_network_it_gives_the_sealed_answers(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shut(*_: object, **__: object) -> None:
        raise AssertionError("an audit asked for the network")

    # Libraries that could use the network may be imported; nothing may be opened.
    catalogue.load()
    monkeypatch.setattr("socket.socket", shut)
    with Bundle(bundle_of(demo, "kalnraji")) as bundle:
        assert rejudge(bundle) == bundle.observations()


def test_offline_writes_the_same_result(demo: Path, tmp_path: Path) -> None:
    done = eindekss("audit", "--offline", bundle_of(demo, "sartupe"), "--format", "json", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "result.json").read_bytes() == (demo / "reports" / "sartupe" / "result.json").read_bytes()


def test_a_changed_byte_is_refused(demo: Path, tmp_path: Path) -> None:
    changed = bytearray(bundle_of(demo, "dumezers").read_bytes())
    changed[len(changed) // 2] ^= 1
    path = tmp_path / "dumezers.sqlite"
    path.write_bytes(changed)
    done = eindekss("audit", "--offline", path, "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert "its bytes were changed after sealing" in done.stderr
