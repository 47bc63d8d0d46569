"""What was seen on a small screen is shown on a small screen."""

from __future__ import annotations

from dataclasses import replace

from audits import cases, catalogue
from audits.audit import Case
from audits.run import judge
from data import registry, vocabulary
from data.types import Outcome

LAYOUT = {"desktop": {"width": 1280, "scroll_width": 1280}, "mobile": {"width": 360, "scroll_width": 612}, "viewport_meta": None}


def test_the_evidence_is_the_picture_of_the_small_screen() -> None:
    [indicator] = [each for each in catalogue.load() if each.audit.id == "mobile-layout"]
    words = vocabulary.load()
    plain = cases.snapshot(Case("x", Outcome.FAILED, given={"layout": LAYOUT}), words)
    pictured = {"layout": LAYOUT, "screenshot": "a" * 64, "screenshot_mobile": "b" * 64}
    snapshot = replace(plain, pages=(replace(plain.pages[0], artifacts=pictured),))
    [seen] = judge(snapshot, [indicator], words, registry.load().portals)
    assert seen.finding.outcome == Outcome.FAILED
    assert [each.screenshot for each in seen.finding.evidence] == ["b" * 64]
