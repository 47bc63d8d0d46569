"""What a citizen is to fill in or work with comes in a format that any program can open."""

from audits.audit import Audit, Case, Source
from audits.documents import CLOSED, OPEN, held, seen
from audits.kit import found, inapplicable
from data.types import Document, Finding, Outcome, Text

AUDIT = Audit(
    id="office-documents",
    version=1,
    scope="site",
    title=Text("Biroja dokumenti atvērtos formātos", "Office documents in open formats"),
    why=Text(
        "Vecos slēgtos formātus daudzas programmas un tālruņi atver kļūdaini vai nemaz.",
        "Many programs and phones open the old closed formats wrongly or not at all.",
    ),
    method=Text(
        "No rediģējamiem biroja dokumentiem (docx, xlsx, pptx, odt, ods, odp un doc, xls, ppt) aprēķina standartizēto formātu daļu.",
        "Of the editable office documents (docx, xlsx, pptx, odt, ods, odp and doc, xls, ppt) the share of standardised formats.",
    ),
    advice=Text(
        "Vecos doc, xls un ppt dokumentus saglabājiet no jauna kā docx, odt vai xlsx.",
        "Save old doc, xls and ppt documents anew as docx, odt or xlsx.",
    ),
    source=Source(
        "standard",
        Text("ISO/IEC 26300 (ODF); ISO/IEC 29500 (OOXML)", "ISO/IEC 26300 (ODF); ISO/IEC 29500 (OOXML)"),
        "https://www.iso.org/standard/66363.html",
    ),
    measures=True,
    unit=Text("%", "%"),
)


def check(documents: tuple[Document, ...]) -> Finding:
    """The share; the closed ones are shown, else the first of the open ones."""
    office = held(documents, OPEN | CLOSED)
    if not office:
        return inapplicable(whole=True)
    closed = [it for it in office if it.kind in CLOSED]
    share = round(100 * (len(office) - len(closed)) / len(office))
    return found(share, *(seen(it, it.labels[0] if it.labels else it.kind) for it in closed or office[:1]), whole=True)


def _of(*urls: str) -> dict[str, object]:
    return {"documents": tuple({"url": url, "kind": url.rpartition(".")[2]} for url in urls)}


CASES = (
    Case("all open", Outcome.PASSED, given=_of("/a.docx", "/b.ods"), expect=100),
    Case("one of four is old", Outcome.PASSED, given=_of("/a.docx", "/b.ods", "/c.xlsx", "/d.doc"), expect=75),
    Case("PDF only", Outcome.INAPPLICABLE, given=_of("/a.pdf")),
    Case("half a look", Outcome.CANT_TELL, given={**_of("/a.doc"), "stopped_by": "pages"}, reason="incomplete-look"),
)
