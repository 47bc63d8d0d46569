"""A document opens without a password, and a screen reader may read it."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.documents import CLOSED, OPEN, faulty, held, locked
from data.types import Document, Finding, Missing, Outcome, Text

AUDIT = Audit(
    id="locked-documents",
    version=1,
    scope="site",
    title=Text("Dokumenti nav slēgti", "Documents are not locked"),
    why=Text(
        "Dokumentu ar paroli neviens neatvērs, un aizliegums izvilkt tekstu var apklusināt ekrānlasītāju.",
        "Nobody can open a document that asks for a password, and forbidding to extract text may silence a screen reader.",
    ),
    method=Text(
        "Saskaita PDF un biroja dokumentus, kas prasa paroli vai kuru atļaujas liedz nodot tekstu palīgtehnoloģijām.",
        "Counts PDF and office documents that ask for a password or whose permissions keep text from assistive technology.",
    ),
    advice=Text(
        "Publicējot noņemiet paroli; PDF drošības iestatījumos atļaujiet teksta piekļuvi ekrānlasītājiem.",
        "Take the password away before publishing; in the PDF's security settings allow text access for screen readers.",
    ),
    source=Source(
        "law",
        Text("MK noteikumi Nr. 445; LVS EN 301 549, 10. nodaļa", "Cabinet Regulation No. 445; LVS EN 301 549, chapter 10"),
        "https://likumi.lv/ta/id/316109",
    ),
    unit=Text("dokumenti", "documents"),
)


def check(documents: tuple[Document, ...], site: SiteView) -> Finding:
    """Those that ask for a password or forbid to read them aloud."""
    return faulty(held(documents, {"pdf", *OPEN, *CLOSED}), locked, site)


def _pdf(name: str, **facts: object) -> dict[str, object]:
    plain = {
        "pages": 4,
        "text_chars": 6000,
        "tagged": True,
        "title": "Budžets",
        "language": "lv",
        "encrypted": False,
        "permissions": 2**32 - 1,
    }
    return {"url": f"/{name}", "kind": "pdf", "labels": (name,), "found_on": "https://www.piemers.test/", "facts": {**plain, **facts}}


def _given(*documents: dict[str, object]) -> dict[str, object]:
    return {"documents": documents}


_FORBIDDEN = {"encrypted": True, "revision": 3, "permissions": 0xFFFFF0C0}

CASES = (
    Case("open", Outcome.PASSED, given=_given(_pdf("a.pdf"), {"url": "/b.docx", "kind": "docx", "facts": {"encrypted": False}}), expect=0),
    Case("asks for a password", Outcome.FAILED, given=_given(_pdf("b.pdf"), {**_pdf("a.pdf"), "facts": {"encrypted": True}}), expect=1),
    Case("may not be read aloud", Outcome.FAILED, given=_given(_pdf("a.pdf", **_FORBIDDEN)), expect=1),
    Case(
        "may not be printed only", Outcome.PASSED, given=_given(_pdf("a.pdf", encrypted=True, revision=4, permissions=0xFFFFFFFB)), expect=0
    ),
    Case(
        "old rules: no copying is no reading",
        Outcome.FAILED,
        given=_given(_pdf("a.pdf", encrypted=True, revision=2, permissions=0xFFFFFFEF)),
        expect=1,
    ),
    Case(
        "a spreadsheet with a password",
        Outcome.FAILED,
        given=_given({"url": "/a.xls", "kind": "xls", "facts": {"encrypted": True}}),
        expect=1,
    ),
    Case(
        "permissions not written down",
        Outcome.CANT_TELL,
        given=_given({**_pdf("a.pdf"), "facts": {"pages": 2, "encrypted": True}}),
        reason="not-gathered",
    ),
    Case(
        "not opened by an older visit",
        Outcome.CANT_TELL,
        given=_given(_pdf("a.pdf"), {"url": "/b.docx", "kind": "docx"}),
        reason="incomplete-look",
    ),
    Case("could not be read", Outcome.CANT_TELL, given=_given({**_pdf("a.pdf"), "facts": Missing("timeout")}), reason="timeout"),
    Case("no documents", Outcome.INAPPLICABLE),
)
