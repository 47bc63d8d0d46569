"""PDF documents as far as they could be opened, and how much text is on their pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from audits.derive import SiteView
from audits.documents import unique
from audits.kit import cant_tell, found, inapplicable, tally
from audits.places import document
from data.types import Document, Finding, Json, Missing


def opened(documents: Iterable[Document]) -> list[tuple[Document, Mapping[str, Json]]]:
    """The PDFs whose pages were seen, with their facts, each content once; one that asks for a password or is damaged has none."""
    return [(it, it.facts) for it in unique(documents) if it.kind == "pdf" and not isinstance(it.facts, Missing) and it.facts.get("pages")]


def density(facts: Mapping[str, Json]) -> float:
    """Characters of text to a page, over the pages that were looked at."""
    return float(facts["text_chars"]) / int(facts.get("looked_at") or facts["pages"])


def verdict(
    faulty: Sequence[Document], judged: Sequence[Document], documents: Iterable[Document], site: SiteView, older: Sequence[Document] = ()
) -> Finding:
    """How many are faulty; that none is, only a look into every PDF can say. Inapplicable when there is none to judge.

    The faulty ones that are ``older`` than the duty are counted and shown, and are no failure.
    """
    unread = [it for it in unique(documents) if it.kind == "pdf" and isinstance(it.facts, Missing)]
    if unread and not faulty:
        reasons = [it.facts.reason for it in unread if isinstance(it.facts, Missing)]
        return cant_tell("incomplete-look" if judged else reasons[0], *(seen for it in unread for seen in document(it, site)))
    if not judged and not older:
        return inapplicable(whole=True)
    shown = [seen for it in (*faulty, *older) for seen in document(it, site)]
    if older and not faulty:
        return found(len(older), *shown, whole=True)
    return tally(shown, *document(judged[0], site), value=len(faulty) + len(older))
