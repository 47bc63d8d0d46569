"""A stored bundle is judged again, with nothing but the bundle, and says which answers turned."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlite_utils

from audits import catalogue
from audits.audit import Case
from audits.cases import snapshot
from audits.replay import Turn, rejudge, turns, write_overlay
from data import rows, vocabulary
from data.bundle import Bundle, BundleWriter
from data.types import Exchange, Finding, Observation, Outcome

ANSWER = Observation("s", "viewport", 1, "page", "https://a.test/", Finding(Outcome.PASSED, True))
OTHER = replace(ANSWER, finding=Finding(Outcome.FAILED, False))
NEWER = replace(OTHER, version=2)


@pytest.fixture
def sealed(tmp_path: Path) -> Bundle:
    """A bundle of one page, sealed with today's answers."""
    made = snapshot(Case("one page", Outcome.PASSED), vocabulary.load())
    manifest = {
        "institution": rows.institution_json(made.institution),
        "site": made.site,
        "started": rows.stamp(made.taken_at),
        "versions": {"app": "0"},
    }
    with BundleWriter(tmp_path / "piemers.sqlite", manifest) as writer:
        for page in made.pages:
            assert isinstance(page.exchange, Exchange)
            writer.blob(made.blobs[page.exchange.body or ""])
            writer.page(page)
        taken = writer.snapshot(made.coverage, "complete")
        from audits.run import judge  # noqa: PLC0415 (only to seal)
        from data import registry  # noqa: PLC0415

        writer.seal(judge(taken, catalogue.load(), vocabulary.load(), registry.load().portals))
    return Bundle(tmp_path / "piemers.sqlite")


def test_judging_again_gives_the_sealed_answers(sealed: Bundle) -> None:
    today = rejudge(sealed)
    assert len(today) > 30
    assert turns(sealed.observations(), today) == []


def test_overlay_keeps_todays_answers_beside_the_bundle(sealed: Bundle, tmp_path: Path) -> None:
    today = rejudge(sealed)
    db = sqlite_utils.Database(write_overlay(sealed, today, tmp_path / "piemers.overlay.sqlite"))
    assert tuple(rows.observation(row) for row in db["observations"].rows) == today
    assert {row["key"]: row["value"] for row in db["manifest"].rows}["snapshot"] == sealed.snapshot_id
    db.close()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([ANSWER], [ANSWER], []),
        ([ANSWER], [OTHER], [Turn(ANSWER, OTHER)]),
        ([ANSWER], [], [Turn(ANSWER, None)]),
        ([], [ANSWER], [Turn(None, ANSWER)]),
    ],
)
def test_turns(before: list[Observation], after: list[Observation], expected: list[Turn]) -> None:
    assert turns(before, after) == expected


@pytest.mark.parametrize(("after", "fault"), [(OTHER, True), (NEWER, False)])
def test_a_changed_answer_needs_a_changed_version(after: Observation, fault: bool) -> None:  # noqa: FBT001 (a table)
    assert Turn(ANSWER, after).unversioned is fault
