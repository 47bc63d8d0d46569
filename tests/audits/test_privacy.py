"""Which pages are the privacy policy."""

from __future__ import annotations

import pytest

from audits.privacy import privacy_pages
from data import vocabulary
from data.types import Role
from tests.audits.seen import view

TEXT = "<main><p>Personas datu apstrādes pārzinis ir novada pašvaldība, kas datus glabā likumā noteikto laiku."


@pytest.mark.parametrize(
    ("html", "role", "expected"),
    [
        (f"<h1>Privātuma politika</h1>{TEXT}", Role.PRIVACY, True),
        (f"<title>Fizisko personu datu aizsardzība | Novads</title>{TEXT}", Role.OTHER, True),
        (f"<h1>Privacy policy</h1>{TEXT}", Role.OTHER, True),
        ("<h1>Privātuma politika</h1><main>Drīzumā", Role.PRIVACY, False),
        (f"<h1>Jauna privātuma politika</h1>{TEXT}", Role.NEWS_ITEM, False),
        (f"<h1>Datu aizsardzības speciālists</h1>{TEXT}", Role.OTHER, False),
        (f"<h1>Kontakti</h1>{TEXT}", Role.CONTACT, False),
    ],
)
def test_named_so_and_saying_something(html: str, role: Role, expected: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert bool(privacy_pages([view(html, role=role)], vocabulary.load())) == expected
