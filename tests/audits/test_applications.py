"""Applying online: a service, a portal or a form; the place asked for decides."""

from __future__ import annotations

import pytest

from audits.applications import applied
from audits.audit import Case
from audits.cases import snapshot
from audits.derive import site_view
from audits.services import inventory
from data import registry, vocabulary
from data.types import Outcome

WORDS, PORTALS = vocabulary.load(), registry.load().portals
FORM = "<form method=post><input name=berns><input name=dzimis></form>"


@pytest.mark.parametrize(
    ("html", "kindergarten", "school"),
    [
        (f"<h1>Bērna reģistrācija pirmsskolā</h1>{FORM}", "passed", "failed"),
        (f"<h1>Reģistrācija 1. klasē</h1>{FORM}", "failed", "passed"),
        ("<h1>Rinda uz bērnudārzu</h1><p>Rindā piesakās <a href=https://www.epakalpojumi.lv/>portālā</a>.", "passed", "failed"),
        ("<h1>Uzņemšana vidusskolā</h1><p>Iesniegumu ņem skolas lietvedībā.", "failed", "failed"),
        (f"<h1>Mūzikas skola: pieteikšanās</h1>{FORM}", "failed", "failed"),
    ],
)
def test_the_place_decides(html: str, kindergarten: str, school: str) -> None:
    site = site_view(snapshot(Case("", Outcome.PASSED, pages={"/p": html}), WORDS))
    services = inventory(site, WORDS, PORTALS)
    assert [applied(site, services, WORDS, PORTALS, place).outcome for place in ("kindergarten", "school")] == [kindergarten, school]
