"""A document can be read aloud, searched and copied, because it is text and not a picture of paper."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.document_examples import SINCE_2014, offered, pdf
from audits.documents import bound
from audits.pdf import density, opened, verdict
from data.types import Document, Finding, Json, Missing, Outcome, Text

AUDIT = Audit(
    id="scanned-documents",
    version=4,
    scope="site",
    title=Text("Dokumenti nav ieskenēti attēli", "Documents are not scanned pictures"),
    why=Text(
        "Ieskenētu lapu ekrānlasītājs nevar nolasīt, un tajā neko nevar atrast.",
        "A screen reader cannot read a scanned page, and nothing can be found in it.",
    ),
    method=Text(
        "Saskaita PDF dokumentus, kuros uz lapu ir mazāk par 20 rakstzīmēm teksta. Biroja datnes, par kurām zināms (pēc PDF izveides dienas vai servera Last-Modified), ka tās vecākas par 2018. gada 23. septembri, direktīva neaptver: tās saskaita un parāda, bet pārkāpums tās nav.",
        "Counts PDF documents with less than 20 characters of text to a page. Office files known to be older than 23 September 2018 (by the PDF's day of creation or the server's Last-Modified) are outside the directive: they are counted and shown, and are no failure.",
    ),
    advice=Text(
        "Publicējiet dokumentu no teksta faila, nevis skenētu; vecajiem pievienojiet teksta atpazīšanu (OCR).",
        "Publish the document from its text file, not scanned; add text recognition (OCR) to old ones.",
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
    """PDFs that hold next to no text: pictures of paper."""
    due = bound(documents, options["since"])
    read = opened(documents)
    scans = [it for it, facts in read if density(facts) < options["min_chars_per_page"]]
    faulty, older = [it for it in scans if it in due], [it for it in scans if it not in due]
    return verdict(faulty, [it for it, _facts in read if it in due], due, site, older)


_SCAN = pdf("planojums-2009.pdf", text_chars=0, tagged=False, images=4)

CASES = (
    Case("text", Outcome.PASSED, given=offered(pdf("budzets.pdf")), expect=0),
    Case(
        "one is a scan", Outcome.FAILED, '<a href="/planojums-2009.pdf">Plānojums</a>', given=offered(pdf("budzets.pdf"), _SCAN), expect=1
    ),
    Case(
        "offered at two addresses",
        Outcome.FAILED,
        given=offered({**_SCAN, "body": "x"}, {**pdf("cits.pdf", text_chars=0), "body": "x"}),
        expect=1,
    ),
    Case("a scanner's stamp is no text", Outcome.FAILED, given=offered(pdf("lemums.pdf", pages=12, text_chars=40, images=12)), expect=1),
    Case("a poster of few words is text", Outcome.PASSED, given=offered(pdf("afisa.pdf", pages=1, text_chars=60, images=3)), expect=0),
    Case("long, of which the first pages were looked at", Outcome.PASSED, given=offered(pdf("garš.pdf", pages=400, looked_at=5)), expect=0),
    Case(
        "older than the duty, by its own word",
        Outcome.PASSED,
        given=offered(pdf("planojums-2009.pdf", text_chars=0, created="D:20140312101500+02'00'")),
        expect=1,
    ),
    Case(
        "older, by the server's word",
        Outcome.PASSED,
        given=offered(pdf("b.pdf"), {**pdf("planojums-2009.pdf", text_chars=0, created=""), **SINCE_2014}),
        expect=1,
    ),
    Case(
        "made again since",
        Outcome.FAILED,
        given=offered({**pdf("planojums-2009.pdf", text_chars=0, created="D:20260301"), **SINCE_2014}),
        expect=1,
    ),
    Case(
        "on the first day of the duty",
        Outcome.FAILED,
        given=offered(pdf("planojums-2009.pdf", text_chars=0, created="D:20180923")),
        expect=1,
    ),
    Case(
        "a clock that was never set",
        Outcome.FAILED,
        given=offered(pdf("planojums-2009.pdf", text_chars=0, created="D:19700101000000Z")),
        expect=1,
    ),
    Case("no such day", Outcome.FAILED, given=offered(pdf("planojums-2009.pdf", text_chars=0, created="D:20149999")), expect=1),
    Case("asks for a password", Outcome.INAPPLICABLE, given=offered({**_SCAN, "facts": {"encrypted": True}})),
    Case("could not be read", Outcome.CANT_TELL, given=offered({**_SCAN, "facts": Missing("too-large")}), reason="too-large"),
    Case(
        "one of two could not be read",
        Outcome.CANT_TELL,
        given=offered(pdf("budzets.pdf"), {**_SCAN, "facts": Missing("too-large")}),
        reason="incomplete-look",
    ),
    Case("spreadsheets only", Outcome.INAPPLICABLE, given=offered({"url": "/a.xlsx", "kind": "xlsx"})),
    Case("one is proof after an incomplete look too", Outcome.FAILED, given={**offered(_SCAN), "stopped_by": "pages"}, expect=1),
    Case(
        "no scan after an incomplete look",
        Outcome.CANT_TELL,
        given={**offered(pdf("a.pdf")), "stopped_by": "pages"},
        reason="incomplete-look",
    ),
)
