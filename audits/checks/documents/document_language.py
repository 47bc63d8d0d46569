"""A document is read aloud in its own language, because it says which that is."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.document_examples import offered, pdf
from audits.pdf import density, opened, verdict
from data.types import Document, Finding, Json, Missing, Outcome, Text

AUDIT = Audit(
    id="document-language",
    version=1,
    scope="site",
    title=Text("PDF dokumentos ir norādīta valoda", "PDF documents declare their language"),
    why=Text(
        "Ja valoda nav norādīta, ekrānlasītājs latviešu tekstu var lasīt ar angļu izrunu.",
        "Where the language is not declared, a screen reader may read Latvian text with English sounds.",
    ),
    method=Text(
        "Saskaita PDF dokumentus ar tekstu, kuros nav valodas ieraksta (Lang).",
        "Counts PDF documents with text that have no entry for their language (Lang).",
    ),
    advice=Text(
        "Teksta redaktorā iestatiet dokumenta valodu un saglabājiet to kā strukturētu PDF.",
        "Set the language of the document in the text editor and save it as tagged PDF.",
    ),
    source=Source(
        "standard",
        Text("WCAG 2.1 3.1.1, paņēmiens PDF16; PDF/UA (ISO 14289)", "WCAG 2.1 3.1.1, technique PDF16; PDF/UA (ISO 14289)"),
        "https://www.w3.org/WAI/WCAG21/Techniques/pdf/PDF16",
    ),
    options={"min_chars_per_page": 20},
    unit=Text("dokumenti", "documents"),
)


def check(documents: tuple[Document, ...], site: SiteView, options: Json) -> Finding:
    """PDFs that have text but no language; scans are another question."""
    read = [(it, facts) for it, facts in opened(documents) if density(facts) >= options["min_chars_per_page"]]
    mute = [it for it, facts in read if not str(facts.get("language") or "").strip()]
    return verdict(mute, [it for it, _facts in read], documents, site)


CASES = (
    Case("declared", Outcome.PASSED, given=offered(pdf("a.pdf")), expect=0),
    Case("one of two is not", Outcome.FAILED, given=offered(pdf("a.pdf"), pdf("b.pdf", language="")), expect=1),
    Case("a scan is another question", Outcome.INAPPLICABLE, given=offered(pdf("a.pdf", text_chars=0, language=""))),
    Case("no documents", Outcome.INAPPLICABLE),
    Case("could not be read", Outcome.CANT_TELL, given=offered({**pdf("a.pdf"), "facts": Missing("timeout")}), reason="timeout"),
)
