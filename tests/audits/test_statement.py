"""Which page is the accessibility statement, and what is marked in it."""

from __future__ import annotations

import pytest

from audits.statement import EXAMPLE, PLAIN, field, sentences, statement, statements, told
from data import vocabulary
from data.types import Role
from tests.audits.seen import view

WORDS = vocabulary.load()
LABEL_ONLY = "<h1>Piekļūstamības paziņojums</h1><p>Drīzumā."


def test_the_marked_and_the_latvian_come_first() -> None:
    english = view("<html lang=en><main>in accordance with Regulation No. 445", "https://www.piemers.test/en/a", Role.STATEMENT)
    plain = view(PLAIN, "https://www.piemers.test/b", Role.STATEMENT)
    marked = view(EXAMPLE, "https://www.piemers.test/c")
    label = view(LABEL_ONLY, "https://www.piemers.test/d", Role.STATEMENT)
    assert statements([english, label, plain, marked], WORDS) == [marked, plain, english]
    assert statement([label], WORDS) is None


def test_a_page_that_only_speaks_of_the_regulation_is_none() -> None:
    assert statement([view("<h1>Ziņas</h1><main>Stājas spēkā noteikumi Nr. 445.")], WORDS) is None


def test_a_field_is_marked_by_id_or_class() -> None:
    page = view("<p id=a11y-mail>a@b.test<p class='x a11y-phone'>60000100")
    assert [element.text if (element := field(page, name)) else None for name in ("mail", "phone", "time")] == [
        "a@b.test",
        "60000100",
        None,
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Veikts 2020. gada 14. jūlijā. Atbilst daļēji.", ["Veikts 2020. gada 14. jūlijā.", "Atbilst daļēji."]),
        ("Noteikumi Nr. 445 un 5. punkts.", ["Noteikumi Nr. 445 un 5. punkts."]),
        ("", [""]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tīmekļvietne atbilst noteikumiem", ["full"]),
        ("Tīmekļvietne daļēji atbilst noteikumiem", ["partial"]),
        ("Tīmekļvietne DALEJI ATBILST", ["partial"]),
        ("Tīmekļvietne neatbilst noteikumiem", ["none"]),
        ("sagatavots atbilstoši noteikumiem; neatbilstība", []),
    ],
)
def test_told_word_for_word(text: str, expected: list[str]) -> None:
    assert [status for status in ("none", "partial", "full") if told(text, WORDS, f"statement-{status}")] == expected
