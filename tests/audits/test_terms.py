"""From when until when: the terms that entries tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from audits.audit import Case
from audits.cases import snapshot
from audits.derive import SiteView, site_view
from audits.sections import Section, sections
from audits.terms import exempt, linked, of_page, terms
from data import vocabulary
from data.types import Outcome

WORDS = vocabulary.load()
FROM, UNTIL = date(2026, 11, 2), date(2026, 11, 20)


def site(pages: Mapping[str, str]) -> SiteView:
    return site_view(snapshot(Case("", Outcome.PASSED, pages=pages), WORDS))


def section(html: str) -> Section:
    return sections(site({"/p/": f"<h1>Saistošo noteikumu projekti</h1>{html}"}).pages, WORDS, "rule-drafts")[0]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>Par A, no 02.11.2026. līdz 20.11.2026.</ul>", [(FROM, UNTIL)]),
        ("<ul><li>Publicēts 02.11.2026., viedokļi līdz 20.11.2026.</ul>", [(FROM, UNTIL)]),
        ("<p>Viedokļi: 02.11.2026. – 20.11.2026.", [(FROM, UNTIL)]),
        ("<table><tr><th>A<th>Publicēts<th>Termiņš<tr><td>x<td>02.11.2026.<td>20.11.2026.</table>", [(FROM, UNTIL)]),
        ("<ul><li>Par A, līdz 2026. gada 20. novembrim<li>Par B, bez termiņa</ul>", [(None, UNTIL)]),
        ("<ul><li>Apstiprināts 02.11.2026.</ul>", []),
        ("<ul><li>No 32.11.2026. līdz 20.11.2026.</ul>", [(None, UNTIL)]),
    ],
)
def test_terms_of_a_section(html: str, expected: list[tuple[date | None, date]]) -> None:
    assert [(term.begins, term.ends) for term in terms(section(html), WORDS)] == expected


def test_an_entry_is_shown_by_its_dates_only() -> None:
    (term,) = terms(section("<p>Anna Paraudziņa gaida viedokļus no 02.11.2026. līdz 20.11.2026."), WORDS)
    assert (term.days, term.see().excerpt) == (18, "2026-11-02 – 2026-11-20")


def test_what_began_long_ago_is_another_matter() -> None:
    (term,) = terms(section("<p>Grozījumi, publicēts 02.11.2023., viedokļi līdz 20.11.2026."), WORDS)
    assert term.days is None


def test_the_pages_of_entries() -> None:
    taken = site(
        {
            "/p/": "<h1>Saistošo noteikumu projekti</h1><a href=/p/1/>A</a><a href=/p/1/>A</a><a href=/>sākums</a>",
            "/p/1/": "<h1>A</h1><time datetime=2026-11-02>x</time><p>Viedokļi līdz 20.11.2026.",
        }
    )
    (about,) = sections(taken.pages, WORDS, "rule-drafts")
    (page,) = linked(about, taken)
    term = of_page(page, WORDS)
    assert term is not None
    assert (term.begins, term.ends) == (FROM, UNTIL)


def test_what_the_law_leaves_out() -> None:
    budget, other = terms(section("<ul><li>Par budžetu, līdz 20.11.2026.<li>Par nodevām, līdz 20.11.2026.</ul>"), WORDS)
    assert [exempt(term, WORDS, "draft-exempt") for term in (budget, other)] == [True, False]
