"""The view of what a portal tells: whose bytes the evidence names, which day counts, and what an answer says of a format."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from audits import catalogue
from audits.open_data import Set, code, day_of, format_of, lacking, sets
from audits.open_data_examples import answer, file, kit, told
from data.types import Finding, Outcome

MOMENT = "2026-11-23T03:00:00+00:00"


def of(*datasets: Any, **given: Any) -> list[Set]:
    found = sets(told(*datasets, **given))
    assert not isinstance(found, Finding)
    return found


def test_evidence_names_the_page_of_the_answer_in_which_a_data_set_stands() -> None:
    pages = [{"url": f"https://dati.test/{number}", "sha256": str(number) * 64, "at": MOMENT} for number in range(2)]
    found = of(*(kit(f"kopa-{number}") for number in range(150)), asked=pages)
    assert [found[place].see("x").sha256 for place in (0, 99, 100, 149)] == ["0" * 64, "0" * 64, "1" * 64, "1" * 64]
    assert found[100].see("x").url.endswith("/dataset/kopa-100")


@pytest.mark.parametrize(
    ("given", "changed"),
    [
        ({}, date(2026, 2, 2)),
        ({"modified": ""}, date(2026, 11, 1)),
        ({"modified": "", "metadata_modified": ""}, None),
        ({"modified": "31.12.2025."}, date(2025, 12, 31)),
        ({"modified": "katru dienu", "metadata_modified": "2026-02-30"}, None),
    ],
)
def test_the_day_of_the_last_change(given: dict[str, str], changed: date | None) -> None:
    assert of(kit("kopa", **given))[0].changed == changed


def test_what_a_file_is_called_and_what_it_is() -> None:
    url = "https://a.test/dati.csv?x=1"
    assert format_of(file(url, ""), {}) == ("csv", "")
    assert format_of(file(url, "", mimetype="application/json"), {}) == ("json", "")
    assert format_of(file(url, "CSV"), {url: answer(url, type="text/html")}) == ("csv", "html")
    assert format_of(file(url, "CSV"), {url: answer(url, kind="pdf")}) == ("csv", "pdf")
    assert format_of(file(url, "CSV"), {url: answer(url, 404, "not-found", type="text/html")}) == ("csv", "")
    assert format_of(file("", "", is_address=False), {}) == ("", "")


def test_an_older_or_odd_artifact_is_not_judged() -> None:
    shapes: tuple[Any, ...] = ({}, {"urls": []}, [], 7)
    for odd in shapes:
        lack = lacking(odd)
        assert lack is not None
        assert (lack.outcome, lack.reason) == (Outcome.CANT_TELL, "not-gathered")


@pytest.mark.parametrize("option", ["days", "no_term"])
def test_terms_are_written_as_they_are_looked_up(option: str) -> None:
    [freshness] = [each for each in catalogue.load() if each.audit.id == "open-data-freshness"]
    terms = list(freshness.audit.options[option])
    assert terms == [code(term) for term in terms]


def test_days() -> None:
    assert [day_of(told_so) for told_so in ("", "2026", "2026-13-01", "1.2.2026")] == [None, None, None, date(2026, 2, 1)]
