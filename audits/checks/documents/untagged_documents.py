"""A screen reader knows headings, lists and tables of a document, because these are tagged."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.document_examples import SINCE_2014, offered, pdf
from audits.documents import bound
from audits.pdf import density, opened, verdict
from data.types import Document, Finding, Json, Missing, Outcome, Text

AUDIT = Audit(
    id="untagged-documents",
    version=4,
    scope="site",
    title=Text("PDF dokumenti ir strukturēti (ar tagiem)", "PDF documents are tagged"),
    why=Text(
        "Bez tagiem ekrānlasītājs nezina, kas ir virsraksts vai tabula un kādā secībā lasīt.",
        "Without tags a screen reader does not know what is a heading or table, nor in which order to read.",
    ),
    method=Text(
        "Saskaita PDF dokumentus ar tekstu, kuros nav struktūras tagu. Biroja datnes, par kurām zināms (pēc PDF izveides dienas vai servera Last-Modified), ka tās vecākas par 2018. gada 23. septembri, direktīva neaptver: tās saskaita un parāda, bet pārkāpums tās nav.",
        "Counts PDF documents with text that have no structure tags. Office files known to be older than 23 September 2018 (by the PDF's day of creation or the server's Last-Modified) are outside the directive: they are counted and shown, and are no failure.",
    ),
    advice=Text(
        "Saglabājot PDF, ieslēdziet «Dokumenta struktūras tagi piekļūstamībai» (PDF/UA).",
        "When saving a PDF, switch on “Document structure tags for accessibility” (PDF/UA).",
    ),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445; LVS EN 301 549, 10. nodaļa; Direktīvas 2016/2102 1. panta 4. punkta a) apakšpunkts",
            "Cabinet Regulation No. 445; LVS EN 301 549, chapter 10; Directive 2016/2102, Article 1(4)(a)",
        ),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"min_chars_per_page": 20, "since": "2018-09-23"},
    unit=Text("dokumenti", "documents"),
)


def check(documents: tuple[Document, ...], site: SiteView, options: Json) -> Finding:
    """PDFs that have text but no tags; scans are another question."""
    due = bound(documents, options["since"])
    read = [(it, facts) for it, facts in opened(documents) if density(facts) >= options["min_chars_per_page"]]
    untagged = [it for it, facts in read if not facts["tagged"]]
    faulty, older = [it for it in untagged if it in due], [it for it in untagged if it not in due]
    return verdict(faulty, [it for it, _facts in read if it in due], due, site, older)


_UNTAGGED = pdf("noteikumi-2014.pdf", tagged=False)

CASES = (
    Case("tagged", Outcome.PASSED, given=offered(pdf("budzets.pdf")), expect=0),
    Case(
        "one is not", Outcome.FAILED, '<a href="/noteikumi-2014.pdf">Noteikumi</a>', given=offered(pdf("budzets.pdf"), _UNTAGGED), expect=1
    ),
    Case(
        "older than the duty, by its own word",
        Outcome.PASSED,
        given=offered(pdf("noteikumi-2014.pdf", tagged=False, created="D:20140312101500+02'00'")),
        expect=1,
    ),
    Case(
        "older, by the server's word",
        Outcome.PASSED,
        given=offered(pdf("b.pdf"), {**pdf("noteikumi-2014.pdf", tagged=False, created=""), **SINCE_2014}),
        expect=1,
    ),
    Case(
        "made again since",
        Outcome.FAILED,
        given=offered({**pdf("noteikumi-2014.pdf", tagged=False, created="D:20260301"), **SINCE_2014}),
        expect=1,
    ),
    Case(
        "on the first day of the duty",
        Outcome.FAILED,
        given=offered(pdf("noteikumi-2014.pdf", tagged=False, created="D:20180923")),
        expect=1,
    ),
    Case(
        "a clock that was never set",
        Outcome.FAILED,
        given=offered(pdf("noteikumi-2014.pdf", tagged=False, created="D:19700101000000Z")),
        expect=1,
    ),
    Case("no such day", Outcome.FAILED, given=offered(pdf("noteikumi-2014.pdf", tagged=False, created="D:20149999")), expect=1),
    Case("a scan is another question", Outcome.INAPPLICABLE, given=offered(pdf("plans.pdf", text_chars=0, tagged=False))),
    Case("no documents", Outcome.INAPPLICABLE),
    Case("could not be read", Outcome.CANT_TELL, given=offered({**_UNTAGGED, "facts": Missing("undecodable")}), reason="undecodable"),
    Case(
        "one of two could not be read",
        Outcome.CANT_TELL,
        given=offered(pdf("budzets.pdf"), {**_UNTAGGED, "facts": Missing("undecodable")}),
        reason="incomplete-look",
    ),
    Case("none after an incomplete look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
