"""Official e-addresses that a site gives, and whose they may be."""

from __future__ import annotations

import pytest

from audits.audit import Case
from audits.cases import snapshot
from audits.e_addresses import given, number, own_numbers
from data import vocabulary
from data.types import Outcome
from tests.audits.seen import view


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://latvija.lv/lv/Eaddress/write?address=_default@90000000017", "90000000017"),
        ("https://www.latvija.gov.lv/EADDRESS/WRITE?address=_DEFAULT%4090000000017", "90000000017"),
        ("https://mana.latvija.lv/eaddress/write?lang=lv&address=_default@90000000017", "90000000017"),
        ("https://latvija.lv/lv/Eaddress/write?address=_default@9000000001", None),
        ("https://latvija.lv/lv/Eaddress/write?address=_default@900000000171", None),
        ("https://latvija.lv.piemers.test/Eaddress/write?address=_default@90000000017", None),
        ("https://latvija.gov.lv/Eaddress", None),
        ("mailto:pasts@piemers.test", None),
    ],
)
def test_the_number_in_a_link(url: str, expected: str | None) -> None:
    assert number(url) == expected


def test_links_come_before_what_is_only_written() -> None:
    page = view("<p>E-adrese: _DEFAULT@90000000025 <a href='https://latvija.lv/lv/Eaddress/write?address=_default@90000000017'>rakstīt</a>")
    assert [told for told, _seen in given(page)] == ["90000000017", "90000000025"]


@pytest.mark.parametrize(
    ("known", "html", "expected"),
    [
        ("90000000017", "Reģ. Nr. 90000000025", {"90000000017"}),
        (None, "Reģ. Nr. 90000000025", {"90000000025"}),
        (None, "REĢISTRĀCIJAS NUMURS: LV90000000025, tālr. 60000100", {"90000000025"}),
        (None, "Reģistrācijas Nr.90000000025, reģ.nr. 40003000016", {"90000000025", "40003000016"}),
        (None, "Konts LV90000000025", set()),
    ],
)
def test_whose_numbers(known: str | None, html: str, expected: set[str]) -> None:
    institution = snapshot(Case("", Outcome.PASSED, given={"institution": {"reg_no": known}}), vocabulary.load()).institution
    assert own_numbers([view(f"<p>{html}")], institution) == expected
