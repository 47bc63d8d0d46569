"""A screen reader knows headings, lists and tables of a document, because these are tagged."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.pdf import density, opened, verdict
from data.types import Document, Finding, Json, Missing, Outcome, Text

AUDIT = Audit(
    id="untagged-documents",
    version=2,
    scope="site",
    title=Text("PDF dokumenti ir strukturēti (ar tagiem)", "PDF documents are tagged"),
    why=Text(
        "Bez tagiem ekrānlasītājs nezina, kas ir virsraksts vai tabula un kādā secībā lasīt.",
        "Without tags a screen reader does not know what is a heading or table, nor in which order to read.",
    ),
    method=Text(
        "Saskaita PDF dokumentus ar tekstu, kuros nav struktūras tagu.", "Counts PDF documents with text that have no structure tags."
    ),
    advice=Text(
        "Saglabājot PDF, ieslēdziet «Dokumenta struktūras tagi piekļūstamībai» (PDF/UA).",
        "When saving a PDF, switch on “Document structure tags for accessibility” (PDF/UA).",
    ),
    source=Source(
        "law",
        Text("MK noteikumi Nr. 445; LVS EN 301 549, 10. nodaļa", "Cabinet Regulation No. 445; LVS EN 301 549, chapter 10"),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"min_chars_per_page": 20},
    unit=Text("dokumenti", "documents"),
)


def check(documents: tuple[Document, ...], site: SiteView, options: Json) -> Finding:
    """PDFs that have text but no tags; scans are another question."""
    read = [(it, facts) for it, facts in opened(documents) if density(facts) >= options["min_chars_per_page"]]
    untagged = [it for it, facts in read if not facts["tagged"]]
    return verdict(untagged, [it for it, _facts in read], documents, site)


def _pdf(name: str, **facts: object) -> dict[str, object]:
    plain = {"pages": 4, "text_chars": 6000, "tagged": True, "title": None, "language": None, "encrypted": False, "images": 0}
    return {"url": f"/{name}", "kind": "pdf", "labels": (name,), "found_on": "https://www.piemers.test/", "facts": {**plain, **facts}}


def _given(*documents: dict[str, object]) -> dict[str, object]:
    return {"documents": documents}


_UNTAGGED = _pdf("noteikumi-2014.pdf", tagged=False)

CASES = (
    Case("tagged", Outcome.PASSED, given=_given(_pdf("budzets.pdf")), expect=0),
    Case(
        "one is not", Outcome.FAILED, '<a href="/noteikumi-2014.pdf">Noteikumi</a>', given=_given(_pdf("budzets.pdf"), _UNTAGGED), expect=1
    ),
    Case("a scan is another question", Outcome.INAPPLICABLE, given=_given(_pdf("plans.pdf", text_chars=0, tagged=False))),
    Case("no documents", Outcome.INAPPLICABLE),
    Case("could not be read", Outcome.CANT_TELL, given=_given({**_UNTAGGED, "facts": Missing("undecodable")}), reason="undecodable"),
    Case(
        "one of two could not be read",
        Outcome.CANT_TELL,
        given=_given(_pdf("budzets.pdf"), {**_UNTAGGED, "facts": Missing("undecodable")}),
        reason="incomplete-look",
    ),
    Case("none after an incomplete look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
