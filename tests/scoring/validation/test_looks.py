"""Looks as they are read: which addresses were there, how whole the look was, and how addresses are compared."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.bundle import BundleWriter
from data.rows import institution_json, stamp
from data.types import Coverage, Exchange, Finding, Missing, Observation, Outcome, Page, Role
from scoring.validation.look import domains, key
from scoring.validation.looks import looks
from tests.scoring.sealed import institution
from tests.scoring.validation.seen import PART, WHOLE, C, F, P, look, row

AT = datetime(2026, 11, 3, 3, tzinfo=UTC)
SITE = "https://dobele.test/"


def bundle(folder: Path, coverage: Coverage) -> None:
    """A visit that saw one page, was told that another is gone, and did not reach a third."""
    manifest = {"run": "r", "started": stamp(AT), "institution": institution_json(institution("dobele")), "site": SITE}
    with BundleWriter(folder / "dobele.sqlite", {**manifest, "versions": {"app": "0.1.0"}}) as writer:
        answers = {"": 200, "gone": 404}
        for path, status in answers.items():
            writer.page(Page(SITE + path, Role.OTHER, 0, "", Exchange(SITE + path, "GET", status, (), (), None, AT, 1)))
        writer.page(Page(SITE + "late", Role.OTHER, 1, "", Missing("timeout")))
        writer.page(Page(SITE + "unasked", Role.OTHER, 1, "", Missing("timeout")))
        snapshot = writer.snapshot(coverage, "complete")
        told = [
            Observation(snapshot.id, "chatbot", 1, "site", SITE, Finding(Outcome.PASSED, value=False, whole=True)),
            Observation(snapshot.id, "budget", 1, "site", SITE, Finding(Outcome.PASSED, "2026")),
        ]
        writer.seal(told)


def test_the_addresses_asked_about_and_the_indicators_asked_for(tmp_path: Path) -> None:
    bundle(tmp_path, WHOLE)
    urls = ["http://www.dobele.test", "dobele.test/gone/", SITE + "late#x", SITE + "never"]
    (found,) = looks(tmp_path, ["chatbot"], asked={"dobele": urls, "riga": ["https://riga.lv"]}).values()
    assert dict(found.addresses) == {"dobele.test": None, "dobele.test/gone": "not-found", "dobele.test/late": "timeout"}
    assert (set(found.seen), found.hosts, found.at, found.whole) == ({"chatbot"}, frozenset({"dobele.test"}), AT, True)
    assert found.seen["chatbot"][0].measures
    assert looks(tmp_path, ["chatbot"])["dobele"].addresses == {}


@pytest.mark.parametrize(
    ("coverage", "rows", "whole"),
    [
        (WHOLE, [row("a", P)], True),
        (PART, [row("a", P)], False),
        # A search that robots.txt shuts takes nothing from a look, if the audits said so.
        (Coverage(10, 9, 0, 1, 0, "exhausted"), [row("a", F, whole=True)], True),
        (Coverage(10, 9, 0, 1, 0, "exhausted"), [row("a", F)], False),
        (Coverage(10, 9, 0, 0, 1, "exhausted"), [row("a", F, whole=True)], False),
        (WHOLE, [row("a", P), row("b", C, reason="incomplete-look", whole=True)], False),
    ],
)
def test_when_a_look_was_whole(coverage: Coverage, rows: list[object], whole: bool) -> None:  # noqa: FBT001
    found = look(*rows, coverage=coverage)  # type: ignore[arg-type]
    assert found.whole is whole
    assert found.share == (1.0 if whole else coverage.fetched / coverage.planned)


def test_a_visit_that_failed_was_not_whole_and_one_without_plan_saw_nothing() -> None:
    assert not look(row("a", P), status="failed").whole
    assert look(coverage=Coverage(0, 0, 0, 0, 0, "time")).share == 0


def test_addresses_in_one_form() -> None:
    one = "HTTPS://www.Dobele.lv/a%20b/#c"
    assert key(one) == key("dobele.lv/a b") == "dobele.lv/a b"
    assert key("http://dobele.lv:8080/?a=1") == "dobele.lv:8080?a=1"
    assert key("http://[::1") == "http://[::1"
    assert domains(["https://pasts.varam.gov.lv/x", "www.dobele.lv", "x y"]) == {"varam.gov.lv", "dobele.lv"}
