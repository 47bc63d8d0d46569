"""Examples of documents that a site offers, for the cases of the theme's indicators."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from data.types import Exchange

SINCE_2014: dict[str, Any] = {
    "exchange": Exchange(
        "https://www.piemers.test/a.pdf",
        "GET",
        200,
        (),
        (("last-modified", "Wed, 12 Mar 2014 08:15:00 GMT"),),
        "0" * 64,
        datetime(2026, 11, 23, tzinfo=UTC),
        10,
    )
}
"""What differs in a file that the server has had as it is since before the accessibility duty (23 September 2018)."""


def offered(*documents: dict[str, Any]) -> dict[str, Any]:
    """What is given in a case: a site that offers these documents."""
    return {"documents": documents}


def pdf(name: str, **facts: Any) -> dict[str, Any]:  # noqa: ANN401 (what a PDF says of itself)
    """A PDF of four pages of text that anyone can read; ``facts`` of its own differ."""
    plain = {
        "pages": 4,
        "text_chars": 6000,
        "tagged": True,
        "title": "Budžets",
        "language": "lv",
        "encrypted": False,
        "permissions": 2**32 - 1,
        "images": 0,
    }
    return {"url": f"/{name}", "kind": "pdf", "labels": (name,), "found_on": "https://www.piemers.test/", "facts": {**plain, **facts}}
