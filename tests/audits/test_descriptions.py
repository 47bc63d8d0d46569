"""The parts of a description and what each says, whatever the content system."""

from __future__ import annotations

import pytest

from audits.audit import Case
from audits.cases import snapshot
from audits.derive import PageView, page_view
from audits.descriptions import fields, is_described, is_described_where_listed
from audits.outline import own
from data import vocabulary
from data.types import Outcome

WORDS = vocabulary.load()


def view(html: str, path: str = "/p") -> PageView:
    case = snapshot(Case("", Outcome.PASSED, pages={path: f"<title>P</title><h1>Zemes noma</h1>{html}"}), WORDS)
    page = page_view(case.pages[1], case.blobs)
    assert page
    return page


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<h2>Maksa</h2><p>5 EUR gadā</p><h2>Termiņš</h2><p>Mēnesis", {"service-fee": "5 EUR gadā", "service-term": "Mēnesis"}),
        (
            "<dl><dt>Cena<dd>Bezmaksas<dt>Saņēmējs<dd>Fiziska persona</dl>",
            {"service-fee": "Bezmaksas", "service-receiver": "Fiziska persona"},
        ),
        ("<table><tr><td>Pakalpojuma turētājs<td>Būvvalde</table>", {"service-holder": "Būvvalde"}),
        ("<p>IZPILDES TERMINS: 10 darbdienas.", {"service-term": "10 darbdienas."}),
        ("<div class=field__label>Cena</div><div class=field__item>7 EUR</div>", {"service-fee": "7 EUR"}),
        ("<h3>Стоимость</h3><p>Бесплатно</p>", {"service-fee": "Бесплатно"}),
        ("<h3>Who can apply</h3><p>Anyone</p><h3>Legal basis</h3><p>Law</p>", {"service-receiver": "Anyone", "service-basis": "Law"}),
        ("<p>Rakstiet: anna.ozola@piemers.test", {}),
        ("<h2>Turētājs</h2><p>anna.ozola@piemers.test</p>", {"service-holder": "…@piemers.test"}),
    ],
)
def test_parts_and_what_they_say(html: str, told: dict[str, str]) -> None:
    assert {topic: field.says for topic, field in fields(own(view(html)), WORDS).items()} == told


def test_two_parts_in_one_heading_say_the_same() -> None:
    found = fields(own(view("<h2>Termiņš un maksa</h2><p>Mēnesis, bez maksas.")), WORDS)
    assert {topic: field.says for topic, field in found.items()} == {
        "service-fee": "Mēnesis, bez maksas.",
        "service-term": "Mēnesis, bez maksas.",
    }


def test_where_it_is_listed_one_telling_part_is_enough() -> None:
    page = view("<h2>Maksa</h2><p>5 EUR")
    assert (is_described(page, WORDS), is_described_where_listed(page, WORDS)) == (False, True)
    assert not is_described_where_listed(view("<h2>Termiņš</h2><p>Mēnesis"), WORDS)
