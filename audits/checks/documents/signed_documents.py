"""Which documents come with electronic signatures, that a citizen can check."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.documents import SIGNED, facts_of, held, seen
from audits.kit import counted
from data.types import Document, Evidence, Finding, Outcome, Text

AUDIT = Audit(
    id="signed-documents",
    version=1,
    scope="site",
    title=Text("Elektroniski parakstīti dokumenti", "Electronically signed documents"),
    why=Text(
        "Paraksts apliecina, kas dokumentu izdevis, taču parakstītu konteineru var atvērt tikai ar īpašu programmu.",
        "A signature proves who issued a document, but a signed container can only be opened with a special program.",
    ),
    method=Text(
        "Saskaita parakstu konteinerus (edoc, asice); pierādījums rāda parakstu skaitu un iekšā esošo datņu veidus, nekad nosaukumus.",
        "Counts containers of signatures (edoc, asice); the evidence shows the number of signatures and the kinds of files inside, never names.",
    ),
    advice=Text(
        "Blakus parakstītajam konteineram piedāvājiet arī tā paša dokumenta lasāmu PDF.",
        "Beside a signed container, offer a readable PDF of the same document.",
    ),
    source=Source(
        "standard",
        Text("ETSI EN 319 162-1 (ASiC)", "ETSI EN 319 162-1 (ASiC)"),
        "https://www.etsi.org/deliver/etsi_en/319100_319199/31916201/01.01.01_60/en_31916201v010101p.pdf",
    ),
    measures=True,
    unit=Text("dokumenti", "documents"),
)


def check(documents: tuple[Document, ...], site: SiteView) -> Finding:
    """Their number, with what is in each."""
    signed = held(documents, SIGNED)
    return counted(len(signed), [_told(it) for it in signed] or site.pages[:1])


def _told(it: Document) -> Evidence:
    facts = facts_of(it)
    inside = ", ".join(f"{number} × {ending or '?'}" for ending, number in dict(facts.get("inside") or {}).items())
    return seen(it, f"{it.kind}: {inside}; ✍ {facts['signatures']}" if "signatures" in facts else it.kind)


def _edoc(name: str, **facts: object) -> dict[str, object]:
    return {"url": f"/{name}", "kind": "edoc", "facts": facts}


CASES = (
    Case("two", Outcome.PASSED, given={"documents": (_edoc("a.edoc", signatures=2, inside={"docx": 1}), _edoc("b.edoc"))}, expect=2),
    Case("none", Outcome.PASSED, given={"documents": ({"url": "/a.pdf", "kind": "pdf"},)}, expect=0),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
