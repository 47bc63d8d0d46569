"""A document opens without a password, and a screen reader may read it."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.document_examples import SINCE_2014, offered, pdf
from audits.documents import CLOSED, OPEN, bound, faulty, held, locked
from data.types import Document, Finding, Json, Missing, Outcome, Text

AUDIT = Audit(
    id="locked-documents",
    version=2,
    scope="site",
    title=Text("Dokumenti nav slēgti", "Documents are not locked"),
    why=Text(
        "Dokumentu ar paroli neviens neatvērs, un aizliegums izvilkt tekstu var apklusināt ekrānlasītāju.",
        "Nobody can open a document that asks for a password, and forbidding to extract text may silence a screen reader.",
    ),
    method=Text(
        "Saskaita PDF un biroja dokumentus, kas prasa paroli vai kuru atļaujas liedz nodot tekstu palīgtehnoloģijām. Biroja datnes, par kurām zināms (pēc PDF izveides dienas vai servera Last-Modified), ka tās vecākas par 2018. gada 23. septembri, direktīva neaptver, un tās neskaita; nezināma vecuma datnes skaita.",
        "Counts PDF and office documents that ask for a password or whose permissions keep text from assistive technology. Office files known to be older than 23 September 2018 (by the PDF's day of creation or the server's Last-Modified) are outside the directive and do not count; files of unknown age do.",
    ),
    advice=Text(
        "Publicējot noņemiet paroli; PDF drošības iestatījumos atļaujiet teksta piekļuvi ekrānlasītājiem.",
        "Take the password away before publishing; in the PDF's security settings allow text access for screen readers.",
    ),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445; LVS EN 301 549, 10. nodaļa; Direktīvas 2016/2102 1. panta 4. punkta a) apakšpunkts",
            "Cabinet Regulation No. 445; LVS EN 301 549, chapter 10; Directive 2016/2102, Article 1(4)(a)",
        ),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"since": "2018-09-23"},
    unit=Text("dokumenti", "documents"),
)


def check(documents: tuple[Document, ...], site: SiteView, options: Json) -> Finding:
    """Those that ask for a password or forbid to read them aloud."""
    return faulty(held(bound(documents, options["since"]), {"pdf", *OPEN, *CLOSED}), locked, site)


_FORBIDDEN = {"encrypted": True, "revision": 3, "permissions": 0xFFFFF0C0}

CASES = (
    Case("open", Outcome.PASSED, given=offered(pdf("a.pdf"), {"url": "/b.docx", "kind": "docx", "facts": {"encrypted": False}}), expect=0),
    Case("asks for a password", Outcome.FAILED, given=offered(pdf("b.pdf"), {**pdf("a.pdf"), "facts": {"encrypted": True}}), expect=1),
    Case("may not be read aloud", Outcome.FAILED, given=offered(pdf("a.pdf", **_FORBIDDEN)), expect=1),
    Case(
        "may not be printed only", Outcome.PASSED, given=offered(pdf("a.pdf", encrypted=True, revision=4, permissions=0xFFFFFFFB)), expect=0
    ),
    Case(
        "old rules: no copying is no reading",
        Outcome.FAILED,
        given=offered(pdf("a.pdf", encrypted=True, revision=2, permissions=0xFFFFFFEF)),
        expect=1,
    ),
    Case(
        "a spreadsheet with a password",
        Outcome.FAILED,
        given=offered({"url": "/a.xls", "kind": "xls", "facts": {"encrypted": True}}),
        expect=1,
    ),
    Case(
        "older than the duty, by its own word",
        Outcome.INAPPLICABLE,
        given=offered(pdf("a.pdf", **_FORBIDDEN, created="D:20140312101500+02'00'")),
    ),
    Case(
        "older, by the server's word",
        Outcome.PASSED,
        given=offered(pdf("b.pdf"), {**pdf("a.pdf", **_FORBIDDEN, created=""), **SINCE_2014}),
        expect=0,
    ),
    Case("made again since", Outcome.FAILED, given=offered({**pdf("a.pdf", **_FORBIDDEN, created="D:20260301"), **SINCE_2014}), expect=1),
    Case("on the first day of the duty", Outcome.FAILED, given=offered(pdf("a.pdf", **_FORBIDDEN, created="D:20180923")), expect=1),
    Case("a clock that was never set", Outcome.FAILED, given=offered(pdf("a.pdf", **_FORBIDDEN, created="D:19700101000000Z")), expect=1),
    Case("no such day", Outcome.FAILED, given=offered(pdf("a.pdf", **_FORBIDDEN, created="D:20149999")), expect=1),
    Case(
        "permissions not written down",
        Outcome.CANT_TELL,
        given=offered({**pdf("a.pdf"), "facts": {"pages": 2, "encrypted": True}}),
        reason="not-gathered",
    ),
    Case(
        "not opened by an older visit",
        Outcome.CANT_TELL,
        given=offered(pdf("a.pdf"), {"url": "/b.docx", "kind": "docx"}),
        reason="incomplete-look",
    ),
    Case("could not be read", Outcome.CANT_TELL, given=offered({**pdf("a.pdf"), "facts": Missing("timeout")}), reason="timeout"),
    Case("no documents", Outcome.INAPPLICABLE),
)
