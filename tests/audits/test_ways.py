"""Contacts in a page's own content, and the rows that say whose they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.mail import WAY
from audits.ways import _SHAPE, ways
from tests.audits.seen import view


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        ("<table><tr><td>Kase<td>60000101<tr><td>Būvvalde<td>60000102</table>", ["Kase 60000101", "Būvvalde 60000102"]),
        ("<ul><li>Kase <a href=tel:60000101>60000101</a></ul>", ["Kase 60000101"]),
        ("<p>Kase: 60000101</p><p>Būvvalde: 60000102</p>", ["Kase: 60000101", "Būvvalde: 60000102"]),
        ("<dl><dt>Kase<dd>60000101<dt>Būvvalde<dd>b@piemers.test</dl>", ["Kase 60000101", "Būvvalde b@piemers.test"]),
        ("<div><p>Kase</p><p>Tālr.: 60000101</p></div>", ["Kase Tālr.: 60000101"]),
        ("<p>Kase <a href='/cdn-cgi/l/email-protection#2a'>[email&#160;protected]</a>", ["Kase [email protected]"]),
        ("<p>2026. gada 23. novembrī, LV-5999", []),
        ("<footer>Tālr. 60000101</footer>", []),
    ],
)
def test_rows(html: str, rows: list[str]) -> None:
    page = view(f"<h1>Kontakti</h1><p>Garāks teksts.{html}")
    assert [way.text for way in ways(page, [page])] == rows


@given(st.text(alphabet="@[]() +-.aeATt\u06612678", max_size=30))
def test_nothing_is_passed_over_that_holds_a_way(text: str) -> None:
    assert _SHAPE.search(text) or not WAY.search(text)
