"""A document can be read aloud, searched and copied, because it is text and not a picture of paper."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.pdf import density, opened, verdict
from data.types import Document, Finding, Json, Missing, Outcome, Text

AUDIT = Audit(
    id="scanned-documents",
    version=2,
    scope="site",
    title=Text("Dokumenti nav ieskenēti attēli", "Documents are not scanned pictures"),
    why=Text(
        "Ieskenētu lapu ekrānlasītājs nevar nolasīt, un tajā neko nevar atrast.",
        "A screen reader cannot read a scanned page, and nothing can be found in it.",
    ),
    method=Text(
        "Saskaita PDF dokumentus, kuros uz lapu ir mazāk par 20 rakstzīmēm teksta.",
        "Counts PDF documents with less than 20 characters of text to a page.",
    ),
    advice=Text(
        "Publicējiet dokumentu no teksta faila, nevis skenētu; vecajiem pievienojiet teksta atpazīšanu (OCR).",
        "Publish the document from its text file, not scanned; add text recognition (OCR) to old ones.",
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
    """PDFs that hold next to no text: pictures of paper."""
    read = opened(documents)
    scans = [it for it, facts in read if density(facts) < options["min_chars_per_page"]]
    return verdict(scans, [it for it, _facts in read], documents, site)


def _pdf(name: str, **facts: object) -> dict[str, object]:
    plain = {"pages": 4, "text_chars": 6000, "tagged": True, "title": None, "language": None, "encrypted": False, "images": 0}
    return {"url": f"/{name}", "kind": "pdf", "labels": (name,), "found_on": "https://www.piemers.test/", "facts": {**plain, **facts}}


def _given(*documents: dict[str, object]) -> dict[str, object]:
    return {"documents": documents}


_SCAN = _pdf("planojums-2009.pdf", text_chars=0, tagged=False, images=4)

CASES = (
    Case("text", Outcome.PASSED, given=_given(_pdf("budzets.pdf")), expect=0),
    Case(
        "one is a scan", Outcome.FAILED, '<a href="/planojums-2009.pdf">Plānojums</a>', given=_given(_pdf("budzets.pdf"), _SCAN), expect=1
    ),
    Case(
        "offered at two addresses",
        Outcome.FAILED,
        given=_given({**_SCAN, "body": "x"}, {**_pdf("cits.pdf", text_chars=0), "body": "x"}),
        expect=1,
    ),
    Case("a scanner's stamp is no text", Outcome.FAILED, given=_given(_pdf("lemums.pdf", pages=12, text_chars=40, images=12)), expect=1),
    Case("a poster of few words is text", Outcome.PASSED, given=_given(_pdf("afisa.pdf", pages=1, text_chars=60, images=3)), expect=0),
    Case("long, of which the first pages were looked at", Outcome.PASSED, given=_given(_pdf("garš.pdf", pages=400, looked_at=5)), expect=0),
    Case("asks for a password", Outcome.INAPPLICABLE, given=_given({**_SCAN, "facts": {"encrypted": True}})),
    Case("could not be read", Outcome.CANT_TELL, given=_given({**_SCAN, "facts": Missing("too-large")}), reason="too-large"),
    Case(
        "one of two could not be read",
        Outcome.CANT_TELL,
        given=_given(_pdf("budzets.pdf"), {**_SCAN, "facts": Missing("too-large")}),
        reason="incomplete-look",
    ),
    Case("spreadsheets only", Outcome.INAPPLICABLE, given=_given({"url": "/a.xlsx", "kind": "xlsx"})),
    Case("one is proof after an incomplete look too", Outcome.FAILED, given={**_given(_SCAN), "stopped_by": "pages"}, expect=1),
    Case(
        "no scan after an incomplete look",
        Outcome.CANT_TELL,
        given={**_given(_pdf("a.pdf")), "stopped_by": "pages"},
        reason="incomplete-look",
    ),
)
