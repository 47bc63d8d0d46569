"""The newest paper of a kind: fresh, stale, undated or not there."""

from __future__ import annotations

import pytest

from audits.audit import Case
from audits.cases import TAKEN_AT, snapshot
from audits.derive import site_view
from audits.papers import newest, of_meeting
from audits.records import records
from data import vocabulary
from data.types import Outcome

WORDS = vocabulary.load()


@pytest.mark.parametrize(
    ("html", "held", "expected"),
    [
        ("<a href=/a>Protokols 29.10.2026.</a>", True, (Outcome.PASSED, "2026-10-29")),
        ("<a href=/a>Protokols 26.11.2026.</a><a href=/b>Protokols 29.10.2026.</a>", True, (Outcome.PASSED, "2026-10-29")),
        ("<a href=/a>Protokols 26.11.2026.</a><a href=/b>Protokols 29.10.2026.</a>", False, (Outcome.PASSED, "2026-11-26")),
        ("<a href=/a>Protokols 29.01.2026.</a>", True, (Outcome.FAILED, "2026-01-29")),
        ("<a href=/a>Protokols</a>", True, (Outcome.CANT_TELL, None)),
        ("", True, None),
    ],
)
def test_the_newest(html: str, expected: tuple[Outcome, str | None] | None, *, held: bool) -> None:
    taken = site_view(snapshot(Case("", Outcome.PASSED, pages={"/d/": f"<h1>Domes sēdes</h1>{html}"}), WORDS))
    found = newest(records(taken, WORDS, "council-minutes", TAKEN_AT), 92, TAKEN_AT.date(), held=held)
    assert (None if found is None else (found.outcome, found.value)) == expected


def test_where_no_paper_is_the_section_is_weighed() -> None:
    taken = site_view(snapshot(Case("", Outcome.PASSED, pages={"/k/": "<h1>Komiteju sēžu protokoli</h1>"}), WORDS))
    found = of_meeting(taken, WORDS, TAKEN_AT, "council-minutes", "committee", 92, "committee-minutes")
    assert (found.outcome, found.value, [seen.excerpt for seen in found.evidence]) == (Outcome.FAILED, False, ["Komiteju sēžu protokoli"])
