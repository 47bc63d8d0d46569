"""PDF documents as far as they could be opened, and how much text is on their pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from data.types import Document, Json, Missing


def opened(documents: Iterable[Document]) -> list[tuple[Document, Mapping[str, Json]]]:
    """The PDFs whose pages were seen, with their facts; one that asks for a password or is damaged has none."""
    return [(it, it.facts) for it in documents if it.kind == "pdf" and not isinstance(it.facts, Missing) and it.facts.get("pages")]


def density(facts: Mapping[str, Json]) -> float:
    """Characters of text to a page, over the pages that were looked at."""
    return float(facts["text_chars"]) / int(facts.get("looked_at") or facts["pages"])
