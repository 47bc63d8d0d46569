"""Recordings: whose they are, of which day, and what leads to many of them."""

from __future__ import annotations

from datetime import date

import pytest

from audits.audit import Case
from audits.cases import TAKEN_AT, snapshot
from audits.derive import site_view
from audits.recordings import of_others, recordings
from audits.sections import sections
from data import vocabulary
from data.types import Outcome

WORDS = vocabulary.load()
DAY = date(2026, 10, 29)


@pytest.mark.parametrize(
    ("html", "council", "committee"),
    [
        ("<h1>Domes sēžu ieraksti</h1><a href=https://youtu.be/x>29.10.2026.</a>", [DAY], []),
        ("<h1>Komiteju sēžu ieraksti</h1><a href=https://youtu.be/x>29.10.2026.</a>", [], [DAY]),
        (
            "<h1>Sēžu ieraksti</h1><a href=/d.mp3>Dome 29.10.2026.</a><a href=/k.mp3>Komiteja 29.10.2026.</a>",
            [DAY],
            [DAY],
        ),
        ("<h1>Domes sēžu ieraksti</h1><iframe title='Sēde 29.10.2026.' src=https://vimeo.com/1></iframe>", [DAY], []),
        ("<h1>Domes sēžu ieraksti</h1><a href=https://youtu.be/x>26.11.2026.</a>", [], []),
        ("<h1>Domes sēžu ieraksti</h1><a href=https://youtu.be/x>skatīt</a>", [None], []),
        ("<h1>Koncertu ieraksti</h1><a href=https://youtu.be/x>29.10.2026.</a>", [], []),
    ],
)
def test_whose_recordings(html: str, council: list[date | None], committee: list[date | None]) -> None:
    taken = site_view(snapshot(Case("", Outcome.PASSED, pages={"/t/": html}), WORDS))
    assert [one.day for one in recordings(taken, WORDS, TAKEN_AT)] == council
    assert [one.day for one in recordings(taken, WORDS, TAKEN_AT, "committee")] == committee


@pytest.mark.parametrize(
    ("address", "many"),
    [
        ("https://www.youtube.com/@piemers/streams", True),
        ("https://www.youtube.com/playlist?list=PL1", True),
        ("https://www.facebook.com/piemers", True),
        ("https://youtu.be/x", False),
        ("https://www.youtube.com/watch?v=x", False),
        ("https://www.facebook.com/piemers/videos/12345", False),
    ],
)
def test_a_channel_may_hold_any_number(address: str, *, many: bool) -> None:
    page = {"/t/": f"<h1>Domes sēžu ieraksti</h1><a href='{address}'>skatīt</a>"}
    (one,) = recordings(site_view(snapshot(Case("", Outcome.PASSED, pages=page), WORDS)), WORDS, TAKEN_AT)
    assert one.channel is many


def test_a_section_that_is_somebody_elses() -> None:
    page = {"/t/": "<h1>Sēžu ieraksti</h1><a href=https://youtu.be/x>Finanšu komiteja 29.10.2026.</a>"}
    taken = site_view(snapshot(Case("", Outcome.PASSED, pages=page), WORDS))
    (section,) = sections(taken.pages, WORDS, "recording")
    assert of_others(section, WORDS)
