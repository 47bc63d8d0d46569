"""PDF documents as far as they could be opened."""

from __future__ import annotations

import pytest

from audits.pdf import density, opened
from data.types import Document, Json, Missing


def paper(kind: str = "pdf", facts: Json = None) -> Document:
    return Document("https://www.piemers.test/a", kind, 10, Missing("too-large"), facts=facts or {})


def test_only_those_whose_pages_were_seen() -> None:
    read = paper(facts={"pages": 2, "text_chars": 10})
    others = [
        paper(),
        paper(facts=Missing("undecodable")),
        paper(facts={"encrypted": True}),
        paper("docx", {"pages": 1}),
        paper(facts={"pages": 0}),
    ]
    assert [it for it, _facts in opened([read, *others])] == [read]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [({"pages": 4, "text_chars": 100}, 25), ({"pages": 400, "looked_at": 5, "text_chars": 100}, 20), ({"pages": 1, "text_chars": 0}, 0)],
)
def test_density_is_over_the_pages_looked_at(facts: dict[str, int], expected: float) -> None:
    assert density(facts) == expected
