"""A document that is offered can be opened at all."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.document_examples import offered, pdf
from audits.documents import OPENED, damaged, faulty, held
from data.types import Document, Finding, Missing, Outcome, Text

AUDIT = Audit(
    id="damaged-documents",
    version=1,
    scope="site",
    title=Text("Dokumenti nav bojāti", "Documents are not damaged"),
    why=Text(
        "Bojātu dokumentu nevar atvērt neviens, un to parasti pamana tikai apmeklētājs.",
        "Nobody can open a damaged document, and as a rule only a visitor notices.",
    ),
    method=Text(
        "Atver PDF, biroja un parakstītus dokumentus un saskaita tos, kuru iekšējā uzbūve ir bojāta.",
        "Opens PDF, office and signed documents and counts those whose inner structure is broken.",
    ),
    advice=Text(
        "Augšupielādējiet dokumentu vēlreiz un pārbaudiet, vai tas atveras no vietnes.",
        "Upload the document again and see whether it opens from the site.",
    ),
    source=Source("practice", Text("Laba prakse", "Good practice")),
    unit=Text("dokumenti", "documents"),
)


def check(documents: tuple[Document, ...], site: SiteView) -> Finding:
    """Those that no program can open."""
    return faulty(held(documents, OPENED), damaged, site)


_BROKEN = {**pdf("b.pdf"), "facts": {"damaged": "Failed to load document (PDFium: Data format error)."}}

CASES = (
    Case("whole", Outcome.PASSED, given=offered(pdf("a.pdf")), expect=0),
    Case("one is broken", Outcome.FAILED, '<a href="/b.pdf">Plāns</a>', given=offered(pdf("a.pdf"), _BROKEN), expect=1),
    Case(
        "a broken packed file",
        Outcome.FAILED,
        given=offered({"url": "/a.docx", "kind": "zip", "facts": {"damaged": "Bad CRC-32"}}),
        expect=1,
    ),
    Case("a table of text cannot be", Outcome.INAPPLICABLE, given=offered({"url": "/a.csv", "kind": "csv"})),
    Case("stopped the reader", Outcome.CANT_TELL, given=offered({**_BROKEN, "facts": Missing("undecodable")}), reason="undecodable"),
    Case("not opened by an older visit", Outcome.CANT_TELL, given=offered({"url": "/b.docx", "kind": "docx"}), reason="not-gathered"),
    Case("half a look", Outcome.CANT_TELL, given={**offered(pdf("a.pdf")), "stopped_by": "time"}, reason="incomplete-look"),
)
